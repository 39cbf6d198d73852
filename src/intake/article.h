// SPDX-License-Identifier: Apache-2.0
//
// Article: what every format is read into, as given; document_of() makes of it the document the engine reads.
// Also the small things all formats share: dates, language tags, white space. Plain values and pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/intake.h"

namespace depesje {

struct Article {
  std::string id, title, url, publisher, byline, lead, version;
  std::string lang;       // "nb", or empty
  std::string published;  // as given, any of the spellings of parse_input_date
  std::string updated;
  std::string text;  // paragraphs with a blank line between them, or as given where the format holds plain text
  InputDocument::Standing standing = InputDocument::Standing::usable;
  InputKind kind = InputKind::text;
  std::vector<std::string> notes;
  std::uint32_t line = 0;  // of the file, where it is known
};
using Articles = std::vector<Result<Article>>;

// Where a document comes from.
struct Origin {
  std::string file;
  std::uint64_t record = 1;
  bool alone = false;  // the one document of its file: --id and the file's name may name it
  bool may_be_empty = false;
};

Result<InputDocument> document_of(Article article, const Origin& origin, const IntakeOptions& options);

// EDTF and ISO 8601 as everywhere, "20210516T090004+0200" (IPTC), "Thu, 01 Jan 2004 19:48:21 GMT" (RFC 822).
Result<DateValue> parse_input_date(std::string_view text);

// "nb-NO" → "nb". A tag that templates bring along unasked (en, no) says nothing unless it is `trusted`.
std::string language_code(std::string_view tag, bool trusted);

std::string ascii_lower(std::string_view text);
std::string_view trimmed(std::string_view text);          // of blanks and no-break spaces
std::string collapsed(std::string_view text);             // runs of blanks as one space, none at the ends
bool same_words(std::string_view a, std::string_view b);  // but for blanks
void append_paragraph(std::string& text, std::string_view paragraph);
std::string decoded_base64(std::string_view text);

}  // namespace depesje
