// SPDX-License-Identifier: Apache-2.0
#include "intake/html_blocks.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "intake/article.h"

namespace depesje {
namespace {

enum class Flow : std::uint8_t { inside, block, dropped };

struct NamedFlow {
  std::string_view name;
  Flow flow;
};

// Elements that begin and end a paragraph, and those that hold no text of an article. HTML, and what NITF has beside
// it.
constexpr NamedFlow kFlows[] = {
    {"address", Flow::block},    {"article", Flow::block},
    {"blockquote", Flow::block}, {"body", Flow::block},
    {"center", Flow::block},     {"dd", Flow::block},
    {"details", Flow::block},    {"div", Flow::block},
    {"dl", Flow::block},         {"dt", Flow::block},
    {"fieldset", Flow::block},   {"h1", Flow::block},
    {"h2", Flow::block},         {"h3", Flow::block},
    {"h4", Flow::block},         {"h5", Flow::block},
    {"h6", Flow::block},         {"header", Flow::block},
    {"hgroup", Flow::block},     {"hr", Flow::block},
    {"html", Flow::block},       {"li", Flow::block},
    {"main", Flow::block},       {"ol", Flow::block},
    {"p", Flow::block},          {"pre", Flow::block},
    {"section", Flow::block},    {"summary", Flow::block},
    {"table", Flow::block},      {"tbody", Flow::block},
    {"td", Flow::block},         {"th", Flow::block},
    {"tr", Flow::block},         {"ul", Flow::block},
    {"br", Flow::block},         {"hl1", Flow::block},
    {"hl2", Flow::block},        {"bq", Flow::block},
    {"block", Flow::block},      {"aside", Flow::dropped},
    {"audio", Flow::dropped},    {"button", Flow::dropped},
    {"canvas", Flow::dropped},   {"dialog", Flow::dropped},
    {"embed", Flow::dropped},    {"figcaption", Flow::dropped},
    {"figure", Flow::dropped},   {"footer", Flow::dropped},
    {"form", Flow::dropped},     {"frame", Flow::dropped},
    {"frameset", Flow::dropped}, {"head", Flow::dropped},
    {"iframe", Flow::dropped},   {"input", Flow::dropped},
    {"map", Flow::dropped},      {"menu", Flow::dropped},
    {"nav", Flow::dropped},      {"noframes", Flow::dropped},
    {"noscript", Flow::dropped}, {"object", Flow::dropped},
    {"picture", Flow::dropped},  {"script", Flow::dropped},
    {"select", Flow::dropped},   {"style", Flow::dropped},
    {"svg", Flow::dropped},      {"template", Flow::dropped},
    {"textarea", Flow::dropped}, {"title", Flow::dropped},
    {"video", Flow::dropped},    {"math", Flow::dropped},
    {"media", Flow::dropped},    {"nitf-table", Flow::dropped},
    {"byline", Flow::dropped},   {"nitf-col", Flow::dropped},
    {"rt", Flow::dropped},       {"rp", Flow::dropped},
};

Flow flow_of(const GumboNode* node) {
  static const std::unordered_map<std::string_view, Flow> flows = [] {
    std::unordered_map<std::string_view, Flow> all;
    for (const NamedFlow& one : kFlows) all.emplace(one.name, one.flow);
    return all;
  }();
  const auto found = flows.find(tag_name(node));
  return found == flows.end() ? Flow::inside : found->second;
}

bool is_heading(const GumboNode* node) {
  const std::string_view name = tag_name(node);
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

bool is_hidden(const GumboNode* node) {
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  if (attribute(node, "aria-hidden") == "true") return true;
  const std::string_view style = attribute(node, "style");
  if (style.empty()) return false;
  std::string packed;
  for (const char c : ascii_lower(style)) {
    if (c != ' ') packed += c;
  }
  return packed.find("display:none") != std::string::npos || packed.find("visibility:hidden") != std::string::npos;
}

// Words of class and id: "relatedArticles-list" → related, articles, list.
template <class Visit>
void each_name_word(const GumboNode* node, Visit visit) {
  for (const char* name : {"class", "id", "role", "data-testid"}) {
    const std::string_view value = attribute(node, name);
    std::string word;
    for (std::size_t i = 0; i <= value.size(); ++i) {
      const char c = i < value.size() ? value[i] : ' ';
      const bool upper = c >= 'A' && c <= 'Z';
      if ((c >= 'a' && c <= 'z') || upper) {
        if (upper && !word.empty() && value[i - 1] >= 'a') visit(std::exchange(word, {}));
        word += upper ? static_cast<char>(c + 32) : c;
      } else if (!word.empty()) {
        visit(std::exchange(word, {}));
      }
    }
  }
}

bool names_furniture(const GumboNode* node) {
  static constexpr std::string_view kWords[] = {
      "comment",    "comments",    "sidebar",       "share",       "sharing", "social",    "related", "recommended",
      "newsletter", "cookie",      "cookies",       "consent",     "ad",      "ads",       "advert",  "promo",
      "breadcrumb", "breadcrumbs", "navigation",    "nav",         "menu",    "footer",    "byline",  "caption",
      "byliner",    "tags",        "taglist",       "disqus",      "toolbar", "popup",     "modal",   "banner",
      "outbrain",   "taboola",     "subscribe",     "login",       "search",  "dateline",  "author",  "authors",
      "published",  "timestamp",   "complementary", "contentinfo", "skip",    "reference", "reflist", "infobox",
      "navbox",     "editsection", "catlinks",      "mw-jump-link"};
  bool found = false;
  each_name_word(
      node, [&](const std::string& word) { found = found || std::ranges::find(kWords, word) != std::end(kWords); });
  return found;
}

// Bytes of text below each element that are no link: what tells a wrapper from furniture.
class TextSizes {
 public:
  explicit TextSizes(const GumboNode* root) {
    if (root == nullptr) return;
    std::vector<std::size_t> open;
    walk_html(
        root,
        [&](const GumboNode* node) {
          if (is_element(node)) {
            const GumboTag tag = tag_of(node);
            if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) return false;
            open.push_back(0);
          } else if (!open.empty()) {
            open.back() += text_of(node).size();
          }
          return true;
        },
        [&](const GumboNode* node) {
          if (!is_element(node)) return;
          const std::size_t size = open.back();
          open.pop_back();
          sizes_[node] = size;
          if (!open.empty()) open.back() += size;
          else all_ = size;
        });
  }
  bool is_small(const GumboNode* node) const {
    const auto found = sizes_.find(node);
    return found == sizes_.end() || found->second * 5 < all_ * 2;
  }

 private:
  std::unordered_map<const GumboNode*, std::size_t> sizes_;
  std::size_t all_ = 0;
};

class BlockReader {
 public:
  BlockReader(const GumboNode* root, bool page, bool furniture)
      : page_(page), furniture_(page && !furniture), sizes_(furniture_ ? root : nullptr) {
    walk_html(
        root, [&](const GumboNode* node) { return enter(node, root); }, [&](const GumboNode* node) { leave(node); });
    flush();
  }
  std::vector<Block> take() { return std::move(blocks_); }

