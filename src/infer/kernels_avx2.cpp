// SPDX-License-Identifier: Apache-2.0
//
// Compiled with -mavx2 -mfma; called only through best_kernels() or a test that has asked the processor.
#include "infer/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cmath>
#include <cstring>

namespace depesje {
namespace {

// Rows × 16 columns at a time: 12 accumulators, two registers of weights, one of inputs.
template <int kRows>
void dense_tile(const float* panel, std::size_t inputs, const float* bias, const float* x, std::size_t x_stride,
                float* y, std::size_t y_stride, Activation activation) {
  __m256 low[kRows], high[kRows];
  for (int r = 0; r < kRows; ++r) {
    low[r] = _mm256_loadu_ps(bias);
    high[r] = _mm256_loadu_ps(bias + 8);
  }
  for (std::size_t k = 0; k < inputs; ++k) {
    const __m256 b0 = _mm256_loadu_ps(panel + k * kPanel), b1 = _mm256_loadu_ps(panel + k * kPanel + 8);
    for (int r = 0; r < kRows; ++r) {
      const __m256 a = _mm256_broadcast_ss(x + static_cast<std::size_t>(r) * x_stride + k);
      low[r] = _mm256_fmadd_ps(a, b0, low[r]);
      high[r] = _mm256_fmadd_ps(a, b1, high[r]);
    }
  }
  const __m256 zero = _mm256_setzero_ps();
  for (int r = 0; r < kRows; ++r) {
    float* out = y + static_cast<std::size_t>(r) * y_stride;
    if (activation == Activation::relu) {
      low[r] = _mm256_max_ps(low[r], zero);
      high[r] = _mm256_max_ps(high[r], zero);
    }
    _mm256_storeu_ps(out, low[r]);
    _mm256_storeu_ps(out + 8, high[r]);
  }
}

void dense(const Dense& weights, const float* x, std::size_t rows, std::size_t x_stride, float* y,
           Activation activation) {
  const std::size_t stride = weights.stride();
  for (std::size_t first = 0; first < stride; first += kPanel) {
    const float* panel = weights.panels.data() + first * weights.inputs;
    const float* bias = weights.bias.data() + first;
    std::size_t row = 0;
    for (; row + 6 <= rows; row += 6) {
      dense_tile<6>(panel, weights.inputs, bias, x + row * x_stride, x_stride, y + row * stride + first, stride,
                    activation);
    }
    for (; row + 2 <= rows; row += 2) {
      dense_tile<2>(panel, weights.inputs, bias, x + row * x_stride, x_stride, y + row * stride + first, stride,
                    activation);
    }
    for (; row < rows; ++row) {
      dense_tile<1>(panel, weights.inputs, bias, x + row * x_stride, x_stride, y + row * stride + first, stride,
                    activation);
    }
  }
}

void quantize(const float* x, std::size_t rows, std::size_t width, std::uint8_t* q, float* scales) {
  const __m256 sign = _mm256_set1_ps(-0.0F);
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  for (std::size_t row = 0; row < rows; ++row, x += width, q += width) {
    __m256 high = _mm256_set1_ps(1e-20F);
    for (std::size_t i = 0; i < width; i += 8)
      high = _mm256_max_ps(high, _mm256_andnot_ps(sign, _mm256_loadu_ps(x + i)));
    __m128 half = _mm_max_ps(_mm256_castps256_ps128(high), _mm256_extractf128_ps(high, 1));
    half = _mm_max_ps(half, _mm_movehl_ps(half, half));
    const float most = _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half)));
    scales[row] = most / 127.0F;
    const __m256 factor = _mm256_set1_ps(127.0F / most);
    const auto whole = [&](std::size_t i) { return _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + i), factor)); };
    std::size_t i = 0;
    const __m256i middle = _mm256_set1_epi8(static_cast<char>(-128));
    for (; i + 32 <= width; i += 32) {
      const __m256i low = _mm256_packs_epi32(whole(i), whole(i + 8));
      const __m256i packed = _mm256_packs_epi16(low, _mm256_packs_epi32(whole(i + 16), whole(i + 24)));
      const __m256i bytes = _mm256_xor_si256(_mm256_permutevar8x32_epi32(packed, order), middle);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(q + i), bytes);
    }
    for (; i < width; i += 8) {
      alignas(32) std::int32_t left[8];
      _mm256_store_si256(reinterpret_cast<__m256i*>(left), whole(i));
      for (std::size_t k = 0; k < 8; ++k) q[i + k] = static_cast<std::uint8_t>(left[k] + 128);
    }
  }
}

