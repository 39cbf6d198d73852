// SPDX-License-Identifier: Apache-2.0
#include "store/pairs.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace depesje::store {
namespace {

constexpr std::size_t kParties = 16;  // of one event; pairs grow with the square

PairRow pair_of(const PairParty& from, const PairParty& to, int direction) {
  if (std::tie(from.side, from.actor) <= std::tie(to.side, to.actor)) {
    return {from.side, to.side, from.actor, to.actor, direction};
  }
  return {to.side, from.side, to.actor, from.actor, direction == 2 ? 2 : 1 - direction};
}

}  // namespace

std::vector<PairRow> pair_rows(const std::vector<PairParty>& parties) {
  std::vector<PairRow> out;
  const std::size_t count = std::min(parties.size(), kParties);
  const bool directed = std::ranges::any_of(parties, &PairParty::recipient);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({parties[i].side, 0, parties[i].actor, 0, parties[i].recipient ? 1 : 0});
    for (std::size_t j = 0; j < count; ++j) {
      if (directed && !parties[i].recipient && parties[j].recipient) out.push_back(pair_of(parties[i], parties[j], 0));
      if (!directed && i < j && parties[i].actor != parties[j].actor) out.push_back(pair_of(parties[i], parties[j], 2));
    }
  }
  std::ranges::sort(out);
  const auto same = [](const PairRow& x, const PairRow& y) {
    return std::tie(x.a, x.b, x.actor_a, x.actor_b) == std::tie(y.a, y.b, y.actor_a, y.actor_b);
  };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace depesje::store
