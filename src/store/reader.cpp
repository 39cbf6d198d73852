// SPDX-License-Identifier: Apache-2.0
#include "store/reader.h"

#include <map>
#include <optional>
#include <utility>

#include "record/json.h"
#include "store/codes.h"

namespace depesje {
namespace {

enum Sql : std::size_t {
  kDocument,
  kText,
  kWording,
  kEvents,
  kParties,
  kEvidence,
  kAttribution,
  kStatements,
  kStatementParties,
  kStatementEvents,
  kMentions,
  kTerm,
  kActor,
  kPlace,
  kDate,
  kManner,
  kSqlCount,
};

constexpr std::string_view kSql[kSqlCount] = {
    R"(SELECT d.name, d.title, d.url, s.name, d.lang, d.published, d.notes, d.in_step, d.first_event,
       d.first_event + d.events, d.first_statement, d.first_statement + d.statements, d.first_sentence
       FROM document d JOIN source s ON s.id = d.source WHERE d.id = ?1)",
    "SELECT text FROM document_text WHERE document = ?1",
    "SELECT start, length, text FROM wording WHERE document = ?1",
    R"(SELECT e.id, e.key, a.type, a.modes, a.contexts, a.cameo, a.score, s.polarity, s.certainty, s.status, e.date,
       e.date_start, e.date_length, e.place, e.place_start, e.place_length, e.derivation FROM event e
       JOIN act a ON a.id = e.act JOIN stance s ON s.id = e.stance WHERE e.id >= ?1 AND e.id < ?2 ORDER BY e.id)",
    "SELECT role, actor, start, length FROM event_party WHERE event = ?1 ORDER BY role, ordinal",
    R"(SELECT e.sentence, s.start, s.length, e.start, e.length FROM evidence e LEFT JOIN sentence s
       ON s.id = e.sentence + ?2 WHERE e.event = ?1 ORDER BY e.ordinal)",
    R"(SELECT manner, source, source_start, source_length, cue_start, cue_length, cue_lemma, relay, relay_start,
       relay_length FROM attribution WHERE event = ?1 ORDER BY ordinal)",
    R"(SELECT s.id, s.key, s.manner, s.cue_start, s.cue_length, s.cue_lemma, s.content_start, s.content_length,
       s.content_more, c.date, c.date_start, c.date_length, c.place, c.place_start, c.place_length FROM statement s
       LEFT JOIN statement_scene c ON c.statement = s.id WHERE s.id >= ?1 AND s.id < ?2 ORDER BY s.id)",
    "SELECT role, actor, start, length FROM statement_party WHERE statement = ?1 ORDER BY role, ordinal",
    "SELECT e.key FROM statement_event x JOIN event e ON e.id = x.event WHERE x.statement = ?1 ORDER BY x.ordinal",
    R"(SELECT t.text, m.start, m.length, m.actor, m.actor_start, m.actor_length, m.place, m.place_start,
       m.place_length, m.date, m.date_start, m.date_length FROM mention m JOIN term t ON t.id = m.type
       WHERE m.document = ?1 ORDER BY m.ordinal)",
    "SELECT text FROM term WHERE id = ?1",
    "SELECT name, code, country, sectors, key FROM actor WHERE id = ?1",
    "SELECT name, country, admin1, lat, lon, key, precision FROM place WHERE id = ?1",
    "SELECT edtf, first_day, last_day, grain, candidates FROM date_value WHERE id = ?1",
    "SELECT source_kind, cue_class, form, channel FROM manner WHERE id = ?1",
};

constexpr std::size_t kRemembered = 1U << 16;

struct Named {
  EntityRecord entity;
  bool by_its_words = false;
};

}  // namespace

struct StoreReader::State {
  const Database& database;
  SqlStatement sql[kSqlCount];
  std::optional<Error> fault;
  std::map<std::int64_t, std::string> terms;
  std::map<std::int64_t, Named> actors;
  std::map<std::int64_t, PlaceRecord> places;
  std::map<std::int64_t, DateValue> dates;

  // Of the document at hand.
  std::string text;
  std::vector<std::size_t> bytes_at;
  bool in_step = true;
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> wording;

  explicit State(const Database& opened) : database(opened) {}

  bool next(SqlStatement& statement) {
    if (fault) return false;
    const auto row = statement.step();
    if (!row) fault = row.error();
    return row && *row;
  }
  void missing(const char* what) {
    if (!fault) {
      fault = Error{std::string("the store is damaged: a row names a") + what + " that is not there", database.path(),
                    0, 0, "take a backup, or add the articles to a new store"};
    }
  }

