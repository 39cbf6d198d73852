// SPDX-License-Identifier: Apache-2.0
//
// Hearsay by a modal verb: "Han skal ha flyktet", "Ho skal vere skadd". The same verb also tells plans, duties and
// goals, so the perfect infinitive is asked for, or a source in the clause; questions, conditions, goal clauses and the
// first person are left alone.
#include <algorithm>

#include "claim/draft.h"

namespace depesje::claim {
namespace {

struct ModalClause {
  bool modal = false, past_modal = false, perfect = false, copula = false, blocked = false, other_modal = false;
  std::uint32_t at = Tree::kNothing;
};

ModalClause look(const ClaimContext& context, std::uint32_t i) {
  const Tree& tree = context.tree;
  const ClaimKnowledge& knowledge = context.knowledge;
  ModalClause found;
  for (const TokenId id : tree.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    const std::string_view lower = tree.lower(k);
    switch (tree.word(k).deprel) {
      case Deprel::aux:
      case Deprel::aux_pass:
      case Deprel::cop:
        if (knowledge.is(WordKind::hearsay_modal, lower)) {
          found.modal = true;
          found.at = k;
        } else if (knowledge.is(WordKind::hearsay_past_modal, lower)) {
          found.past_modal = true;
          found.at = k;
        } else if (knowledge.is(WordKind::perfect, lower)) {
          found.perfect = true;
        } else if (knowledge.is(WordKind::copula, lower)) {
          found.copula = true;
        } else if (knowledge.modal(tree.lemma(k)) != nullptr) {
          found.other_modal = true;
        }
        break;
      case Deprel::mark:
        if (knowledge.is(WordKind::condition, lower)) found.blocked = true;
        break;
      case Deprel::nsubj:
      case Deprel::nsubj_pass:
        if (knowledge.is(WordKind::first_person, lower) || knowledge.is(WordKind::question_word, lower))
          found.blocked = true;
        break;
      case Deprel::advmod:
      case Deprel::obj:
      case Deprel::obl:
        if (knowledge.is(WordKind::question_word, lower)) found.blocked = true;
        if (const std::uint32_t preposition = case_word(tree, k);
            preposition != Tree::kNothing && knowledge.is(WordKind::deadline, tree.lower(preposition))) {
          found.blocked = true;
        }
        break;
      default:
        break;
    }
  }
  const std::uint32_t preposition = case_word(tree, i);
  if (preposition != Tree::kNothing && knowledge.is(WordKind::purpose, tree.lower(preposition))) found.blocked = true;
  return found;
}

// What the drafts so far say of each token.
struct Known {
  std::vector<bool> cue;      // a statement hangs on it
  std::vector<bool> sourced;  // a predicate with "ifølge X" in its clause
  std::vector<bool> told;     // in the content of a tag whose speaker is named, not a quotation
};

// A word that is a cue itself ("skal ha sagt at") and a sentence told by a named source ("…, melder avisen") are no
// hearsay beside it.
Known known_of(const std::vector<StatementDraft>& drafts, const Tree& tree) {
  Known known{std::vector<bool>(tree.size()), std::vector<bool>(tree.size()), std::vector<bool>(tree.size())};
  for (const StatementDraft& draft : drafts) {
    if (draft.cue == Tree::kNothing) continue;
    known.cue[draft.cue] = true;
    if (draft.form == StatementForm::adjunct) {
      const std::uint32_t noun = tree.head(draft.cue);
      if (noun != Tree::kNothing && tree.head(noun) != Tree::kNothing) known.sourced[tree.head(noun)] = true;
    }
    if (draft.tag && !draft.speakers.empty() && draft.form != StatementForm::direct && !draft.content.empty()) {
      const Extent part = draft.content.front();
      for (std::uint32_t k = part.low; k <= part.high; ++k) known.told[k] = true;
    }
  }
  return known;
}

}  // namespace

void add_hearsay(const ClaimContext& context, std::vector<StatementDraft>& drafts) {
  const Tree& tree = context.tree;
  const Known known = known_of(drafts, tree);
  std::vector<StatementDraft> found;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (tree.is_punct(i) || tree.children(i).empty()) continue;
    ModalClause clause = look(context, i);
    if (clause.at == Tree::kNothing || clause.blocked || clause.other_modal) continue;
    if (tree.text(tree.sentence(i).tokens.end - 1) == "?") continue;
    const bool participle = tree.word(i).morph.verb_form != VerbForm::infinitive;
    bool told = clause.modal && clause.perfect && participle && tree.is_verb(i);
    // The perfect of "be" with a predicate: "skal ha vært på stedet".
    if (clause.modal && clause.perfect && clause.copula) told = true;
    std::string_view rule = "hearsay-modal-perfect";
    if (!told && clause.modal && clause.copula && known.sourced[i]) {
      told = true;
      rule = "hearsay-modal-source";
    }
    if (!told && clause.modal && clause.copula && tree.word(i).deprel != Deprel::root) {
      // "opplyser at han skal være skadd": a state told by a source.
      const std::uint32_t up = tree.head(i);
      const auto* cues = up == Tree::kNothing ? nullptr : context.knowledge.cues(tree.lemma(up));
      const bool content = tree.word(i).deprel == Deprel::ccomp || tree.word(i).deprel == Deprel::advcl;
      const bool state =
          (tree.word(i).upos == Upos::adj || tree.is_verb(i)) && tree.child(i, Deprel::mark) != Tree::kNothing;
      if (content && state && cues != nullptr && cues->back().cue_class == CueClass::say) {
        told = true;
        rule = "hearsay-modal-state";
      }
    }
    if (!told || known.cue[i] || known.told[clause.at]) continue;
    StatementDraft draft;
    draft.cue = clause.at;
    draft.cue_class = CueClass::claim;
    draft.form = StatementForm::hearsay;
    draft.rule = rule;
    Extent whole = tree.extent(i);
    draft.content = without(tree, whole, {clause.at, clause.at});
    if (!draft.content.empty()) found.push_back(std::move(draft));
  }
  drafts.insert(drafts.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

}  // namespace depesje::claim
