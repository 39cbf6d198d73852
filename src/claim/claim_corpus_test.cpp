// SPDX-License-Identifier: Apache-2.0
//
// Runs lang/<code>/claim.corpus: the examples are the specification of cues.tsv, stance.tsv and the code that uses
// them. A case is a heading line "== name", a small CoNLL-U sentence or several, and expectations:
//   says SPEAKER | CUE | CLASS | FORM | CONTENT     "-" = empty; several speakers or spans with " + "
//   none                                            no statement at all
//   stance WORD polarity certainty status           of the first token with that form
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "claim/claim_reader.h"
#include "parse/conllu.h"

namespace depesje {
namespace {

struct Case {
  std::string name, trees;
  std::vector<std::string> expectations;
};

std::vector<Case> cases_of(const std::string& path) {
  std::ifstream stream(path);
  std::vector<Case> cases;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("== ")) cases.push_back({line.substr(3), {}, {}});
    if (cases.empty() || line.starts_with("== ") || line.starts_with("#!")) continue;
    if (line.starts_with("says ") || line == "none" || line.starts_with("stance ")) {
      cases.back().expectations.push_back(line);
    } else if (!line.empty() && line.find('\t') == std::string::npos && line.front() != '#') {
      continue;
    } else {
      cases.back().trees += line + "\n";
    }
  }
  return cases;
}

std::string joined_text(const Document& document, const std::vector<Span>& spans) {
  std::string out;
  for (const Span span : spans) {
    if (!out.empty()) out += " + ";
    out += document.at(span);
  }
  return out.empty() ? "-" : out;
}

std::vector<std::string> told(const ConlluDocument& input, const ClaimTable& table) {
  std::vector<std::string> lines;
  for (const Statement& statement : table.statements) {
    std::vector<Span> speakers;
    for (std::uint32_t i = statement.speakers.begin; i < statement.speakers.end; ++i)
      speakers.push_back(table.parties[i].span);
    std::vector<Span> content(table.content_spans.begin() + statement.content.begin,
                              table.content_spans.begin() + statement.content.end);
    const bool cue = statement.cue != kNone<TokenId>;
    lines.push_back("says " + joined_text(input.document, speakers) + " | " +
                    (cue ? std::string(input.document.at(statement.cue_span)) : "-") + " | " +
                    std::string(kCueClassNames[static_cast<std::size_t>(statement.cue_class)]) + " | " +
                    std::string(kStatementFormNames[static_cast<std::size_t>(statement.form)]) + " | " +
                    joined_text(input.document, content));
  }
  return lines;
}

std::string stance_line(const ConlluDocument& input, const ClaimTable& table, const std::string& word) {
  for (std::size_t i = 0; i < input.tokens.tokens.size(); ++i) {
    if (input.document.at(input.tokens.tokens[i].span) != word) continue;
    const Stance& stance = table.stances[i];
    return "stance " + word + " " + std::string(kPolarityNames[static_cast<std::size_t>(stance.polarity)]) + " " +
           std::string(kCertaintyNames[static_cast<std::size_t>(stance.certainty)]) + " " +
           std::string(kStatusNames[static_cast<std::size_t>(stance.status)]);
  }
  return "no such word";
}

}  // namespace

TEST_CASE("the corpus of each language holds") {
  const std::string root = DEPESJE_SOURCE_DIR;
  for (const std::string lang : {"nb", "nn", "en"}) {
    CAPTURE(lang);
    CHECK(check_claim(root + "/lang", lang).empty());
    auto reader = ClaimReader::load(root + "/lang", lang);
    REQUIRE(reader);
    const auto cases = cases_of(root + "/lang/" + lang + "/claim.corpus");
    CHECK(cases.size() >= 5);
    for (const Case& one : cases) {
      CAPTURE(one.name);
      auto input = read_conllu(one.trees);
      REQUIRE_MESSAGE(input, (input ? "" : input.error().to_string()));
      const ClaimTable table =
          reader->read(input->document, input->tokens, input->words, MentionTable{}, input->strings);
      CHECK(table.stances.size() == input->tokens.tokens.size());
      CHECK(table.told_in.size() == input->tokens.tokens.size());
      std::string all;
      const auto lines = told(*input, table);
      for (const std::string& line : lines) all += line + "\n";
      for (const std::string& expected : one.expectations) {
        if (expected == "none") {
          CHECK(all == "");
        } else if (expected.starts_with("says ")) {
          CHECK_MESSAGE(std::ranges::find(lines, expected) != lines.end(), expected << "\ntold:\n" << all);
        } else {
          std::istringstream words(expected);
          std::string skip, word;
          words >> skip >> word;
          CHECK(stance_line(*input, table, word) == expected);
        }
      }
    }
  }
}

TEST_CASE("a table that names an unknown class says where") {
  const auto folder = std::filesystem::temp_directory_path() / "depesje_claim_test" / "xx";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "cues.tsv") << "lemma\tpart\twith\tclass\tframes\tforce\tchannel\nsi\tverb\t\tspeak\tat\n";
  std::ofstream(folder / "stance.tsv") << "kind\tword\tpart\twith\tframes\tstatus\tcertainty\teffect\n";
  const auto errors = check_claim(folder.parent_path(), "xx");
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().line == 2);
  CHECK(errors.front().what.find("speak") != std::string::npos);
  std::filesystem::remove_all(folder.parent_path());
}

}  // namespace depesje
