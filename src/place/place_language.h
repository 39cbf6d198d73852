// SPDX-License-Identifier: Apache-2.0
//
// PlaceWords: what a language says about places: lang/<code>/place.tsv (prepositions, "-provinsen", "province", words
// that look like places and are none) and the given names of given_names.tsv. Immutable once loaded.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "depesje/result.h"
#include "place/gazetteer.h"

namespace depesje {

struct PlaceWords {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Set = std::unordered_set<std::string, Hash, std::equal_to<>>;

  PlaceLanguage language = PlaceLanguage::nb;
  bool trust_labels = true;                     // whether the parser's name labels are those of this language
  std::string home;                             // country a bare name is first looked for in; empty = none
  Set prepositions;                             // "i", "in": a name behind them may be a place
  Set scene_words;                              // prepositions that say where something happens: "i", not "fra"
  Set link_words;                               // between a place and the one it lies in: "i", "in"
  Set region_words;                             // a word of its own behind or before a region's name: "province"
  std::vector<std::string> region_endings;      // "-provinsen"
  std::vector<std::string> site_endings;        // words behind a town that leave it the place meant: "lufthavn"
  std::vector<std::string> direction_prefixes;  // "Nord-"
  Set directions;                               // words of their own before a name: "northern"
  std::vector<std::string> articles;            // "the "
  std::vector<std::string> genitives;
  Set titles;      // before a person's name
  Set not_places;  // words and names that are something else unless a label says place
  Set given_names;

  static Result<PlaceWords> load(const std::filesystem::path& folder, PlaceLanguage language);
};

}  // namespace depesje
