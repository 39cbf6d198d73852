// SPDX-License-Identifier: Apache-2.0
#include "ask/words.h"

#include <algorithm>

#include "store/article.h"

namespace depesje {
namespace {

Result<void> collect(const Database& database, std::string_view sql, const std::string& key,
                     std::set<std::string>& into) {
  auto rows = database.prepare(sql);
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, key);
  while (true) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    into.insert(rows->string(0));
  }
}

}  // namespace

Result<WordQuery::Term> WordQuery::term_of(const Database& database, const std::string& word, bool exact,
                                           bool prefix) const {
  Term term;
  if (prefix) {
    term.prefix = word;
    // Forms that begin so may have lemmas that do not.
    auto forms = database.prepare("SELECT lemma FROM form WHERE form >= ?1 AND form < ?1 || char(1114111)");
    if (!forms) return std::unexpected(forms.error());
    forms->bind(1, word);
    while (true) {
      const auto row = forms->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      if (!forms->text(0).empty()) term.lemmas.insert(forms->string(0));
    }
    return term;
  }
  if (auto done = collect(database, "SELECT lemma FROM form WHERE form = ?1", word, term.lemmas); !done) {
    return std::unexpected(done.error());
  }
  const bool silent = term.lemmas.size() == 1 && term.lemmas.begin()->empty();
  term.lemmas.erase("");
  term.words.insert(word);
  if (silent) return term;
  term.lemmas.insert(word);
  if (exact) return term;
  for (const std::string& lemma : term.lemmas) {
    term.words.insert(lemma);
    if (auto done = collect(database, "SELECT form FROM form WHERE lemma = ?1", lemma, term.words); !done) {
      return std::unexpected(done.error());
    }
  }
  return term;
}

Result<WordQuery> WordQuery::make(const Database& database, std::string_view text) {
  WordQuery out;
  bool quoted = false;
  std::size_t at = 0;
  while (at < text.size()) {
    // A piece ends at a blank, or at the other quote.
    if (!quoted && text[at] == ' ') {
      ++at;
      continue;
    }
    if (text[at] == '"') {
      quoted = !quoted;
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(quoted ? "\"" : "\" ", at), text.size());
    const std::string_view piece = text.substr(at, end - at);
    const auto words = search_terms(piece);
    Phrase phrase;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool prefix = i + 1 == words.size() && piece.ends_with('*');
      auto term = out.term_of(database, words[i], quoted, prefix);
      if (!term) return std::unexpected(term.error());
      phrase.push_back(*std::move(term));
    }
    if (!phrase.empty()) out.phrases_.push_back(std::move(phrase));
    at = end;
  }
  if (out.phrases_.empty()) return fail("no word to search for in «" + std::string(text) + "»", "write words");
  return out;
}

bool WordQuery::fits(const Term& term, const std::string& word) {
  return (!term.prefix.empty() && word.starts_with(term.prefix)) || term.words.contains(word);
}

bool WordQuery::matches(std::string_view text) const {
  const auto words = search_terms(text);
  return std::ranges::all_of(phrases_, [&](const Phrase& phrase) {
    return std::ranges::search(words, phrase, [](const std::string& word, const Term& term) {
             return fits(term, word);
           }).begin() != words.end();
  });
}

Result<std::vector<std::int64_t>> WordQuery::candidates(const Database& database) const {
  std::string match;
  for (const Phrase& phrase : phrases_) {
    for (const Term& term : phrase) {
      std::string any;
      // The terms are letters and digits only, so quotes hold them.
      for (const std::string& lemma : term.lemmas) (any += any.empty() ? "\"" : " OR \"") += lemma + '"';
      if (!term.prefix.empty()) (any += any.empty() ? "\"" : " OR \"") += term.prefix + "\" *";
      if (!any.empty()) (match += match.empty() ? "(" : " AND (") += any + ')';
    }
  }
  std::vector<std::int64_t> out;
  if (match.empty())
    return fail("only words that stand everywhere, which are not searched for", "add a noun or a verb");
  auto rows = database.prepare("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid");
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, match);
  while (true) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.push_back(rows->integer(0));
  }
}

}  // namespace depesje
