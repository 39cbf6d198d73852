// SPDX-License-Identifier: Apache-2.0
#include "claim/stance.h"

#include <algorithm>
#include <optional>

namespace depesje::claim {
namespace {

struct Reach {
  Stance stance;
  std::string_view rule;
};

Polarity flipped(Polarity polarity) {
  if (polarity == Polarity::positive) return Polarity::negative;
  if (polarity == Polarity::negative) return Polarity::positive;
  return polarity;
}

class StanceReader {
 public:
  StanceReader(const ClaimContext& context, const std::vector<bool>& future_at)
      : tree_(context.tree), knowledge_(context.knowledge), context_(context), future_at_(future_at) {
    reach_.resize(tree_.size());
    base_.resize(tree_.size());
  }

  std::vector<Stance> run(StringPool& pool) {
    for (const std::uint32_t i : tree_.heads_first()) {
      base_[i] = inherited(i);
      reach_[i] = base_[i];
      own(i, reach_[i]);
    }
    std::vector<Stance> out(tree_.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = reach_[i].stance;
      out[i].rule = pool.add(reach_[i].rule);
    }
    return out;
  }

 private:
  static void apply(const Effect& effect, Reach& reach, std::string_view rule) {
    if (effect.status) reach.stance.status = *effect.status;
    if (effect.certainty && *effect.certainty > reach.stance.certainty) reach.stance.certainty = *effect.certainty;
    if (effect.polarity == PolarityEffect::flip) reach.stance.polarity = flipped(reach.stance.polarity);
    reach.rule = rule;
  }

  bool has_companion(std::uint32_t i, const std::vector<std::string>& with) const {
    return with.empty() || std::ranges::any_of(tree_.children(i), [&](TokenId id) {
             const auto k = static_cast<std::uint32_t>(id);
             return std::ranges::any_of(
                 with, [&](const std::string& asked) { return asked == tree_.lower(k) || asked == tree_.lemma(k); });
           });
  }

  bool part_fits(std::uint32_t i, CuePart part) const {
    const Upos tag = tree_.word(i).upos;
    switch (part) {
      case CuePart::verb:
        return tag == Upos::verb || tag == Upos::aux || tag == Upos::adj;
      case CuePart::noun:
        return tag == Upos::noun;
      case CuePart::adjective:
        return tag == Upos::adj || tag == Upos::verb;
      default:
        return true;
    }
  }

  // Whether complement k of governor i lies in these frames.
  bool reached(std::uint32_t k, const Frames& frames, bool passive) const {
    const std::uint32_t preposition = case_word(tree_, k);
    const Deprel relation = tree_.word(k).deprel;
    if (preposition != Tree::kNothing) return frames.takes(tree_.lower(preposition));
    switch (relation) {
      case Deprel::ccomp:
      case Deprel::xcomp:
      case Deprel::csubj:
      case Deprel::csubj_pass:
      case Deprel::acl:
        return is_infinitive(context_, k) ? frames.infinitive : frames.clause;
      case Deprel::obj:
        return frames.object;
      case Deprel::nsubj_pass:
        return passive && frames.object;
      case Deprel::nsubj:
        return (passive || leads_heading(tree_.head(k), k)) && frames.object;
      default:
        return false;
    }
  }

  // "Frykter sammenstøt": a heading that begins with its verb has an object, whatever the tree calls it.
  bool leads_heading(std::uint32_t verb, std::uint32_t k) const {
    const Sentence& sentence = tree_.sentence(verb);
    return sentence.kind == SentenceKind::heading && sentence.tokens.begin == verb && k > verb;
  }

  const Governor* governor_over(std::uint32_t head, std::uint32_t k) const {
    const auto* governors = knowledge_.governors(tree_.lemma(head));
    if (governors == nullptr) return nullptr;
    const bool passive = is_passive(tree_, head);
    for (const Governor& governor : *governors) {
      if (part_fits(head, governor.part) && has_companion(head, governor.with) &&
          reached(k, governor.frames, passive)) {
        return &governor;
      }
    }
    return nullptr;
  }

