// SPDX-License-Identifier: Apache-2.0
//
// JSON → articles. json_articles() takes any value our inputs hold: our own object ({"text": …}), ninjs 1.x, 2.x and
// 3.x, a schema.org article, a JSON Feed, or an array of them. A parser is kept for the next text; one thread at a
// time.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "intake/article.h"

namespace depesje {

class JsonParser {
 public:
  explicit JsonParser(const IntakeLimits& limits) : limits_(limits) {}
  // The value lives until the next call. What was mended in the bytes is told in `notes`.
  Result<simdjson::dom::element> parse(std::string_view bytes, std::vector<std::string>& notes);

 private:
  IntakeLimits limits_;
  simdjson::dom::parser parser_;
  std::string buffer_;
  std::size_t capacity_ = 0;
};

// A string or number; nothing where the field is missing or something else.
std::optional<std::string> string_field(simdjson::dom::object object, std::string_view key);

// What kind of input an object is; nothing where it is none of ours.
std::optional<InputKind> kind_of(simdjson::dom::element value);

Articles json_articles(simdjson::dom::element value, const IntakeLimits& limits);
// The same for one object.
Result<Article> json_article(simdjson::dom::object object, const IntakeLimits& limits);

// schema.org: the first article of a JSON-LD value, in graphs and arrays too.
std::optional<simdjson::dom::object> find_schema_article(simdjson::dom::element value);
Article schema_article(simdjson::dom::object object);

// One line of JSON Lines. Notes and the kind are in the article.
Result<Article> json_line(std::string_view line, JsonParser& parser, const IntakeLimits& limits);

}  // namespace depesje
