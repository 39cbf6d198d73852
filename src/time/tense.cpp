// SPDX-License-Identifier: Apache-2.0
//
// Tense around an expression: see tense.h. Pure functions, bounded walks.
#include "time/tense.h"

#include <algorithm>
#include <span>
#include <string>

#include "base/unicode.h"

namespace depesje::timing {
namespace {

constexpr int kMostSteps = 24;

bool is_verb(const Word& word) { return word.upos == Upos::verb || word.upos == Upos::aux; }

std::span<const TokenId> children_of(const WordTable& words, TokenId token) {
  if (index(token) >= words.child_rows.size()) return {};
  const Rows rows = words.child_rows[index(token)];
  return std::span(words.children).subspan(rows.begin, rows.size());
}

// Tags say: what is the tense of this verb with its auxiliaries?
Lean lean_of_verb(const Surroundings& around, TokenId verb, SentenceKind kind, Lean otherwise) {
  const WordTable& words = around.words;
  bool future = false, perfect = false, past = false, present = false, finite = false;
  const auto look = [&](TokenId token) {
    const Word& word = words[token];
    if (in_class(around, token, around.classes.future)) future = true;
    else if (in_class(around, token, around.classes.perfect) && word.upos == Upos::aux) perfect = true;
    if (word.morph.verb_form != VerbForm::finite && word.morph.tense == Tense::none) return;
    if (word.morph.verb_form == VerbForm::infinitive || word.morph.verb_form == VerbForm::participle) return;
    finite = true;
    past |= word.morph.tense == Tense::past;
    present |= word.morph.tense == Tense::present;
  };
  look(verb);
  bool passive_aux = false;
  for (const TokenId child : children_of(words, verb)) {
    const Deprel relation = words[child].deprel;
    if (relation != Deprel::aux && relation != Deprel::aux_pass && relation != Deprel::cop) continue;
    passive_aux |= relation == Deprel::aux_pass || words[verb].morph.verb_form == VerbForm::participle;
    look(child);
  }
  if (perfect) return Lean::past;  // also "skal ha møtt"
  if (future) return past ? otherwise : Lean::ahead;
  if (past) return Lean::past;
  if (!finite && words[verb].morph.verb_form == VerbForm::infinitive)
    return words[verb].deprel == Deprel::xcomp || words[verb].deprel == Deprel::acl ? Lean::ahead : otherwise;
  if (!present || kind == SentenceKind::caption || passive_aux) return otherwise;
  return in_class(around, verb, around.classes.reporting) ? Lean::past : Lean::near;
}

// No tags: verbs of the clause between the signs that cut it.
Lean lean_of_clause(const Surroundings& around, Rows tokens, const Sentence& sentence, Lean otherwise) {
  const auto cuts = [&](std::uint32_t token) {
    const Token& row = around.tokens.tokens[token];
    if (row.kind != TokenKind::punctuation) return false;
    const std::string_view text = around.document.at(row.span);
    return text != "." || token + 1 >= sentence.tokens.end;
  };
  std::uint32_t begin = tokens.begin, end = tokens.end;
  for (int i = 0; i < kMostSteps && begin > sentence.tokens.begin && !cuts(begin - 1); ++i) --begin;
  for (int i = 0; i < kMostSteps && end < sentence.tokens.end && !cuts(end); ++i) ++end;
  bool future = false, perfect = false, past = false, reporting = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    const auto token = static_cast<TokenId>(i);
    future |= in_class(around, token, around.classes.future);
    perfect |= in_class(around, token, around.classes.perfect);
    past |= in_class(around, token, around.classes.past);
    reporting |= in_class(around, token, around.classes.reporting);
  }
  if (perfect || past || reporting)
    return otherwise == Lean::future ? otherwise : past && !future ? Lean::past : otherwise;
  return future ? Lean::ahead : otherwise;
}

}  // namespace

TenseClasses tense_classes(const RuleSet& rules) {
  return {rules.category_named("future_verb"), rules.category_named("perfect_verb"), rules.category_named("past_verb"),
          rules.category_named("reporting_verb"), rules.category_named("planning_verb")};
}

bool has_tags(const WordTable& words, TokenId token) {
  return index(token) < words.words.size() && words[token].upos != Upos::x;
}

bool in_class(const Surroundings& around, TokenId token, std::int32_t category) {
  if (category < 0) return false;
  const std::uint32_t word = around.rules.words.find(to_lower(around.document.at(around.tokens[token].span)));
  if (word == kUnknownWord) return false;
  const auto& forms = around.rules.forms[word];
  return std::any_of(forms.begin(), forms.end(),
                     [category](const WordForm& form) { return form.category == category && form.rest.empty(); });
}

TokenId head_of(const WordTable& words, Rows tokens) {
  TokenId best = static_cast<TokenId>(tokens.end - 1);
  if (tokens.end > words.words.size()) return best;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const Word& word = words.words[i];
    const bool outside =
        word.head == kNone<TokenId> || index(word.head) < tokens.begin || index(word.head) >= tokens.end;
    if (outside && word.upos != Upos::punct && word.upos != Upos::adp && word.upos != Upos::x)
      return static_cast<TokenId>(i);
  }
  return best;
}

Lean lean_of(const Surroundings& around, Rows tokens, TokenId head, Lean otherwise, bool day_name) {
  if (index(head) >= around.tokens.tokens.size() || index(head) >= around.tokens.sentence_of.size()) return otherwise;
  const Sentence& sentence = around.tokens[around.tokens.sentence(head)];
  if (!day_name) {  // "avtalte et møte i juli": what a planning verb governs lies ahead
    for (std::uint32_t i = tokens.begin, steps = 0; i > sentence.tokens.begin && steps < kMostSteps; --i, ++steps) {
      if (in_class(around, static_cast<TokenId>(i - 1), around.classes.planning)) return Lean::ahead;
    }
  }
  if (!has_tags(around.words, head)) return lean_of_clause(around, tokens, sentence, otherwise);
  TokenId at = head;
  for (int step = 0; step < kMostSteps; ++step) {
    const Word& word = around.words[at];
    const bool cop =
        step > 0 && std::any_of(children_of(around.words, at).begin(), children_of(around.words, at).end(),
                                [&around](TokenId child) { return around.words[child].deprel == Deprel::cop; });
    const bool inside = index(at) >= tokens.begin && index(at) < tokens.end;    // "March" taken for a verb
    if (step > (day_name ? 2 : 1) && (is_verb(word) || cop)) return otherwise;  // hangs on a noun, not on the verb
    if (!inside && (is_verb(word) || cop)) return lean_of_verb(around, at, sentence.kind, otherwise);
    if (word.head == kNone<TokenId> || index(word.head) >= around.words.words.size()) break;
    at = word.head;
  }
  return otherwise;
}

}  // namespace depesje::timing
