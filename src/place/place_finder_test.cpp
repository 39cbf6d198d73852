// SPDX-License-Identifier: Apache-2.0
#include "place/place_finder.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/unicode.h"
#include "place/name_scan.h"
#include "place/place_language.h"
#include "place/resolve.h"

using namespace depesje;

namespace {

// A text cut at blanks and commas, every word without analysis: what is left when a language has no model.
struct Sample {
  Document document;
  TokenTable tokens;
  WordTable words;
  MentionTable mentions;
  StringPool pool;

  explicit Sample(std::string text) : document({}, text, {0, static_cast<std::uint32_t>(text.size())}, {{}}, {}) {
    for (std::uint32_t at = 0; at < text.size();) {
      auto end = at;
      while (end < text.size() && text[end] != ' ' && text[end] != ',' && text[end] != '.') ++end;
      if (end == at) {
        if (text[at] != ' ') tokens.tokens.push_back({.span = {at, at + 1}, .kind = TokenKind::punctuation});
        ++at;
        continue;
      }
      tokens.tokens.push_back({.span = {at, end}});
      at = end;
    }
    const auto size = static_cast<std::uint32_t>(tokens.tokens.size());
    tokens.sentences.push_back({.tokens = {0, size}, .span = {0, static_cast<std::uint32_t>(text.size())}});
    tokens.sentence_of.assign(size, SentenceId{0});
    words.words.resize(size);
    for (std::uint32_t i = 0; i < size; ++i)
      words.lower.push_back(pool.add(to_lower(document.at(tokens.tokens[i].span))));
    mentions.at_token.assign(size, kNone<MentionId>);
  }
};

struct Case {
  std::string text;
  std::string_view lang;
  std::vector<std::string_view> countries;  // of the places found, in order
};

}  // namespace

TEST_CASE("names are found and resolved by what stands beside them") {
  const auto finder = PlaceFinder::load(DEPESJE_SOURCE_DIR);
  REQUIRE(finder.has_value());
  const std::vector<Case> cases = {
      {"The talks in Moscow failed, officials in France said.", "en", {"RUS", "FRA"}},
      {"Troops left the Gaza Strip on Monday.", "en", {"PSE"}},
      {"They met in Tbilisi, Georgia.", "en", {"GEO", "GEO"}},
      {"He was reading the morning papers.", "en", {}},
      {"Angrepet i Øst-Ghouta i Syria kostet liv.", "nb", {"SYR", "SYR"}},
      {"Samtalane i Genève held fram.", "nn", {"CHE"}},
      {"Soldater fra Setermoen i Troms øver.", "nb", {"NOR", "NOR"}},
      {"Nå vil de snakke.", "nb", {}},
      {"Ord på et ukjent språk fra Oslo", "de", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    Sample sample(c.text);
    finder->add_names(sample.document, sample.tokens, sample.words, sample.mentions, c.lang, sample.pool);
    const PlaceTable places =
        finder->find(sample.document, sample.tokens, sample.words, sample.mentions, c.lang, sample.pool);
    REQUIRE(places.at_mention.size() == sample.mentions.mentions.size());
    std::vector<std::string_view> found;
    for (const Place& place : places.places) found.push_back(sample.pool.at(place.country));
    CHECK(found == c.countries);
  }
}

TEST_CASE("the tables of the project are whole") {
  for (const Error& error : check_places(DEPESJE_SOURCE_DIR)) {
    FAIL_CHECK(error.to_string());
  }
}
