// SPDX-License-Identifier: Apache-2.0
#include "token/characters.h"

#include <unicode/uchar.h>

#include "base/unicode.h"

namespace depesje {

CharClass char_class(char32_t c) {
  switch (c) {
    case U'-':
    case 0x2010:
    case 0x2011:
      return CharClass::hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return CharClass::dash;
    case U'\'':
    case 0x2019:
    case 0x2018:
    case 0xB4:
    case U'`':
    case 0x2032:
    case 0x201B:
      return CharClass::apostrophe;
    case U'"':
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
    case 0x2033:
      return CharClass::quote;
    case U'.':
    case U'!':
    case U'?':
    case 0x2026:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return CharClass::stop;
    case 0xA0:
    case 0x202F:
    case 0x2007:
      return CharClass::blank;
    case U'%':
    case U'&':
    case U'@':
    case U'#':
    case U'*':
    case 0xA7:
    case 0x2030:
    case U'_':
      return CharClass::symbol;
    default:
      break;
  }
  if (c < 0x80) {
    if (is_ascii_digit(c)) return CharClass::digit;
    if (is_letter(c)) return CharClass::letter;
    if (c <= 0x20) return CharClass::blank;
  }
  const auto point = static_cast<UChar32>(c);
  switch (u_charType(point)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharClass::letter;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return CharClass::digit;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return CharClass::blank;
    case U_START_PUNCTUATION:
      return CharClass::open;
    case U_END_PUNCTUATION:
      return CharClass::close;
    case U_DASH_PUNCTUATION:
      return CharClass::dash;
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL:
      return CharClass::symbol;
    default:
      return CharClass::other;
  }
}

bool opens_quote(char32_t c) {
  return c == 0xAB || c == 0x201C || c == 0x201E || c == 0x2039 || c == 0x2018 || c == 0x201F;
}
bool closes_quote(char32_t c) { return c == 0xBB || c == 0x201D || c == 0x203A || c == 0x2019; }

char32_t code_point_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
  return next_code_point(text, start);
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? next_code_point(text, at) : 0;
}

}  // namespace depesje
