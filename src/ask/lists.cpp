// SPDX-License-Identifier: Apache-2.0
//
// actors, places, sources: who and what a store knows, with counts.
#include <algorithm>

#include "ask/party.h"
#include "ask/queries.h"

namespace depesje {
namespace {

// Steps through `sql` and gives each row to `take`.
template <class Take>
Result<void> each(const Database& database, std::string_view sql, Take&& take) {
  auto rows = database.prepare(sql);
  if (!rows) return std::unexpected(rows.error());
  while (true) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    take(*rows);
  }
}

template <class Row>
void cut(std::vector<Row>& rows, const Question& question) {
  if (!question.text.empty()) {
    const std::string wanted = folded(question.text);
    std::erase_if(rows, [&](const Row& row) { return folded(row.name).find(wanted) == std::string::npos; });
  }
  if (question.limit != 0 && rows.size() > question.limit) rows.resize(question.limit);
}

}  // namespace

Result<std::vector<ActorAnswer>> list_actors(const Database& database, const Question& question) {
  std::vector<ActorAnswer> out;
  auto done = each(
      database,
      "WITH taking AS (SELECT actor, sum(role = 0) AS acting, sum(role = 1) AS receiving FROM event_party "
      "WHERE role < 2 GROUP BY actor), "
      "speaking AS (SELECT actor, count(*) AS quoted FROM statement_party WHERE role = 0 GROUP BY actor) "
      "SELECT a.name, a.code, a.country, a.key, sum(coalesce(t.acting, 0)) AS x, sum(coalesce(t.receiving, 0)) AS y, "
      "sum(coalesce(s.quoted, 0)) AS z FROM actor a LEFT JOIN taking t ON t.actor = a.id "
      "LEFT JOIN speaking s ON s.actor = a.id GROUP BY a.name, a.code, a.key ORDER BY x + y + z DESC, a.name, a.code",
      [&](const SqlStatement& row) {
        out.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.integer(4), row.integer(5),
                       row.integer(6)});
      });
  if (!done) return std::unexpected(done.error());
  cut(out, question);
  return out;
}

Result<std::vector<PlaceAnswer>> list_places(const Database& database, const Question& question) {
  std::vector<PlaceAnswer> out;
  auto done = each(database,
                   "SELECT p.name, p.country, p.admin1, p.precision, p.key, p.lat, p.lon, count(e.place) AS n "
                   "FROM place p LEFT JOIN (SELECT place FROM event WHERE place IS NOT NULL) e ON e.place = p.id "
                   "GROUP BY p.id ORDER BY n DESC, p.name, p.id",
                   [&](const SqlStatement& row) {
                     out.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.string(4),
                                    row.optional_real(5), row.optional_real(6), row.integer(7)});
                   });
  if (!done) return std::unexpected(done.error());
  cut(out, question);
  return out;
}

Result<std::vector<SourceAnswer>> list_sources(const Database& database, const Question& question) {
  std::vector<SourceAnswer> out;
  auto outlets =
      each(database,
           "SELECT s.name, count(*), sum(d.events), sum(d.statements), "
           "(SELECT v.edtf FROM document x JOIN date_value v ON v.id = x.published WHERE x.source = s.id "
           "ORDER BY v.first_day LIMIT 1), (SELECT v.edtf FROM document x JOIN date_value v ON v.id = x.published "
           "WHERE x.source = s.id ORDER BY v.last_day DESC LIMIT 1) "
           "FROM document d JOIN source s ON s.id = d.source GROUP BY s.id ORDER BY 2 DESC, s.name",
           [&](const SqlStatement& row) {
             out.push_back({"outlet",
                            row.string(0),
                            {},
                            row.integer(1),
                            row.integer(2),
                            row.integer(3),
                            row.string(4),
                            row.string(5)});
           });
  if (!outlets) return std::unexpected(outlets.error());
  auto quoted = each(
      database,
      "WITH told AS (SELECT x.source AS actor, count(DISTINCT x.event) AS events, count(DISTINCT e.document) AS "
      "documents "
      "FROM attribution x JOIN event e ON e.id = x.event WHERE x.source IS NOT NULL GROUP BY x.source), "
      "spoke AS (SELECT x.actor, count(*) AS statements FROM statement_party x WHERE x.role = 0 GROUP BY x.actor) "
      "SELECT a.name, a.code, sum(coalesce(t.documents, 0)), sum(coalesce(t.events, 0)) AS n, "
      "sum(coalesce(s.statements, 0)) AS m FROM actor a LEFT JOIN told t ON t.actor = a.id "
      "LEFT JOIN spoke s ON s.actor = a.id WHERE t.actor IS NOT NULL OR s.actor IS NOT NULL "
      "GROUP BY a.name, a.code ORDER BY n + m DESC, a.name, a.code",
      [&](const SqlStatement& row) {
        out.push_back({"quoted", row.string(0), row.string(1), row.integer(2), row.integer(3), row.integer(4), {}, {}});
      });
  if (!quoted) return std::unexpected(quoted.error());
  cut(out, question);
  return out;
}

Result<std::optional<Day>> newest_article(const Database& database) {
  std::optional<Day> out;
  auto done = each(database, "SELECT max(v.last_day) FROM document d JOIN date_value v ON v.id = d.published",
                   [&](const SqlStatement& row) {
                     if (!row.is_null(0)) out = static_cast<Day>(row.integer(0));
                   });
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace depesje
