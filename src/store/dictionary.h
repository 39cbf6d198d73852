// SPDX-License-Identifier: Apache-2.0
//
// Dictionary: what repeats from article to article is stored once, and rows name it by number. Internal to the writer;
// one thread. Numbers are remembered, so after a rolled back transaction the dictionary must go with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "depesje/record.h"
#include "store/article.h"
#include "store/database.h"

namespace depesje::store {

class Dictionary {
 public:
  static Result<Dictionary> open(const Database& database);

  // Each gives the row's id, made where it is new. The first failure stays in fault() and all after it give 0.
  std::int64_t term(std::string_view text);
  std::int64_t source(std::string_view name);
  std::int64_t edition(const Edition& edition);
  std::int64_t actor(const EntityRecord& entity);
  std::int64_t place(const PlaceRecord& place);
  std::int64_t date(const DateValue& date);
  std::int64_t act(const EventRecord& event);
  std::int64_t stance(const EventRecord& event);
  std::int64_t manner(std::string_view source_kind, std::string_view cue_class, std::string_view form,
                      std::string_view channel);
  void form(const std::string& form, const std::string& lemma);

  std::int64_t side_of_actor(std::int64_t actor);
  const std::optional<Error>& fault() const& { return fault_; }

 private:
  struct Table {
    SqlStatement find, add;
    std::unordered_map<std::string, std::int64_t> known;
  };

  explicit Dictionary(const Database& database) : database_(&database) {}
  Result<void> prepare(Table& table, std::string_view find, std::string_view add);
  // `bind` fills the parameters, which both statements share.
  template <class Bind>
  std::int64_t row(Table& table, std::string key, Bind&& bind, bool* fresh = nullptr);
  std::int64_t side(std::string_view code);

  const Database* database_;
  Table term_, source_, edition_, side_, actor_, nameless_, place_, date_, act_, stance_, manner_;
  SqlStatement add_form_, add_box_, side_of_actor_;
  std::unordered_map<std::string, bool> forms_;
  std::unordered_map<std::int64_t, std::int64_t> sides_;
  std::optional<Error> fault_;
};

}  // namespace depesje::store