 private:
  bool enter(const GumboNode* node, const GumboNode* root) {
    if (!is_element(node)) {
      const std::string_view text = text_of(node);
      if (preformatted_ > 0) {
        for (std::size_t begin = 0;;) {
          const auto end = text.find('\n', begin);
          append(text.substr(begin, end - begin));
          if (end == std::string_view::npos) break;
          flush();
          begin = end + 1;
        }
      } else {
        append(text);
      }
      return true;
    }
    const Flow flow = flow_of(node);
    if (node != root && (flow == Flow::dropped || is_hidden(node))) {
      if (flow == Flow::dropped && tag_of(node) != GUMBO_TAG_UNKNOWN) separate(node);
      return false;
    }
    if (!page_ && tag_of(node) == GUMBO_TAG_HEADER) return false;
    if (furniture_ && node != root && names_furniture(node) && sizes_.is_small(node)) return false;
    if (flow == Flow::block) {
      flush();
      path_.push_back(node);
    }
    const GumboTag tag = tag_of(node);
    links_ += tag == GUMBO_TAG_A;
    times_ += tag == GUMBO_TAG_TIME;
    preformatted_ += tag == GUMBO_TAG_PRE;
    if (tag == GUMBO_TAG_Q) text_ += "\u201C";
    return true;
  }

