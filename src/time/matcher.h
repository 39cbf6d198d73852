// SPDX-License-Identifier: Apache-2.0
//
// Finds every way the rules read each stretch of text. One pass from the last unit to the first: what may follow is
// known when a unit is looked at, so nothing is tried twice and the work is linear in the text (matches, length and
// steps a unit are bounded). One Matcher is one thread's buffer over an immutable RuleSet.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "time/rules.h"
#include "time/unit.h"

namespace depesje::timing {

inline constexpr std::uint32_t kNoMatch = UINT32_MAX;
inline constexpr std::uint32_t kNoRule = UINT32_MAX;

struct Match {
  std::uint32_t begin = 0, end = 0;  // units, half-open
  std::uint32_t rule = kNoRule;      // kNoRule: a word or number with its own value
  std::uint32_t captures = 0;        // row of the capture table, `slots` of them
  std::int32_t value = 0;
  CategoryId category = 0;
};

class Matcher {
 public:
  explicit Matcher(const RuleSet& rules) : rules_(&rules) {}

  void run(std::span<const Piece> pieces);
  // Matches that begin at a unit, longest of `time` or `not` first found by the caller.
  std::span<const Match> at(std::size_t unit) const {
    return std::span(matches_).subspan(rows_[unit].begin, rows_[unit].end - rows_[unit].begin);
  }
  bool any(std::size_t unit) const { return rows_[unit].begin != rows_[unit].end; }
  const Match& operator[](std::uint32_t match) const { return matches_[match]; }
  std::uint32_t capture(const Match& match, std::uint32_t slot) const { return captures_[match.captures + slot]; }
  // Readings of the same stretch and category that lost against an earlier rule; filled where asked for (checks).
  void keep_losers(bool keep) { keep_losers_ = keep; }
  const std::vector<std::pair<std::uint32_t, Match>>& losers() const { return losers_; }  // unit it begins at

 private:
  struct Try {
    std::uint32_t variant, first;  // first = match of its first element, or kNoMatch for a word
    std::uint32_t end;
    friend bool operator>(const Try& a, const Try& b) {
      return std::pair{a.variant, a.first} > std::pair{b.variant, b.first};
    }
  };

  void read_unit(std::size_t unit);
  void add_number_matches(std::size_t unit);
  void add(std::size_t unit, const Match& match);
  void consider(std::uint32_t variant, std::uint32_t first, std::uint32_t end);
  void extend(const Variant& variant, std::size_t element, std::uint32_t at);
  void finish(const Variant& variant, std::uint32_t end);
  bool fits(const Element& element, std::uint32_t unit) const;

  const RuleSet* rules_;
  std::span<const Piece> pieces_;
  std::vector<Match> matches_;
  std::vector<std::uint32_t> captures_;
  struct Row {
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Row> rows_;
  std::vector<CategorySet> sets_;
  std::vector<Try> tries_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::pair<std::uint32_t, Match>> losers_;
  std::size_t unit_ = 0;
  int steps_ = 0;
  bool keep_losers_ = false;
};

}  // namespace depesje::timing
