// SPDX-License-Identifier: Apache-2.0
//
// relation: scores period by period, exactly from the events or, where there are very many, from the roll-up by day.
#include <algorithm>
#include <limits>
#include <map>

#include "ask/gather.h"
#include "ask/pair_events.h"
#include "ask/queries.h"
#include "store/codes.h"

namespace depesje {

const std::string_view kPairDaySql =
    "SELECT day, type, standing, events, score FROM pair_day WHERE a = ?1 AND b = ?2 AND day BETWEEN ?3 AND ?4";

namespace {

constexpr std::size_t kExact = 20'000;  // events looked at one by one; above that the roll-up answers

// Rows by time; wide and undated ones have a place of their own.
struct Rows {
  Period by;
  std::map<Day, RelationRow> dated;
  RelationRow wide, undated;

  RelationRow& row_of(std::optional<Day> first, std::optional<Day> last) {
    if (!first) return undated;
    const Day start = period_start(*first, by);
    if (!last || period_start(*last, by) != start) return wide;
    return dated[start];
  }
};

void count(RelationRow& row, std::int64_t standing, std::int64_t events, double score) {
  using store::Standing;
  switch (static_cast<Standing>(standing)) {
    case Standing::happened:
      row.happened += events;
      row.happened_sum += score;
      break;
    case Standing::intended:
      row.planned += events;
      row.planned_sum += score;
      break;
    case Standing::hypothetical:
      row.hypothetical += events;
      row.hypothetical_sum += score;
      break;
    case Standing::denied:
      row.denied += events;
      row.denied_sum += score;
      break;
  }
}

bool is_empty(const RelationRow& row) { return row.happened + row.planned + row.hypothetical + row.denied == 0; }

Result<void> from_rollup(const Database& database, const Question& question, std::int64_t side_a, std::int64_t side_b,
                         Rows& rows) {
  const auto types = type_terms(database, question);
  if (!types) return std::unexpected(types.error());
  auto days = database.prepare(kPairDaySql);
  if (!days) return std::unexpected(days.error());
  const bool narrow = question.from || question.to;
  days->bind(1, std::min(side_a, side_b)).bind(2, std::max(side_a, side_b));
  days->bind(3, question.from ? std::int64_t{*question.from} : narrow ? store::kUndated + 1 : store::kUndated);
  days->bind(4, question.to ? std::int64_t{*question.to} : std::numeric_limits<std::int64_t>::max());
  while (true) {
    const auto there = days->step();
    if (!there) return std::unexpected(there.error());
    if (!*there) return {};
    if (!types->empty() && std::ranges::find(*types, days->integer(1)) == types->end()) continue;
    const std::int64_t day = days->integer(0);
    RelationRow& row = day == store::kUndated ? rows.row_of(std::nullopt, std::nullopt)
                                              : rows.row_of(static_cast<Day>(day), static_cast<Day>(day));
    count(row, days->integer(2), days->integer(3), days->real(4));
  }
}

}  // namespace

Result<Relation> relation(const Database& database, const Question& question) {
  auto gather = Gather::open(database, question);
  if (!gather) return std::unexpected(gather.error());
  const auto& parties = gather->parties();
  if (parties.size() < 2) return fail("a relation between whom?", "name two actors");
  const AskedParty &a = parties[0], &b = parties[1];
  Rows rows{question.by, {}, {}, {}};
  Relation out;
  const auto hits = pair_hits(database, question, a, &b);
  if (!hits) return std::unexpected(hits.error());
  const bool modes =
      std::ranges::any_of(question.types, [](const std::string& type) { return type.find('/') != std::string::npos; });
  const bool sides = a.whole_side && b.whole_side && a.sides.size() == 1 && b.sides.size() == 1;
  if (sides && !gather->narrow() && !modes && hits->size() > kExact) {
    out.by_first_day = true;
    auto done = from_rollup(database, question, a.sides.front(), b.sides.front(), rows);
    if (!done) return std::unexpected(done.error());
  } else if (gather->narrow() || modes) {
    for (const PairHit& hit : *hits) {
      const auto event = gather->event(hit.event);
      if (!event) return std::unexpected(event.error());
      if (*event) count(rows.row_of((*event)->first, (*event)->last), hit.standing, 1, (*event)->score);
    }
  } else {
    auto scores = database.prepare(
        "SELECT a.score, v.first_day, v.last_day FROM event e JOIN act a ON a.id = e.act "
        "LEFT JOIN date_value v ON v.id = e.date WHERE e.id = ?1");
    if (!scores) return std::unexpected(scores.error());
    for (const PairHit& hit : *hits) {
      scores->bind(1, hit.event);
      const auto there = scores->step();
      if (!there) return std::unexpected(there.error());
      if (!*there) continue;
      const auto day = [&](int column) {
        return scores->is_null(column) ? std::nullopt : std::optional(static_cast<Day>(scores->integer(column)));
      };
      const auto first = day(1), last = day(2);
      const double score = scores->real(0);
      scores->reset();
      if (question.from && last && *last < *question.from) continue;
      count(rows.row_of(first, last), hit.standing, 1, score);
    }
  }
  for (auto& [start, row] : rows.dated) {
    row.period = period_name(start, question.by);
    out.rows.push_back(row);
  }
  rows.wide.wide = true;
  for (const RelationRow* row : {&rows.wide, &rows.undated}) {
    if (!is_empty(*row)) out.rows.push_back(*row);
  }
  return out;
}

}  // namespace depesje
