// SPDX-License-Identifier: Apache-2.0
//
// StoreWriter: articles into the store. There is one writer a store; a second one is told so. What was put is in the
// store once commit() has returned, all of an article or nothing of it, whatever happens to the program.
//
//   auto writer = StoreWriter::open("news.depesje", {.edition = …});
//   auto outcome = writer->put(article);   // added, replaced, unchanged
//   writer->commit();
//
// One thread at a time. After an error the writer is of no more use: open a new one; what was committed stays.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/article.h"
#include "store/database.h"

namespace depesje {

enum class PutOutcome : std::uint8_t { added, replaced, unchanged };

class StoreWriter {
 public:
  struct Options {
    Edition edition;
    std::int64_t now = 0;                                  // Unix seconds for added_at and updated_at; 0 = the clock
    bool replace_always = false;                           // also an article that has not changed: for a new engine
    std::function<void(std::string_view point)> on_point;  // tests kill the program here
  };

  static Result<StoreWriter> open(const std::string& path, Options options);
  StoreWriter(StoreWriter&&) noexcept;
  StoreWriter& operator=(StoreWriter&&) noexcept;
  ~StoreWriter();  // what was not committed is lost

  Result<PutOutcome> put(const StoredArticle& article);
  // Takes an article out of the store; its tombstones stay. False = it was not there.
  Result<bool> withdraw(std::int64_t key);
  Result<void> commit();
  // After the last commit: the search index in one piece, statistics for the planner, the log folded in.
  Result<void> finish();

  const Database& database() const&;

 private:
  struct State;
  explicit StoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Asks, on a connection of its own, whether an article is there as it is. Sees what is committed. One thread.
class StoreCheck {
 public:
  static Result<StoreCheck> open(const std::string& path);
  Result<bool> holds(std::int64_t key, std::int64_t content);
  Result<bool> has(std::int64_t key);  // in any version

 private:
  StoreCheck(Database database, SqlStatement find, SqlStatement any)
      : database_(std::move(database)), find_(std::move(find)), any_(std::move(any)) {}
  Database database_;
  SqlStatement find_, any_;  // must go first
};

}  // namespace depesje
