// SPDX-License-Identifier: Apache-2.0
//
// depesje read: articles in, records out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "command.h"
#include "depesje/engine.h"
#include "engine/analysis.h"
#include "engine/ordered.h"
#include "inputs.h"
#include "output.h"
#include "parse/conllu.h"
#include "record/json.h"
#include "record/table.h"

namespace depesje::cli {
namespace {

const std::map<std::string, Stage> kStages = {
    {"token", Stage::token}, {"parse", Stage::parse}, {"mention", Stage::mention}, {"time", Stage::time},
    {"place", Stage::place}, {"claim", Stage::claim}, {"event", Stage::event},
};

struct Options {
  InputOptions input;
  ReadOptions read;
  std::string format = "table", stop_after = "event";
};

std::string rendered(const Engine& engine, const Document& document, const Options& options, const Terminal& screen) {
  if (options.format == "conllu") {
    const Analysis analysis = engine.analyse(document, options.read);
    return write_conllu(document, analysis.tokens, analysis.words, analysis.strings);
  }
  const Record record = engine.read(document, options.read);
  std::string out;
  if (options.format == "jsonl") append_record_lines(out, record);
  else if (options.format == "csv") append_csv(out, record);
  else append_table(out, record, {screen.width, screen.colours});
  return out;
}

int run(const Command& command, Options& options) {
  if (const auto fault = options.input.fault()) {
    tell(*fault);
    return kUsage;
  }
  const auto engine = load_engine(command, options.input);
  if (!engine) return engine.error();
  options.input.set(options.read);
  options.read.stop_after = kStages.at(options.stop_after);
  if (options.format == "conllu") options.read.stop_after = std::min(options.read.stop_after, Stage::parse);

  const Terminal screen = terminal();
  Output output;
  Inputs inputs(options.input);
  if (options.format == "csv") {
    std::string heading;
    append_csv_heading(heading);
    output.write(heading);
  }
  bool first = true;
  run_in_order([&] { return output.open() ? inputs.next() : std::nullopt; },
               [&](const Document& document) { return rendered(*engine, document, options, screen); },
               [&](std::string text) {
                 if (options.format == "table" && !first) output.write("\n\n");
                 first = false;
                 output.write(text);
               },
               options.input.threads);
  const int written = output.finish();
  return inputs.failed() ? kSomeFailed : written;
}

}  // namespace

void add_read(CLI::App& program, Command& command) {
  auto options = std::make_shared<Options>();
  CLI::App* read = program.add_subcommand("read", "read articles and write down their record");
  options->input.add_to(*read);
  read->add_option("--format", options->format, "table, jsonl (doc/formats/record.md), csv (events), conllu (trees)")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "conllu"}))
      ->capture_default_str();
  read->add_flag("--mentions", options->read.mentions, "also list every person, organisation, place and time");
  read->add_option("--stop-after", options->stop_after, "last stage: token, parse, mention, time, place, claim, event")
      ->check(CLI::IsMember({"token", "parse", "mention", "time", "place", "claim", "event"}))
      ->capture_default_str();
  read->add_option("--min-confidence", options->read.min_confidence, "leave out events trusted less (0 to 1)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  read->add_option("--threads", options->input.threads, "articles read at a time; 0 is one per core")
      ->capture_default_str();
  read->footer(
      "Examples:\n"
      "  depesje read examples/telefonsamtale.txt\n"
      "  depesje read --date 2017-05-03 --format jsonl article.txt\n"
      "  depesje read --from jsonl --format csv - < articles.jsonl\n"
      "  depesje read --format conllu --stop-after parse article.txt\n"
      "Exit codes: 0 all read, 2 usage, 3 data or model cannot be loaded, 4 some inputs failed.");
  read->callback([&command, options] { command.run = [&command, options] { return run(command, *options); }; });
}

}  // namespace depesje::cli
