// SPDX-License-Identifier: Apache-2.0
//
// Events: coded acts, one row each, with the mentions, times, places and statements they rest on.
// Codes are those of the codebook (world/codebook). Several evidence rows tell the same event. Flat rows; immutable
// once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "claim/claim.h"
#include "mention/mention.h"

namespace depesje {

// Who fills a role of an event: a mention, or an entity taken from context (a speaker's "vi", an elided subject).
struct Argument {
  EntityId entity = kNone<EntityId>;     // kNone: a phrase that names nobody we know
  MentionId mention = kNone<MentionId>;  // kNone: from context
};

struct Evidence {
  TokenId trigger = kNone<TokenId>;
  StringId frame = kEmptyString;  // name of the frame that fired
  StringId path = kEmptyString;   // how the arguments were found, for `explain`
};

// When an event takes place: a mention's interval, or one inherited from the narrative.
struct EventTime {
  TimeId time = kNone<TimeId>;  // kNone: see `inherited`
  bool inherited = false;       // value comes from context, `text` is null in the record
  bool document_day = false;    // the document's own date
  bool happened = false;        // told as past: no later than the document
  std::uint16_t lasting = 0;    // days from there on, where the text says so
};

struct Event {
  StringId type = kEmptyString;  // "CONSULT"
  StringId cameo = kEmptyString;
  StringId modes = kEmptyString;  // space-separated
  StringId contexts = kEmptyString;
  float score = 0;                 // PLOVER cooperation–conflict scale, -10 … 10
  float confidence = 1;            // 0 … 1
  Rows actors, recipients, about;  // of EventTable::arguments
  Rows evidence;                   // of EventTable::evidence, in text order, at least one
  EventTime when;
  PlaceId place = kNone<PlaceId>;
  Stance stance;
  StatementId told_in = kNone<StatementId>;  // innermost source; its parents lead outwards
};

struct EventTable {
  std::vector<Event> events;  // in order of their first trigger
  std::vector<Argument> arguments;
  std::vector<Evidence> evidence;
  // Actors no mention names ("russiske angrep"); Argument::entity counts on from MentionTable::entities.
  std::vector<Entity> entities;

  const Entity& entity(const MentionTable& mentions, EntityId id) const {
    const std::size_t own = mentions.entities.size();
    return index(id) < own ? mentions.entities[index(id)] : entities[index(id) - own];
  }
};

}  // namespace depesje
