// SPDX-License-Identifier: Apache-2.0
//
// The tree search against an exhaustive twin on generated scores, and for size and shape on larger ones.
#include "parse/tree.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace depesje;

namespace {

double total(const std::vector<float>& scores, const std::vector<std::uint32_t>& heads) {
  double sum = 0;
  for (std::size_t d = 0; d < heads.size(); ++d) sum += scores[d * (heads.size() + 1) + heads[d]];
  return sum;
}

// Every assignment of heads, the slow and obvious way.
double best_of_all(const std::vector<float>& scores, std::size_t n) {
  std::vector<std::uint32_t> heads(n, 0);
  double best = -1e30;
  for (;;) {
    if (is_tree(heads)) best = std::max(best, total(scores, heads));
    std::size_t i = 0;
    while (i < n && ++heads[i] > n) heads[i++] = 0;
    if (i == n) return best;
  }
}

}  // namespace

TEST_CASE("the best tree is the best of all trees with one root") {
  std::mt19937 engine(7);
  std::normal_distribution<float> normal;
  std::vector<std::uint32_t> heads;
  for (std::size_t n = 1; n <= 5; ++n) {
    for (int round = 0; round < 200; ++round) {
      std::vector<float> scores(n * (n + 1));
      for (float& score : scores) score = normal(engine);
      best_tree(scores, heads);
      REQUIRE(is_tree(heads));
      CHECK(best_of_all(scores, n) - total(scores, heads) < 1e-4);
    }
  }
  for (const std::size_t n : {30U, 200U}) {
    std::vector<float> scores(n * (n + 1));
    for (float& score : scores) score = normal(engine);
    best_tree(scores, heads);
    CHECK(is_tree(heads));
  }
}

TEST_CASE("a cycle is broken at its cheapest place") {
  // Words 1 and 2 prefer each other; the root arc of 1 is better than that of 2.
  const std::vector<float> scores{5, 0, 9, 1, 9, 0};
  std::vector<std::uint32_t> heads;
  best_tree(scores, heads);
  CHECK(heads == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("no words, no tree") {
  std::vector<std::uint32_t> heads;
  best_tree({}, heads);
  CHECK(heads.empty());
}
