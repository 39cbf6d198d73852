// SPDX-License-Identifier: Apache-2.0
//
// What `depesje check` says of the event tables.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/tsv.h"
#include "event/event_coder.h"
#include "event/lexicon.h"

namespace depesje {
namespace {

constexpr std::string_view kLanguages[] = {"nb", "nn", "en"};

// Entries with the same head and class and the same or weaker conditions before them.
void find_shadowed(const Lexicon& lexicon, std::vector<Error>& faults) {
  std::map<std::string, const Entry*> first;
  for (const Entry& entry : lexicon.entries()) {
    std::string key = std::to_string(static_cast<int>(entry.trigger_class)) + ' ' + (entry.head.suffix ? "*" : "") +
                      (entry.head.compound_only ? "-" : "") + entry.head.text;
    for (const Element& element : entry.elements) {
      key += ' ' + std::to_string(static_cast<int>(element.kind)) + element.preposition;
      for (const WordPattern& word : element.words) key += '|' + std::string(word.suffix ? "*" : "") + word.text;
    }
    std::vector<std::string> conditions;
    for (const Condition& c : entry.conditions) {
      std::string text = std::to_string(static_cast<int>(c.slot.kind)) + c.slot.preposition + '.' + c.slot.inner +
                         std::to_string(static_cast<int>(c.flag)) + (c.negated ? "!" : "");
      for (const ConditionValue& v : c.values) {
        text += '|' + std::to_string(static_cast<int>(v.kind)) + (v.word.suffix ? "*" : "") + v.word.text +
                std::to_string(v.class_row);
      }
      conditions.push_back(std::move(text));
    }
    std::ranges::sort(conditions);
    for (const std::string& c : conditions) key += " & " + c;
    const auto [at, fresh] = first.emplace(key, &entry);
    if (fresh) continue;
    faults.push_back(Error{"«" + entry.head.text + "» can never be reached: line " + std::to_string(at->second->line) +
                               " holds whenever it does",
                           lexicon.file(entry), entry.line, 0, "remove it or add a condition"});
  }
}

// Frames named by "== frame" blocks that have both a "+" and a "-" line.
Result<std::set<std::string>> frames_with_examples(const std::filesystem::path& file, const Codebook& book,
                                                   std::vector<Error>& faults) {
  auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  std::set<std::string> complete;
  std::string frame;
  bool fires = false, silent = false;
  std::uint32_t number = 0, start = 0;
  const auto close = [&] {
    if (frame.empty()) return;
    if (fires && silent) complete.insert(frame);
    else {
      faults.push_back(Error{"frame «" + frame + "» lacks an example that " + (fires ? "must not fire" : "fires"),
                             file.string(), start, 0, std::string("add a line with ") + (fires ? "-" : "+")});
    }
  };
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++number;
    if (line.starts_with("== ")) {
      close();
      frame = line.substr(3);
      start = number;
      fires = silent = false;
      if (book.frame(frame) == nullptr) {
        faults.push_back(
            Error{"unknown frame «" + frame + "»", file.string(), number, 4, "use one of world/codebook/frames.tsv"});
      }
    } else if (line.starts_with("+ ")) {
      fires = true;
    } else if (line.starts_with("- ")) {
      silent = true;
    } else if (!line.empty() && !line.starts_with('#')) {
      faults.push_back(Error{"line is neither a frame, an example nor a comment", file.string(), number, 1,
                             "begin it with «== », «+ », «- » or «#»"});
    }
  }
  close();
  return complete;
}

}  // namespace

std::vector<Error> check_events(const std::filesystem::path& data_root) {
  std::vector<Error> faults;
  auto book = Codebook::load(data_root);
  if (!book) return {book.error()};
  std::map<std::string, std::set<std::string_view>> languages_of;
  std::size_t loaded = 0;
  for (const std::string_view lang : kLanguages) {
    const auto folder = data_root / "lang" / lang;
    if (!std::filesystem::exists(folder / "events.tsv")) continue;
    auto lexicon = Lexicon::load(data_root, lang, *book, &faults);
    if (!lexicon) {
      faults.push_back(lexicon.error());
      continue;
    }
    ++loaded;
    for (const Entry& entry : lexicon->entries()) languages_of[entry.frame->id].insert(lang);
    find_shadowed(*lexicon, faults);
    auto complete = frames_with_examples(folder / "event.corpus", *book, faults);
    if (!complete) {
      faults.push_back(complete.error());
      continue;
    }
    for (const Frame& frame : book->frames()) {
      if (!languages_of[frame.id].contains(lang) || complete->contains(frame.id)) continue;
      faults.push_back(Error{"frame «" + frame.id + "» has triggers but no examples",
                             (folder / "event.corpus").string(), 0, 0, "add a block «== " + frame.id + "»"});
    }
  }
  const auto frames_file = (data_root / "world" / "codebook" / "frames.tsv").string();
  for (const Frame& frame : book->frames()) {
    const auto& languages = languages_of[frame.id];
    if (languages.size() == loaded) continue;
    std::string missing;
    for (const std::string_view lang : kLanguages) {
      if (!languages.contains(lang)) missing += (missing.empty() ? "" : ", ") + std::string(lang);
    }
    faults.push_back(Error{"frame «" + frame.id + "» has no trigger in " + missing, frames_file, frame.line, 0,
                           "add one to lang/<code>/events.tsv or remove the frame"});
  }
  return faults;
}

}  // namespace depesje
