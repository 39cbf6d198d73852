// SPDX-License-Identifier: Apache-2.0
#include "intake/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/unicode.h"
#include "intake/article.h"

namespace depesje {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// What ICU makes of it; empty where it does not know the name.
std::string converted(std::string_view bytes, const std::string& name, bool& known) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
  known = U_SUCCESS(status) != 0 && converter != nullptr;
  std::string out;
  if (!known) return out;
  std::vector<char16_t> units(16384);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  char32_t high = 0;
  for (;;) {
    status = U_ZERO_ERROR;
    char16_t* to = units.data();
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, nullptr, 1, &status);
    for (const char16_t* unit = units.data(); unit != to; ++unit) {
      const char32_t c = *unit;
      if (high != 0) {
        const bool pair = c >= 0xDC00 && c <= 0xDFFF;
        append_utf8(out, pair ? 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00) : 0xFFFD);
        high = 0;
        if (pair) continue;
      }
      if (c >= 0xD800 && c <= 0xDBFF) high = c;
      else append_utf8(out, c >= 0xDC00 && c <= 0xDFFF ? 0xFFFD : c);
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
  if (high != 0) append_utf8(out, 0xFFFD);
  return out;
}

// The value behind charset= or encoding=, with or without quotes.
std::string_view value_behind(std::string_view text, std::string_view key) {
  auto at = text.find(key);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + key.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty() || text[0] != '=') return {};
  text.remove_prefix(1);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\"'"), text.size()));
  return text.substr(0, text.find_first_of(" \t\r\n\"';,>?/"));
}

}  // namespace

Decoded decode_as(std::string_view bytes, std::string_view charset) {
  const bool marked =
      bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  std::string name = ascii_lower(charset);
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "us-ascii" || name == "ascii")
    name = "windows-1252";
  if (marked || name.empty() || name == "utf-8" || name == "utf8") return decode(bytes);
  // A declaration that came along from elsewhere: what is well-formed UTF-8 with letters outside ASCII is no accident.
  const bool wide = name.starts_with("utf-16") || name.starts_with("utf-32");
  const bool ascii = std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!wide && ((ascii && name == "windows-1252") || (!ascii && is_utf8(bytes)))) {
    Decoded result = decode(bytes);
    if (!ascii) result.notes.push_back("declared as " + std::string(charset) + ", but is UTF-8");
    return result;
  }
  if (wide && is_utf8(bytes.substr(0, 4096)) && bytes.substr(0, 4096).find('\0') == std::string_view::npos)
    return decode(bytes);
  bool known = false;
  Decoded result{converted(bytes, name, known), {}};
  if (known) return result;
  result = decode(bytes);
  result.notes.push_back("the encoding " + std::string(charset.substr(0, 40)) + " is not known");
  return result;
}

std::string_view xml_charset(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  return value_behind(bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 256)), "encoding");
}

std::string html_charset(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, 4096));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 5)) {
    const std::string_view tag = std::string_view(head).substr(at, head.find('>', at) - at);
    if (const auto found = value_behind(tag, "charset"); !found.empty()) return std::string(found);
  }
  return {};
}

std::string charset_of_type(std::string_view content_type) {
  return std::string(value_behind(ascii_lower(content_type), "charset"));
}

}  // namespace depesje
