// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "claim/draft.h"

namespace depesje::claim {
namespace {

bool is_nominal(Upos tag) {
  return tag == Upos::noun || tag == Upos::propn || tag == Upos::pron || tag == Upos::adj || tag == Upos::det ||
         tag == Upos::num || tag == Upos::x;
}

std::uint32_t subject_of(const ClaimContext& context, std::uint32_t verb) {
  for (const TokenId id : context.tree.children(verb)) {
    const auto i = static_cast<std::uint32_t>(id);
    const Deprel relation = context.tree.word(i).deprel;
    if ((relation == Deprel::nsubj || relation == Deprel::nsubj_outer || relation == Deprel::nsubj_pass) &&
        is_nominal(context.tree.word(i).upos)) {
      return i;
    }
  }
  return Tree::kNothing;
}

std::uint32_t agent_of(const ClaimContext& context, std::uint32_t verb) {
  for (const TokenId id : context.tree.children(verb)) {
    const auto i = static_cast<std::uint32_t>(id);
    const Deprel relation = context.tree.word(i).deprel;
    if (relation == Deprel::obl_agent) return i;
    if (relation != Deprel::obl && relation != Deprel::obj) continue;
    const std::uint32_t preposition = case_word(context.tree, i);
    if (preposition != Tree::kNothing && context.knowledge.is(WordKind::agent, context.tree.lower(preposition))) {
      return i;
    }
  }
  return Tree::kNothing;
}

}  // namespace

std::uint32_t case_word(const Tree& tree, std::uint32_t i) { return tree.child(i, Deprel::case_); }

bool is_infinitive(const ClaimContext& context, std::uint32_t i) {
  for (const TokenId id : context.tree.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (context.tree.word(k).deprel == Deprel::mark &&
        context.knowledge.is(WordKind::infinitive_mark, context.tree.lower(k))) {
      return true;
    }
  }
  if (context.tree.word(i).morph.verb_form != VerbForm::infinitive) return false;
  return context.tree.child(i, Deprel::aux) == Tree::kNothing && context.tree.child(i, Deprel::nsubj) == Tree::kNothing;
}

bool is_passive(const Tree& tree, std::uint32_t i) {
  const Morph& morph = tree.word(i).morph;
  if (morph.passive && morph.verb_form != VerbForm::participle) return true;
  if (tree.child(i, Deprel::aux_pass) != Tree::kNothing) return true;
  if (tree.child(i, Deprel::nsubj_pass) != Tree::kNothing) return true;
  if (morph.verb_form != VerbForm::participle) return false;
  if (tree.child(i, Deprel::cop) != Tree::kNothing) return true;
  const Deprel relation = tree.word(i).deprel;
  // "en aksjon varslet av politiet"; an English -ing form is active.
  return (relation == Deprel::acl || relation == Deprel::amod) && morph.tense != Tense::present &&
         tree.child(i, Deprel::aux) == Tree::kNothing;
}

std::uint32_t doer_of(const ClaimContext& context, std::uint32_t verb, bool as_active) {
  const Tree& tree = context.tree;
  std::uint32_t at = verb;
  std::uint32_t through = Tree::kNothing;
  for (int step = 0; step < 12; ++step) {
    if (at == verb && !as_active && is_passive(tree, at)) return agent_of(context, at);
    const std::uint32_t subject = subject_of(context, at);
    const std::uint32_t up = tree.head(at);
    if (subject != Tree::kNothing && subject == through) return Tree::kNothing;
    if (subject != Tree::kNothing) {
      if (tree.word(at).deprel == Deprel::acl_relcl && up != Tree::kNothing &&
          context.knowledge.is(WordKind::relative, tree.lower(subject))) {
        return up;
      }
      return subject;
    }
    if (up == Tree::kNothing) return Tree::kNothing;
    switch (tree.word(at).deprel) {
      case Deprel::acl_relcl:
        return tree.word(at).morph.verb_form == VerbForm::infinitive ? Tree::kNothing : up;
      case Deprel::acl:
        if (is_infinitive(context, at)) {
          at = up;
          if (!tree.is_verb(at)) {
            // "et forsøk på å …": whoever owns the noun, else whoever governs it.
            const std::uint32_t above = tree.head(at);
            if (above == Tree::kNothing || !tree.is_verb(above)) return Tree::kNothing;
            through = at;
            at = above;
          }
          continue;
        }
        return up;
      case Deprel::xcomp:
      case Deprel::advcl: {
        const std::uint32_t object = tree.child(up, Deprel::obj);
        const auto* cues = context.knowledge.cues(tree.lemma(up));
        if (tree.word(at).deprel == Deprel::xcomp || is_infinitive(context, at)) {
          if (cues != nullptr && cues->back().cue_class == CueClass::request && object != Tree::kNothing) return object;
        }
        at = up;
        continue;
      }
      case Deprel::conj:
      case Deprel::ccomp:
        if (tree.word(at).deprel == Deprel::ccomp && !is_infinitive(context, at)) return Tree::kNothing;
        at = up;
        continue;
      case Deprel::parataxis:
        return Tree::kNothing;
      default:
        return Tree::kNothing;
    }
  }
  return Tree::kNothing;
}

std::vector<std::uint32_t> joined(const Tree& tree, std::uint32_t head) {
  std::vector<std::uint32_t> heads{head};
  for (const TokenId id : tree.children(head)) {
    const auto i = static_cast<std::uint32_t>(id);
    if (tree.word(i).deprel == Deprel::conj && is_nominal(tree.word(i).upos)) heads.push_back(i);
  }
  return heads;
}

bool trim(const Tree& tree, Extent& extent) {
  const auto drops = [&](std::uint32_t i) {
    const std::string_view text = tree.text(i);
    return tree.is_punct(i) && !is_opening_mark(text) && !is_closing_mark(text) && text != "?" && text != "!" &&
           text != "(" && text != ")";
  };
  while (extent.low <= extent.high && drops(extent.low)) ++extent.low;
  while (extent.high > extent.low && drops(extent.high)) --extent.high;
  return extent.low <= extent.high;
}

std::vector<Extent> without(const Tree& tree, Extent whole, Extent part) {
  std::vector<Extent> out;
  const auto keep = [&](std::uint32_t low, std::uint32_t high) {
    if (low > high || high == UINT32_MAX) return;
    Extent extent{low, high};
    if (trim(tree, extent)) out.push_back(extent);
  };
  if (part.high < whole.low || part.low > whole.high) {
    keep(whole.low, whole.high);
    return out;
  }
  if (part.low > whole.low) keep(whole.low, part.low - 1);
  if (part.high < whole.high) keep(part.high + 1, whole.high);
  return out;
}

}  // namespace depesje::claim
