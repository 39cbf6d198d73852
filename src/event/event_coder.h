// SPDX-License-Identifier: Apache-2.0
//
// EventCoder: from trees, mentions, times, places and claims to coded events (doc/formats/record.md). What words tell
// which act stands in lang/<code>/events.tsv, what acts there are in world/codebook.
// Immutable once loaded: one coder serves any number of threads. Linear in the text.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "claim/claim.h"
#include "depesje/document.h"
#include "depesje/result.h"
#include "event/event.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "place/place.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

class EventCoder {
 public:
  static Result<EventCoder> load(const std::filesystem::path& data_root, std::string_view lang);
  EventCoder(EventCoder&&) noexcept;
  EventCoder& operator=(EventCoder&&) noexcept;
  ~EventCoder();

  EventTable code(const Document& document, const TokenTable& tokens, const WordTable& words,
                  const MentionTable& mentions, const TimeTable& times, const PlaceTable& places,
                  const ClaimTable& claims, StringPool& strings) const;

 private:
  struct Knowledge;
  explicit EventCoder(std::unique_ptr<const Knowledge> knowledge);
  std::unique_ptr<const Knowledge> knowledge_;
};

// Faults of the codebook and of every language's event tables: unknown codes, entries that cannot be reached, frames
// without examples or without any trigger. `notes` takes what is no fault: how many frames a language still lacks.
// The examples themselves are run by check_examples (src/engine).
std::vector<Error> check_events(const std::filesystem::path& data_root, std::vector<std::string>* notes = nullptr);

}  // namespace depesje
