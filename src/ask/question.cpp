// SPDX-License-Identifier: Apache-2.0
#include "ask/question.h"

#include <charconv>
#include <chrono>

#include "record/json.h"

namespace depesje {
namespace {

namespace chr = std::chrono;

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

chr::year_month_day civil(Day day) { return chr::sys_days{chr::days{day}}; }
Day count_of(chr::sys_days day) { return static_cast<Day>(day.time_since_epoch().count()); }

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

Result<Day> day_of(std::string_view text, bool last) {
  const auto bad = [&] {
    return fail("«" + std::string(text) + "» is not a date", "write 2017, 2017-05 or 2017-05-02");
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return bad();
  if ((text.size() > 4 && text[4] != '-') || (text.size() > 7 && text[7] != '-')) return bad();
  const auto year = number_of(text.substr(0, 4));
  const auto month = text.size() > 4 ? number_of(text.substr(5, 2)) : std::optional(last ? 12 : 1);
  if (!year || !month) return bad();
  const chr::year_month in_month{chr::year{*year}, chr::month{static_cast<unsigned>(*month)}};
  if (!in_month.ok()) return bad();
  if (text.size() < 10) {
    return last ? count_of(in_month / chr::last) : count_of(in_month / chr::day{1});
  }
  const auto day = number_of(text.substr(8, 2));
  if (!day) return bad();
  const chr::year_month_day whole = in_month / chr::day{static_cast<unsigned>(*day)};
  if (!whole.ok()) return bad();
  return count_of(whole);
}

Day period_start(Day day, Period period) {
  const chr::year_month_day date = civil(day);
  switch (period) {
    case Period::day:
      return day;
    case Period::week:
      return day - static_cast<Day>(chr::weekday{chr::sys_days{chr::days{day}}}.iso_encoding() - 1);
    case Period::month:
      return count_of(date.year() / date.month() / 1);
    case Period::quarter:
      return count_of(date.year() / chr::month{(static_cast<unsigned>(date.month()) - 1) / 3 * 3 + 1} / 1);
    case Period::year:
      break;
  }
  return count_of(date.year() / 1 / 1);
}

std::string period_name(Day day, Period period) {
  const std::string iso = iso_day(day);
  const std::size_t after_year = iso.size() - 6;  // "-05-02"
  switch (period) {
    case Period::day:
      return iso;
    case Period::week: {
      // A week belongs to the year of its Thursday.
      const Day thursday = period_start(day, Period::week) + 3;
      const Day first = period_start(thursday, Period::year);
      const std::string of_thursday = iso_day(thursday);
      return of_thursday.substr(0, of_thursday.size() - 6) + "-W" +
             two_digits(static_cast<unsigned>((thursday - first) / 7 + 1));
    }
    case Period::month:
      return iso.substr(0, after_year + 3);
    case Period::quarter:
      return iso.substr(0, after_year) + "-Q" + std::to_string((static_cast<unsigned>(civil(day).month()) - 1) / 3 + 1);
    case Period::year:
      break;
  }
  return iso.substr(0, after_year);
}

}  // namespace depesje