  const Cue* cue_over(std::uint32_t head, std::uint32_t k) const {
    const auto* cues = knowledge_.cues(tree_.lemma(head));
    if (cues == nullptr) return nullptr;
    const bool passive = is_passive(tree_, head);
    for (const Cue& cue : *cues) {
      if (cue.part != CuePart::verb && cue.part != CuePart::noun && cue.part != CuePart::adjective) continue;
      if (part_fits(head, cue.part) && has_companion(head, cue.with) && reached(k, cue.frames, passive)) return &cue;
    }
    return nullptr;
  }

  bool past(std::uint32_t i) const {
    if (tree_.word(i).morph.tense == Tense::past) return true;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (tree_.word(k).deprel != Deprel::aux && tree_.word(k).deprel != Deprel::cop &&
          tree_.word(k).deprel != Deprel::aux_pass)
        continue;
      if (knowledge_.is(WordKind::perfect, tree_.lemma(k))) return true;
      if (tree_.word(k).morph.tense == Tense::past && knowledge_.modal(tree_.lemma(k)) == nullptr) return true;
    }
    return false;
  }

  // What the class of a cue says of its content.
  static void apply_cue(const Cue& cue, Reach& reach, bool infinitive, bool content_past) {
    if (cue.force && *cue.force > reach.stance.certainty) reach.stance.certainty = *cue.force;
    reach.rule = "cue";
    switch (cue.cue_class) {
      case CueClass::promise:
        if (!content_past) reach.stance.status = Status::promised;
        break;
      case CueClass::request:
        if (!content_past) reach.stance.status = Status::requested;
        break;
      case CueClass::threaten_warn:
        if (content_past) break;
        reach.stance.status = infinitive ? Status::threatened : Status::conditional;
        if (!infinitive) reach.stance.certainty = std::max(reach.stance.certainty, Certainty::possible);
        break;
      case CueClass::deny:
        reach.stance.polarity = flipped(reach.stance.polarity);
        break;
      default:
        break;
    }
  }

  bool negated(std::uint32_t i) const {
    bool negative = false;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if (knowledge_.is(WordKind::negator, tree_.lower(k)) &&
          (relation == Deprel::advmod || relation == Deprel::det || relation == Deprel::cc ||
           relation == Deprel::discourse || relation == Deprel::cc_preconj)) {
        negative = !negative;
      }
      // "Ingen ble pågrepet", "ingen av dem"
      if ((relation == Deprel::nsubj || relation == Deprel::nsubj_pass || relation == Deprel::obj) &&
          has_negative_determiner(k)) {
        negative = !negative;
      }
    }
    return negative;
  }

  bool has_negative_determiner(std::uint32_t i) const {
    if (knowledge_.is(WordKind::negative_determiner, tree_.lower(i))) return true;
    return std::ranges::any_of(tree_.children(i), [&](TokenId id) {
      const auto k = static_cast<std::uint32_t>(id);
      return (tree_.word(k).deprel == Deprel::det || tree_.word(k).deprel == Deprel::advmod ||
              tree_.word(k).deprel == Deprel::cc) &&
             knowledge_.is(WordKind::negative_determiner, tree_.lower(k));
    });
  }

