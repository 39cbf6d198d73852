// SPDX-License-Identifier: Apache-2.0
//
// Cues that are no predicates: nouns ("en melding om"), prepositions ("ifølge X"), attributes and adverbs of hearsay.
#include "claim/cue_search.h"

#include <algorithm>
#include <optional>

namespace depesje::claim {

std::optional<StatementDraft> CueSearch::read_attribute(std::uint32_t i, const Cue& cue) const {
  if (cue.cue_class != CueClass::claim || !cue.frames.free || tree_.head(i) == Tree::kNothing) return std::nullopt;
  StatementDraft draft = begin(i, cue, StatementForm::hearsay);
  draft.content = without(tree_, tree_.extent(tree_.head(i)), {i, i});
  draft.rule = "hearsay-adjective";
  if (draft.content.empty()) return std::nullopt;
  return draft;
}

std::optional<StatementDraft> CueSearch::read_adverb(std::uint32_t i, const Cue& cue) const {
  const std::uint32_t up = tree_.head(i);
  if (tree_.word(i).deprel == Deprel::amod) return read_attribute(i, cue);
  if (up == Tree::kNothing || tree_.is_punct(up)) return std::nullopt;
  StatementDraft draft = begin(i, cue, StatementForm::hearsay);
  draft.content = without(tree_, tree_.extent(up), {i, i});
  draft.rule = "hearsay-adverb";
  if (draft.content.empty()) return std::nullopt;
  return draft;
}

std::optional<StatementDraft> CueSearch::read_noun(std::uint32_t i, const Cue& cue) const {
  std::optional<Complement> complement = find_clause(i, cue.frames, false);
  const std::uint32_t up = tree_.head(i);
  const Deprel relation = tree_.word(i).deprel;
  const bool governed =
      up != Tree::kNothing && tree_.is_verb(up) && (relation == Deprel::obj || relation == Deprel::obl);
  const bool uttered = governed && knowledge_.is(WordKind::utter, tree_.lemma(up));
  for (const bool above : {false, true}) {
    if (complement || (above && !uttered)) continue;
    for (const TokenId id : tree_.children(above ? up : i)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (k == i || k < i) continue;
      const std::uint32_t preposition = case_word(tree_, k);
      if (preposition == Tree::kNothing || !cue.frames.takes(tree_.lower(preposition))) continue;
      Extent part = tree_.extent(k);
      if (part.low <= preposition) part.low = preposition + 1;
      if (part.low > part.high || !trim(tree_, part)) continue;
      complement = Complement{{part}, false, k, "noun with preposition"};
      break;
    }
  }
  if (!complement) return std::nullopt;
  std::uint32_t owner = owner_of(i);
  if (owner != Tree::kNothing && complement->content.front().holds(owner)) owner = Tree::kNothing;
  if (owner == Tree::kNothing && uttered && !is_passive(tree_, up)) owner = doer_of(context_, up);
  if (owner != Tree::kNothing && formal(owner)) owner = Tree::kNothing;
  if (owner == Tree::kNothing && !cue.frames.free) return std::nullopt;
  StatementDraft draft = begin(i, cue, StatementForm::indirect);
  draft.content = complement->content;
  draft.rule = complement->rule;
  if (owner != Tree::kNothing) draft.speakers = joined(tree_, owner);
  if (owner == Tree::kNothing && cue.cue_class == CueClass::claim) draft.form = StatementForm::hearsay;
  return draft;
}

std::optional<StatementDraft> CueSearch::read_adjunct(std::uint32_t i, const Cue& cue) const {
  const std::uint32_t noun = source_noun(i);
  if (noun == Tree::kNothing || knowledge_.is(WordKind::not_source, tree_.lemma(noun))) return std::nullopt;
  Extent phrase = tree_.extent(noun);
  std::uint32_t clause = tree_.head(noun);
  if (clause == Tree::kNothing || phrase.low < i) {
    // The tree took the source for the predicate: its phrase ends with the name.
    clause = noun;
    phrase = {i, noun};
    for (const TokenId id : tree_.children(noun)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (k > noun && (tree_.word(k).deprel == Deprel::flat_name || tree_.word(k).deprel == Deprel::flat))
        phrase.high = k;
    }
  }
  phrase.low = std::min(phrase.low, i);
  const auto nominal = [&](Deprel relation) {
    return relation == Deprel::nmod || relation == Deprel::obj || relation == Deprel::nsubj ||
           relation == Deprel::obl || relation == Deprel::amod || relation == Deprel::appos ||
           relation == Deprel::flat_name || relation == Deprel::nmod_poss || relation == Deprel::nummod ||
           relation == Deprel::det || relation == Deprel::advmod || relation == Deprel::nsubj_pass ||
           relation == Deprel::case_;
  };
  while (nominal(tree_.word(clause).deprel) && tree_.head(clause) != Tree::kNothing) clause = tree_.head(clause);
  StatementDraft draft = begin(i, cue, StatementForm::adjunct);
  Extent whole = tree_.extent(clause);
  if (tree_.word(clause).deprel == Deprel::root) {
    const Rows rows = tree_.sentence(i).tokens;
    whole = {rows.begin, rows.end - 1};
  }
  // A relative clause on the source is no part of the phrase's neighbours either.
  draft.content = without(tree_, whole, phrase);
  if (draft.content.empty()) return std::nullopt;
  std::uint32_t source = source_of_noun(noun);
  draft.speakers = joined(tree_, source);
  draft.rule = "adjunct";
  if (const std::uint32_t relative = tree_.child(noun, Deprel::acl_relcl);
      relative != Tree::kNothing && knowledge_.is(WordKind::demonstrative, tree_.lower(noun))) {
    // "etter det politiet opplyser"
    const std::uint32_t doer = doer_of(context_, relative);
    if (doer == Tree::kNothing || doer == noun) return std::nullopt;
    draft.speakers = joined(tree_, doer);
  }
  return draft;
}

}  // namespace depesje::claim
