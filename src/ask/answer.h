// SPDX-License-Identifier: Apache-2.0
//
// Answers: the rows a question gives. Plain values that own their text; an empty string or an empty optional is «not
// told». Offsets are code points of the article as given, sentences count from 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "depesje/date.h"

namespace depesje {

struct NamedActor {
  std::string text;        // as the article writes it
  std::string name, code;  // as the store calls it
  std::int64_t row = 0;    // of actor; 0 = words only
};

// Which article.
struct AnswerOrigin {
  std::int64_t document = 0;  // row
  std::string id, title, url, publisher, published;
};

struct Quoted {  // a sentence, or the part of it that answers
  std::uint32_t sentence = 0, start = 0, end = 0;
  std::string text;
};

struct ToldBy {
  std::string name, code;  // empty name: nobody named
  std::string cue_class, form, relay;
};

struct EventAnswer {
  std::string which;  // contacts: "next", "last", "before", "planned", "demanded", "denied", "undated"
  std::string id, type;
  std::vector<std::string> modes, contexts;
  double score = 0;
  std::vector<NamedActor> actors, recipients, about;
  std::string date;  // EDTF
  std::optional<Day> first, last;
  std::string place, country;
  std::string polarity, certainty, status;
  std::int64_t standing = 0;  // store::Standing
  std::vector<ToldBy> according_to;
  Quoted evidence;
  std::string trigger;
  std::uint32_t trigger_start = 0, trigger_end = 0;
  AnswerOrigin origin;
  std::optional<std::int64_t> story;
  std::size_t reports = 1, outlets = 1;  // contacts: how many events tell it, in how many outlets
};

struct StatementAnswer {
  std::string id;
  std::vector<NamedActor> speakers, addressees, about, relay;
  std::string cue_lemma, cue_class, form, channel;
  std::string date, place;
  std::optional<Day> day;  // of what was said, else of the article: where it stands in time
  std::optional<std::uint32_t> sentence;
  std::vector<Quoted> content;  // in pieces where words of the teller stand between
  AnswerOrigin origin;
};

struct RelationRow {
  std::string period;                                                    // empty: no date, or one wider than the period
  bool wide = false;                                                     // a date, but wider than the period
  std::int64_t happened = 0, planned = 0, hypothetical = 0, denied = 0;  // reports
  double happened_sum = 0, planned_sum = 0, hypothetical_sum = 0, denied_sum = 0;
};

struct Relation {
  std::vector<RelationRow> rows;  // in order of time; wide and undated ones last
  bool by_first_day = false;      // from the roll-up, where wide dates count by their first day
};

struct SentenceAnswer {
  AnswerOrigin origin;
  bool title = false;
  Quoted sentence;
  std::vector<std::string> events;  // ids of what it tells
};

struct ActorAnswer {
  std::string name, code, country, key;
  std::int64_t acting = 0, receiving = 0, quoted = 0;  // events, events, statements
};

struct PlaceAnswer {
  std::string name, country, admin1, precision, key;
  std::optional<double> lat, lon;
  std::int64_t events = 0;
};

struct SourceAnswer {
  std::string kind;  // "outlet", "quoted"
  std::string name, code;
  std::int64_t documents = 0, events = 0, statements = 0;
  std::string first_published, last_published;
};

}  // namespace depesje
