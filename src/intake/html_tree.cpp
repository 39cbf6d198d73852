// SPDX-License-Identifier: Apache-2.0
#include "intake/html_tree.h"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <string>
#include <unordered_map>
#include <utility>

#include "intake/article.h"

namespace depesje {
namespace {

constexpr std::size_t kPage = 1U << 20;

// Elements that are closed by what follows, or are empty: they say nothing about depth.
bool closes_itself(std::string_view name) {
  static constexpr std::string_view kNames[] = {"p",      "li",    "dt",    "dd",       "tr",   "td",   "th",
                                                "thead",  "tbody", "tfoot", "option",   "br",   "img",  "hr",
                                                "meta",   "link",  "input", "col",      "area", "base", "embed",
                                                "source", "track", "wbr",   "colgroup", "html", "body", "head"};
  for (const std::string_view one : kNames) {
    if (name == one) return true;
  }
  return false;
}

// Where the raw text of <script>, <style> or a comment that begins at `at` ends; `at` where there is none.
std::size_t behind_raw_text(std::string_view markup, std::size_t at, const std::string& name) {
  std::size_t end = at;
  if (markup.substr(at).starts_with("<!--")) {
    end = markup.find("-->", at + 2);
  } else if (name == "script" || name == "style") {
    for (end = markup.find("</", at); end != std::string_view::npos; end = markup.find("</", end + 2)) {
      if (ascii_lower(markup.substr(end + 2, name.size())) == name) break;
    }
  }
  return end == std::string_view::npos ? markup.size() : end;
}

// How deep elements nest, near enough: it keeps honest pages from looking hostile, and most hostile ones from gumbo.
std::size_t nesting(std::string_view markup) {
  std::size_t depth = 0, deepest = 0;
  std::unordered_map<std::string, std::size_t> open;
  for (std::size_t at = markup.find('<'); at < markup.size(); at = markup.find('<', at + 1)) {
    const bool closing = at + 1 < markup.size() && markup[at + 1] == '/';
    const std::size_t begin = at + 1 + closing;
    std::size_t end = begin;
    while (end < markup.size() && end - begin < 12 &&
           ((markup[end] >= 'a' && markup[end] <= 'z') || (markup[end] >= 'A' && markup[end] <= 'Z')))
      ++end;
    const std::string name = ascii_lower(markup.substr(begin, end - begin));
    if (!closing) {
      if (const std::size_t behind = behind_raw_text(markup, at, name); behind != at) {
        at = behind;
        continue;
      }
    }
    if (name.empty() || closes_itself(name)) continue;
    std::size_t& count = open[name];
    if (!closing) {
      ++count;
      deepest = std::max(deepest, ++depth);
    } else if (count > 0) {
      --count;
      --depth;
    }
  }
  return deepest;
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

constexpr double kMostSeconds = 10;  // of this thread's own time for one page; an honest one takes milliseconds

}  // namespace

// Memory of one tree. Nothing is given back before the end, so that no tree is walked to free it, and gumbo is left by
// a jump where it wants too much memory or time: its frames hold nothing but this memory.
struct HtmlTree::Arena {
  explicit Arena(std::size_t most) : left(most) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* page : pages) std::free(page);
  }

  static void* allocate(void* self, std::size_t size) {
    auto& arena = *static_cast<Arena*>(self);
    if (++arena.calls % 1024 == 0 && thread_seconds() > arena.deadline) std::longjmp(arena.out, 1);
    size = (size + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);
    if (size > arena.room) {
      const std::size_t page = std::max(kPage, size);
      void* memory = page > arena.left ? nullptr : std::malloc(page);
      if (memory == nullptr) std::longjmp(arena.out, 1);
      arena.left -= page;
      arena.pages.push_back(memory);
      arena.next = static_cast<char*>(memory);
      arena.room = page;
    }
    void* result = arena.next;
    arena.next += size;
    arena.room -= size;
    return result;
  }
  static void release(void*, void*) {}

  std::jmp_buf out;
  std::vector<void*> pages;
  char* next = nullptr;
  std::size_t room = 0, left, calls = 0;
  double deadline = thread_seconds() + kMostSeconds;
};

namespace {

template <class Arena>
GumboOutput* parse_into(Arena& arena, std::string_view markup) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;
  options.stop_on_first_error = false;
  if (setjmp(arena.out) != 0) return nullptr;
  return gumbo_parse_with_options(&options, markup.data(), markup.size());
}

}  // namespace

HtmlTree::HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

Result<HtmlTree> HtmlTree::parse(std::string_view markup, const IntakeLimits& limits) {
  constexpr std::size_t kLongest = 32U << 20;  // more markup than that is no article
  if (markup.size() > kLongest) return fail("the HTML is longer than 32 MiB");
  if (nesting(markup) > limits.depth)
    return fail("elements of the HTML are nested more than " + std::to_string(limits.depth) + " deep");
  HtmlTree tree;
  tree.arena_ = std::make_unique<Arena>(std::min<std::size_t>((64U << 20) + 128 * markup.size(), 1U << 30));
  const GumboOutput* output = parse_into(*tree.arena_, markup);
  if (output == nullptr) return fail("the HTML needs too much memory or time");
  tree.root_ = output->root;
  return tree;
}

const GumboNode* HtmlTree::root() const { return root_; }

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }

GumboTag tag_of(const GumboNode* node) { return is_element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN; }

std::string_view tag_name(const GumboNode* node) {
  if (!is_element(node)) return {};
  if (node->v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node->v.element.tag);
  GumboStringPiece piece = node->v.element.original_tag;
  if (piece.data == nullptr) return {};
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

const GumboVector* children_of(const GumboNode* node) { return is_element(node) ? &node->v.element.children : nullptr; }

std::string_view text_of(const GumboNode* node) {
  const bool text =
      node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
  return text ? std::string_view(node->v.text.text) : std::string_view();
}

std::string inner_text(const GumboNode* node) {
  std::string out;
  walk_html(
      node,
      [&](const GumboNode* at) {
        out += text_of(at);
        return true;
      },
      [](const GumboNode*) {});
  return collapsed(out);
}

bool has_word(const GumboNode* node, const char* name, std::string_view word) {
  const std::string_view all = attribute(node, name);
  for (auto at = all.find(word); at != std::string_view::npos; at = all.find(word, at + 1)) {
    const bool begins = at == 0 || all[at - 1] == ' ' || all[at - 1] == '\n' || all[at - 1] == '\t';
    const auto end = at + word.size();
    if (begins && (end == all.size() || all[end] == ' ' || all[end] == '\n' || all[end] == '\t')) return true;
  }
  return false;
}

}  // namespace depesje
