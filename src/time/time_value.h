// SPDX-License-Identifier: Apache-2.0
//
// Time mentions: expressions of time in the text and the calendar interval each stands for, given the document's date.
// An interval is what is possible, never a guess: "tirsdag" in a document dated 2017-05 has candidate days.
// Rows hold no pointers; candidate lists lie in one side array. Immutable once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "depesje/date.h"
#include "depesje/document.h"

namespace depesje {

enum class TimeKind : std::uint8_t { point, span, set, duration };

struct TimeMention {
  Span span;
  Rows tokens;                    // [begin, end) of the token table
  TokenId head = kNone<TokenId>;  // token through which it hangs on the tree
  Day earliest = kNoDay, latest = kNoDay;
  Rows candidates;               // of TimeTable::candidate_days
  StringId edtf = kEmptyString;  // empty = recognised but not resolved (no document date)
  StringId rule = kEmptyString;  // name of the rule that read it
  Grain grain = Grain::none;
  TimeKind kind = TimeKind::point;
};

struct TimeTable {
  std::vector<TimeMention> mentions;  // in text order, not overlapping
  std::vector<Day> candidate_days;

  const TimeMention& operator[](TimeId id) const { return mentions[index(id)]; }
};

// The value as the public type, strings copied out.
DateValue date_value(const TimeTable& table, TimeId id, const StringPool& strings);

}  // namespace depesje
