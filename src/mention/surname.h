// SPDX-License-Identifier: Apache-2.0
//
// Whom a surname alone means, of those the tables know. Internal to src/mention.
#pragma once

#include <vector>

#include "mention/draft.h"

namespace depesje::mention_detail {

// Of those who bear a surname, the one in the highest office at the document's date, of `countries` and bodies between
// states first; then who held the highest; then who left it last. Row of the actor; kNoRow where two are alike.
std::uint32_t known_surname(const Work& work, const StringMap<bool>& countries, const std::vector<NameEntry>& entries);

// The same for one word that no label knows for a person ("Trumps besøk"), if he holds an office of that rank then;
// `bytes` of the name.
std::uint32_t surname_in_office(const Work& work, const StringMap<bool>& countries, std::uint32_t token, int lowest,
                                std::size_t& bytes);

}  // namespace depesje::mention_detail
