// SPDX-License-Identifier: Apache-2.0
//
// depesje_kernels TEXT: what each set of kernels this processor can run is worth: float and 8-bit products of a layer's
// size in thousands of millions of operations a second, and the parse of TEXT in words a second, all on one core.
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "base/tsv.h"
#include "depesje/engine.h"
#include "engine/analysis.h"
#include "infer/kernels.h"
#include "parse/parser.h"

namespace depesje {
namespace {

constexpr std::size_t kRows = 384, kInputs = 288, kOutputs = 864;
constexpr double kOperations = 2.0 * kRows * kInputs * kOutputs;

// Seconds one call of `work` takes, over at least one second.
template <class Work>
double seconds_of(Work&& work) {
  using Clock = std::chrono::steady_clock;
  work();
  const auto start = Clock::now();
  for (int rounds = 1;; ++rounds) {
    work();
    const std::chrono::duration<double> spent = Clock::now() - start;
    if (spent.count() > 1) return spent.count() / rounds;
  }
}

int run(const char* path) {
  const auto bytes = read_file(path);
  const auto engine = Engine::load({DEPESJE_DATA});
  if (!bytes || !engine) {
    std::fprintf(stderr, "%s\n", (bytes ? engine.error() : bytes.error()).to_string().c_str());
    return 3;
  }
  const Document document = Engine::document(*bytes, {});
  const Analysis analysis = engine->analyse(document);
  std::mt19937 random(1);
  std::vector<float> panels(kInputs * kOutputs), zeros(kOutputs), ones(kOutputs, 1.0F), x(kRows * kInputs);
  for (auto* numbers : {&panels, &x}) {
    for (float& number : *numbers) number = static_cast<float>(random() % 1000) / 1000 - 0.5F;
  }
  std::vector<std::int8_t> bytes_of(panels.size());
  for (auto& weight : bytes_of) weight = static_cast<std::int8_t>(static_cast<int>(random() % 127) - 63);
  std::vector<std::int32_t> base(kOutputs);
  std::vector<float> y(kRows * kOutputs), scales(kRows);
  std::vector<std::uint8_t> rounded(x.size());
  const Dense dense{panels, zeros, kInputs, kOutputs};
  const QuantizedDense quantized{bytes_of, base, ones, zeros, kInputs, kOutputs};
  std::printf("%-12s %14s %14s %16s\n", "kernels", "float GFLOP/s", "8-bit GOP/s", "parse words/s");
  for (const Kernels* kernels : usable_kernels()) {
    const double exact =
        seconds_of([&] { kernels->dense(dense, x.data(), kRows, kInputs, y.data(), Activation::none); });
    const double coarse = seconds_of([&] {
      kernels->quantize(x.data(), kRows, kInputs, rounded.data(), scales.data());
      kernels->quantized_dense(quantized, rounded.data(), scales.data(), kRows, y.data(), Activation::none);
    });
    const auto parser = Parser::load(std::filesystem::path(DEPESJE_DATA) / "models", *kernels);
    if (!parser) {
      std::fprintf(stderr, "%s\n", parser.error().to_string().c_str());
      return 3;
    }
    const double parse = seconds_of([&] {
      StringPool strings;
      const WordTable words = parser->parse(document, analysis.tokens, analysis.lang, strings);
      if (words.words.empty()) std::puts("nothing read");
    });
    std::printf("%-12s %14.1f %14.1f %16.0f\n", kernels->name, kOperations / exact / 1e9, kOperations / coarse / 1e9,
                static_cast<double>(analysis.tokens.tokens.size()) / parse);
  }
  return 0;
}

}  // namespace
}  // namespace depesje

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: depesje_kernels TEXT\n");
    return 2;
  }
  return depesje::run(arguments[1]);
}
