// SPDX-License-Identifier: Apache-2.0
//
// MentionFinder: who is meant. Start here; the passes it runs, in order:
//   name_pass     names from the tables (longest match) and from the name labels → drafts and entities
//   phrase_pass   role and group nouns composed on the tree ("Russlands utenriksminister Sergej Lavrov")
//   resolve_pass  left to right: codes of role phrases, pronouns, phrases that take up somebody named before
// Loaded once, immutable, shared by threads; find() keeps nothing between calls. Linear in the text.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "depesje/document.h"
#include "depesje/result.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje {

class ActorTables;
class MentionLanguage;

class MentionFinder {
 public:
  // `data_root` holds world/ and lang/.
  static Result<MentionFinder> load(const std::filesystem::path& data_root);
  // The two folders apart: `world` holds actors/, `lang` holds nb/, nn/ and en/.
  static Result<MentionFinder> load(const std::filesystem::path& world, const std::filesystem::path& lang);
  MentionFinder(MentionFinder&&) noexcept;
  MentionFinder& operator=(MentionFinder&&) noexcept;
  ~MentionFinder();

  // `lang`: nb, nn or en; of another language the result is empty (but at_token has its rows).
  MentionTable find(const Document& document, const TokenTable& tokens, const WordTable& words, std::string_view lang,
                    StringPool& pool) const;

 private:
  MentionFinder();
  std::unique_ptr<const ActorTables> actors_;
  std::vector<MentionLanguage> languages_;
};

// Faults of the tables under world/actors: overlapping terms of an office only one can hold, unknown codes, reversed or
// absurd dates, aliases that cannot be told apart, terms of unknown persons. Empty = none.
std::vector<Error> check_actors(const std::filesystem::path& data_root);

// Rows of world/actors that no example under lang/, examples/ or tests/cases names; no fault, but nothing shows that
// they work.
struct UnusedRow {
  std::string file;  // "people.tsv"
  std::size_t line = 0;
  std::string id;
};
std::vector<UnusedRow> unused_actors(const std::filesystem::path& data_root);

}  // namespace depesje