  template <class Value, class Fill>
  const Value& remembered(std::map<std::int64_t, Value>& known, Sql which, std::int64_t id, const char* what,
                          Fill&& fill) {
    if (const auto found = known.find(id); found != known.end()) return found->second;
    if (known.size() > kRemembered) known.clear();
    Value& out = known[id];
    sql[which].bind(1, id);
    if (next(sql[which])) fill(out, sql[which]);
    else missing(what);
    sql[which].reset();
    return out;
  }
  const std::string& term(std::int64_t id) {
    return remembered(terms, kTerm, id, " term", [](std::string& out, SqlStatement& row) { out = row.string(0); });
  }
  const Named& actor(std::int64_t id) {
    return remembered(actors, kActor, id, "n actor", [](Named& out, SqlStatement& row) {
      out.by_its_words = row.is_null(0);
      out.entity.name = row.string(0);
      out.entity.code = row.string(1);
      out.entity.country = row.string(2);
      out.entity.sectors = store::strings_of(row.text(3));
      out.entity.id = row.string(4);
    });
  }
  const PlaceRecord& place(std::int64_t id) {
    return remembered(places, kPlace, id, " place", [](PlaceRecord& out, SqlStatement& row) {
      out.name = row.string(0);
      out.country = row.string(1);
      out.admin1 = row.string(2);
      out.lat = row.optional_real(3);
      out.lon = row.optional_real(4);
      out.id = row.string(5);
      out.precision = row.string(6);
    });
  }
  const DateValue& date(std::int64_t id) {
    return remembered(dates, kDate, id, " date", [](DateValue& out, SqlStatement& row) {
      out.edtf = row.string(0);
      if (!row.is_null(1)) out.earliest = static_cast<Day>(row.integer(1));
      if (!row.is_null(2)) out.latest = static_cast<Day>(row.integer(2));
      out.grain = store::grain_of(row.text(3));
      for (const std::int64_t day : store::integers_of(row.text(4))) out.candidates.push_back(static_cast<Day>(day));
    });
  }

  // ---- ranges ----

  std::string words(std::int64_t start, std::int64_t length) {
    if (!in_step) {
      const auto found = wording.find({start, length});
      return found == wording.end() ? std::string() : found->second;
    }
    const auto last = static_cast<std::int64_t>(bytes_at.size()) - 1;
    if (start < 0 || length < 0 || start > last || length > last - start) return {};
    const std::size_t from = bytes_at[static_cast<std::size_t>(start)];
    return text.substr(from, bytes_at[static_cast<std::size_t>(start + length)] - from);
  }
  // Columns `at` (start) and `at + 1` (length).
  std::optional<TextRange> range(const SqlStatement& row, int at) {
    if (row.is_null(at)) return std::nullopt;
    return range(row.integer(at), row.integer(at + 1));
  }
  TextRange range(std::int64_t start, std::int64_t length) {
    return {words(start, length), static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(start + length)};
  }
  // Columns `at` (actor), its start and its length; without an actor the words alone.
  EntityRecord entity(const SqlStatement& row, int at) {
    EntityRecord out;
    bool by_its_words = true;
    if (!row.is_null(at)) {
      const Named& named = actor(row.integer(at));
      out = named.entity;
      by_its_words = named.by_its_words;
    }
    if (auto where = range(row, at + 1)) {
      out.text = std::move(where->text);
      out.start = where->start;
      out.end = where->end;
    }
    if (by_its_words) out.name = out.text;
    return out;
  }
  std::optional<EntityRecord> entity_or_none(const SqlStatement& row, int at) {
    return row.is_null(at) ? std::nullopt : std::optional(entity(row, at));
  }
  std::optional<DateRecord> date(const SqlStatement& row, int at) {
    if (row.is_null(at)) return std::nullopt;
    return DateRecord{date(row.integer(at)), range(row, at + 1)};
  }
  std::optional<PlaceRecord> place(const SqlStatement& row, int at) {
    if (row.is_null(at)) return std::nullopt;
    PlaceRecord out = place(row.integer(at));
    if (auto where = range(row, at + 1)) {
      out.text = std::move(where->text);
      out.start = where->start;
      out.end = where->end;
    }
    return out;
  }
  template <class Out>
  void manner(std::int64_t id, Out& out) {
    SqlStatement& row = sql[kManner];
    row.bind(1, id);
    if (next(row)) {
      out.source_kind = row.string(0);
      out.cue_class = row.string(1);
      out.form = row.string(2);
      out.channel = row.string(3);
    } else {
      missing(" manner");
    }
    row.reset();
  }

