// SPDX-License-Identifier: Apache-2.0
//
// depesje_bench FILE…: how fast articles become records on one core, per stage and whole, start-up and peak memory.
// A FILE is a text, JSON Lines, or a folder of both. Every document is read at least three times over and for two
// seconds at the least; the first round warms the caches and is not counted.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/tsv.h"
#include "depesje/engine.h"
#include "engine/analysis.h"
#include "intake/intake.h"
#include "record/json.h"

namespace depesje {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Input {
  std::string bytes;
  DocumentInfo info;
};

void add_file(std::vector<Input>& inputs, const std::filesystem::path& path) {
  Intake intake({path.string()}, {});
  while (auto document = intake.next()) {
    if (*document) inputs.push_back({std::string((*document)->document.text()), (*document)->document.info()});
    else std::fprintf(stderr, "%s\n", document->error().to_string().c_str());
  }
}

std::vector<Input> inputs_of(int count, char** arguments) {
  std::vector<Input> inputs;
  for (int i = 1; i < count; ++i) {
    const std::filesystem::path path = arguments[i];
    if (!std::filesystem::is_directory(path)) {
      add_file(inputs, path);
      continue;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      const auto ending = entry.path().extension();
      if (ending == ".txt" || ending == ".jsonl") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const auto& file : files) add_file(inputs, file);
  }
  return inputs;
}

struct Sums {
  std::size_t documents = 0, sentences = 0, words = 0, events = 0;
  Seconds text{0}, record{0}, whole{0};
  std::array<Seconds, kStages> stages{};
};

void read_once(const Engine& engine, const Input& input, Sums& sums) {
  const auto start = Clock::now();
  const Document document = Engine::document(input.bytes, input.info);
  const auto decoded = Clock::now();
  const Analysis analysis = engine.analyse(document);
  const auto analysed = Clock::now();
  const Record record = engine.record_of(document, analysis);
  std::string lines;
  append_record_lines(lines, record);
  const auto written = Clock::now();
  ++sums.documents;
  sums.sentences += analysis.tokens.sentences.size();
  sums.words += analysis.tokens.tokens.size();
  sums.events += record.events.size();
  sums.text += decoded - start;
  for (std::size_t i = 0; i < kStages; ++i) sums.stages[i] += analysis.spent[i];
  sums.record += written - analysed;
  sums.whole += written - start;
}

void print_stage(const char* name, Seconds spent, const Sums& sums) {
  const double seconds = spent.count();
  std::printf("  %-8s %9.3f ms/article %6.1f %%\n", name, 1000 * seconds / static_cast<double>(sums.documents),
              100 * seconds / sums.whole.count());
}

int run(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: depesje_bench FILE…   (texts, JSON Lines, folders)\n");
    return 2;
  }
  const auto start = Clock::now();
  const auto engine = Engine::load({DEPESJE_DATA});
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().to_string().c_str());
    return 3;
  }
  const Seconds load = Clock::now() - start;
  const double loaded = peak_megabytes();
  const std::vector<Input> inputs = inputs_of(count, arguments);
  if (inputs.empty()) {
    std::fprintf(stderr, "nothing to read; name texts, JSON Lines, or folders of them\n");
    return 2;
  }
  Sums warm, sums;
  for (const Input& input : inputs) read_once(*engine, input, warm);
  for (int round = 0; round < 3 || sums.whole.count() < 2; ++round) {
    for (const Input& input : inputs) read_once(*engine, input, sums);
  }
  const double seconds = sums.whole.count();
  std::printf("start-up       %8.3f s     %6.1f MB\n", load.count(), loaded);
  std::printf("peak memory                   %6.1f MB\n", peak_megabytes());
  std::printf("read           %zu articles, %zu sentences, %zu words, %zu events; %zu rounds, one thread\n",
              warm.documents, warm.sentences, warm.words, warm.events, sums.documents / warm.documents);
  std::printf("speed          %8.1f articles/s %9.1f sentences/s %10.0f words/s\n",
              static_cast<double>(sums.documents) / seconds, static_cast<double>(sums.sentences) / seconds,
              static_cast<double>(sums.words) / seconds);
  print_stage("text", sums.text, sums);
  for (std::size_t i = 0; i < kStages; ++i) print_stage(std::string(kStageNames[i]).c_str(), sums.stages[i], sums);
  print_stage("record", sums.record, sums);
  print_stage("whole", sums.whole, sums);
  return 0;
}

}  // namespace
}  // namespace depesje

int main(int count, char** arguments) { return depesje::run(count, arguments); }
