// SPDX-License-Identifier: Apache-2.0
//
// Finds place names that no mention covers and adds mentions for them: capitalised words that the gazetteer knows and
// that a preposition, a neighbour or their own weight supports. Internal to src/place; one thread.
#pragma once

#include "mention/mention.h"
#include "place/resolve.h"

namespace depesje::place_detail {

void scan_names(const View& view, MentionTable& mentions);

}  // namespace depesje::place_detail
