// SPDX-License-Identifier: Apache-2.0
//
// Inputs: the files of a command line (or standard input) as one stream of documents. What cannot be read is told in
// one line on standard error, and the rest goes on. One thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "depesje/document.h"
#include "depesje/engine.h"

namespace CLI {
class App;
}

namespace depesje {
class JsonLinesReader;
}

namespace depesje::cli {

struct InputOptions {
  std::string from = "auto";
  std::string date, lang, id;
  std::string tense_default = "past";
  std::vector<std::string> files;
  unsigned threads = 0;

  void add_to(CLI::App& command);
  // A message where the options do not go together; the language is asked once the engine is there.
  std::optional<std::string> fault() const;
  std::optional<std::string> language_fault(const Engine& engine) const;
  void set(ReadOptions& options) const;
};

class Inputs {
 public:
  explicit Inputs(const InputOptions& options);
  ~Inputs();
  std::optional<Document> next();
  bool failed() const { return failed_; }  // something could not be read

 private:
  std::optional<Document> open(const std::string& file);
  void complain(const Error& error);

  const InputOptions& options_;
  std::size_t at_ = 0;  // next file
  std::string file_, bytes_;
  std::unique_ptr<JsonLinesReader> lines_;
  bool failed_ = false;
};

}  // namespace depesje::cli