  void leave(const GumboNode* node) {
    if (!is_element(node)) return;
    const GumboTag tag = tag_of(node);
    links_ -= tag == GUMBO_TAG_A;
    times_ -= tag == GUMBO_TAG_TIME;
    preformatted_ -= tag == GUMBO_TAG_PRE;
    if (tag == GUMBO_TAG_Q) text_ += "\u201D";
    if (flow_of(node) == Flow::block) {
      flush();
      path_.pop_back();
    }
  }

  // Furniture between words parts paragraphs only where a browser would.
  void separate(const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    const bool inline_level = tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_RT ||
                              tag == GUMBO_TAG_RP || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE ||
                              tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_INPUT;
    if (!inline_level) flush();
  }

  void append(std::string_view text) {
    text_ += text;
    const std::size_t words = trimmed(text).size();
    if (links_ > 0) linked_ += words;
    if (times_ > 0) timed_ += words;
  }

  void flush() {
    Block block;
    block.text = collapsed(text_);
    text_.clear();
    block.linked = std::exchange(linked_, 0);
    const std::size_t timed = std::exchange(timed_, 0);
    if (block.text.empty() || (page_ && timed * 2 > block.text.size())) return;
    block.node = path_.empty() ? nullptr : path_.back();
    // <p><br>: the paragraph is the block.
    for (const GumboNode* up : path_) block.heading = block.heading || is_heading(up);
    if (block.node != nullptr && tag_name(block.node) == "hl2") block.heading = true;
    blocks_.push_back(std::move(block));
  }

