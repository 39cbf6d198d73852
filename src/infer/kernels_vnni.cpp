// SPDX-License-Identifier: Apache-2.0
//
// Compiled for AVX-512 with VNNI; called only through best_kernels() or a test that has asked the processor. Only the
// products of 8-bit numbers gain by it; the rest is the AVX2 kernels'.
#include "infer/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>
#include <type_traits>

namespace depesje {
namespace {

// Rows × 32 columns (two panels): 12 accumulators, two registers of weights, one of inputs.
template <int kRows, int kPanels>
void tile(const QuantizedDense& weights, std::size_t first, const std::uint8_t* x, const float* scales, float* y,
          Activation activation) {
  const std::int8_t* panel = weights.panels.data() + first * weights.inputs;
  const std::size_t next = kPanel * weights.inputs;
  __m512i sum[kRows][kPanels];
  for (int r = 0; r < kRows; ++r) {
    for (int p = 0; p < kPanels; ++p) sum[r][p] = _mm512_loadu_si512(weights.base.data() + first + 16 * p);
  }
  for (std::size_t k = 0; k < weights.inputs; k += 4) {
    __m512i b[kPanels];
    for (int p = 0; p < kPanels; ++p)
      b[p] = _mm512_loadu_si512(panel + static_cast<std::size_t>(p) * next + k * kPanel);
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four;
      std::memcpy(&four, x + static_cast<std::size_t>(r) * weights.inputs + k, 4);
      const __m512i a = _mm512_set1_epi32(four);
      for (int p = 0; p < kPanels; ++p) sum[r][p] = _mm512_dpbusd_epi32(sum[r][p], a, b[p]);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    const __m512 factor = _mm512_set1_ps(scales[r]);
    for (int p = 0; p < kPanels; ++p) {
      const std::size_t column = first + 16 * static_cast<std::size_t>(p);
      const __m512 scale = _mm512_mul_ps(factor, _mm512_loadu_ps(weights.scale.data() + column));
      __m512 value =
          _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum[r][p]), scale, _mm512_loadu_ps(weights.bias.data() + column));
      if (activation == Activation::relu) value = _mm512_max_ps(value, _mm512_setzero_ps());
      _mm512_storeu_ps(y + static_cast<std::size_t>(r) * weights.stride() + column, value);
    }
  }
}

template <int kPanels>
void columns(const QuantizedDense& weights, std::size_t first, const std::uint8_t* x, const float* scales,
             std::size_t rows, float* y, Activation activation) {
  std::size_t row = 0;
  const auto run = [&](auto rows_at_once) {
    constexpr int kRows = decltype(rows_at_once)::value;
    for (; row + kRows <= rows; row += kRows) {
      tile<kRows, kPanels>(weights, first, x + row * weights.inputs, scales + row, y + row * weights.stride(),
                           activation);
    }
  };
  run(std::integral_constant<int, 8>{});
  run(std::integral_constant<int, 1>{});
}

void quantized_dense(const QuantizedDense& weights, const std::uint8_t* x, const float* scales, std::size_t rows,
                     float* y, Activation activation) {
  std::size_t first = 0;
  for (; first + 2 * kPanel <= weights.stride(); first += 2 * kPanel)
    columns<2>(weights, first, x, scales, rows, y, activation);
  if (first < weights.stride()) columns<1>(weights, first, x, scales, rows, y, activation);
}

}  // namespace

const Kernels kVnniKernels = [] {
  Kernels kernels = kAvx2Kernels;
  kernels.name = "avx512-vnni";
  kernels.quantized_dense = quantized_dense;
  return kernels;
}();

}  // namespace depesje
#endif