  Reach inherited(std::uint32_t i) const {
    const std::uint32_t up = tree_.head(i);
    if (up == Tree::kNothing) return {};
    const Reach& above = reach_[up];
    const Deprel relation = tree_.word(i).deprel;
    Reach reach;
    switch (relation) {
      case Deprel::conj: {
        const VerbForm form = tree_.word(i).morph.verb_form;
        const bool own_clause = form == VerbForm::finite || tree_.child(i, Deprel::aux) != Tree::kNothing ||
                                tree_.child(i, Deprel::nsubj) != Tree::kNothing;
        return own_clause && tree_.is_verb(i) ? base_[up] : above;
      }
      case Deprel::aux:
      case Deprel::aux_pass:
      case Deprel::cop:
      case Deprel::flat_name:
      case Deprel::fixed:
      case Deprel::compound:
      case Deprel::compound_prt:
      case Deprel::goeswith:
      case Deprel::flat:
        return above;
      case Deprel::acl_relcl:
      case Deprel::nsubj:
      case Deprel::appos:
      case Deprel::parataxis:
        break;
      default:
        break;
    }
    const bool clause = relation == Deprel::ccomp || relation == Deprel::xcomp || relation == Deprel::csubj ||
                        relation == Deprel::advcl || relation == Deprel::acl || relation == Deprel::csubj_pass;
    const bool infinitive = clause && is_infinitive(context_, i);
    if (const Governor* governor = governor_over(up, i)) {
      if (governor->effect.carry_status) {
        reach = above;
      } else {
        // What is planned in a denied or merely possible world is no firmer than that world.
        reach.stance.certainty = base_[up].stance.certainty;
        if (governor->effect.carry_negation && above.stance.polarity == Polarity::negative) {
          reach.stance.polarity = Polarity::negative;
        }
      }
      apply(governor->effect, reach, "governor");
      return reach;
    }
    if (const Cue* cue = cue_over(up, i)) {
      reach.stance.certainty = base_[up].stance.certainty;
      apply_cue(*cue, reach, infinitive, clause && past(i));
      return reach;
    }
    const std::uint32_t preposition = case_word(tree_, i);
    const std::string_view word = preposition == Tree::kNothing ? std::string_view{} : tree_.lower(preposition);
    if (!word.empty() && knowledge_.is(WordKind::without, word)) {
      reach.stance.polarity = Polarity::negative;
      reach.rule = "without";
      return reach;
    }
    if (clause) {
      if (relation == Deprel::advcl && infinitive && !word.empty() && knowledge_.is(WordKind::purpose, word)) {
        reach.stance = above.stance;
        reach.rule = "purpose";
        return reach;
      }
      if (relation == Deprel::xcomp && (infinitive || tree_.child(i, Deprel::mark) == Tree::kNothing)) return above;
      if (whether(i) && !past(i)) {
        reach.stance.status = Status::conditional;
        reach.stance.certainty = Certainty::possible;
        reach.rule = "open question";
        return reach;
      }
      reach.stance.certainty = base_[up].stance.certainty;
      reach.stance.status = base_[up].stance.status == Status::conditional ? Status::conditional : Status::occurred;
      return reach;
    }
    // "holder et møte": the noun shares the stance of a verb that only carries it out.
    // "har ikke mottatt noen forespørsel"
    if (relation == Deprel::obj && tree_.is_verb(up) && above.stance.polarity == Polarity::negative &&
        tree_.word(i).morph.definite != Definite::definite && tree_.word(i).upos == Upos::noun) {
      reach.stance.polarity = Polarity::negative;
      reach.rule = "object under negation";
    }
    if (relation == Deprel::obl && (tree_.word(i).morph.definite == Definite::definite || word.empty() ||
                                    !knowledge_.is(WordKind::light_preposition, word))) {
      return reach;
    }
    const bool nominal = relation == Deprel::obj || relation == Deprel::obl || relation == Deprel::nsubj_pass ||
                         relation == Deprel::nsubj || relation == Deprel::obl_unmarked;
    if (nominal && tree_.is_verb(up) && knowledge_.is(WordKind::light, tree_.lemma(up))) {
      if (relation == Deprel::nsubj && !is_passive(tree_, up) && tree_.child(up, Deprel::obj) != Tree::kNothing)
        return reach;
      return above;
    }
    return reach;
  }

