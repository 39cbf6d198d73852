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
// What stands before the expression: the mention's own value is the bare one ("2014" of "siden 2014").
enum class TimeBound : std::uint8_t { none, since, until, before, after };

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
  TimeBound bound = TimeBound::none;
  bool joined = false;        // this one and the next are the two ends of a span
  std::uint16_t lasting = 0;  // of a duration of days or weeks: how many days ("fire dager langt")
};

// What a token says about where times point; bits of TimeTable::hints.
enum TimeHint : std::uint8_t {
  kFutureHint = 1,      // "skal", "will"
  kPerfectHint = 2,     // "har", "has"
  kPlanningHint = 4,    // "avtalte": what it governs lies ahead
  kApartHint = 8,       // "etter", "mot": what it governs has a time of its own
  kReportingHint = 16,  // "opplyser": present tense of a past act
  kPhaseHint = 32,      // "begynte": its infinitive takes place when it does
  kHappenHint = 64,     // "skjedde": its time is that of its subject
  kResultHint = 128,    // "er" before a participle: what has been done
};

struct TimeTable {
  std::vector<TimeMention> mentions;  // in text order, not overlapping
  std::vector<Day> candidate_days;
  std::vector<std::uint8_t> hints;  // per token
  // The document's date where its text says more than was given ("2017-05" and "onsdag 3. mai møtte …"): unknown where
  // nothing narrowed it. Relative times are seen from its days.
  DateValue document;
  std::vector<TimeId> narrowed_by;  // the mentions that did, in text order
  bool zone_missing = false;        // a timestamp's day is that of UTC, for want of the zone asked for

  const TimeMention& operator[](TimeId id) const { return mentions[index(id)]; }
};

// The value as the public type, strings copied out.
DateValue date_value(const TimeTable& table, TimeId id, const StringPool& strings);
// The same as the date of an act: "siden 2014" begins there and is open, closed by the document's date where a last day
// is wanted ("2014/..", latest = the last day the document may be dated).
// What has happened lies no later than the document ("har denne uken møtt").
DateValue event_date(const TimeTable& table, TimeId id, const DateValue& published, const StringPool& strings,
                     bool happened = false);
// What begins on a known day and lasts: "mandag … et tre dager langt besøk". Other values stay as they are.
DateValue lasting_from(const DateValue& value, std::uint16_t days);

}  // namespace depesje
