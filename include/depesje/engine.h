// SPDX-License-Identifier: Apache-2.0
//
// Engine: start here. Load it once, then ask it to read documents:
//
//   auto engine = depesje::Engine::load({.data_root = "/usr/share/depesje"});
//   if (!engine) return tell(engine.error().to_string());
//   depesje::Record record = engine->read(depesje::Engine::document(bytes, {.id = "dispatch-1"}));
//
// An Engine is immutable: one serves any number of threads. It prints nothing, throws nothing of its own and reads no
// environment. Reading cannot fail: whatever the text, there is a record, and what was odd stands in its notes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/document.h"
#include "depesje/record.h"
#include "depesje/result.h"

namespace depesje {

struct Analysis;  // the tables of all stages: src/engine/analysis.h

struct EngineOptions {
  std::filesystem::path data_root;  // holds lang/, world/ and models/
};

// The stages in their order; reading can stop behind any of them.
enum class Stage : std::uint8_t { token, parse, mention, time, place, claim, event };
inline constexpr std::size_t kStages = 7;
inline constexpr std::string_view kStageNames[kStages] = {"token", "parse", "mention", "time",
                                                          "place", "claim", "event"};

struct ReadOptions {
  enum class TenseDefault : std::uint8_t { past, future };

  std::string lang;           // of documents that bring none; empty = detected
  bool mentions = false;      // the record also lists every mention
  double min_confidence = 0;  // events the coder trusts less are left out
  Stage stop_after = Stage::event;
  TenseDefault tense_default = TenseDefault::past;  // where a bare weekday points if no verb says so
  std::string zone = "Europe/Oslo";                 // whose days are meant where the text names no place
};

class Engine {
 public:
  static Result<Engine> load(const EngineOptions& options);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Any bytes: decoded, cleaned, with the map back to them. What `given` says wins over the text's own header.
  static Document document(std::string_view bytes, DocumentInfo given = {});

  Record read(const Document& document, const ReadOptions& options = {}) const;

  // Documents are taken one by one, read by `threads` threads (0 = one per core), and their records handed over in the
  // order of the documents: the same whatever the number of threads. Neither callback is called by two threads at once.
  void read_all(const std::function<std::optional<Document>()>& next, const std::function<void(Record)>& take,
                const ReadOptions& options = {}, unsigned threads = 0) const;

  // Everything the stages found, for those who want to look inside. `document` must outlive the analysis.
  Analysis analyse(const Document& document, const ReadOptions& options = {}) const;
  Record record_of(const Document& document, const Analysis& analysis, const ReadOptions& options = {}) const;

  const std::vector<std::string>& languages() const&;

 private:
  struct Stages;
  explicit Engine(std::unique_ptr<const Stages> stages);
  std::unique_ptr<const Stages> stages_;
};

}  // namespace depesje
