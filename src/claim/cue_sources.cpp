// SPDX-License-Identifier: Apache-2.0
//
// Who says it and to whom: subjects behind their verb, owners of nouns, documents, addressees.
#include "claim/cue_search.h"

#include <algorithm>

namespace depesje::claim {

std::uint32_t CueSearch::inverted_subject(std::uint32_t i) const {
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (k < i || tree_.extent(k).low != i + 1) continue;
    const Deprel relation = tree_.word(k).deprel;
    const Upos tag = tree_.word(k).upos;
    const bool nominal =
        tag == Upos::noun || tag == Upos::propn || tag == Upos::pron || tag == Upos::adj || tag == Upos::num;
    if (nominal && (relation == Deprel::nsubj || relation == Deprel::obj || relation == Deprel::iobj) &&
        !tree_.word(k).morph.reflexive) {
      return k;
    }
  }
  return Tree::kNothing;
}

std::uint32_t CueSearch::stolen_subject(std::uint32_t i) const {
  if (!knowledge_.knows(WordKind::clause_joiner) || !is_top(i) || is_infinitive(context_, i)) return Tree::kNothing;
  const std::uint32_t begin = tree_.sentence(i).tokens.begin;
  std::uint32_t found = Tree::kNothing;
  for (std::uint32_t k = begin; k < i; ++k) {
    const Deprel relation = tree_.word(k).deprel;
    if (relation != Deprel::nsubj && relation != Deprel::nsubj_pass) continue;
    const Extent extent = tree_.extent(k);
    if (extent.high >= i || case_word(tree_, k) != Tree::kNothing) continue;
    // Nothing but a comma or an adverb between it and the cue.
    std::uint32_t next = extent.high + 1;
    while (next < i && (tree_.is_punct(next) || tree_.word(next).upos == Upos::adv)) ++next;
    if (next != i) continue;
    const std::uint32_t up = tree_.head(k);
    const bool opens = extent.low == begin && up != Tree::kNothing && up > i;
    const bool behind_quote = extent.low > begin && up != Tree::kNothing && up < k &&
                              (is_closing_mark(tree_.text(extent.low - 1)) || tree_.text(extent.low - 1) == ",");
    if (opens || behind_quote) found = k;
  }
  return found;
}

void CueSearch::add_parties(std::uint32_t i, const Cue& cue, StatementDraft& draft) const {
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    const Word& word = tree_.word(k);
    if (word.deprel == Deprel::iobj) draft.addressees.push_back(k);
    if (word.deprel == Deprel::obj && cue.cue_class == CueClass::request && !cue.frames.object &&
        !word.morph.reflexive) {
      draft.addressees.push_back(k);
    }
    if (word.deprel != Deprel::obl && word.deprel != Deprel::obj) continue;
    const std::uint32_t preposition = case_word(tree_, k);
    if (preposition == Tree::kNothing || !knowledge_.is(WordKind::addressee, tree_.lower(preposition))) continue;
    if (std::ranges::any_of(draft.content, [&](Extent part) { return part.holds(k); })) continue;
    draft.addressees.push_back(k);
  }
}

bool CueSearch::formal(std::uint32_t i) const {
  return tree_.word(i).deprel == Deprel::expl || knowledge_.is(WordKind::formal_subject, tree_.lower(i));
}

std::uint32_t CueSearch::behind_colon(std::uint32_t i, std::uint32_t doer) const {
  std::uint32_t colon = Tree::kNothing;
  for (std::uint32_t k = doer; k < std::min(i, doer + 30); ++k) {
    if (tree_.text(k) == ":") colon = k;
  }
  if (colon == Tree::kNothing || colon + 1 >= i) return doer;
  for (std::uint32_t k = colon + 1; k < i; ++k) {
    const Upos tag = tree_.word(k).upos;
    const std::uint32_t up = tree_.head(k);
    if ((tag == Upos::noun || tag == Upos::propn || tag == Upos::pron) &&
        (up == i || up == Tree::kNothing || up < colon))
      return k;
  }
  return doer;
}

void CueSearch::take_in_object(std::uint32_t i, StatementDraft& draft) const {
  const std::uint32_t object = tree_.child(i, Deprel::obj);
  if (object == Tree::kNothing || draft.content.empty() || object < i) return;
  Extent& first = draft.content.front();
  if (tree_.extent(object).high + 1 <= first.low && tree_.extent(object).low > i &&
      first.low - tree_.extent(object).high <= 2) {
    first.low = tree_.extent(object).low;
  }
}

std::uint32_t CueSearch::document_place(std::uint32_t i) const {
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (tree_.word(k).deprel != Deprel::obl && tree_.word(k).deprel != Deprel::nmod) continue;
    if (case_word(tree_, k) == Tree::kNothing) continue;
    if (knowledge_.channel(tree_.lemma(k)) != nullptr) return k;
  }
  return Tree::kNothing;
}

std::uint32_t CueSearch::owner_of(std::uint32_t noun) const {
  std::uint32_t from = Tree::kNothing;
  for (const TokenId id : tree_.children(noun)) {
    const auto k = static_cast<std::uint32_t>(id);
    const Word& word = tree_.word(k);
    const std::uint32_t preposition = case_word(tree_, k);
    if (word.deprel == Deprel::nmod_poss && !word.morph.reflexive) return k;
    if (word.deprel != Deprel::nmod && word.deprel != Deprel::obl) continue;
    if (preposition == Tree::kNothing) {
      if (k < noun) return k;
    } else if (knowledge_.is(WordKind::source_preposition, tree_.lower(preposition)) && from == Tree::kNothing) {
      from = k;
    }
  }
  return from;
}

std::uint32_t CueSearch::source_of_noun(std::uint32_t noun) const {
  const ChannelWord* word = knowledge_.channel(tree_.lemma(noun));
  if (word == nullptr || word->kind != SourceKind::document) return noun;
  const std::uint32_t owner = owner_of(noun);
  return owner == Tree::kNothing ? noun : owner;
}

std::uint32_t CueSearch::source_noun(std::uint32_t i) const {
  const std::uint32_t up = tree_.head(i);
  if (up == Tree::kNothing || tree_.word(i).deprel != Deprel::mark) return up;
  for (const TokenId id : tree_.children(up)) {
    const auto k = static_cast<std::uint32_t>(id);
    const Upos tag = tree_.word(k).upos;
    if (k > i && tree_.extent(k).low == i + 1 && (tag == Upos::noun || tag == Upos::propn)) return k;
  }
  return Tree::kNothing;
}

}  // namespace depesje::claim
