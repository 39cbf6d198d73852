// SPDX-License-Identifier: Apache-2.0
//
// Typed row numbers. Tables are flat arrays; a row names another by its id, and kNone says "no row".
#pragma once

#include <cstddef>
#include <cstdint>

namespace depesje {

enum class TokenId : std::uint32_t {};
enum class SentenceId : std::uint32_t {};
enum class MentionId : std::uint32_t {};
enum class EntityId : std::uint32_t {};
enum class TimeId : std::uint32_t {};
enum class PlaceId : std::uint32_t {};
enum class StatementId : std::uint32_t {};
enum class EventId : std::uint32_t {};

template <class Id>
inline constexpr Id kNone = static_cast<Id>(UINT32_MAX);

template <class Id>
constexpr std::size_t index(Id id) {
  return static_cast<std::size_t>(id);
}

// Rows [begin, end) of a side table.
struct Rows {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  friend bool operator==(Rows, Rows) = default;
};

}  // namespace depesje
