// SPDX-License-Identifier: Apache-2.0
//
// Gather: a question's filters made ready for one store, and the rows of an event or statement read. Internal to the
// stage. Belongs to one thread with its connection; the database must outlive it.
#pragma once

#include <optional>
#include <unordered_set>
#include <vector>

#include "ask/answer.h"
#include "ask/party.h"
#include "ask/question.h"
#include "ask/words.h"
#include "store/database.h"

namespace depesje {

class Gather {
 public:
  static Result<Gather> open(const Database& database, const Question& question);

  // The event, or nothing where a filter leaves it out.
  Result<std::optional<EventAnswer>> event(std::int64_t row);
  Result<std::optional<StatementAnswer>> statement(std::int64_t row);
  Result<std::optional<AnswerOrigin>> origin(std::int64_t document);
  // What tells more than a type and a date: then an event must be looked at as a whole.
  bool narrow() const { return !actors_.empty() || statuses_ || told_ || places_ || text_; }
  const std::vector<AskedParty>& parties() const& { return parties_; }

 private:
  struct Source {
    AnswerOrigin origin;
    std::int64_t outlet;
  };
  // Where a document was told.
  Result<std::optional<Source>> source_of(std::int64_t document);

  enum Sql : std::size_t {
    kEvent,
    kParties,
    kEvidence,
    kTold,
    kStatement,
    kStatementParties,
    kSentence,
    kWording,
    kOrigin,
    kSqlCount
  };

  explicit Gather(const Question& question) : question_(&question) {}
  bool fits_type(const EventAnswer& event) const;
  bool fits_status(const EventAnswer& event) const;
  bool fits_date(const std::optional<Day>& first, const std::optional<Day>& last) const;
  Result<std::string> words_at(std::int64_t document, std::int64_t start, std::int64_t length);

  const Question* question_;
  SqlStatement sql_[kSqlCount];
  std::vector<AskedParty> parties_, actors_;
  bool statuses_ = false, told_ = false, places_ = false;
  std::unordered_set<std::int64_t> tellers_, outlets_, where_;
  std::optional<WordQuery> text_;
};

}  // namespace depesje
