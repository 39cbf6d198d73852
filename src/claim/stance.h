// SPDX-License-Identifier: Apache-2.0
//
// Stance: polarity, certainty and status of every token read as a predicate, from its clause and from the words that
// govern it. One pass over the tree, heads before dependents. Rules are those of stance.tsv and cues.tsv.
#pragma once

#include <vector>

#include "claim/draft.h"
#include "time/time_value.h"

namespace depesje::claim {

// `future_at` says per token whether an expression of time that lies after the document's day hangs on it.
std::vector<Stance> stances_of(const ClaimContext& context, const std::vector<bool>& future_at, StringPool& pool);

}  // namespace depesje::claim
