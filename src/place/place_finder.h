// SPDX-License-Identifier: Apache-2.0
//
// PlaceFinder: which place a name means. Start here; what it runs:
//   add_names   mentions for place names that neither the tables of actors nor the name labels found (name_scan.cpp)
//   find        candidates of the gazetteer for each mention, weighed by one another (resolve.cpp)
// Loaded once, immutable, shared by threads. Linear in the text; the weighing is bounded per name.
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
#include "place/gazetteer.h"
#include "place/place.h"
#include "token/token.h"

namespace depesje {

struct PlaceWords;

class PlaceFinder {
 public:
  // `data_root` holds world/ and lang/, and places.index or build/places.index where it was built.
  static Result<PlaceFinder> load(const std::filesystem::path& data_root);
  PlaceFinder(PlaceFinder&&) noexcept;
  PlaceFinder& operator=(PlaceFinder&&) noexcept;
  ~PlaceFinder();

  // Adds mentions of places to the table, between those it has; rows move, so call it before anything else uses them.
  void add_names(const Document& document, const TokenTable& tokens, const WordTable& words, MentionTable& mentions,
                 std::string_view lang, const StringPool& pool) const;

  PlaceTable find(const Document& document, const TokenTable& tokens, const WordTable& words,
                  const MentionTable& mentions, std::string_view lang, StringPool& pool) const;

  // False where only the own tables are at hand.
  bool has_index() const { return gazetteer_->has_index(); }

 private:
  PlaceFinder();
  const PlaceWords* words_of(std::string_view lang) const;

  std::unique_ptr<const Gazetteer> gazetteer_;
  std::vector<PlaceWords> languages_;
};

}  // namespace depesje
