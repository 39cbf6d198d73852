// SPDX-License-Identifier: Apache-2.0
//
// Analysis: the tables of all stages of one document, as Engine::analyse leaves them. A stage that was not run has an
// empty table. Row numbers of one table are used by those below it; strings live in the pool. Immutable once made.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "claim/claim.h"
#include "depesje/engine.h"
#include "event/event.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "place/place.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

struct Analysis {
  StringPool strings;
  std::string lang;
  TokenTable tokens;
  WordTable words;
  MentionTable mentions;
  TimeTable times;
  PlaceTable places;
  ClaimTable claims;
  EventTable events;
  std::vector<std::string> notes;                         // what kept a stage from its work
  std::array<std::chrono::nanoseconds, kStages> spent{};  // by Stage; for benchmarks, no part of the result
};

}  // namespace depesje
