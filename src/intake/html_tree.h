// SPDX-License-Identifier: Apache-2.0
//
// HtmlTree: a page or a piece of markup as the tree a browser would make (gumbo), in memory of its own that is freed at
// once, whatever the depth. Also the few questions the readers ask of a node. A tree keeps a view of its markup.
// Immutable once parsed; nodes live as long as their tree.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "intake/intake.h"

namespace depesje {

class HtmlTree {
 public:
  static Result<HtmlTree> parse(std::string_view markup, const IntakeLimits& limits);
  HtmlTree(HtmlTree&&) noexcept;
  HtmlTree& operator=(HtmlTree&&) noexcept;
  ~HtmlTree();

  const GumboNode* root() const;  // <html>

 private:
  struct Arena;
  HtmlTree();
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
};

// Walks a subtree in document order without recursion: `enter` returns false to leave out what is inside.
template <class Enter, class Leave>
void walk_html(const GumboNode* root, Enter enter, Leave leave);

bool is_element(const GumboNode* node);
GumboTag tag_of(const GumboNode* node);            // GUMBO_TAG_UNKNOWN for text
std::string_view tag_name(const GumboNode* node);  // as written, lower case only for known ones
std::string_view attribute(const GumboNode* node, const char* name);
const GumboVector* children_of(const GumboNode* node);  // nullptr for text
// Text of a text node; nothing of an element or comment.
std::string_view text_of(const GumboNode* node);
// All text below, blanks collapsed.
std::string inner_text(const GumboNode* node);
// True where `word` is one of the blank-separated words of the attribute.
bool has_word(const GumboNode* node, const char* name, std::string_view word);

template <class Enter, class Leave>
void walk_html(const GumboNode* root, Enter enter, Leave leave) {
  struct Step {
    const GumboNode* node;
    unsigned child;
  };
  std::vector<Step> path;
  if (!enter(root)) return;
  path.push_back({root, 0});
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector* children = children_of(step.node);
    if (children == nullptr || step.child == children->length) {
      leave(step.node);
      path.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children->data[step.child++]);
    if (enter(child)) path.push_back({child, 0});
  }
}

}  // namespace depesje
