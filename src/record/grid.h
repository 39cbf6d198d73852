// SPDX-License-Identifier: Apache-2.0
//
// Grid: columns of wrapped words for a terminal. Knows widths and styles, not what the words mean.
// Widths are counted in terminal columns (East Asian wide letters take two, combining marks none).
// A grid belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace depesje {

enum class Style : std::uint8_t { plain, bold, dim, red, green, yellow, cyan };

// One paragraph of a cell: words with a style each. It begins on a line of its own.
struct StyledWord {
  std::string text;
  Style style = Style::plain;
};
using Paragraph = std::vector<StyledWord>;
using Cell = std::vector<Paragraph>;

// `text` split at blanks, every word in one style.
Paragraph paragraph(std::string_view text, Style style = Style::plain);

std::size_t terminal_width(std::string_view text);
void append_styled(std::string& out, std::string_view text, Style style, bool colours);

class Grid {
 public:
  explicit Grid(std::vector<std::string> headings) : headings_(std::move(headings)) {}
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }
  // Columns share `width`; those with nothing in them are left out. Where there is too little room for columns, each
  // row becomes a block with one heading a line.
  void append_to(std::string& out, std::size_t width, bool colours) const;

 private:
  void append_blocks(std::string& out, std::size_t width, bool colours) const;

  std::vector<std::string> headings_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace depesje
