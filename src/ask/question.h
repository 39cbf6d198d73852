// SPDX-License-Identifier: Apache-2.0
//
// Question: what is asked of a store. Plain values; what is empty does not narrow anything.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/date.h"
#include "depesje/result.h"

namespace depesje {

enum class Period : std::uint8_t { day, week, month, quarter, year };

struct Question {
  std::vector<std::string> parties;       // A, B: names, surnames, keys or codes
  std::optional<Day> from, to;            // both inclusive; events that may lie inside
  Day as_of = 0;                          // what is past, what is to come
  std::vector<std::string> actors;        // each takes part, on either side
  std::vector<std::string> types;         // "CONSULT", "CONSULT/phone": one of them
  std::vector<std::string> statuses;      // "planned", also "denied", "alleged": one of them
  std::vector<std::string> according_to;  // one of them tells it: an actor quoted, or an outlet
  std::vector<std::string> places;        // names or countries: one of them
  std::string text;                       // words of the evidence; a phrase in quotes, a prefix with *
  std::string about;                      // said: an actor or words
  Period by = Period::month;              // relation
  std::size_t limit = 0;                  // 0 = all
};

// "2017", "2017-05", "2017-05-02": its first or its last day.
Result<Day> day_of(std::string_view text, bool last);

// Where the period of `day` begins, and what it is called: "2017-05", "2017-W18", "2017-Q2".
Day period_start(Day day, Period period);
std::string period_name(Day day, Period period);

}  // namespace depesje
