// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "store/codes.h"
#include "store/dictionary.h"
#include "store/migrations.h"
#include "store/pairs.h"
#include "store/removal.h"

namespace depesje {
namespace {

using store::Role;
using store::StatementRole;

enum Sql : std::size_t {
  kFindDocument,
  kAddDocument,
  kAddText,
  kAddWording,
  kAddSentence,
  kAddSearch,
  kAddMention,
  kAddEvent,
  kAddParty,
  kAddEvidence,
  kAddAttribution,
  kAddStatement,
  kAddScene,
  kAddStatementParty,
  kAddStatementEvent,
  kAddPairEvent,
  kAddPairDay,
  kAddTombstone,
  kSaveCounter,
  kSqlCount,
};

constexpr std::string_view kSql[kSqlCount] = {
    "SELECT id, content, added_at, edition FROM document WHERE key = ?1",
    "INSERT INTO document VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20)",
    "INSERT INTO document_text VALUES (?1,?2)",
    "INSERT OR IGNORE INTO wording VALUES (?1,?2,?3,?4)",
    "INSERT INTO sentence VALUES (?1,?2,?3,?4,?5)",
    "INSERT INTO search (rowid, lemmas) VALUES (?1,?2)",
    "INSERT INTO mention VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)",
    "INSERT INTO event VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,NULL,?12)",
    "INSERT INTO event_party VALUES (?1,?2,?3,?4,?5,?6)",
    "INSERT INTO evidence VALUES (?1,?2,?3,?4,?5)",
    "INSERT INTO attribution VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
    "INSERT INTO statement VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
    "INSERT INTO statement_scene VALUES (?1,?2,?3,?4,?5,?6,?7)",
    "INSERT INTO statement_party VALUES (?1,?2,?3,?4,?5,?6)",
    "INSERT INTO statement_event VALUES (?1,?2,?3)",
    "INSERT OR IGNORE INTO pair_event VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
    R"(INSERT INTO pair_day VALUES (?1,?2,?3,?4,?5,1,?6)
       ON CONFLICT DO UPDATE SET events = events + 1, score = score + excluded.score)",
    "INSERT INTO tombstone (kind, key, document, deleted_at) VALUES (?1,?2,?3,?4)",
    "UPDATE counter SET next = ?2 WHERE name = ?1",
};

constexpr std::string_view kCounters[] = {"document", "sentence", "event", "statement"};
enum Counter : std::size_t { kDocument, kSentence, kEvent, kStatement };

// A range as columns; none where there are no words.
struct Columns {
  std::optional<std::int64_t> start, length;
};

std::optional<std::int64_t> id_or_null(bool there, std::int64_t id) { return there ? std::optional(id) : std::nullopt; }

}  // namespace

struct StoreWriter::State {
  Database database;
  std::optional<store::Dictionary> names;
  SqlStatement sql[kSqlCount];
  std::optional<store::Removal> removal;
  Options options;
  std::int64_t next[std::size(kCounters)] = {};
  bool writing = false;
  std::optional<Error> fault;

  // Of the article at hand.
  std::string_view text;
  std::vector<std::uint32_t> bytes_at;  // byte of each code point, and the end
  std::int64_t document = 0;
  struct Slice {
    std::uint32_t start, length;
    std::string_view text;
  };
  std::vector<Slice> slices;
  bool in_step = true;

  explicit State(Database opened) : database(std::move(opened)) {}
  ~State() {
    if (writing) (void)database.execute("ROLLBACK");
  }

