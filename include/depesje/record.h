// SPDX-License-Identifier: Apache-2.0
//
// The record: what Depesje writes down about one document, as plain values that own their strings.
// Field names and meanings are those of doc/formats/record.md; offsets are Unicode code points of the text as given.
// Made by the record stage (src/record), printed by it as JSON Lines; plain values, share them freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "depesje/date.h"

namespace depesje {

struct TextRange {
  std::string text;
  std::uint32_t start = 0, end = 0;
};

struct EntityRecord {
  std::string text;
  std::uint32_t start = 0, end = 0;
  std::string name;                  // canonical
  std::string country;               // ISO 3166-1 alpha-3, empty = null
  std::vector<std::string> sectors;  // PLOVER sector codes
  std::string code;                  // "USAGOV", "---CVL"; never empty for an actor
  std::string id;                    // row in the actor table, empty = null
};

struct DateRecord {
  DateValue value;
  std::optional<TextRange> range;  // the expression; nothing = follows from context
};

struct PlaceRecord {
  std::string text;
  std::uint32_t start = 0, end = 0;
  std::string name, country, admin1;
  std::optional<double> lat, lon;
  std::string id;
  std::string precision;  // point city region country
};

struct AttributionRecord {
  std::optional<EntityRecord> source;
  std::string source_kind;
  std::optional<TextRange> cue;
  std::string cue_lemma;
  std::string cue_class, form, channel;
  std::optional<EntityRecord> relay;
};

struct EvidenceRecord {
  std::uint32_t sentence = 0;        // from 0
  std::uint32_t start = 0, end = 0;  // the sentence
  TextRange trigger;
};

struct EventRecord {
  std::string id, type;
  std::vector<std::string> modes, contexts;
  std::string cameo;
  double score = 0;
  std::vector<EntityRecord> actors, recipients, about;
  std::optional<DateRecord> date;
  std::optional<PlaceRecord> place;
  std::string polarity, certainty, status;
  std::vector<AttributionRecord> attribution;  // outermost first
  std::vector<EvidenceRecord> evidence;        // at least one
  std::vector<std::string> derivation;
};

struct StatementRecord {
  std::string id;
  std::vector<EntityRecord> speakers, addressees;
  std::string source_kind;
  std::optional<TextRange> cue;
  std::string cue_lemma;
  std::string cue_class, form, channel;
  std::optional<EntityRecord> relay;
  std::vector<TextRange> content;
  std::vector<EntityRecord> about;
  std::optional<DateRecord> date;
  std::optional<PlaceRecord> place;
  std::vector<std::string> events;
};

struct MentionRecord {
  std::string type;  // person organisation group place time other
  TextRange range;
  std::optional<EntityRecord> entity;
  std::optional<PlaceRecord> place;
  std::optional<DateRecord> date;
};

struct DocumentRecord {
  std::string id, title, url, publisher, lang;
  DateValue published;
  std::vector<std::string> notes;
};

struct Record {
  DocumentRecord document;
  std::vector<EventRecord> events;
  std::vector<StatementRecord> statements;
  std::vector<MentionRecord> mentions;  // filled on request only
};

}  // namespace depesje
