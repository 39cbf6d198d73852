// SPDX-License-Identifier: Apache-2.0
//
// One event told many times: groups the candidates of a document into events. Two are the same act where type, mode,
// arguments, time, place and standing agree; a definite noun ("møtet") looks back for its act. A wrong merge is worse
// than a missed one. Internal to src/event; pure but for its arguments; linear in the candidates (a bounded look back).
#pragma once

#include <cstdint>
#include <vector>

#include "event/candidate.h"
#include "place/place.h"
#include "token/token.h"

namespace depesje {

// Candidates of one event, in text order; the first of `members` gives what the others leave open.
struct Group {
  std::vector<std::uint32_t> members;
};

std::vector<Group> merge_candidates(const std::vector<Candidate>& candidates, const EntityView& entities,
                                    const PlaceTable& places, const TokenTable& tokens, const StringPool& strings);

}  // namespace depesje
