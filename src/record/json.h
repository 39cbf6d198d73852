// SPDX-License-Identifier: Apache-2.0
//
// JsonWriter: compact JSON into a string, keys in the order they are given. record_lines: a Record as the JSON Lines of
// doc/formats/record.md, field by field. The same record gives the same bytes everywhere: no locale, shortest numbers.
// A writer belongs to one thread; record_lines is a pure function.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "depesje/record.h"

namespace depesje {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  // UTF-8; control characters, quotes and back-slashes are escaped.
  void string(std::string_view text);
  void number(double value);  // shortest form that reads back the same; infinities become null
  void number(std::uint32_t value);
  void null() { raw("null"); }

  // "key": "text", or null where the text is empty.
  void text_or_null(std::string_view name, std::string_view text);

 private:
  void open(char bracket);
  void close(char bracket);
  void raw(std::string_view text);
  void separate();

  std::string& out_;
  bool first_ = true;  // nothing stands yet in the innermost bracket
  bool after_key_ = false;
};

// Appends the document's line, then its events, statements and mentions, each ended by a line feed.
void append_record_lines(std::string& out, const Record& record);

// "2017-05-02"; years beyond four digits as EDTF writes them ("Y12017-05-02").
std::string iso_day(Day day);

}  // namespace depesje
