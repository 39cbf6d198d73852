// SPDX-License-Identifier: Apache-2.0
//
// Inputs: what a command line names as one stream of documents (src/intake). What cannot be read is told in one line on
// standard error, and the rest goes on. One thread at a time.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "depesje/document.h"
#include "depesje/engine.h"
#include "intake/intake.h"

namespace CLI {
class App;
}

namespace depesje::cli {

struct InputOptions {
  std::string from = "auto";
  std::string date, lang, id;
  std::string tense_default = "past";
  std::vector<std::string> files, map;
  bool capture_date = false;
  unsigned threads = 0;

  void add_to(CLI::App& command);
  // A message where the options do not go together.
  std::optional<std::string> fault() const;
  void set(ReadOptions& options) const;
  IntakeOptions intake() const;
};

// The engine, which must know the language of `options`. What fails is told, and the exit code given.
std::expected<Engine, int> load_engine(const Command& command, const InputOptions& options);

class Inputs {
 public:
  explicit Inputs(const InputOptions& options);
  std::optional<Document> next();
  bool failed() const { return failed_; }  // something could not be read

 private:
  Intake intake_;
  bool failed_ = false;
};

}  // namespace depesje::cli
