// SPDX-License-Identifier: Apache-2.0
#include "parse/tree.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace depesje {
namespace {

constexpr double kForbidden = -1e12;
// Taken off every root arc when a first answer has several: no gain elsewhere is worth a second one then.
constexpr double kSecondRoot = 1e6;
constexpr std::uint32_t kNoNode = UINT32_MAX;

// One contraction: which cycle was made one node, and how to undo it.
struct Contraction {
  std::uint32_t representative;
  std::vector<std::uint32_t> cycle;
  std::vector<std::uint32_t> head_inside;  // parallel to cycle: its head in the cycle
  std::vector<std::uint32_t> leaves_from;  // per node: the cycle's word that is its head, should the cycle be
  std::vector<std::uint32_t> enters_at;    // per node: the cycle's word it would govern, should it govern the cycle
};

// Nodes 0 … n, 0 is the root; weight[h * (n+1) + d]. Chu-Liu and Edmonds in O(n²): a contraction gives only the new
// node another best head, since the best arc from a cycle is the cycle's own arc then.
void spanning_tree(std::vector<double> weight, std::size_t nodes, std::vector<std::uint32_t>& head) {
  std::vector<std::uint32_t> active(nodes);
  for (std::size_t i = 0; i < nodes; ++i) active[i] = static_cast<std::uint32_t>(i);
  head.assign(nodes, 0);
  std::vector<Contraction> contractions;
  std::vector<std::uint32_t> seen(nodes);
  const auto w = [&](std::uint32_t h, std::uint32_t d) -> double& { return weight[h * nodes + d]; };
  const auto best_head = [&](std::uint32_t d) {
    std::uint32_t best = 0;
    for (const std::uint32_t h : active) {
      if (h != d && w(h, d) > w(best, d)) best = h;
    }
    return best;
  };
  for (std::uint32_t d = 1; d < nodes; ++d) head[d] = best_head(d);
  for (;;) {
    std::uint32_t on_cycle = kNoNode;
    std::ranges::fill(seen, kNoNode);
    for (const std::uint32_t start : active) {
      std::uint32_t node = start;
      while (node != 0 && seen[node] == kNoNode) {
        seen[node] = start;
        node = head[node];
      }
      if (node != 0 && seen[node] == start) {
        on_cycle = node;
        break;
      }
    }
    if (on_cycle == kNoNode) break;
    Contraction made{
        on_cycle, {}, {}, std::vector<std::uint32_t>(nodes, kNoNode), std::vector<std::uint32_t>(nodes, kNoNode)};
    std::vector<bool> inside(nodes, false);
    for (std::uint32_t node = on_cycle; !inside[node]; node = head[node]) {
      inside[node] = true;
      made.cycle.push_back(node);
      made.head_inside.push_back(head[node]);
    }
    for (const std::uint32_t v : active) {
      if (inside[v]) continue;
      double leave = kForbidden * 4, enter = kForbidden * 4;
      for (const std::uint32_t c : made.cycle) {
        if (w(c, v) > leave || made.leaves_from[v] == kNoNode) leave = w(c, v), made.leaves_from[v] = c;
        const double gain = w(v, c) - w(head[c], c);
        if (gain > enter || made.enters_at[v] == kNoNode) enter = gain, made.enters_at[v] = c;
      }
      w(on_cycle, v) = leave;
      w(v, on_cycle) = enter;
    }
    std::erase_if(active, [&](std::uint32_t v) { return inside[v] && v != on_cycle; });
    for (const std::uint32_t v : active) {
      if (v != 0 && v != on_cycle && inside[head[v]]) head[v] = on_cycle;
    }
    head[on_cycle] = best_head(on_cycle);
    contractions.push_back(std::move(made));
  }
  for (auto made = contractions.rbegin(); made != contractions.rend(); ++made) {
    const std::uint32_t from = head[made->representative];
    for (std::size_t v = 1; v < nodes; ++v) {
      if (head[v] == made->representative && made->leaves_from[v] != kNoNode) head[v] = made->leaves_from[v];
    }
    for (std::size_t i = 0; i < made->cycle.size(); ++i) head[made->cycle[i]] = made->head_inside[i];
    head[made->enters_at[from]] = from;
  }
}

}  // namespace

bool is_tree(std::span<const std::uint32_t> heads) {
  std::vector<std::uint8_t> state(heads.size(), 0);  // 0 new, 1 on this walk, 2 leads to the root
  std::vector<std::uint32_t> walk;
  std::size_t roots = 0;
  for (std::uint32_t start = 0; start < heads.size(); ++start) {
    walk.clear();
    std::uint32_t node = start;
    while (state[node] == 0) {
      state[node] = 1;
      walk.push_back(node);
      if (heads[node] == 0) {
        ++roots;
        break;
      }
      if (heads[node] > heads.size()) return false;
      node = heads[node] - 1;
      if (state[node] == 1) return false;
    }
    for (const std::uint32_t passed : walk) state[passed] = 2;
  }
  return roots == 1 || heads.empty();
}

void best_tree(std::span<const float> scores, std::vector<std::uint32_t>& heads) {
  // n × (n+1) numbers were given.
  const auto n =
      static_cast<std::size_t>((std::sqrt(1.0 + 4.0 * static_cast<double>(scores.size())) - 1.0) / 2.0 + 0.5);
  heads.assign(n, 0);
  for (std::size_t d = 0; d < n; ++d) {
    const auto row = scores.subspan(d * (n + 1), n + 1);
    std::size_t best = 0;
    for (std::size_t h = 1; h <= n; ++h) {
      if (h != d + 1 && row[h] > row[best]) best = h;
    }
    heads[d] = static_cast<std::uint32_t>(best);
  }
  if (is_tree(heads)) return;
  const std::size_t nodes = n + 1;
  std::vector<double> weight(nodes * nodes, kForbidden);
  for (std::size_t d = 0; d < n; ++d) {
    for (std::size_t h = 0; h < nodes; ++h) {
      if (h != d + 1) weight[h * nodes + d + 1] = scores[d * nodes + h];
    }
  }
  std::vector<std::uint32_t> head;
  spanning_tree(weight, nodes, head);
  if (std::count(head.begin() + 1, head.end(), 0U) > 1) {
    for (std::size_t d = 1; d < nodes; ++d) weight[d] -= kSecondRoot;
    spanning_tree(weight, nodes, head);
  }
  for (std::size_t d = 0; d < n; ++d) heads[d] = head[d + 1];
}

}  // namespace depesje
