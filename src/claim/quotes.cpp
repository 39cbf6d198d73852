// SPDX-License-Identifier: Apache-2.0
#include "claim/quotes.h"

namespace depesje::claim {
namespace {

bool is_straight_mark(std::string_view text) { return text == "\"" || text == "''" || text == "``"; }

}  // namespace

bool is_dash(std::string_view text) {
  return text == "–" || text == "—" || text == "-" || text == "―" || text == "--" || text == "−";
}

bool is_opening_mark(std::string_view text) {
  return text == "«" || text == "“" || text == "„" || text == "‘" || is_straight_mark(text);
}

bool is_closing_mark(std::string_view text) {
  return text == "»" || text == "”" || text == "“" || is_straight_mark(text);
}

QuoteMarks find_quote_marks(const Tree& tree) {
  QuoteMarks marks;
  const auto& sentences = tree.tokens().sentences;
  marks.speech_begin.assign(sentences.size(), QuoteMarks::kOutside);
  marks.marked_at.assign(tree.size(), QuoteMarks::kOutside);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Rows rows = sentences[s].tokens;
    if (rows.size() < 3) continue;
    if (is_dash(tree.text(rows.begin))) marks.speech_begin[s] = rows.begin + 1;
  }
  // A stretch closes with its own kind of mark and never runs past its paragraph.
  std::uint32_t open = QuoteMarks::kOutside;
  bool straight = false;
  std::uint32_t paragraph = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const std::uint32_t here = tree.sentence(i).paragraph;
    if (here != paragraph) open = QuoteMarks::kOutside;
    paragraph = here;
    const std::string_view text = tree.text(i);
    if (open == QuoteMarks::kOutside) {
      if (is_opening_mark(text)) {
        open = i;
        straight = is_straight_mark(text);
      }
      continue;
    }
    const bool closes = straight ? is_straight_mark(text) : is_closing_mark(text) && !is_straight_mark(text);
    if (!closes) continue;
    if (i > open + 1) {
      for (std::uint32_t k = open; k <= i; ++k) marks.marked_at[k] = static_cast<std::uint32_t>(marks.marked.size());
      marks.marked.push_back({open, i});
    }
    open = QuoteMarks::kOutside;
  }
  return marks;
}

}  // namespace depesje::claim
