// SPDX-License-Identifier: Apache-2.0
//
// Candidate: one word that tells an act, with what was found for it; several become one event (merge.h).
// FrameMatcher: finds the entry that holds for a word and fills its argument map. Internal to src/event; one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "claim/claim.h"
#include "event/clause.h"
#include "event/event.h"
#include "event/lexicon.h"
#include "mention/mention.h"
#include "time/narrative.h"

namespace depesje {

struct Candidate {
  TokenId trigger = kNone<TokenId>;
  TokenId head = kNone<TokenId>;     // head word of the entry: the verb of verb + noun
  TokenId carrier = kNone<TokenId>;  // light verb of a noun
  const Entry* entry = nullptr;
  const Frame* frame = nullptr;
  std::vector<std::string> modes, contexts;
  std::string cameo;
  std::vector<Argument> actors, recipients, about;
  std::vector<TokenId> place_heads;  // from the map's P
  std::string path;                  // row that told it: "events.tsv:12"
  Stance stance;
  StatementId told_in = kNone<StatementId>;
  EventTime when;
  TimeSource time_source = TimeSource::none;
  Day earliest = kNoDay, latest = kNoDay;  // hull of `when`
  PlaceId place = kNone<PlaceId>;
  float confidence = 1;
  std::string_view lemma;  // of the trigger, lives in the document's pool
  bool definite = false;
  bool noun = false;
  bool sure = false;
  bool another = false;  // "forrige samtale", "et nytt møte": not the one told before
  bool echo = false;     // tells no event by itself, but may tell one again
};

// A word or entity in a slot.
struct Filler {
  TokenId token = kNone<TokenId>;
  MentionId mention = kNone<MentionId>;
  EntityId entity = kNone<EntityId>;
};

// Entities the event stage adds to the document's own: a country named by an adjective only.
struct EntityView {
  const MentionTable& mentions;
  std::vector<Entity>& added;

  const Entity& operator[](EntityId id) const {
    const std::size_t own = mentions.entities.size();
    return index(id) < own ? mentions.entities[index(id)] : added[index(id) - own];
  }
};

class FrameMatcher {
 public:
  FrameMatcher(const ClauseReader& clauses, const Lexicon& lexicon, const Codebook& book, const MentionTable& mentions,
               const ClaimTable& claims, const StringIndex<std::string>& adjectives, std::vector<Entity>& added,
               StringPool& strings)
      : clauses_(clauses),
        lexicon_(lexicon),
        book_(book),
        mentions_(mentions),
        claims_(claims),
        adjectives_(adjectives),
        entities_{mentions, added},
        strings_(strings) {
    index_entities();
  }

  // Whether the word tells an act; fills everything but time and place.
  bool match(TokenId token, Candidate& out);
  bool political(EntityId id) const;
  const EntityView& entities() const { return entities_; }
  // The entity of the document with this code, made if there is none.
  EntityId entity_with_code(std::string_view country, std::string_view sector, std::string_view name);
  // The outermost-first search for somebody who speaks where this word stands.
  void speakers(TokenId token, std::vector<Filler>& out) const;
  // Somebody this word names, or the country its adjective tells ("fransk vin"); a place where things happen is nobody.
  void parties_of(TokenId token, std::vector<Filler>& out);

 private:
  // What an entry is tried on.
  struct Site {
    TokenId head = kNone<TokenId>;
    TriggerClass kind = TriggerClass::verb;
    std::string_view first;  // of a compound
    TokenId element = kNone<TokenId>;
    TokenId carrier = kNone<TokenId>;
    const LightVerb* light = nullptr;
    bool swapped = false;  // subject and object change places
  };

  const std::vector<std::uint32_t>* repaired_verb(std::string_view lemma) const;
  const std::vector<std::uint32_t>* entries(TokenId token, Site& site) const;
  bool try_entry(const Entry& entry, Site site, Candidate& out);
  bool elements_hold(const Entry& entry, Site& site, Candidate& out) const;
  bool condition_holds(const Condition& condition, const Site& site);
  // Headings leave out who acts ("Avlyser besøket").
  bool left_out(const Site& site) const;
  bool value_holds(const ConditionValue& value, const Filler& filler) const;
  void find_carrier(Site& site, const Frame& frame) const;
  bool light_verb_fits(const LightVerb& light, TokenId verb, TokenId as, bool deep_object, const Frame& frame) const;
  void fill(const Slot& slot, const Site& site, std::vector<Filler>& out);
  void tokens_of(const Slot& slot, const Site& site, std::vector<TokenId>& out) const;
  void take(const SlotChoice& choice, const Site& site, bool owners, std::vector<Argument>& out);
  void resolve(TokenId token, std::vector<Filler>& out) const;
  void adjective_country(TokenId noun, std::vector<Filler>& out, std::string_view sector = {});
  void resolve_described(TokenId noun, std::vector<Filler>& out) const;
  void apply(const Overrides& set, Candidate& out) const;
  void index_entities();
  // Country of a place in the sentence, else the one the document names most.
  StringId home_of(TokenId token) const;
  // Who is behind a thing: its possessor, maker or the country of its adjective ("Trumps utspill", "kravet fra USA").
  void owner_of(TokenId noun, std::vector<Filler>& out);

  const ClauseReader& clauses_;
  const Lexicon& lexicon_;
  const Codebook& book_;
  const MentionTable& mentions_;
  const ClaimTable& claims_;
  const StringIndex<std::string>& adjectives_;
  EntityView entities_;
  StringPool& strings_;
  std::unordered_map<std::uint32_t, EntityId> by_code_;  // first entity of the document with this code
  StringId main_country_ = kEmptyString;
};

}  // namespace depesje
