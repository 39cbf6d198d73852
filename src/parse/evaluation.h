// SPDX-License-Identifier: Apache-2.0
//
// Evaluation: one CoNLL-U file against another, by the metrics of the CoNLL 2018 shared task (Zeman et al. 2018) and
// entity F1 as in NorNE (Jørgensen et al. 2020). Tokens are matched by the characters they cover, white space left out;
// words of multiword tokens by the longest common subsequence of their forms inside the stretch both files dispute.
// Follows the task's rules: universal features and relations without subtypes only. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "parse/conllu.h"

namespace depesje {

struct MetricScore {
  std::string name;
  std::size_t gold = 0, system = 0, correct = 0;
  std::size_t aligned = 0;  // words both have; 0 where the metric is not about words

  double precision() const { return system == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(system); }
  double recall() const { return gold == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(gold); }
  double f1() const {
    return gold + system == 0 ? 0 : 2 * static_cast<double>(correct) / static_cast<double>(gold + system);
  }
  double aligned_accuracy() const {
    return aligned == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(aligned);
  }
};

// Tokens Sentences Words UPOS UFeats AllTags Lemmas UAS LAS CLAS MLAS BLEX Entities Entities7 and each entity type.
// AllTags counts XPOS only where the system gives it. Fails where the two do not cover the same characters.
Result<std::vector<MetricScore>> evaluate(const std::vector<ConlluSentence>& gold,
                                          const std::vector<ConlluSentence>& system);

// The text the sentences were cut from: sentences joined by a blank, paragraphs (`# newpar`) by an empty line.
std::string raw_text(const std::vector<ConlluSentence>& sentences);

}  // namespace depesje
