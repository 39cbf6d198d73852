// SPDX-License-Identifier: Apache-2.0
//
// Which rows of pair_event and pair_day an event has. Writing and removing ask the same function. Internal to the
// store.
#pragma once

#include <cstdint>
#include <vector>

namespace depesje::store {

struct PairParty {
  std::int64_t actor = 0, side = 0;
  bool recipient = false;
};

// a <= b; b = 0 is nobody in particular: the row of one party alone.
struct PairRow {
  std::int64_t a = 0, b = 0, actor_a = 0, actor_b = 0;
  int direction = 0;  // 0: a does it to b, 1: b to a, 2: together
  friend auto operator<=>(const PairRow&, const PairRow&) = default;
};

// Sorted, each (a, b, actor_a, actor_b) once. Very long lists of parties are cut.
std::vector<PairRow> pair_rows(const std::vector<PairParty>& parties);

}  // namespace depesje::store
