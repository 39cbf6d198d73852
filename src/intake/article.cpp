// SPDX-License-Identifier: Apache-2.0
#include "intake/article.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "text/document_reader.h"
#include "text/encoding.h"
#include "text/published.h"

namespace depesje {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && (is_blank(text[i]) || text[i] == ',')) ++i;
    const std::size_t begin = i;
    while (i < text.size() && !is_blank(text[i]) && text[i] != ',') ++i;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
  }
  return words;
}

// RFC 822 and 2822: "[Thu,] 01 Jan 2004 [19:48[:21] [zone]]" → ISO 8601.
std::optional<std::string> from_rfc822(std::string_view text) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  auto words = words_of(text);
  if (!words.empty() && !is_digit(words[0][0])) words.erase(words.begin());
  if (words.size() < 3 || words[0].size() > 2 || words[1].size() < 3) return std::nullopt;
  const auto month = kMonths.find(ascii_lower(words[1].substr(0, 3)));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  std::string day(words[0]), year(words[2]);
  if (day.size() == 1) day.insert(0, "0");
  if (year.size() == 2) year.insert(0, year < "70" ? "20" : "19");
  std::string number = std::to_string(month / 3 + 1);
  if (number.size() == 1) number.insert(0, "0");
  std::string out = year + '-' + number + '-' + day;
  if (words.size() == 3) return out;
  if (words[3].find(':') == std::string_view::npos) return std::nullopt;
  out += (words[3].find(':') == 1 ? "T0" : "T") + std::string(words[3]);
  if (words.size() == 4) return out;
  struct Zone {
    std::string_view name, offset;
  };
  static constexpr Zone kZones[] = {{"gmt", "Z"},      {"ut", "Z"},       {"utc", "Z"},      {"z", "Z"},
                                    {"est", "-05:00"}, {"edt", "-04:00"}, {"cst", "-06:00"}, {"cdt", "-05:00"},
                                    {"mst", "-07:00"}, {"mdt", "-06:00"}, {"pst", "-08:00"}, {"pdt", "-07:00"},
                                    {"cet", "+01:00"}, {"cest", "+02:00"}};
  if (words[4][0] == '+' || words[4][0] == '-') return out + std::string(words[4]);
  for (const Zone& zone : kZones) {
    if (ascii_lower(words[4]) == zone.name) return out + std::string(zone.offset);
  }
  return out;
}

