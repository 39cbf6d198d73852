// SPDX-License-Identifier: Apache-2.0
//
// A calendar day and an interval of days: what the time stage computes and the record prints.
// Days are counted from 1970-01-01 in the proleptic Gregorian calendar (std::chrono::sys_days).
// Plain values, no ownership, safe everywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace depesje {

using Day = std::int32_t;                 // days since 1970-01-01
inline constexpr Day kNoDay = INT32_MIN;  // not known

// Precision an expression was given in, coarse to fine. Names are those of doc/formats/record.md.
enum class Grain : std::uint8_t { none, hour, day, week, month, season, quarter, half_year, year, decade, century };

// A calendar interval with honest uncertainty. Both ends inclusive; kNoDay = unbounded or unknown.
struct DateValue {
  std::string edtf;  // EDTF level 2 (ISO 8601-2): "2017-05", "[2017-05-02,2017-05-09]"; empty = no date
  Day earliest = kNoDay;
  Day latest = kNoDay;
  Grain grain = Grain::none;
  std::vector<Day> candidates;  // the days, where it is one of several; else empty

  bool known() const { return !edtf.empty(); }
};

}  // namespace depesje
