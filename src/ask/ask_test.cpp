// SPDX-License-Identifier: Apache-2.0
//
// A small store is made from records; every question is a table of cases on it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "ask/party.h"
#include "ask/print.h"
#include "ask/queries.h"
#include "store/migrations.h"
#include "store/writer.h"

namespace depesje {
namespace {

Day day(const char* text) { return *day_of(text, false); }

EntityRecord actor(const std::string& name, const std::string& code, const std::string& key) {
  EntityRecord out;
  out.name = name;
  out.text = name.substr(name.rfind(' ') + 1);
  out.country = code.substr(0, 3);
  out.code = code;
  out.id = key;
  return out;
}
EntityRecord trump() { return actor("Donald Trump", "USAGOV", "donald_trump"); }
EntityRecord ivanka() { return actor("Ivanka Trump", "USAGOV", "ivanka_trump"); }
EntityRecord putin() { return actor("Vladimir Putin", "RUSGOV", "vladimir_putin"); }
EntityRecord usa() { return actor("USA", "USAGOV", "USA"); }
EntityRecord syria() { return actor("Syria", "SYRGOV", "SYR"); }

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// An article whose lines are its sentences; ASCII, so bytes are code points.
struct Maker {
  StoredArticle article;

  Maker(const char* id, const char* publisher, const char* published, std::string text) {
    article.text = std::move(text);
    article.record.document = {id, "", "", publisher, "nb", {published, day(published), day(published), Grain::day, {}},
                               {}};
    std::uint32_t at = 0;
    for (const std::string& line : lines_of(article.text)) {
      const auto end = at + static_cast<std::uint32_t>(line.size());
      StoredSentence sentence{at, end, line, 0, {}};
      for (const std::string& word : search_terms(line)) (sentence.lemmas += word) += ' ';
      article.sentences.push_back(std::move(sentence));
      at = end + 1;
    }
  }
  TextRange words(const char* text) const {
    const auto at = static_cast<std::uint32_t>(article.text.find(text));
    return {text, at, at + static_cast<std::uint32_t>(std::string_view(text).size())};
  }
  // Where the words of everyone in it stand.
  StoredArticle done() {
    const auto put = [&](EntityRecord& one) {
      const TextRange at = words(one.text.c_str());
      one.start = at.start;
      one.end = at.end;
    };
    for (EventRecord& one : article.record.events) {
      for (auto* list : {&one.actors, &one.recipients}) std::ranges::for_each(*list, put);
      for (AttributionRecord& told : one.attribution) put(*told.source);
      if (one.place) {
        const TextRange at = words(one.place->text.c_str());
        one.place->start = at.start;
        one.place->end = at.end;
      }
    }
    for (StatementRecord& one : article.record.statements) {
      for (auto* list : {&one.speakers, &one.about}) std::ranges::for_each(*list, put);
    }
    return article;
  }
  EventRecord& event(const char* id, const char* type, const char* date, const char* trigger, const char* status) {
    EventRecord& out = article.record.events.emplace_back();
    out.id = id;
    out.type = type;
    out.polarity = "pos";
    out.certainty = "certain";
    out.status = status;
    if (date != nullptr) {
      const Day last = *day_of(date, true);
      out.date = DateRecord{{date, day(date), last, last == day(date) ? Grain::day : Grain::month, {}}, std::nullopt};
    }
    const TextRange at = words(trigger);
    for (std::uint32_t i = 0; i < article.sentences.size(); ++i) {
      const StoredSentence& sentence = article.sentences[i];
      if (sentence.start <= at.start && at.end <= sentence.end) {
        out.evidence = {{i, sentence.start, sentence.end, at}};
      }
    }
    return out;
  }
};

class AskedStore {
 public:
  AskedStore()
      : path_((std::filesystem::temp_directory_path() / ("depesje_ask_" + std::to_string(getpid()))).string()) {
    remove();
    auto writer = StoreWriter::open(path_, {{"0.1.0", "model 1", "codebook 1"}, 1'500'000'000, false, {}});
    REQUIRE(writer.has_value());
    for (const StoredArticle& article : {first(), second()}) {
      const auto outcome = writer->put(article);
      if (!outcome) FAIL(outcome.error().to_string());
    }
    REQUIRE(writer->commit().has_value());
    REQUIRE(writer->finish().has_value());
  }
  ~AskedStore() { remove(); }
  Database open() const {
    auto database = open_store(path_);
    REQUIRE(database.has_value());
    return *std::move(database);
  }

 private:
  static StoredArticle first() {
    Maker maker("a1", "NTB", "2017-05-02",
                "Trump ringte Putin mandag.\nDe skal til Hamburg i juli.\nDe har ikke reist til Reykjavik, sier "
                "Kreml.\nPutin sa at krigen i Syria skal ta slutt.\nTrump kan ringe igjen.");
    EventRecord& call = maker.event("00000000000000a1", "CONSULT", "2017-05-01", "ringte", "occurred");
    call.modes = {"phone"};
    call.score = 1.5;
    call.actors = {trump(), putin()};
    EventRecord& meeting = maker.event("00000000000000a2", "CONSULT", "2017-07", "skal til", "planned");
    meeting.score = 2.5;
    meeting.actors = {trump(), putin()};
    meeting.place = PlaceRecord{"Hamburg", 39, 46, "Hamburg", "DEU", "Hamburg", 53.55, 9.99, "hamburg.deu", "city"};
    EventRecord& denied = maker.event("00000000000000a3", "CONSULT", nullptr, "reist", "occurred");
    denied.polarity = "neg";
    denied.score = 2.5;
    denied.actors = {trump(), putin()};
    AttributionRecord kremlin;
    kremlin.source = actor("Kreml", "RUSGOV", "RUS");
    kremlin.cue_class = "deny";
    kremlin.form = "indirect";
    denied.attribution = {kremlin};
    maker.event("00000000000000a4", "CONSULT", nullptr, "ringe", "planned").actors = {ivanka()};
    StatementRecord said;
    said.id = "00000000000000b1";
    said.speakers = {putin()};
    said.cue_class = "say";
    said.form = "indirect";
    said.content = {maker.words("at krigen i Syria skal ta slutt")};
    said.about = {syria()};
    maker.article.record.statements = {said};
    maker.article.forms = {{"krigen", "krig"}, {"skal", ""}, {"i", ""}, {"ringte", "ringe"}};
    maker.article.sentences[3].lemmas = "krig putin si slutt syria ta";
    return maker.done();
  }
  static StoredArticle second() {
    Maker maker("b1", "TASS", "2017-05-03",
                "Trump og Putin snakket sammen.\nSist ringte de i april.\nUSA angrep Syria.");
    EventRecord& call = maker.event("00000000000000c1", "CONSULT", "2017-05-01", "snakket", "occurred");
    call.modes = {"phone"};
    call.score = 1.5;
    call.actors = {putin(), trump()};
    EventRecord& earlier = maker.event("00000000000000c2", "CONSULT", "2017-04-03", "ringte", "occurred");
    earlier.modes = {"phone"};
    earlier.score = 1.5;
    earlier.actors = {trump()};
    earlier.recipients = {putin()};
    EventRecord& assault = maker.event("00000000000000c3", "ASSAULT", "2017-04-07", "angrep", "occurred");
    assault.score = -9;
    assault.actors = {usa()};
    assault.recipients = {syria()};
    return maker.done();
  }
  void remove() const {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
  }
  std::string path_;
};

// "a1 c2 …": the last two letters of each id.
template <class Row>
std::string ids(const Result<std::vector<Row>>& rows) {
  if (!rows) return "error: " + rows.error().to_string();
  std::string out;
  for (const Row& row : *rows) (out += out.empty() ? "" : " ") += row.id.substr(14);
  return out;
}

Question of(std::vector<std::string> parties) {
  Question out;
  out.parties = std::move(parties);
  out.as_of = day("2017-05-03");
  return out;
}

template <class Change>
Question of(std::vector<std::string> parties, Change&& change) {
  Question out = of(std::move(parties));
  change(out);
  return out;
}

TEST_CASE("days and periods") {
  CHECK(*day_of("2017", false) == day("2017-01-01"));
  CHECK(*day_of("2017-02", true) == day("2017-02-28"));
  for (const char* bad : {"", "17", "2017-13", "2017-02-30", "2017/02", "yesterday", "2017-2-1x"}) {
    CHECK_MESSAGE(!day_of(bad, false), bad);
  }
  struct Case {
    const char* day;
    Period period;
    const char* name;
  };
  for (const Case& one : {Case{"2017-05-03", Period::day, "2017-05-03"}, Case{"2017-01-01", Period::week, "2016-W52"},
                          Case{"2017-05-03", Period::week, "2017-W18"}, Case{"2017-05-03", Period::month, "2017-05"},
                          Case{"2017-05-03", Period::quarter, "2017-Q2"}, Case{"2017-12-31", Period::year, "2017"}}) {
    CHECK(period_name(day(one.day), one.period) == one.name);
    CHECK(period_name(period_start(day(one.day), one.period), one.period) == one.name);
  }
}

TEST_CASE("whom a name means") {
  const AskedStore store;
  const Database database = store.open();
  struct Case {
    const char *asked, *name, *code;
    bool side;
  };
  for (const Case& one :
       {Case{"Putin", "Vladimir Putin", "RUSGOV", false}, Case{"vladimir putin", "Vladimir Putin", "RUSGOV", false},
        Case{"donald_trump", "Donald Trump", "USAGOV", false}, Case{"USA", "USA", "USA", true},
        Case{"Syria", "Syria", "SYR", true}, Case{"USAGOV", "USAGOV", "USAGOV", false}}) {
    const auto party = find_party(database, one.asked);
    REQUIRE_MESSAGE(party.has_value(), one.asked);
    CHECK(party->name == one.name);
    CHECK(party->code == one.code);
    CHECK(party->whole_side == one.side);
  }
  const auto two = find_party(database, "Trump");
  REQUIRE(!two);
  CHECK(two.error().what == "«Trump» may be 2 in this store: Donald Trump [donald_trump], Ivanka Trump [ivanka_trump]");
  CHECK(!find_party(database, "Nobody"));
  CHECK(!find_party(database, ""));
}

TEST_CASE("timeline") {
  const AskedStore store;
  const Database database = store.open();
  const auto check = [&](const Question& question, const char* wanted) {
    CHECK(ids(timeline(database, question)) == wanted);
  };
  check(of({"Donald Trump", "Putin"}), "c2 a1 c1 a2 a3");
  check(of({"Putin", "Donald Trump"}), "c2 a1 c1 a2 a3");
  check(of({"USA", "RUS"}), "c2 a1 c1 a2 a3");
  check(of({"USA"}), "c2 c3 a1 c1 a2 a3 a4");
  check(of({"SYR"}), "c3");
  check(of({"USA", "SYR"}), "c3");
  check(of({"Putin", "SYR"}), "");
  check(of({"USA"}, [](Question& q) { q.limit = 2; }), "c1 a2");
  check(of({"USA"}, [](Question& q) { q.from = day("2017-07-15"); }), "a2");
  check(of({"USA"}, [](Question& q) { q.to = day("2017-04-05"); }), "c2");
  check(of({"USA"}, [](Question& q) { q.types = {"CONSULT/phone", "ASSAULT"}; }), "c2 c3 a1 c1");
  check(of({"USA"}, [](Question& q) { q.types = {"AID"}; }), "");
  check(of({"USA"}, [](Question& q) { q.statuses = {"denied"}; }), "a3");
  check(of({"USA"}, [](Question& q) { q.statuses = {"planned"}; }), "a2 a4");
  check(of({"USA"}, [](Question& q) { q.according_to = {"TASS"}; }), "c2 c3 c1");
  check(of({"USA"}, [](Question& q) { q.according_to = {"Kreml"}; }), "a3");
  check(of({"USA"}, [](Question& q) { q.places = {"hamburg"}; }), "a2");
  check(of({"USA"}, [](Question& q) { q.places = {"DEU"}; }), "a2");
  check(of({"USA"}, [](Question& q) { q.actors = {"SYR"}; }), "c3");
  check(of({"USA"}, [](Question& q) { q.text = "ringe putin"; }), "a1");
  const auto rows = timeline(database, of({"SYR"}));
  REQUIRE(rows->size() == 1);
  const EventAnswer& one = rows->front();
  CHECK(one.evidence.text == "USA angrep Syria.");
  CHECK(one.evidence.sentence == 2);
  CHECK(one.evidence.start == 55);
  CHECK(one.evidence.end == 72);
  CHECK(one.trigger == "angrep");
  CHECK(one.origin.publisher == "TASS");
  CHECK(one.origin.published == "2017-05-03");
}

TEST_CASE("contacts") {
  const AskedStore store;
  const Database database = store.open();
  const auto told = [&](const char* as_of) {
    const auto rows = contacts(database, of({"Donald Trump", "Putin"}, [&](Question& q) { q.as_of = day(as_of); }));
    REQUIRE(rows.has_value());
    std::string out;
    for (const EventAnswer& row : *rows) {
      out += (out.empty() ? "" : ", ") + row.which + ' ' + row.date + ' ' + std::to_string(row.reports);
    }
    return out;
  };
  CHECK(told("2017-05-03") == "next 2017-07 1, last 2017-05-01 2, before 2017-04-03 1, denied  1");
  CHECK(told("2017-04-10") == "next 2017-07 1, last 2017-04-03 1, denied  1");
  CHECK(told("2018-01-01") == "last 2017-05-01 2, before 2017-04-03 1, planned 2017-07 1, denied  1");
}

TEST_CASE("relation") {
  const AskedStore store;
  const Database database = store.open();
  const auto told = relation(database, of({"USA", "RUS"}));
  REQUIRE(told.has_value());
  CHECK(printed(*told, {AnswerFormat::csv, 100, false}) ==
        "period,dates,happened,happened_score,planned,planned_score,hypothetical,hypothetical_score,denied,denied_"
        "score\r\n"
        "2017-04,inside,1,1.5,0,,0,,0,\r\n"
        "2017-05,inside,2,1.5,0,,0,,0,\r\n"
        "2017-07,inside,0,,1,2.5,0,,0,\r\n"
        ",untold,0,,0,,0,,1,2.5\r\n");
  const auto days = relation(database, of({"USA", "RUS"}, [](Question& q) {
                               q.by = Period::day;
                               q.statuses = {"planned"};
                             }));
  REQUIRE(days->rows.size() == 1);
  CHECK(days->rows.front().wide);  // a month is in no day
  const std::string plot = printed(*told, {AnswerFormat::table, 100, false});
  for (const char* sign : {"2017-07", "○ 1 +2.5", "✕ 1 +2.5", "● 2 +1.5", "not told"}) {
    CHECK_MESSAGE(plot.find(sign) != std::string::npos, sign);
  }
}

TEST_CASE("said") {
  const AskedStore store;
  const Database database = store.open();
  const auto check = [&](const char* who, const char* about, const char* wanted) {
    CHECK(ids(said(database, of({who}, [&](Question& q) { q.about = about; }))) == wanted);
  };
  check("Putin", "", "b1");
  check("RUS", "SYR", "b1");
  check("Putin", "krig", "b1");
  check("Putin", "\"krig\"", "");
  check("Putin", "Hamburg", "");
  check("Donald Trump", "", "");
  const auto rows = said(database, of({"Putin"}));
  CHECK(rows->front().content.front().text == "at krigen i Syria skal ta slutt");
  CHECK(rows->front().sentence == 3U);
}

TEST_CASE("upcoming") {
  const AskedStore store;
  const Database database = store.open();
  const auto told = upcoming(database, of({}));
  REQUIRE(told.has_value());
  REQUIRE(told->events.size() == 1);
  CHECK(told->events.front().id == "00000000000000a2");
  CHECK(told->undated == 1);
  const std::string calendar = printed(told->events, {AnswerFormat::ics, 100, false});
  for (const char* line : {"DTSTART;VALUE=DATE:20170701\r\n", "DTEND;VALUE=DATE:20170801\r\n", "LOCATION:Hamburg\r\n",
                           "UID:00000000000000a2@depesje\r\n", "STATUS:TENTATIVE\r\n"}) {
    CHECK_MESSAGE(calendar.find(line) != std::string::npos, line);
  }
  const auto past = upcoming(database, of({}, [](Question& q) { q.as_of = day("2017-08-01"); }));
  CHECK(past->events.empty());
}

TEST_CASE("search") {
  const AskedStore store;
  const Database database = store.open();
  const auto check = [&](const char* text, const char* wanted) {
    const auto rows = search(database, of({}, [&](Question& q) { q.text = text; }));
    std::string out = rows ? "" : "error";
    if (rows) {
      for (const SentenceAnswer& row : *rows) {
        out += (out.empty() ? "" : " ") + row.origin.id + ':' + std::to_string(row.sentence.sentence);
      }
    }
    CAPTURE(std::string(text));
    CHECK(out == std::string(wanted));
  };
  check("krig", "a1:3");
  check("krigen Putin", "a1:3");
  check("kri*", "a1:3");
  check("\"krigen i Syria\"", "a1:3");
  check("\"Syria krigen\"", "");
  check("syria", "b1:2 a1:3");
  check("fred", "");
  check("skal", "error");
  check("\" OR *", "");
  check("!!", "error");
}

TEST_CASE("actors, places, sources") {
  const AskedStore store;
  const Database database = store.open();
  const auto actors = list_actors(database, of({}, [](Question& q) { q.text = "putin"; }));
  REQUIRE(actors->size() == 1);
  CHECK(actors->front().acting == 4);
  CHECK(actors->front().receiving == 1);
  CHECK(actors->front().quoted == 1);
  const auto places = list_places(database, of({}));
  REQUIRE(places->size() == 1);
  CHECK(places->front().events == 1);
  const auto sources = list_sources(database, of({}));
  REQUIRE(sources.has_value());
  CHECK(std::ranges::count(*sources, "outlet", &SourceAnswer::kind) == 2);
  CHECK(*newest_article(database) == day("2017-05-03"));
}

TEST_CASE("pair questions read the rows made for them") {
  const AskedStore store;
  const Database database = store.open();
  for (const std::string_view sql : {kPairEventSql, kPairDaySql, kSpeakerSql}) {
    auto plan = database.prepare("EXPLAIN QUERY PLAN " + std::string(sql));
    REQUIRE(plan.has_value());
    std::size_t steps = 0;
    while (*plan->step()) {
      const std::string step = plan->string(3);
      ++steps;
      CHECK_MESSAGE(step.starts_with("SEARCH"), step);
    }
    CHECK(steps > 0);
  }
}

TEST_CASE("answers as JSON say null for what is not told") {
  const AskedStore store;
  const Database database = store.open();
  const auto rows = timeline(database, of({"USA"}, [](Question& q) { q.statuses = {"denied"}; }));
  const std::string json = printed(*rows, {AnswerFormat::json, 100, false});
  CHECK(json.starts_with("[\n{\"id\": \"00000000000000a3\""));
  CHECK(json.ends_with("}\n]\n"));
  CHECK(json.find("\"date\": null") != std::string::npos);
  CHECK(json.find("\"polarity\": \"neg\"") != std::string::npos);
  CHECK(printed(std::vector<EventAnswer>{}, {AnswerFormat::json, 100, false}) == "[]\n");
  const std::string table = printed(*rows, {AnswerFormat::table, 160, false});
  CHECK(table.find("✕ denied") != std::string::npos);
  CHECK(table.find("not told") != std::string::npos);
}

}  // namespace
}  // namespace depesje