  // ---- parts ----

  void set_text(std::int64_t document) {
    sql[kText].bind(1, document);
    text = next(sql[kText]) ? sql[kText].string(0) : std::string();
    sql[kText].reset();
    bytes_at.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) bytes_at.push_back(i);
    }
    bytes_at.push_back(text.size());
    wording.clear();
    if (in_step) return;
    for (SqlStatement& row = sql[kWording].bind(1, document); next(row);) {
      wording[{row.integer(0), row.integer(1)}] = row.string(2);
    }
  }

  EventRecord event(const SqlStatement& row, std::int64_t first_sentence) {
    EventRecord out;
    const std::int64_t id = row.integer(0);
    out.id = store::id_of(row, 1);
    out.type = row.string(2);
    out.modes = store::strings_of(row.text(3));
    out.contexts = store::strings_of(row.text(4));
    out.cameo = row.string(5);
    out.score = row.real(6);
    out.polarity = row.string(7);
    out.certainty = row.string(8);
    out.status = row.string(9);
    out.date = date(row, 10);
    out.place = place(row, 13);
    for (const std::int64_t rule : store::integers_of(row.text(16))) out.derivation.push_back(term(rule));
    for (SqlStatement& party = sql[kParties].bind(1, id); next(party);) {
      const auto role = party.integer(0);
      (role == 0 ? out.actors : role == 1 ? out.recipients : out.about).push_back(entity(party, 1));
    }
    for (SqlStatement& piece = sql[kEvidence].bind_all(id, first_sentence); next(piece);) {
      out.evidence.push_back(
          {static_cast<std::uint32_t>(piece.integer(0)), static_cast<std::uint32_t>(piece.integer(1)),
           static_cast<std::uint32_t>(piece.integer(1) + piece.integer(2)), range(piece.integer(3), piece.integer(4))});
    }
    for (SqlStatement& one = sql[kAttribution].bind(1, id); next(one);) {
      AttributionRecord attribution;
      manner(one.integer(0), attribution);
      attribution.source = entity_or_none(one, 1);
      attribution.cue = range(one, 4);
      if (!one.is_null(6)) attribution.cue_lemma = term(one.integer(6));
      attribution.relay = entity_or_none(one, 7);
      out.attribution.push_back(std::move(attribution));
    }
    return out;
  }

  StatementRecord statement(const SqlStatement& row) {
    StatementRecord out;
    const std::int64_t id = row.integer(0);
    out.id = store::id_of(row, 1);
    manner(row.integer(2), out);
    out.cue = range(row, 3);
    if (!row.is_null(5)) out.cue_lemma = term(row.integer(5));
    if (auto content = range(row, 6)) out.content.push_back(std::move(*content));
    const auto more = store::integers_of(row.text(8));
    for (std::size_t i = 0; i + 1 < more.size(); i += 2) out.content.push_back(range(more[i], more[i + 1]));
    out.date = date(row, 9);
    out.place = place(row, 12);
    for (SqlStatement& party = sql[kStatementParties].bind(1, id); next(party);) {
      const auto role = party.integer(0);
      if (role == 3) out.relay = entity(party, 1);
      else (role == 0 ? out.speakers : role == 1 ? out.addressees : out.about).push_back(entity(party, 1));
    }
    for (SqlStatement& told = sql[kStatementEvents].bind(1, id); next(told);) {
      out.events.push_back(store::id_of(told, 0));
    }
    return out;
  }

  Result<Record> record(std::int64_t document) {
    fault.reset();
    Record out;
    SqlStatement& row = sql[kDocument];
    row.bind(1, document);
    if (!next(row)) {
      if (fault) return std::unexpected(*fault);
      return fail("no document " + std::to_string(document) + " in the store");
    }
    out.document.id = row.string(0);
    out.document.title = row.string(1);
    out.document.url = row.string(2);
    out.document.publisher = row.string(3);
    out.document.lang = row.string(4);
    if (!row.is_null(5)) out.document.published = date(row.integer(5));
    out.document.notes = store::strings_of(row.text(6));
    in_step = row.integer(7) != 0;
    const std::int64_t events[] = {row.integer(8), row.integer(9)};
    const std::int64_t statements[] = {row.integer(10), row.integer(11)};
    const std::int64_t first_sentence = row.integer(12);
    row.reset();
    set_text(document);
    for (SqlStatement& at = sql[kEvents].bind_all(events[0], events[1]); next(at);) {
      out.events.push_back(event(at, first_sentence));
    }
    for (SqlStatement& at = sql[kStatements].bind_all(statements[0], statements[1]); next(at);) {
      out.statements.push_back(statement(at));
    }
    for (SqlStatement& at = sql[kMentions].bind(1, document); next(at);) {
      MentionRecord mention;
      mention.type = at.string(0);
      mention.range = range(at.integer(1), at.integer(2));
      mention.entity = entity_or_none(at, 3);
      mention.place = place(at, 6);
      mention.date = date(at, 9);
      out.mentions.push_back(std::move(mention));
    }
    if (fault) return std::unexpected(*fault);
    return out;
  }
};

