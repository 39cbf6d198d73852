// SPDX-License-Identifier: Apache-2.0
//
// depesje eval: trees and names against a treebank, by the metrics of the CoNLL 2018 shared task.
#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <memory>

#include "base/tsv.h"
#include "command.h"
#include "depesje/engine.h"
#include "engine/analysis.h"
#include "output.h"
#include "parse/conllu.h"
#include "parse/evaluation.h"
#include "record/json.h"

namespace depesje::cli {
namespace {

struct Options {
  std::string gold, system, lang, format = "table";
};

Result<std::string> own_system(const Command& command, const Options& options, std::string_view text) {
  const auto engine = Engine::load({command.data_root});
  if (!engine) return std::unexpected(engine.error());
  DocumentInfo info;
  info.lang = options.lang;
  const Document document = Engine::document(text, std::move(info));
  ReadOptions read;
  read.stop_after = Stage::parse;
  const Analysis analysis = engine->analyse(document, read);
  return write_conllu(document, analysis.tokens, analysis.words, analysis.strings);
}

std::string table_of(const std::vector<MetricScore>& scores) {
  std::string out =
      "Metric     | Precision |    Recall |  F1 Score | AligndAcc |   Gold\n"
      "-----------+-----------+-----------+-----------+-----------+-------\n";
  for (const MetricScore& score : scores) {
    std::array<char, 128> line{};
    char aligned[16] = "";
    if (score.aligned > 0) std::snprintf(aligned, sizeof(aligned), "%9.2f", 100 * score.aligned_accuracy());
    const int size =
        std::snprintf(line.data(), line.size(), "%-11s|%10.2f |%10.2f |%10.2f |%10s |%7zu\n", score.name.c_str(),
                      100 * score.precision(), 100 * score.recall(), 100 * score.f1(), aligned, score.gold);
    out.append(line.data(), static_cast<std::size_t>(size));
  }
  return out;
}

std::string json_of(const std::vector<MetricScore>& scores) {
  std::string out;
  for (const MetricScore& score : scores) {
    JsonWriter json(out);
    json.begin_object();
    json.key("metric");
    json.string(score.name.substr(score.name.find_first_not_of(' ')));
    const auto number = [&](std::string_view key, double value) {
      json.key(key);
      json.number(value);
    };
    number("precision", score.precision());
    number("recall", score.recall());
    number("f1", score.f1());
    number("gold", static_cast<double>(score.gold));
    number("system", static_cast<double>(score.system));
    number("correct", static_cast<double>(score.correct));
    json.end_object();
    out += '\n';
  }
  return out;
}

int run(const Command& command, const Options& options) {
  const auto gold_bytes = read_file(options.gold);
  if (!gold_bytes) {
    tell(gold_bytes.error());
    return kSomeFailed;
  }
  const auto gold = read_conllu_rows(*gold_bytes, options.gold);
  if (!gold) {
    tell(gold.error());
    return kFaults;
  }
  const auto system_bytes =
      options.system.empty() ? own_system(command, options, raw_text(*gold)) : read_file(options.system);
  if (!system_bytes) {
    tell(system_bytes.error());
    return options.system.empty() ? kCannotLoad : kSomeFailed;
  }
  const auto system = read_conllu_rows(*system_bytes, options.system);
  if (!system) {
    tell(system.error());
    return kFaults;
  }
  auto scores = evaluate(*gold, *system);
  if (!scores) {
    scores.error().file = options.gold;
    tell(scores.error());
    return kFaults;
  }
  Output output;
  output.write(options.format == "jsonl" ? json_of(*scores) : table_of(*scores));
  return output.finish();
}

}  // namespace

void add_eval(CLI::App& program, Command& command) {
  auto options = std::make_shared<Options>();
  CLI::App* eval = program.add_subcommand("eval", "score trees and names against a treebank (CoNLL 2018 metrics)");
  eval->add_option("GOLD", options->gold, "CoNLL-U file that is right")->required();
  eval->add_option("SYSTEM", options->system, "CoNLL-U file to score; else the engine reads the gold's raw text");
  eval->add_option("--lang", options->lang, "language of the text: nb, nn, en; else it is detected");
  eval->add_option("--format", options->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  eval->footer(
      "Raw text: the gold's sentences joined by a blank, paragraphs (# newpar) by an empty line.\n"
      "Examples:\n"
      "  depesje eval --lang nb gold.conllu\n"
      "  depesje eval gold.conllu system.conllu\n"
      "Exit codes: 0 scored, 1 the files are faulty or hold different texts, 2 usage, 3 data or model cannot be "
      "loaded,\n4 a file cannot be read.");
  eval->callback([&command, options] { command.run = [&command, options] { return run(command, *options); }; });
}

}  // namespace depesje::cli
