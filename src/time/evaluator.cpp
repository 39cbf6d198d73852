// SPDX-License-Identifier: Apache-2.0
//
// The value language: see evaluator.h and doc/formats/time-rules.md. Const; no global state.
#include "time/evaluator.h"

#include <algorithm>
#include <cstdlib>

namespace depesje::timing {
namespace {

constexpr int kDeepest = 40;  // nested rules and functions; rules nest far less

Value number_value(std::int32_t number) {
  Value out;
  out.type = Value::Type::number;
  out.number = number;
  return out;
}

Value interval_value(const Interval& interval) {
  Value out;
  if (!interval.known() || (interval.closed() && interval.first > interval.last)) return out;  // past the last year
  out.type = Value::Type::interval;
  out.interval = interval;
  return out;
}

Value cycle_value(Cycle::Kind kind, int a, int b = 0) {
  Value out;
  out.type = Value::Type::cycle;
  out.cycle = {kind, a, b};
  return out;
}

Unit unit_of(int number) { return static_cast<Unit>(std::clamp(number, 0, static_cast<int>(Unit::century))); }

}  // namespace

Value Evaluator::value(const Match& match, const Context& context) const { return of_match(match, context, 0); }

Value Evaluator::of_match(const Match& match, const Context& context, int depth) const {
  if (match.rule == kNoRule) return number_value(match.value);
  if (depth > kDeepest) return {};
  return run(rules_->rules[match.rule].value, {match, context}, depth + 1);
}

Interval Evaluator::interval(const Value& value, const Context& context) const {
  if (value.type == Value::Type::interval) return value.interval;
  if (value.type != Value::Type::cycle || context.today == kNoDay) return {};
  const Cycle& cycle = value.cycle;
  using Kind = Cycle::Kind;
  const bool dated = cycle.kind == Kind::date || cycle.kind == Kind::holiday;
  std::optional<Interval> found;
  switch (context.lean) {
    case Lean::news:
      found = dated ? nearest(cycle, context.today) : on_or_before(cycle, context.today);
      break;
    case Lean::past:
      found = on_or_before(cycle, context.today);
      break;
    case Lean::near:
      found = nearest(cycle, context.today);
      break;
    case Lean::ahead:
      found = on_or_after(cycle, context.today);
      break;
    case Lean::future:
      found = on_or_after(cycle, cycle.kind == Kind::weekday ? context.today + 1 : context.today);
      break;
  }
  return found.value_or(Interval{});
}

Value Evaluator::run(std::uint32_t expression, const Frame& frame, int depth) const {
  if (depth > kDeepest) return {};
  const Expression& node = rules_->expressions[expression];
  const Context& context = frame.context;
  const auto argument = [&](std::size_t i) {
    return i < node.arguments.size() ? run(node.arguments[i], frame, depth + 1) : Value{};
  };
  const auto number = [&](std::size_t i, int otherwise) {
    const Value value = argument(i);
    return value.type == Value::Type::number ? value.number : otherwise;
  };
  const auto resolved = [&](std::size_t i) { return interval(argument(i), context); };
  const bool dated = context.today != kNoDay;
  const Day today = context.today;
  const auto around = [&](Unit unit, int count) { return unit_around(unit, today, count, rules_->seasons); };
  using Kind = Cycle::Kind;

  switch (node.operation) {
    case Operation::number:
      return number_value(node.number);
    case Operation::slot: {
      const std::uint32_t match = matcher_->capture(frame.match, static_cast<std::uint32_t>(node.number));
      return match == kNoMatch ? Value{} : of_match((*matcher_)[match], context, depth + 1);
    }
    case Operation::add:
      return number_value(number(0, 0) + number(1, 0));
    case Operation::sub:
      return number_value(number(0, 0) - number(1, 0));
    case Operation::mul:
      return number_value(static_cast<std::int32_t>(std::clamp(static_cast<std::int64_t>(number(0, 1)) * number(1, 1),
                                                               std::int64_t{-999999}, std::int64_t{999999})));
    case Operation::either: {
      const Value first = argument(0);
      return first.type == Value::Type::none ? argument(1) : first;
    }
    case Operation::now:
    case Operation::day:
      return dated ? interval_value(interval_of_day(today + number(0, 0))) : Value{};
    case Operation::this_:
      return dated ? interval_value(around(unit_of(number(0, 1)), number(1, 0))) : Value{};
    case Operation::shift:
      return interval_value(moved(argument(0), number(1, 1), unit_of(number(2, 1)), context));
    case Operation::ago:
    case Operation::ahead: {
      if (!dated) return {};
      const int count = number(0, 1) * (node.operation == Operation::ago ? -1 : 1);
      const Unit unit = unit_of(number(1, 1));
      if (unit == Unit::hour && std::abs(count) >= 24) return interval_value(interval_of_day(today + count / 24));
      const Day day = shifted(today, count, unit);
      if (unit == Unit::year) return interval_value(unit_around(Unit::month, day, 0, rules_->seasons));
      if (unit == Unit::decade || unit == Unit::century)
        return interval_value(unit_around(Unit::year, day, 0, rules_->seasons));
      return interval_value(interval_of_day(day));
    }
    case Operation::last:
    case Operation::next: {
      if (!dated) return {};
      const int count = std::clamp(number(0, 1), 1, 10000);
      const Unit unit = unit_of(number(1, 1));
      Interval out = node.operation == Operation::last ? around(unit, -count) : around(unit, 1);
      out.last = node.operation == Operation::last ? around(unit, -1).last : around(unit, count).last;
      return interval_value(out);
    }
    case Operation::rolling:
    case Operation::rolling_ahead: {
      if (!dated) return {};
      const int count = std::clamp(number(0, 1), 1, 10000);
      const Unit unit = unit_of(number(1, 1));
      if (node.operation == Operation::rolling)
        return interval_value({shifted(today, -count, unit), today, grain_of(unit), false});
      return interval_value({today, shifted(today, count, unit), grain_of(unit), false});
    }
    case Operation::weekday:
      return cycle_value(Kind::weekday, std::clamp(number(0, 1), 1, 7));
    case Operation::month:
      return cycle_value(Kind::month, std::clamp(number(0, 1), 1, 12));
    case Operation::date: {
      const int month_number = std::clamp(number(0, 1), 1, 12), day_number = number(1, 1);
      return is_date(2000, month_number, day_number) ? cycle_value(Kind::date, month_number, day_number) : Value{};
    }
    case Operation::dom:
      return cycle_value(Kind::dom, std::clamp(number(0, 1), 1, 31));
    case Operation::season:
      return cycle_value(Kind::season, std::clamp(number(0, 0), 0, 3));
    case Operation::quarter:
      return cycle_value(Kind::quarter, std::clamp(number(0, 1), 1, 4));
    case Operation::half:
      return cycle_value(Kind::half, std::clamp(number(0, 1), 1, 2));
    case Operation::holiday:
      return cycle_value(Kind::holiday, std::clamp(number(0, 0), 0, static_cast<int>(rules_->holidays.size()) - 1));
    case Operation::weekend:
      return cycle_value(Kind::weekend, 0);
    case Operation::y: {
      const int year = number(0, 0);
      return year >= 1 && year <= 9999 ? interval_value(interval_of_year(year)) : Value{};
    }
    case Operation::yy: {
      const int base = number(1, 0), year = number(0, 0);
      if (base > 0) return interval_value(interval_of_year(base / 100 * 100 + year));
      return interval_value(interval_of_year(year < 50 ? 2000 + year : 1900 + year));
    }
    case Operation::ym:
      return interval_value(interval_of_month(number(0, 1), std::clamp(number(1, 1), 1, 12)));
    case Operation::ymd: {
      const int year = number(0, 1), month_number = number(1, 0), day_number = number(2, 0);
      return is_date(year, month_number, day_number)
                 ? interval_value(interval_of_day(day_of(year, month_number, day_number)))
                 : Value{};
    }
    case Operation::century: {
      const int start = (std::clamp(number(0, 1), 1, 99) - 1) * 100;
      return interval_value({day_of(start, 1, 1), day_of(start + 99, 12, 31), Grain::century, false});
    }
    case Operation::decade: {
      int start = number(0, 0);
      if (start < 100) start += 1900;
      const int years = start % 100 == 0 && start < 2000 ? 100 : 10;
      if (start > 9900) return {};
      return interval_value({day_of(start, 1, 1), day_of(start + years - 1, 12, 31),
                             years == 100 ? Grain::century : Grain::decade, false});
    }
    case Operation::week: {
      const Interval year = node.arguments.size() > 1 ? resolved(1) : Interval{};
      if (!year.closed() && !dated) return {};
      const int year_number =
          year.closed() ? ymd_of(year.first).year : ymd_of(week_start(ymd_of(today).year, week_of(today)) + 3).year;
      const Day monday = week_start(year_number, number(0, 1));
      return interval_value({monday, monday + 6, Grain::week, false});
    }
    case Operation::week_of: {
      const Interval inner = resolved(0);
      return inner.closed() ? interval_value(unit_around(Unit::week, inner.first, 0, rules_->seasons)) : Value{};
    }
    case Operation::at: {
      const Value outer = argument(1);
      return outer.type == Value::Type::none ? argument(0)
                                             : interval_value(at(argument(0), interval(outer, context), context));
    }
    case Operation::nth:
      return node.arguments.size() > 1 ? interval_value(nth(number(0, 1), node, frame, resolved(2), depth)) : Value{};
    case Operation::nth_next:
    case Operation::nth_prev: {
      if (!dated) return {};
      const bool forward = node.operation == Operation::nth_next;
      const int count = std::clamp(number(0, 1), 1, 1000);
      const Value what = argument(1);
      if (what.type == Value::Type::number)
        return interval_value(around(unit_of(what.number), forward ? count : -count));
      if (what.type != Value::Type::cycle) return what;
      std::optional<Interval> found;
      Day from = today;
      for (int i = 0; i < count; ++i) {
        found = forward ? on_or_after(what.cycle, from + 1) : on_or_before(what.cycle, from - 1);
        if (found && forward && found->first <= from) found = on_or_after(what.cycle, found->last + 1);
        if (found && !forward && found->last >= from) found = on_or_before(what.cycle, found->first - 1);
        if (!found) return {};
        from = forward ? found->last : found->first;
      }
      return interval_value(*found);
    }
    case Operation::this_of: {
      if (!dated) return {};
      const Value what = argument(0);
      if (what.type != Value::Type::cycle) return what;
      if (what.cycle.kind == Kind::weekday)
        return interval_value(interval_of_day(around(Unit::week, 0).first + what.cycle.a - 1));
      if (what.cycle.kind == Kind::month || what.cycle.kind == Kind::date || what.cycle.kind == Kind::holiday) {
        return interval_value(at(what, interval_of_year(ymd_of(today).year), context));
      }
      if (context.lean == Lean::past) return interval_value(on_or_before(what.cycle, today).value_or(Interval{}));
      if (context.lean == Lean::ahead || context.lean == Lean::future)
        return interval_value(on_or_after(what.cycle, today).value_or(Interval{}));
      return interval_value(nearest(what.cycle, today).value_or(Interval{}));
    }
    case Operation::closest: {
      const int count = std::clamp(number(0, 1), 1, 20);
      const Value what = argument(1);
      const Interval target = resolved(2);
      if (what.type != Value::Type::cycle || !target.closed()) return {};
      std::vector<Interval> found;
      for (int key = key_of(what.cycle, target.first) - count - 1, i = 0; i < 2 * count + 3; ++i) {
        if (const auto one = instance(what.cycle, key + i)) found.push_back(*one);
      }
      std::stable_sort(found.begin(), found.end(), [&target](const Interval& a, const Interval& b) {
        return std::abs(a.first - target.first) < std::abs(b.first - target.first);
      });
      return static_cast<std::size_t>(count) <= found.size()
                 ? interval_value(found[static_cast<std::size_t>(count) - 1])
                 : Value{};
    }
    case Operation::part: {
      const Interval whole = resolved(0);
      return whole.closed() ? interval_value(part_of(whole, number(1, 1), today)) : Value{};
    }
    case Operation::span: {
      const Value left = argument(0), right = argument(1);
      Interval from, to;
      if (left.type == Value::Type::cycle && right.type == Value::Type::interval) {
        to = right.interval;
        if (to.closed()) from = on_or_before(left.cycle, to.last).value_or(Interval{});
      } else {
        from = interval(left, context);
        if (!from.closed()) return {};
        to = right.type == Value::Type::cycle ? on_or_after(right.cycle, from.first).value_or(Interval{})
                                              : right.interval;
      }
      if (!from.closed() || !to.closed() || from.first > to.last) return {};
      return interval_value({from.first, to.last, std::min(from.grain, to.grain), from.about || to.about});
    }
    case Operation::since: {
      const Value value = argument(0);
      Context back = context;
      if (back.lean != Lean::future) back.lean = Lean::past;
      const Interval inner = interval(value, back);
      return inner.first == kNoDay ? Value{} : interval_value({inner.first, kNoDay, inner.grain, inner.about});
    }
    case Operation::until: {
      const Value value = argument(0);
      Context forward = context;
      if (forward.lean == Lean::news && value.type == Value::Type::cycle) forward.lean = Lean::ahead;
      const Interval inner = interval(value, forward);
      return inner.last == kNoDay ? Value{} : interval_value({kNoDay, inner.last, inner.grain, inner.about});
    }
    case Operation::before: {
      const Interval inner = resolved(0);
      return inner.first == kNoDay ? Value{} : interval_value({kNoDay, inner.first - 1, inner.grain, inner.about});
    }
    case Operation::after: {
      const Interval inner = resolved(0);
      return inner.last == kNoDay ? Value{} : interval_value({inner.last + 1, kNoDay, inner.grain, inner.about});
    }
    case Operation::about: {
      Interval inner = resolved(0);
      inner.about = true;
      return interval_value(inner);
    }
    case Operation::narrow: {
      const Value left = argument(0), right = argument(1);
      if (right.type == Value::Type::none) return left;
      if (left.type == Value::Type::none) return right;
      return interval_value(narrow(left, right, context));
    }
    case Operation::clock: {
      Interval inner = node.arguments.empty() || argument(0).type == Value::Type::none
                           ? (dated ? interval_of_day(today) : Interval{})
                           : resolved(0);
      if (inner.first == inner.last) inner.grain = Grain::hour;
      return interval_value(inner);
    }
    case Operation::anchor:
      return interval_value(context.anchor);
    case Operation::same: {
      if (!context.anchor.closed()) return {};
      return interval_value(unit_around(unit_of(number(0, 1)), context.anchor.first, number(1, 0), rules_->seasons));
    }
    case Operation::later: {
      if (!context.anchor.closed()) return {};
      const int count = number(0, 1);
      const Unit unit = unit_of(number(1, 1));
      if (unit >= Unit::month) return interval_value(unit_around(unit, context.anchor.first, count, rules_->seasons));
      Interval out = context.anchor;
      out.first = shifted(out.first, count, unit);
      out.last = shifted(out.last, count, unit);
      return interval_value(out);
    }
    case Operation::set:
    case Operation::duration: {
      Value out;
      out.set = node.operation == Operation::set;
      out.duration = !out.set;
      if (out.duration && node.arguments.size() == 2) {
        const int days = number(1, 0) == static_cast<int>(Unit::day)    ? 1
                         : number(1, 0) == static_cast<int>(Unit::week) ? 7
                                                                        : 0;
        out.number = std::clamp(number(0, 0), 0, 60) * days;
      }
      return out;
    }
  }
  return {};
}

Interval Evaluator::narrow(const Value& left, const Value& right, const Context& context) const {
  if (left.type == Value::Type::interval && right.type == Value::Type::interval) {
    const auto common = intersection(left.interval, right.interval);
    return common ? *common : Interval{};
  }
  if (left.type == Value::Type::cycle && right.type == Value::Type::cycle) {
    if (context.today == kNoDay) return {};
    std::optional<Interval> best;  // an instance of the one that meets an instance of the other, nearest to the day
    const int key = key_of(right.cycle, context.today);
    const bool ahead = context.lean == Lean::ahead || context.lean == Lean::future;
    for (int away = 0; away <= 40 && !best; ++away) {
      for (const int sign : {ahead ? 1 : -1, ahead ? -1 : 1}) {
        const auto one = instance(right.cycle, key + sign * away);
        if (!one) continue;
        const auto met = on_or_after(left.cycle, one->first);
        if (!met || met->first > one->last) continue;
        best = intersection(*met, *one);
        break;
      }
    }
    return best ? *best : interval(right, context);
  }
  const Value& cycle = left.type == Value::Type::cycle ? left : right;
  const Interval& fixed = left.type == Value::Type::cycle ? right.interval : left.interval;
  if (!fixed.closed()) return fixed;
  const auto met = on_or_after(cycle.cycle, fixed.first);
  if (!met || met->first > fixed.last) return {};
  return intersection(*met, fixed).value_or(Interval{});
}

Interval Evaluator::at(const Value& inner, const Interval& outer, const Context& context) const {
  if (!outer.closed()) return outer.known() ? outer : interval(inner, context);
  if (inner.type == Value::Type::interval) return intersection(inner.interval, outer).value_or(inner.interval);
  if (inner.type != Value::Type::cycle) return outer;
  auto found = on_or_after(inner.cycle, outer.first);
  if (found && found->first < outer.first) found = on_or_after(inner.cycle, found->last + 1);
  return found && found->first <= outer.last ? *found : Interval{};
}

Interval Evaluator::nth(int n, const Expression& node, const Frame& frame, const Interval& outer, int depth) const {
  const Value what = run(node.arguments[1], frame, depth + 1);
  if (!outer.closed() || n == 0) return {};
  std::optional<Interval> found;
  if (what.type == Value::Type::number) {
    const Unit unit = unit_of(what.number);
    found = unit_around(unit, n > 0 ? outer.first : outer.last, 0, rules_->seasons);
    if (n > 0 && found->first < outer.first) found = unit_around(unit, found->last + 1, 0, rules_->seasons);
    if (n < 0 && found->last > outer.last) found = unit_around(unit, found->first - 1, 0, rules_->seasons);
    if (std::abs(n) > 1) found = unit_around(unit, found->first, n > 0 ? n - 1 : n + 1, rules_->seasons);
  } else if (what.type == Value::Type::cycle) {
    if (n > 0) {
      found = on_or_after(what.cycle, outer.first);
      if (found && found->first < outer.first) found = on_or_after(what.cycle, found->last + 1);
      for (int i = 1; i < std::min(n, 60) && found; ++i) found = on_or_after(what.cycle, found->last + 1);
    } else {
      found = on_or_before(what.cycle, outer.last);
      for (int i = 1; i < std::min(-n, 60) && found; ++i) found = on_or_before(what.cycle, found->first - 1);
    }
  }
  return found && found->first <= outer.last && found->last >= outer.first ? *found : Interval{};
}

Interval Evaluator::moved(const Value& value, int count, Unit unit, const Context& context) const {
  const auto move = [&](Interval base) {
    if (!base.closed()) return Interval{};
    if (unit >= Unit::month && base.grain >= Grain::month)
      return unit_around(unit_of(static_cast<int>(unit)), base.first, count, rules_->seasons);
    const Day day = shifted(base.first, count, unit);
    return Interval{day, day + (base.last - base.first), base.grain, base.about};
  };
  const bool ahead = context.lean == Lean::future || context.lean == Lean::ahead;
  if (value.type == Value::Type::cycle && ahead && context.today != kNoDay) {
    for (int key = key_of(value.cycle, context.today) - 3, i = 0; i < 8; ++i) {
      const auto one = instance(value.cycle, key + i);
      if (!one) continue;
      const Interval out = move(*one);
      if (out.known() && out.last >= context.today) return out;
    }
  }
  return move(interval(value, context));
}

}  // namespace depesje::timing
