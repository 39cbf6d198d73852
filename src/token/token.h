// SPDX-License-Identifier: Apache-2.0
//
// Tokens and sentences of a document: the token stage's table. A token is a syntactic word in the sense of Universal
// Dependencies (English "don't" is the two tokens "do" and "n't" with touching spans). Every byte of the body that is
// not white space belongs to exactly one token; sentences cover all tokens in order.
// Flat rows, no ownership of text; immutable once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "depesje/document.h"

namespace depesje {

enum class TokenKind : std::uint8_t { word, number, ordinal, punctuation, symbol, url, email };

struct Token {
  Span span;
  TokenKind kind = TokenKind::word;
  bool space_after = true;      // white space (or the end) follows
  bool continues_word = false;  // second part of a split surface word ("n't"): CoNLL-U range
};
static_assert(sizeof(Token) == 12);

enum class SentenceKind : std::uint8_t {
  prose,
  heading,  // a paragraph of its own without a final stop
  caption,  // ends in or is a picture credit
};

struct Sentence {
  Rows tokens;                  // [begin, end) of the token table
  Span span;                    // first token's begin to last token's end
  std::uint32_t paragraph = 0;  // from 0
  SentenceKind kind = SentenceKind::prose;
};

struct TokenTable {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<SentenceId> sentence_of;  // per token
  bool cut = false;                     // a limit was met; the document's notes should say so

  const Token& operator[](TokenId id) const { return tokens[index(id)]; }
  const Sentence& operator[](SentenceId id) const { return sentences[index(id)]; }
  SentenceId sentence(TokenId id) const { return sentence_of[index(id)]; }
};

}  // namespace depesje
