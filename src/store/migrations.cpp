// SPDX-License-Identifier: Apache-2.0
#include "store/migrations.h"

#include <algorithm>

namespace depesje {
namespace {

Error not_a_store(const std::string& path) {
  return {"an SQLite file, but not a store of Depesje", path, 0, 0, "name a file made by depesje add"};
}

Error too_new(const std::string& path, std::int64_t version) {
  return {"the store has schema " + std::to_string(version) + ", this program knows " + std::to_string(kSchemaVersion),
          path, 0, 0, "use the version of Depesje that made it, or a newer one"};
}

template <class T>
std::unexpected<Error> passed_on(Result<T>& result) {
  return std::unexpected(std::move(result).error());
}

Result<void> prepare_to_write(const Database& database) {
  // Killed programs lose nothing in WAL mode; of a power cut the last moments may be lost, never the whole.
  return database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;");
}

}  // namespace

// Released schemas: 1 (none before it).
std::span<const Migration> migrations() { return {}; }

Result<std::int64_t> schema_version(const Database& database) {
  auto id = database.integer("PRAGMA application_id");
  if (!id) return passed_on(id);
  auto version = database.integer("PRAGMA user_version");
  if (!version) return passed_on(version);
  auto tables = database.integer("SELECT count(*) FROM sqlite_master");
  if (!tables) return passed_on(tables);
  if (*id == kApplicationId) return *version;
  if (*id == 0 && *version == 0 && *tables == 0) return 0;
  return std::unexpected(not_a_store(database.path()));
}

Result<void> create_schema(const Database& database) {
  // Large pages waste less behind articles of some thousand bytes.
  if (auto done = database.execute("PRAGMA page_size = 8192"); !done) return done;
  if (auto done = prepare_to_write(database); !done) return done;
  auto transaction = Transaction::begin(database);
  if (!transaction) return passed_on(transaction);
  auto version = schema_version(database);  // another program may have been faster
  if (!version) return passed_on(version);
  if (*version != 0) return {};
  auto done =
      database.execute(std::string(kSchemaText) + "\nPRAGMA application_id = " + std::to_string(kApplicationId) +
                       ";\nPRAGMA user_version = " + std::to_string(kSchemaVersion) + ';');
  if (!done) return done;
  return transaction->commit();
}

Result<void> migrate(const Database& database, std::span<const Migration> steps, std::int64_t version) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return passed_on(transaction);
  auto at = schema_version(database);
  if (!at) return passed_on(at);
  for (; *at < version; ++*at) {
    const auto step = std::ranges::find(steps, *at, &Migration::from);
    if (step == steps.end()) {
      return std::unexpected(Error{"no way from schema " + std::to_string(*at) + " to " + std::to_string(*at + 1),
                                   database.path(), 0, 0, "make the store anew from its articles"});
    }
    auto done = database.execute(std::string(step->sql) + "\n;PRAGMA user_version = " + std::to_string(*at + 1) + ';');
    if (!done) return done;
  }
  return transaction->commit();
}

Result<Database> open_store(const std::string& path) {
  auto database = Database::open(path, Database::Mode::read);
  if (!database) return database;
  auto version = schema_version(*database);
  if (!version) return passed_on(version);
  if (*version == 0) return std::unexpected(not_a_store(path));
  if (*version > kSchemaVersion) return std::unexpected(too_new(path, *version));
  if (*version < kSchemaVersion) {
    return std::unexpected(Error{"the store has the older schema " + std::to_string(*version), path, 0, 0,
                                 "bring it up to date with: depesje add " + path});
  }
  if (auto done = database->execute("PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"); !done) {
    return passed_on(done);
  }
  return database;
}

Result<Database> open_store_to_write(const std::string& path) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database;
  auto version = schema_version(*database);
  if (!version) return passed_on(version);
  if (*version > kSchemaVersion) return std::unexpected(too_new(path, *version));
  if (*version == 0) {
    if (auto done = create_schema(*database); !done) return passed_on(done);
    return database;
  }
  if (auto done = prepare_to_write(*database); !done) return passed_on(done);
  if (*version < kSchemaVersion) {
    if (auto done = migrate(*database, migrations(), kSchemaVersion); !done) return passed_on(done);
  }
  return database;
}

}  // namespace depesje
