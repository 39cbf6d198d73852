// SPDX-License-Identifier: Apache-2.0
//
// Statements that hang on a cue. For each token whose lemma is in cues.tsv: find the complement its frames allow, then
// who says it. A cue without an allowed complement, or whose speaker is not told where it must be, gives nothing:
// a false source is worse than a missing one.
#include "claim/cue_search.h"

#include <algorithm>
#include <optional>

namespace depesje::claim {

std::vector<StatementDraft> CueSearch::run() {
  for (std::uint32_t i = 0; i < tree_.size(); ++i) {
    if (tree_.is_punct(i)) continue;
    if (try_all(i, knowledge_.cues(tree_.lemma(i)))) continue;
    if (tree_.lower(i) != tree_.lemma(i)) try_all(i, knowledge_.cues(tree_.lower(i)));
  }
  return std::move(drafts_);
}

bool CueSearch::try_all(std::uint32_t i, const std::vector<Cue>* cues) {
  if (cues == nullptr) return false;
  for (const Cue& cue : *cues) {
    if (!fits(i, cue)) continue;
    if (auto draft = read(i, cue)) {
      drafts_.push_back(std::move(*draft));
      return true;
    }
  }
  return false;
}

bool CueSearch::fits(std::uint32_t i, const Cue& cue) const {
  const Word& word = tree_.word(i);
  switch (cue.part) {
    case CuePart::verb:
      if (word.upos != Upos::verb && word.upos != Upos::aux) return false;
      if (word.deprel == Deprel::aux || word.deprel == Deprel::cop || word.deprel == Deprel::case_) return false;
      break;
    case CuePart::noun:
      if (word.upos != Upos::noun) return false;
      break;
    case CuePart::adjective:
      if (word.upos != Upos::adj && word.upos != Upos::verb) return false;
      break;
    case CuePart::preposition:
      if (word.deprel != Deprel::case_ && word.deprel != Deprel::mark) return false;
      break;
    case CuePart::adverb:
      if (word.upos != Upos::adv && word.upos != Upos::adj) return false;
      break;
  }
  if (cue.with.empty()) return true;
  return std::ranges::any_of(tree_.children(i), [&](TokenId id) {
    const auto k = static_cast<std::uint32_t>(id);
    return std::ranges::any_of(
        cue.with, [&](const std::string& asked) { return asked == tree_.lower(k) || asked == tree_.lemma(k); });
  });
}

std::uint32_t CueSearch::companion_of(std::uint32_t i, const Cue& cue) const {
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (std::ranges::find(cue.with, tree_.lower(k)) != cue.with.end()) return k;
  }
  return Tree::kNothing;
}

std::optional<StatementDraft> CueSearch::read(std::uint32_t i, const Cue& cue) {
  switch (cue.part) {
    case CuePart::verb:
    case CuePart::adjective:
      return tree_.word(i).deprel == Deprel::amod ? read_attribute(i, cue) : read_predicate(i, cue);
    case CuePart::noun:
      return read_noun(i, cue);
    case CuePart::preposition:
      return read_adjunct(i, cue);
    case CuePart::adverb:
      return read_adverb(i, cue);
  }
  return std::nullopt;
}

StatementDraft CueSearch::begin(std::uint32_t i, const Cue& cue, StatementForm form) const {
  StatementDraft draft;
  draft.cue = i;
  draft.entry = &cue;
  draft.cue_class = cue.cue_class;
  draft.form = form;
  return draft;
}

bool CueSearch::has_reflexive(std::uint32_t i) const {
  return std::ranges::any_of(tree_.children(i), [&](TokenId id) {
    const auto k = static_cast<std::uint32_t>(id);
    return tree_.word(k).morph.reflexive && !tree_.word(k).morph.possessive;
  });
}

bool CueSearch::ends_in_colon(std::uint32_t i) const { return tree_.text(tree_.sentence(i).tokens.end - 1) == ":"; }

