// SPDX-License-Identifier: Apache-2.0
//
// Drafts: mentions and entities of one document while the passes work on them. Internal to src/mention; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/string_pool.h"
#include "depesje/document.h"
#include "mention/actor_tables.h"
#include "mention/mention.h"
#include "mention/mention_language.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje::mention_detail {

inline constexpr std::uint32_t kNoRow = UINT32_MAX;

struct EntityDraft {
  Entity entity;
  std::uint32_t actor = kNoRow;
  std::string_view group;  // organisations: kind of world/actors/organisations.tsv
  char gender = 0;
  bool coded = false;              // country and sectors are settled
  bool guessed = false;            // … but the country only from what the article is about
  bool is_country = false;         // a state, territory, region or people itself
  std::vector<const Role*> roles;  // what the article calls it
};

struct Draft {
  Mention mention;
  std::vector<EntityId> refs;
  // Role phrases:
  const Role* role = nullptr;
  StringId prefix = kEmptyString;      // first part of a compound role, lower-cased
  std::uint32_t owner = kNoRow;        // draft of "Tysklands", "politiet" in "talsmann for politiet"
  std::uint32_t owner_actor = kNoRow;  // actor row of an adjective or a compound's first part
  EntityId owner_entity = kNone<EntityId>;
  std::uint32_t same_as = kNoRow;  // draft that names the same person (apposition)
  std::uint32_t body = kNoRow;     // draft of the party or office behind a name ("With i Trøndelag KrF")
  const Pronoun* pronoun = nullptr;
  bool former = false;
  bool definite = false;
  bool plural = false;
  std::uint8_t count = 0;          // "de to presidentene"
  bool group_of_country = false;   // demonym: "russerne"
  bool organisation_name = false;  // a name whose code its last word gives ("Oslo tingrett")
  bool dropped = false;            // taken up into another draft
  bool resolved = false;
  bool subject = false;
};

// All that a pass needs; made by MentionFinder::find.
struct Work {
  const Document& document;
  const TokenTable& tokens;
  const WordTable& words;
  const ActorTables& actors;
  const MentionLanguage& language;
  StringPool& pool;
  Day earliest = kNoDay, latest = kNoDay;  // of the document

  std::vector<Draft> drafts = {};
  std::vector<EntityDraft> entities = {};
  std::vector<std::uint32_t> covered = {};    // per token: draft of the name that covers it
  std::vector<std::uint32_t> headed = {};     // per token: draft headed there
  std::vector<std::uint32_t> adjective = {};  // per token: actor row of a country adjective
  std::unordered_map<std::uint32_t, EntityId> by_actor = {};
  std::unordered_map<StringId, EntityId> by_name = {};  // unknown names
  StringMap<EntityId> by_group = {};                    // code and lemma
  StringMap<std::vector<EntityId>> by_surname = {};     // last words of the article's own persons
  StringMap<double> countries = {};                     // how much of the article is about each
  std::string context_country = {};
  std::vector<std::uint32_t> scenes = {};  // per token: row of the country its clause says it happens in, else kNoRow

  std::string_view text(std::uint32_t token) const { return document.at(tokens.tokens[token].span); }
  std::string_view text(std::uint32_t begin, std::uint32_t end) const {
    return document.at({tokens.tokens[begin].span.begin, tokens.tokens[end - 1].span.end});
  }
  std::string_view lower(std::uint32_t token) const { return pool.at(words.lower[token]); }
  std::string_view lemma(std::uint32_t token) const { return pool.at(words.words[token].lemma); }
  const Word& word(std::uint32_t token) const { return words.words[token]; }
  Rows children(std::uint32_t token) const { return words.child_rows[token]; }
  std::uint32_t child(std::uint32_t row) const { return static_cast<std::uint32_t>(words.children[row]); }
  std::uint32_t head(std::uint32_t token) const { return static_cast<std::uint32_t>(words.words[token].head); }
  EntityDraft& entity(EntityId id) { return entities[index(id)]; }
};

// Entity of an actor row; made on first sight.
EntityId entity_of_actor(Work& work, std::uint32_t actor);
EntityId add_entity(Work& work, std::string_view name, MentionType type);
void set_code(Work& work, EntityDraft& entity, std::string_view country, std::string_view sectors);
// Code of a person at the document's date; false where the tables give none.
bool code_of_person(const Work& work, const Actor& person, CodeParts& code);
// The term a person holds then with that office; nullptr = none.
const Term* active_term(const Work& work, const Actor& person, std::string_view office);
bool governs(std::string_view sectors);
bool ever_held(const Work& work, const Actor& person, std::string_view office);

void find_names(Work& work);
void find_phrases(Work& work);
void resolve(Work& work);

// Whether a preposition among the token's children is in the set ("i Moskva").
bool has_case(const Work& work, std::uint32_t token, const StringMap<bool>& set);
std::string_view case_of(const Work& work, std::uint32_t token);
bool is_subject(Deprel relation);
void set_span(Work& work, Draft& draft, std::uint32_t begin, std::uint32_t end);
RoleMatch role_at(const Work& work, std::uint32_t token);

}  // namespace depesje::mention_detail
