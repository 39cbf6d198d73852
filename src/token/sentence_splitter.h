// SPDX-License-Identifier: Apache-2.0
//
// The tokens of one paragraph → its sentences: ends at stops (and, where the language says so, colons) that are
// followed by what can start a sentence; headings and captions are told by their form. Linear, no ownership.
#pragma once

#include <cstdint>
#include <string_view>

#include "token/token.h"
#include "token/token_rules.h"

namespace depesje {

// Appends the sentences of table.tokens[first, last) and fills sentence_of for them. Sentences over the limit are cut
// and table.cut is set.
void split_sentences(std::string_view text, const TokenRules& rules, std::uint32_t first, std::uint32_t last,
                     std::uint32_t paragraph, TokenTable& table);

inline constexpr std::uint32_t kLongestSentence = 512;  // tokens

}  // namespace depesje
