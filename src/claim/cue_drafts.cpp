// SPDX-License-Identifier: Apache-2.0
//
// Statements that hang on a cue. For each token whose lemma is in cues.tsv: find the complement its frames allow, then
// who says it. A cue without an allowed complement, or whose speaker is not told where it must be, gives nothing:
// a false source is worse than a missing one.
#include <algorithm>
#include <optional>

#include "claim/draft.h"

namespace depesje::claim {
namespace {

struct Complement {
  std::vector<Extent> content;
  bool clause = false;  // a clause of its own, not a phrase
  std::uint32_t head = Tree::kNothing;
  std::string_view rule;
};

class CueSearch {
 public:
  explicit CueSearch(const ClaimContext& context)
      : tree_(context.tree), knowledge_(context.knowledge), marks_(context.marks), context_(context) {}

  std::vector<StatementDraft> run() {
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      if (tree_.is_punct(i)) continue;
      if (try_all(i, knowledge_.cues(tree_.lemma(i)))) continue;
      if (tree_.lower(i) != tree_.lemma(i)) try_all(i, knowledge_.cues(tree_.lower(i)));
    }
    return std::move(drafts_);
  }

 private:
  bool try_all(std::uint32_t i, const std::vector<Cue>* cues) {
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

  bool fits(std::uint32_t i, const Cue& cue) const {
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

  std::uint32_t companion_of(std::uint32_t i, const Cue& cue) const {
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (std::ranges::find(cue.with, tree_.lower(k)) != cue.with.end()) return k;
    }
    return Tree::kNothing;
  }

  std::optional<StatementDraft> read(std::uint32_t i, const Cue& cue) {
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

  StatementDraft begin(std::uint32_t i, const Cue& cue, StatementForm form) const {
    StatementDraft draft;
    draft.cue = i;
    draft.entry = &cue;
    draft.cue_class = cue.cue_class;
    draft.form = form;
    return draft;
  }

  // "angivelig innblanding", "påståtte overgrep"
  std::optional<StatementDraft> read_attribute(std::uint32_t i, const Cue& cue) const {
    if (cue.cue_class != CueClass::claim || !cue.frames.free || tree_.head(i) == Tree::kNothing) return std::nullopt;
    StatementDraft draft = begin(i, cue, StatementForm::hearsay);
    draft.content = without(tree_, tree_.extent(tree_.head(i)), {i, i});
    draft.rule = "hearsay-adjective";
    if (draft.content.empty()) return std::nullopt;
    return draft;
  }

  // "angivelig", "visstnok"
  std::optional<StatementDraft> read_adverb(std::uint32_t i, const Cue& cue) const {
    const std::uint32_t up = tree_.head(i);
    if (tree_.word(i).deprel == Deprel::amod) return read_attribute(i, cue);
    if (up == Tree::kNothing || tree_.is_punct(up)) return std::nullopt;
    StatementDraft draft = begin(i, cue, StatementForm::hearsay);
    draft.content = without(tree_, tree_.extent(up), {i, i});
    draft.rule = "hearsay-adverb";
    if (draft.content.empty()) return std::nullopt;
    return draft;
  }

  // Whether complement k of governor i is one of those the frames allow; the rule's name or empty.
  std::string_view allowed_clause(std::uint32_t k, const Frames& frames, bool passive) const {
    const Deprel relation = tree_.word(k).deprel;
    const std::uint32_t preposition = case_word(tree_, k);
    const bool infinitive = is_infinitive(context_, k);
    switch (relation) {
      case Deprel::ccomp:
      case Deprel::xcomp:
      case Deprel::csubj:
      case Deprel::csubj_pass:
        if (relation == Deprel::csubj && !passive && !frames.passive && !infinitive && !frames.clause) return {};
        if (preposition != Tree::kNothing && infinitive)
          return frames.takes(tree_.lower(preposition)) ? "infinitive" : "";
        if (infinitive) return frames.infinitive ? "infinitive" : "";
        if (relation == Deprel::xcomp && !is_clause(k)) return {};
        return frames.clause || frames.quote ? "clause" : "";
      case Deprel::advcl:
      case Deprel::acl:
        if (preposition == Tree::kNothing) {
          if (relation == Deprel::acl && infinitive) return frames.infinitive ? "infinitive" : "";
          // An "at" clause the tree calls adverbial.
          for (const TokenId id : tree_.children(k)) {
            const auto m = static_cast<std::uint32_t>(id);
            if (tree_.word(m).deprel == Deprel::mark && knowledge_.is(WordKind::clause_mark, tree_.lower(m))) {
              return frames.clause ? "clause" : "";
            }
          }
          return {};
        }
        if (frames.takes(tree_.lower(preposition))) return "prepositional clause";
        // "opplysninger om at …": the mark tells a clause of content, whatever the preposition.
        return relation == Deprel::acl && frames.clause && tree_.child(k, Deprel::mark) != Tree::kNothing &&
                       knowledge_.is(WordKind::clause_mark, tree_.lower(tree_.child(k, Deprel::mark)))
                   ? "prepositional clause"
                   : "";
      default:
        return {};
    }
  }

  bool is_clause(std::uint32_t k) const {
    if (tree_.is_verb(k)) return true;
    return tree_.child(k, Deprel::mark) != Tree::kNothing || tree_.child(k, Deprel::cop) != Tree::kNothing ||
           tree_.child(k, Deprel::nsubj) != Tree::kNothing;
  }

  std::optional<Complement> find_clause(std::uint32_t i, const Frames& frames, bool passive) const {
    std::optional<Complement> best;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const std::string_view rule = allowed_clause(k, frames, passive);
      if (rule.empty()) continue;
      // The clause after the cue wins over one before it that the tree may have joined wrongly.
      if (best && k < i) continue;
      Complement found;
      // A clause behind the cue begins behind it, though the tree may hang a word before the cue on it.
      Extent whole = tree_.extent(k);
      if (k > i) whole.low = std::max(whole.low, i + 1);
      found.content = without(tree_, whole, {i, i});
      found.clause = true;
      found.head = k;
      found.rule = rule;
      if (!found.content.empty()) best = std::move(found);
    }
    return best;
  }

  // An "at" clause the tree hangs elsewhere: the next clause mark with no verb between it and the cue.
  std::optional<Complement> find_loose_clause(std::uint32_t i, const Frames& frames) const {
    if (!frames.clause) return std::nullopt;
    const std::uint32_t end = std::min(tree_.sentence(i).tokens.end, i + 25);
    for (std::uint32_t k = i + 1; k < end; ++k) {
      const std::uint32_t up = tree_.head(k);
      if (tree_.word(k).deprel == Deprel::mark && up != Tree::kNothing && up > k &&
          knowledge_.is(WordKind::clause_mark, tree_.lower(k))) {
        Extent extent{k, tree_.extent(up).high};
        if (!trim(tree_, extent)) return std::nullopt;
        return Complement{{extent}, true, up, "clause by its mark"};
      }
      if (tree_.is_verb(k) || tree_.word(k).deprel == Deprel::mark) break;
    }
    if (!frames.quote || i + 2 >= tree_.sentence(i).tokens.end) return std::nullopt;
    // "sier demonstrantene bør gå": a clause without mark right after the cue.
    for (std::uint32_t k = i + 1; k < std::min(end, i + 6); ++k) {
      const std::uint32_t up = tree_.head(k);
      const Deprel relation = tree_.word(k).deprel;
      if ((relation == Deprel::nsubj || relation == Deprel::nsubj_pass) && up != Tree::kNothing && up > k && up != i &&
          tree_.extent(k).low == i + 1) {
        Extent extent{i + 1, tree_.extent(up).high};
        if (tree_.word(up).deprel == Deprel::acl_relcl || !trim(tree_, extent)) return std::nullopt;
        return Complement{{extent}, true, up, "clause beside the cue"};
      }
    }
    return std::nullopt;
  }

  // The subject behind its verb ("bekrefter presidenten at …"), which the tree may take for an object.
  std::uint32_t inverted_subject(std::uint32_t i) const {
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

  // Object, "som" phrase and prepositional object.
  std::optional<Complement> find_phrase(std::uint32_t i, const Frames& frames, bool passive,
                                        std::uint32_t companion) const {
    Complement found;
    std::uint32_t object = Tree::kNothing;
    std::uint32_t as = Tree::kNothing;
    std::uint32_t with_preposition = Tree::kNothing;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      const std::uint32_t preposition = case_word(tree_, k);
      if (preposition != Tree::kNothing) {
        const std::string_view word = tree_.lower(preposition);
        if (frames.as && knowledge_.is(WordKind::as_word, word) && as == Tree::kNothing) as = k;
        else if (frames.takes(word) && with_preposition == Tree::kNothing) with_preposition = k;
        continue;
      }
      if (relation == Deprel::obj || (passive && (relation == Deprel::nsubj_pass || relation == Deprel::nsubj))) {
        if (!tree_.word(k).morph.reflexive && object == Tree::kNothing) object = k;
      } else if (relation == Deprel::xcomp && frames.as && as == Tree::kNothing && !is_infinitive(context_, k)) {
        as = k;
      }
    }
    if (with_preposition == Tree::kNothing && companion != Tree::kNothing) {
      for (const TokenId id : tree_.children(companion)) {
        const auto k = static_cast<std::uint32_t>(id);
        const std::uint32_t preposition = case_word(tree_, k);
        if (preposition != Tree::kNothing && frames.takes(tree_.lower(preposition))) with_preposition = k;
      }
    }
    if (frames.as && as == Tree::kNothing) name_given(i, object, as);
    const auto add = [&](std::uint32_t k) {
      for (const Extent& part : without(tree_, tree_.extent(k), {i, i})) found.content.push_back(part);
      if (found.head == Tree::kNothing) found.head = k;
    };
    if (with_preposition != Tree::kNothing) {
      if (frames.object && object != Tree::kNothing) add(object);
      add(with_preposition);
      found.rule = "prepositional object";
    } else if (as != Tree::kNothing && (frames.as)) {
      if (object != Tree::kNothing) add(object);
      add(as);
      found.rule = "as-phrase";
    } else if (object != Tree::kNothing && frames.object) {
      if (knowledge_.is(WordKind::formal_subject, tree_.lower(object)) && passive) return std::nullopt;
      add(object);
      found.rule = "object";
    }
    if (found.content.empty()) return std::nullopt;
    std::ranges::sort(found.content, {}, &Extent::low);
    // Neighbouring parts of one stretch.
    std::vector<Extent> joined_parts;
    for (const Extent& part : found.content) {
      if (!joined_parts.empty() && part.low <= joined_parts.back().high + 1) {
        joined_parts.back().high = std::max(joined_parts.back().high, part.high);
      } else {
        joined_parts.push_back(part);
      }
    }
    found.content = std::move(joined_parts);
    return found;
  }

  bool has_reflexive(std::uint32_t i) const {
    return std::ranges::any_of(tree_.children(i), [&](TokenId id) {
      const auto k = static_cast<std::uint32_t>(id);
      return tree_.word(k).morph.reflexive && !tree_.word(k).morph.possessive;
    });
  }

  // "kaller X Y": two phrases behind the verb.
  void name_given(std::uint32_t i, std::uint32_t& object, std::uint32_t& as) const {
    std::uint32_t first = Tree::kNothing;
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if (k < i || case_word(tree_, k) != Tree::kNothing) continue;
      if (relation != Deprel::obj && relation != Deprel::nsubj && relation != Deprel::iobj) continue;
      if (first == Tree::kNothing) {
        first = k;
      } else {
        object = first;
        as = k;
        return;
      }
    }
  }