  void own(std::uint32_t i, Reach& reach) const {
    const Word& word = tree_.word(i);
    if (tree_.is_punct(i)) return;
    Stance& stance = reach.stance;
    bool modal = false;
    bool perfect = false;
    const Effect* modal_effect = nullptr;
    std::uint32_t modal_at = Tree::kNothing;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if (relation == Deprel::aux || relation == Deprel::aux_pass || relation == Deprel::cop) {
        if (const Effect* effect = knowledge_.modal(tree_.lower(k)); effect != nullptr && !modal) {
          modal = true;
          modal_effect = effect;
          modal_at = k;
        } else if (knowledge_.is(WordKind::perfect, tree_.lower(k))) {
          perfect = true;
        }
      } else if (relation == Deprel::advmod || relation == Deprel::obl || relation == Deprel::discourse) {
        if (const Effect* effect = knowledge_.adverb(tree_.lower(k))) apply(*effect, reach, "adverb");
      } else if (relation == Deprel::amod || relation == Deprel::compound || relation == Deprel::det) {
        if (const Effect* effect = knowledge_.attribute(tree_.lemma(k))) apply(*effect, reach, "attribute");
      } else if (relation == Deprel::mark && knowledge_.is(WordKind::condition, tree_.lower(k)) &&
                 (word.deprel == Deprel::advcl || (word.deprel == Deprel::ccomp && !past(i)))) {
        stance.status = Status::conditional;
        stance.certainty = std::max(stance.certainty, Certainty::possible);
        reach.rule = "condition";
      }
    }
    const bool predicate = tree_.is_verb(i) || tree_.child(i, Deprel::cop) != Tree::kNothing;
    if (modal) {
      if (perfect && knowledge_.is(WordKind::counterfactual_modal, tree_.lower(modal_at))) {
        stance.status = Status::counterfactual;
        reach.rule = "counterfactual";
      } else if (perfect && knowledge_.is(WordKind::hearsay_modal, tree_.lower(modal_at))) {
        stance.certainty = Certainty::uncommitted;
        reach.rule = "hearsay";
      } else {
        const bool open = stance.status == Status::conditional;
        apply(*modal_effect, reach, "modal");
        if (open) stance.status = Status::conditional;
      }
    } else if (predicate && tree_.is_verb(i) && word.morph.tense == Tense::present && !perfect &&
               i < future_at_.size() && future_at_[i] && stance.status == Status::occurred) {
      stance.status = Status::planned;
      reach.rule = "present with future time";
    }
    if (predicate && condition_below(i) && !past(i)) {
      stance.status = Status::conditional;
      stance.certainty = std::max(stance.certainty, Certainty::possible);
      reach.rule = "under a condition";
    }
    if (predicate && negated(i)) stance.polarity = flipped(stance.polarity);
    if (!predicate && has_negative_determiner(i) && tree_.word(i).upos == Upos::noun) {
      const std::uint32_t up = tree_.head(i);
      const bool shared = up != Tree::kNothing && reach_[up].stance.polarity == Polarity::negative &&
                          tree_.is_verb(up) && knowledge_.is(WordKind::light, tree_.lemma(up));
      if (!shared) stance.polarity = Polarity::negative;
    }
  }

  bool whether(std::uint32_t i) const {
    const Deprel relation = tree_.word(i).deprel;
    if (relation != Deprel::ccomp && relation != Deprel::csubj && relation != Deprel::acl) return false;
    const std::uint32_t mark = tree_.child(i, Deprel::mark);
    return mark != Tree::kNothing && knowledge_.is(WordKind::condition, tree_.lower(mark));
  }

  bool condition_below(std::uint32_t i) const {
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const bool fronted = tree_.word(k).deprel == Deprel::ccomp && k < i;
      if (tree_.word(k).deprel != Deprel::advcl && !fronted) continue;
      for (const TokenId mark : tree_.children(k)) {
        const auto m = static_cast<std::uint32_t>(mark);
        if (tree_.word(m).deprel == Deprel::mark && knowledge_.is(WordKind::condition, tree_.lower(m))) return true;
      }
    }
    return false;
  }

  const Tree& tree_;
  const ClaimKnowledge& knowledge_;
  const ClaimContext& context_;
  const std::vector<bool>& future_at_;
  std::vector<Reach> reach_;  // final
  std::vector<Reach> base_;   // as inherited, before the token's own modality and negation
};

}  // namespace

std::vector<Stance> stances_of(const ClaimContext& context, const std::vector<bool>& future_at, StringPool& pool) {
  return StanceReader(context, future_at).run(pool);
}

}  // namespace depesje::claim
