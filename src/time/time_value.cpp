// SPDX-License-Identifier: Apache-2.0
//
// Rows of the time table as public values. Pure functions; any thread.
#include "time/time_value.h"

#include <algorithm>
#include <string>
#include <utility>

#include "time/calendar.h"

namespace depesje {
namespace {

constexpr Day kMostVagueDays = 62;

}  // namespace

DateValue date_value(const TimeTable& table, TimeId id, const StringPool& strings) {
  const TimeMention& mention = table[id];
  DateValue out;
  out.edtf = strings.at(mention.edtf);
  out.earliest = mention.earliest;
  out.latest = mention.latest;
  out.grain = mention.grain;
  out.candidates.assign(table.candidate_days.begin() + mention.candidates.begin,
                        table.candidate_days.begin() + mention.candidates.end);
  return out;
}

DateValue lasting_from(const DateValue& value, std::uint16_t days) {
  const bool one_day = value.known() && value.earliest != kNoDay && value.earliest == value.latest;
  if (days < 2 || !one_day) return value;
  return value_of({{value.earliest, value.earliest + static_cast<Day>(days) - 1, Grain::day, false}});
}

DateValue event_date(const TimeTable& table, TimeId id, const DateValue& given, const StringPool& strings,
                     bool happened) {
  const DateValue& published = table.document.known() ? table.document : given;
  DateValue value = date_value(table, id, strings);
  const Day last = published.known() ? published.latest : kNoDay,
            first = published.known() ? published.earliest : kNoDay;
  // Where the document may be of any day of a season or a year, "Tuesday" says no more than that.
  const bool vague = published.known() && first != kNoDay && last != kNoDay && last - first > kMostVagueDays;
  if (vague && value.edtf.starts_with('[')) return published;
  switch (table[id].bound) {
    case TimeBound::none:
      break;
    case TimeBound::since: {
      if (value.earliest == kNoDay) break;
      if (const std::size_t next = index(id) + 1; table[id].joined && next < table.mentions.size()) {
        const Day end = table.mentions[next].latest;
        if (end != kNoDay && end >= value.earliest) return value_of({{value.earliest, end, value.grain, false}});
      }
      const bool composed = value.edtf.starts_with('[') || value.edtf.find('/') != std::string::npos;
      value.edtf = (composed ? edtf_of(interval_of_day(value.earliest)) : value.edtf) + "/..";
      value.candidates.clear();
      value.latest = std::max(value.latest, last);
      break;
    }
    case TimeBound::until:
      if (index(id) > 0 && table.mentions[index(id) - 1].joined) {
        return event_date(table, static_cast<TimeId>(index(id) - 1), published, strings);
      }
      if (value.latest == kNoDay || first == kNoDay || first > value.latest) break;
      value = value_of({{first, value.latest, Grain::day, false}});
      break;
    case TimeBound::after:
      if (value.latest == kNoDay || last == kNoDay || last <= value.latest) break;
      value = value_of({{value.latest + 1, last, Grain::day, false}});
      break;
    case TimeBound::before:
      break;  // nothing says since when: the bare value stands beside its bound
  }
  const bool runs_over = last != kNoDay && value.latest != kNoDay && value.latest > last && value.earliest != kNoDay &&
                         value.earliest <= last;
  if (happened && runs_over && value.candidates.empty() && (value.grain <= Grain::week || first == last)) {
    std::string coarse = value.grain > Grain::week ? value.edtf : std::string();  // "i år" stays 2019, ending today
    value = value_of({{value.earliest, last, value.grain, false}});
    if (!coarse.empty()) value.edtf = std::move(coarse);
  }
  return value;
}

}  // namespace depesje
