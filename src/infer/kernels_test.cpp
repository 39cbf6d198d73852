// SPDX-License-Identifier: Apache-2.0
//
// The AVX2 kernels against the portable ones on generated numbers of many shapes.
#include "infer/kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace depesje;

namespace {

std::vector<float> numbers(std::size_t count, unsigned seed, float scale = 1.0F) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal(0.0F, scale);
  std::vector<float> out(count);
  for (float& value : out) value = normal(engine);
  return out;
}

float farthest(const std::vector<float>& a, const std::vector<float>& b) {
  float worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

}  // namespace

TEST_CASE("both kernels agree up to rounding") {
  if (&best_kernels() == &kPortableKernels) {
    MESSAGE("this processor has no AVX2: nothing to compare");
    return;
  }
  for (const std::size_t rows : {1U, 2U, 5U, 6U, 13U, 64U}) {
    for (const std::size_t inputs : {8U, 96U, 256U}) {
      for (const std::size_t outputs : {1U, 16U, 19U, 266U}) {
        const auto panels = numbers(padded(outputs) * inputs, 1, 0.1F), bias = numbers(padded(outputs), 2);
        const auto x = numbers(rows * inputs, 3);
        const Dense weights{panels, bias, inputs, outputs};
        for (const Activation activation : {Activation::none, Activation::relu}) {
          std::vector<float> a(rows * weights.stride()), b(a.size());
          kPortableKernels.dense(weights, x.data(), rows, inputs, a.data(), activation);
          kAvx2Kernels.dense(weights, x.data(), rows, inputs, b.data(), activation);
          CHECK(farthest(a, b) < 2e-5F);
        }
      }
    }
    constexpr std::size_t kHalf = 72;
    const auto u = numbers(rows * 6 * kHalf, 4, 2.0F), x = numbers(rows * 2 * kHalf, 5);
    const auto v = numbers(4 * kHalf, 6), b = numbers(4 * kHalf, 7);
    std::vector<float> first(x.size()), second(x.size());
    kPortableKernels.recurrence(u.data(), rows, kHalf, v.data(), b.data(), x.data(), first.data());
    kAvx2Kernels.recurrence(u.data(), rows, kHalf, v.data(), b.data(), x.data(), second.data());
    CHECK(farthest(first, second) < 2e-5F);
    kPortableKernels.layer_norm(x.data(), rows, 2 * kHalf, v.data(), b.data(), first.data());
    kAvx2Kernels.layer_norm(x.data(), rows, 2 * kHalf, v.data(), b.data(), second.data());
    CHECK(farthest(first, second) < 2e-5F);
  }
  std::vector<std::int8_t> table(100 * 96);
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::int8_t>(i * 37 % 251 - 125);
  const auto scales = numbers(100, 8, 0.01F);
  const std::vector<std::uint32_t> ids{3, 99, 0, 42, 42};
  std::vector<float> first(96), second(96);
  kPortableKernels.embedding_mean(table.data(), scales.data(), 96, ids, first.data());
  kAvx2Kernels.embedding_mean(table.data(), scales.data(), 96, ids, second.data());
  CHECK(farthest(first, second) < 1e-5F);
  CHECK(std::abs(kPortableKernels.dot(first.data(), second.data(), 91) -
                 kAvx2Kernels.dot(first.data(), second.data(), 91)) < 1e-4F);
}
