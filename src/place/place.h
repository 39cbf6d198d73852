// SPDX-License-Identifier: Apache-2.0
//
// Places: for each mention that names a place, the gazetteer's entry it stands for. Flat rows; immutable once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"

namespace depesje {

enum class PlacePrecision : std::uint8_t { point, city, region, country };

struct Place {
  MentionId mention = kNone<MentionId>;
  StringId name = kEmptyString;     // canonical, in the document's language where known
  StringId country = kEmptyString;  // ISO 3166-1 alpha-3, empty = none (a sea, a region across borders)
  StringId admin1 = kEmptyString;
  StringId id = kEmptyString;          // gazetteer row
  double latitude = 0, longitude = 0;  // WGS 84 degrees
  bool located = false;                // coordinates known
  PlacePrecision precision = PlacePrecision::city;
};

struct PlaceTable {
  std::vector<Place> places;        // in mention order
  std::vector<PlaceId> at_mention;  // per mention: its place, else kNone
  // Per sentence: the place its acts are in if they name none ("i Oslo"): said in the sentence, else before it in the
  // paragraph; story_scene: else the last said before it in the document. kNone = none.
  std::vector<PlaceId> paragraph_scene, story_scene;

  const Place& operator[](PlaceId id) const { return places[index(id)]; }
};

}  // namespace depesje