  void point(std::string_view name) const {
    if (options.on_point) options.on_point(name);
  }
  std::int64_t now() const {
    if (options.now != 0) return options.now;
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  template <class... Values>
  void insert(Sql which, const Values&... values) {
    if (fault) return;
    sql[which].bind_all(values...);
    if (auto done = sql[which].run(); !done) fault = std::move(done).error();
  }
  Result<void> begin() {
    auto begun = database.execute("BEGIN IMMEDIATE");
    writing = begun.has_value();
    return begun;
  }

  // ---- words ----

  void set_text(std::string_view given) {
    text = given;
    bytes_at.clear();
    for (std::uint32_t i = 0; i < given.size(); ++i) {
      if ((static_cast<unsigned char>(given[i]) & 0xC0U) != 0x80U) bytes_at.push_back(i);
    }
    bytes_at.push_back(static_cast<std::uint32_t>(given.size()));
    slices.clear();
    in_step = true;
  }
  // Where the stored text does not say the same at the same place, the words are kept beside it.
  Columns words(std::string_view given, std::uint32_t start, std::uint32_t end) {
    if (given.empty()) return {};
    const std::uint32_t length = std::max(start, end) - start;
    slices.push_back({start, length, given});
    const std::size_t last = bytes_at.size() - 1;
    const std::size_t from = std::min<std::size_t>(start, last), to = std::min<std::size_t>(start + length, last);
    in_step = in_step && text.substr(bytes_at[from], bytes_at[to] - bytes_at[from]) == given;
    return {start, length};
  }
  // The words are looked at until the article is written: no copies of it may come here.
  Columns words(const TextRange& range) { return words(range.text, range.start, range.end); }
  Columns words(TextRange&& range) = delete;
  Columns words(const std::optional<TextRange>& range) { return range ? words(*range) : Columns{}; }
  Columns words(std::optional<TextRange>&& range) = delete;
  Columns words(const EntityRecord& entity) { return words(entity.text, entity.start, entity.end); }

  struct Scene {
    std::optional<std::int64_t> date, place;
    Columns date_words, place_words;
  };
  Scene scene(const std::optional<DateRecord>& date, const std::optional<PlaceRecord>& place) {
    Scene out;
    if (date) {
      out.date = names->date(date->value);
      out.date_words = words(date->range);
    }
    if (place) {
      out.place = names->place(*place);
      out.place_words = words(place->text, place->start, place->end);
    }
    return out;
  }

  // ---- events ----

  std::int64_t add_event(const EventRecord& event) {
    const std::int64_t id = next[kEvent]++;
    const Scene where = scene(event.date, event.place);
    const std::int64_t act = names->act(event), stance = names->stance(event);
    std::optional<std::string> derivation;
    for (const std::string& rule : event.derivation) {
      const std::string number = std::to_string(names->term(rule));
      derivation = derivation ? *derivation + ' ' + number : number;
    }
    SqlStatement& row = sql[kAddEvent];
    row.bind(1, id).bind(2, document);
    store::bind_id(row, 3, event.id);
    row.bind(4, act).bind(5, stance).bind(6, where.date).bind(7, where.date_words.start);
    row.bind(8, where.date_words.length).bind(9, where.place).bind(10, where.place_words.start);
    row.bind(11, where.place_words.length).bind(12, derivation);
    if (auto done = row.run(); !done && !fault) fault = std::move(done).error();

    std::vector<store::PairParty> parties;
    const auto add_parties = [&](const std::vector<EntityRecord>& list, Role role) {
      int ordinal = 0;
      for (const EntityRecord& entity : list) {
        const bool topic = role == Role::about && entity.code.empty();  // words only
        const std::int64_t actor = topic ? 0 : names->actor(entity);
        const Columns at = words(entity);
        insert(kAddParty, id, static_cast<int>(role), ordinal++, id_or_null(!topic, actor), at.start, at.length);
        if (role != Role::about) parties.push_back({actor, names->side_of_actor(actor), role == Role::recipient});
      }
    };
    add_parties(event.actors, Role::actor);
    add_parties(event.recipients, Role::recipient);
    add_parties(event.about, Role::about);
    int ordinal = 0;
    for (const EvidenceRecord& evidence : event.evidence) {
      const Columns at = words(evidence.trigger);
      insert(kAddEvidence, id, ordinal++, evidence.sentence, at.start.value_or(0), at.length.value_or(0));
    }
    ordinal = 0;
    for (const AttributionRecord& one : event.attribution) add_attribution(id, ordinal++, one);
    add_pairs(id, event, parties);
    return id;
  }

  void add_attribution(std::int64_t event, int ordinal, const AttributionRecord& one) {
    const std::int64_t manner = names->manner(one.source_kind, one.cue_class, one.form, one.channel);
    const std::int64_t source = one.source ? names->actor(*one.source) : 0;
    const std::int64_t relay = one.relay ? names->actor(*one.relay) : 0;
    const std::int64_t lemma = one.cue_lemma.empty() ? 0 : names->term(one.cue_lemma);
    const Columns source_at = one.source ? words(*one.source) : Columns{}, cue = words(one.cue),
                  relay_at = one.relay ? words(*one.relay) : Columns{};
    insert(kAddAttribution, event, ordinal, manner, id_or_null(one.source.has_value(), source), source_at.start,
           source_at.length, cue.start, cue.length, id_or_null(!one.cue_lemma.empty(), lemma),
           id_or_null(one.relay.has_value(), relay), relay_at.start, relay_at.length);
  }

  void add_pairs(std::int64_t id, const EventRecord& event, const std::vector<store::PairParty>& parties) {
    const bool dated = event.date && event.date->value.earliest != kNoDay;
    const std::int64_t day = dated ? event.date->value.earliest : store::kUndated;
    const std::int64_t type = names->term(event.type);
    const auto standing = static_cast<int>(store::standing_of(event.polarity, event.status));
    std::pair<std::int64_t, std::int64_t> last{-1, -1};
    for (const store::PairRow& row : store::pair_rows(parties)) {
      insert(kAddPairEvent, row.a, row.b, day, id, row.actor_a, row.actor_b, row.direction, type, standing);
      if (std::exchange(last, {row.a, row.b}) == std::pair{row.a, row.b}) continue;  // an event counts once
      insert(kAddPairDay, row.a, row.b, day, type, standing, event.score);
    }
  }

  // ---- statements ----

  void add_statement(const StatementRecord& statement, const std::map<std::string, std::int64_t>& events) {
    const std::int64_t id = next[kStatement]++;
    const Columns cue = words(statement.cue);
    const std::int64_t lemma = statement.cue_lemma.empty() ? 0 : names->term(statement.cue_lemma);
    Columns content;
    std::string more;
    for (std::size_t i = 0; i < statement.content.size(); ++i) {
      const TextRange& range = statement.content[i];
      const Columns at = words(range.text, range.start, range.end);
      if (i == 0) {
        content = at;
        continue;
      }
      more += (more.empty() ? "[[" : ",[") + std::to_string(at.start.value_or(0)) + ',' +
              std::to_string(at.length.value_or(0)) + ']';
    }
    if (!more.empty()) more += ']';
    const std::int64_t manner =
        names->manner(statement.source_kind, statement.cue_class, statement.form, statement.channel);
    SqlStatement& row = sql[kAddStatement];
    row.bind(1, id).bind(2, document);
    store::bind_id(row, 3, statement.id);
    row.bind(4, manner).bind(5, cue.start).bind(6, cue.length);
    row.bind(7, id_or_null(!statement.cue_lemma.empty(), lemma)).bind(8, content.start).bind(9, content.length);
    row.bind(10, more.empty() ? std::nullopt : std::optional(more));
    if (auto done = row.run(); !done && !fault) fault = std::move(done).error();

    const auto add_parties = [&](std::span<const EntityRecord> list, StatementRole role) {
      int ordinal = 0;
      for (const EntityRecord& entity : list) {
        const std::int64_t actor = names->actor(entity);
        const Columns at = words(entity);
        insert(kAddStatementParty, id, static_cast<int>(role), ordinal++, actor, at.start, at.length);
      }
    };
    add_parties(statement.speakers, StatementRole::speaker);
    add_parties(statement.addressees, StatementRole::addressee);
    add_parties(statement.about, StatementRole::about);
    if (statement.relay) add_parties(std::span(&*statement.relay, 1), StatementRole::relay);
    if (statement.date || statement.place) {
      const Scene where = scene(statement.date, statement.place);
      insert(kAddScene, id, where.date, where.date_words.start, where.date_words.length, where.place,
             where.place_words.start, where.place_words.length);
    }
    int ordinal = 0;
    for (const std::string& event : statement.events) {
      if (const auto found = events.find(event); found != events.end()) {
        insert(kAddStatementEvent, id, ordinal++, found->second);
      }
    }
  }

  void add_mention(int ordinal, const MentionRecord& mention) {
    const std::int64_t type = names->term(mention.type);
    const Columns at = words(mention.range.text, mention.range.start, mention.range.end);
    const Columns actor_at = mention.entity ? words(*mention.entity) : Columns{};
    const std::int64_t actor = mention.entity ? names->actor(*mention.entity) : 0;
    const Scene where = scene(mention.date, mention.place);
    insert(kAddMention, document, ordinal, type, at.start.value_or(0), at.length.value_or(0),
           id_or_null(mention.entity.has_value(), actor), actor_at.start, actor_at.length, where.place,
           where.place_words.start, where.place_words.length, where.date, where.date_words.start,
           where.date_words.length);
  }

  // ---- the document ----

  void add_sentences(const StoredArticle& article) {
    for (const StoredSentence& sentence : article.sentences) {
      const std::int64_t id = next[kSentence]++;
      (void)words(sentence.text, sentence.start, sentence.end);
      insert(kAddSentence, id, document, sentence.start, sentence.end - sentence.start, int{sentence.kind});
      if (!sentence.lemmas.empty()) insert(kAddSearch, id, sentence.lemmas);
    }
    // Titles are found under the number of their document, below zero.
    if (!article.record.document.title.empty()) {
      std::string lemmas;
      for (const std::string& word : search_terms(article.record.document.title)) {
        const auto form = std::ranges::find(article.forms, word, &std::pair<std::string, std::string>::first);
        const std::string& lemma = form == article.forms.end() ? word : form->second;
        if (!lemma.empty()) (lemmas += lemma) += ' ';
      }
      insert(kAddSearch, -document, lemmas);
    }
    for (const auto& [form, lemma] : article.forms) names->form(form, lemma);
  }

  void add_wording() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string_view> seen;
    for (const Slice& slice : slices) {
      const auto [there, fresh] = seen.try_emplace({slice.start, slice.length}, slice.text);
      if (fresh) insert(kAddWording, document, slice.start, slice.length, slice.text);
      else if (there->second != slice.text && !fault)
        fault = Error{"a record with two texts for one place", {}, 0, 0, {}};
    }
  }

