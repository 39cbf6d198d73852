// SPDX-License-Identifier: Apache-2.0
#include "text/json_lines.h"

#include <simdjson.h>

#include <utility>
#include <vector>

#include "text/document_reader.h"
#include "text/encoding.h"
#include "text/published.h"

namespace depesje {
namespace {

namespace dom = simdjson::dom;

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

// A lone surrogate escape (\ud83d without its second half) is no Unicode text and simdjson refuses the line; writers
// that cut strings at a length make them. Such escapes become U+FFFD. Returns whether there were any.
bool replace_lone_surrogates(std::string& json) {
  const auto unit = [&](std::size_t at) -> int {
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
    int value = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
      const char c = json[i];
      const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  };
  bool found = false;
  for (std::size_t i = 0; i + 1 < json.size(); ++i) {
    if (json[i] != '\\') continue;
    const int value = unit(i);
    if (value >= 0xD800 && value <= 0xDFFF) {
      const int low = value <= 0xDBFF ? unit(i + 6) : -1;
      if (low >= 0xDC00 && low <= 0xDFFF) {
        i += 11;
        continue;
      }
      json.replace(i, 6, "\\ufffd");
      found = true;
    }
    ++i;  // the escaped character is none of ours
  }
  return found;
}

std::optional<std::string> string_field(dom::object object, std::string_view key) {
  dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  dom::object inner;  // a date object as records have it
  if (key == "published" && value.get(inner) == simdjson::SUCCESS) return string_field(inner, "edtf");
  return std::nullopt;
}

}  // namespace

struct JsonLinesReader::Parser {
  dom::parser json;
  std::string buffer;  // the line with simdjson's padding behind it
};

JsonLinesReader::JsonLinesReader(std::string_view bytes, std::string file)
    : rest_(bytes), file_(std::move(file)), parser_(std::make_unique<Parser>()) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    copy_ = std::make_unique<std::string>(decode(bytes).text);
    rest_ = *copy_;
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    rest_.remove_prefix(3);
  }
}

JsonLinesReader::JsonLinesReader(JsonLinesReader&&) noexcept = default;
JsonLinesReader& JsonLinesReader::operator=(JsonLinesReader&&) noexcept = default;
JsonLinesReader::~JsonLinesReader() = default;

std::optional<Result<Document>> JsonLinesReader::next() {
  while (!rest_.empty()) {
    const std::string_view line = take_line(rest_);
    ++line_;
    if (blank(line)) continue;
    auto document = read(line);
    if (!document) {
      document.error().file = file_;
      document.error().line = line_;
    }
    return document;
  }
  return std::nullopt;
}

Result<Document> JsonLinesReader::read(std::string_view line) {
  std::vector<std::string> notes;
  std::string& buffer = parser_->buffer;
  if (is_utf8(line)) {
    buffer = line;
  } else {
    Decoded decoded = decode(line);
    buffer = std::move(decoded.text);
    notes = std::move(decoded.notes);
  }
  if (replace_lone_surrogates(buffer)) notes.emplace_back("lone surrogates were replaced by U+FFFD");
  const std::size_t size = buffer.size();
  buffer.resize(size + simdjson::SIMDJSON_PADDING);
  dom::element root;
  if (const auto code = parser_->json.parse(buffer.data(), size, false).get(root); code != simdjson::SUCCESS) {
    return fail("is not JSON: " + std::string(simdjson::error_message(code)), "give one JSON object a line");
  }
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS)
    return fail("is JSON but not an object", "give {\"text\": …} on each line");
  std::string_view text;
  dom::element text_value;
  if (object["text"].get(text_value) != simdjson::SUCCESS)
    return fail("has no \"text\"", "give the article in \"text\"");
  if (text_value.get(text) != simdjson::SUCCESS)
    return fail("\"text\" is not a string", "give the article as one string");

  DocumentInfo info;
  info.id = string_field(object, "id").value_or("");
  info.title = string_field(object, "title").value_or("");
  info.url = string_field(object, "url").value_or("");
  info.publisher = string_field(object, "publisher").value_or("");
  info.lang = string_field(object, "lang").value_or("");
  if (const auto given = string_field(object, "published"); given && !given->empty()) {
    if (auto date = parse_published(*given)) info.published = *std::move(date);
    else notes.push_back("\"published\" was ignored: " + date.error().what);
  }
  return make_document(text, std::move(info), kTextBudget, std::move(notes));
}

InputFormat sniff_format(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!utf16 && (first == std::string_view::npos || bytes[first] != '{')) return InputFormat::text;
  const std::string decoded = utf16 ? decode(bytes.substr(0, kTextBudget)).text : std::string();
  std::string_view rest = utf16 ? std::string_view(decoded) : bytes.substr(first);
  dom::parser parser;
  constexpr int kLinesTried = 5;  // the first may be the broken one
  for (int tried = 0; tried < kLinesTried && !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (blank(line)) continue;
    ++tried;
    std::string copy = is_utf8(line) ? std::string(line) : decode(line).text;
    replace_lone_surrogates(copy);
    const std::size_t size = copy.size();
    copy.resize(size + simdjson::SIMDJSON_PADDING);
    dom::element root, text;
    dom::object object;
    if (parser.parse(copy.data(), size, false).get(root) != simdjson::SUCCESS) continue;
    if (root.get(object) == simdjson::SUCCESS && object["text"].get(text) == simdjson::SUCCESS)
      return InputFormat::jsonl;
  }
  return InputFormat::text;
}

}  // namespace depesje
