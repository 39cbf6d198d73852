// SPDX-License-Identifier: Apache-2.0
//
// StoreReader: the record of an article as it went in, from the rows of the store; and the canonical dump, which is the
// same for stores that hold the same. Works on any connection, also a writer's. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/record.h"
#include "store/database.h"

namespace depesje {

class StoreReader {
 public:
  // `database` must outlive the reader.
  static Result<StoreReader> open(const Database& database);
  StoreReader(StoreReader&&) noexcept;
  StoreReader& operator=(StoreReader&&) noexcept;
  ~StoreReader();

  Result<std::vector<std::int64_t>> documents();  // their row numbers, in order
  Result<Record> record(std::int64_t document);   // fails where there is none
  Result<std::string> text(std::int64_t document);

 private:
  struct State;
  explicit StoreReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Every record as JSON Lines (doc/formats/record.md), by document key, each with its text; then the rows for fast
// answers in words. No row numbers, no clock: what was added when, and in which order, does not show.
Result<void> dump_store(const Database& database, const std::function<void(std::string_view)>& write);

}  // namespace depesje
