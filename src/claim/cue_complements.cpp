// SPDX-License-Identifier: Apache-2.0
//
// What a cue opens: clauses, phrases, and content that stands before it or behind a colon.
#include "claim/cue_search.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace depesje::claim {

std::string_view CueSearch::allowed_clause(std::uint32_t k, const Frames& frames, bool passive) const {
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

bool CueSearch::is_clause(std::uint32_t k) const {
  if (tree_.is_verb(k)) return true;
  return tree_.child(k, Deprel::mark) != Tree::kNothing || tree_.child(k, Deprel::cop) != Tree::kNothing ||
         tree_.child(k, Deprel::nsubj) != Tree::kNothing;
}

std::optional<Complement> CueSearch::find_clause(std::uint32_t i, const Frames& frames, bool passive) const {
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

std::optional<Complement> CueSearch::find_loose_clause(std::uint32_t i, const Frames& frames) const {
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
  if ((!frames.quote && !knowledge_.knows(WordKind::clause_joiner)) || i + 2 >= tree_.sentence(i).tokens.end)
    return std::nullopt;
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

void CueSearch::gather_clauses(std::uint32_t i, Complement& found) const {
  if (!knowledge_.knows(WordKind::clause_joiner) || found.content.empty() || found.head == Tree::kNothing ||
      found.head < i) {
    return;
  }
  Extent whole = {found.content.front().low, found.content.back().high};
  if (whole.low <= i) return;
  std::uint32_t object = Tree::kNothing;
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (k <= i) continue;
    const Extent extent = tree_.extent(k);
    const Deprel relation = tree_.word(k).deprel;
    const std::uint32_t mark = tree_.child(k, Deprel::mark);
    const bool marked = mark != Tree::kNothing && knowledge_.is(WordKind::clause_mark, tree_.lower(mark));
    if (relation == Deprel::ccomp && !is_infinitive(context_, k)) {
      whole.low = std::min(whole.low, std::max(extent.low, i + 1));
      whole.high = std::max(whole.high, extent.high);
    } else if (relation == Deprel::obj && extent.low == i + 1 && k < found.head) {
      object = k;
    } else if (relation == Deprel::conj && extent.low > whole.high && tree_.is_verb(k)) {
      const std::uint32_t joiner = tree_.child(k, Deprel::cc);
      const bool subject = tree_.child(k, Deprel::nsubj) != Tree::kNothing ||
                           tree_.child(k, Deprel::nsubj_pass) != Tree::kNothing ||
                           tree_.child(k, Deprel::expl) != Tree::kNothing;
      const bool goes_on =
          joiner != Tree::kNothing && knowledge_.is(WordKind::clause_joiner, tree_.lower(joiner)) &&
          (knowledge_.cues(tree_.lemma(k)) == nullptr || tree_.child(k, Deprel::ccomp) == Tree::kNothing);
      if (goes_on && (subject || marked)) whole.high = extent.high;
    } else if (relation == Deprel::conj && marked && extent.low > whole.high) {
      whole.high = extent.high;
    }
  }
  // "that, once he had been confined, his commitment …": the mark tells whose clause it is.
  if (knowledge_.is(WordKind::clause_mark, tree_.lower(i + 1)) && whole.low > i + 1) whole.low = i + 1;
  const std::uint32_t owner = tree_.head(whole.low);
  if (tree_.word(whole.low).deprel == Deprel::mark && owner != Tree::kNothing && owner > whole.high &&
      owner < tree_.sentence(i).tokens.end) {
    whole.high = tree_.extent(owner).high;
  }
  if (object != Tree::kNothing && tree_.extent(object).high < whole.low &&
      tree_.child(found.head, Deprel::nsubj) == Tree::kNothing &&
      tree_.child(found.head, Deprel::mark) == Tree::kNothing) {
    whole.low = i + 1;
  }
  if (!trim(tree_, whole)) return;
  found.content.assign(1, whole);
}

std::optional<Complement> CueSearch::find_bare_clause(std::uint32_t i) const {
  if (!knowledge_.knows(WordKind::clause_joiner)) return std::nullopt;
  const Rows rows = tree_.sentence(i).tokens;
  if (i + 2 >= rows.end || tree_.is_punct(i + 1) || case_word(tree_, i + 1) != Tree::kNothing) return std::nullopt;
  bool object = false;
  for (const TokenId id : tree_.children(i)) {
    const auto k = static_cast<std::uint32_t>(id);
    if (k <= i) continue;
    const Deprel relation = tree_.word(k).deprel;
    if (relation == Deprel::obj && tree_.extent(k).low == i + 1) object = true;
    if (!object || !tree_.is_verb(k) || tree_.word(k).morph.verb_form != VerbForm::finite) continue;
    if (relation != Deprel::conj && relation != Deprel::advcl && relation != Deprel::parataxis) continue;
    if (tree_.child(k, Deprel::cc) != Tree::kNothing || tree_.child(k, Deprel::mark) != Tree::kNothing ||
        tree_.child(k, Deprel::nsubj) != Tree::kNothing || tree_.child(k, Deprel::advmod) != Tree::kNothing) {
      continue;
    }
    Extent extent{i + 1, tree_.extent(k).high};
    if (!trim(tree_, extent)) return std::nullopt;
    return Complement{{extent}, true, k, "bare clause"};
  }
  return std::nullopt;
}

std::optional<Complement> CueSearch::find_phrase(std::uint32_t i, const Frames& frames, bool passive,
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

void CueSearch::name_given(std::uint32_t i, std::uint32_t& object, std::uint32_t& as) const {
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

bool CueSearch::is_top(std::uint32_t i) const {
  const Deprel relation = tree_.word(i).deprel;
  if (relation == Deprel::root || relation == Deprel::parataxis) return true;
  return relation == Deprel::conj && tree_.head(i) != Tree::kNothing &&
         tree_.word(tree_.head(i)).deprel == Deprel::root;
}

Extent CueSearch::tag_of(std::uint32_t i, std::uint32_t complement) const {
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

bool CueSearch::fronted_clause(Extent left) const {
  const Deprel relation = tree_.word(left.low).deprel;
  const std::uint32_t up = tree_.head(left.low);
  if ((relation != Deprel::mark && relation != Deprel::case_) || up == Tree::kNothing || up > left.high) return false;
  if (knowledge_.is(WordKind::clause_mark, tree_.lower(left.low)) || !is_clause(up)) return false;
  return tree_.extent(up).low == left.low && tree_.extent(up).high >= left.high;
}

std::optional<Complement> CueSearch::find_before(std::uint32_t i, const std::optional<Complement>& clause) const {
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
    if (tree_.word(i).deprel == Deprel::parataxis && tree_.word(found.head).deprel == Deprel::root) high = rows.end - 1;
    if (high > tag.high + 1 && (tree_.is_punct(tag.high + 1))) {
      Extent right{tag.high + 1, high};
      if (trim(tree_, right) && right.high > right.low) found.content.push_back(right);
    }
  }
  return found;
}

std::optional<Complement> CueSearch::find_around(std::uint32_t i) const {
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

std::optional<Complement> CueSearch::find_after_colon(std::uint32_t i) const {
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

}  // namespace depesje::claim
