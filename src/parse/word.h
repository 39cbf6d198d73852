// SPDX-License-Identifier: Apache-2.0
//
// Words: one row per token with what the parser says of it (lemma, tags, head, name). Labels are those of Universal
// Dependencies 2.17 as used by UD_Norwegian-*, UD_English-EWT and GUM; names are NorNE's nine types.
// Flat rows; strings live in the analysis' StringPool. Immutable once made.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"

namespace depesje {

enum class Upos : std::uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x,
};
inline constexpr std::string_view kUposNames[] = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

// Subtypes are labels of their own; `relation_base` gives the universal part.
enum class Deprel : std::uint8_t {
  punct,
  case_,
  nsubj,
  advmod,
  root,
  det,
  obl,
  amod,
  nmod,
  obj,
  mark,
  conj,
  cc,
  aux,
  cop,
  advcl,
  xcomp,
  compound,
  flat_name,
  acl_relcl,
  nmod_poss,
  ccomp,
  expl,
  nummod,
  appos,
  acl,
  aux_pass,
  nsubj_pass,
  flat,
  parataxis,
  discourse,
  csubj,
  iobj,
  obl_unmarked,
  nmod_unmarked,
  compound_prt,
  flat_foreign,
  fixed,
  nsubj_outer,
  list,
  obl_agent,
  reparandum,
  dep,
  nmod_desc,
  dislocated,
  det_predet,
  advcl_relcl,
  vocative,
  cc_preconj,
  goeswith,
  orphan,
  csubj_pass,
  csubj_outer,
  clf,
};
inline constexpr std::string_view kDeprelNames[] = {
    "punct",        "case",         "nsubj",      "advmod",      "root",        "det",          "obl",
    "amod",         "nmod",         "obj",        "mark",        "conj",        "cc",           "aux",
    "cop",          "advcl",        "xcomp",      "compound",    "flat:name",   "acl:relcl",    "nmod:poss",
    "ccomp",        "expl",         "nummod",     "appos",       "acl",         "aux:pass",     "nsubj:pass",
    "flat",         "parataxis",    "discourse",  "csubj",       "iobj",        "obl:unmarked", "nmod:unmarked",
    "compound:prt", "flat:foreign", "fixed",      "nsubj:outer", "list",        "obl:agent",    "reparandum",
    "dep",          "nmod:desc",    "dislocated", "det:predet",  "advcl:relcl", "vocative",     "cc:preconj",
    "goeswith",     "orphan",       "csubj:pass", "csubj:outer", "clf",
};

// NorNE types (Jørgensen et al. 2020): GPE_LOC is a state or town meant as a place, GPE_ORG as an actor, DRV a derived
// word.
enum class NameType : std::uint8_t {
  none,
  per,
  org,
  loc,
  gpe_loc,
  gpe_org,
  prod,
  evt,
  drv,
  misc,
};
inline constexpr std::string_view kNameTypeNames[] = {
    "O", "PER", "ORG", "LOC", "GPE_LOC", "GPE_ORG", "PROD", "EVT", "DRV", "MISC",
};

static_assert(std::size(kUposNames) == static_cast<std::size_t>(Upos::x) + 1);
static_assert(std::size(kDeprelNames) == static_cast<std::size_t>(Deprel::clf) + 1);
static_assert(std::size(kNameTypeNames) == static_cast<std::size_t>(NameType::misc) + 1);

constexpr std::string_view name_of(Upos tag) { return kUposNames[static_cast<std::size_t>(tag)]; }
constexpr std::string_view name_of(Deprel relation) { return kDeprelNames[static_cast<std::size_t>(relation)]; }
constexpr std::string_view name_of(NameType type) { return kNameTypeNames[static_cast<std::size_t>(type)]; }

// "nsubj:pass" → "nsubj".
constexpr std::string_view relation_base(Deprel relation) {
  const std::string_view name = name_of(relation);
  return name.substr(0, name.find(':'));
}

enum class Tense : std::uint8_t { none, present, past };
enum class VerbForm : std::uint8_t { none, finite, infinitive, participle, gerund };
enum class Number : std::uint8_t { none, singular, plural };
enum class Definite : std::uint8_t { none, indefinite, definite };
enum class Gender : std::uint8_t { none, masculine, feminine, neuter, common };

// The features rules ask for most, unpacked from `feats`.
struct Morph {
  Tense tense = Tense::none;
  VerbForm verb_form = VerbForm::none;
  Number number = Number::none;
  Definite definite = Definite::none;
  Gender gender = Gender::none;
  std::uint8_t person = 0;  // 1, 2, 3; 0 = not said
  bool imperative = false;  // Mood=Imp
  bool passive = false;     // Voice=Pass
  bool genitive = false;    // Case=Gen
  bool possessive = false;  // Poss=Yes
  bool reflexive = false;   // Reflex=Yes
  bool negative = false;    // Polarity=Neg
};

struct Word {
  StringId lemma = kEmptyString;
  StringId feats = kEmptyString;  // "Definite=Def|Number=Sing" as CoNLL-U writes it
  TokenId head = kNone<TokenId>;  // row of the governor; kNone = root of its sentence
  Upos upos = Upos::x;
  Deprel deprel = Deprel::root;
  NameType name = NameType::none;
  bool name_begins = false;  // B- of BIO
  Morph morph;
};
static_assert(sizeof(Word) == 28);

struct WordTable {
  std::vector<Word> words;  // row i is about token i
  // Dependents of each token in text order: children[child_rows[i].begin … end).
  std::vector<TokenId> children;
  std::vector<Rows> child_rows;
  std::vector<StringId> lower;  // lower-cased form of each token

  const Word& operator[](TokenId id) const { return words[index(id)]; }
};

// Fills `children` and `child_rows` from the heads.
void index_children(WordTable& table);

// Unpacks a CoNLL-U feature string.
Morph morph_of(std::string_view feats);

}  // namespace depesje
