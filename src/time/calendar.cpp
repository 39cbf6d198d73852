// SPDX-License-Identifier: Apache-2.0
//
// Calendar arithmetic: see calendar.h. Pure functions, any thread.
#include "time/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace depesje {
namespace {

constexpr int kLowestYear = -9999, kHighestYear = 9999;
constexpr std::size_t kMostDays = 400;

// A month count without a name for its sign: months since year 0.
int month_index(int year, int month) { return year * 12 + month - 1; }

std::pair<int, int> month_of_index(int position) {
  const int year = position >= 0 ? position / 12 : -((11 - position) / 12);
  return {year, position - year * 12 + 1};
}

int floor_to(int value, int step) {
  const int rest = value % step;
  return rest < 0 ? value - rest - step : value - rest;
}

std::string two_digits(int value) {
  std::string out = std::to_string(value);
  return out.size() < 2 ? "0" + out : out;
}

std::string year_text(int year) {
  std::string out = std::to_string(year < 0 ? -year : year);
  while (out.size() < 4) out.insert(out.begin(), '0');
  return year < 0 ? "-" + out : out;
}

std::string day_text(Day day) {
  const Ymd date = ymd_of(day);
  return year_text(date.year) + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

// The coarsest EDTF date that is exactly [first, last], else empty.
std::string exact_text(Day first, Day last, Grain grain) {
  if (first == last) return day_text(first);
  const Ymd from = ymd_of(first), to = ymd_of(last);
  if (from.year == to.year) {
    if (from == Ymd{from.year, 1, 1} && to == Ymd{to.year, 12, 31}) return year_text(from.year);
    if (from.month == to.month && from.day == 1 && to.day == days_in_month(to.year, to.month)) {
      return year_text(from.year) + "-" + two_digits(from.month);
    }
    if (grain == Grain::quarter) return year_text(from.year) + "-" + std::to_string(33 + (from.month - 1) / 3);
    if (grain == Grain::half_year) return year_text(from.year) + "-" + std::to_string(40 + (from.month - 1) / 6);
  }
  if (grain == Grain::season) {
    const int middle_month = ymd_of(first + 45).month;
    const int season = middle_month <= 2 || middle_month == 12 ? 24
                       : middle_month <= 5                     ? 21
                       : middle_month <= 8                     ? 22
                                                               : 23;
    return year_text(from.year) + "-" + std::to_string(season);
  }
  const bool whole_years = from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31;
  if (whole_years && from.year >= 0 && from.year % 10 == 0 && to.year == from.year + 9) {
    return year_text(from.year).substr(0, 3) + "X";
  }
  if (whole_years && from.year >= 0 && from.year % 100 == 0 && to.year == from.year + 99) {
    return year_text(from.year).substr(0, 2) + "XX";
  }
  return {};
}

bool before(const Interval& a, const Interval& b) { return std::pair{a.first, a.last} < std::pair{b.first, b.last}; }

}  // namespace

Ymd ymd_of(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && std::chrono::year{year}.is_leap()) return 29;
  return kLengths[static_cast<std::size_t>(month - 1)];
}

bool is_date(int year, int month, int day) {
  return year >= kLowestYear && year <= kHighestYear && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, month);
}

Day day_of(int year, int month, int day) {
  year = std::clamp(year, kLowestYear, kHighestYear);
  month = std::clamp(month, 1, 12);
  day = std::clamp(day, 1, days_in_month(year, month));
  const std::chrono::sys_days days = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                                     std::chrono::day{static_cast<unsigned>(day)};
  return static_cast<Day>(days.time_since_epoch().count());
}

int weekday_of(Day day) {
  const int rest = (day + 3) % 7;  // 1970-01-01 was a Thursday
  return (rest < 0 ? rest + 7 : rest) + 1;
}

Day week_start(int year, int week) {
  const Day fourth = day_of(year, 1, 4);  // always in week 1
  return fourth - (weekday_of(fourth) - 1) + (week - 1) * 7;
}

int week_of(Day day) {
  const Day thursday = day - (weekday_of(day) - 1) + 3;
  const Day new_year = day_of(ymd_of(thursday).year, 1, 1);
  return (thursday - new_year) / 7 + 1;
}

