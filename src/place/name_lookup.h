// SPDX-License-Identifier: Apache-2.0
//
// From a name as it stands in the text to the gazetteer's candidates: genitives, articles, "-provinsen", "Nord-".
// Internal to src/place; pure but for the vector it fills.
#pragma once

#include <string_view>
#include <vector>

#include "place/gazetteer.h"
#include "place/place_language.h"

namespace depesje::place_detail {

struct Lookup {
  bool region_wanted = false;  // the name carries a word for a region
  bool part = false;           // "Nord-Syria": a part of what was found
  std::string_view found_as;   // the stretch that was looked up
};

Lookup look_up(const Gazetteer& gazetteer, const PlaceWords& words, std::string_view name, bool own_only,
               std::vector<GazetteerPlace>& out);

bool starts_upper(std::string_view text);

}  // namespace depesje::place_detail
