// SPDX-License-Identifier: Apache-2.0
//
// Tree: one document's syntax with what the claim stage asks of it again and again: lemmas as text, extents of
// subtrees, an order in which heads come before their dependents. Views only: it must not outlive the tables and the
// pool it was made from. Made once a document, then read only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "depesje/document.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje::claim {

// First and last token of a stretch, both inclusive.
struct Extent {
  std::uint32_t low = 0, high = 0;
  bool holds(std::uint32_t i) const { return low <= i && i <= high; }
  friend bool operator==(Extent, Extent) = default;
};

class Tree {
 public:
  Tree(const Document& document, const TokenTable& tokens, const WordTable& words, const StringPool& pool);

  std::size_t size() const { return words_.words.size(); }
  const Word& word(std::uint32_t i) const { return words_.words[i]; }
  std::string_view lemma(std::uint32_t i) const { return pool_.at(words_.words[i].lemma); }
  std::string_view lower(std::uint32_t i) const { return pool_.at(words_.lower[i]); }
  std::string_view text(std::uint32_t i) const { return document_.at(tokens_.tokens[i].span); }
  const Token& token(std::uint32_t i) const { return tokens_.tokens[i]; }
  std::span<const TokenId> children(std::uint32_t i) const {
    const Rows rows = words_.child_rows[i];
    return std::span(words_.children).subspan(rows.begin, rows.size());
  }
  static constexpr std::uint32_t kNothing = UINT32_MAX;
  std::uint32_t head(std::uint32_t i) const {
    const TokenId id = words_.words[i].head;
    return id == kNone<TokenId> ? kNothing : static_cast<std::uint32_t>(id);
  }
  Extent extent(std::uint32_t i) const { return extents_[i]; }
  const std::vector<std::uint32_t>& heads_first() const { return order_; }
  std::uint32_t sentence_of(std::uint32_t i) const { return static_cast<std::uint32_t>(tokens_.sentence_of[i]); }
  const Sentence& sentence(std::uint32_t i) const { return tokens_.sentences[sentence_of(i)]; }
  const TokenTable& tokens() const { return tokens_; }
  const Document& document() const { return document_; }

  // First dependent with this relation, else kNothing.
  std::uint32_t child(std::uint32_t i, Deprel relation) const;
  bool is_punct(std::uint32_t i) const { return words_.words[i].upos == Upos::punct; }
  bool is_verb(std::uint32_t i) const {
    return words_.words[i].upos == Upos::verb || words_.words[i].upos == Upos::aux;
  }
  // Bytes from the first to the last token of the extent.
  Span span(Extent extent) const {
    return Span{tokens_.tokens[extent.low].span.begin, tokens_.tokens[extent.high].span.end};
  }

 private:
  const Document& document_;
  const TokenTable& tokens_;
  const WordTable& words_;
  const StringPool& pool_;
  std::vector<Extent> extents_;
  std::vector<std::uint32_t> order_;
};

}  // namespace depesje::claim
