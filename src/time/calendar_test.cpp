// SPDX-License-Identifier: Apache-2.0
//
// Calendar arithmetic: known days, and properties that hold for every day. No state.
#include "time/calendar.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace depesje {

TEST_CASE("days, weeks and months") {
  CHECK(day_of(1970, 1, 1) == 0);
  CHECK(ymd_of(day_of(2017, 5, 2)) == Ymd{2017, 5, 2});
  CHECK(weekday_of(day_of(2017, 5, 2)) == 2);
  CHECK(day_of(2017, 2, 31) == day_of(2017, 2, 28));
  CHECK(days_in_month(2016, 2) == 29);
  CHECK(days_in_month(1900, 2) == 28);
  CHECK(shifted(day_of(2016, 2, 29), 1, Unit::year) == day_of(2017, 2, 28));
  CHECK(shifted(day_of(2016, 12, 31), 2, Unit::month) == day_of(2017, 2, 28));
  CHECK(shifted(day_of(2017, 1, 15), -1, Unit::month) == day_of(2016, 12, 15));
  CHECK(week_start(2017, 1) == day_of(2017, 1, 2));
  CHECK(week_start(2015, 53) == day_of(2015, 12, 28));
  CHECK(week_of(day_of(2016, 1, 3)) == 53);
  CHECK(week_of(day_of(2018, 12, 31)) == 1);
}

TEST_CASE("Easter") {
  struct Case {
    int year, month, day, orthodox_month, orthodox_day;
  };
  for (const Case& one :
       {Case{2017, 4, 16, 4, 16}, Case{2018, 4, 1, 4, 8}, Case{2019, 4, 21, 4, 28}, Case{2038, 4, 25, 4, 25}}) {
    CHECK(easter_sunday(one.year) == day_of(one.year, one.month, one.day));
    CHECK(orthodox_easter(one.year) == day_of(one.year, one.orthodox_month, one.orthodox_day));
  }
}

TEST_CASE("EDTF") {
  const SeasonStarts seasons;
  CHECK(edtf_of(interval_of_day(day_of(2017, 5, 2))) == "2017-05-02");
  CHECK(edtf_of(interval_of_month(2017, 5)) == "2017-05");
  CHECK(edtf_of(interval_of_year(347)) == "0347");
  CHECK(edtf_of(unit_around(Unit::decade, day_of(1985, 1, 1), 0, seasons)) == "198X");
  CHECK(edtf_of(unit_around(Unit::century, day_of(1985, 1, 1), -1, seasons)) == "18XX");
  CHECK(edtf_of(unit_around(Unit::season, day_of(2017, 1, 5), 0, seasons)) == "2016-24");
  CHECK(edtf_of(unit_around(Unit::season, day_of(2017, 7, 5), 0, seasons)) == "2017-22");
  CHECK(edtf_of(unit_around(Unit::quarter, day_of(2017, 7, 5), -1, seasons)) == "2017-34");
  CHECK(edtf_of(unit_around(Unit::half_year, day_of(2017, 7, 5), 0, seasons)) == "2017-41");
  CHECK(edtf_of({day_of(2003, 1, 1), kNoDay, Grain::year, false}) == "2003/..");
  CHECK(edtf_of({kNoDay, day_of(2017, 5, 31), Grain::month, false}) == "../2017-05");
  CHECK(edtf_of({day_of(2017, 5, 1), day_of(2017, 5, 7), Grain::week, false}) == "2017-05-01/2017-05-07");
  CHECK(edtf_of({day_of(2017, 5, 1), day_of(2017, 5, 1), Grain::day, true}) == "2017-05-01~");
}

TEST_CASE("one of several") {
  const auto day = [](int d) { return interval_of_day(day_of(2017, 5, d)); };
  const DateValue apart = value_of({day(9), day(2), day(9), day(16)});
  CHECK(apart.edtf == "[2017-05-02,2017-05-09,2017-05-16]");
  CHECK(apart.candidates.size() == 3);
  const DateValue run = value_of({day(1), day(2), day(3)});
  CHECK(run.edtf == "[2017-05-01..2017-05-03]");
  CHECK(run.candidates.empty());
  const DateValue overlap =
      value_of({{day(1).first, day(8).first, Grain::week, false}, {day(2).first, day(9).first, Grain::week, false}});
  CHECK(overlap.edtf == "2017-05-01/2017-05-09");
  CHECK_FALSE(value_of({}).known());
  CHECK(narrowed(apart, value_of({day(9)}))->edtf == "2017-05-09");
  CHECK(narrowed(value_of({interval_of_month(2017, 5)}), apart)->candidates.size() == 3);
  CHECK_FALSE(narrowed(apart, value_of({day(10)})).has_value());
}

TEST_CASE("every unit holds its day and is never inverted") {
  const SeasonStarts seasons;
  for (Day day = day_of(1999, 12, 1); day < day_of(2001, 2, 1); ++day) {
    for (int unit = 0; unit <= static_cast<int>(Unit::century); ++unit) {
      const auto named = static_cast<Unit>(unit);
      const Interval around = unit_around(named, day, 0, seasons);
      CHECK(around.first <= around.last);
      if (named != Unit::weekend) CHECK(around.contains(day));
      if (named != Unit::hour && named != Unit::fortnight) {
        CHECK(unit_around(named, day, 1, seasons).first > around.last);
        CHECK(unit_around(named, day, -1, seasons).last < around.first);
      }
    }
  }
}

TEST_CASE("dates as written") {
  CHECK(parse_date("2017-05")->last == day_of(2017, 5, 31));
  CHECK(parse_date("2017-05-02T20:25:00+02:00")->first == day_of(2017, 5, 2));
  CHECK(parse_date("2017")->grain == Grain::year);
  for (const char* text : {"", "x", "2017-13", "2017-02-30", "2017-", "-", "2017-05-02x"})
    CHECK_FALSE(parse_date(text).has_value());
}

}  // namespace depesje