StoreReader::StoreReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreReader::StoreReader(StoreReader&&) noexcept = default;
StoreReader& StoreReader::operator=(StoreReader&&) noexcept = default;
StoreReader::~StoreReader() = default;

Result<StoreReader> StoreReader::open(const Database& database) {
  auto state = std::make_unique<State>(database);
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    auto prepared = database.prepare(kSql[i]);
    if (!prepared) return std::unexpected(std::move(prepared).error());
    state->sql[i] = std::move(*prepared);
  }
  return StoreReader(std::move(state));
}

Result<std::vector<std::int64_t>> StoreReader::documents() {
  auto statement = state_->database.prepare("SELECT id FROM document ORDER BY id");
  if (!statement) return std::unexpected(std::move(statement).error());
  std::vector<std::int64_t> out;
  for (;;) {
    const auto row = statement->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.push_back(statement->integer(0));
  }
}

Result<Record> StoreReader::record(std::int64_t document) { return state_->record(document); }

Result<std::string> StoreReader::text(std::int64_t document) {
  SqlStatement& row = state_->sql[kText];
  row.bind(1, document);
  const auto found = row.step();
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail("no document " + std::to_string(document) + " in the store");
  std::string out = row.string(0);
  row.reset();
  return out;
}

Result<void> dump_store(const Database& database, const std::function<void(std::string_view)>& write) {
  auto reader = StoreReader::open(database);
  if (!reader) return std::unexpected(std::move(reader).error());
  auto documents = database.prepare("SELECT id FROM document ORDER BY key");
  if (!documents) return std::unexpected(std::move(documents).error());
  for (;;) {
    const auto row = documents->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const std::int64_t document = documents->integer(0);
    auto record = reader->record(document);
    if (!record) return std::unexpected(std::move(record).error());
    auto text = reader->text(document);
    if (!text) return std::unexpected(std::move(text).error());
    std::string out;
    append_record_lines(out, *record);
    JsonWriter(out).string(*text);
    out += '\n';
    write(out);
  }
  // Rows that follow from the records, in words.
  constexpr std::string_view derived[] = {
      R"(SELECT d.name, x.id - d.first_sentence, x.start, x.length, x.kind FROM sentence x JOIN document d
         ON d.id = x.document ORDER BY d.key, x.id)",
      "SELECT a, b, day, type, standing, events, round(score, 3) FROM v1_pair_day ORDER BY 1, 2, 3, 4, 5",
      R"(SELECT x.code, y.code, p.day, e.key, p.direction, p.type IS NOT NULL, p.standing, m.name, n.name
         FROM pair_event p JOIN side x ON x.id = p.a JOIN side y ON y.id = p.b JOIN event e ON e.id = p.event
         JOIN actor m ON m.id = p.actor_a LEFT JOIN actor n ON n.id = p.actor_b ORDER BY 1, 2, 3, 4, 8, 9, 5)",
      "SELECT form, lemma FROM form ORDER BY form, lemma",
      "SELECT kind, \"key\" FROM v1_tombstone ORDER BY 1, 2",
  };
  for (const std::string_view sql : derived) {
    auto rows = database.prepare(sql);
    if (!rows) return std::unexpected(std::move(rows).error());
    for (;;) {
      const auto row = rows->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      std::string line;
      for (int column = 0; column < rows->columns(); ++column) (line += rows->text(column)) += '\t';
      line.back() = '\n';
      write(line);
    }
  }
  return {};
}

}  // namespace depesje
