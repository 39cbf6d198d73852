// SPDX-License-Identifier: Apache-2.0
//
// said and search: what stands in the words.
#include <algorithm>
#include <tuple>

#include "ask/gather.h"
#include "ask/queries.h"

namespace depesje {

const std::string_view kSpeakerSql =
    "SELECT y.statement, CASE WHEN c.date IS NULL THEN u.first_day ELSE v.first_day END FROM statement_party y "
    "JOIN statement x ON x.id = y.statement JOIN document d ON d.id = x.document "
    "LEFT JOIN statement_scene c ON c.statement = x.id LEFT JOIN date_value v ON v.id = c.date "
    "LEFT JOIN date_value u ON u.id = d.published WHERE y.role = 0 AND y.actor = ?1";

Result<std::vector<StatementAnswer>> said(const Database& database, const Question& question) {
  auto gather = Gather::open(database, question);
  if (!gather) return std::unexpected(gather.error());
  if (gather->parties().empty()) return fail("who said?", "name an actor");
  // About an actor where there is one of that name, and about the words in any case.
  std::optional<AskedParty> topic;
  std::optional<WordQuery> words;
  if (!question.about.empty()) {
    if (auto party = find_party(database, question.about)) topic = *std::move(party);
    auto query = WordQuery::make(database, question.about);
    if (query) words = *std::move(query);
    else if (!topic) return std::unexpected(query.error());
  }
  // By time, those of no time last; of one article as they stand in it.
  std::vector<std::tuple<bool, std::int64_t, std::int64_t>> statements;
  auto rows = database.prepare(kSpeakerSql);
  if (!rows) return std::unexpected(rows.error());
  for (const std::int64_t actor : gather->parties().front().actors) {
    rows->bind(1, actor);
    while (true) {
      const auto row = rows->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      statements.emplace_back(rows->is_null(1), rows->integer(1), rows->integer(0));
    }
  }
  std::ranges::sort(statements);
  statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
  std::vector<StatementAnswer> out;
  // The latest are wanted: backwards, until there are enough.
  for (auto at = statements.rbegin(); at != statements.rend(); ++at) {
    if (question.limit != 0 && out.size() >= question.limit) break;
    auto statement = gather->statement(std::get<2>(*at));
    if (!statement) return std::unexpected(statement.error());
    if (!*statement) continue;
    StatementAnswer& one = **statement;
    if (!question.about.empty()) {
      const bool actor =
          topic && std::ranges::any_of(one.about, [&](const NamedActor& who) { return topic->has(who.row); });
      const bool word =
          words && std::ranges::any_of(one.content, [&](const Quoted& part) { return words->matches(part.text); });
      if (!actor && !word) continue;
    }
    out.push_back(std::move(one));
  }
  std::ranges::reverse(out);
  return out;
}

Result<std::vector<SentenceAnswer>> search(const Database& database, const Question& question) {
  if (question.text.empty()) return fail("nothing to search for", "write words");
  const auto words = WordQuery::make(database, question.text);
  if (!words) return std::unexpected(words.error());
  Question about_events = question;
  about_events.text.clear();
  about_events.from.reset();
  about_events.to.reset();
  about_events.parties.clear();
  auto gather = Gather::open(database, about_events);
  if (!gather) return std::unexpected(gather.error());
  const bool by_events = gather->narrow() || !question.types.empty();
  const auto rows = words->candidates(database);
  if (!rows) return std::unexpected(rows.error());
  auto sentence = database.prepare(
      "SELECT x.document, x.id - d.first_sentence, x.start, x.length, "
      "CASE WHEN d.in_step THEN substr(t.text, x.start + 1, x.length) ELSE (SELECT w.text FROM wording w "
      "WHERE w.document = d.id AND w.start = x.start AND w.length = x.length) END, v.first_day, v.last_day "
      "FROM sentence x JOIN document d ON d.id = x.document LEFT JOIN document_text t ON t.document = d.id "
      "LEFT JOIN date_value v ON v.id = d.published WHERE x.id = ?1");
  if (!sentence) return std::unexpected(sentence.error());
  auto title = database.prepare(
      "SELECT d.id, 0, 0, length(d.title), d.title, v.first_day, v.last_day FROM document d "
      "LEFT JOIN date_value v ON v.id = d.published WHERE d.id = ?1");
  if (!title) return std::unexpected(title.error());
  auto events = database.prepare(
      "SELECT x.event FROM document d JOIN evidence x "
      "ON x.event BETWEEN d.first_event AND d.first_event + d.events - 1 WHERE d.id = ?1 AND x.sentence = ?2");
  if (!events) return std::unexpected(events.error());
  struct Hit {
    std::int64_t day;
    SentenceAnswer answer;
  };
  std::vector<Hit> hits;
  for (const std::int64_t row : *rows) {
    SqlStatement& one = row < 0 ? *title : *sentence;
    one.bind(1, row < 0 ? -row : row);
    const auto there = one.step();
    if (!there) return std::unexpected(there.error());
    if (!*there) continue;  // of an article that is no longer there
    Hit hit{one.is_null(5) ? INT64_MIN : one.integer(5), {}};
    const bool late = question.to && (one.is_null(5) || one.integer(5) > *question.to);
    const bool early = question.from && (one.is_null(6) || one.integer(6) < *question.from);
    hit.answer.origin.document = one.integer(0);
    hit.answer.title = row < 0;
    const auto start = static_cast<std::uint32_t>(one.integer(2));
    hit.answer.sentence = {static_cast<std::uint32_t>(one.integer(1)), start,
                           start + static_cast<std::uint32_t>(one.integer(3)), one.string(4)};
    one.reset();
    if (late || early || !words->matches(hit.answer.sentence.text)) continue;
    if (row > 0) {
      events->bind(1, hit.answer.origin.document).bind(2, hit.answer.sentence.sentence);
      while (true) {
        const auto next = events->step();
        if (!next) return std::unexpected(next.error());
        if (!*next) break;
        const auto event = gather->event(events->integer(0));
        if (!event) return std::unexpected(event.error());
        if (*event) hit.answer.events.push_back((*event)->id);
      }
    }
    if (by_events && hit.answer.events.empty()) continue;
    hits.push_back(std::move(hit));
  }
  std::ranges::stable_sort(hits, {}, [](const Hit& hit) {
    return std::tuple(-std::max(hit.day, -INT64_MAX), hit.answer.origin.document, !hit.answer.title,
                      hit.answer.sentence.start);
  });
  std::vector<SentenceAnswer> out;
  for (Hit& hit : hits) {
    if (question.limit != 0 && out.size() >= question.limit) break;
    const auto origin = gather->origin(hit.answer.origin.document);
    if (!origin) return std::unexpected(origin.error());
    if (*origin) hit.answer.origin = **origin;
    out.push_back(std::move(hit.answer));
  }
  return out;
}

}  // namespace depesje
