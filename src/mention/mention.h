// SPDX-License-Identifier: Apache-2.0
//
// Mentions: stretches of text that name, describe or stand for a person, organisation, group or place, and the entities
// of the document they stand for. "de to presidentene" is one mention of two entities; "han" is a mention of one.
// A mention exists for every name, every pronoun that can be resolved, and every noun phrase whose head is a role or
// group noun (lang/<code>/roles.tsv). Flat rows; strings live in the analysis' StringPool. Immutable once made.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "depesje/document.h"

namespace depesje {

enum class MentionType : std::uint8_t { person, organisation, group, place, other };
enum class MentionForm : std::uint8_t { name, role, pronoun };

// Who stands behind a mention, with the role held at the document's date.
struct Entity {
  StringId name = kEmptyString;     // canonical: "Donald Trump"
  StringId country = kEmptyString;  // ISO 3166-1 alpha-3, or a class (IGO, NGO, IMG, MNC, WST, KUR …); empty = unknown
  StringId sectors = kEmptyString;  // PLOVER sector codes, space-separated: "GOV" or "GOV MIL"
  StringId code = kEmptyString;     // "USAGOV"; "---CVL" where the country is unknown; empty = not an actor
  StringId actor = kEmptyString;    // row id in world/actors, empty = none
  MentionType type = MentionType::other;
  bool plural = false;  // stands for several people ("demonstrantene")
};

struct Mention {
  Span span;                      // the whole phrase: "USAs president Donald Trump"
  Span name;                      // the naming part: "Donald Trump"; = span for pronouns and roles
  TokenId head = kNone<TokenId>;  // syntactic head of the phrase
  Rows tokens;                    // [begin, end) of the token table
  Rows entities;                  // of MentionTable::entity_refs; empty = unresolved
  MentionType type = MentionType::other;
  MentionForm form = MentionForm::name;
  bool acting = false;  // a place or country name used as an actor ("Moskva varsler …")
};

struct MentionTable {
  std::vector<Mention> mentions;  // in order of span.begin, longer first
  std::vector<Entity> entities;
  std::vector<EntityId> entity_refs;
  std::vector<MentionId> at_token;  // per token: the innermost mention headed there, else kNone

  const Mention& operator[](MentionId id) const { return mentions[index(id)]; }
  const Entity& operator[](EntityId id) const { return entities[index(id)]; }
  MentionId headed_by(TokenId token) const { return at_token[index(token)]; }
};

}  // namespace depesje
