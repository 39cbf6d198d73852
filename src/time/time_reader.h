// SPDX-License-Identifier: Apache-2.0
//
// The time stage: finds the expressions of time in a document and gives each its calendar interval, seen from every day
// the document may be dated. Rules come from lang/<code>/time.rules. A TimeReader is immutable; share it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "parse/word.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

struct TimePolicy {
  enum class TenseDefault : std::uint8_t { past, future };
  TenseDefault tense_default = TenseDefault::past;  // where a bare weekday points if no verb says so
  std::string zone = "Europe/Oslo";                 // whose days are meant where the text names no place
};

class TimeReader {
 public:
  // lang_root is the folder lang/; world/holidays.tsv lies beside it.
  static Result<TimeReader> load(const std::filesystem::path& lang_root, std::string_view lang);

  // Without a document date relative expressions are found but not resolved. `words` may be empty: then forms decide.
  TimeTable read(const Document& document, const TokenTable& tokens, const WordTable& words, const TimePolicy& policy,
                 StringPool& strings) const;

  struct Reading {
    Span span;
    DateValue value;
    std::string rules;  // names of the rules that built it, outermost first
    bool told = false;  // a time, rather than something a negative rule takes out
  };
  // Every different reading of the whole text, for checks; one rule that loses to an earlier one counts as its own.
  std::vector<Reading> readings(std::string_view text, const DateValue& published, const TimePolicy& policy) const;
  std::vector<std::string> rule_names() const;

  // Whether the language's word class (as `future_verb`) holds the form or lemma. For stages that read tense as we do.
  bool in_class(std::string_view word_class, std::string_view lower) const;

  TimeReader(TimeReader&&) noexcept;
  TimeReader& operator=(TimeReader&&) noexcept;
  ~TimeReader();

 private:
  struct Tables;
  explicit TimeReader(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

// Runs lang/<code>/time.corpus of every language that has one: each example must have exactly one full reading with the
// value given, each rule must be used by some example, negatives must hold. Empty = all is well.
std::vector<Error> check_time(const std::filesystem::path& lang_root);

}  // namespace depesje