// Rows × 16 columns; four inputs of a row are one 32-bit number spread over the register.
template <int kRows>
void quantized_tile(const QuantizedDense& weights, std::size_t first, const std::uint8_t* x, const float* scales,
                    float* y, Activation activation) {
  const std::int8_t* panel = weights.panels.data() + first * weights.inputs;
  const auto at = [](const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); };
  __m256i low[kRows], high[kRows];
  for (int r = 0; r < kRows; ++r) {
    low[r] = at(weights.base.data() + first);
    high[r] = at(weights.base.data() + first + 8);
  }
  const __m256i ones = _mm256_set1_epi16(1);
  for (std::size_t k = 0; k < weights.inputs; k += 4) {
    const __m256i b0 = at(panel + k * kPanel), b1 = at(panel + k * kPanel + 32);
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four;
      std::memcpy(&four, x + static_cast<std::size_t>(r) * weights.inputs + k, 4);
      const __m256i a = _mm256_set1_epi32(four);
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(_mm256_maddubs_epi16(a, b0), ones));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(_mm256_maddubs_epi16(a, b1), ones));
    }
  }
  const __m256 zero = _mm256_setzero_ps();
  for (int r = 0; r < kRows; ++r) {
    float* out = y + static_cast<std::size_t>(r) * weights.stride() + first;
    const __m256 factor = _mm256_set1_ps(scales[r]);
    const auto put = [&](__m256i sum, std::size_t column) {
      const __m256 scale = _mm256_mul_ps(factor, _mm256_loadu_ps(weights.scale.data() + first + column));
      __m256 value =
          _mm256_fmadd_ps(_mm256_cvtepi32_ps(sum), scale, _mm256_loadu_ps(weights.bias.data() + first + column));
      if (activation == Activation::relu) value = _mm256_max_ps(value, zero);
      _mm256_storeu_ps(out + column, value);
    };
    put(low[r], 0);
    put(high[r], 8);
  }
}

void quantized_dense(const QuantizedDense& weights, const std::uint8_t* x, const float* scales, std::size_t rows,
                     float* y, Activation activation) {
  const std::size_t stride = weights.stride();
  for (std::size_t first = 0; first < stride; first += kPanel) {
    std::size_t row = 0;
    for (; row + 4 <= rows; row += 4) {
      quantized_tile<4>(weights, first, x + row * weights.inputs, scales + row, y + row * stride, activation);
    }
    for (; row < rows; ++row) {
      quantized_tile<1>(weights, first, x + row * weights.inputs, scales + row, y + row * stride, activation);
    }
  }
}

float sum_of(__m256 v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

float dot(const float* a, const float* b, std::size_t count) {
  __m256 sum = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) sum = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), sum);
  float total = sum_of(sum);
  for (; i < count; ++i) total += a[i] * b[i];
  return total;
}

// Widths are multiples of 8 in every network we train.
void layer_norm(const float* x, std::size_t rows, std::size_t width, const float* gain, const float* bias, float* y) {
  const float share = 1.0F / static_cast<float>(width);
  for (std::size_t row = 0; row < rows; ++row, x += width, y += width) {
    __m256 sum = _mm256_setzero_ps();
    for (std::size_t i = 0; i < width; i += 8) sum = _mm256_add_ps(sum, _mm256_loadu_ps(x + i));
    const __m256 mean = _mm256_set1_ps(sum_of(sum) * share);
    __m256 squares = _mm256_setzero_ps();
    for (std::size_t i = 0; i < width; i += 8) {
      const __m256 d = _mm256_sub_ps(_mm256_loadu_ps(x + i), mean);
      squares = _mm256_fmadd_ps(d, d, squares);
    }
    const __m256 scale = _mm256_set1_ps(1.0F / std::sqrt(sum_of(squares) * share + 1e-5F));
    for (std::size_t i = 0; i < width; i += 8) {
      const __m256 d = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(x + i), mean), scale);
      _mm256_storeu_ps(y + i, _mm256_fmadd_ps(d, _mm256_loadu_ps(gain + i), _mm256_loadu_ps(bias + i)));
    }
  }
}

