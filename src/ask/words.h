// SPDX-License-Identifier: Apache-2.0
//
// WordQuery: words to be found in sentences. «våpenhvile brøt» wants both in any inflected form the store has seen;
// «"brøt våpenhvilen"» wants the words as written and side by side; «våpen*» what begins so. A query is made for one
// store and is then immutable.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "store/database.h"

namespace depesje {

class WordQuery {
 public:
  static Result<WordQuery> make(const Database& database, std::string_view text);

  // Rows of `search` that may match: sentences, and titles as minus their document. Sorted.
  Result<std::vector<std::int64_t>> candidates(const Database& database) const;
  bool matches(std::string_view text) const;

 private:
  struct Term {
    std::set<std::string> words;   // any of these
    std::set<std::string> lemmas;  // in the index; none: a word that is not indexed
    std::string prefix;            // or what begins so
  };
  using Phrase = std::vector<Term>;  // side by side

  static bool fits(const Term& term, const std::string& word);
  Result<Term> term_of(const Database& database, const std::string& word, bool exact, bool prefix) const;

  std::vector<Phrase> phrases_;
};

}  // namespace depesje
