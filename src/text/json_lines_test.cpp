// SPDX-License-Identifier: Apache-2.0
#include "text/json_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/document_reader.h"

using namespace depesje;
using namespace std::string_view_literals;

TEST_CASE("a line gives a document or an error, and reading goes on") {
  constexpr std::string_view bytes =
      "\xEF\xBB\xBF{\"id\": \"a\", \"published\": \"2017-05\", \"lang\": \"nb\", \"title\": \"Møte\", \"text\": "
      "\"Én.\", "
      "\"url\": \"https://example.org\", \"publisher\": \"Avisen\", \"extra\": [1, {}]}\r\n"
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
  JsonLinesReader reader(bytes, "news.jsonl");
  std::vector<Document> documents;
  for (const Case& c : cases) {
    CAPTURE(c.line);
    auto next = reader.next();
    REQUIRE(next.has_value());
    CHECK(reader.line() == c.line);
    REQUIRE(next->has_value() == c.error.empty());
    if (next->has_value()) {
      CHECK((*next)->info().id == c.id);
      documents.push_back(**std::move(next));
    } else {
      CHECK(next->error().what.find(c.error) != std::string::npos);
      CHECK(next->error().line == c.line);
      CHECK(next->error().file == "news.jsonl");
      CHECK_FALSE(next->error().hint.empty());
    }
  }
  CHECK_FALSE(reader.next().has_value());
  REQUIRE(documents.size() == 4);
  CHECK(documents[0].text() == "Én.");
  CHECK(documents[0].info().published.edtf == "2017-05");
  CHECK(documents[0].info().title == "Møte");
  CHECK(documents[0].info().publisher == "Avisen");
  CHECK(documents[0].info().lang == "nb");
  CHECK(documents[1].info().published.edtf == "2017");
  CHECK(documents[2].notes().size() == 1);
  CHECK(documents[3].text() == "half \xEF\xBF\xBD pair 😀");
  CHECK(documents[3].info().published.edtf == "2017-05-02");
}

TEST_CASE("lines in other encodings") {
  JsonLinesReader latin("{\"text\": \"M\xF8te p\xE5 Island\"}\n");
  const auto first = latin.next();
  REQUIRE((first && first->has_value()));
  CHECK((*first)->text() == "Møte på Island");
  CHECK((*first)->notes().size() == 1);
  JsonLinesReader wide("\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xF8\0\"\0}\0"sv);
  const auto second = wide.next();
  REQUIRE((second && second->has_value()));
  CHECK((*second)->text() == "ø");
}

TEST_CASE("formats are recognised") {
  CHECK(sniff_format("{\"text\": \"a\"}") == InputFormat::jsonl);
  CHECK(sniff_format("\n  {\"id\": 1, \"text\": \"a\"}\n{") == InputFormat::jsonl);
  CHECK(sniff_format("\xEF\xBB\xBF{\"text\": \"a\"}") == InputFormat::jsonl);
  CHECK(sniff_format("{\"broken\n{\"text\": \"a\"}") == InputFormat::jsonl);
  CHECK(sniff_format("{\"title\": \"a\"}") == InputFormat::text);
  CHECK(sniff_format("{curly} text") == InputFormat::text);
  CHECK(sniff_format("[{\"text\": \"a\"}]") == InputFormat::text);
  CHECK(sniff_format("") == InputFormat::text);
  CHECK(sniff_format("I dag") == InputFormat::text);
}