StatementForm CueSearch::form_of(std::uint32_t i, const std::vector<Extent>& content, bool tag) const {
  if (tag && marks_.is_dashed(tree_.sentence_of(i))) return StatementForm::direct;
  for (const Extent& part : content) {
    for (std::uint32_t k = part.low; k <= part.high; ++k) {
      const std::uint32_t row = marks_.marked_at[k];
      if (row == QuoteMarks::kOutside) {
        if (is_opening_mark(tree_.text(k))) return StatementForm::mixed;
        continue;
      }
      const Extent stretch = marks_.marked[row];
      if (k == part.low && stretch.high + 1 >= part.high) return StatementForm::direct;
      return StatementForm::mixed;
    }
  }
  return StatementForm::indirect;
}

std::optional<StatementDraft> CueSearch::read_predicate(std::uint32_t i, const Cue& cue) {
  const Deprel relation = tree_.word(i).deprel;
  if (cue.part == CuePart::adjective && relation != Deprel::root && tree_.child(i, Deprel::cop) == Tree::kNothing &&
      relation != Deprel::xcomp && relation != Deprel::conj && relation != Deprel::ccomp) {
    return std::nullopt;
  }
  const bool passive = cue.part == CuePart::verb && is_passive(tree_, i);
  std::optional<Complement> complement = find_clause(i, cue.frames, passive);
  bool tag = false;
  if (cue.frames.quote && (!complement || complement->head < i)) {
    if (auto before = find_before(i, complement)) {
      complement = std::move(before);
      tag = true;
    }
  }
  if (complement && !tag && complement->head < i && !marks_.is_dashed(tree_.sentence_of(i)) &&
      fronted_clause(complement->content.front())) {
    complement.reset();
  }
  if (!complement && !passive) complement = find_loose_clause(i, cue.frames);
  if (!complement && !passive && cue.frames.clause && cue.part == CuePart::verb) complement = find_bare_clause(i);
  if (!complement && cue.frames.quote) complement = find_around(i);
  if (!complement) complement = find_phrase(i, cue.frames, passive, companion_of(i, cue));
  if (!complement && cue.frames.quote) complement = find_after_colon(i);
  StatementDraft draft = begin(i, cue, StatementForm::indirect);
  if (complement && complement->clause && !tag) gather_clauses(i, *complement);
  std::uint32_t doer = doer_of(context_, i, cue.part == CuePart::adjective);
  if (doer == Tree::kNothing && !passive && cue.part == CuePart::verb) {
    doer = stolen_subject(i);
    if (doer != Tree::kNothing && tag) {
      for (Extent& part : complement->content) {
        if (!part.holds(doer) || tree_.extent(doer).low == 0) continue;
        part.high = tree_.extent(doer).low - 1;
        trim(tree_, part);
      }
    }
  }
  if (cue.part == CuePart::verb && !passive && complement && complement->clause) {
    const std::uint32_t behind = inverted_subject(i);
    const bool own = doer != Tree::kNothing && tree_.head(doer) == i;
    if (behind != Tree::kNothing && (tag || !own) && !(tag && own && doer < i && tree_.extent(doer).high + 1 == i) &&
        tree_.word(i).morph.verb_form != VerbForm::infinitive && tree_.word(i).deprel != Deprel::acl_relcl) {
      doer = behind;
    }
  }
  if (cue.part == CuePart::adjective && cue.frames.passive) {
    if (tree_.child(i, Deprel::expl) == Tree::kNothing && (doer == Tree::kNothing || !formal(doer)))
      return std::nullopt;
  }
  if (doer != Tree::kNothing && tree_.word(i).deprel == Deprel::acl_relcl && tree_.head(i) == doer &&
      cue.cue_class != CueClass::say && cue.cue_class != CueClass::show) {
    // "informasjon som bekrefter": a thing that no one lets speak.
    const ChannelWord* word = knowledge_.channel(tree_.lemma(doer));
    if (word != nullptr && word->kind == SourceKind::document) return std::nullopt;
  }
  if (doer != Tree::kNothing && formal(doer)) {
    // "Det heter i meldingen at": nobody; "det sier han" has han as its subject.
    if (!cue.frames.passive) return std::nullopt;
    doer = Tree::kNothing;
  }
  if (!complement) {
    if (!cue.frames.quote && !cue.frames.bare) return std::nullopt;
    if (doer == Tree::kNothing || passive) return std::nullopt;
    draft.seeks_content = cue.frames.quote && (ends_in_colon(i) || points_back(i));
    if (!draft.seeks_content && !cue.frames.bare) return std::nullopt;
    draft.rule = "bare";
  } else {
    draft.content = complement->content;
    draft.rule = complement->rule;
  }
  if (doer == Tree::kNothing) {
    const std::uint32_t document = document_place(i);
    if (document != Tree::kNothing && cue.frames.passive) doer = source_of_noun(document);
    if (doer == Tree::kNothing && !cue.frames.passive) return keep_heading(i, cue, complement);
    if (doer == Tree::kNothing && cue.frames.passive && !passive && cue.part == CuePart::verb &&
        document == Tree::kNothing && tree_.child(i, Deprel::expl) == Tree::kNothing) {
      return keep_heading(i, cue, complement);
    }
  }
  if (cue.frames.third && cue.part == CuePart::verb && cue.cue_class == CueClass::believe &&
      is_infinitive(context_, i)) {
    return std::nullopt;  // "grunn til å tro": nobody's view yet
  }
  if (cue.frames.self_barred && has_reflexive(i)) return std::nullopt;
  if (doer != Tree::kNothing && knowledge_.is(WordKind::negative_determiner, tree_.lower(doer))) return std::nullopt;
  if (cue.frames.third && doer != Tree::kNothing && knowledge_.is(WordKind::first_person, tree_.lower(doer))) {
    return std::nullopt;
  }
  if (doer != Tree::kNothing && doer < i && tree_.sentence(i).kind == SentenceKind::heading &&
      tree_.sentence_of(doer) == tree_.sentence_of(i)) {
    doer = behind_colon(i, doer);
  }
  if (doer != Tree::kNothing) {
    if (std::ranges::any_of(draft.content, [&](Extent part) { return part.holds(doer); }) && !tag) return std::nullopt;
    draft.speakers = joined(tree_, doer);
  }
  if (draft.speakers.empty() && passive && complement &&
      (!complement->clause || complement->rule == "prepositional clause") && complement->rule != "as-phrase" &&
      complement->rule != "infinitive" && (cue.cue_class == CueClass::say || cue.cue_class == CueClass::announce)) {
    return std::nullopt;
  }
  draft.tag = tag;
  draft.form = form_of(i, draft.content, tag);
  if (draft.speakers.empty() && passive &&
      (cue.cue_class == CueClass::say || cue.cue_class == CueClass::claim || cue.cue_class == CueClass::announce)) {
    draft.form = StatementForm::hearsay;
  }
  add_parties(i, cue, draft);
  if (cue.cue_class == CueClass::request || cue.cue_class == CueClass::accuse) take_in_object(i, draft);
  return draft;
}

std::optional<StatementDraft> CueSearch::keep_heading(std::uint32_t i, const Cue& cue,
                                                      const std::optional<Complement>& complement) const {
  const Sentence& sentence = tree_.sentence(i);
  if (sentence.kind != SentenceKind::heading || marks_.is_dashed(tree_.sentence_of(i)) || !complement ||
      i > sentence.tokens.begin + 1)
    return std::nullopt;
  if (tree_.word(i).morph.verb_form == VerbForm::infinitive) return std::nullopt;
  StatementDraft draft = begin(i, cue, StatementForm::heading);
  draft.content = complement->content;
  draft.rule = "heading without subject";
  return draft;
}

bool CueSearch::points_back(std::uint32_t i) const {
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (k < i && tree_.word(k).deprel == Deprel::obj && knowledge_.is(WordKind::demonstrative, tree_.lower(k)))
      return true;
  }
  return false;
}

std::vector<StatementDraft> drafts_from_cues(const ClaimContext& context) { return CueSearch(context).run(); }

}  // namespace depesje::claim
