// SPDX-License-Identifier: Apache-2.0
//
// The rules of a language, read from lang/<code>/time.rules (grammar: doc/formats/time-rules.md): word classes, and
// rules that build a category from a pattern of words and categories and say its value. The engine knows no language.
// Immutable once loaded; shared by threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/result.h"
#include "time/calendar.h"
#include "time/unit.h"

namespace depesje::timing {

inline constexpr std::size_t kMostCategories = 192;
using CategorySet = std::bitset<kMostCategories>;
using CategoryId = std::uint16_t;
inline constexpr std::uint16_t kNoSlot = UINT16_MAX;

// Functions of the value language. Order is that of kOperationNames in rules.cpp.
enum class Operation : std::uint8_t {
  number,
  slot,
  add,
  sub,
  mul,
  either,
  now,
  day,
  this_,
  shift,
  ago,
  ahead,
  last,
  next,
  rolling,
  rolling_ahead,
  weekday,
  month,
  date,
  dom,
  season,
  quarter,
  half,
  holiday,
  weekend,
  y,
  yy,
  ym,
  ymd,
  century,
  week,
  at,
  nth,
  nth_next,
  nth_prev,
  this_of,
  closest,
  part,
  span,
  since,
  until,
  before,
  after,
  about,
  narrow,
  clock,
  anchor,
  same,
  later,
  set,
  duration,
  week_of,
  decade,
};

struct Expression {
  Operation operation = Operation::number;
  std::int32_t number = 0;               // of `number`; slot of `slot`
  std::vector<std::uint32_t> arguments;  // of the expression table
};

// One piece of a pattern: any of some words and categories.
struct Element {
  std::vector<std::uint32_t> words;  // sorted
  std::vector<CategoryId> categories;
  CategorySet category_set;
  std::uint16_t slot = kNoSlot;  // which capture it fills
  bool glued = false, spaced = false, capital = false;
};

// A rule with its optional parts decided.
struct Variant {
  std::uint32_t rule = 0;
  std::vector<Element> elements;
};

struct Rule {
  std::string name;
  std::string file;
  std::uint32_t line = 0;
  CategoryId category = 0;
  std::uint16_t slots = 0;
  std::uint32_t value = 0;  // expression
};

struct WordForm {
  std::vector<std::uint32_t> rest;  // words after the first
  CategoryId category = 0;
  std::int32_t value = 0;
};

// A yearly feast: fixed day, counted from Easter, the nth weekday of a month, or listed year by year.
struct Holiday {
  enum class Kind : std::uint8_t { fixed, easter, orthodox, nth_weekday, listed };
  std::string id;
  Kind kind = Kind::fixed;
  int a = 0, b = 0, c = 0;                                           // month day · offset · nth weekday month
  int offset = 0;                                                    // days after the nth weekday
  int length = 1;                                                    // days
  std::unordered_map<int, std::vector<std::pair<Day, int>>> listed;  // by year: first day, days
};

// Built-in categories of digit runs, in this order from 0.
enum Builtin : CategoryId {
  kInt,
  kDom,
  kMonthNumber,
  kYearDigits,
  kTwoDigits,
  kHourDigits,
  kMinuteDigits,
  kWeekDigits,
  kHourMinuteDigits,
  kPlainYear,
  kOldYear,
  kBuiltins
};

struct RuleSet {
  WordIds words;
  std::vector<std::string> category_names;
  std::vector<std::uint8_t> category_level;  // a rule's first element lies on a lower level than its category
  std::vector<Expression> expressions;
  std::vector<Rule> rules;
  std::vector<Variant> variants;                        // sorted by level of their category, then by file order
  std::vector<std::vector<WordForm>> forms;             // by first word
  std::vector<std::vector<std::uint32_t>> by_word;      // variants that begin with a word
  std::vector<std::vector<std::uint32_t>> by_category;  // variants that begin with a category
  std::vector<Holiday> holidays;
  SeasonStarts seasons;
  CategoryId time_category = 0, not_category = 0;  // what is told; what is skipped
  CategoryId alone_category = 0;                   // told only where it fills its line
  std::vector<std::string> word_classes;           // names of classes filled by `word`

  // Values a `word` class gives a single word; -1 where it does not hold it. For lists such as reporting verbs.
  std::int32_t class_value(std::string_view word_class, std::string_view lower) const;
  std::int32_t category_named(std::string_view name) const;  // -1 = none
};

// Reads lang_root/<lang>/time.rules with what it includes, and the holidays beside lang_root.
Result<RuleSet> load_rules(const std::filesystem::path& lang_root, std::string_view lang);

// Inside the loader, in rule_text.cpp: one rule's pattern with its optional parts spelled out.
struct PatternPiece {
  std::string text;     // words "a|b" or categories "<a>|<b>" without marks
  std::string capture;  // name before <
  bool glued = false, spaced = false, capital = false;
};
Result<std::vector<std::vector<PatternPiece>>> expand_pattern(std::string_view pattern);

}  // namespace depesje::timing
