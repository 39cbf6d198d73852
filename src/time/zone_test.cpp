// SPDX-License-Identifier: Apache-2.0
//
// Zones made up byte by byte (no file of the system is needed), days at a clock change, and bytes that are no zone.
#include "time/zone.h"

#include <doctest/doctest.h>

#include <string>

#include "time/calendar.h"

namespace depesje {
namespace {

std::string word(std::int64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 255);
  return out;
}

// Winter +1, summer +2 between the two changes of 2017 in Oslo: 26 March and 29 October at 01:00 UTC.
std::string oslo_2017() {
  const std::string reserved(15, '\0');
  std::string out = "TZif" + std::string(1, '\0') + reserved;
  for (const int count : {0, 0, 0, 2, 2, 4}) out += word(count, 4);
  out += word(1490490000, 4) + word(1509238800, 4) + std::string("\1\0", 2);
  out += word(3600, 4) + std::string("\0\0", 2) + word(7200, 4) + std::string("\1\0", 2);
  return out + std::string("CET\0", 4);
}

}  // namespace

TEST_CASE("the day of a timestamp is the day of the zone, at clock changes too") {
  const auto zone = parse_zone(oslo_2017());
  REQUIRE(zone.has_value());
  struct Case {
    const char* timestamp;
    int month, day;
  };
  for (const Case& one : {Case{"2017-03-25T22:59Z", 3, 25},
                          {"2017-03-25T23:00:00Z", 3, 26},
                          {"2017-03-26T21:59Z", 3, 26},
                          {"2017-03-26T22:00Z", 3, 27},
                          {"2017-10-28T22:00Z", 10, 29},
                          {"2017-10-29T22:30Z", 10, 29},
                          {"2017-10-29T23:00Z", 10, 30},
                          {"2017-05-02T20:25+02:00", 5, 2},
                          {"2017-05-02T20:25-04:00", 5, 3}}) {
    CAPTURE(std::string(one.timestamp));
    const auto moment = moment_of(one.timestamp);
    REQUIRE(moment.has_value());
    CHECK(day_at(*moment, zone->offset_at(*moment).value_or(0)) == day_of(2017, one.month, one.day));
  }
  CHECK_FALSE(moment_of("2017-05-02").has_value());
  CHECK_FALSE(moment_of("2017-05-02T20:25:00").has_value());
}

TEST_CASE("bytes that are no zone are an error") {
  const std::string whole = oslo_2017();
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(parse_zone(whole.substr(0, size)).has_value());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string spoilt = whole;
    spoilt[at] = '\xff';
    (void)parse_zone(spoilt);
  }
  CHECK_FALSE(load_zone("../passwd").has_value());
  CHECK_FALSE(load_zone("No/Such_Zone").has_value());
}

}  // namespace depesje
