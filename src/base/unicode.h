// SPDX-License-Identifier: Apache-2.0
//
// The little of Unicode every stage needs: walking UTF-8 and simple case mapping (ICU behind, tables for the common
// range). Text is valid UTF-8 wherever the text stage has been; damaged bytes are stepped over one by one as U+FFFD.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace depesje {

// The code point at `at`, which moves behind it. `at` must be inside the text.
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

char32_t lower_code_point(char32_t code_point);  // simple mapping
bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);  // has a lower-case form of its own
inline bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

char32_t base_letter(char32_t code_point);  // without its accents: "é" → "e"
std::string to_lower(std::string_view text);
// As to_lower, into a buffer that is kept between calls.
void lower_into(std::string_view text, std::string& out);

}  // namespace depesje
