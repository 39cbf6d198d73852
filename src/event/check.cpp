// SPDX-License-Identifier: Apache-2.0
//
// What `depesje check` says of the event tables.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/tsv.h"
#include "event/event_coder.h"
#include "event/event_corpus.h"
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

// Frames whose blocks have both a "+" and a "-" line.
std::set<std::string> frames_with_examples(const std::vector<EventCorpus>& corpora, const Codebook& book,
                                           std::vector<Error>& faults) {
  struct Block {
    const EventCorpus* corpus;
    std::uint32_t line;
    bool fires = false, silent = false;
  };
  std::map<std::string, Block> blocks;
  for (const EventCorpus& corpus : corpora) {
    for (const CorpusExample& example : corpus.examples) {
      Block& block = blocks.try_emplace(example.frame, Block{&corpus, example.line}).first->second;
      (example.fires ? block.fires : block.silent) = true;
    }
  }
  std::set<std::string> complete;
  for (const auto& [frame, block] : blocks) {
    if (book.frame(frame) == nullptr) {
      faults.push_back(Error{"unknown frame «" + frame + "»", block.corpus->file, block.line, 0,
                             "use one of world/codebook/frames.tsv"});
    } else if (block.fires && block.silent) {
      complete.insert(frame);
    } else {
      faults.push_back(Error{"frame «" + frame + "» lacks an example that " + (block.fires ? "must not fire" : "fires"),
                             block.corpus->file, block.line, 0,
                             std::string("add a line with ") + (block.fires ? "-" : "+")});
    }
  }
  return complete;
}

}  // namespace

std::vector<Error> check_events(const std::filesystem::path& data_root, std::vector<std::string>* notes) {
  std::vector<Error> faults;
  auto book = Codebook::load(data_root);
  if (!book) return {book.error()};
  std::map<std::string, std::set<std::string_view>> languages_of;
  std::vector<std::string_view> loaded;
  for (const std::string_view lang : kLanguages) {
    const auto folder = data_root / "lang" / lang;
    if (!std::filesystem::exists(folder / "events.tsv")) continue;
    auto lexicon = Lexicon::load(data_root, lang, *book, &faults);
    if (!lexicon) {
      faults.push_back(lexicon.error());
      continue;
    }
    loaded.push_back(lang);
    for (const Entry& entry : lexicon->entries()) languages_of[entry.frame->id].insert(lang);
    find_shadowed(*lexicon, faults);
    const auto corpora = read_event_corpora(folder, faults);
    if (corpora.empty()) {
      if (notes != nullptr) notes->push_back("no examples of events in " + (folder / "event.corpus").string());
      continue;
    }
    const auto complete = frames_with_examples(corpora, *book, faults);
    for (const Frame& frame : book->frames()) {
      if (!languages_of[frame.id].contains(lang) || complete.contains(frame.id)) continue;
      faults.push_back(Error{"frame «" + frame.id + "» has triggers but no examples",
                             (folder / "event.corpus").string(), 0, 0, "add a block «== " + frame.id + "»"});
    }
  }
  const auto frames_file = (data_root / "world" / "codebook" / "frames.tsv").string();
  std::map<std::string_view, std::size_t> missing;
  for (const Frame& frame : book->frames()) {
    const auto& languages = languages_of[frame.id];
    if (languages.empty()) {
      faults.push_back(Error{"frame «" + frame.id + "» has no trigger in any language", frames_file, frame.line, 0,
                             "add one to lang/<code>/events.tsv or remove the frame"});
      continue;
    }
    for (const std::string_view lang : loaded) missing[lang] += languages.contains(lang) ? 0U : 1U;
  }
  for (const auto& [lang, count] : missing) {
    if (count == 0 || notes == nullptr) continue;
    notes->push_back(std::to_string(count) + " frames have triggers in other languages, but none in " +
                     std::string(lang));
  }
  return faults;
}

}  // namespace depesje
