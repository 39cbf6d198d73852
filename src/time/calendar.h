// SPDX-License-Identifier: Apache-2.0
//
// Calendar arithmetic on days: proleptic Gregorian years, months, ISO weeks, Easter, cycles that come round (weekdays,
// months, holidays), and EDTF (ISO 8601-2) printing of intervals. No state, no language; every function is pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/date.h"

namespace depesje {

struct Ymd {
  int year = 0, month = 0, day = 0;
  friend bool operator==(Ymd, Ymd) = default;
};

Ymd ymd_of(Day day);
Day day_of(int year, int month, int day);  // the day of the month is clamped to the month's length
bool is_date(int year, int month, int day);
int days_in_month(int year, int month);
int weekday_of(Day day);             // 1 = Monday … 7 = Sunday
Day week_start(int year, int week);  // Monday of an ISO week
int week_of(Day day);                // ISO week number
Day easter_sunday(int year);         // Gregorian
Day orthodox_easter(int year);       // Julian reckoning, given as a Gregorian day

// Calendar units an interval may be cut into.
enum class Unit : std::uint8_t {
  hour,
  day,
  week,
  weekend,
  fortnight,
  month,
  season,
  quarter,
  half_year,
  year,
  decade,
  century,
};
Grain grain_of(Unit unit);
std::optional<Unit> unit_named(std::string_view name);

// Where the four seasons begin (month and day), spring first.
struct SeasonStarts {
  std::uint8_t month[4] = {3, 6, 9, 12};
  std::uint8_t day[4] = {1, 1, 1, 1};
};

// An interval of days, ends inclusive; an end of kNoDay is open. Never inverted.
struct Interval {
  Day first = kNoDay, last = kNoDay;
  Grain grain = Grain::day;
  bool about = false;  // "around": printed with ~

  bool known() const { return first != kNoDay || last != kNoDay; }
  bool closed() const { return first != kNoDay && last != kNoDay; }
  bool contains(Day day) const { return (first == kNoDay || first <= day) && (last == kNoDay || day <= last); }
  friend bool operator==(const Interval&, const Interval&) = default;
};

Interval interval_of_day(Day day);
Interval interval_of_month(int year, int month);  // month may run out of 1…12
Interval interval_of_year(int year);
// The unit that holds `day`, moved by `count` units.
Interval unit_around(Unit unit, Day day, int count, const SeasonStarts& seasons);
// `day` moved by `count` units (months clamp to the month's length).
Day shifted(Day day, int count, Unit unit);
// The common part; nothing where they do not meet.
std::optional<Interval> intersection(const Interval& a, const Interval& b);

// EDTF of one interval: "2017-05-02", "2017-05", "2017-21", "201X", "2017-05-01/2017-05-07", "2003/..".
std::string edtf_of(const Interval& interval);
// The value that says "one of these, nobody knows which": one interval a possible document day, in any order.
DateValue value_of(std::vector<Interval> possible);
// Narrows a value by other evidence: keeps the candidates that meet it, else cuts the hull. Nothing where none is left.
std::optional<DateValue> narrowed(const DateValue& value, const DateValue& evidence);
// Days of a document date; at most 400, evenly spaced where the interval is longer. Empty where it is not known.
std::vector<Day> possible_days(const DateValue& published);
// "2017", "2017-05", "2017-05-02", anything after T is cut off. Nothing where it is none of these.
std::optional<Interval> parse_date(std::string_view text);

}  // namespace depesje
