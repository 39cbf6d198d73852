// SPDX-License-Identifier: Apache-2.0
//
// The arithmetic of the network: a handful of kernels, each in a portable form (plain loops, the reference) and one for
// AVX2 with FMA; the products of 8-bit numbers also for AVX-512 VNNI. All give the same results up to float rounding
// (kernels_test.cpp states the bound); sums of 8-bit products are whole numbers and therefore equal to the last bit.
// Matrices are row-major; weight matrices are packed in panels of 16 output columns (doc/formats/model.md).
// Pure functions on the caller's memory; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace depesje {

inline constexpr std::size_t kPanel = 16;  // output columns packed together

constexpr std::size_t padded(std::size_t columns) { return (columns + kPanel - 1) / kPanel * kPanel; }

// y = x · W + b. `panels` holds padded(outputs)/16 panels of [inputs][16]; bias has padded(outputs) numbers.
struct Dense {
  std::span<const float> panels;
  std::span<const float> bias;
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::size_t stride() const { return padded(outputs); }  // of a row of y
};

// y = scale · (x − 128) · W + b with x of 8 bits and W of 7 (−63 … 63), so that a pair of products fits 16 bits and
// AVX2's vpmaddubsw cannot saturate. `panels` holds [inputs/4][16][4] a panel; `base` is −128 times a column's sum.
struct QuantizedDense {
  std::span<const std::int8_t> panels;
  std::span<const std::int32_t> base;
  std::span<const float> scale;
  std::span<const float> bias;
  std::size_t inputs = 0;  // a multiple of 4
  std::size_t outputs = 0;
  std::size_t stride() const { return padded(outputs); }
};

enum class Activation : std::uint8_t { none, relu };

struct Kernels {
  const char* name;
  // y[rows][stride()] from x[rows][x_stride].
  void (*dense)(const Dense& weights, const float* x, std::size_t rows, std::size_t x_stride, float* y,
                Activation activation);
  // Rounds each row to 8 bits around 128: q = x / scale + 128, scale = the row's largest magnitude / 127.
  void (*quantize)(const float* x, std::size_t rows, std::size_t width, std::uint8_t* q, float* scales);
  // y[rows][stride()] from rows that quantize made.
  void (*quantized_dense)(const QuantizedDense& weights, const std::uint8_t* x, const float* scales, std::size_t rows,
                          float* y, Activation activation);
  // Per row: (x − mean) / sqrt(variance + 1e-5) · gain + bias (Ba et al. 2016).
  void (*layer_norm)(const float* x, std::size_t rows, std::size_t width, const float* gain, const float* bias,
                     float* y);
  // Simple Recurrent Unit (Lei et al. 2018), both directions of one sentence. u[n][2][3][half], x and y [n][2·half];
  // v and b: forget forward, forget backward, reset forward, reset backward, each [half]. x and y may be the same.
  void (*recurrence)(const float* u, std::size_t words, std::size_t half, const float* v, const float* b,
                     const float* x, float* y);
  // out[width] = mean over ids of table[id] · scale[id].
  void (*embedding_mean)(const std::int8_t* table, const float* scales, std::size_t width,
                         std::span<const std::uint32_t> ids, float* out);
  float (*dot)(const float* a, const float* b, std::size_t count);
};

extern const Kernels kPortableKernels;
extern const Kernels kAvx2Kernels;  // to be called only where the processor has AVX2 and FMA
extern const Kernels kVnniKernels;  // … and AVX-512 F, BW, VL and VNNI

// Those of the above this processor can run, the slowest first.
std::span<const Kernels* const> usable_kernels();

// The fastest this processor can run.
const Kernels& best_kernels();

}  // namespace depesje
