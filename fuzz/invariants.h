// SPDX-License-Identifier: Apache-2.0
//
// What must hold for any document and its tokens; a broken one aborts, which is what a fuzzer looks for.
#pragma once

#include <cstdlib>

#include "depesje/document.h"
#include "text/encoding.h"
#include "token/token.h"

namespace depesje {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check_document(const Document& document) {
  require(is_utf8(document.text()));
  require(document.body().begin <= document.body().end && document.body().end == document.text().size());
  require(!document.info().id.empty());
}

// Tokens in order and in range, sentences without a gap, offsets never backwards.
inline void check_tokens(const Document& document, const TokenTable& table) {
  std::uint32_t at = document.body().begin, offset = 0, next = 0;
  for (const Token& token : table.tokens) {
    require(token.span.begin >= at && token.span.end > token.span.begin && token.span.end <= document.body().end);
    for (std::uint32_t i = at; i < token.span.begin; ++i) {
      const char c = document.text()[i];
      require((c & 0x80) != 0 || c == ' ' || c == '\t' || c == '\n');
    }
    require(is_utf8(document.at(token.span)));
    at = token.span.end;
    const std::uint32_t here = document.source_offset(token.span.begin);
    require(here >= offset);
    offset = here;
  }
  for (std::size_t s = 0; s < table.sentences.size(); ++s) {
    const Sentence& sentence = table.sentences[s];
    require(sentence.tokens.begin == next && sentence.tokens.end > next);
    for (; next < sentence.tokens.end; ++next) require(index(table.sentence_of[next]) == s);
  }
  require(next == table.tokens.size());
}

}  // namespace depesje
