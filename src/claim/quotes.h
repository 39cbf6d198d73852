// SPDX-License-Identifier: Apache-2.0
//
// Marks of quotation as they stand in the text, before anyone asks who speaks: sentences opened by a dash, stretches
// between quotation marks, sentences that are headings. Made once a document, then read only.
#pragma once

#include <cstdint>
#include <vector>

#include "claim/tree.h"

namespace depesje::claim {

struct QuoteMarks {
  static constexpr std::uint32_t kOutside = UINT32_MAX;

  std::vector<std::uint32_t> speech_begin;  // per sentence: first token after an opening dash, else kOutside
  std::vector<Extent> marked;               // stretches between quotation marks, marks included, in text order
  std::vector<std::uint32_t> marked_at;     // per token: row of `marked` that holds it, else kOutside

  bool is_dashed(std::uint32_t sentence) const { return speech_begin[sentence] != kOutside; }
};

QuoteMarks find_quote_marks(const Tree& tree);

bool is_dash(std::string_view text);
bool is_opening_mark(std::string_view text);
bool is_closing_mark(std::string_view text);

}  // namespace depesje::claim
