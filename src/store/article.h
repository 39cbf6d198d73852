// SPDX-License-Identifier: Apache-2.0
//
// What the store keeps of one article, and how it is named there. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "depesje/record.h"

namespace depesje {

struct StoredSentence {
  std::uint32_t start = 0, end = 0;  // code points of the text as given, as in the record
  std::string text;
  std::uint8_t kind = 0;  // 0 prose, 1 heading, 2 caption
  std::string lemmas;     // what is searched: lower case, split by blanks; see search_terms
};

struct StoredArticle {
  Record record;
  std::string text;
  std::vector<StoredSentence> sentences;                   // all of them, or none: then those of the evidence are kept
  std::vector<std::pair<std::string, std::string>> forms;  // form → lemma, lower case, where they differ
};

struct Edition {
  std::string engine, models, ontology;
};

// The key of an article: its source with its URL, or with its id where it has none.
std::int64_t document_key(std::string_view publisher, std::string_view url, std::string_view id);
// Changes with anything that was given.
std::int64_t content_hash(std::string_view text, std::string_view title, std::string_view published);

// Words as the search index has them: lower case, parted at whatever is neither letter nor digit.
std::vector<std::string> search_terms(std::string_view text);

}  // namespace depesje
