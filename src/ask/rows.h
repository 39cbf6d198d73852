// SPDX-License-Identifier: Apache-2.0
//
// How fields of answers are written: JSON with null for what is not told, and CSV lines. Internal to the stage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ask/answer.h"
#include "record/json.h"

namespace depesje::ask {

// An array with one object a line. `object` writes the fields of one row.
template <class Row, class Fields>
std::string json_rows(const std::vector<Row>& rows, Fields&& fields) {
  std::string out = "[";
  for (const Row& row : rows) {
    out += out.size() == 1 ? "\n" : ",\n";
    JsonWriter json(out);
    json.begin_object();
    fields(json, row);
    json.end_object();
  }
  out += rows.empty() ? "]\n" : "\n]\n";
  return out;
}

void text_field(JsonWriter& json, std::string_view name, std::string_view text);  // always there, "" too
void day_field(JsonWriter& json, std::string_view name, std::optional<Day> day);
void number_field(JsonWriter& json, std::string_view name, double number);
void number_field(JsonWriter& json, std::string_view name, std::optional<double> number);
void list_field(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts);
void actors_field(JsonWriter& json, std::string_view name, const std::vector<NamedActor>& actors);
void origin_field(JsonWriter& json, const AnswerOrigin& origin);

class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += "\r\n"; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;
  CsvLine& add(std::string_view text);
  CsvLine& add(const char* text) { return add(std::string_view(text)); }
  CsvLine& add(const std::string& text) { return add(std::string_view(text)); }
  CsvLine& add(std::int64_t number) { return add(std::to_string(number)); }
  CsvLine& add_score(std::optional<double> number);
  CsvLine& add(const std::optional<Day>& day) { return add(day ? iso_day(*day) : std::string()); }

 private:
  std::string& out_;
  bool first_ = true;
};

std::string joined(const std::vector<std::string>& texts, std::string_view separator);
std::string joined(const std::vector<NamedActor>& actors);  // "Donald Trump [USAGOV]; …"
std::string name_of(const NamedActor& actor);

}  // namespace depesje::ask
