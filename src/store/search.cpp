// SPDX-License-Identifier: Apache-2.0
#include "store/search.h"

#include <algorithm>
#include <vector>

#include "store/article.h"

namespace depesje {

Result<std::string> search_expression(const Database& database, std::string_view words) {
  auto lemmas = database.prepare("SELECT lemma FROM form WHERE form = ?1 ORDER BY lemma");
  if (!lemmas) return std::unexpected(std::move(lemmas).error());
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find_first_of(" \t\n", at), words.size());
    const std::string_view word = words.substr(at, end - at);
    at = end + 1;
    const auto terms = search_terms(word);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      // Only letters and digits are left of a term: no quote can end it early.
      const bool prefix = i + 1 == terms.size() && word.ends_with('*');
      std::string any = '"' + terms[i] + '"' + (prefix ? "*" : "");
      bool function_word = false, content_word = prefix;
      lemmas->bind(1, terms[i]);
      for (;;) {
        const auto row = lemmas->step();
        if (!row) return std::unexpected(row.error());
        if (!*row) break;
        const std::string lemma = lemmas->string(0);
        function_word |= lemma.empty();
        content_word |= !lemma.empty();
        if (!lemma.empty()) any += " OR \"" + lemma + '"';
      }
      if (function_word && !content_word) continue;  // not in the index
      out += (out.empty() ? "(" : " AND (") + any + ')';
    }
  }
  return out;
}

}  // namespace depesje
