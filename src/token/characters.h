// SPDX-License-Identifier: Apache-2.0
//
// Classes of characters the token stage tells apart. Marks of Unicode, not words: no language here. Pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace depesje {

enum class CharClass : std::uint8_t {
  blank,       // any white space, no-break spaces too
  letter,      // letters and combining marks
  digit,       // 0–9, other decimal digits, ½ ² Ⅳ
  hyphen,      // - and its Unicode forms that join words
  dash,        // – — ―
  apostrophe,  // ' ’ ´ `
  quote,       // other quotation marks
  open,        // ( [ {
  close,       // ) ] }
  stop,        // . ! ? …
  other,       // other punctuation
  symbol,      // $ % § + = …
};

CharClass char_class(char32_t c);

inline bool is_word(CharClass c) { return c == CharClass::letter || c == CharClass::digit; }

// Quotation marks by the side they stand on: « “ „ open; » ” close; " is told by its surroundings.
bool opens_quote(char32_t c);
bool closes_quote(char32_t c);

// The code point before `at` or at `at`; 0 outside the text.
char32_t code_point_before(std::string_view text, std::size_t at);
char32_t code_point_at(std::string_view text, std::size_t at);

}  // namespace depesje
