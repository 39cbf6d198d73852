// SPDX-License-Identifier: Apache-2.0
//
// One paragraph → its tokens: words with their inner hyphens and stops, numbers, URLs, e-mail addresses, punctuation.
// Every byte that is not white space lands in exactly one token, in order; linear in the text.
// A splitter serves one call of Tokenizer::split; it keeps views of the text and of the rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "token/characters.h"
#include "token/token.h"
#include "token/token_rules.h"

namespace depesje {

class WordSplitter {
 public:
  WordSplitter(std::string_view text, const TokenRules& rules, std::vector<Token>& tokens)
      : text_(text), rules_(rules), tokens_(tokens) {}

  // Appends the tokens of text[begin, end), which holds no line end.
  void split(std::uint32_t begin, std::uint32_t end);
  bool cut() const { return cut_; }  // a token met the length limit

 private:
  // What follows a word and its stop: decides whether the stop belongs to it.
  enum class Next : std::uint8_t { nothing, small, capital, digit, other };

  void split_chunk(std::size_t begin, std::size_t end);
  std::size_t url_end(std::size_t begin, std::size_t end) const;
  std::size_t email_end(std::size_t begin, std::size_t end) const;
  std::size_t word_end(std::size_t begin, std::size_t end) const;
  bool joins(std::size_t begin, std::size_t at, std::size_t end) const;
  bool joins_digits(std::size_t begin, std::size_t at, std::size_t behind, std::size_t end) const;
  std::size_t digits_before(std::size_t begin, std::size_t at) const;
  std::size_t digits_after(std::size_t at, std::size_t end) const;
  std::size_t genitive_end(std::size_t begin, std::size_t end, std::size_t chunk_end) const;
  bool starts_sentence() const;
  std::size_t stop_end(std::size_t begin, std::size_t word_end, std::size_t chunk_end, TokenKind& kind);
  std::size_t mark_end(std::size_t begin, std::size_t end) const;
  void add_word(std::size_t begin, std::size_t end, TokenKind kind);
  void add_hyphenated(std::size_t begin, std::size_t end);
  void add_contracted(std::size_t begin, std::size_t end);
  void add(std::size_t begin, std::size_t end, TokenKind kind, bool continues = false);
  Next next_after(std::size_t at) const;

  CharClass class_at(std::size_t at) const { return char_class(code_point_at(text_, at)); }

  std::string_view text_;
  const TokenRules& rules_;
  std::vector<Token>& tokens_;
  std::size_t paragraph_begin_ = 0, paragraph_end_ = 0;
  std::size_t first_token_ = 0;   // of the paragraph
  std::string small_;             // scratch
  bool open_apostrophe_ = false;  // a single quotation mark of the paragraph waits for its partner
  bool cut_ = false;
};

}  // namespace depesje
