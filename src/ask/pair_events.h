// SPDX-License-Identifier: Apache-2.0
//
// Which events two parties, or one, take part in, from the rows kept for that. Internal to the stage. Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "ask/party.h"
#include "ask/question.h"
#include "store/database.h"

namespace depesje {

struct PairHit {
  std::int64_t day = 0;  // store::kUndated where there is none
  std::int64_t event = 0, standing = 0;
  friend auto operator<=>(const PairHit&, const PairHit&) = default;
};

// In order of time, undated first; each event once. `b` empty: whatever `a` takes part in. Types and days of the
// question are looked at, widely: a date that begins up to a year before `from` may reach into it.
Result<std::vector<PairHit>> pair_hits(const Database& database, const Question& question, const AskedParty& a,
                                       const AskedParty* b);

// Rows of the terms that name the question's types; empty where it names none.
Result<std::vector<std::int64_t>> type_terms(const Database& database, const Question& question);

inline constexpr std::int64_t kWidest = 366;  // days a date may reach and still be found by its last one

}  // namespace depesje
