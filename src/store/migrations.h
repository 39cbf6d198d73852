// SPDX-License-Identifier: Apache-2.0
//
// The schema and the way from each released one to it. A store carries its version in PRAGMA user_version and says that
// it is one by its application_id. Migration is one transaction: a killed program leaves the old version whole.
#pragma once

#include <cstdint>
#include <span>

#include "store/database.h"

namespace depesje {

inline constexpr std::int64_t kApplicationId = 0x44657065;  // "Depe"
inline constexpr std::int64_t kSchemaVersion = 1;

extern const char* const kSchemaText;  // schema.sql

// From version `from` to `from + 1`.
struct Migration {
  std::int64_t from = 0;
  const char* sql = "";
};
std::span<const Migration> migrations();

// Is it a store, and of a version this program can read? 0 = an empty file.
Result<std::int64_t> schema_version(const Database& database);

// Writes the schema into an empty file.
Result<void> create_schema(const Database& database);

// Takes the steps from the version the store has to `version`, all or none.
Result<void> migrate(const Database& database, std::span<const Migration> steps, std::int64_t version);

// Opens a store for answers: never changed, never made. One that must be migrated first is refused with the way out.
Result<Database> open_store(const std::string& path);
// Opens a store to write: made where it is not there, migrated where it is older, in WAL mode.
Result<Database> open_store_to_write(const std::string& path);

}  // namespace depesje
