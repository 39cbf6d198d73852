// SPDX-License-Identifier: Apache-2.0
//
// AskedParty: whom an argument like «Putin», «RUS» or «Russland» means among the actors of a store. A state, an
// alliance or a people stands for everyone on its side; a person or body for itself. Pure functions of the store; one
// thread a connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "store/database.h"

namespace depesje {

struct AskedParty {
  std::string asked, name, code;            // as given; as the store calls it; its code, or the code asked for
  bool whole_side = false;                  // everyone of `code`
  std::unordered_set<std::int64_t> actors;  // rows of actor, all of the side where whole_side
  std::vector<std::int64_t> sides;          // rows of side these actors are on, sorted

  bool has(std::int64_t actor) const { return actors.contains(actor); }
};

// Fails where nobody or more than one is meant; the error lists whom it may be.
Result<AskedParty> find_party(const Database& database, std::string_view asked);

// Lower case, as names are compared.
std::string folded(std::string_view text);

}  // namespace depesje
