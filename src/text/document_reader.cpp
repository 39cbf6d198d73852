// SPDX-License-Identifier: Apache-2.0
#include "text/document_reader.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <array>
#include <utility>
#include <vector>

#include "base/unicode.h"
#include "text/encoding.h"
#include "text/published.h"

namespace depesje {
namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

// Invisible and without meaning for words: soft hyphen, zero width space, word joiner, inner BOM, direction marks.
bool is_dropped(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

struct Mapped {
  std::string text;
  std::vector<SourcePoint> map{SourcePoint{}};
};

// LF line ends, control codes as spaces, invisible characters gone. Offsets of the map count code points of `source`.
Mapped clean(std::string_view source, std::vector<std::string>& notes) {
  Mapped out;
  out.text.reserve(source.size());
  std::uint32_t code_point = 0;
  std::size_t controls = 0;
  bool in_step = true;
  for (std::size_t i = 0; i < source.size(); ++code_point) {
    const std::size_t start = i;
    const char32_t c = next_code_point(source, i);
    const bool crlf = c == '\r' && i < source.size() && source[i] == '\n';
    if (crlf || is_dropped(c)) {
      in_step = false;
      continue;
    }
    if (!in_step) out.map.push_back({static_cast<std::uint32_t>(out.text.size()), code_point});
    in_step = true;
    if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      out.text += '\n';
    } else if (c == '\n' || c == '\t' || !is_control(c)) {
      out.text.append(source.substr(start, i - start));
    } else {
      out.text += ' ';
      controls += c != '\f' && c != '\v';
    }
  }
  if (!in_step) out.map.push_back({static_cast<std::uint32_t>(out.text.size()), code_point});
  if (controls != 0) notes.push_back(std::to_string(controls) + " control characters were read as spaces");
  return out;
}

// The map of a text that was changed at `edits`: the points of both, in the order of the new text.
std::vector<SourcePoint> joined_map(const Mapped& old, const icu::Edits& edits, UErrorCode& status) {
  std::vector<SourcePoint> map;
  std::size_t next = 0;                  // first point of old.map not yet moved
  std::uint32_t at = 0, code_point = 0;  // walks the old text
  const auto walk = [&](std::uint32_t to) {
    for (; at < to; ++at) code_point += (static_cast<unsigned char>(old.text[at]) & 0xC0U) != 0x80U;
  };
  auto edit = edits.getFineIterator();
  while (edit.next(status)) {
    const auto source = static_cast<std::uint32_t>(edit.sourceIndex());
    const auto source_end = source + static_cast<std::uint32_t>(edit.oldLength());
    const auto target = static_cast<std::uint32_t>(edit.destinationIndex());
    if (edit.hasChange()) {
      walk(source);
      if (map.empty() || map.back().byte != target) map.push_back({target, code_point});
      while (next < old.map.size() && old.map[next].byte < source_end) {
        const SourcePoint point = old.map[next++];
        walk(point.byte);
        code_point = point.code_point;
        if (point.byte == source) map.back() = {target, code_point};
      }
      walk(source_end);
      map.push_back({target + static_cast<std::uint32_t>(edit.newLength()), code_point});
    } else {
      while (next < old.map.size() && old.map[next].byte < source_end) {
        const SourcePoint point = old.map[next++];
        walk(point.byte);
        code_point = point.code_point;
        const std::uint32_t moved = target + (point.byte - source);
        if (!map.empty() && map.back().byte == moved) map.back().code_point = code_point;
        else map.push_back({moved, code_point});
      }
      walk(source_end);
    }
  }
  for (; next < old.map.size(); ++next) {  // points at the very end
    walk(old.map[next].byte);
    code_point = old.map[next].code_point;
    const auto end = static_cast<std::uint32_t>(static_cast<std::int64_t>(old.map[next].byte) + edits.lengthDelta());
    if (!map.empty() && map.back().byte == end) map.back().code_point = code_point;
    else map.push_back({end, code_point});
  }
  if (map.empty() || map.front().byte != 0) map.insert(map.begin(), SourcePoint{});
  return map;
}

Mapped normalised(Mapped input, std::vector<std::string>& notes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(input.text.data(), static_cast<std::int32_t>(input.text.size()));
  if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status)) return input;
  icu::Edits edits;
  Mapped out;
  out.text.reserve(input.text.size());
  icu::StringByteSink<std::string> sink(&out.text);
  nfc->normalizeUTF8(0, piece, sink, &edits, status);
  if (U_SUCCESS(status)) out.map = joined_map(input, edits, status);
  if (U_FAILURE(status)) {
    notes.emplace_back("letters could not be normalised");
    return input;
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// `date 2017-05`, perhaps after blanks, perhaps with a colon, before the text: where the text begins, and the date.
struct Header {
  std::size_t body = 0;
  DateValue date;
};

Header read_header(std::string_view text) {
  constexpr std::string_view key = "date";
  Header none;
  std::size_t at = skip_blanks(text, 0);
  none.body = 0;
  const bool capital = text.substr(at).starts_with("Date:");
  if (!capital && !text.substr(at).starts_with(key)) return none;
  at += key.size();
  const bool colon = at < text.size() && text[at] == ':';
  at += colon;
  const std::size_t value = skip_blanks(text, at);
  if (value == at && !colon) return none;
  if (text.substr(at, value - at).find('\n') != std::string_view::npos) return none;
  const auto word_end = [&](std::size_t from) {
    const auto end = text.find_first_of(" \t\n", from);
    return end == std::string_view::npos ? text.size() : end;
  };
  std::size_t end = word_end(value);
  auto date = parse_published(text.substr(value, end - value));
  if (!date) return none;
  if (date->grain == Grain::day && end < text.size() && text[end] == ' ') {  // "2017-05-02 20:25 Text"
    const std::size_t longer = word_end(end + 1);
    if (auto with_time = parse_published(text.substr(value, longer - value))) {
      // "2017-05-02 20 land" is a day and a number: a time of day has minutes.
      if (text.substr(end, longer - end).find(':') != std::string_view::npos) {
        date = std::move(with_time);
        end = longer;
      }
    }
  }
  return Header{skip_blanks(text, end), *std::move(date)};
}

// Cuts at a code point; a cut UTF-16 text keeps whole units.
std::string_view within_budget(std::string_view bytes, std::size_t budget, std::vector<std::string>& notes) {
  if (bytes.size() <= budget) return bytes;
  notes.push_back("the text is longer than " + std::to_string(budget) + " bytes and was cut there");
  std::size_t end = budget;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return bytes.substr(0, end - end % 2);
  for (int back = 0; back < 3 && end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U; ++back) --end;
  return bytes.substr(0, end);
}

}  // namespace

std::string content_id(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) out[i] = hex[hash & 15U];
  return out;
}

Document make_document(std::string_view bytes, DocumentInfo given, std::size_t budget, std::vector<std::string> notes) {
  const std::string_view kept = within_budget(bytes, budget, notes);
  Decoded decoded = decode(kept);
  notes.insert(notes.end(), decoded.notes.begin(), decoded.notes.end());
  Mapped mapped = normalised(clean(decoded.text, notes), notes);
  Header header = read_header(mapped.text);
  if (!given.published.known()) given.published = std::move(header.date);
  if (given.id.empty()) given.id = given.url.empty() ? content_id(mapped.text) : given.url;
  const Span body{static_cast<std::uint32_t>(header.body), static_cast<std::uint32_t>(mapped.text.size())};
  if (skip_blanks(mapped.text, header.body) == mapped.text.size()) notes.emplace_back("the document has no text");
  return Document(std::move(given), std::move(mapped.text), body, mapped.map, std::move(notes));
}

}  // namespace depesje
