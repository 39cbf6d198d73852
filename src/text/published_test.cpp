// SPDX-License-Identifier: Apache-2.0
#include "text/published.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

using namespace depesje;

namespace {

std::string iso(Day day) {
  if (day == kNoDay) return "..";
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto two = [](unsigned n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(date.year())) + '-' + two(static_cast<unsigned>(date.month())) + '-' +
         two(static_cast<unsigned>(date.day()));
}

}  // namespace

TEST_CASE("published dates of any precision") {
  struct Case {
    std::string_view text, edtf;
    Grain grain;
    std::string_view earliest, latest;
  };
  const Case cases[] = {
      {"2017", "2017", Grain::year, "2017-01-01", "2017-12-31"},
      {"2017-05", "2017-05", Grain::month, "2017-05-01", "2017-05-31"},
      {"2016-02", "2016-02", Grain::month, "2016-02-01", "2016-02-29"},
      {"2017-05-02", "2017-05-02", Grain::day, "2017-05-02", "2017-05-02"},
      {" 2017-05-02\n", "2017-05-02", Grain::day, "2017-05-02", "2017-05-02"},
      {"20170502", "2017-05-02", Grain::day, "2017-05-02", "2017-05-02"},
      {"2017-05-02T20", "2017-05-02T20", Grain::hour, "2017-05-02", "2017-05-02"},
      {"2017-05-02T20:25", "2017-05-02T20:25", Grain::hour, "2017-05-02", "2017-05-02"},
      {"2017-05-02 20:25:07.125 +0200", "2017-05-02T20:25:07.125+0200", Grain::hour, "2017-05-02", "2017-05-02"},
      {"2017-05-02T23:59:60Z", "2017-05-02T23:59:60Z", Grain::hour, "2017-05-02", "2017-05-02"},
      {"20170502T202500Z", "2017-05-02T202500Z", Grain::hour, "2017-05-02", "2017-05-02"},
      {"2017-05-02~", "2017-05-02~", Grain::day, "2017-05-02", "2017-05-02"},
      {"2017?", "2017?", Grain::year, "2017-01-01", "2017-12-31"},
      {"201X", "201X", Grain::decade, "2010-01-01", "2019-12-31"},
      {"19XX", "19XX", Grain::century, "1900-01-01", "1999-12-31"},
      {"2017-XX", "2017-XX", Grain::year, "2017-01-01", "2017-12-31"},
      {"2017-05-XX", "2017-05-XX", Grain::month, "2017-05-01", "2017-05-31"},
      {"2017-21", "2017-21", Grain::season, "2017-03-01", "2017-05-31"},
      {"2017-24", "2017-24", Grain::season, "2017-12-01", "2018-02-28"},
      {"2017-34", "2017-34", Grain::quarter, "2017-04-01", "2017-06-30"},
      {"2017-05/2017-06", "2017-05/2017-06", Grain::month, "2017-05-01", "2017-06-30"},
      {"2017-05-02/..", "2017-05-02/..", Grain::day, "2017-05-02", ".."},
      {"/2017", "/2017", Grain::year, "..", "2017-12-31"},
      {"[2017-05-02,2017-05-09]", "[2017-05-02,2017-05-09]", Grain::day, "2017-05-02", "2017-05-09"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto value = parse_published(c.text);
    REQUIRE(value.has_value());
    CHECK(value->edtf == c.edtf);
    CHECK(value->grain == c.grain);
    CHECK(iso(value->earliest) == c.earliest);
    CHECK(iso(value->latest) == c.latest);
  }
  CHECK(parse_published("[2017-05-02,2017-05-09]")->candidates.size() == 2);
}

TEST_CASE("what is no date") {
  for (const std::string_view text : {"",
                                      " ",
                                      "i går",
                                      "17",
                                      "2017-13",
                                      "2017-00",
                                      "2017-02-30",
                                      "2017-5",
                                      "201705",
                                      "2017-05-02T",
                                      "2017-05-02T25:00",
                                      "2017-05-02T20:61",
                                      "2017-05-02x",
                                      "2017/2016",
                                      "..",
                                      "/",
                                      "[]",
                                      "[2017",
                                      "2017-05-02T20:25+99:00",
                                      "2.5.2017"}) {
    CAPTURE(text);
    const auto value = parse_published(text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().hint.find("2017-05-02") != std::string::npos);
  }
}
