// SPDX-License-Identifier: Apache-2.0
#include "text/published.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

namespace depesje {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::string_view kHint = "write 2017, 2017-05, 2017-05-02 or 2017-05-02T20:25+02:00";

bool digit(char c) { return c >= '0' && c <= '9'; }
bool unspecified(char c) { return c == 'X' || c == 'x' || c == 'u'; }

// Reads exactly `count` digits; the cursor moves only where it succeeds.
std::optional<int> digits(std::string_view& rest, std::size_t count) {
  if (rest.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!digit(rest[i])) return std::nullopt;
    value = value * 10 + (rest[i] - '0');
  }
  rest.remove_prefix(count);
  return value;
}

bool take(std::string_view& rest, char c) {
  if (rest.empty() || rest.front() != c) return false;
  rest.remove_prefix(1);
  return true;
}

Day count(year_month_day date) { return static_cast<Day>(sys_days(date).time_since_epoch().count()); }
Day first_of(int y, unsigned m) { return count(year(y) / month(m) / day(1)); }
Day last_of(int y, unsigned m) { return count(year_month_day(year(y) / month(m) / std::chrono::last)); }

void set(DateValue& value, Grain grain, Day earliest, Day latest) {
  value.grain = grain;
  value.earliest = earliest;
  value.latest = latest;
}

// "T20:25:07.5+02:00" after the day. True where it is well formed; hour 24 and second 60 are tolerated.
bool time_of_day(std::string_view& rest) {
  const auto hour = digits(rest, 2);
  if (!hour || *hour > 24) return false;
  const bool colons = take(rest, ':');
  if (const auto minute = digits(rest, 2)) {
    if (*minute > 59) return false;
    if (colons ? take(rest, ':') : !rest.empty() && digit(rest.front())) {
      const auto second = digits(rest, 2);
      if (!second || *second > 60) return false;
      if (take(rest, '.') || take(rest, ',')) {
        if (rest.empty() || !digit(rest.front())) return false;
        while (!rest.empty() && digit(rest.front())) rest.remove_prefix(1);
      }
    }
  } else if (colons) {
    return false;
  }
  if (take(rest, ' ')) {
    if (rest.empty()) return false;  // a blank only before a zone
  }
  if (take(rest, 'Z') || take(rest, 'z')) return true;
  if (!take(rest, '+') && !take(rest, '-')) return true;
  const auto zone = digits(rest, 2);
  if (!zone || *zone > 14) return false;
  const bool zone_colon = take(rest, ':');
  const auto minutes = digits(rest, 2);
  return minutes ? *minutes <= 59 : !zone_colon;
}

// EDTF 4.8.1: seasons 21–24 (32 and above: quarters, halves) in the place of the month. Winter is December to February.
bool subyear(DateValue& value, int y, int code) {
  if (code >= 21 && code <= 23) {
    const auto start = static_cast<unsigned>(3 * (code - 20));
    set(value, Grain::season, first_of(y, start), last_of(y, start + 2));
  } else if (code == 24) {
    set(value, Grain::season, first_of(y, 12), last_of(y + 1, 2));
  } else if (code >= 33 && code <= 36) {
    const auto start = static_cast<unsigned>(3 * (code - 33) + 1);
    set(value, Grain::quarter, first_of(y, start), last_of(y, start + 2));
  } else if (code == 40 || code == 41) {
    const unsigned start = code == 40 ? 1 : 7;
    set(value, Grain::half_year, first_of(y, start), last_of(y, start + 5));
  } else {
    return false;
  }
  return true;
}

// A year with unspecified digits at its end: 201X, 20XX.
bool unspecified_year(DateValue& value, std::string_view& rest) {
  if (rest.size() < 4 || !digit(rest[0]) || !digit(rest[1]) || !unspecified(rest[3])) return false;
  const bool century = unspecified(rest[2]);
  if (!century && !digit(rest[2])) return false;
  int start = (rest[0] - '0') * 1000 + (rest[1] - '0') * 100;
  if (!century) start += (rest[2] - '0') * 10;
  rest.remove_prefix(4);
  set(value, century ? Grain::century : Grain::decade, first_of(start, 1), last_of(start + (century ? 99 : 9), 12));
  return true;
}