// exp by range reduction and the degree-5 polynomial of Cephes' expf; relative error below 2e-7.
__m256 exp8(__m256 x) {
  x = _mm256_min_ps(_mm256_max_ps(x, _mm256_set1_ps(-87.0F)), _mm256_set1_ps(87.0F));
  const __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(1.44269504088896341F)),
                                   _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  x = _mm256_fnmadd_ps(n, _mm256_set1_ps(0.693359375F), x);
  x = _mm256_fnmadd_ps(n, _mm256_set1_ps(-2.12194440e-4F), x);
  __m256 p = _mm256_set1_ps(1.9875691500e-4F);
  p = _mm256_fmadd_ps(p, x, _mm256_set1_ps(1.3981999507e-3F));
  p = _mm256_fmadd_ps(p, x, _mm256_set1_ps(8.3334519073e-3F));
  p = _mm256_fmadd_ps(p, x, _mm256_set1_ps(4.1665795894e-2F));
  p = _mm256_fmadd_ps(p, x, _mm256_set1_ps(1.6666665459e-1F));
  p = _mm256_fmadd_ps(p, x, _mm256_set1_ps(5.0000001201e-1F));
  p = _mm256_add_ps(_mm256_fmadd_ps(p, _mm256_mul_ps(x, x), x), _mm256_set1_ps(1.0F));
  const __m256i power = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
  return _mm256_mul_ps(p, _mm256_castsi256_ps(power));
}

__m256 sigmoid8(__m256 x) {
  const __m256 one = _mm256_set1_ps(1.0F);
  return _mm256_div_ps(one, _mm256_add_ps(one, exp8(_mm256_sub_ps(_mm256_setzero_ps(), x))));
}

void recurrence(const float* u, std::size_t words, std::size_t half, const float* v, const float* b, const float* x,
                float* y) {
  const __m256 one = _mm256_set1_ps(1.0F);
  for (std::size_t direction = 0; direction < 2; ++direction) {
    const float *forget_v = v + direction * half, *reset_v = v + (2 + direction) * half;
    const float *forget_b = b + direction * half, *reset_b = b + (2 + direction) * half;
    for (std::size_t i = 0; i < half; i += 8) {
      const __m256 vf = _mm256_loadu_ps(forget_v + i), vr = _mm256_loadu_ps(reset_v + i);
      const __m256 bf = _mm256_loadu_ps(forget_b + i), br = _mm256_loadu_ps(reset_b + i);
      __m256 state = _mm256_setzero_ps();
      for (std::size_t step = 0; step < words; ++step) {
        const std::size_t word = direction == 0 ? step : words - 1 - step;
        const float* row = u + (word * 2 + direction) * 3 * half + i;
        const std::size_t at = (word * 2 + direction) * half + i;
        const __m256 forget = sigmoid8(_mm256_add_ps(_mm256_fmadd_ps(vf, state, _mm256_loadu_ps(row + half)), bf));
        const __m256 reset = sigmoid8(_mm256_add_ps(_mm256_fmadd_ps(vr, state, _mm256_loadu_ps(row + 2 * half)), br));
        state = _mm256_fmadd_ps(forget, state, _mm256_mul_ps(_mm256_sub_ps(one, forget), _mm256_loadu_ps(row)));
        const __m256 skip = _mm256_mul_ps(_mm256_sub_ps(one, reset), _mm256_loadu_ps(x + at));
        _mm256_storeu_ps(y + at, _mm256_fmadd_ps(reset, state, skip));
      }
    }
  }
}

void embedding_mean(const std::int8_t* table, const float* scales, std::size_t width,
                    std::span<const std::uint32_t> ids, float* out) {
  const float share = ids.empty() ? 0.0F : 1.0F / static_cast<float>(ids.size());
  for (std::size_t i = 0; i < width; i += 8) {
    __m256 sum = _mm256_setzero_ps();
    for (const std::uint32_t id : ids) {
      const auto* from = reinterpret_cast<const __m128i*>(table + id * width + i);
      const __m256 values = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(from)));
      sum = _mm256_fmadd_ps(values, _mm256_set1_ps(scales[id] * share), sum);
    }
    _mm256_storeu_ps(out + i, sum);
  }
}

}  // namespace

const Kernels kAvx2Kernels = {"avx2", dense, quantize, quantized_dense, layer_norm, recurrence, embedding_mean, dot};

}  // namespace depesje
#endif
