// SPDX-License-Identifier: Apache-2.0
//
// Lexicon: which words of one language tell which frame (lang/<code>/events.tsv and its helper tables), compiled.
// The format is described in doc/formats/event-frames.md. Immutable once loaded; share it between threads.
// Entries name frames of the Codebook it was loaded with, which must outlive it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claim/claim.h"
#include "depesje/result.h"
#include "event/codebook.h"

namespace depesje {

// A lemma, or the end of a compound ("*avtale").
struct WordPattern {
  std::string text;
  bool suffix = false;
  bool compound_only = false;

  bool matches(std::string_view lemma) const {
    if (!suffix) return lemma == text;
    if (compound_only && lemma.size() == text.size()) return false;
    return lemma.ends_with(text);
  }
};

enum class SlotKind : std::uint8_t { subj, obj, iobj, poss, adj, first, comp, speaker, self, home, prep };

struct Slot {
  SlotKind kind = SlotKind::subj;
  std::string preposition;  // of SlotKind::prep
  std::string inner;        // "obj.med": the phrase with this preposition on the object; "home.CVL": a sector
  friend bool operator==(const Slot&, const Slot&) = default;
};

// "a+b|c": the first alternative that is there; all slots of an alternative are taken.
using SlotChoice = std::vector<std::vector<Slot>>;

struct ArgumentMap {
  SlotChoice actor, recipient, topic, place;
};

enum class ValueKind : std::uint8_t {
  lemma,
  word_class,
  code,
  actor,
  person,
  org,
  group,
  country,
  place,
  any,
  clause,
};

struct ConditionValue {
  ValueKind kind = ValueKind::lemma;
  WordPattern word;             // lemma
  std::uint32_t class_row = 0;  // word_class
};

enum class ConditionFlag : std::uint8_t { none, def, indef, plural, passive, active, heading, quoted, neg, party };

struct Condition {
  Slot slot;
  std::vector<Slot> or_slots;                // "mot|på": any of them
  ConditionFlag flag = ConditionFlag::none;  // none: the slot is asked
  bool negated = false;
  std::vector<ConditionValue> values;  // empty: whether the slot is filled
};

enum class ElementKind : std::uint8_t { particle, reflexive, object, phrase, verb };

struct Element {
  ElementKind kind = ElementKind::particle;
  std::string preposition;  // of a phrase
  std::vector<WordPattern> words;
};

// Cells `set`: what an entry, a compound's first part or a light verb changes. Unset members leave things as they are.
struct Overrides {
  const Frame* frame = nullptr;
  std::optional<std::vector<std::string>> modes;
  std::vector<std::string> contexts_added;
  std::optional<std::vector<std::string>> contexts;
  std::optional<std::string> cameo;
  std::optional<Status> status;
  std::optional<Polarity> polarity;
  std::optional<Certainty> certainty;
  std::optional<float> confidence;
  bool none = false;
  bool sure = false;
};

enum class TriggerClass : std::uint8_t { verb, noun, other, modal };

struct Entry {
  const Frame* frame = nullptr;
  TriggerClass trigger_class = TriggerClass::verb;
  WordPattern head;  // one entry per alternative
  std::vector<Element> elements;
  std::int32_t trigger_element = -1;  // -1: the head is the trigger
  bool trigger_chosen = false;        // by a `!`
  std::vector<Condition> conditions;
  ArgumentMap arguments;
  Overrides overrides;
  std::uint32_t file = 0;  // row of Lexicon's files
  std::uint32_t line = 0;

  // What takes a sense out ("none") is asked first.
  std::size_t strictness() const { return 2 * elements.size() + conditions.size() + (overrides.none ? 100 : 0); }
};

struct LightVerb {
  WordPattern verb;
  SlotKind link = SlotKind::obj;  // obj, subj or prep
  std::string particle;
  std::string preposition;
  std::vector<std::pair<Slot, SlotKind>> arguments;  // slot of the verb → slot of the noun
  std::vector<std::string> frames;                   // empty = all; "consult.*"
  Overrides overrides;
};

struct CompoundRule {
  std::vector<std::string> frames;
  Overrides overrides;
};

// Whether a frame id falls under one of "assault.*", "consult.talk"; an empty list takes all.
bool frame_in(std::string_view id, const std::vector<std::string>& patterns);

class Lexicon {
 public:
  // Stops at the first fault, or collects all in `faults` and leaves the rows out.
  static Result<Lexicon> load(const std::filesystem::path& data_root, std::string_view lang, const Codebook& book,
                              std::vector<Error>* faults = nullptr);

  const std::vector<Entry>& entries() const { return entries_; }
  // Entries for a lemma, strictest first; nullptr = none.
  const std::vector<std::uint32_t>* entries_for(TriggerClass kind, std::string_view lemma) const;
  // The longest proper end of the lemma that is a `*` or `-` noun (or adjective); `first` gets what stands before it.
  const std::vector<std::uint32_t>* compound_entries(TriggerClass kind, std::string_view lemma,
                                                     std::string_view& first) const;
  const std::vector<CompoundRule>* compound_rules(std::string_view first) const;
  const std::vector<LightVerb>* light_verbs(std::string_view verb) const;
  const std::vector<LightVerb>& any_verb() const { return any_verb_; }
  bool in_class(std::uint32_t class_row, std::string_view lemma) const;
  // Classes the engine itself asks for ("agent"); false where the language has no such class.
  bool in_class(std::string_view name, std::string_view lemma) const;
  // Endings to try on a lemma no entry knows (class "lemma-endings"): parsers cut "samtale" to "samtal".
  const std::vector<std::string>& lemma_endings() const { return lemma_endings_; }
  const std::string& file(const Entry& entry) const { return files_[entry.file]; }

 private:
  struct WordClass {
    StringIndex<bool> words;
    std::vector<std::string> suffixes;
  };
  class Loader;

  std::vector<std::string> files_;
  std::vector<std::string> lemma_endings_;
  std::vector<Entry> entries_;
  StringIndex<std::vector<std::uint32_t>> by_lemma_[4];
  StringIndex<std::vector<std::uint32_t>> by_suffix_[4];
  std::size_t longest_suffix_ = 0;
  std::vector<WordClass> classes_;
  StringIndex<std::uint32_t> class_rows_;
  StringIndex<std::vector<CompoundRule>> compounds_;
  StringIndex<std::vector<LightVerb>> light_verbs_;
  std::vector<LightVerb> any_verb_;
};

}  // namespace depesje
