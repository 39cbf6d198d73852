// SPDX-License-Identifier: Apache-2.0
//
// The fast kernels against the portable ones on generated numbers of many shapes, and 8-bit products against float
// ones.
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
  if (usable_kernels().size() < 2) {
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

TEST_CASE("products of 8-bit numbers are the same on every processor and near the float ones") {
  std::mt19937 engine(11);
  for (const std::size_t rows : {1U, 3U, 4U, 8U, 21U}) {
    for (const std::size_t inputs : {32U, 96U, 288U, 480U}) {
      for (const std::size_t outputs : {1U, 16U, 19U, 266U}) {
        std::vector<std::int8_t> panels(padded(outputs) * inputs);
        std::vector<std::int32_t> base(padded(outputs));
        std::vector<float> exact(panels.size());
        const auto bias = numbers(padded(outputs), 2);
        auto scale = numbers(padded(outputs), 3, 0.002F);
        for (std::size_t column = 0; column < padded(outputs); ++column) {
          scale[column] = std::abs(scale[column]);
          const std::size_t panel = column / kPanel * kPanel * inputs, in = column % kPanel;
          for (std::size_t k = 0; k < inputs; ++k) {
            const int weight = static_cast<int>(engine() % 127) - 63;
            panels[panel + k / 4 * 4 * kPanel + in * 4 + k % 4] = static_cast<std::int8_t>(weight);
            exact[panel + k * kPanel + in] = static_cast<float>(weight) * scale[column];
            base[column] -= 128 * weight;
          }
        }
        const QuantizedDense weights{panels, base, scale, bias, inputs, outputs};
        const Dense same{exact, bias, inputs, outputs};
        const auto x = numbers(rows * inputs, 5);
        std::vector<float> want(rows * weights.stride());
        kPortableKernels.dense(same, x.data(), rows, inputs, want.data(), Activation::relu);
        std::vector<std::uint8_t> first_bytes;
        std::vector<float> first;
        for (const Kernels* kernels : usable_kernels()) {
          CAPTURE(kernels->name);
          std::vector<std::uint8_t> bytes(x.size());
          std::vector<float> scales(rows), got(want.size());
          kernels->quantize(x.data(), rows, inputs, bytes.data(), scales.data());
          kernels->quantized_dense(weights, bytes.data(), scales.data(), rows, got.data(), Activation::relu);
          if (first.empty()) first_bytes = bytes, first = got;
          CHECK(bytes == first_bytes);
          CHECK(farthest(got, first) < 1e-5F);
          // Each input is off by at most half a step of 1/127 of its row's largest (about 4 here).
          CHECK(farthest(got, want) < 0.03F * std::sqrt(static_cast<float>(inputs)) * 0.2F);
        }
      }
    }
  }
}
