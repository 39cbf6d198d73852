// SPDX-License-Identifier: Apache-2.0
//
// What a match means on a given day: walks the value of its rule. Evaluated once for each day the document may be
// dated, so that a month for a date gives every reading that is possible. Const over an immutable RuleSet; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "time/matcher.h"
#include "time/rules.h"

namespace depesje::timing {

// Which way a name that comes round ("Tuesday", "2 May", "April") points.
enum class Lean : std::uint8_t {
  news,    // weekdays and months back, dates to the nearest
  past,    // the verb says it has happened
  near,    // the present tense says neither: the nearer one, ahead where they are equally near
  ahead,   // the verb says it is to come: today or later
  future,  // a policy: always the next one
};

// Something that comes round.
struct Cycle {
  enum class Kind : std::uint8_t { none, weekday, month, date, dom, season, quarter, half, holiday, weekend };
  Kind kind = Kind::none;
  int a = 0, b = 0;
};

struct Context {
  Day today = kNoDay;  // kNoDay: the document has no date
  Lean lean = Lean::news;
  Interval anchor;  // the narrative's time, for "two days later"
};

struct Value {
  enum class Type : std::uint8_t { none, number, interval, cycle };
  Type type = Type::none;
  std::int32_t number = 0;
  Interval interval;
  Cycle cycle;
  bool set = false, duration = false;
};

class Evaluator {
 public:
  Evaluator(const RuleSet& rules, const Matcher& matcher) : rules_(&rules), matcher_(&matcher) {}

  Value value(const Match& match, const Context& context) const;
  // The interval a value stands for; unknown where the document's date would be needed and is not there.
  Interval interval(const Value& value, const Context& context) const;

 private:
  struct Frame {
    const Match& match;
    const Context& context;
  };
  Value run(std::uint32_t expression, const Frame& frame, int depth) const;
  Value of_match(const Match& match, const Context& context, int depth) const;
  Interval narrow(const Value& left, const Value& right, const Context& context) const;
  Interval at(const Value& inner, const Interval& outer, const Context& context) const;
  Interval nth(int n, const Expression& what, const Frame& frame, const Interval& outer, int depth) const;
  Interval moved(const Value& value, int count, Unit unit, const Context& context) const;

  std::optional<Interval> instance(const Cycle& cycle, int key) const;
  static int key_of(const Cycle& cycle, Day day);
  std::optional<Interval> on_or_before(const Cycle& cycle, Day day) const;  // begins on or before
  std::optional<Interval> on_or_after(const Cycle& cycle, Day day) const;   // ends on or after
  std::optional<Interval> nearest(const Cycle& cycle, Day day) const;

  const RuleSet* rules_;
  const Matcher* matcher_;
};

// Days and dates of one part of an interval: early, middle, late, first half, second half, rest.
Interval part_of(const Interval& whole, int part, Day today);

}  // namespace depesje::timing
