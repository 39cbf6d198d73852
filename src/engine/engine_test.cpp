// SPDX-License-Identifier: Apache-2.0
#include "depesje/engine.h"

#include <doctest/doctest.h>

#include <atomic>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/unicode.h"
#include "engine/analysis.h"
#include "engine/ordered.h"
#include "record/json.h"

namespace depesje {
namespace {

const Engine& engine() {
  static const Engine loaded = [] {
    auto result = Engine::load({DEPESJE_SOURCE_DIR});
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().to_string()));
    return std::move(*result);
  }();
  return loaded;
}

const std::vector<std::string> kTexts = {
    "date 2019-03-06\n\nNorges statsminister møtte Tysklands forbundskansler i Berlin tirsdag.\n\n– Vi støtter "
    "forslaget, "
    "sa statsministeren.",
    "Kreml avviser at Russland har angrepet tyrkiske styrker i Syria, ifølge Reuters.",
    "Statsministeren i Noreg vitja Finland måndag. Ho bad Russland om å trekkje styrkane ut av Ukraina.",
    "The United States imposed new sanctions on Iran. Germany criticised the decision.",
    "",
    "…",
    "Tyrkia 🇹🇷 skal ha arrestert tre journalister.\n\n\n\nI april",
};

std::string lines_of(const Record& record) {
  std::string out;
  append_record_lines(out, record);
  return out;
}

// The text between two code-point offsets.
std::string cut(std::string_view text, std::uint32_t start, std::uint32_t end) {
  std::string out;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t from = at;
    next_code_point(text, at);
    if (number >= start && number < end) out += text.substr(from, at - from);
  }
  return out;
}

TEST_CASE("every span of a record leads to its words in the text as given") {
  for (const std::string& text : kTexts) {
    const Document document = Engine::document(text, {});
    ReadOptions options;
    options.mentions = true;
    const Record record = engine().read(document, options);
    const auto check = [&](const std::string& words, std::uint32_t start, std::uint32_t end) {
      if (!words.empty()) CHECK(cut(text, start, end) == words);
    };
    const auto check_entities = [&](const std::vector<EntityRecord>& entities) {
      for (const EntityRecord& entity : entities) {
        check(entity.text, entity.start, entity.end);
        CHECK_FALSE(entity.code.empty());
      }
    };
    std::set<std::string> ids;
    for (const EventRecord& event : record.events) {
      CHECK(ids.insert(event.id).second);
      REQUIRE_FALSE(event.evidence.empty());
      check_entities(event.actors);
      check_entities(event.recipients);
      for (const EvidenceRecord& evidence : event.evidence) {
        check(evidence.trigger.text, evidence.trigger.start, evidence.trigger.end);
        CHECK(evidence.start <= evidence.trigger.start);
        CHECK(evidence.trigger.end <= evidence.end);
      }
    }
    for (const StatementRecord& statement : record.statements) {
      check_entities(statement.speakers);
      for (const TextRange& content : statement.content) check(content.text, content.start, content.end);
      for (const std::string& id : statement.events) CHECK(ids.contains(id));
    }
    for (const MentionRecord& mention : record.mentions)
      check(mention.range.text, mention.range.start, mention.range.end);
  }
}

TEST_CASE("offsets count the source, also where it was normalised") {
  // «møtte» with a combining ring in «Måndag» before it, CRLF, and a header.
  const std::string text = "date 2018-02\r\n\r\nMa\xCC\x8Andag møtte USAs president Kinas president i Oslo.";
  const Record record = engine().read(Engine::document(text, {}));
  for (const EventRecord& event : record.events) {
    for (const EvidenceRecord& evidence : event.evidence) {
      CHECK(cut(text, evidence.trigger.start, evidence.trigger.end) == evidence.trigger.text);
    }
  }
}

TEST_CASE("many threads give the records of one, in the order of the documents") {
  const auto read_with = [&](unsigned threads) {
    std::size_t at = 0;
    std::string out;
    engine().read_all(
        [&]() -> std::optional<Document> {
          if (at == 5 * kTexts.size()) return std::nullopt;
          DocumentInfo info;
          info.id = "d" + std::to_string(at);
          return Engine::document(kTexts[at++ % kTexts.size()], std::move(info));
        },
        [&](const Record& record) { out += lines_of(record); }, {}, threads);
    return out;
  };
  const std::string one = read_with(1);
  CHECK(one.find("\"d34\"") != std::string::npos);
  CHECK(read_with(3) == one);
  CHECK(read_with(8) == one);
}

TEST_CASE("reading stops behind the stage that is asked for") {
  const Document document = Engine::document(kTexts.front(), {});
  ReadOptions options;
  options.stop_after = Stage::token;
  CHECK(engine().analyse(document, options).words.words.empty());
  options.stop_after = Stage::parse;
  const Analysis parsed = engine().analyse(document, options);
  CHECK(parsed.words.words.size() == parsed.tokens.tokens.size());
  CHECK(parsed.mentions.mentions.empty());
  options.stop_after = Stage::claim;
  CHECK(engine().analyse(document, options).events.events.empty());
}

TEST_CASE("an undated document says so") {
  const Record record = engine().read(Engine::document("Putin møtte Trump tirsdag.", {}));
  REQUIRE(record.document.notes.size() == 1);
  CHECK(record.document.notes.front() == "no document date: relative dates stay unresolved");
}

TEST_CASE("a folder without data is refused with its name") {
  const auto result = Engine::load({"nowhere"});
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().to_string().find("nowhere") != std::string::npos);
}

TEST_CASE("a pool keeps the order of its jobs") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    int given = 0, expected = 0;
    std::atomic<int> worked = 0;
    run_in_order([&]() -> std::optional<int> { return given < 500 ? std::optional(given++) : std::nullopt; },
                 [&](int job) {
                   ++worked;
                   return 2 * job;
                 },
                 [&](int outcome) { CHECK(outcome == 2 * expected++); }, threads);
    CHECK(expected == 500);
    CHECK(worked == 500);
  }
}

}  // namespace
}  // namespace depesje
