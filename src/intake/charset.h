// SPDX-License-Identifier: Apache-2.0
//
// Bytes with a declared encoding → UTF-8: a byte order mark wins, then the declaration where the bytes bear it out,
// then what the bytes look like (text/encoding.h). Also finds the declarations of XML and HTML. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "text/encoding.h"

namespace depesje {

// `charset` as declared, "" = none. Latin-1 is read as Windows-1252, as browsers do.
Decoded decode_as(std::string_view bytes, std::string_view charset);

std::string_view xml_charset(std::string_view bytes);        // <?xml … encoding="…"?>
std::string html_charset(std::string_view bytes);            // <meta charset> or http-equiv, among the first bytes
std::string charset_of_type(std::string_view content_type);  // "text/html; charset=utf-8"

}  // namespace depesje
