// SPDX-License-Identifier: Apache-2.0
//
// Rows of the time table as public values. Pure functions; any thread.
#include "time/time_value.h"

namespace depesje {

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

}  // namespace depesje
