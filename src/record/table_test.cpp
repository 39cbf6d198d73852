// SPDX-License-Identifier: Apache-2.0
#include "record/table.h"

#include <doctest/doctest.h>

#include <sstream>

#include "record/grid.h"
#include "record/json.h"

namespace depesje {
namespace {

EntityRecord entity(std::string name, std::string code, std::uint32_t start) {
  EntityRecord out;
  out.text = name;
  out.start = start;
  out.end = start + static_cast<std::uint32_t>(name.size());
  out.name = std::move(name);
  out.country = code.substr(0, 3);
  out.sectors = {code.substr(3)};
  out.code = std::move(code);
  return out;
}

// «USAs president og Russlands president skal møtes i Hamburg i juli, ifølge Kreml.»
Record meeting() {
  Record record;
  record.document = {"møte", "To presidenter møtes", "", "", "nb", {}, {}};
  record.document.published = {"2017-05", 17287, 17317, Grain::month, {}};
  EventRecord event;
  event.id = "0123456789abcdef";
  event.type = "CONSULT";
  event.modes = {"third-party"};
  event.contexts = {"diplomatic"};
  event.cameo = "040";
  event.score = 2.5;
  event.actors = {entity("Donald Trump", "USAGOV", 0), entity("Vladimir Putin", "RUSGOV", 20)};
  event.date = DateRecord{{"2017-07", 17348, 17378, Grain::month, {}}, TextRange{"i juli", 60, 66}};
  PlaceRecord place;
  place.text = place.name = "Hamburg";
  place.start = 51;
  place.end = 58;
  place.country = "DEU";
  place.lat = 53.55;
  place.lon = 10;
  place.precision = "city";
  event.place = place;
  event.polarity = "pos";
  event.certainty = "possible";
  event.status = "planned";
  AttributionRecord source;
  source.source = entity("Kreml", "RUSGOV", 75);
  source.source_kind = "government";
  source.cue = TextRange{"ifølge", 68, 74};
  source.cue_lemma = "ifølge";
  source.cue_class = "say";
  source.form = "adjunct";
  source.channel = "unknown";
  event.attribution = {source};
  event.evidence = {{0, 0, 81, {"møtes", 43, 48}}};
  event.derivation = {"frame møtes"};
  record.events = {event};
  EventRecord denied = event;
  denied.id = "fedcba9876543210";
  denied.type = "ASSAULT";
  denied.modes = {"aerial"};
  denied.actors = {entity("Russland", "RUS", 90)};
  denied.actors.front().sectors.clear();
  denied.recipients = {entity("Syria", "SYR", 100)};
  denied.date = DateRecord{{"[2017-05-02,2017-05-09]", 17288, 17295, Grain::day, {17288, 17295}}, std::nullopt};
  denied.place.reset();
  denied.polarity = "neg";
  denied.certainty = "certain";
  denied.status = "occurred";
  denied.attribution.clear();
  record.events.push_back(denied);
  return record;
}

TEST_CASE("the table tells who, what, whom, when, where, source, status and sentence") {
  std::string out;
  append_table(out, meeting(), {.width = 120, .colours = false});
  CHECK(
      out ==
      "To presidenter møtes  2017-05  nb  2 events  0 statements\n"
      "\n"
      "who                    did what             to whom    when             where        according to  status    "
      "sentence\n"
      "─────────────────────  ───────────────────  ─────────  ───────────────  ───────────  ────────────  ────────  "
      "────────\n"
      "Donald Trump USAGOV    CONSULT third-party             2017-07          Hamburg DEU  Kreml         possible  1\n"
      "Vladimir Putin RUSGOV  «møtes»                                                                     planned\n"
      "\n"
      "Russland RUS           ASSAULT aerial       Syria SYR  2017-05-{02,09}                             not       1\n"
      "                       «møtes»                                                                     occurred\n");
}

TEST_CASE("no line is wider than the terminal") {
  for (const std::size_t width : {30, 60, 80, 90, 100}) {
    std::string out;
    append_table(out, meeting(), {.width = width, .colours = false});
    std::istringstream lines(out.substr(out.find("\n\n")));
    for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(terminal_width(line) <= width, line);
  }
}

TEST_CASE("colours are asked for, never assumed") {
  std::string plain, coloured;
  append_table(plain, meeting(), {.width = 100, .colours = false});
  append_table(coloured, meeting(), {.width = 100, .colours = true});
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(coloured.find("\x1b[31mnot\x1b[0m") != std::string::npos);
}

TEST_CASE("JSON Lines name every field of the contract in its order") {
  std::string out;
  append_record_lines(out, meeting());
  std::istringstream lines(out);
  std::string document, event, denied;
  std::getline(lines, document);
  std::getline(lines, event);
  std::getline(lines, denied);
  CHECK(document ==
        R"({"kind": "document", "id": "møte", "title": "To presidenter møtes", "url": null, "publisher": null, )"
        R"("lang": "nb", "published": {"edtf": "2017-05", "earliest": "2017-05-01", "latest": "2017-05-31", )"
        R"("grain": "month", "candidates": [], "text": null, "start": null, "end": null}, "notes": []})");
  CHECK(event ==
        R"({"kind": "event", "id": "0123456789abcdef", "doc": "møte", "type": "CONSULT", "modes": ["third-party"], )"
        R"("contexts": ["diplomatic"], "cameo": "040", "score": 2.5, "actors": [{"text": "Donald Trump", "start": 0, )"
        R"("end": 12, "name": "Donald Trump", "country": "USA", "sectors": ["GOV"], "code": "USAGOV", "id": null}, )"
        R"({"text": "Vladimir Putin", "start": 20, "end": 34, "name": "Vladimir Putin", "country": "RUS", )"
        R"("sectors": ["GOV"], "code": "RUSGOV", "id": null}], "recipients": [], "about": [], )"
        R"("date": {"edtf": "2017-07", "earliest": "2017-07-01", "latest": "2017-07-31", "grain": "month", )"
        R"("candidates": [], "text": "i juli", "start": 60, "end": 66}, "place": {"text": "Hamburg", "start": 51, )"
        R"("end": 58, "name": "Hamburg", "country": "DEU", "admin1": null, "lat": 53.55, "lon": 10, "id": null, )"
        R"("precision": "city"}, "polarity": "pos", "certainty": "possible", "status": "planned", )"
        R"("attribution": [{"source": {"text": "Kreml", "start": 75, "end": 80, "name": "Kreml", "country": "RUS", )"
        R"("sectors": ["GOV"], "code": "RUSGOV", "id": null}, "source_kind": "government", "cue": {"text": "ifølge", )"
        R"("start": 68, "end": 74, "lemma": "ifølge"}, "cue_class": "say", "form": "adjunct", "channel": "unknown", )"
        R"("relay": null}], "evidence": [{"sentence": 0, "start": 0, "end": 81, "trigger": {"text": "møtes", )"
        R"("start": 43, "end": 48}}], "derivation": ["frame møtes"]})");
  CHECK(denied.find(R"("candidates": ["2017-05-02", "2017-05-09"], "text": null)") != std::string::npos);
}

TEST_CASE("JSON strings and days") {
  std::string out;
  JsonWriter(out).string("a\"b\\c\n\x01 é");
  CHECK(out == R"("a\"b\\c\n\u0001 é")");
  CHECK(iso_day(0) == "1970-01-01");
  CHECK(iso_day(17290) == "2017-05-04");
  CHECK(iso_day(-719528) == "0000-01-01");
}

TEST_CASE("CSV quotes what needs it") {
  Record record = meeting();
  record.events.resize(1);
  std::string out;
  append_csv(out, record);
  CHECK(out ==
        "møte,0123456789abcdef,CONSULT,third-party,diplomatic,040,2.5,Donald Trump [USAGOV]; Vladimir Putin "
        "[RUSGOV],,,2017-07,2017-07-01,2017-07-31,Hamburg,DEU,53.55,10,pos,possible,planned,Kreml,møtes,1\r\n");
}

}  // namespace
}  // namespace depesje
