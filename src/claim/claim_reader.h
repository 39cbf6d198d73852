// SPDX-License-Identifier: Apache-2.0
//
// The claim stage: who says what, and how firmly each predicate stands. Reads lang/<code>/cues.tsv and stance.tsv once;
// then immutable, so any number of threads may call read(). Time is linear in the text.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "claim/claim.h"
#include "depesje/document.h"
#include "depesje/result.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

namespace claim {
class ClaimKnowledge;
}

class ClaimReader {
 public:
  // `lang_root` is the folder that holds nb/, nn/ and en/.
  static Result<ClaimReader> load(const std::filesystem::path& lang_root, std::string_view lang);
  ~ClaimReader();
  ClaimReader(ClaimReader&&) noexcept;
  ClaimReader& operator=(ClaimReader&&) noexcept;

  // `times` may be empty; then the present tense with a date ahead is not read as a plan.
  ClaimTable read(const Document& document, const TokenTable& tokens, const WordTable& words,
                  const MentionTable& mentions, const TimeTable& times, StringPool& pool) const;
  ClaimTable read(const Document& document, const TokenTable& tokens, const WordTable& words,
                  const MentionTable& mentions, StringPool& pool) const {
    return read(document, tokens, words, mentions, TimeTable{}, pool);
  }

 private:
  explicit ClaimReader(std::unique_ptr<const claim::ClaimKnowledge> knowledge);
  std::unique_ptr<const claim::ClaimKnowledge> knowledge_;
};

// Runs the examples of a language (claim.corpus) is claim_corpus_test.cpp's work; this checks the tables alone: every
// problem found in lang/<code>/cues.tsv and stance.tsv.
std::vector<Error> check_claim(const std::filesystem::path& lang_root, std::string_view lang);

}  // namespace depesje
