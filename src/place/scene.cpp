// SPDX-License-Identifier: Apache-2.0
#include "place/scene.h"

#include <vector>

namespace depesje::place_detail {

void find_scenes(const View& view, const MentionTable& mentions, PlaceTable& places) {
  const std::size_t size = view.tokens.sentences.size();
  std::vector<PlaceId> first(size, kNone<PlaceId>), last(size, kNone<PlaceId>);
  for (std::size_t i = 0; i < mentions.mentions.size(); ++i) {
    const Mention& mention = mentions.mentions[i];
    const PlaceId place = places.at_mention[i];
    if (place == kNone<PlaceId> || (mention.type != MentionType::place && mention.type != MentionType::organisation) ||
        mention.tokens.empty())
      continue;
    const std::size_t sentence = index(view.tokens.sentence_of[mention.tokens.begin]);
    if (mention.tokens.begin == view.tokens.sentences[sentence].tokens.begin) continue;
    if (!view.language.scene_words.contains(view.lower(mention.tokens.begin - 1))) continue;
    if (first[sentence] == kNone<PlaceId>) first[sentence] = place;
    last[sentence] = place;
  }
  places.paragraph_scene.assign(size, kNone<PlaceId>);
  places.story_scene.assign(size, kNone<PlaceId>);
  PlaceId in_paragraph = kNone<PlaceId>, in_story = kNone<PlaceId>;
  for (std::size_t s = 0; s < size; ++s) {
    if (s == 0 || view.tokens.sentences[s].paragraph != view.tokens.sentences[s - 1].paragraph)
      in_paragraph = kNone<PlaceId>;
    places.paragraph_scene[s] = first[s] != kNone<PlaceId> ? first[s] : in_paragraph;
    places.story_scene[s] = first[s] != kNone<PlaceId> ? first[s] : in_story;
    if (last[s] != kNone<PlaceId>) in_paragraph = in_story = last[s];
  }
}

}  // namespace depesje::place_detail
