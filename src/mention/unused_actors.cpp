// SPDX-License-Identifier: Apache-2.0
//
// Which rows of world/actors no example names. An example is any text under lang/ (*.corpus), examples/ or tests/cases.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/tsv.h"
#include "base/unicode.h"
#include "mention/mention_finder.h"

namespace depesje {
namespace {

constexpr std::size_t kNameWords = 6;
constexpr std::size_t kShortestStem = 3;  // bytes of a name before an ending

bool ends_word(char c) { return c == ' ' || c == '\n' || c == '\t' || c == ',' || c == '.' || c == '"' || c == '|'; }

// Every run of up to six words, with and without its last letter (a genitive's s).
void note_runs(const std::string& text, std::unordered_set<std::string>& runs) {
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && ends_word(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !ends_word(text[at])) ++at;
    if (at > begin) words.emplace_back(begin, at);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t k = i; k < std::min(words.size(), i + kNameWords); ++k) {
      std::string run = text.substr(words[i].first, words[k].second - words[i].first);
      if (run.size() > kShortestStem && run.ends_with('s')) runs.insert(run.substr(0, run.size() - 1));
      runs.insert(std::move(run));
    }
  }
}

std::unordered_set<std::string> runs_of_examples(const std::filesystem::path& root) {
  std::unordered_set<std::string> runs;
  for (const char* folder : {"lang", "examples", "tests/cases"}) {
    std::error_code code;
    for (std::filesystem::recursive_directory_iterator at(root / folder, code), end; !code && at != end;
         at.increment(code)) {
      const std::string kind = at->path().extension().string();
      if (kind != ".corpus" && kind != ".txt") continue;
      std::ifstream in(at->path(), std::ios::binary);
      note_runs(std::string(std::istreambuf_iterator<char>(in), {}), runs);
    }
  }
  return runs;
}

}  // namespace

std::vector<UnusedRow> unused_actors(const std::filesystem::path& data_root) {
  const auto runs = runs_of_examples(data_root);
  std::vector<UnusedRow> unused;
  for (const char* file : {"countries.tsv", "organisations.tsv", "people.tsv"}) {
    const auto table = TsvTable::load(data_root / "world" / "actors" / file, {});
    if (!table) continue;  // check_actors names it
    const bool people = std::string_view(file) == "people.tsv";
    for (std::size_t row = 0; row < table->rows(); ++row) {
      bool used = false;
      for (const char* column : {"name", "name_nb", "name_nn", "name_en", "aliases", "aliases_nb", "aliases_nn",
                                 "aliases_en", "adjective_nb", "adjective_nn", "adjective_en", "demonym_nb",
                                 "demonym_nn", "demonym_en", "seats", "seats_nb", "seats_nn", "seats_en"}) {
        for (const auto name : split_cell(table->cell(row, column), "|")) {
          used = used || runs.contains(std::string(name));
          if (people && name.rfind(' ') != name.npos) {
            used = used || runs.contains(std::string(name.substr(name.rfind(' ') + 1)));
          }
        }
      }
      if (used) continue;
      const std::string_view id = table->cell(row, people || table->cell(row, "code").empty() ? "id" : "code");
      unused.push_back({file, table->line(row), std::string(id)});
    }
  }
  return unused;
}

}  // namespace depesje
