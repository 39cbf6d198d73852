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

TEST_CASE("a sentence without a place inherits one") {
  const auto finder = PlaceFinder::load(DEPESJE_SOURCE_DIR);
  REQUIRE(finder.has_value());
  Sample sample("Demonstranter samlet seg i Beirut. Politiet kom fra Tripoli. Minst ti ble skadd");
  // Three sentences, the last in a paragraph of its own.
  sample.tokens.sentences = {{{0, 6}, {}, 0, {}}, {{6, 11}, {}, 0, {}}, {{11, 15}, {}, 1, {}}};
  for (std::uint32_t i = 0; i < sample.tokens.tokens.size(); ++i) {
    sample.tokens.sentence_of[i] = static_cast<SentenceId>(i < 6 ? 0 : i < 11 ? 1 : 2);
  }
  finder->add_names(sample.document, sample.tokens, sample.words, sample.mentions, "nb", sample.pool);
  const auto places = finder->find(sample.document, sample.tokens, sample.words, sample.mentions, "nb", sample.pool);
  REQUIRE(places.places.size() == 2);
  CHECK(places.paragraph_scene == std::vector{PlaceId{0}, PlaceId{0}, kNone<PlaceId>});
  CHECK(places.story_scene == std::vector{PlaceId{0}, PlaceId{0}, PlaceId{0}});
}

TEST_CASE("the tables of the project are whole") {
  for (const Error& error : check_places(DEPESJE_SOURCE_DIR)) {
    FAIL_CHECK(error.to_string());
  }
}
