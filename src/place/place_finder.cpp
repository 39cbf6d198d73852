// SPDX-License-Identifier: Apache-2.0
#include "place/place_finder.h"

#include <algorithm>

#include "place/name_scan.h"
#include "place/place_language.h"
#include "place/resolve.h"
#include "place/scene.h"

namespace depesje {

PlaceFinder::PlaceFinder() = default;
PlaceFinder::PlaceFinder(PlaceFinder&&) noexcept = default;
PlaceFinder& PlaceFinder::operator=(PlaceFinder&&) noexcept = default;
PlaceFinder::~PlaceFinder() = default;

Result<PlaceFinder> PlaceFinder::load(const std::filesystem::path& data_root) {
  PlaceFinder finder;
  auto gazetteer = Gazetteer::load(data_root);
  if (!gazetteer) return std::unexpected(std::move(gazetteer).error());
  finder.gazetteer_ = std::make_unique<const Gazetteer>(std::move(*gazetteer));
  for (std::size_t i = 0; i < std::size(kPlaceLanguages); ++i) {
    auto words = PlaceWords::load(data_root / "lang" / kPlaceLanguages[i], static_cast<PlaceLanguage>(i));
    if (!words) return std::unexpected(std::move(words).error());
    finder.languages_.push_back(std::move(*words));
  }
  return finder;
}

const PlaceWords* PlaceFinder::words_of(std::string_view lang) const {
  const auto found = std::ranges::find(kPlaceLanguages, lang);
  return found == std::end(kPlaceLanguages) ? nullptr : &languages_[static_cast<std::size_t>(found - kPlaceLanguages)];
}

void PlaceFinder::add_names(const Document& document, const TokenTable& tokens, const WordTable& words,
                            MentionTable& mentions, std::string_view lang, const StringPool& pool) const {
  const PlaceWords* settings = words_of(lang);
  if (settings == nullptr || words.words.size() != tokens.tokens.size()) return;
  place_detail::scan_names({document, tokens, words, *gazetteer_, *settings, pool}, mentions);
}

PlaceTable PlaceFinder::find(const Document& document, const TokenTable& tokens, const WordTable& words,
                             const MentionTable& mentions, std::string_view lang, StringPool& pool) const {
  const PlaceWords* settings = words_of(lang);
  if (settings == nullptr || words.words.size() != tokens.tokens.size()) {
    PlaceTable empty;
    empty.at_mention.assign(mentions.mentions.size(), kNone<PlaceId>);
    empty.paragraph_scene.assign(tokens.sentences.size(), kNone<PlaceId>);
    empty.story_scene = empty.paragraph_scene;
    return empty;
  }
  const place_detail::View view{document, tokens, words, *gazetteer_, *settings, pool};
  PlaceTable places = place_detail::resolve(view, mentions, pool);
  place_detail::find_scenes(view, mentions, places);
  return places;
}

}  // namespace depesje
