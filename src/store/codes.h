// SPDX-License-Identifier: Apache-2.0
//
// How the record's values are written in columns, and back. Internal to the store. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/record.h"
#include "store/database.h"

namespace depesje::store {

inline constexpr std::int64_t kUndated = -1'000'000;  // the day of events without one in pair_event and pair_day

enum class Role : int { actor = 0, recipient = 1, about = 2 };                           // event_party
enum class StatementRole : int { speaker = 0, addressee = 1, about = 2, relay = 3 };     // statement_party
enum class Standing : int { happened = 0, intended = 1, hypothetical = 2, denied = 3 };  // stance

Standing standing_of(std::string_view polarity, std::string_view status);

// ["a", "b"] and [1, 2] without blanks.
std::string json_list(const std::vector<std::string>& values);
std::string json_list(const std::vector<Day>& values);
std::vector<std::string> strings_of(std::string_view json);
std::vector<std::int64_t> integers_of(std::string_view text);  // of any text with numbers in it

std::string_view name_of(Grain grain);
Grain grain_of(std::string_view name);

// Sixteen hex digits become a number, any other id stays text.
void bind_id(SqlStatement& statement, int at, std::string_view id);
std::string id_of(const SqlStatement& row, int column);

// Whose side an actor is on: the country or class at the head of its code ("USA", "IGOUNO", "---").
std::string side_of(std::string_view code);

}  // namespace depesje::store