// "20210516T090004+0200" → "2021-05-16T09:00:04+0200".
std::optional<std::string> from_compact(std::string_view text) {
  if (text.size() < 13 || text[8] != 'T') return std::nullopt;
  for (const std::size_t i : {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const std::string t(text);
  std::string out = t.substr(0, 4) + '-' + t.substr(4, 2) + '-' + t.substr(6, 2) + 'T' + t.substr(9, 2) + ':';
  out += t.substr(11, 2);
  if (t.size() >= 15 && is_digit(t[13]) && is_digit(t[14])) return out + ':' + t.substr(13);
  return out + t.substr(13);
}

// One spelling for one moment: "+0100" → "+01:00".
std::string with_colon_in_zone(std::string_view text) {
  std::string out(text);
  const std::size_t size = out.size();
  if (size < 14 || (out[size - 5] != '+' && out[size - 5] != '-')) return out;
  if (out.find('T') > size - 5 || !std::ranges::all_of(out.substr(size - 4), is_digit)) return out;
  return out.insert(size - 2, ":");
}

// "2019-03-06T00:00:00.000Z", in any zone.
bool is_midnight(std::string_view date) {
  std::string_view time = date.substr(11);
  time = time.substr(0, time.find_first_of("+-Zz"));
  return std::ranges::all_of(time, [](char c) { return c == '0' || c == ':' || c == '.' || c == ','; });
}

}  // namespace

Result<DateValue> parse_input_date(std::string_view text) {
  text = trimmed(text);
  for (auto& other : {from_compact(text), from_rfc822(text)}) {
    if (!other) continue;
    if (auto date = parse_published(with_colon_in_zone(*other))) return date;
  }
  return parse_published(with_colon_in_zone(text));
}

std::string language_code(std::string_view tag, bool trusted) {
  std::string code = ascii_lower(trimmed(tag));
  code.resize(std::min(code.find_first_of("-_"), code.size()));
  struct Name {
    std::string_view three, two;
  };
  static constexpr Name kNames[] = {{"nob", "nb"}, {"nno", "nn"}, {"eng", "en"}, {"nor", ""}, {"no", ""}};
  for (const Name& name : kNames) {
    if (code == name.three) code = name.two;
  }
  if (code == "en" && !trusted) code.clear();
  const bool letters = std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && code.size() == 2 ? code : std::string();
}

Result<InputDocument> document_of(Article article, const Origin& origin, const IntakeOptions& options) {
  if (!origin.may_be_empty && trimmed(article.text).empty()) {
    return std::unexpected(Error{"has no text", origin.file, article.line, 0,
                                 article.title.empty() ? "" : "its title is «" + article.title.substr(0, 80) + "»"});
  }
  for (std::string* field : {&article.id, &article.title, &article.url, &article.publisher, &article.byline,
                             &article.lead, &article.version, &article.lang}) {
    if (!is_utf8(*field)) *field = decode(*field).text;
  }
  InputDocument out;
  DocumentInfo info;
  const bool own_id = !article.id.empty();
  info.id = std::move(article.id);
  info.title = std::move(article.title);
  info.url = std::move(article.url);
  info.publisher = std::move(article.publisher);
  info.lang = article.lang.empty() ? options.lang : std::move(article.lang);
  const auto read_date = [&](const std::string& given, DateValue& date, std::string_view name) {
    if (trimmed(given).empty()) return;
    if (auto parsed = parse_input_date(given)) date = *std::move(parsed);
    else article.notes.push_back("\"" + std::string(name) + "\" was ignored: " + parsed.error().what);
  };
  read_date(article.published, info.published, "published");
  // Formats that know no day without a time say midnight for it; ours know better.
  const bool ours = article.kind == InputKind::text || article.kind == InputKind::jsonl ||
                    article.kind == InputKind::json || article.kind == InputKind::csv;
  if (const auto t = info.published.edtf.find("T00:00"); !ours && t == 10 && is_midnight(info.published.edtf)) {
    if (auto day = parse_published(info.published.edtf.substr(0, t))) info.published = *std::move(day);
  }
  read_date(article.updated, out.updated, "updated");
  if (!info.published.known()) info.published = options.published;

  out.id_from = own_id              ? InputDocument::IdFrom::given
                : !info.url.empty() ? InputDocument::IdFrom::url
                                    : InputDocument::IdFrom::content;
  if (origin.alone && !options.id.empty()) {
    info.id = options.id;
    out.id_from = InputDocument::IdFrom::given;
  } else if (origin.alone && info.id.empty() && info.url.empty() && origin.file != "-" && !origin.file.empty()) {
    // "article.xml.gz" → "article"; a stem without more endings keeps its points.
    auto stem = std::filesystem::path(origin.file).filename();
    const std::string ending = ascii_lower(stem.extension().string());
    if (ending == ".gz" || ending == ".zst" || ending == ".bz2") stem = stem.stem();
    info.id = stem.stem().string();
    out.id_from = InputDocument::IdFrom::file;
  }
  out.document = make_document(article.text, std::move(info), options.limits.document_bytes, std::move(article.notes));
  out.lead = std::move(article.lead);
  out.byline = std::move(article.byline);
  out.version = std::move(article.version);
  out.standing = article.standing;
  out.kind = article.kind;
  out.file = origin.file;
  out.record = origin.record;
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  for (;;) {
    if (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    else if (text.starts_with(kNoBreakSpace)) text.remove_prefix(2);
    else break;
  }
  for (;;) {
    if (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    else if (text.ends_with(kNoBreakSpace)) text.remove_suffix(2);
    else break;
  }
  return text;
}

std::string collapsed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : trimmed(text)) {
    if (!is_blank(c)) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

bool same_words(std::string_view a, std::string_view b) { return collapsed(a) == collapsed(b); }

void append_paragraph(std::string& text, std::string_view paragraph) {
  paragraph = trimmed(paragraph);
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

std::string decoded_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    std::uint32_t value = 64;
    if (c >= 'A' && c <= 'Z') value = static_cast<std::uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z') value = static_cast<std::uint32_t>(c - 'a' + 26);
    else if (is_digit(c)) value = static_cast<std::uint32_t>(c - '0' + 52);
    else if (c == '+' || c == '-') value = 62;
    else if (c == '/' || c == '_') value = 63;
    else if (c == '=') break;
    if (value == 64) continue;
    bits = bits << 6 | value;
    if (++count % 4 == 0) {
      for (const int shift : {16, 8, 0}) out += static_cast<char>(bits >> shift & 0xFFU);
      bits = 0;
    }
  }
  if (count % 4 == 2) out += static_cast<char>(bits >> 4 & 0xFFU);
  if (count % 4 == 3) {
    out += static_cast<char>(bits >> 10 & 0xFFU);
    out += static_cast<char>(bits >> 2 & 0xFFU);
  }
  return out;
}

}  // namespace depesje
