// SPDX-License-Identifier: Apache-2.0
//
// The time stage on the corpora of each language, on running text without tags, and by properties: no interval is
// inverted, a document a week later reads relative times a week later, any bytes are read.
#include "time/time_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <tuple>

#include "time/calendar.h"

namespace depesje {
namespace {

const std::filesystem::path kLang = std::filesystem::path(DEPESJE_SOURCE_DIR) / "lang";

DateValue dated(std::string_view text) {
  const auto interval = parse_date(text);
  return interval ? value_of({*interval}) : DateValue{};
}

// One token a word, one sentence: what the rules need when there are no tags.
TokenTable tokens_of(std::string_view text) {
  TokenTable out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ') ++end;
    if (end > at) {
      out.tokens.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
      out.sentence_of.push_back(SentenceId{0});
    }
    at = end + 1;
  }
  out.sentences.push_back(
      {{0, static_cast<std::uint32_t>(out.tokens.size())}, {0, static_cast<std::uint32_t>(text.size())}});
  return out;
}

// The same, cut into sentences at "." and into paragraphs at "|", each a word of its own.
TokenTable sentences_of(std::string_view text) {
  TokenTable out = tokens_of(text);
  out.sentences.clear();
  std::uint32_t begin = 0, paragraph = 0;
  for (std::uint32_t i = 0; i < out.tokens.size(); ++i) {
    const Span span = out.tokens[i].span;
    out.sentence_of[i] = static_cast<SentenceId>(out.sentences.size());
    const std::string_view word = text.substr(span.begin, span.size());
    if (word != "." && word != "|" && i + 1 < out.tokens.size()) continue;
    out.sentences.push_back({{begin, i + 1}, {out.tokens[begin].span.begin, span.end}, paragraph});
    begin = i + 1;
    paragraph += word == "|";
  }
  return out;
}

struct Read {
  TimeTable table;
  StringPool strings;
  std::string edtf(std::size_t i) const { return std::string(strings.at(table.mentions[i].edtf)); }
};

Read read(const TimeReader& reader, const std::string& text, const DateValue& published, bool cut = false) {
  DocumentInfo info;
  info.published = published;
  const Document document(std::move(info), text, {0, static_cast<std::uint32_t>(text.size())}, {{0, 0}}, {});
  Read out;
  out.table = reader.read(document, cut ? sentences_of(text) : tokens_of(text), {}, {}, out.strings);
  return out;
}

}  // namespace

TEST_CASE("rules hold on their corpora") {
  for (const Error& error : check_time(kLang)) FAIL_CHECK(error.to_string());
}

TEST_CASE("running text") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  const std::string text =
      "Statsministeren møtte presidenten tirsdag kveld, og dagen etter reiste hun hjem. Siden 2014 har de møttes i "
      "mai, men 17. mai-komiteen sa nei.";
  const Read found = read(*reader, text, dated("2017-05-10"));
  REQUIRE(found.table.mentions.size() == 4);
  CHECK(found.edtf(0) == "2017-05-09");
  CHECK(found.edtf(1) == "2017-05-10");
  CHECK(found.edtf(2) == "2014");
  CHECK(found.table.mentions[2].bound == TimeBound::since);
  CHECK(found.edtf(3) == "2017-05");
}

TEST_CASE("without a document date relative times are found and left open") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  const Read found = read(*reader, "De møttes tirsdag og 4. april 2016.", {});
  REQUIRE(found.table.mentions.size() == 2);
  CHECK(found.edtf(0).empty());
  CHECK(found.edtf(1) == "2016-04-04");
}

TEST_CASE("a future verb points ahead") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  CHECK(read(*reader, "Onsdag skal ministeren møte presidenten.", dated("2017-05-09")).edtf(0) == "2017-05-10");
  CHECK(read(*reader, "Onsdag møtte ministeren presidenten.", dated("2017-05-09")).edtf(0) == "2017-05-03");
}