  // A cue that governs its sentence, or a parenthesis in it.
  bool is_top(std::uint32_t i) const {
    const Deprel relation = tree_.word(i).deprel;
    if (relation == Deprel::root || relation == Deprel::parataxis) return true;
    return relation == Deprel::conj && tree_.head(i) != Tree::kNothing &&
           tree_.word(tree_.head(i)).deprel == Deprel::root;
  }

  // First and last token of the tag "sier han": the cue with its own small dependents beside it.
  Extent tag_of(std::uint32_t i, std::uint32_t complement) const {
    Extent tag{i, i};
    const auto kids = tree_.children(i);
    for (std::size_t n = kids.size(); n-- > 0;) {
      const auto k = static_cast<std::uint32_t>(kids[n]);
      if (k > i || k == complement || tree_.is_punct(k)) continue;
      const Deprel relation = tree_.word(k).deprel;
      if (relation != Deprel::nsubj && relation != Deprel::aux && relation != Deprel::advmod) continue;
      if (tree_.extent(k).high + 1 == tag.low) tag.low = tree_.extent(k).low;
    }
    for (const TokenId id : kids) {
      const auto k = static_cast<std::uint32_t>(id);
      if (k < i || k == complement || tree_.is_punct(k)) continue;
      if (tree_.extent(k).low == tag.high + 1) tag.high = tree_.extent(k).high;
    }
    return tag;
  }

