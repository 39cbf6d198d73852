// SPDX-License-Identifier: Apache-2.0
#include "parse/word.h"

namespace depesje {

void index_children(WordTable& table) {
  const std::size_t count = table.words.size();
  table.child_rows.assign(count, Rows{});
  for (const Word& word : table.words) {
    if (word.head != kNone<TokenId>) ++table.child_rows[index(word.head)].end;
  }
  std::uint32_t start = 0;
  for (Rows& rows : table.child_rows) {
    const std::uint32_t size = rows.end;
    rows = Rows{start, start};
    start += size;
  }
  table.children.resize(start);
  for (std::size_t i = 0; i < count; ++i) {
    if (table.words[i].head == kNone<TokenId>) continue;
    table.children[table.child_rows[index(table.words[i].head)].end++] = static_cast<TokenId>(i);
  }
}

Morph morph_of(std::string_view feats) {
  Morph morph;
  while (!feats.empty()) {
    const auto end = feats.find('|');
    const std::string_view feature = feats.substr(0, end);
    feats.remove_prefix(end == std::string_view::npos ? feats.size() : end + 1);
    if (feature == "Tense=Pres") morph.tense = Tense::present;
    else if (feature == "Tense=Past") morph.tense = Tense::past;
    else if (feature == "VerbForm=Fin") morph.verb_form = VerbForm::finite;
    else if (feature == "VerbForm=Inf") morph.verb_form = VerbForm::infinitive;
    else if (feature == "VerbForm=Part") morph.verb_form = VerbForm::participle;
    else if (feature == "VerbForm=Ger") morph.verb_form = VerbForm::gerund;
    else if (feature == "Number=Sing") morph.number = Number::singular;
    else if (feature == "Number=Plur" || feature == "Number=Ptan") morph.number = Number::plural;
    else if (feature == "Definite=Ind") morph.definite = Definite::indefinite;
    else if (feature == "Definite=Def") morph.definite = Definite::definite;
    else if (feature == "Gender=Masc") morph.gender = Gender::masculine;
    else if (feature == "Gender=Fem") morph.gender = Gender::feminine;
    else if (feature == "Gender=Neut") morph.gender = Gender::neuter;
    else if (feature == "Gender=Com") morph.gender = Gender::common;
    else if (feature == "Person=1") morph.person = 1;
    else if (feature == "Person=2") morph.person = 2;
    else if (feature == "Person=3") morph.person = 3;
    else if (feature == "Mood=Imp") morph.imperative = true;
    else if (feature == "Voice=Pass") morph.passive = true;
    else if (feature == "Case=Gen") morph.genitive = true;
    else if (feature == "Poss=Yes") morph.possessive = true;
    else if (feature == "Reflex=Yes") morph.reflexive = true;
    else if (feature == "Polarity=Neg") morph.negative = true;
  }
  return morph;
}

}  // namespace depesje
