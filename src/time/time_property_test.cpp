// SPDX-License-Identifier: Apache-2.0
//
// What must hold for any expression on any day: intervals are never inverted, and whole weeks shift what hangs on the
// day. Every line of the corpora is asked on ordinary days, leap days, ends of years and days when clocks change.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/tsv.h"
#include "time/calendar.h"
#include "time/time_reader.h"

namespace depesje {
namespace {

const std::filesystem::path kLang = std::filesystem::path(DEPESJE_SOURCE_DIR) / "lang";

std::vector<std::string> examples(const std::string& lang) {
  std::vector<std::string> out;
  const auto text = read_file(kLang / lang / "time.corpus");
  REQUIRE(text.has_value());
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    at = end + 1;
    const std::size_t arrow = line.find(" => ");
    if (arrow == std::string::npos || line.starts_with("#")) continue;
    out.push_back(line.substr(line.starts_with("? ") ? 2 : 0, arrow - (line.starts_with("? ") ? 2 : 0)));
  }
  return out;
}

DateValue on(Day day) { return value_of({interval_of_day(day)}); }

}  // namespace

TEST_CASE("intervals are never inverted, whatever the day") {
  // Leap days, ends of years, ISO weeks that cross them, days when clocks change in Oslo, the ends of the calendar.
  const Day days[] = {day_of(2016, 2, 29),  day_of(2016, 3, 1),   day_of(1900, 2, 28),  day_of(2017, 12, 31),
                      day_of(2018, 1, 1),   day_of(2020, 12, 31), day_of(2021, 1, 3),   day_of(2017, 3, 26),
                      day_of(2017, 10, 29), day_of(2017, 5, 10),  day_of(9999, 12, 31), day_of(1, 1, 1)};
  for (const std::string lang : {"nb", "nn", "en"}) {
    const auto reader = TimeReader::load(kLang, lang);
    REQUIRE(reader.has_value());
    for (const std::string& text : examples(lang)) {
      for (const Day day : days) {
        for (const TimeReader::Reading& reading : reader->readings(text, on(day), {})) {
          CAPTURE(text);
          CAPTURE(reading.value.edtf);
          const DateValue& value = reading.value;
          CHECK((value.earliest == kNoDay || value.latest == kNoDay || value.earliest <= value.latest));
          for (const Day candidate : value.candidates)
            CHECK((candidate >= value.earliest && candidate <= value.latest));
        }
      }
    }
  }
}

TEST_CASE("whole weeks shift what hangs on the day") {
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  const Day start = day_of(2016, 2, 24);
  for (const char* text :
       {"i dag", "i går", "i forgårs", "i overmorgen", "tirsdag", "tirsdag kveld", "forrige lørdag", "neste onsdag",
        "natt til onsdag", "onsdag i neste uke", "for tre dager siden", "for to uker siden", "om tre dager",
        "forrige uke", "denne uken", "neste uke", "i helgen", "de siste dagene", "klokken 20.25"}) {
    const auto base = reader->readings(text, on(start), {});
    CAPTURE(text);
    REQUIRE(base.size() == 1);
    for (int weeks : {1, 5, 26, 44, 45, 52, 60, 61, 200}) {
      const auto moved = reader->readings(text, on(start + 7 * weeks), {});
      CAPTURE(weeks);
      REQUIRE(moved.size() == 1);
      CHECK(moved[0].value.earliest == base[0].value.earliest + 7 * weeks);
      CHECK(moved[0].value.latest == base[0].value.latest + 7 * weeks);
    }
  }
}

TEST_CASE("leap days, ends of years, days when clocks change") {
  struct Row {
    const char *now, *text, *edtf;
  };
  const Row rows[] = {
      {"2016-03-01", "i går", "2016-02-29"},
      {"2017-03-01", "i går", "2017-02-28"},
      {"2016-02-29", "for ett år siden", "2015-02"},
      {"2016-02-28", "i morgen", "2016-02-29"},
      {"2018-01-01", "i går", "2017-12-31"},
      {"2017-12-31", "i morgen", "2018-01-01"},
      {"2018-01-01", "forrige måned", "2017-12"},
      {"2018-01-02", "forrige uke", "2017-12-25/2017-12-31"},
      {"2021-01-02", "denne uken", "2020-12-28/2021-01-03"},
      {"2017-12-30", "neste år", "2018"},
      {"2017-03-26", "i går", "2017-03-25"},
      {"2017-03-25", "i morgen", "2017-03-26"},
      {"2017-03-27", "søndag", "2017-03-26"},
      {"2017-10-29", "natt til søndag", "2017-10-29"},
      {"2017-10-30", "for to dager siden", "2017-10-28"},
      {"2017-10-29", "klokken 02.30", "2017-10-29"},
      {"2017-03-26", "klokken 02.30", "2017-03-26"},
  };
  const auto reader = TimeReader::load(kLang, "nb");
  REQUIRE(reader.has_value());
  for (const Row& row : rows) {
    const auto found = reader->readings(row.text, value_of({*parse_date(row.now)}), {});
    CAPTURE(row.now);
    CAPTURE(row.text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].value.edtf == row.edtf);
  }
}

}  // namespace depesje
