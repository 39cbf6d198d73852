// SPDX-License-Identifier: Apache-2.0
//
// Which way the text around an expression points: the verb that governs it on the tree, else the verbs of its clause.
// Word classes of the language's time.rules name the verbs. Pure functions; any thread.
#pragma once

#include "depesje/document.h"
#include "parse/word.h"
#include "time/evaluator.h"
#include "token/token.h"

namespace depesje::timing {

struct TenseClasses {
  std::int32_t future = -1;     // future_verb: "skal", "will"
  std::int32_t perfect = -1;    // perfect_verb: "har", "has"
  std::int32_t past = -1;       // past_verb: "ble", "was": for text without tags
  std::int32_t reporting = -1;  // reporting_verb: present tense that tells of something past ("opplyser")
  std::int32_t planning = -1;   // planning_verb: what follows it lies ahead ("avtalte et møte i juli")
};
TenseClasses tense_classes(const RuleSet& rules);

struct Surroundings {
  const Document& document;
  const TokenTable& tokens;
  const WordTable& words;  // may be empty
  const RuleSet& rules;
  const TenseClasses& classes;
};

// `day_name`: a weekday or part of one, which hangs on the verb rather than on what the verb plans.
Lean lean_of(const Surroundings& around, Rows tokens, TokenId head, Lean otherwise, bool day_name);
// The token of the rows through which they hang on the tree.
TokenId head_of(const WordTable& words, Rows tokens);
bool has_tags(const WordTable& words, TokenId token);
bool in_class(const Surroundings& around, TokenId token, std::int32_t category);

}  // namespace depesje::timing