  bool page_;
  bool furniture_;  // is looked for, to be left out
  TextSizes sizes_;
  std::string text_;
  std::size_t linked_ = 0, timed_ = 0;
  int links_ = 0, times_ = 0, preformatted_ = 0;
  std::vector<const GumboNode*> path_;
  std::vector<Block> blocks_;
};

bool is_inside(const GumboNode* node, const GumboNode* root) {
  for (; node != nullptr; node = node->parent) {
    if (node == root) return true;
  }
  return false;
}

const GumboNode* parent_of(const GumboNode* node) {
  return node == nullptr || node->parent == nullptr || !is_element(node->parent) ? nullptr : node->parent;
}

// The element that holds the running text, by the paragraphs right inside it (the idea of Arc90's Readability).
const GumboNode* container_of(const std::vector<Block>& blocks) {
  std::unordered_map<const GumboNode*, double> scores;
  std::vector<const GumboNode*> seen;  // in document order, so that ties go to the first
  for (const Block& block : blocks) {
    if (block.heading || block.mostly_links() || block.text.size() < 25 || block.node == nullptr) continue;
    const double score = 1 + static_cast<double>(std::ranges::count(block.text, ',')) +
                         std::min(3.0, static_cast<double>(block.text.size()) / 100);
    const std::string_view name = tag_name(block.node);
    const bool paragraph = name == "p" || name == "blockquote" || name == "pre" || name == "li" || name == "br";
    const GumboNode* up = paragraph ? parent_of(block.node) : block.node;
    double share = name == "li" ? 0.3 : 1;
    for (int step = 0; step < 3 && up != nullptr; ++step, up = parent_of(up), share /= 2) {
      if (scores.emplace(up, 0).second) seen.push_back(up);
      scores[up] += score * share;
    }
  }
  const GumboNode* best = nullptr;
  for (const GumboNode* node : seen) {
    if (best == nullptr || scores[node] > scores[best]) best = node;
  }
  if (best == nullptr) return nullptr;
  const GumboNode* main = nullptr;
  for (const GumboNode* up = best; up != nullptr; up = parent_of(up)) {
    const GumboTag tag = tag_of(up);
    if (tag == GUMBO_TAG_ARTICLE || attribute(up, "role") == "article") return up;
    if (main == nullptr && (tag == GUMBO_TAG_MAIN || attribute(up, "role") == "main")) main = up;
  }
  if (main != nullptr) return main;
  // A leading paragraph beside the container belongs to it.
  const GumboNode* parent = parent_of(best);
  if (parent != nullptr && tag_of(parent) != GUMBO_TAG_BODY && tag_of(parent) != GUMBO_TAG_HTML) {
    for (const Block& block : blocks) {
      if (block.node != nullptr && block.node->parent == parent && !block.mostly_links() && block.text.size() >= 40)
        return parent;
    }
  }
  return best;
}

}  // namespace

std::vector<Block> blocks_of(const GumboNode* root, bool page) { return BlockReader(root, page, false).take(); }

namespace {

std::vector<Block> main_of(const GumboNode* root, std::string_view title, std::vector<Block> all) {
  std::vector<const GumboNode*> bodies;
  walk_html(
      root,
      [&](const GumboNode* node) {
        if (!has_word(node, "itemprop", "articleBody")) return true;
        bodies.push_back(node);
        return false;
      },
      [](const GumboNode*) {});
  std::vector<Block> kept;
  const GumboNode* container = bodies.empty() ? container_of(all) : nullptr;
  for (Block& block : all) {
    const bool inside = !bodies.empty()
                            ? std::ranges::any_of(bodies, [&](const GumboNode* b) { return is_inside(block.node, b); })
                            : container == nullptr || is_inside(block.node, container);
    if (!inside || block.mostly_links() || (block.node != nullptr && tag_of(block.node) == GUMBO_TAG_H1)) continue;
    if (kept.empty() && block.heading && !title.empty() && same_words(block.text, title)) continue;
    kept.push_back(std::move(block));
  }
  while (!kept.empty() && kept.back().heading) kept.pop_back();
  return kept;
}

}  // namespace

std::vector<Block> main_blocks(const GumboNode* root, std::string_view title) {
  auto blocks = main_of(root, title, blocks_of(root, true));
  // A page that names its very text like furniture.
  if (blocks.empty()) blocks = main_of(root, title, BlockReader(root, true, true).take());
  return blocks;
}

namespace {

bool has_tags(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos && at + 1 < text.size(); at = text.find('<', at + 1)) {
    const char c = text[at + 1];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!') return true;
  }
  return false;
}

std::string entities_decoded(std::string_view text, const IntakeLimits& limits) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  const auto tree = HtmlTree::parse(text, limits);
  if (!tree) return std::string(text);
  std::string out;
  walk_html(
      tree->root(),
      [&](const GumboNode* node) {
        out += text_of(node);
        return true;
      },
      [](const GumboNode*) {});
  return out;
}

std::string lines_trimmed(std::string_view text) {
  std::string out;
  text = trimmed(text);
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (begin != 0) out += '\n';
    out += trimmed(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

}  // namespace

Result<Markup> read_markup(std::string_view markup, const IntakeLimits& limits, std::string_view lead) {
  Markup out;
  if (!has_tags(markup)) {
    out.text = lines_trimmed(entities_decoded(markup, limits));
    return out;
  }
  const auto tree = HtmlTree::parse(markup, limits);
  if (!tree) return std::unexpected(tree.error());
  for (const Block& block : blocks_of(tree->root(), false)) {
    const bool first = out.text.empty();
    if (first && out.title.empty() && block.node != nullptr && tag_of(block.node) == GUMBO_TAG_H1) {
      out.title = block.text;
      continue;
    }
    const bool teaser = block.node != nullptr && has_word(block.node, "class", "teaser");
    if (first && teaser && same_words(block.text, lead)) continue;
    append_paragraph(out.text, block.text);
  }
  return out;
}

std::string plain_from_markup(std::string_view markup) {
  if (markup.find('<') == std::string_view::npos && markup.find('&') == std::string_view::npos)
    return collapsed(markup);
  const auto tree = HtmlTree::parse(markup, {});
  return tree ? inner_text(tree->root()) : collapsed(markup);
}

}  // namespace depesje
