// SPDX-License-Identifier: Apache-2.0
//
// When the text says something takes place: the expression that governs it on the tree, else one of its clause, else
// the time the narrative has reached, else the document's day for what heading and lead report as new, else nothing.
// Made once a document from its tables, then read only; it must not outlive them.
#pragma once

#include <cstdint>
#include <vector>

#include "parse/word.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

// Where a time comes from, weakest first: of two mentions of one event the stronger one dates it.
enum class TimeSource : std::uint8_t { none, document_day, narrative, clause, governed };

struct EventTimeChoice {
  TimeSource source = TimeSource::none;
  TimeId time = kNone<TimeId>;  // the expression; also where it stands in an earlier sentence (source narrative)
  DateValue value;              // as event_date gives it; unknown where source is none
  bool happened = false;        // told as past: no later than the document
  std::uint16_t lasting = 0;    // days the act is said to last; not in `value`
};

// What the caller knows of the act.
struct ActHints {
  bool ahead = false;     // planned, wanted or feared: nothing is inherited
  bool speaking = false;  // done by the words themselves: a time that is yet to come is not its own
};

class Narrative {
 public:
  Narrative(const Document& document, const TokenTable& tokens, const WordTable& words, const TimeTable& times,
            const StringPool& strings);

  EventTimeChoice time_of(TokenId trigger, const ActHints& hints = {}) const;

 private:
  enum class Tense : std::uint8_t { none, past, perfect, present, ahead };

  TokenId clause_verb(TokenId token) const;
  Tense tense_of(TokenId verb) const;
  bool parts_clause(TokenId token) const;
  // Steps from a mention's head up to `token` inside one clause; -1 where it does not lead there.
  int steps_to(const TimeMention& mention, TokenId token) const;
  // The expression that hangs on the token by at most `most` steps.
  TimeId best_under(TokenId token, Rows mentions, int most) const;
  TimeId main_time(std::size_t sentence) const;
  TimeId nearest_in_text(TokenId token, Rows mentions) const;
  bool set_apart(TokenId token) const;
  bool subordinate(TokenId verb) const;
  bool told_before(TokenId verb) const;
  bool happens(TokenId noun) const;
  bool stands(TokenId trigger) const;
  TimeId after_noun(TokenId noun, Rows mentions) const;
  std::uint16_t lasting_of(TokenId trigger, Rows mentions) const;
  bool recent(TimeId time) const;
  bool usable(const TimeMention& mention) const;
  EventTimeChoice find(TokenId trigger, const ActHints& known) const;
  bool has_tree() const { return words_.words.size() == tokens_.tokens.size() && !words_.words.empty() && tree_; }
  bool hints(TokenId token, TimeHint hint) const;
  EventTimeChoice choice(TimeSource source, TimeId time, Tense tense) const;

  const Document& document_;
  const TokenTable& tokens_;
  const WordTable& words_;
  const TimeTable& times_;
  const StringPool& strings_;
  const DateValue& published_;     // as the text narrows it
  std::vector<Rows> mentions_of_;  // per sentence
  std::vector<TimeId> reached_;    // per sentence: the narrative's time when it begins
  std::vector<TimeId> own_;        // per sentence: what dates its main clause, in a quotation its paragraph
  std::vector<bool> lead_;         // per sentence: heading, or among the first that tell
  bool tree_ = false;
};

// As Narrative::time_of, for a single question.
EventTimeChoice time_of(TokenId trigger, const Document& document, const TokenTable& tokens, const WordTable& words,
                        const TimeTable& times, const StringPool& strings);

}  // namespace depesje
