// SPDX-License-Identifier: Apache-2.0
//
// Where the acts of a sentence take place when they do not say so: PlaceTable::paragraph_scene and story_scene.
// Internal to src/place; one thread, linear in the text.
#pragma once

#include "mention/mention.h"
#include "place/place.h"
#include "place/resolve.h"

namespace depesje::place_detail {

void find_scenes(const View& view, const MentionTable& mentions, PlaceTable& places);

}  // namespace depesje::place_detail