// One date without interval or set; qualifiers (~ ? %) may stand before or after any part.
std::optional<DateValue> single(std::string_view text) {
  DateValue value;
  std::string plain;
  for (const char c : text) {
    if (c != '~' && c != '?' && c != '%') plain += c;
  }
  std::string_view rest = plain;
  value.edtf = text;
  if (unspecified_year(value, rest)) return rest.empty() ? std::optional(value) : std::nullopt;
  const auto y = digits(rest, 4);
  if (!y) return std::nullopt;
  if (rest.empty()) {
    set(value, Grain::year, first_of(*y, 1), last_of(*y, 12));
    return value;
  }
  const bool hyphens = take(rest, '-');
  if (hyphens && rest.size() >= 2 && unspecified(rest[0]) && unspecified(rest[1])) {
    set(value, Grain::year, first_of(*y, 1), last_of(*y, 12));
    rest.remove_prefix(2);
    if (rest.empty() || rest == "-XX") return value;
    return std::nullopt;
  }
  const auto m = digits(rest, 2);
  if (!m) return std::nullopt;
  if (hyphens && rest.empty() && subyear(value, *y, *m)) return value;
  if (*m < 1 || *m > 12) return std::nullopt;
  const auto in_year = static_cast<unsigned>(*m);
  if (rest.empty() || rest == "-XX" || rest == "-xx" || rest == "-uu") {
    if (!hyphens) return std::nullopt;  // 201705 is not ISO 8601
    set(value, Grain::month, first_of(*y, in_year), last_of(*y, in_year));
    return value;
  }
  if (hyphens && !take(rest, '-')) return std::nullopt;
  const auto d = digits(rest, 2);
  if (!d) return std::nullopt;
  const year_month_day date = year(*y) / month(in_year) / day(static_cast<unsigned>(*d));
  if (!date.ok()) return std::nullopt;
  set(value, Grain::day, count(date), count(date));
  if (!hyphens) value.edtf = plain.substr(0, 4) + '-' + plain.substr(4, 2) + '-' + plain.substr(6);
  if (rest.empty()) return value;
  if (!take(rest, 'T') && !take(rest, 't') && !take(rest, ' ')) return std::nullopt;
  if (!time_of_day(rest) || !rest.empty()) return std::nullopt;
  value.grain = Grain::hour;
  if (value.edtf.size() > 10) value.edtf[10] = 'T';
  std::erase(value.edtf, ' ');
  return value;
}

std::optional<DateValue> interval(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view from = text.substr(0, slash), to = text.substr(slash + 1);
  const auto open = [](std::string_view end) { return end.empty() || end == ".."; };
  if (open(from) && open(to)) return std::nullopt;
  DateValue value;
  value.edtf = text;
  if (!open(from)) {
    const auto start = single(from);
    if (!start) return std::nullopt;
    value.earliest = start->earliest;
    value.grain = start->grain;
  }
  if (!open(to)) {
    const auto end = single(to);
    if (!end || (value.earliest != kNoDay && end->latest < value.earliest)) return std::nullopt;
    value.latest = end->latest;
    if (open(from)) value.grain = end->grain;
  }
  return value;
}

// [a,b,c]: one of these.
std::optional<DateValue> one_of(std::string_view text) {
  DateValue value;
  value.edtf = text;
  std::string_view rest = text.substr(1, text.size() - 2);
  bool days = true;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    std::string_view part = rest.substr(0, comma);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    while (part.starts_with(' ')) part.remove_prefix(1);
    const auto member = single(part);
    if (!member) return std::nullopt;
    if (value.earliest == kNoDay) set(value, member->grain, member->earliest, member->latest);
    value.earliest = std::min(value.earliest, member->earliest);
    value.latest = std::max(value.latest, member->latest);
    days &= member->earliest == member->latest;
    value.candidates.push_back(member->earliest);
  }
  if (value.earliest == kNoDay) return std::nullopt;
  if (!days) value.candidates.clear();
  return value;
}

}  // namespace

Result<DateValue> parse_published(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  text = begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
  std::optional<DateValue> value;
  if (text.size() <= 1000) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') value = one_of(text);
    else if (text.find('/') != std::string_view::npos) value = interval(text);
    else value = single(text);
  }
  if (value) return *std::move(value);
  return fail("«" + std::string(text.substr(0, 40)) + "» is not a date", std::string(kHint));
}

}  // namespace depesje