Day easter_sunday(int year) {  // the anonymous Gregorian computus
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  return day_of(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

Day orthodox_easter(int year) {  // Meeus' Julian computus, moved to the Gregorian calendar
  const int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  return day_of(year, (d + e + 114) / 31, (d + e + 114) % 31 + 1) + year / 100 - year / 400 - 2;
}

Grain grain_of(Unit unit) {
  switch (unit) {
    case Unit::hour:
      return Grain::hour;
    case Unit::day:
      return Grain::day;
    case Unit::week:
    case Unit::fortnight:
      return Grain::week;
    case Unit::weekend:
      return Grain::day;
    case Unit::month:
      return Grain::month;
    case Unit::season:
      return Grain::season;
    case Unit::quarter:
      return Grain::quarter;
    case Unit::half_year:
      return Grain::half_year;
    case Unit::year:
      return Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
      return Grain::century;
  }
  return Grain::none;
}

std::optional<Unit> unit_named(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames = {"hour",      "day",   "week",   "weekend",
                                                              "fortnight", "month", "season", "quarter",
                                                              "half_year", "year",  "decade", "century"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Unit>(found - kNames.begin());
}

Interval interval_of_day(Day day) { return {day, day, Grain::day, false}; }

Interval interval_of_month(int year, int month) {
  const auto [real_year, real_month] = month_of_index(month_index(year, month));
  return {day_of(real_year, real_month, 1), day_of(real_year, real_month, 31), Grain::month, false};
}

Interval interval_of_year(int year) { return {day_of(year, 1, 1), day_of(year, 12, 31), Grain::year, false}; }

Interval unit_around(Unit unit, Day day, int count, const SeasonStarts& seasons) {
  const Ymd date = ymd_of(day);
  switch (unit) {
    case Unit::hour:
      return {day, day, Grain::hour, false};
    case Unit::day:
      return interval_of_day(day + count);
    case Unit::week: {
      const Day monday = day - (weekday_of(day) - 1) + 7 * count;
      return {monday, monday + 6, Grain::week, false};
    }
    case Unit::fortnight: {
      const Day monday = day - (weekday_of(day) - 1) + 14 * count;
      return {monday, monday + 13, Grain::week, false};
    }
    case Unit::weekend: {
      const Day saturday = day - (weekday_of(day) - 1) + 5 + 7 * count;
      return {saturday, saturday + 1, Grain::day, false};
    }
    case Unit::month:
      return interval_of_month(date.year, date.month + count);
    case Unit::quarter:
    case Unit::half_year: {
      const int length = unit == Unit::quarter ? 3 : 6;
      const int start = floor_to(month_index(date.year, date.month), length) + count * length;
      const auto [year, month] = month_of_index(start);
      return {interval_of_month(year, month).first, interval_of_month(year, month + length - 1).last, grain_of(unit),
              false};
    }
    case Unit::season: {
      int year = date.year + 1, season = 3;
      const auto starts = [&seasons](int y, int s) { return day_of(y, seasons.month[s], seasons.day[s]); };
      while (starts(year, season) > day) {
        if (--season < 0) {
          season = 3;
          --year;
        }
      }
      const int position = year * 4 + season + count;
      const int found_year = floor_to(position, 4) / 4, found = position - found_year * 4;
      return {starts(found_year, found), starts(found == 3 ? found_year + 1 : found_year, (found + 1) % 4) - 1,
              Grain::season, false};
    }
    case Unit::year:
      return interval_of_year(date.year + count);
    case Unit::decade:
    case Unit::century: {
      const int length = unit == Unit::decade ? 10 : 100;
      const int start = floor_to(date.year, length) + count * length;
      return {day_of(start, 1, 1), day_of(start + length - 1, 12, 31), grain_of(unit), false};
    }
  }
  return interval_of_day(day);
}

Day shifted(Day day, int count, Unit unit) {
  count = std::clamp(count, -100000, 100000);
  const Ymd date = ymd_of(day);
  const auto by_months = [&date](int months) {
    const auto [year, month] = month_of_index(month_index(date.year, date.month) + months);
    return day_of(year, month, date.day);
  };
  switch (unit) {
    case Unit::hour:
      return day;
    case Unit::day:
      return day + count;
    case Unit::week:
    case Unit::weekend:
      return day + 7 * count;
    case Unit::fortnight:
      return day + 14 * count;
    case Unit::month:
      return by_months(count);
    case Unit::season:
    case Unit::quarter:
      return by_months(3 * count);
    case Unit::half_year:
      return by_months(6 * count);
    case Unit::year:
      return by_months(12 * count);
    case Unit::decade:
      return by_months(120 * count);
    case Unit::century:
      return by_months(1200 * std::clamp(count, -1000, 1000));
  }
  return day;
}

std::optional<Interval> intersection(const Interval& a, const Interval& b) {
  Interval out = a;
  if (b.first != kNoDay && (out.first == kNoDay || b.first > out.first)) out.first = b.first;
  if (b.last != kNoDay && (out.last == kNoDay || b.last < out.last)) out.last = b.last;
  if (out.closed() && out.first > out.last) return std::nullopt;
  out.grain = std::min(a.grain, b.grain);
  return out;
}

std::string edtf_of(const Interval& interval) {
  if (!interval.known()) return {};
  const std::string mark = interval.about ? "~" : "";
  if (!interval.closed()) {
    const Day end = interval.first != kNoDay ? interval.first : interval.last;
    const Ymd date = ymd_of(end);
    const bool at_first = interval.first != kNoDay;
    std::string text = day_text(end);
    if (interval.grain >= Grain::year && date.month == (at_first ? 1 : 12) && date.day == (at_first ? 1 : 31)) {
      text = year_text(date.year);
    } else if (interval.grain == Grain::month && date.day == (at_first ? 1 : days_in_month(date.year, date.month))) {
      text = year_text(date.year) + "-" + two_digits(date.month);
    }
    return at_first ? text + mark + "/.." : "../" + text + mark;
  }
  if (std::string text = exact_text(interval.first, interval.last, interval.grain); !text.empty()) return text + mark;
  return day_text(interval.first) + mark + "/" + day_text(interval.last) + mark;
}

DateValue value_of(std::vector<Interval> possible) {
  DateValue out;
  std::erase_if(possible, [](const Interval& interval) { return !interval.known(); });
  if (possible.empty()) return out;
  std::sort(possible.begin(), possible.end(), before);
  possible.erase(
      std::unique(possible.begin(), possible.end(),
                  [](const Interval& a, const Interval& b) { return a.first == b.first && a.last == b.last; }),
      possible.end());
  out.grain = possible.front().grain;
  bool open_first = false, open_last = false, days = true, steps = true;
  out.earliest = possible.front().first;
  out.latest = possible.front().last;
  for (std::size_t i = 0; i < possible.size(); ++i) {
    const Interval& one = possible[i];
    open_first |= one.first == kNoDay;
    open_last |= one.last == kNoDay;
    out.earliest = std::min(out.earliest, one.first);
    out.latest = std::max(out.latest, one.last);
    days &= one.first == one.last && one.closed();
    if (i > 0) steps &= one.closed() && possible[i - 1].closed() && possible[i - 1].last + 1 == one.first;
  }
  if (open_first) out.earliest = kNoDay;
  if (open_last) out.latest = kNoDay;
  if (possible.size() == 1) {
    out.edtf = edtf_of(possible.front());
    return out;
  }
  if (days && steps) {
    out.edtf = "[" + day_text(out.earliest) + ".." + day_text(out.latest) + "]";
    return out;
  }
  bool apart = !open_first && !open_last;  // overlapping intervals say no more than their hull
  for (std::size_t i = 1; i < possible.size() && apart; ++i) apart = possible[i - 1].last < possible[i].first;
  if (!apart || possible.size() > 60) {
    out.edtf = edtf_of({out.earliest, out.latest, Grain::day, possible.front().about});
    return out;
  }
  out.edtf = "[";
  for (const Interval& one : possible) {
    if (out.edtf.size() > 1) out.edtf += ',';
    out.edtf += edtf_of(one);
    if (days) out.candidates.push_back(one.first);
  }
  out.edtf += ']';
  return out;
}

std::optional<DateValue> narrowed(const DateValue& value, const DateValue& evidence) {
  if (!evidence.known()) return value;
  if (!value.known()) return evidence;
  const Interval bound{evidence.earliest, evidence.latest, evidence.grain, false};
  if (!value.candidates.empty()) {
    std::vector<Interval> kept;
    for (const Day day : value.candidates) {
      const bool listed = evidence.candidates.empty() ||
                          std::binary_search(evidence.candidates.begin(), evidence.candidates.end(), day);
      if (listed && bound.contains(day)) kept.push_back(interval_of_day(day));
    }
    if (kept.empty()) return std::nullopt;
    return value_of(std::move(kept));
  }
  const auto common = intersection({value.earliest, value.latest, value.grain, false}, bound);
  if (!common) return std::nullopt;
  if (!evidence.candidates.empty()) return narrowed(evidence, value);
  return value_of({*common});
}

std::vector<Day> possible_days(const DateValue& published) {
  if (!published.known() || published.earliest == kNoDay) return {};
  if (!published.candidates.empty()) return published.candidates;
  const Day last = published.latest == kNoDay ? published.earliest : std::max(published.latest, published.earliest);
  const auto count = static_cast<std::size_t>(last - published.earliest) + 1;
  const std::size_t step = (count + kMostDays - 1) / kMostDays;
  std::vector<Day> out;
  for (std::size_t i = 0; i < count; i += step) out.push_back(published.earliest + static_cast<Day>(i));
  if (out.back() != last) out.push_back(last);
  return out;
}

std::optional<Interval> parse_date(std::string_view text) {
  text = text.substr(0, text.find('T'));
  int parts[3] = {0, 0, 0};
  int count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (count < 3) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc{} || parts[count] < 0) return std::nullopt;
    ++count;
    at = next;
    if (at == end || *at != '-') break;
    ++at;
  }
  if (at != end || parts[0] > kHighestYear) return std::nullopt;
  if (count == 1) return interval_of_year(parts[0]);
  if (parts[1] < 1 || parts[1] > 12) return std::nullopt;
  if (count == 2) return interval_of_month(parts[0], parts[1]);
  if (!is_date(parts[0], parts[1], parts[2])) return std::nullopt;
  return interval_of_day(day_of(parts[0], parts[1], parts[2]));
}

}  // namespace depesje