  Result<PutOutcome> put(const StoredArticle& article);
};

namespace {

// Without sentences the evidence still names some: those become rows, the gaps empty ones.
Result<void> complete_sentences(StoredArticle& article) {
  auto& sentences = article.sentences;
  const bool given = !sentences.empty();
  for (const EventRecord& event : article.record.events) {
    for (const EvidenceRecord& evidence : event.evidence) {
      if (evidence.sentence >= (1U << 22)) return fail("the evidence of an event names a sentence that cannot be");
      if (evidence.sentence >= sentences.size()) {
        if (given) return fail("the evidence of an event names a sentence that is not there");
        sentences.resize(evidence.sentence + 1);
      }
      StoredSentence& sentence = sentences[evidence.sentence];
      if (sentence.start == evidence.start && sentence.end == evidence.end) continue;
      if (given || sentence.end != 0) return fail("two pieces of evidence differ in where their sentence stands");
      sentence.start = evidence.start;
      sentence.end = evidence.end;
    }
  }
  return {};
}

bool needs_sentences(const StoredArticle& article) {
  return article.sentences.empty() && !article.record.events.empty();
}

}  // namespace

Result<PutOutcome> StoreWriter::State::put(const StoredArticle& given) {
  StoredArticle filled;
  if (needs_sentences(given)) filled = given;
  StoredArticle& changed = filled;
  const bool copied = needs_sentences(given);
  if (copied) {
    if (auto done = complete_sentences(changed); !done) return std::unexpected(std::move(done).error());
  }
  const StoredArticle& article = copied ? filled : given;
  if (!copied) {
    for (const EventRecord& event : article.record.events) {
      for (const EvidenceRecord& evidence : event.evidence) {
        if (evidence.sentence >= article.sentences.size() ||
            article.sentences[evidence.sentence].start != evidence.start ||
            article.sentences[evidence.sentence].end != evidence.end) {
          return fail("the evidence of an event names a sentence that is not there");
        }
      }
    }
  }

  const DocumentRecord& about = article.record.document;
  const std::int64_t key = document_key(about.publisher, about.url, about.id);
  const std::int64_t content = content_hash(article.text, about.title, about.published.edtf);
  const std::int64_t edition = names->edition(options.edition);
  sql[kFindDocument].bind(1, key);
  const auto found = sql[kFindDocument].step();
  if (!found) return std::unexpected(found.error());
  const bool replaces = *found;
  const std::int64_t time = now();
  std::int64_t added_at = time;
  if (replaces) {
    document = sql[kFindDocument].integer(0);
    const bool same = sql[kFindDocument].integer(1) == content;
    added_at = sql[kFindDocument].integer(2);
    sql[kFindDocument].reset();
    if (same && !options.replace_always) return PutOutcome::unchanged;
  } else {
    document = next[kDocument]++;
  }
  point("begin");
  std::vector<std::string> gone;
  if (replaces) {
    auto removed = removal->remove(document);
    if (!removed) return std::unexpected(std::move(removed).error());
    gone = std::move(*removed);
    point("removed");
  }

  const std::int64_t first_sentence = next[kSentence], first_event = next[kEvent], first_statement = next[kStatement];
  set_text(article.text);
  add_sentences(article);
  point("sentences");
  std::map<std::string, std::int64_t> events;
  for (const EventRecord& event : article.record.events) events[event.id] = add_event(event);
  point("events");
  for (const StatementRecord& statement : article.record.statements) add_statement(statement, events);
  int ordinal = 0;
  for (const MentionRecord& mention : article.record.mentions) add_mention(ordinal++, mention);
  if (!in_step) add_wording();
  const std::optional<std::int64_t> published =
      id_or_null(about.published.known(), about.published.known() ? names->date(about.published) : 0);
  const auto text_or_null = [](const std::string& value) {
    return value.empty() ? std::nullopt : std::optional(value);
  };
  std::optional<std::string> notes;
  if (!about.notes.empty()) notes = store::json_list(about.notes);
  const std::int64_t source = names->source(about.publisher);
  insert(kAddDocument, document, key, content, source, about.id, text_or_null(about.url), text_or_null(about.title),
         about.lang, published, notes, edition, added_at, time, int{in_step}, first_sentence,
         next[kSentence] - first_sentence, first_event, next[kEvent] - first_event, first_statement,
         next[kStatement] - first_statement);
  insert(kAddText, document, article.text);
  for (const std::string& id : gone) {
    if (events.contains(id)) continue;  // told again
    SqlStatement& row = sql[kAddTombstone];
    row.bind(1, "event");
    store::bind_id(row, 2, id);
    row.bind(3, document).bind(4, time);
    if (auto done = row.run(); !done && !fault) fault = std::move(done).error();
  }
  point("end");
  if (!fault && names->fault()) fault = names->fault();
  if (fault) return std::unexpected(*fault);
  return replaces ? PutOutcome::replaced : PutOutcome::added;
}

