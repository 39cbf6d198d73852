// SPDX-License-Identifier: Apache-2.0
//
// What a language's files tell the claim stage: lang/<code>/cues.tsv (words of saying and thinking) and
// lang/<code>/stance.tsv (negation, modality, governing words, role words, channels). The columns are explained at the
// head of those files. Loaded once, then immutable: share it between threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "claim/claim.h"
#include "depesje/result.h"

namespace depesje::claim {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

// Complements a word opens; the content of a statement, or what a governing word reaches, is one of them.
struct Frames {
  bool clause = false;                    // at: finite clause, indirect question
  bool quote = false;                     // q: quotation, inverted or parenthetical tag
  bool infinitive = false;                // inf
  bool object = false;                    // obj
  bool as = false;                        // som: object and "as"-phrase
  bool passive = false;                   // pass: also without speaker, in the passive
  bool bare = false;                      // none: a statement even without content
  bool free = false;                      // free: a noun that needs no speaker
  bool self_barred = false;               // noself: never with a reflexive object ("melder seg")
  bool third = false;                     // only with a third-person subject
  std::vector<std::string> prepositions;  // p:om
  bool takes(std::string_view preposition) const;
};

enum class CuePart : std::uint8_t { verb, noun, adjective, preposition, adverb };

struct Cue {
  std::string lemma;
  CuePart part = CuePart::verb;
  std::vector<std::string> with;  // one of these must stand among its dependents; empty = nothing is asked
  CueClass cue_class = CueClass::say;
  Frames frames;
  std::optional<Certainty> force;  // how firmly the source stands behind the content; empty = as the content says
  bool factive = false;
  std::optional<Channel> channel;
};

enum class PolarityEffect : std::uint8_t { keep, flip };

// What a word does to the predicates in its reach.
struct Effect {
  std::optional<Status> status;
  std::optional<Certainty> certainty;
  PolarityEffect polarity = PolarityEffect::keep;
  bool carry_status = false;    // reached predicates also share the governor's own status and certainty ("begynne å")
  bool carry_negation = false;  // … and its negation ("tror ikke at", "planlegger ikke å")
};

struct Governor {
  CuePart part = CuePart::verb;
  std::vector<std::string> with;
  Frames frames;
  Effect effect;
};

// Words with a grammatical duty, by kind; the kinds are named in stance.tsv.
enum class WordKind : std::uint8_t {
  infinitive_mark,
  clause_mark,
  agent,
  addressee,
  first_person,
  formal_subject,
  as_word,
  purpose,
  perfect,
  copula,
  hearsay_modal,
  hearsay_past_modal,
  counterfactual_modal,
  negator,
  negative_determiner,
  without,
  condition,
  light,
  source_preposition,
  adjunct_clause,
  deadline,
  question_word,
  name_preposition,
  relative,
  not_source,
  utter,
  demonstrative,
  self_talk,
  as_clause,
  light_preposition,
  clause_joiner,
  count,
};

struct ChannelWord {
  std::optional<Channel> channel;
  std::optional<SourceKind> kind;
};

class ClaimKnowledge {
 public:
  static Result<ClaimKnowledge> load(const std::filesystem::path& lang_root, std::string_view lang);

  const std::vector<Cue>* cues(std::string_view lemma) const { return find(cues_, lemma); }
  const std::vector<Governor>* governors(std::string_view lemma) const { return find(governors_, lemma); }
  const Effect* modal(std::string_view lemma) const { return find(modals_, lemma); }
  const Effect* adverb(std::string_view lemma) const { return find(adverbs_, lemma); }
  const Effect* attribute(std::string_view lemma) const { return find(attributes_, lemma); }
  const ChannelWord* channel(std::string_view lemma) const { return find(channels_, lemma); }
  // Whether the language lists words of this kind at all.
  bool knows(WordKind kind) const { return !words_[static_cast<std::size_t>(kind)].empty(); }
  bool is(WordKind kind, std::string_view word) const { return words_[static_cast<std::size_t>(kind)].contains(word); }
  std::size_t cue_count() const { return cue_count_; }

 private:
  template <class Value>
  static const Value* find(const TextMap<Value>& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
  }
  std::optional<Error> load_cues(const std::filesystem::path& path);
  std::optional<Error> load_stance(const std::filesystem::path& path);

  TextMap<std::vector<Cue>> cues_;
  TextMap<std::vector<Governor>> governors_;
  TextMap<Effect> modals_, adverbs_, attributes_;
  TextMap<ChannelWord> channels_;
  std::array<TextSet, static_cast<std::size_t>(WordKind::count)> words_;
  std::size_t cue_count_ = 0;
};

}  // namespace depesje::claim
