// SPDX-License-Identifier: Apache-2.0
//
// The questions a store answers, each a function of a store and a Question. Pair questions read the rows made for them
// (pair_event, pair_day) and are fast at any size; actors, places and sources look at every event once.
// Nothing is written. A connection belongs to one thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ask/answer.h"
#include "ask/question.h"
#include "depesje/result.h"
#include "store/database.h"

namespace depesje {

// What parties[0] did and met with, or what went on between parties[0] and parties[1]; by time, undated ones last.
// With a limit: the latest.
Result<std::vector<EventAnswer>> timeline(const Database& database, const Question& question);

// Calls, meetings and visits between parties[0] and parties[1]: of each kind the next, the last and the one before,
// and what was planned and is not told of, or is denied. Reports of one kind on the same day are one contact.
Result<std::vector<EventAnswer>> contacts(const Database& database, const Question& question);

// Scores and counts between parties[0] and parties[1], period by period.
Result<Relation> relation(const Database& database, const Question& question);

// What parties[0] said, about `about` where it is given.
Result<std::vector<StatementAnswer>> said(const Database& database, const Question& question);

// Planned or promised (or of the statuses asked for), and not past at `as_of`. Events in which nobody is named are not
// among them.
struct Upcoming {
  std::vector<EventAnswer> events;
  std::size_t undated = 0;  // planned at a time that is not told, and so left out
};
Result<Upcoming> upcoming(const Database& database, const Question& question);

// Sentences and titles with the words of `text`, newest articles first. from and to mean when they were published.
Result<std::vector<SentenceAnswer>> search(const Database& database, const Question& question);

// Most told of first; `text` narrows to names that contain it.
Result<std::vector<ActorAnswer>> list_actors(const Database& database, const Question& question);
Result<std::vector<PlaceAnswer>> list_places(const Database& database, const Question& question);
Result<std::vector<SourceAnswer>> list_sources(const Database& database, const Question& question);

// The last day on which an article of the store was published.
Result<std::optional<Day>> newest_article(const Database& database);

// The statement pair questions run, for EXPLAIN QUERY PLAN.
extern const std::string_view kPairEventSql;
extern const std::string_view kPairDaySql;
extern const std::string_view kSpeakerSql;

}  // namespace depesje