  // "Hvis Russland angriper, svarer Nato": what stands before is a clause of circumstance and no more.
  bool fronted_clause(Extent left) const {
    const Deprel relation = tree_.word(left.low).deprel;
    const std::uint32_t up = tree_.head(left.low);
    if ((relation != Deprel::mark && relation != Deprel::case_) || up == Tree::kNothing || up > left.high) return false;
    if (knowledge_.is(WordKind::clause_mark, tree_.lower(left.low)) || !is_clause(up)) return false;
    return tree_.extent(up).low == left.low && tree_.extent(up).high >= left.high;
  }

  // Content that stands before the tag, in the cue's own sentence.
  std::optional<Complement> find_before(std::uint32_t i, const std::optional<Complement>& clause) const {
    const Rows rows = tree_.sentence(i).tokens;
    const std::uint32_t known = clause ? clause->head : Tree::kNothing;
    const Extent tag = tag_of(i, known);
    if (tag.low <= rows.begin || !is_top(i)) return std::nullopt;
    const std::uint32_t subject = tree_.child(i, Deprel::nsubj);
    const std::string_view before = tree_.text(tag.low - 1);
    const bool parted = before == "," || is_closing_mark(before) || before == "?" || before == "!" || is_dash(before);
    const bool inverted = subject != Tree::kNothing && subject > i;
    const bool dashed = marks_.is_dashed(tree_.sentence_of(i));
    Complement found;
    found.clause = true;
    found.rule = "tag";
    if (tree_.word(i).deprel == Deprel::parataxis && tree_.head(i) != Tree::kNothing) {
      if (!parted && !is_opening_mark(before)) return std::nullopt;
      found.head = tree_.head(i);
    } else if (clause && clause->head < i) {
      found.head = clause->head;
    } else if (!parted || (!inverted && !(subject != Tree::kNothing && tag.low <= subject)) ||
               (!dashed && tag.low - rows.begin < 3)) {
      return std::nullopt;
    }
    std::uint32_t low = dashed ? marks_.speech_begin[tree_.sentence_of(i)] : rows.begin;
    Extent left{low, tag.low - 1};
    if (left.low > left.high || !trim(tree_, left)) return std::nullopt;
    if (!dashed && fronted_clause(left)) return std::nullopt;
    found.content.push_back(left);
    // "X, sier han, Y": the rest belongs to it where the tree says so.
    if (found.head != Tree::kNothing && tag.high < rows.end) {
      std::uint32_t high = tree_.extent(found.head).high;
      if (tree_.word(i).deprel == Deprel::parataxis && tree_.word(found.head).deprel == Deprel::root)
        high = rows.end - 1;
      if (high > tag.high + 1 && (tree_.is_punct(tag.high + 1))) {
        Extent right{tag.high + 1, high};
        if (trim(tree_, right) && right.high > right.low) found.content.push_back(right);
      }
    }
    return found;
  }

