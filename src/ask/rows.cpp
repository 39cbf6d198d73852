// SPDX-License-Identifier: Apache-2.0
#include "ask/rows.h"

namespace depesje::ask {

void text_field(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  json.string(text);
}

void day_field(JsonWriter& json, std::string_view name, std::optional<Day> day) {
  json.text_or_null(name, day ? iso_day(*day) : std::string());
}

void number_field(JsonWriter& json, std::string_view name, double number) {
  json.key(name);
  json.number(number);
}

void number_field(JsonWriter& json, std::string_view name, std::optional<double> number) {
  json.key(name);
  if (number) json.number(*number);
  else json.null();
}

void list_field(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void actors_field(JsonWriter& json, std::string_view name, const std::vector<NamedActor>& actors) {
  json.key(name);
  json.begin_array();
  for (const NamedActor& actor : actors) {
    json.begin_object();
    json.text_or_null("name", actor.name);
    json.text_or_null("code", actor.code);
    json.text_or_null("text", actor.text);
    json.end_object();
  }
  json.end_array();
}

void origin_field(JsonWriter& json, const AnswerOrigin& origin) {
  json.key("doc");
  json.begin_object();
  json.text_or_null("id", origin.id);
  json.text_or_null("publisher", origin.publisher);
  json.text_or_null("published", origin.published);
  json.text_or_null("title", origin.title);
  json.text_or_null("url", origin.url);
  json.end_object();
}

CsvLine& CsvLine::add(std::string_view text) {
  if (!first_) out_ += ',';
  first_ = false;
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += text;
    return *this;
  }
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvLine& CsvLine::add_score(std::optional<double> number) {
  std::string text;
  if (number) JsonWriter(text).number(*number);
  return add(text);
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += separator;
    out += text;
  }
  return out;
}

std::string name_of(const NamedActor& actor) { return actor.name.empty() ? actor.text : actor.name; }

std::string joined(const std::vector<NamedActor>& actors) {
  std::vector<std::string> texts;
  for (const NamedActor& actor : actors) {
    texts.push_back(name_of(actor) + (actor.code.empty() ? "" : " [" + actor.code + ']'));
  }
  return joined(texts, "; ");
}

}  // namespace depesje::ask
