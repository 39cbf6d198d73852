// SPDX-License-Identifier: Apache-2.0
#include "ask/pair_events.h"

#include <algorithm>
#include <limits>

#include "ask/queries.h"
#include "store/codes.h"

namespace depesje {

const std::string_view kPairEventSql =
    "SELECT day, event, actor_a, actor_b, type, standing FROM pair_event "
    "WHERE a = ?1 AND b = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY day";

Result<std::vector<std::int64_t>> type_terms(const Database& database, const Question& question) {
  std::vector<std::int64_t> out;
  if (question.types.empty()) return out;
  auto find = database.prepare("SELECT id FROM term WHERE text = ?1");
  if (!find) return std::unexpected(find.error());
  for (const std::string& type : question.types) {
    find->bind(1, type.substr(0, type.find('/')));
    const auto there = find->step();
    if (!there) return std::unexpected(there.error());
    if (*there) out.push_back(find->integer(0));
    find->reset();
  }
  if (out.empty()) out.push_back(-1);  // of none of the events
  return out;
}

Result<std::vector<PairHit>> pair_hits(const Database& database, const Question& question, const AskedParty& a,
                                       const AskedParty* b) {
  const auto types = type_terms(database, question);
  if (!types) return std::unexpected(types.error());
  auto rows = database.prepare(kPairEventSql);
  if (!rows) return std::unexpected(rows.error());
  const std::int64_t lowest = question.from ? *question.from - kWidest
                              : question.to ? store::kUndated + 1
                                            : store::kUndated;
  const std::int64_t highest = question.to ? *question.to : std::numeric_limits<std::int64_t>::max();
  const bool every_a = a.whole_side, every_b = b == nullptr || b->whole_side;
  std::vector<PairHit> out;
  const auto take = [&](std::int64_t side_a, std::int64_t side_b) -> Result<void> {
    rows->bind(1, std::min(side_a, side_b)).bind(2, std::max(side_a, side_b));
    if (b == nullptr) rows->bind(1, side_a).bind(2, 0);
    rows->bind(3, lowest).bind(4, highest);
    while (true) {
      const auto row = rows->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) return {};
      const std::int64_t one = rows->integer(2), other = rows->integer(3);
      const bool straight = (every_a || a.has(one)) && (b == nullptr || every_b || b->has(other)) && side_a <= side_b;
      const bool turned = b != nullptr && (every_a || a.has(other)) && (every_b || b->has(one)) && side_b <= side_a;
      if (!(b == nullptr ? every_a || a.has(one) : straight || turned)) continue;
      if (!types->empty() && std::ranges::find(*types, rows->integer(4)) == types->end()) continue;
      out.push_back({rows->integer(0), rows->integer(1), rows->integer(5)});
    }
  };
  for (const std::int64_t side_a : a.sides) {
    if (b == nullptr) {
      if (auto done = take(side_a, 0); !done) return std::unexpected(done.error());
      continue;
    }
    for (const std::int64_t side_b : b->sides) {
      if (auto done = take(side_a, side_b); !done) return std::unexpected(done.error());
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace depesje
