// SPDX-License-Identifier: Apache-2.0
//
// The best dependency tree for arc scores: the highest-scoring spanning tree with one root (Chu & Liu 1965, Edmonds
// 1967). Pure function; any thread. The greedy choice is taken where it already is a tree, which is nearly always.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace depesje {

// scores[d][h]: word d (0 … n-1) under h = 0 (root) or word h-1; n × (n+1) numbers. Writes heads[d] in the same
// numbering. Any finite scores give a tree with exactly one word under the root. O(n²) typical, O(n³) at worst.
void best_tree(std::span<const float> scores, std::vector<std::uint32_t>& heads);

// Whether heads (0 = root, else word + 1) form a tree with one root.
bool is_tree(std::span<const std::uint32_t> heads);

}  // namespace depesje