// ---- StoreWriter ----

StoreWriter::StoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter& StoreWriter::operator=(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

Result<StoreWriter> StoreWriter::open(const std::string& path, Options options) {
  auto database = open_store_to_write(path);
  if (!database) return std::unexpected(std::move(database).error());
  auto state = std::make_unique<State>(std::move(*database));
  state->options = std::move(options);
  if (auto begun = state->begin(); !begun) return std::unexpected(std::move(begun).error());
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    auto prepared = state->database.prepare(kSql[i]);
    if (!prepared) return std::unexpected(std::move(prepared).error());
    state->sql[i] = std::move(*prepared);
  }
  for (std::size_t i = 0; i < std::size(kCounters); ++i) {
    auto value =
        state->database.integer("SELECT next FROM counter WHERE name = '" + std::string(kCounters[i]) + '\'', 1);
    if (!value) return std::unexpected(std::move(value).error());
    state->next[i] = *value;
  }
  auto names = store::Dictionary::open(state->database);
  if (!names) return std::unexpected(std::move(names).error());
  state->names.emplace(std::move(*names));
  auto removal = store::Removal::open(state->database);
  if (!removal) return std::unexpected(std::move(removal).error());
  state->removal.emplace(std::move(*removal));
  return StoreWriter(std::move(state));
}

