// SPDX-License-Identifier: Apache-2.0
#include "infer/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace depesje {
namespace {

void dense(const Dense& weights, const float* x, std::size_t rows, std::size_t x_stride, float* y,
           Activation activation) {
  const std::size_t stride = weights.stride();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t first = 0; first < stride; first += kPanel) {
      std::array<float, kPanel> sum;
      std::copy_n(weights.bias.data() + first, kPanel, sum.data());
      const float* panel = weights.panels.data() + first * weights.inputs;
      for (std::size_t k = 0; k < weights.inputs; ++k) {
        for (std::size_t i = 0; i < kPanel; ++i) sum[i] += x[row * x_stride + k] * panel[k * kPanel + i];
      }
      if (activation == Activation::relu) {
        for (float& value : sum) value = std::max(value, 0.0F);
      }
      std::copy_n(sum.data(), kPanel, y + row * stride + first);
    }
  }
}

void quantize(const float* x, std::size_t rows, std::size_t width, std::uint8_t* q, float* scales) {
  for (std::size_t row = 0; row < rows; ++row, x += width, q += width) {
    float most = 1e-20F;
    for (std::size_t i = 0; i < width; ++i) most = std::max(most, std::abs(x[i]));
    scales[row] = most / 127.0F;
    const float factor = 127.0F / most;
    for (std::size_t i = 0; i < width; ++i) {
      q[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(std::nearbyint(x[i] * factor)) + 128);
    }
  }
}

void quantized_dense(const QuantizedDense& weights, const std::uint8_t* x, const float* scales, std::size_t rows,
                     float* y, Activation activation) {
  const std::size_t stride = weights.stride();
  for (std::size_t row = 0; row < rows; ++row, x += weights.inputs, y += stride) {
    for (std::size_t first = 0; first < stride; first += kPanel) {
      std::array<std::int32_t, kPanel> sum;
      std::copy_n(weights.base.data() + first, kPanel, sum.data());
      const std::int8_t* panel = weights.panels.data() + first * weights.inputs;
      for (std::size_t k = 0; k < weights.inputs; k += 4) {
        const std::int8_t* four = panel + k * kPanel;
        for (std::size_t i = 0; i < kPanel; ++i) {
          sum[i] +=
              x[k] * four[i * 4] + x[k + 1] * four[i * 4 + 1] + x[k + 2] * four[i * 4 + 2] + x[k + 3] * four[i * 4 + 3];
        }
      }
      for (std::size_t i = 0; i < kPanel; ++i) {
        const float value =
            static_cast<float>(sum[i]) * (scales[row] * weights.scale[first + i]) + weights.bias[first + i];
        y[first + i] = activation == Activation::relu ? std::max(value, 0.0F) : value;
      }
    }
  }
}

void layer_norm(const float* x, std::size_t rows, std::size_t width, const float* gain, const float* bias, float* y) {
  for (std::size_t row = 0; row < rows; ++row, x += width, y += width) {
    float sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += x[i];
    const float mean = sum / static_cast<float>(width);
    float squares = 0;
    for (std::size_t i = 0; i < width; ++i) squares += (x[i] - mean) * (x[i] - mean);
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(width) + 1e-5F);
    for (std::size_t i = 0; i < width; ++i) y[i] = (x[i] - mean) * scale * gain[i] + bias[i];
  }
}

float sigmoid(float value) { return 1.0F / (1.0F + std::exp(-value)); }

constexpr std::size_t kBlock = 64;  // units of the recurrence carried along at a time

void recurrence(const float* u, std::size_t words, std::size_t half, const float* v, const float* b, const float* x,
                float* y) {
  for (std::size_t direction = 0; direction < 2; ++direction) {
    const float *forget_v = v + direction * half, *reset_v = v + (2 + direction) * half;
    const float *forget_b = b + direction * half, *reset_b = b + (2 + direction) * half;
    for (std::size_t from = 0; from < half; from += kBlock) {
      const std::size_t units = std::min(kBlock, half - from);
      std::array<float, kBlock> state{};
      for (std::size_t step = 0; step < words; ++step) {
        const std::size_t word = direction == 0 ? step : words - 1 - step;
        const float* row = u + (word * 2 + direction) * 3 * half + from;
        const std::size_t at = (word * 2 + direction) * half + from;
        for (std::size_t i = 0; i < units; ++i) {
          const float forget = sigmoid(row[half + i] + forget_v[from + i] * state[i] + forget_b[from + i]);
          const float reset = sigmoid(row[2 * half + i] + reset_v[from + i] * state[i] + reset_b[from + i]);
          state[i] = forget * state[i] + (1.0F - forget) * row[i];
          y[at + i] = reset * state[i] + (1.0F - reset) * x[at + i];
        }
      }
    }
  }
}

void embedding_mean(const std::int8_t* table, const float* scales, std::size_t width,
                    std::span<const std::uint32_t> ids, float* out) {
  std::fill_n(out, width, 0.0F);
  if (ids.empty()) return;
  const float share = 1.0F / static_cast<float>(ids.size());
  for (const std::uint32_t id : ids) {
    const float scale = scales[id] * share;
    for (std::size_t i = 0; i < width; ++i) out[i] += scale * static_cast<float>(table[id * width + i]);
  }
}

float dot(const float* a, const float* b, std::size_t count) {
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

const Kernels kPortableKernels = {"portable", dense,      quantize,       quantized_dense,
                                  layer_norm, recurrence, embedding_mean, dot};

std::span<const Kernels* const> usable_kernels() {
#if defined(__x86_64__)
  static const Kernels* const known[] = {&kPortableKernels, &kAvx2Kernels, &kVnniKernels};
  static const std::size_t usable = [] {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 1U;
    const bool vnni = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
    return vnni ? 3U : 2U;
  }();
  return std::span(known).first(usable);
#else
  static const Kernels* const known[] = {&kPortableKernels};
  return known;
#endif
}

const Kernels& best_kernels() { return *usable_kernels().back(); }

}  // namespace depesje