TEST_CASE("the text narrows a document date given as a month") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  struct Case {
    const char *published, *text, *document;  // document = the date narrowed; "" = nothing said more
    std::size_t by;                           // how many mentions did
  };
  const Case cases[] = {
      {"2017-05", "Onsdag 24. mai møtte ministeren presidenten.", "2017-05-24/2017-05-31", 1},
      {"2017-05", "Den 24. mai 2017 møtte ministeren presidenten.", "2017-05-24/2017-05-31", 1},
      {"2017-05", "Ministeren skal møte presidenten 10. mai.", "2017-05-01/2017-05-10", 1},
      {"2017-05", "Ministeren møtte presidenten i går (9. mai).", "2017-05-10", 1},
      {"2017-05", "Ministeren møtte presidenten onsdag (10. mai).", "2017-05-10/2017-05-16", 1},
      {"2017-05", "Ministeren møtte presidenten tirsdag.", "", 0},
      {"2017-05", "Ministeren møtte presidenten 12. april 2016.", "", 0},
      {"2017-05-20", "Onsdag 3. mai møtte ministeren presidenten.", "", 0},
      {"2017-05", "Regjeringen er mot 10. mai.", "", 0},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const Read found = read(*reader, one.text, dated(one.published));
    CHECK(found.table.document.edtf == one.document);
    CHECK(found.table.narrowed_by.size() == one.by);
  }
  const Read found =
      read(*reader, "Onsdag 24. mai møtte ministeren presidenten. Tirsdag kom statsministeren.", dated("2017-05"));
  REQUIRE(found.table.mentions.size() == 2);
  CHECK(found.edtf(1) == "[2017-05-23,2017-05-30]");
}

TEST_CASE("a date without a year lies in the past year its paragraph tells of") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  struct Case {
    const char *text, *last;  // what the last mention says
  };
  const Case cases[] = {
      {"I 2003 ble avtalen brutt . Ministeren ble skutt 4. juli .", "2003-07-04"},
      {"Den 3. mai 2003 ble avtalen brutt . Ministeren ble skutt i juli .", "2003-07"},
      {"I 2003 ble avtalen brutt | Ministeren ble skutt 4. juli .", "2016-07-04"},
      {"I 2003 ble avtalen brutt . Ministeren skal reise 4. juli .", "2017-07-04"},
      {"I 2003 ble avtalen brutt . I går ble de enige . Avtalen ble lagt fram 4. mai .", "2017-05-04"},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.text));
    const Read found = read(*reader, one.text, dated("2017-05-20"), true);
    REQUIRE(found.table.mentions.size() >= 2);
    CHECK(found.edtf(found.table.mentions.size() - 1) == one.last);
  }
}

TEST_CASE("whole weeks shift relative readings equally, at leap days, year ends and clock changes") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  for (const char* text : {"tirsdag", "i går", "neste uke", "forrige lørdag", "for tre dager siden", "om to uker",
                           "i helgen", "natt til søndag", "de siste to ukene"}) {
    const TimePolicy policy;
    for (const auto& [year, month, day] :
         {std::tuple{2016, 2, 29}, {2016, 12, 31}, {2017, 1, 1}, {2017, 3, 26}, {2017, 10, 29}, {2000, 2, 29}}) {
      const Day today = day_of(year, month, day);
      const auto now = reader->readings(text, value_of({interval_of_day(today)}), policy);
      const auto later = reader->readings(text, value_of({interval_of_day(today + 28)}), policy);
      REQUIRE(now.size() == 1);
      REQUIRE(later.size() == 1);
      CHECK(later[0].value.earliest - now[0].value.earliest == 28);
      CHECK(later[0].value.latest - now[0].value.latest == 28);
    }
  }
}

TEST_CASE("no reading is inverted, whatever the text") {
  const char* const words[] = {"mandag", "17.",    "mai",     "i",     "fjor",    "til",   "og",     "2014",
                               "-",      "neste",  "siste",   "tre",   "uker",    "siden", "før",    "etter",
                               "påske",  "første", "klokken", "20.25", "om",      "de",    "dagene", "slutten",
                               "av",     "31",     ".",       ",",     "februar", "29",    "'"};
  for (const char* lang : {"nb", "nn", "en"}) {
    const auto reader = TimeReader::load(kLang, lang);
    REQUIRE(reader.has_value());
    std::uint32_t state = 12345;
    for (int round = 0; round < 200; ++round) {
      std::string text;
      for (int i = 0; i < 30; ++i) {
        state = state * 1664525u + 1013904223u;
        text += words[(state >> 16) % std::size(words)];
        if ((state >> 8) % 4 != 0) text += ' ';
      }
      const Read found = read(*reader, text, dated(round % 3 == 0 ? "2016-02" : "2016-02-29"));
      std::uint32_t end = 0;
      for (const TimeMention& mention : found.table.mentions) {
        CHECK(mention.span.begin >= end);
        CHECK(mention.span.begin < mention.span.end);
        end = mention.span.end;
        if (mention.earliest != kNoDay && mention.latest != kNoDay) CHECK(mention.earliest <= mention.latest);
      }
    }
  }
}

TEST_CASE("faulty rules are told with their line") {
  const auto folder = std::filesystem::temp_directory_path() / "depesje_time_rules";
  CHECK_FALSE(TimeReader::load(folder, "nb").has_value());
}

}  // namespace depesje
