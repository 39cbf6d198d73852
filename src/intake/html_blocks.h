// SPDX-License-Identifier: Apache-2.0
//
// Markup → paragraphs: what stands in one block is one paragraph, blanks collapsed, without pictures, forms, menus and
// hidden parts. markup_paragraphs() reads a body that a format carries (ninjs, NITF, feeds, NewsML-G2); main_blocks()
// finds the article on a whole page. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/html_tree.h"

namespace depesje {

struct Block {
  std::string text;
  const GumboNode* node = nullptr;  // the nearest block element
  std::size_t linked = 0;           // bytes of text inside links
  bool heading = false;

  bool mostly_links() const { return linked * 2 > text.size(); }
};

// All blocks below `root`; where `page`, parts are left out that pages put around an article.
std::vector<Block> blocks_of(const GumboNode* root, bool page);
// The blocks of the article on a page. `title` is left out where it stands above the text.
std::vector<Block> main_blocks(const GumboNode* root, std::string_view title);

struct Markup {
  std::string text;   // paragraphs with a blank line between them
  std::string title;  // of an <h1>, which is not part of the text
};
// A body as other formats carry it. Text without any tag is plain text whose lines are kept. `lead` is left out where
// the body repeats it as a teaser.
Result<Markup> read_markup(std::string_view markup, const IntakeLimits& limits, std::string_view lead = {});
// Entities decoded and tags gone: a title.
std::string plain_from_markup(std::string_view markup);

}  // namespace depesje
