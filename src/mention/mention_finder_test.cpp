// SPDX-License-Identifier: Apache-2.0
//
// Cases are text: testdata/*.conllu hold parsed sentences, before each the mentions that must be found in it:
//   # mention = USAs president Donald Trump | USAGOV Donald Trump
// One line a mention, its entities (code and name) behind bars. Only what is listed is looked for; the tables are the
// small ones under testdata/actors, the words those of lang/.
#include "mention/mention_finder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/tsv.h"
#include "parse/conllu.h"

namespace depesje {
namespace {

const std::filesystem::path kSource = DEPESJE_SOURCE_DIR;

struct Case {
  std::string conllu, lang, published;
  std::vector<std::string> expected;
};

std::string value_of(std::string_view line, std::string_view key) {
  const std::string start = "# " + std::string(key) + " = ";
  return line.starts_with(start) ? std::string(line.substr(start.size())) : std::string();
}

std::vector<Case> cases_in(const std::string& text) {
  std::vector<Case> cases;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (const auto lang = value_of(line, "lang"); !lang.empty()) cases.push_back({{}, lang, {}, {}});
    if (cases.empty()) continue;
    Case& made = cases.back();
    if (const auto date = value_of(line, "published"); !date.empty()) made.published = date;
    if (const auto mention = value_of(line, "mention"); !mention.empty()) made.expected.push_back(mention);
    made.conllu.append(line).append("\n");
  }
  return cases;
}

Day day_of(const std::string& date) {
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(date.substr(at, size)); };
  const auto day = std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
  return static_cast<Day>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::vector<std::string> found_in(const MentionFinder& finder, const Case& made) {
  DocumentInfo info;
  info.lang = made.lang;
  info.published.earliest = info.published.latest = day_of(made.published);
  auto read = read_conllu(made.conllu, "case", info);
  REQUIRE(read.has_value());
  const MentionTable table = finder.find(read->document, read->tokens, read->words, made.lang, read->strings);
  CHECK(table.at_token.size() == read->tokens.tokens.size());
  std::vector<std::string> found;
  for (const Mention& mention : table.mentions) {
    std::string line(read->document.at(mention.span));
    for (auto i = mention.entities.begin; i < mention.entities.end; ++i) {
      const Entity& entity = table[table.entity_refs[i]];
      line += " | ";
      line += read->strings.at(entity.code);
      line += " ";
      line += read->strings.at(entity.name);
    }
    found.push_back(line);
  }
  return found;
}

TEST_CASE("mentions and who they stand for") {
  const auto finder = MentionFinder::load(kSource / "src/mention/testdata", kSource / "lang");
  REQUIRE_MESSAGE(finder.has_value(), (finder ? "" : finder.error().to_string()));
  for (const char* file : {"nb.conllu", "nn.conllu"}) {
    const auto text = read_file(kSource / "src/mention/testdata" / file);
    REQUIRE(text.has_value());
    for (const Case& made : cases_in(*text)) {
      const auto found = found_in(*finder, made);
      std::string all;
      for (const std::string& line : found) all += line + "\n";
      for (const std::string& expected : made.expected) {
        CHECK_MESSAGE(std::ranges::find(found, expected) != found.end(), expected << "\nnot among\n" << all);
      }
    }
  }
}

TEST_CASE("a language without tables gives an empty table of the right size") {
  const auto finder = MentionFinder::load(kSource / "src/mention/testdata", kSource / "lang");
  REQUIRE(finder.has_value());
  auto read = read_conllu("1\tMoskva\tMoskva\tPROPN\t_\t_\t0\troot\t_\t_\n\n");
  REQUIRE(read.has_value());
  const MentionTable table = finder->find(read->document, read->tokens, read->words, "fi", read->strings);
  CHECK(table.mentions.empty());
  CHECK(table.at_token.size() == 1);
}

TEST_CASE("the tables of the project load") {
  const auto finder = MentionFinder::load(kSource);
  CHECK_MESSAGE(finder.has_value(), (finder ? "" : finder.error().to_string()));
}

TEST_CASE("the checker names each fault and lets good tables pass") {
  const auto faults = check_actors(kSource / "src/mention/testdata/faulty");
  const auto named = [&](std::string_view text) {
    return std::ranges::any_of(faults,
                               [&](const Error& error) { return error.to_string().find(text) != std::string::npos; });
  };
  CHECK(named("«XYZ» is no country"));
  CHECK(named("«FN» also stands in line"));
  CHECK(named("unknown gender «x»"));
  CHECK(named("holds the office together with line"));
  CHECK(named("«XXX» is no sector"));
  CHECK(named("ends before it begins"));
  CHECK(named("«nobody» is not in people.tsv"));
  CHECK(named("«0016» is absurd"));
  CHECK(named("«Angela Dorothea Merkel» also stands in line"));
  CHECK(named("«202x» is no date"));
  CHECK(named("«DEUGO» is no code"));
  CHECK(check_actors(kSource / "src/mention/testdata/none").size() >= 4);  // files that are not there
}

TEST_CASE("rows that no example names are reported") {
  const auto unused = unused_actors(kSource / "src/mention/testdata/faulty");
  const auto has = [&](std::string_view id) {
    return std::ranges::any_of(unused, [&](const UnusedRow& row) { return row.id == id && row.line > 1; });
  };
  CHECK(has("gerhard_schroder"));
  CHECK(has("SYR"));
  CHECK_FALSE(has("angela_merkel"));  // "Merkels"
  CHECK_FALSE(has("USA"));
}

TEST_CASE("the project's own tables have no faults") {
  for (const Error& fault : check_actors(kSource)) FAIL_CHECK(fault.to_string());
}

}  // namespace
}  // namespace depesje