Result<PutOutcome> StoreWriter::put(const StoredArticle& article) {
  if (state_->fault) return std::unexpected(*state_->fault);
  return state_->put(article);
}

Result<bool> StoreWriter::withdraw(std::int64_t key) {
  State& state = *state_;
  state.sql[kFindDocument].bind(1, key);
  const auto found = state.sql[kFindDocument].step();
  if (!found) return std::unexpected(found.error());
  if (!*found) return false;
  const std::int64_t document = state.sql[kFindDocument].integer(0);
  state.sql[kFindDocument].reset();
  auto removed = state.removal->remove(document);
  if (!removed) return std::unexpected(std::move(removed).error());
  const std::int64_t time = state.now();
  for (const std::string& id : *removed) {
    SqlStatement& row = state.sql[kAddTombstone];
    row.bind(1, "event");
    store::bind_id(row, 2, id);
    if (auto done = row.bind(3, document).bind(4, time).run(); !done) return std::unexpected(std::move(done).error());
  }
  state.insert(kAddTombstone, "document", key, document, time);
  if (state.fault) return std::unexpected(*state.fault);
  return true;
}

Result<void> StoreWriter::commit() {
  State& state = *state_;
  if (state.fault) return std::unexpected(*state.fault);
  for (std::size_t i = 0; i < std::size(kCounters); ++i) state.insert(kSaveCounter, kCounters[i], state.next[i]);
  if (state.fault) return std::unexpected(*state.fault);
  state.point("commit");
  if (auto done = state.database.execute("COMMIT"); !done) {
    state.fault = done.error();
    return done;
  }
  state.writing = false;
  state.point("committed");
  auto begun = state.begin();
  if (!begun) state.fault = begun.error();
  return begun;
}

