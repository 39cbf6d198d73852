// SPDX-License-Identifier: Apache-2.0
#include "store/removal.h"

#include <utility>

#include "store/codes.h"
#include "store/pairs.h"

namespace depesje::store {

Result<Removal> Removal::open(const Database& database) {
  Removal out(database);
  std::optional<Error> fault;
  const auto prepare = [&](std::string_view sql) {
    auto statement = database.prepare(sql);
    if (statement) return std::move(*statement);
    if (!fault) fault = statement.error();
    return SqlStatement();
  };
  out.range_ = prepare(
      "SELECT first_event, first_event + events, first_statement, first_statement + statements, first_sentence, "
      "first_sentence + sentences FROM document WHERE id = ?1");
  out.events_ = prepare(
      "SELECT e.id, e.key, coalesce(w.first_day, ?3), s.standing, a.type, a.score FROM event e "
      "JOIN act a ON a.id = e.act JOIN stance s ON s.id = e.stance LEFT JOIN date_value w ON w.id = e.date "
      "WHERE e.id >= ?1 AND e.id < ?2");
  out.parties_ = prepare(
      "SELECT p.actor, a.side, p.role FROM event_party p JOIN actor a ON a.id = p.actor WHERE p.event = ?1 "
      "AND p.role < 2 ORDER BY p.role, p.ordinal");
  out.remove_pair_ = prepare(
      "DELETE FROM pair_event WHERE a = ?1 AND b = ?2 AND day = ?3 AND event = ?4 AND actor_a = ?5 AND actor_b = ?6");
  out.lower_day_ = prepare(
      "UPDATE pair_day SET events = events - 1, score = score - ?6 WHERE a = ?1 AND b = ?2 AND day = ?3 "
      "AND type = (SELECT id FROM term WHERE text = ?4) AND standing = ?5");
  out.remove_day_ = prepare("DELETE FROM pair_day WHERE a = ?1 AND b = ?2 AND day = ?3 AND events <= 0");
  for (const char* table : {"event_party", "evidence", "attribution", "story_event"}) {
    out.by_event_.push_back(prepare("DELETE FROM " + std::string(table) + " WHERE event >= ?1 AND event < ?2"));
  }
  out.by_event_.push_back(prepare("DELETE FROM event WHERE id >= ?1 AND id < ?2"));
  for (const char* table : {"statement_scene", "statement_party", "statement_event"}) {
    out.by_statement_.push_back(
        prepare("DELETE FROM " + std::string(table) + " WHERE statement >= ?1 AND statement < ?2"));
  }
  out.by_statement_.push_back(prepare("DELETE FROM statement WHERE id >= ?1 AND id < ?2"));
  for (const char* table : {"document_text", "wording", "mention", "document_copy"}) {
    out.by_document_.push_back(prepare("DELETE FROM " + std::string(table) + " WHERE document = ?1"));
  }
  out.by_document_.push_back(
      prepare("DELETE FROM sentence WHERE id >= (SELECT first_sentence FROM document WHERE id = ?1) "
              "AND id < (SELECT first_sentence + sentences FROM document WHERE id = ?1)"));
  out.by_document_.push_back(prepare("DELETE FROM document WHERE id = ?1"));
  if (fault) return std::unexpected(std::move(*fault));
  return out;
}

Result<std::vector<std::string>> Removal::remove(std::int64_t document) {
  std::vector<std::string> gone;
  range_.bind(1, document);
  const auto found = range_.step();
  if (!found) return std::unexpected(found.error());
  if (!*found) return gone;
  const std::int64_t events[] = {range_.integer(0), range_.integer(1)};
  const std::int64_t statements[] = {range_.integer(2), range_.integer(3)};
  range_.reset();
  events_.bind_all(events[0], events[1], kUndated);
  for (;;) {
    const auto row = events_.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    gone.push_back(id_of(events_, 1));
    auto done =
        remove_pairs(events_.integer(0), events_.integer(2), events_.integer(3), events_.string(4), events_.real(5));
    if (!done) return std::unexpected(std::move(done).error());
  }
  const auto run_all = [](std::vector<SqlStatement>& list, const auto&... values) -> Result<void> {
    for (SqlStatement& statement : list) {
      statement.bind_all(values...);
      if (auto done = statement.run(); !done) return done;
    }
    return {};
  };
  auto done = run_all(by_event_, events[0], events[1]);
  if (done) done = run_all(by_statement_, statements[0], statements[1]);
  if (done) done = run_all(by_document_, document);
  if (!done) return std::unexpected(std::move(done).error());
  return gone;
}

Result<void> Removal::remove_pairs(std::int64_t event, std::int64_t day, std::int64_t standing, const std::string& type,
                                   double score) {
  std::vector<PairParty> parties;
  parties_.bind(1, event);
  for (;;) {
    const auto row = parties_.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    parties.push_back({parties_.integer(0), parties_.integer(1), parties_.integer(2) == 1});
  }
  std::pair<std::int64_t, std::int64_t> last{-1, -1};
  for (const PairRow& pair : pair_rows(parties)) {
    remove_pair_.bind_all(pair.a, pair.b, day, event, pair.actor_a, pair.actor_b);
    if (auto done = remove_pair_.run(); !done) return done;
    if (std::exchange(last, {pair.a, pair.b}) == std::pair{pair.a, pair.b}) continue;
    lower_day_.bind_all(pair.a, pair.b, day, type, standing, score);
    if (auto done = lower_day_.run(); !done) return done;
    remove_day_.bind_all(pair.a, pair.b, day);
    if (auto done = remove_day_.run(); !done) return done;
  }
  return {};
}

}  // namespace depesje::store
