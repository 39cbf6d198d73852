// SPDX-License-Identifier: Apache-2.0
//
// Bytes of unknown encoding → valid UTF-8: UTF-8 and UTF-16 by their byte order mark, else UTF-8 where it is valid or
// nearly so, else Windows-1252 or Latin-1. Never fails: what cannot be decoded becomes U+FFFD and a note.
// Not HTML or XML: a charset named inside the text is not looked at. Pure functions, safe in any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace depesje {

struct Decoded {
  std::string text;                // valid UTF-8 without the byte order mark, otherwise as given
  std::vector<std::string> notes;  // what was odd, one sentence each
};

Decoded decode(std::string_view bytes);

// Length of the well-formed UTF-8 sequence at the start of `bytes`; 0 where there is none.
std::size_t utf8_sequence(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace depesje