Result<void> StoreWriter::finish() {
  if (auto done = commit(); !done) return done;
  auto done = state_->database.execute("INSERT INTO search (search) VALUES ('optimize'); COMMIT; PRAGMA optimize;");
  state_->writing = false;
  if (done) done = state_->database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (auto begun = state_->begin(); done && !begun) done = begun;
  return done;
}

const Database& StoreWriter::database() const& { return state_->database; }

// ---- StoreCheck ----

Result<StoreCheck> StoreCheck::open(const std::string& path) {
  auto database = open_store(path);
  if (!database) return std::unexpected(std::move(database).error());
  auto find = database->prepare("SELECT 1 FROM document WHERE key = ?1 AND content = ?2");
  if (!find) return std::unexpected(std::move(find).error());
  auto any = database->prepare("SELECT 1 FROM document WHERE key = ?1");
  if (!any) return std::unexpected(std::move(any).error());
  return StoreCheck(std::move(*database), std::move(*find), std::move(*any));
}

Result<bool> StoreCheck::holds(std::int64_t key, std::int64_t content) {
  find_.bind_all(key, content);
  const auto row = find_.step();
  find_.reset();
  return row;
}

Result<bool> StoreCheck::has(std::int64_t key) {
  any_.bind(1, key);
  const auto row = any_.step();
  any_.reset();
  return row;
}

}  // namespace depesje
