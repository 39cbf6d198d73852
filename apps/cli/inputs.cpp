// SPDX-License-Identifier: Apache-2.0
#include "inputs.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "output.h"
#include "text/published.h"

namespace depesje::cli {

void InputOptions::add_to(CLI::App& command) {
  command.add_option("FILE", files, "files, folders, globs, @list of files; - is standard input (the default)");
  command.add_option("--from", from, "format of the input; auto looks at its content (doc/manual/inputs.md)")
      ->check(CLI::IsMember(input_kind_names()))
      ->capture_default_str();
  command.add_option("--map", map, "field=column of a CSV file, as often as needed: --map text=Body")
      ->allow_extra_args(false);
  command.add_flag("--capture-date", capture_date, "date pages of a WARC that bring no date by their capture");
  command.add_option("--date", date, "date of texts that bring none, in any precision: 2017, 2017-05-02 (EDTF)");
  command.add_option("--id", id, "id of a single text; else the file's name without its ending");
  command.add_option("--lang", lang, "language of texts that bring none: nb, nn, en; else it is detected");
  command.add_option("--tense-default", tense_default, "where a bare weekday points if no verb says so: past, future")
      ->check(CLI::IsMember({"past", "future"}))
      ->capture_default_str();
}

std::optional<std::string> InputOptions::fault() const {
  if (files.size() > 1 && !id.empty())
    return "--id holds for one text; give one FILE, or use JSON Lines with an \"id\"";
  if (!date.empty()) {
    if (const auto parsed = parse_published(date); !parsed) return "--date: " + parsed.error().to_string();
  }
  for (const std::string& one : map) {
    if (const auto parsed = parse_mapping(one); !parsed) return "--map: " + parsed.error().to_string();
  }
  if (files.empty() && isatty(STDIN_FILENO) != 0) return "nothing to read; name a FILE, or - to type a text";
  return std::nullopt;
}

std::expected<Engine, int> load_engine(const Command& command, const InputOptions& options) {
  auto engine = Engine::load({command.data_root});
  if (!engine) {
    tell(engine.error());
    return std::unexpected(kCannotLoad);
  }
  const auto& known = engine->languages();
  if (options.lang.empty() || std::ranges::find(known, options.lang) != known.end()) return *std::move(engine);
  std::string names;
  for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
  tell("--lang: unknown language «" + options.lang + "»; use one of: " + names);
  return std::unexpected(kUsage);
}

void InputOptions::set(ReadOptions& options) const {
  options.lang = lang;
  options.tense_default =
      tense_default == "future" ? ReadOptions::TenseDefault::future : ReadOptions::TenseDefault::past;
}

IntakeOptions InputOptions::intake() const {
  IntakeOptions options;
  options.kind = input_kind(from).value_or(InputKind::automatic);
  options.id = id;
  options.lang = lang;
  options.capture_date = capture_date;
  if (!date.empty()) {
    if (auto parsed = parse_published(date)) options.published = *std::move(parsed);
  }
  for (const std::string& one : map) {
    if (auto parsed = parse_mapping(one)) options.columns.push_back(*std::move(parsed));
  }
  return options;
}

Inputs::Inputs(const InputOptions& options)
    : intake_(options.files.empty() ? std::vector<std::string>{"-"} : options.files, options.intake()) {}

std::optional<Document> Inputs::next() {
  for (;;) {
    auto document = intake_.next();
    for (const Error& warning : intake_.warnings()) tell(warning);
    if (!document) return std::nullopt;
    if (*document) return std::move((*document)->document);
    failed_ = true;
    Error error = std::move(document->error());
    if (error.file == "-") error.file = "standard input";
    tell(error);
  }
}

}  // namespace depesje::cli
