// SPDX-License-Identifier: Apache-2.0
//
// The pattern engine: see matcher.h. A thread's own buffer; no global state.
#include "time/matcher.h"

#include <algorithm>
#include <functional>

namespace depesje::timing {
namespace {

constexpr std::uint32_t kLongest = 28;       // units of one expression
constexpr std::uint32_t kMostMatches = 160;  // that begin at one unit
constexpr int kMostSteps = 4000;             // pattern steps at one unit

bool holds_word(const Element& element, std::uint32_t word) {
  if (element.words.empty() || word == kUnknownWord) return false;
  return element.words.size() == 1 ? element.words[0] == word
                                   : std::binary_search(element.words.begin(), element.words.end(), word);
}

}  // namespace

bool Matcher::fits(const Element& element, std::uint32_t unit) const {
  if (unit >= pieces_.size()) return false;
  const Piece& piece = pieces_[unit];
  if (unit > unit_ && piece.barrier) return false;
  if (unit > unit_ && ((element.glued && !piece.glued) || (element.spaced && piece.glued))) return false;
  if (element.capital && !piece.capital) return false;
  if (holds_word(element, piece.word)) return true;
  return (sets_[unit] & element.category_set).any();
}

void Matcher::run(std::span<const Piece> pieces) {
  pieces_ = pieces;
  matches_.clear();
  captures_.clear();
  losers_.clear();
  rows_.assign(pieces.size(), {});
  sets_.assign(pieces.size(), {});
  for (std::size_t unit = pieces.size(); unit-- > 0;) {
    const auto begin = static_cast<std::uint32_t>(matches_.size());
    rows_[unit] = {begin, begin};
    if (pieces[unit].word != kUnknownWord || pieces[unit].kind == UnitKind::digits) read_unit(unit);
  }
}

void Matcher::read_unit(std::size_t unit) {
  unit_ = unit;
  steps_ = 0;
  tries_.clear();
  const Piece& piece = pieces_[unit];
  const auto next = static_cast<std::uint32_t>(unit + 1);
  if (piece.kind == UnitKind::digits) add_number_matches(unit);
  if (piece.word != kUnknownWord) {
    for (const WordForm& form : rules_->forms[piece.word]) {
      std::uint32_t at = next;
      bool same = true;
      for (const std::uint32_t word : form.rest) {
        same = at < pieces_.size() && pieces_[at].word == word && !pieces_[at].barrier;
        if (!same) break;
        ++at;
      }
      if (same) add(unit, {static_cast<std::uint32_t>(unit), at, kNoRule, 0, form.value, form.category});
    }
    for (const std::uint32_t variant : rules_->by_word[piece.word]) consider(variant, kNoMatch, next);
  }
  while (!tries_.empty()) {
    std::pop_heap(tries_.begin(), tries_.end(), std::greater<>{});
    const Try one = tries_.back();
    tries_.pop_back();
    const Variant& variant = rules_->variants[one.variant];
    const Rule& rule = rules_->rules[variant.rule];
    slots_.assign(rule.slots, kNoMatch);
    if (variant.elements.front().slot != kNoSlot) slots_[variant.elements.front().slot] = one.first;
    extend(variant, 1, one.end);
  }
}

void Matcher::add_number_matches(std::size_t unit) {
  const Piece& piece = pieces_[unit];
  if (piece.number < 0) return;
  const int number = piece.number, digits = piece.digits;
  const auto end = static_cast<std::uint32_t>(unit + 1);
  const auto give = [&](bool holds, Builtin category) {
    if (holds) add(unit, {static_cast<std::uint32_t>(unit), end, kNoRule, 0, number, category});
  };
  give(digits <= 6, kInt);
  give(digits <= 2 && number >= 1 && number <= 31, kDom);
  give(digits <= 2 && number >= 1 && number <= 12, kMonthNumber);
  give(digits == 4 && number >= 1000 && number <= 2999, kYearDigits);
  give(digits == 4 && number >= 1400 && number <= 2099, kPlainYear);
  give((digits == 3 || digits == 4) && number >= 100 && number < 1400, kOldYear);
  give(digits == 2, kTwoDigits);
  give(digits <= 2 && number <= 24, kHourDigits);
  give(digits == 2 && number <= 59, kMinuteDigits);
  give(digits <= 2 && number >= 1 && number <= 53, kWeekDigits);
  give((digits == 3 || digits == 4) && number / 100 <= 24 && number % 100 <= 59, kHourMinuteDigits);
}

void Matcher::add(std::size_t unit, const Match& match) {
  Row& row = rows_[unit];
  if (row.end - row.begin >= kMostMatches) return;
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    if (matches_[i].category == match.category && matches_[i].end == match.end) {
      if (keep_losers_) losers_.emplace_back(static_cast<std::uint32_t>(unit), match);
      return;
    }
  }
  const std::uint32_t id = row.end++;
  matches_.push_back(match);
  sets_[unit].set(match.category);
  for (const std::uint32_t variant : rules_->by_category[match.category]) consider(variant, id, match.end);
}

void Matcher::consider(std::uint32_t variant_id, std::uint32_t first, std::uint32_t end) {
  const Variant& variant = rules_->variants[variant_id];
  if (variant.elements.front().capital && !pieces_[unit_].capital) return;
  if (variant.elements.size() > 1 && !fits(variant.elements[1], end)) return;
  tries_.push_back({variant_id, first, end});
  std::push_heap(tries_.begin(), tries_.end(), std::greater<>{});
}

void Matcher::extend(const Variant& variant, std::size_t element_id, std::uint32_t at) {
  if (++steps_ > kMostSteps) return;
  if (element_id == variant.elements.size()) return finish(variant, at);
  const Element& element = variant.elements[element_id];
  if (at - unit_ > kLongest || !fits(element, at)) return;
  if (holds_word(element, pieces_[at].word)) extend(variant, element_id + 1, at + 1);
  const Row row = rows_[at];
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    if (!element.category_set.test(matches_[i].category)) continue;
    if (element.slot != kNoSlot) slots_[element.slot] = i;
    extend(variant, element_id + 1, matches_[i].end);
  }
  if (element.slot != kNoSlot) slots_[element.slot] = kNoMatch;
}

void Matcher::finish(const Variant& variant, std::uint32_t end) {
  const Rule& rule = rules_->rules[variant.rule];
  const auto captures = static_cast<std::uint32_t>(captures_.size());
  captures_.insert(captures_.end(), slots_.begin(), slots_.end());
  add(unit_, {static_cast<std::uint32_t>(unit_), end, variant.rule, captures, 0, rule.category});
}

}  // namespace depesje::timing
