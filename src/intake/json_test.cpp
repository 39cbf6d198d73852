// SPDX-License-Identifier: Apache-2.0
#include "intake/json.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "intake/intake.h"
#include "text/document_reader.h"

using namespace depesje;
using namespace std::string_view_literals;

TEST_CASE("a line gives a document or an error, and reading goes on") {
  constexpr std::string_view bytes =
      "\xEF\xBB\xBF{\"id\": \"a\", \"published\": \"2017-05\", \"lang\": \"nb\", \"title\": \"Møte\", \"text\": "
      "\"Én.\", \"url\": \"https://example.org\", \"publisher\": \"Avisen\", \"extra\": [1, {}]}\r\n"
      "\n"
      "{\"id\": \"b\", \"text\": \n"
      "[1]\n"
      "{\"id\": \"c\"}\n"
      "{\"text\": 7}\n"
      "{\"text\": \"uten id\", \"published\": 2017}\n"
      "{\"text\": \"x\", \"url\": \"https://example.org/2\", \"published\": \"i går\", \"id\": null}\n"
      "{\"id\": 12, \"text\": \"half \\ud83d pair \\ud83d\\ude00\", \"published\": {\"edtf\": \"2017-05-02\"}}";
  struct Case {
    std::uint32_t line;
    std::string_view id, error;
  };
  const std::string hash = content_id("uten id");
  const Case cases[] = {{1, "a", ""},
                        {3, "", "is not JSON"},
                        {4, "", "not an object"},
                        {5, "", "has no \"text\""},
                        {6, "", "not a string"},
                        {7, hash, ""},
                        {8, "https://example.org/2", ""},
                        {9, "12", ""}};
  const auto all = documents_of(bytes, "news.jsonl");
  REQUIRE(all.size() == std::size(cases));
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(i);
    REQUIRE(all[i].has_value() == cases[i].error.empty());
    if (all[i]) {
      CHECK(all[i]->document.info().id == cases[i].id);
      CHECK(all[i]->record == i + 1);
    } else {
      CHECK(all[i].error().what.find(cases[i].error) != std::string::npos);
      CHECK(all[i].error().line == cases[i].line);
      CHECK(all[i].error().file == "news.jsonl");
      CHECK_FALSE(all[i].error().hint.empty());
    }
  }
  const Document& first = all[0]->document;
  CHECK(first.text() == "Én.");
  CHECK(first.info().published.edtf == "2017-05");
  CHECK(first.info().title == "Møte");
  CHECK(first.info().publisher == "Avisen");
  CHECK(first.info().lang == "nb");
  CHECK(all[5]->document.info().published.edtf == "2017");
  CHECK(all[6]->document.notes().size() == 1);
  CHECK(all[7]->document.text() == "half \xEF\xBF\xBD pair 😀");
  CHECK(all[7]->document.info().published.edtf == "2017-05-02");
  CHECK(all[5]->id_from == InputDocument::IdFrom::content);
  CHECK(all[6]->id_from == InputDocument::IdFrom::url);
}

TEST_CASE("lines in other encodings") {
  const auto latin = documents_of("{\"text\": \"M\xF8te p\xE5 Island\"}\n", "a");
  REQUIRE((latin.size() == 1 && latin[0]));
  CHECK(latin[0]->document.text() == "Møte på Island");
  CHECK(latin[0]->document.notes().size() == 1);
  const auto wide = documents_of("\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xF8\0\"\0}\0"sv, "a");
  REQUIRE((wide.size() == 1 && wide[0]));
  CHECK(wide[0]->document.text() == "ø");
}

TEST_CASE("values of one line, of many, and prose in brackets") {
  struct Case {
    std::string_view bytes;
    InputKind kind;
    std::size_t documents;
  };
  const Case cases[] = {{"{\"text\": \"a\"}", InputKind::jsonl, 1},
                        {"\n  {\"id\": 1, \"text\": \"a\"}\n", InputKind::jsonl, 1},
                        {"{\"text\": \"a\"}\n{\"text\": \"b\"}\n", InputKind::jsonl, 2},
                        {"[{\"text\": \"a\"}, {\"text\": \"b\"}]", InputKind::json, 2},
                        {"{\n \"text\": \"a\"\n}", InputKind::json, 1},
                        {"{\"@type\": \"NewsArticle\", \"articleBody\": \"a\"}", InputKind::jsonl, 1},
                        {"{curly} text", InputKind::text, 1},
                        {"[1] text", InputKind::text, 1},
                        {"", InputKind::text, 1},
                        {"I dag", InputKind::text, 1}};
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto documents = documents_of(c.bytes, "a");
    REQUIRE(documents.size() == c.documents);
    REQUIRE(documents[0].has_value());
    CHECK(documents[0]->kind == c.kind);
  }
}
