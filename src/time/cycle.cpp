// SPDX-License-Identifier: Apache-2.0
//
// Things that come round (evaluator.h, Cycle): which instance lies where. Instances have whole-number keys in order of
// time: years, months or weeks. Const; any thread.
#include <algorithm>
#include <cstdlib>

#include "time/evaluator.h"

namespace depesje::timing {
namespace {

constexpr int kFarthest = 120;  // keys looked at before giving up (29 February, listed feasts outside their lists)

using Kind = Cycle::Kind;

int floor_div(int value, int by) { return value >= 0 ? value / by : -((by - 1 - value) / by); }

}  // namespace

int Evaluator::key_of(const Cycle& cycle, Day day) {
  switch (cycle.kind) {
    case Kind::weekday:
    case Kind::weekend:
      return floor_div(day + 3, 7);
    case Kind::dom: {
      const Ymd date = ymd_of(day);
      return date.year * 12 + date.month - 1;
    }
    default:
      return ymd_of(day).year;
  }
}

std::optional<Interval> Evaluator::instance(const Cycle& cycle, int key) const {
  if (cycle.kind != Kind::weekday && cycle.kind != Kind::weekend &&
      (key < -9000 || key > (cycle.kind == Kind::dom ? 9990 * 12 : 9990)))
    return std::nullopt;
  switch (cycle.kind) {
    case Kind::none:
      return std::nullopt;
    case Kind::weekday:
      return interval_of_day(key * 7 - 3 + cycle.a - 1);
    case Kind::weekend:
      return Interval{key * 7 - 3 + 5, key * 7 - 3 + 6, Grain::day, false};
    case Kind::month:
      return interval_of_month(key, cycle.a);
    case Kind::date:
      if (!is_date(key, cycle.a, cycle.b)) return std::nullopt;
      return interval_of_day(day_of(key, cycle.a, cycle.b));
    case Kind::dom: {
      const int year = floor_div(key, 12), month = key - year * 12 + 1;
      if (!is_date(year, month, cycle.a)) return std::nullopt;
      return interval_of_day(day_of(year, month, cycle.a));
    }
    case Kind::season: {
      const SeasonStarts& starts = rules_->seasons;
      return unit_around(Unit::season, day_of(key, starts.month[cycle.a], starts.day[cycle.a]), 0, starts);
    }
    case Kind::quarter:
      return unit_around(Unit::quarter, day_of(key, cycle.a * 3 - 2, 1), 0, rules_->seasons);
    case Kind::half:
      return unit_around(Unit::half_year, day_of(key, cycle.a * 6 - 5, 1), 0, rules_->seasons);
    case Kind::holiday: {
      if (rules_->holidays.empty()) return std::nullopt;
      const Holiday& holiday = rules_->holidays[static_cast<std::size_t>(cycle.a)];
      Day first = 0;
      int length = holiday.length;
      switch (holiday.kind) {
        case Holiday::Kind::fixed:
          if (!is_date(key, holiday.a, holiday.b)) return std::nullopt;
          first = day_of(key, holiday.a, holiday.b);
          break;
        case Holiday::Kind::easter:
          first = easter_sunday(key) + holiday.a;
          break;
        case Holiday::Kind::orthodox:
          first = orthodox_easter(key) + holiday.a;
          break;
        case Holiday::Kind::nth_weekday: {
          const Interval month = interval_of_month(key, holiday.c);
          if (holiday.a > 0) {
            first = month.first + (holiday.b - weekday_of(month.first) + 7) % 7 + 7 * (holiday.a - 1);
          } else {
            first = month.last - (weekday_of(month.last) - holiday.b + 7) % 7 + 7 * (holiday.a + 1);
          }
          first += holiday.offset;
          break;
        }
        case Holiday::Kind::listed: {
          const auto found = holiday.listed.find(key);
          if (found == holiday.listed.end() || found->second.empty()) return std::nullopt;
          first = found->second.front().first;
          length = found->second.front().second;
          break;
        }
      }
      return Interval{first, first + std::max(length, 1) - 1, Grain::day, false};
    }
  }
  return std::nullopt;
}

std::optional<Interval> Evaluator::on_or_before(const Cycle& cycle, Day day) const {
  const int key = key_of(cycle, day) + 1;
  for (int i = 0; i < kFarthest; ++i) {
    if (const auto one = instance(cycle, key - i); one && one->first <= day) return one;
  }
  return std::nullopt;
}

std::optional<Interval> Evaluator::on_or_after(const Cycle& cycle, Day day) const {
  const int key = key_of(cycle, day) - 1;
  for (int i = 0; i < kFarthest; ++i) {
    if (const auto one = instance(cycle, key + i); one && one->last >= day) return one;
  }
  return std::nullopt;
}

std::optional<Interval> Evaluator::nearest(const Cycle& cycle, Day day) const {
  const auto back = on_or_before(cycle, day), ahead = on_or_after(cycle, day);
  if (!back || !ahead) return back ? back : ahead;
  const int since = std::max(0, day - back->last), until = std::max(0, ahead->first - day);
  return until < since ? ahead : back;
}

Interval part_of(const Interval& whole, int part, Day today) {
  enum { kEarly = 1, kMiddle, kLate, kFirstHalf, kSecondHalf, kRest, kStart, kEnd, kSoFar };
  Interval out = whole;
  const int length = whole.last - whole.first + 1;
  if (length <= 1) return out;
  const Ymd from = ymd_of(whole.first), to = ymd_of(whole.last);
  out.grain = Grain::day;
  const auto cut = [&out](Day first, Day last) {
    out.first = first;
    out.last = last;
  };
  if (part == kRest) {
    if (today != kNoDay && today >= whole.first && today <= whole.last) out.first = today;
    return out;
  }
  if (part == kSoFar) {
    if (today != kNoDay && today >= whole.first && today <= whole.last) out.last = today;
    return out;
  }
  if (part == kStart || part == kEnd) {  // the day itself
    const Day day = part == kStart ? whole.first : whole.last;
    cut(day, day);
    return out;
  }
  const bool month = whole.grain == Grain::month, year = whole.grain == Grain::year;
  const bool years = whole.grain == Grain::decade || whole.grain == Grain::century;
  if (part == kFirstHalf || part == kSecondHalf) {
    Day middle = whole.first + length / 2;
    if (month) middle = whole.first + 15;
    if (year) middle = day_of(from.year, 7, 1);
    if (years) middle = day_of(from.year + (to.year - from.year + 1) / 2, 1, 1);
    out.grain = year || years ? Grain::month : Grain::day;
    if (part == kFirstHalf) cut(whole.first, middle - 1);
    else cut(middle, whole.last);
    return out;
  }
  if (month) {
    if (part == kEarly) cut(whole.first, whole.first + 9);
    if (part == kMiddle) cut(whole.first + 10, whole.first + 19);
    if (part == kLate) cut(whole.first + 20, whole.last);
  } else if (year) {
    out.grain = Grain::month;
    if (part == kEarly) cut(whole.first, day_of(from.year, 3, 31));
    if (part == kMiddle) cut(day_of(from.year, 5, 1), day_of(from.year, 8, 31));
    if (part == kLate) cut(day_of(from.year, 9, 1), whole.last);
  } else if (years) {
    const int count = to.year - from.year + 1, quarter = count >= 100 ? count / 4 : count * 2 / 5;
    out.grain = Grain::year;
    if (part == kEarly) cut(whole.first, day_of(from.year + quarter - 1, 12, 31));
    if (part == kMiddle) cut(day_of(from.year + quarter, 1, 1), day_of(to.year - quarter, 12, 31));
    if (part == kLate) cut(day_of(to.year - quarter + 1, 1, 1), whole.last);
  } else if (whole.grain == Grain::week) {
    if (part == kEarly) cut(whole.first, whole.first + 2);
    if (part == kMiddle) cut(whole.first + 2, whole.first + 3);
    if (part == kLate) cut(whole.first + 4, whole.last);
  } else {
    const int third = std::max(1, length / 3);
    if (part == kEarly) cut(whole.first, whole.first + third - 1);
    if (part == kMiddle) cut(whole.first + third, std::max(whole.first + third, whole.last - third));
    if (part == kLate) cut(whole.last - third + 1, whole.last);
  }
  return out;
}

}  // namespace depesje::timing
