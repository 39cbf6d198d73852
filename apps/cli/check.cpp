// SPDX-License-Identifier: Apache-2.0
//
// depesje check: every lexicon and rule file, every fault, with file, line, column and the way out.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "claim/claim_reader.h"
#include "command.h"
#include "depesje/engine.h"
#include "engine/check_examples.h"
#include "event/event_coder.h"
#include "mention/mention_finder.h"
#include "output.h"
#include "place/gazetteer.h"
#include "text/language.h"
#include "time/time_reader.h"
#include "token/tokenizer.h"

namespace depesje::cli {
namespace {

// Faults in the order of the stages, each once.
class Faults {
 public:
  void add(const std::vector<Error>& errors) {
    for (const Error& error : errors) add(error);
  }
  void add(const Error& error) {
    if (seen_.insert(error.to_string()).second) lines_.push_back(error.to_string());
  }
  template <class T>
  void add_if_failed(const Result<T>& result) {
    if (!result) add(result.error());
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> lines_;
};

// Rows of world/actors without an example: each of them where asked for, else how many.
void note_unused(const std::filesystem::path& root, bool list, std::vector<std::string>& notes) {
  const std::vector<UnusedRow> unused = unused_actors(root);
  std::map<std::string, std::size_t> count;
  for (const UnusedRow& row : unused) {
    ++count[row.file];
    if (list) {
      const auto file = (root / "world" / "actors" / row.file).string();
      notes.push_back(file + ":" + std::to_string(row.line) + ": no example names " + row.id);
    }
  }
  for (const auto& [file, rows] : count) {
    notes.push_back(std::to_string(rows) + " rows of world/actors/" + file + " are named by no example" +
                    (list ? "" : " (--unused lists them)"));
  }
}

int run(const std::filesystem::path& root, bool list_unused) {
  const auto lang_root = root / "lang";
  Faults faults;
  const auto language = LanguageDetector::load(lang_root);
  if (!language) {
    tell(language.error());
    return kCannotLoad;
  }
  faults.add_if_failed(Tokenizer::load(lang_root));
  faults.add(check_actors(root));
  faults.add(check_time(lang_root));
  faults.add(check_places(root));
  for (const std::string& lang : language->languages()) {
    std::error_code code;
    if (std::filesystem::exists(lang_root / lang / "cues.tsv", code)) faults.add(check_claim(lang_root, lang));
  }
  std::vector<std::string> notes;
  faults.add(check_events(root, &notes));
  note_unused(root, list_unused, notes);
  const auto engine = Engine::load({root});  // what loading alone finds, models too
  if (engine) faults.add(check_examples(*engine, root));
  else faults.add(engine.error());

  Output output;
  for (const std::string& line : faults.lines()) output.write(line + '\n');
  const int written = output.finish();
  for (const std::string& note : notes) tell("note: " + note);
  if (!find_place_index(root)) {
    tell(
        "note: no places.index, so only the places of world/places are known; make it with scripts/build_gazetteer.sh");
  }
  tell(std::to_string(faults.lines().size()) + (faults.lines().size() == 1 ? " fault" : " faults") + " in " +
       root.string());
  return faults.lines().empty() ? written : kFaults;
}

}  // namespace

void add_check(CLI::App& program, Command& command) {
  auto folder = std::make_shared<std::string>();
  CLI::App* check = program.add_subcommand("check", "check all lexicon and rule files, and run their examples");
  check->add_option("DIR", *folder, "folder that holds lang/ and world/; else the one of --data");
  auto unused = std::make_shared<bool>(false);
  check->add_flag("--unused", *unused, "also list the actors that no example names");
  check->footer(
      "Prints each fault as file:line:column: what is wrong; the way out.\n"
      "Examples:\n"
      "  depesje check\n"
      "  depesje check path/to/checkout\n"
      "Exit codes: 0 no fault, 1 faults, 2 usage, 3 no such folder.");
  check->callback([&command, folder, unused] {
    command.run = [&command, folder, unused] { return run(folder->empty() ? command.data_root : *folder, *unused); };
  });
}

}  // namespace depesje::cli
