// SPDX-License-Identifier: Apache-2.0
//
// One event told many times: groups the candidates of a document into events. Every mention looks back for the act it
// tells again: the group whose members it fits best by the signs of the MergeModel. Polarity and dates that exclude
// each other forbid. An echo that fits no group is left out. Internal to src/event; pure but for its arguments; linear
// in the candidates (a bounded look back).
#pragma once

#include <cstdint>
#include <vector>

#include "event/candidate.h"
#include "event/merge_model.h"
#include "parse/word.h"
#include "place/place.h"
#include "token/token.h"

namespace depesje {

// Candidates of one event, in text order; the first of `members` gives what the others leave open.
struct Group {
  std::vector<std::uint32_t> members;
};

std::vector<Group> merge_candidates(const std::vector<Candidate>& candidates, const EntityView& entities,
                                    const PlaceTable& places, const TokenTable& tokens, const WordTable& words,
                                    const StringPool& strings, const MergeModel& model);

}  // namespace depesje