  // The cue in a clause of its own beside the content: "Som hun sier, …", "I mean …".
  std::optional<Complement> find_around(std::uint32_t i) const {
    const std::uint32_t up = tree_.head(i);
    const Deprel relation = tree_.word(i).deprel;
    if (up == Tree::kNothing || tree_.child(i, Deprel::nsubj) == Tree::kNothing) return std::nullopt;
    bool beside = relation == Deprel::parataxis || relation == Deprel::discourse;
    if (relation == Deprel::advcl) {
      for (const TokenId id : tree_.children(i)) {
        const auto k = static_cast<std::uint32_t>(id);
        const Deprel duty = tree_.word(k).deprel;
        beside |= (duty == Deprel::mark || duty == Deprel::case_ || duty == Deprel::advmod) &&
                  knowledge_.is(WordKind::as_clause, tree_.lower(k));
      }
    }
    if (!beside) return std::nullopt;
    Complement found;
    found.content = without(tree_, tree_.extent(up), tree_.extent(i));
    found.clause = true;
    found.head = up;
    found.rule = "beside its content";
    if (found.content.empty()) return std::nullopt;
    return found;
  }

  // "X sier: …" within the sentence, or the whole clause in marks after the cue.
  std::optional<Complement> find_after_colon(std::uint32_t i) const {
    const Rows rows = tree_.sentence(i).tokens;
    for (std::uint32_t k = i + 1; k + 1 < std::min(rows.end, i + 40); ++k) {
      const bool colon = tree_.text(k) == ":";
      // "notes, "…", and the mark right behind the cue.
      const bool marked = k <= i + 2 && is_opening_mark(tree_.text(k)) && (k == i + 1 || tree_.text(i + 1) == ",");
      if (!colon && !marked) continue;
      Extent rest{colon ? k + 1 : k, rows.end - 1};
      const std::uint32_t row = marks_.marked_at[k];
      if (marked && row != QuoteMarks::kOutside) rest.high = std::min(rest.high, marks_.marked[row].high);
      if (!trim(tree_, rest)) return std::nullopt;
      Complement found;
      found.content.push_back(rest);
      found.clause = true;
      found.rule = "colon";
      return found;
    }
    return std::nullopt;
  }

