// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "record/json.h"
#include "store/codes.h"
#include "store/migrations.h"
#include "store/pairs.h"
#include "store/reader.h"
#include "store/search.h"
#include "store/writer.h"

namespace depesje {
namespace {

// A file that goes with its test.
class TemporaryStore {
 public:
  TemporaryStore()
      : path_(std::filesystem::temp_directory_path() /
              ("depesje_store_" + std::to_string(getpid()) + '_' + std::to_string(++number_))) {
    remove();
  }
  ~TemporaryStore() { remove(); }
  std::string path() const { return path_.string(); }

 private:
  void remove() {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }
  static inline int number_ = 0;
  std::filesystem::path path_;
};

const Edition kEdition{"0.1.0", "model 1", "codebook 1"};

StoreWriter::Options options(bool always = false) { return {kEdition, 1'500'000'000, always, {}}; }

std::string text_of_article() { return "Trump ringte Putin i går. Møtet blir i Hamburg, sa talsmannen."; }

EntityRecord entity(std::string text, std::uint32_t start, std::string name, std::string code, std::string id = {}) {
  EntityRecord out;
  out.end = start + static_cast<std::uint32_t>(text.size());
  out.start = start;
  out.text = std::move(text);
  out.name = std::move(name);
  out.country = code.substr(0, 3);
  out.sectors = {"GOV"};
  out.code = std::move(code);
  out.id = std::move(id);
  return out;
}

DateRecord yesterday() {
  DateRecord out;
  out.value = {"2017-05-01", 17287, 17287, Grain::day, {}};
  out.range = TextRange{"i går", 19, 24};
  return out;
}

EventRecord call() {
  EventRecord out;
  out.id = "0123456789abcdef";
  out.type = "CONSULT";
  out.modes = {"phone"};
  out.contexts = {"diplomatic", "military"};
  out.cameo = "041";
  out.score = 1.5;
  out.actors = {entity("Trump", 0, "Donald Trump", "USAGOV", "trump"), entity("Putin", 13, "Vladimir Putin", "RUSGOV")};
  EntityRecord topic;
  topic.text = "Hamburg";
  topic.name = "Hamburg";
  topic.start = 39;
  topic.end = 46;
  out.about = {topic};
  out.date = yesterday();
  out.polarity = "pos";
  out.certainty = "certain";
  out.status = "occurred";
  out.evidence = {{0, 0, 25, {"ringte", 6, 12}}};
  out.derivation = {"frame ring", "time yesterday"};
  return out;
}

// Every field of the record in use.
StoredArticle article(std::string id = "a1", std::string text = text_of_article()) {
  StoredArticle out;
  out.text = std::move(text);
  Record& record = out.record;
  record.document = {std::move(id),
                     "Telefonsamtale",
                     "",
                     "NTB",
                     "nb",
                     {"2017-05-02", 17288, 17288, Grain::day, {}},
                     {"odd \"bytes\"\n", "cut"}};
  record.events = {call()};
  EventRecord meeting = call();
  meeting.id = "not hex";
  meeting.recipients = {meeting.actors.back()};
  meeting.actors.pop_back();
  meeting.about.clear();
  meeting.date = DateRecord{{"[2017-05-02,2017-05-09]", 17288, 17295, Grain::week, {17288, 17295}}, std::nullopt};
  meeting.place = PlaceRecord{"Hamburg", 39, 46, "Hamburg", "DEU", "Hamburg", 53.55, 9.99, "2911298", "city"};
  meeting.status = "planned";
  meeting.evidence = {{1, 26, 62, {"Møtet", 26, 31}}};
  AttributionRecord source;
  source.source = entity("talsmannen", 51, "talsmannen", "---");
  source.source->country.clear();
  source.source_kind = "person";
  source.cue = TextRange{"sa", 48, 50};
  source.cue_lemma = "si";
  source.cue_class = "say";
  source.form = "indirect";
  source.channel = "speech";
  source.relay = entity("Putin", 13, "Vladimir Putin", "RUSGOV");
  meeting.attribution = {source};
  record.events.push_back(meeting);
  StatementRecord said;
  said.id = "fedcba9876543210";
  said.speakers = {*source.source};
  said.addressees = {call().actors.front()};
  said.source_kind = "person";
  said.cue = source.cue;
  said.cue_lemma = "si";
  said.cue_class = "say";
  said.form = "indirect";
  said.channel = "unknown";
  said.relay = source.relay;
  said.content = {{"Møtet", 26, 31}, {"i Hamburg", 37, 46}, {"blir", 32, 36}};
  said.about = {call().actors.back()};
  said.date = yesterday();
  said.place = meeting.place;
  said.events = {"not hex"};
  record.statements = {said};
  const auto mention = [&](const char* type, const TextRange& range) -> MentionRecord& {
    record.mentions.push_back({type, range, {}, {}, {}});
    return record.mentions.back();
  };
  mention("person", {"Trump", 0, 5}).entity = call().actors.front();
  mention("place", {"Hamburg", 39, 46}).place = meeting.place;
  mention("time", {"i går", 19, 24}).date = yesterday();
  out.sentences = {{0, 25, "Trump ringte Putin i går.", 0, "gå putin ringe trump"},
                   {26, 62, "Møtet blir i Hamburg, sa talsmannen.", 1, "bli hamburg møte si talsmann"}};
  out.forms = {{"møtet", "møte"}, {"ringte", "ringe"}};
  return out;
}

std::string lines_of(const Record& record) {
  std::string out;
  append_record_lines(out, record);
  return out;
}

std::string dump(const std::string& path) {
  const auto database = open_store(path);
  REQUIRE(database.has_value());
  std::string out;
  const auto done = dump_store(*database, [&](std::string_view part) { out += part; });
  if (!done) FAIL(done.error().to_string());
  return out;
}

PutOutcome put(const std::string& path, const StoredArticle& one, bool always = false) {
  auto writer = StoreWriter::open(path, options(always));
  if (!writer) FAIL(writer.error().to_string());
  const auto outcome = writer->put(one);
  if (!outcome) FAIL(outcome.error().to_string());
  REQUIRE(writer->commit().has_value());
  return *outcome;
}

std::int64_t number(const std::string& path, const char* sql) {
  const auto database = open_store(path);
  REQUIRE(database.has_value());
  const auto value = database->integer(sql);
  if (!value) FAIL(value.error().to_string());
  return *value;
}

Record read_back(const std::string& path, std::int64_t document = 1) {
  const auto database = open_store(path);
  REQUIRE(database.has_value());
  auto reader = StoreReader::open(*database);
  REQUIRE(reader.has_value());
  auto record = reader->record(document);
  if (!record) FAIL(record.error().to_string());
  return *record;
}

}  // namespace

TEST_CASE("every field of the record comes back") {
  const TemporaryStore store;
  const StoredArticle one = article();
  CHECK(put(store.path(), one) == PutOutcome::added);
  CHECK(lines_of(read_back(store.path())) == lines_of(one.record));
  CHECK(number(store.path(), "SELECT count(*) FROM pragma_foreign_key_check") == 0);
  CHECK(number(store.path(), "SELECT count(*) FROM v1_event WHERE date = '2017-05-01' AND type = 'CONSULT'") == 1);
  CHECK(number(store.path(), "SELECT count(*) FROM v1_evidence WHERE trigger = 'Møtet' AND text LIKE 'Møtet blir%'") ==
        1);
  CHECK(number(store.path(), "SELECT count(*) FROM v1_event_party WHERE text = 'Trump' AND name = 'Donald Trump'") ==
        2);
  CHECK(number(store.path(), "SELECT count(*) FROM v1_event WHERE json_array_length(derivation) = 2") == 2);
  CHECK(number(store.path(), "SELECT count(*) FROM v1_pair_day WHERE a <> '' AND b <> '' AND events = 1") == 2);
  CHECK(number(store.path(), "SELECT rowid FROM search WHERE search MATCH 'møte'") == 2);
}

TEST_CASE("words that differ from the stored text are kept beside it") {
  const TemporaryStore store;
  StoredArticle one = article();
  one.text = "\r\n" + one.text;  // out of step by two
  put(store.path(), one);
  CHECK(lines_of(read_back(store.path())) == lines_of(one.record));
  CHECK(number(store.path(), "SELECT count(*) FROM v1_sentence WHERE text LIKE 'Trump ringte%'") == 1);
}

TEST_CASE("records without sentences and without text") {
  const TemporaryStore store;
  StoredArticle one = article();
  one.text.clear();
  one.sentences.clear();
  put(store.path(), one);
  CHECK(lines_of(read_back(store.path())) == lines_of(one.record));
}

TEST_CASE("adding again changes nothing, a correction replaces its own rows") {
  const TemporaryStore store, other;
  put(store.path(), article("a1"));
  put(store.path(), article("a2"));
  const std::string before = dump(store.path());
  CHECK(put(store.path(), article("a1")) == PutOutcome::unchanged);
  CHECK(dump(store.path()) == before);

  StoredArticle corrected = article("a1", text_of_article() + " Rettet.");
  corrected.record.events.pop_back();
  corrected.record.statements.front().events.clear();
  CHECK(put(store.path(), corrected) == PutOutcome::replaced);
  CHECK(lines_of(read_back(store.path(), 1)) == lines_of(corrected.record));
  CHECK(lines_of(read_back(store.path(), 2)) == lines_of(article("a2").record));
  CHECK(number(store.path(), "SELECT count(*) FROM v1_tombstone WHERE kind = 'event' AND \"key\" = 'not hex'") == 1);
  CHECK(number(store.path(), "SELECT count(*) FROM pragma_foreign_key_check") == 0);
  CHECK(number(store.path(), "SELECT sum(events) FROM pair_day") == 3 + 3 + 3);

  // And back: nothing is left of the correction but its tombstones.
  CHECK(put(store.path(), article("a1")) == PutOutcome::replaced);
  std::string after = dump(store.path());
  after.resize(after.find("event\t"));
  CHECK(after == before);
  CHECK(put(store.path(), article("a1"), true) == PutOutcome::replaced);
}

TEST_CASE("an article can be withdrawn") {
  const TemporaryStore store;
  put(store.path(), article());
  auto writer = StoreWriter::open(store.path(), options());
  REQUIRE(writer.has_value());
  CHECK(writer->withdraw(document_key("NTB", "", "a1")).value());
  CHECK_FALSE(writer->withdraw(document_key("NTB", "", "a1")).value());
  REQUIRE(writer->commit().has_value());
  for (const char* table :
       {"document", "document_text", "sentence", "event", "event_party", "evidence", "attribution", "statement",
        "statement_party", "statement_event", "statement_scene", "mention", "pair_event", "pair_day", "wording"}) {
    CAPTURE(table);
    CHECK(number(store.path(), ("SELECT count(*) FROM " + std::string(table)).c_str()) == 0);
  }
  CHECK(number(store.path(), "SELECT count(*) FROM tombstone") == 3);
}

TEST_CASE("what is not committed is lost whole") {
  const TemporaryStore store;
  put(store.path(), article("a1"));
  const std::string before = dump(store.path());
  {
    auto writer = StoreWriter::open(store.path(), options());
    REQUIRE(writer.has_value());
    REQUIRE(writer->put(article("a2")).has_value());
    StoredArticle wrong = article("a3");
    wrong.record.events.front().evidence.front().sentence = 7;
    CHECK_FALSE(writer->put(wrong).has_value());
    CHECK(writer->put(article("a4")).has_value());  // the fault was the article's
  }
  CHECK(dump(store.path()) == before);
}

TEST_CASE("a second writer is told so") {
  const TemporaryStore store;
  const auto first = StoreWriter::open(store.path(), options());
  REQUIRE(first.has_value());
  const auto second = StoreWriter::open(store.path(), options());
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().what == "another program is writing to this store");
}

TEST_CASE("a full disk") {
  const TemporaryStore store;
  auto writer = StoreWriter::open(store.path(), options());
  REQUIRE(writer.has_value());
  REQUIRE(writer->put(article("a0")).has_value());
  REQUIRE(writer->commit().has_value());
  const auto pages = writer->database().integer("PRAGMA page_count").value();
  REQUIRE(writer->database().execute("PRAGMA max_page_count = " + std::to_string(pages + 4)).has_value());
  std::optional<Error> fault;
  for (int i = 1; i < 10000 && !fault; ++i) {
    const auto outcome = writer->put(article("a" + std::to_string(i)));
    if (!outcome) fault = outcome.error();
    else if (auto done = writer->commit(); !done) fault = done.error();
  }
  REQUIRE(fault.has_value());
  CHECK(fault->what == "the disk is full");
  CHECK(lines_of(read_back(store.path())) == lines_of(article("a0").record));
  CHECK(number(store.path(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0);
}

TEST_CASE("files that are no store, or a damaged one") {
  const TemporaryStore store;
  CHECK(open_store(store.path()).error().what == "the store cannot be opened");
  std::ofstream(store.path()) << "date 2017-05 an article, no store, and long enough to look like one";
  CHECK(open_store(store.path()).error().what == "not a store, or its beginning is damaged");
  CHECK(StoreWriter::open(store.path(), options()).error().what == "not a store, or its beginning is damaged");
  std::filesystem::remove(store.path());
  {
    const auto other = Database::open(store.path(), Database::Mode::create);
    REQUIRE(other->execute("CREATE TABLE mine (x)").has_value());
  }
  CHECK(open_store(store.path()).error().what == "an SQLite file, but not a store of Depesje");
  CHECK(StoreWriter::open(store.path(), options()).error().what == "an SQLite file, but not a store of Depesje");
  const auto untouched = Database::open(store.path(), Database::Mode::read);
  CHECK(untouched->integer("SELECT count(*) FROM sqlite_master").value() == 1);
}

TEST_CASE("cut and damaged anywhere, the store gives errors and nothing else") {
  const TemporaryStore store;
  {
    auto writer = StoreWriter::open(store.path(), options());
    REQUIRE(writer->put(article()).has_value());
    REQUIRE(writer->finish().has_value());
  }
  std::ifstream file(store.path(), std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(whole.size() > 100'000);
  const auto try_bytes = [&](const std::string& bytes) {
    for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(store.path() + end);
    std::ofstream(store.path(), std::ios::binary) << bytes;
    const auto database = open_store(store.path());
    std::optional<Error> fault;
    if (!database) fault = database.error();
    else if (auto done = dump_store(*database, [](std::string_view) {}); !done) fault = done.error();
    if (fault) CHECK_FALSE(fault->what.empty());
  };
  for (std::size_t size = 0; size < 1024; size += 7) try_bytes(whole.substr(0, size));
  for (std::size_t size = 0; size < whole.size(); size += 16'381) try_bytes(whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); at += 4'093) {
    std::string damaged = whole;
    for (std::size_t i = at; i < std::min(at + 64, damaged.size()); ++i) damaged[i] = static_cast<char>(i * 37);
    try_bytes(damaged);
  }
}

TEST_CASE("a file that may only be read") {
  const TemporaryStore store;
  put(store.path(), article());
  REQUIRE(chmod(store.path().c_str(), 0444) == 0);
  if (access(store.path().c_str(), W_OK) != 0) {  // root may do anything
    const auto writer = StoreWriter::open(store.path(), options());
    REQUIRE_FALSE(writer.has_value());
    CHECK(writer.error().what == "the store cannot be written");
  }
  CHECK(lines_of(read_back(store.path())) == lines_of(article().record));
  // The same answer of SQLite, for root too.
  CHECK(store_error("x", 8, "").what == "the store cannot be written");
}

TEST_CASE("no text is ever taken for SQL") {
  const std::string evil[] = {"'; DROP TABLE event; --",
                              "\" OR 1=1 --",
                              "a\nb\tc\\\"",
                              "{\"kind\": 1}",
                              "[1,2]",
                              "%_*?",
                              "NULL",
                              "x'00'",
                              "\x01\x1F",
                              "æøå 😀 \xEF\xBF\xBD",
                              "--",
                              "';\xC2\xA0"};
  const TemporaryStore store;
  std::size_t at = 0;
  for (const std::string& word : evil) {
    CAPTURE(word);
    StoredArticle one = article(word + std::to_string(at));
    const auto spoil = [&](EntityRecord& entity) {
      entity.name = entity.code = entity.country = entity.id = entity.text = word;
      entity.sectors = {word};
    };
    DocumentRecord& about = one.record.document;
    about.title = about.url = about.publisher = about.lang = word;
    about.notes = {word, word};
    for (EventRecord& event : one.record.events) {
      event.type = event.cameo = event.polarity = event.certainty = event.status = word;
      event.modes = event.contexts = event.derivation = {word, word + "2"};
      for (auto* list : {&event.actors, &event.recipients}) {
        for (EntityRecord& actor : *list) spoil(actor);
      }
      event.date->value.edtf = word;
      if (event.place) event.place->name = event.place->country = event.place->admin1 = event.place->id = word;
      for (AttributionRecord& source : event.attribution) {
        source.source_kind = source.form = source.cue_lemma = word;
        spoil(*source.relay);
      }
      event.evidence.front().trigger.text = word;
    }
    for (StatementRecord& said : one.record.statements) {
      for (auto* list : {&said.speakers, &said.addressees, &said.about}) {
        for (EntityRecord& actor : *list) spoil(actor);
      }
      spoil(*said.relay);
      said.cue_class = said.channel = said.cue_lemma = word;
      said.content.front().text = word;
    }
    for (AttributionRecord& source : one.record.events.back().attribution) spoil(*source.source);
    one.record.mentions.clear();
    one.forms = {{word, word}};
    one.sentences.front().lemmas = word;
    CHECK(put(store.path(), one) == PutOutcome::added);
    const Record back = read_back(store.path(), static_cast<std::int64_t>(++at));
    CHECK(lines_of(back) == lines_of(one.record));
  }
  CHECK(number(store.path(), "SELECT count(*) FROM document") == static_cast<std::int64_t>(std::size(evil)));
  CHECK(number(store.path(), "SELECT count(*) FROM v1_event") == static_cast<std::int64_t>(2 * std::size(evil)));
}

TEST_CASE("older schemas are brought up to date, all or nothing") {
  const TemporaryStore store;
  const auto database = Database::open(store.path(), Database::Mode::create);
  REQUIRE(database
              ->execute("CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO article VALUES (1, "
                        "'a'); PRAGMA application_id = " +
                        std::to_string(kApplicationId) + "; PRAGMA user_version = 1;")
              .has_value());
  const Migration steps[] = {{1, "ALTER TABLE article ADD COLUMN lang TEXT NOT NULL DEFAULT 'nb'"},
                             {2, "ALTER TABLE article RENAME TO document; CREATE INDEX n ON document (name)"}};
  REQUIRE(migrate(*database, steps, 3).has_value());
  CHECK(database->integer("PRAGMA user_version").value() == 3);
  CHECK(database->integer("SELECT count(*) FROM document WHERE name = 'a' AND lang = 'nb'").value() == 1);
  const Migration broken[] = {{3, "CREATE TABLE half (x)"}, {4, "CREATE TABLE half (x)"}};
  CHECK_FALSE(migrate(*database, broken, 5).has_value());
  CHECK(database->integer("PRAGMA user_version").value() == 3);
  CHECK(database->integer("SELECT count(*) FROM sqlite_master WHERE name = 'half'").value() == 0);
  CHECK_FALSE(migrate(*database, steps, 9).has_value());
  CHECK(open_store(store.path()).error().what.starts_with("the store has schema 3"));
}

TEST_CASE("the stored schema is the one of this version") {
  const TemporaryStore store;
  put(store.path(), article());
  CHECK(number(store.path(), "PRAGMA user_version") == kSchemaVersion);
  CHECK(number(store.path(), "PRAGMA application_id") == kApplicationId);
  const auto database = open_store(store.path());
  auto views = database->prepare("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name");
  while (views->step().value()) {
    const std::string name = views->string(0);
    CAPTURE(name);
    const auto count = database->integer("SELECT count(*) FROM " + name);
    if (!count) FAIL(count.error().to_string());
  }
}

TEST_CASE("pairs") {
  using store::pair_rows;
  CHECK(pair_rows({}).empty());
  const auto directed = pair_rows({{7, 2, false}, {9, 1, true}});
  REQUIRE(directed.size() == 3);  // each alone, and both: the lower side first
  CHECK(directed[1] == store::PairRow{1, 2, 9, 7, 1});
  const auto together = pair_rows({{7, 2, false}, {9, 1, false}, {9, 1, false}});
  REQUIRE(together.size() == 3);
  CHECK(together[1].direction == 2);
  CHECK(pair_rows(std::vector<store::PairParty>(500, {7, 2, false})).size() == 1);
}

TEST_CASE("searching by any form of a word") {
  const TemporaryStore store;
  StoredArticle one = article();
  one.forms.emplace_back("i", "");
  put(store.path(), one);
  const auto database = open_store(store.path());
  REQUIRE(database.has_value());
  const struct {
    const char *words, *expression;
    std::int64_t found;
  } cases[] = {{"Møtet i Hamburg", "(\"møtet\" OR \"møte\") AND (\"hamburg\")", 1},
               {"ringte", "(\"ringte\" OR \"ringe\")", 1},
               {"ham*", "(\"ham\"*)", 1},
               {"\"; DROP -- AND NEAR(", "(\"drop\") AND (\"and\") AND (\"near\")", 0},
               {"i", "", 0},
               {"", "", 0}};
  for (const auto& [words, expression, found] : cases) {
    CAPTURE(words);
    const auto out = search_expression(*database, words);
    REQUIRE(out.has_value());
    CHECK(*out == expression);
    if (out->empty()) continue;
    auto query = database->prepare("SELECT count(*) FROM search WHERE search MATCH ?1 AND rowid > 0");
    query->bind(1, *out);
    REQUIRE(query->step().value());
    CHECK(query->integer(0) == found);
  }
}

TEST_CASE("search terms, sides, ids") {
  CHECK(search_terms("E-post fra Øst-Ukraina, 2017!") ==
        std::vector<std::string>{"e", "post", "fra", "øst", "ukraina", "2017"});
  CHECK(store::side_of("USAGOV") == "USA");
  CHECK(store::side_of("IGOUNO") == "IGOUNO");
  CHECK(store::side_of("---CVL") == "---");
  CHECK(store::strings_of(store::json_list(std::vector<std::string>{"a\"b", "\n\x01", "å"})) ==
        std::vector<std::string>{"a\"b", "\n\x01", "å"});
  CHECK(store::integers_of("[17,-3],[4]") == std::vector<std::int64_t>{17, -3, 4});
  CHECK(document_key("NTB", "u", "1") == document_key("NTB", "u", "2"));
  CHECK(document_key("NTB", "", "1") != document_key("NRK", "", "1"));
}

}  // namespace depesje
