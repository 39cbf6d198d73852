// SPDX-License-Identifier: Apache-2.0
//
// EventCorpus: the example sentences of one lang/<code>/event*.corpus (doc/formats/event-frames.md). Read by
// check_events, which asks that there are any, and by check_examples (src/engine), which runs them.
// Plain values that own their strings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "depesje/date.h"
#include "depesje/result.h"

namespace depesje {

struct CorpusExample {
  std::string frame;
  std::string sentence;
  bool fires = false;                                          // "+"
  std::optional<std::vector<std::string>> actors, recipients;  // codes, sorted; nothing = not asked
  std::string trigger;                                         // empty = not asked
  std::uint32_t line = 0;
};

struct EventCorpus {
  std::string file;
  DateValue now;  // of "@now"
  std::vector<CorpusExample> examples;
};

// All event*.corpus of a language's folder, in order of name.
std::vector<EventCorpus> read_event_corpora(const std::filesystem::path& folder, std::vector<Error>& faults);

}  // namespace depesje
