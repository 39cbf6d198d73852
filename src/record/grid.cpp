// SPDX-License-Identifier: Apache-2.0
#include "record/grid.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <numeric>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kGap = 2;              // blanks between columns
constexpr std::size_t kNarrowestColumn = 9;  // below it, words break too often to be read

std::size_t width_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const int category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  const int wide = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// Where a word may be broken: behind a comma or slash, and behind a hyphen between letters (not inside a date).
bool breaks_behind(char32_t before, char32_t c, char32_t after) {
  return c == U',' || c == U'/' || (c == U'-' && is_letter(before) && is_letter(after));
}

// Calls `piece(begin, end, width)` for each part of a word that stays together.
template <class Piece>
void for_pieces(std::string_view word, Piece piece) {
  std::size_t begin = 0, width = 0;
  char32_t before = U' ';
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    width += width_of(c);
    std::size_t ahead = at;
    if (at < word.size() && !breaks_behind(before, c, next_code_point(word, ahead))) {
      before = c;
      continue;
    }
    piece(begin, at, width);
    begin = at;
    width = 0;
    before = c;
  }
}

// Bytes of `text` that fit into `width`: whole pieces, or else letters, at least one.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t bytes = 0, used = 0;
  for_pieces(text, [&](std::size_t begin, std::size_t end, std::size_t piece) {
    if (bytes == begin && used + piece <= width) {
      bytes = end;
      used += piece;
    }
  });
  if (bytes > 0) return bytes;
  for (std::size_t at = 0; at < text.size(); bytes = at) {
    used += width_of(next_code_point(text, at));
    if (used > width && bytes > 0) break;
  }
  return bytes;
}

using Lines = std::vector<Paragraph>;

Lines wrapped(const Cell& cell, std::size_t width) {
  Lines lines;
  for (const Paragraph& words : cell) {
    lines.emplace_back();
    std::size_t used = 0;
    for (const StyledWord& word : words) {
      std::string_view rest = word.text;
      while (!rest.empty()) {
        const std::size_t needed = terminal_width(rest) + (used > 0 ? 1 : 0);
        if (used + needed <= width) {
          lines.back().push_back({std::string(rest), word.style});
          used += needed;
          break;
        }
        if (used > 0) {
          lines.emplace_back();
          used = 0;
          continue;
        }
        const std::size_t bytes = fitting(rest, width);
        lines.back().push_back({std::string(rest.substr(0, bytes)), word.style});
        rest.remove_prefix(bytes);
        if (!rest.empty()) lines.emplace_back();
      }
    }
  }
  return lines;
}

std::size_t width_of(const Paragraph& words) {
  std::size_t width = words.empty() ? 0 : words.size() - 1;
  for (const StyledWord& word : words) width += terminal_width(word.text);
  return width;
}

std::size_t longest_piece(const Cell& cell) {
  std::size_t longest = 0;
  for (const Paragraph& words : cell) {
    for (const StyledWord& word : words) {
      for_pieces(word.text, [&](std::size_t, std::size_t, std::size_t width) { longest = std::max(longest, width); });
    }
  }
  return longest;
}

void append_line(std::string& out, const Paragraph& words, bool colours) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ' ';
    append_styled(out, words[i].text, words[i].style, colours);
  }
}

void end_line(std::string& out) {
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

}  // namespace

Paragraph paragraph(std::string_view text, Style style) {
  Paragraph words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \n\t"), text.size());
    if (end > 0) words.push_back({std::string(text.substr(0, end)), style});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::size_t terminal_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_code_point(text, at));
  return width;
}

void append_styled(std::string& out, std::string_view text, Style style, bool colours) {
  static constexpr std::string_view kCodes[] = {"", "1", "2", "31", "32", "33", "36"};
  if (!colours || style == Style::plain) {
    out += text;
    return;
  }
  ((((out += "\x1b[") += kCodes[static_cast<std::size_t>(style)]) += 'm') += text) += "\x1b[0m";
}

void Grid::append_to(std::string& out, std::size_t width, bool colours) const {
  std::vector<std::size_t> shown, widths, floors;
  for (std::size_t column = 0; column < headings_.size(); ++column) {
    std::size_t natural = 0, floor = 0;
    for (const auto& row : rows_) {
      for (const Paragraph& words : row[column]) natural = std::max(natural, width_of(words));
      floor = std::max(floor, longest_piece(row[column]));
    }
    if (natural == 0) continue;
    const std::size_t heading = terminal_width(headings_[column]);
    shown.push_back(column);
    widths.push_back(std::max(natural, heading));
    floors.push_back(std::max(heading, std::min(floor, 2 * kNarrowestColumn)));
  }
  if (shown.empty()) return;
  const std::size_t gaps = kGap * (shown.size() - 1);
  if (width < gaps + std::accumulate(widths.begin(), widths.end(), std::size_t{0})) {
    if (width < gaps + shown.size() * kNarrowestColumn) return append_blocks(out, width, colours);
    // The widest column gives, letter by letter, first down to its longest word and then below.
    std::size_t total = gaps + std::accumulate(widths.begin(), widths.end(), std::size_t{0});
    while (total > width) {
      std::size_t widest = widths.size();
      for (std::size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] > floors[i] && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
      }
      if (widest == widths.size()) {
        widest = static_cast<std::size_t>(std::ranges::max_element(widths) - widths.begin());
        if (widths[widest] <= kNarrowestColumn) return append_blocks(out, width, colours);
        floors[widest] = widths[widest] - 1;
      }
      --widths[widest];
      --total;
    }
  }
  const auto pad = [&](std::size_t i, std::size_t used) {
    if (i + 1 < shown.size()) out.append(widths[i] + kGap - std::min(used, widths[i]), ' ');
  };
  for (std::size_t i = 0; i < shown.size(); ++i) {
    append_styled(out, headings_[shown[i]], Style::bold, colours);
    pad(i, terminal_width(headings_[shown[i]]));
  }
  end_line(out);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::string rule;
    for (std::size_t column = 0; column < widths[i]; ++column) rule += "─";
    append_styled(out, rule, Style::dim, colours);
    pad(i, widths[i]);
  }
  end_line(out);
  std::vector<Lines> cells(shown.size());
  bool tall_before = false;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::size_t height = 1;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      cells[i] = wrapped(rows_[r][shown[i]], widths[i]);
      height = std::max(height, cells[i].size());
    }
    // Rows of one line stand close; taller ones get air.
    if (r > 0 && (height > 1 || tall_before)) out += '\n';
    tall_before = height > 1;
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t i = 0; i < shown.size(); ++i) {
        const bool there = line < cells[i].size();
        if (there) append_line(out, cells[i][line], colours);
        pad(i, there ? width_of(cells[i][line]) : 0);
      }
      end_line(out);
    }
  }
}

void Grid::append_blocks(std::string& out, std::size_t width, bool colours) const {
  std::size_t label = 0;
  for (const std::string& heading : headings_) label = std::max(label, terminal_width(heading));
  const std::size_t room = width > label + kGap + kNarrowestColumn ? width - label - kGap : kNarrowestColumn;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (r > 0) out += '\n';
    for (std::size_t column = 0; column < headings_.size(); ++column) {
      const Lines lines = wrapped(rows_[r][column], room);
      for (std::size_t line = 0; line < lines.size(); ++line) {
        const std::string_view heading = line == 0 ? std::string_view(headings_[column]) : std::string_view();
        append_styled(out, heading, Style::bold, colours && line == 0);
        out.append(label + kGap - terminal_width(heading), ' ');
        append_line(out, lines[line], colours);
        end_line(out);
      }
    }
  }
}

}  // namespace depesje