  bool ends_in_colon(std::uint32_t i) const { return tree_.text(tree_.sentence(i).tokens.end - 1) == ":"; }

  void add_parties(std::uint32_t i, const Cue& cue, StatementDraft& draft) const {
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

  bool formal(std::uint32_t i) const {
    return tree_.word(i).deprel == Deprel::expl || knowledge_.is(WordKind::formal_subject, tree_.lower(i));
  }

  StatementForm form_of(std::uint32_t i, const std::vector<Extent>& content, bool tag) const {
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

  std::optional<StatementDraft> read_predicate(std::uint32_t i, const Cue& cue) {
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
    if (!complement && cue.frames.quote) complement = find_around(i);
    if (!complement) complement = find_phrase(i, cue.frames, passive, companion_of(i, cue));
    if (!complement && cue.frames.quote) complement = find_after_colon(i);
    StatementDraft draft = begin(i, cue, StatementForm::indirect);
    std::uint32_t doer = doer_of(context_, i, cue.part == CuePart::adjective);
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
      if (std::ranges::any_of(draft.content, [&](Extent part) { return part.holds(doer); }) && !tag)
        return std::nullopt;
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

  // "Avisen: USA ber Danmark om hjelp": who stands before the colon is not who asks.
  std::uint32_t behind_colon(std::uint32_t i, std::uint32_t doer) const {
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

  // A heading leaves out its subject ("Krever klarhet"): the speaker is looked for below it.
  std::optional<StatementDraft> keep_heading(std::uint32_t i, const Cue& cue,
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

  // "ber Danmark sende soldater": whom it is asked of belongs to what is asked.
  void take_in_object(std::uint32_t i, StatementDraft& draft) const {
    const std::uint32_t object = tree_.child(i, Deprel::obj);
    if (object == Tree::kNothing || draft.content.empty() || object < i) return;
    Extent& first = draft.content.front();
    if (tree_.extent(object).high + 1 <= first.low && tree_.extent(object).low > i &&
        first.low - tree_.extent(object).high <= 2) {
      first.low = tree_.extent(object).low;
    }
  }

  // "Det sier Y": the object points to what was told before.
  bool points_back(std::uint32_t i) const {
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (k < i && tree_.word(k).deprel == Deprel::obj && knowledge_.is(WordKind::demonstrative, tree_.lower(k)))
        return true;
    }
    return false;
  }

  // "heter det i meldingen": the document the words stand in.
  std::uint32_t document_place(std::uint32_t i) const {
    for (const TokenId id : tree_.children(i)) {
      const auto k = static_cast<std::uint32_t>(id);
      if (tree_.word(k).deprel != Deprel::obl && tree_.word(k).deprel != Deprel::nmod) continue;
      if (case_word(tree_, k) == Tree::kNothing) continue;
      if (knowledge_.channel(tree_.lemma(k)) != nullptr) return k;
    }
    return Tree::kNothing;
  }

  // Whose noun it is: "Trumps ordre", "en melding fra Kreml"; kNothing where nobody owns it.
  std::uint32_t owner_of(std::uint32_t noun) const {
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

  std::uint32_t source_of_noun(std::uint32_t noun) const {
    const ChannelWord* word = knowledge_.channel(tree_.lemma(noun));
    if (word == nullptr || word->kind != SourceKind::document) return noun;
    const std::uint32_t owner = owner_of(noun);
    return owner == Tree::kNothing ? noun : owner;
  }

  std::optional<StatementDraft> read_noun(std::uint32_t i, const Cue& cue) const {
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

  // The noun a source preposition stands before, also where the tree takes the preposition for a conjunction.
  std::uint32_t source_noun(std::uint32_t i) const {
    const std::uint32_t up = tree_.head(i);
    if (up == Tree::kNothing || tree_.word(i).deprel != Deprel::mark) return up;
    for (const TokenId id : tree_.children(up)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Upos tag = tree_.word(k).upos;
      if (k > i && tree_.extent(k).low == i + 1 && (tag == Upos::noun || tag == Upos::propn)) return k;
    }
    return Tree::kNothing;
  }

  // "ifølge X": the clause it stands in, without the phrase.
  std::optional<StatementDraft> read_adjunct(std::uint32_t i, const Cue& cue) const {
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

  const Tree& tree_;
  const ClaimKnowledge& knowledge_;
  const QuoteMarks& marks_;
  const ClaimContext& context_;
  std::vector<StatementDraft> drafts_;
};

}  // namespace

std::vector<StatementDraft> drafts_from_cues(const ClaimContext& context) { return CueSearch(context).run(); }

}  // namespace depesje::claim
