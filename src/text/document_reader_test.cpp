// SPDX-License-Identifier: Apache-2.0
#include "text/document_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "depesje/date.h"

using namespace depesje;
using namespace std::string_view_literals;

namespace {

bool notes_hold(const Document& document, std::string_view part) {
  for (const std::string& note : document.notes()) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("encodings are told apart") {
  struct Case {
    std::string_view bytes, text, note;
  };
  const Case cases[] = {
      {"Støre møtte Frederiksen.", "Støre møtte Frederiksen.", ""},
      {"\xEF\xBB\xBFStøre", "Støre", ""},
      {"\xFF\xFES\0t\0\xF8\0r\0e\0"sv, "Støre", "UTF-16"},
      {"\xFE\xFF\0S\0t\0\xF8\0r\0e"sv, "Støre", "UTF-16"},
      {"\xFF\xFE\x3D\xD8\x00\xDE!\0"sv, "😀!", "UTF-16"},
      {"\xFF\xFE\x3D\xD8!\0"sv, "\xEF\xBF\xBD!", "undecodable"},
      {"St\xF8re m\xF8tte", "Støre møtte", "Latin-1"},
      {"\x93St\xF8re\x94 \x96 m\xF8tte", "“Støre” – møtte", "Windows-1252"},
      {"Støre møtte påtroppende \xF8 igjen på", "Støre møtte påtroppende \xEF\xBF\xBD igjen på", "undecodable"},
      {"A\0B\x01\x43"sv, "A B C", "control"},
      {"en\r\nto\rtre\n", "en\nto\ntre\n", ""},
      {"re\xC2\xADgjer\xE2\x80\x8Bing", "regjering", ""},
      {"", "", "no text"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Document document = make_document(c.bytes, {});
    CHECK(document.text() == c.text);
    if (!c.note.empty()) CHECK(notes_hold(document, c.note));
    else CHECK(document.notes().empty());
  }
}

TEST_CASE("offsets lead back to the text as given") {
  struct Case {
    std::string_view bytes, find;
    std::uint32_t offset;
  };
  const Case cases[] = {
      {"Møtet i Oslo", "Oslo", 8},
      {"en\r\n\r\nto", "to", 6},
      {"a\xCC\x8A så a\xCC\x8A her", "her", 9},      // å as a and ring
      {"a\xCC\x8A\r\nsa\xCC\x8A\r\nher", "her", 9},  // both at once
      {"\xEF\xBB\xBFo\xCC\x88st", "st", 2},          // the byte order mark is not counted
      {"re\xC2\xADgje\xC2\xADring a\xCC\x8Apner", "pner", 14},
      {"\xE2\x84\xAB og B", "B", 5},  // ångström sign becomes å of one code point
      {"S\xF8r og vest", "vest", 7},
      {"o\xCC\xA3\xCC\x82 x", "x", 4},  // two marks in one letter
  };
  for (const Case& c : cases) {
    CAPTURE(c.find);
    const Document document = make_document(c.bytes, {});
    const auto at = document.text().find(c.find);
    REQUIRE(at != std::string_view::npos);
    CHECK(document.source_offset(static_cast<std::uint32_t>(at)) == c.offset);
  }
}

TEST_CASE("the leading date header") {
  struct Case {
    std::string_view text, edtf, body;
  };
  const Case cases[] = {
      {" date 2017-05 I en samtale", "2017-05", "I en samtale"},
      {"date 2017-05\nI en samtale", "2017-05", "I en samtale"},
      {"\n  date 2017-05-02\n\nI en samtale", "2017-05-02", "I en samtale"},
      {"date: 2017 I dag", "2017", "I dag"},
      {"Date: 2017-05-02T20:25:00+02:00\nI dag", "2017-05-02T20:25:00+02:00", "I dag"},
      {"date 2017-05-02 20:25 I dag", "2017-05-02T20:25", "I dag"},
      {"date 2017-05-02 20 land", "2017-05-02", "20 land"},
      {"date 2017-05~ I dag", "2017-05~", "I dag"},
      {"date night for two", "", "date night for two"},
      {"date\n2017 I dag", "", "date\n2017 I dag"},
      {"Date 2017 I dag", "", "Date 2017 I dag"},
      {"date 2017-13 I dag", "", "date 2017-13 I dag"},
      {"date 2017-05", "2017-05", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Document document = make_document(c.text, {});
    CHECK(document.info().published.edtf == c.edtf);
    CHECK(document.at(document.body()) == c.body);
  }
  DocumentInfo given;
  given.published.edtf = "2019";
  CHECK(make_document("date 2017-05 I dag", given).info().published.edtf == "2019");
}

TEST_CASE("ids and the budget") {
  DocumentInfo given;
  given.url = "https://example.org/1";
  CHECK(make_document("tekst", given).info().id == "https://example.org/1");
  CHECK(make_document("tekst", {}).info().id == content_id("tekst"));
  CHECK(content_id("") == "cbf29ce484222325");
  const Document cut = make_document("på på på", {}, 6);
  CHECK(cut.text() == "på p");  // not through the å
  CHECK(notes_hold(cut, "cut"));
}

TEST_CASE("any bytes give a document with offsets in order") {
  std::uint32_t state = 1;
  for (int round = 0; round < 400; ++round) {
    std::string bytes;
    constexpr std::string_view seeds[] = {
        "a",         "\xCC\x8A",         "\r",   "\n",         "\xC3", "\xE2\x80", "\xC2\xAD",
        "o\xCC\x88", "\xF0\x9F\x98\x80", "\xFF", " date 2017", "\0"sv};
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525U + 1013904223U;
      bytes += seeds[(state >> 16) % std::size(seeds)];
    }
    const Document document = make_document(bytes, {});
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i <= document.text().size(); ++i) {
      const std::uint32_t offset = document.source_offset(i);
      REQUIRE(offset >= last);
      last = offset;
    }
    CHECK(document.body().end == document.text().size());
  }
}
