// SPDX-License-Identifier: Apache-2.0
//
// ClauseReader: who does what to whom on a dependency tree. Deep roles of verbs: passive, relative clauses, control and
// raising, coordination and elision are undone here, so that the frames need not know of them.
// A view of one document's tables; made once a document, then read by one thread. Climbs are bounded, nothing recurses.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "event/lexicon.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje {

class ClauseReader {
 public:
  ClauseReader(const TokenTable& tokens, const WordTable& words, const StringPool& strings, const Lexicon& lexicon)
      : tokens_(tokens), words_(words), strings_(strings), lexicon_(lexicon) {}

  const Word& word(TokenId token) const { return words_[token]; }
  std::string_view lemma(TokenId token) const { return strings_.at(words_[token].lemma); }
  std::string_view lower(TokenId token) const { return strings_.at(words_.lower[index(token)]); }
  std::span<const TokenId> children(TokenId token) const {
    const Rows rows = words_.child_rows[index(token)];
    return {words_.children.data() + rows.begin, rows.size()};
  }
  TokenId head(TokenId token) const { return words_[token].head; }
  const TokenTable& tokens() const { return tokens_; }

  bool verbal(TokenId token) const;
  bool nominal(TokenId token) const;
  bool passive(TokenId verb) const;
  // Deep roles; kNone = not there.
  TokenId subject(TokenId verb) const;
  TokenId object(TokenId verb) const;
  TokenId indirect_object(TokenId verb) const;
  // Subject as it stands, climbed to where the clause leaves it out.
  TokenId surface_subject(TokenId verb) const;
  // Complement clause or infinitive of a verb, noun or adjective.
  TokenId complement(TokenId head) const;
  // Phrase (or clause) with this preposition on the head; "inn_i" style prepositions are joined by a blank.
  TokenId phrase(TokenId head, std::string_view preposition) const;
  // Every preposition that introduces a dependent, lower-cased.
  std::string_view preposition_of(TokenId dependent) const;
  // Genitive or possessive of a noun.
  TokenId possessor(TokenId noun) const;
  // Particle, adverb or stranded preposition of this form on the head.
  bool has_particle(TokenId head, std::string_view form) const;
  TokenId child(TokenId head, Deprel relation) const;
  // The predicate an adjective or noun belongs to as what it is said of: copula subject or noun modified.
  TokenId predicated(TokenId token) const;
  // Verb that governs a noun, through coordination and apposition; kNone = none.
  TokenId governing_verb(TokenId noun, TokenId& as) const;
  // A phrase and what is coordinated with it.
  void coordinated(TokenId head, std::vector<TokenId>& out) const;

 private:
  TokenId own_subject(TokenId verb, bool& passive_subject) const;
  bool infinitive(TokenId verb) const;

  const TokenTable& tokens_;
  const WordTable& words_;
  const StringPool& strings_;
  const Lexicon& lexicon_;
};

}  // namespace depesje
