// SPDX-License-Identifier: Apache-2.0
//
// Removal: all rows of one document, those for fast answers too. Search keeps its entries, which lead to no sentence
// any more: sentence numbers are never given twice. Internal to the writer; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"

namespace depesje::store {

class Removal {
 public:
  static Result<Removal> open(const Database& database);
  // The ids of the events that went.
  Result<std::vector<std::string>> remove(std::int64_t document);

 private:
  explicit Removal(const Database& database) : database_(&database) {}
  Result<void> remove_pairs(std::int64_t event, std::int64_t day, std::int64_t standing, const std::string& type,
                            double score);

  const Database* database_;
  SqlStatement range_, events_, parties_, remove_pair_, lower_day_, remove_day_;
  std::vector<SqlStatement> by_document_, by_event_, by_statement_;
};

}  // namespace depesje::store
