// SPDX-License-Identifier: Apache-2.0
//
// CoNLL-U: the tables of the token and parse stage as text, in both directions, so that another tool's analysis can
// take the place of ours and rules can be tested on hand-written trees.
//   comments read and written: `# text`, `# newpar`, `# newdoc`, `# sent_id`, `# heading = yes`, `# caption = yes`
//   MISC read and written: SpaceAfter=No, name=B-PER (NorNE's types in BIO); XPOS, DEPS and empty nodes are not kept
// What is read owns its text and strings. Pure functions; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "depesje/document.h"
#include "depesje/result.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje {

struct ConlluDocument {
  Document document;
  TokenTable tokens;
  WordTable words;
  StringPool strings;
};

// All sentences as one document; `# newpar` and `# newdoc` begin a paragraph. "_" is accepted for every tag and head.
// `file` is named in errors only.
Result<ConlluDocument> read_conllu(std::string_view bytes, std::string_view file = {}, DocumentInfo info = {});

// Every token in the order of the text. An empty `words` (stopped after the token stage) gives "_" for all that the
// parser would say.
std::string write_conllu(const Document& document, const TokenTable& tokens, const WordTable& words,
                         const StringPool& strings);

// The lines as they stand, for those who need all columns (`depesje eval`). Views into the bytes.
enum class ConlluColumn : std::uint8_t { id, form, lemma, upos, xpos, feats, head, deprel, deps, misc };
struct ConlluRow {
  std::array<std::string_view, 10> cells;
  std::uint32_t line = 0;   // from 1
  std::uint32_t first = 0;  // word number, from 1
  std::uint32_t last = 0;   // = first, but for a multiword range
  std::uint32_t head = 0;   // 0 = root
  bool has_head = false;    // false: "_"
  bool is_range() const { return last != first; }
  std::string_view operator[](ConlluColumn column) const { return cells[static_cast<std::size_t>(column)]; }
  std::uint32_t column_of(ConlluColumn column) const;  // from 1, in bytes
  std::string_view misc(std::string_view key) const;   // value of MISC `key=value`, else empty
};
struct ConlluSentence {
  std::vector<std::string_view> comments;  // without "#" and blanks around
  std::vector<ConlluRow> rows;             // words and multiword ranges; empty nodes are left out
  std::uint32_t line = 0;                  // of the first row
  // Value of `key = value`; `found` tells an empty value from none.
  std::string_view comment(std::string_view key, bool* found = nullptr) const;
};
// Fails on a line without ten columns, on word numbers out of order, and on heads outside the sentence.
Result<std::vector<ConlluSentence>> read_conllu_rows(std::string_view bytes, std::string_view file = {});

}  // namespace depesje
