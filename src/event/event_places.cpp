// SPDX-License-Identifier: Apache-2.0
#include "event/event_places.h"

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;
constexpr int kMostSteps = 3;

}  // namespace

PlaceId EventPlaces::place_at(TokenId token) const {
  const MentionId mention = mentions_.headed_by(token);
  if (mention == kNone<MentionId> || places_.at_mention.empty()) return kNone<PlaceId>;
  return places_.at_mention[index(mention)];
}

PlaceId EventPlaces::place_on(TokenId head) const {
  if (head == kNoToken) return kNone<PlaceId>;
  for (const TokenId c : clauses_.children(head)) {
    if (index(c) < index(head) && words_[c].deprel == Deprel::nsubj) continue;
    if (!lexicon_.in_class("place", clauses_.preposition_of(c))) continue;
    if (const PlaceId place = place_at(c); place != kNone<PlaceId>) return place;
    // "i byen Aleppo", "i Damaskus-forstaden Duma"
    for (const TokenId d : clauses_.children(c)) {
      if (words_[d].deprel != Deprel::appos && words_[d].deprel != Deprel::flat_name &&
          words_[d].deprel != Deprel::nmod)
        continue;
      if (const PlaceId place = place_at(d); place != kNone<PlaceId>) return place;
    }
  }
  return kNone<PlaceId>;
}

// A place that hangs on the act inside its clause, a few nouns down: "pågrepet av styrker på Saipan".
PlaceId EventPlaces::place_in_clause(TokenId trigger, TokenId host) const {
  const SentenceId sentence = tokens_.sentence(trigger);
  PlaceId best = kNone<PlaceId>;
  int fewest = kMostSteps + 1;
  for (const MentionId id : places_of_[index(sentence)]) {
    const PlaceId place = places_.at_mention[index(id)];
    TokenId at = mentions_[id].head;
    if (!lexicon_.in_class("place", clauses_.preposition_of(at))) continue;
    int steps = 0;
    for (; steps < fewest && at != host && at != kNoToken; ++steps) {
      const Deprel relation = words_[at].deprel;
      // What stands in the subject says whose it is; a country on a noun ("opposisjonen i Venezuela") as well.
      const bool apart = relation == Deprel::nsubj || relation == Deprel::acl || relation == Deprel::acl_relcl ||
                         relation == Deprel::ccomp || relation == Deprel::advcl || relation == Deprel::parataxis ||
                         (relation == Deprel::conj && clauses_.verbal(at));
      if (apart || (steps > 0 && places_[place].precision == PlacePrecision::country)) break;
      at = words_[at].head;
    }
    if (at == host && steps < fewest) best = place, fewest = steps;
  }
  return best;
}

void EventPlaces::index_places() {
  places_of_.resize(tokens_.sentences.size());
  for (std::size_t i = 0; i < places_.at_mention.size(); ++i) {
    const Mention& mention = mentions_.mentions[i];
    if (places_.at_mention[i] == kNone<PlaceId> || mention.head == kNoToken) continue;
    places_of_[index(tokens_.sentence(mention.head))].push_back(static_cast<MentionId>(i));
  }
}

// Whether those who take part, as far as their country is known, are all of other countries.
bool EventPlaces::parties_elsewhere(const Candidate& c, StringId country) const {
  bool known = false, here = false;
  for (const auto* side : {&c.actors, &c.recipients}) {
    for (const Argument& a : *side) {
      const StringId home = entities_[a.entity].country;
      known |= home != kEmptyString;
      here |= home == country;
    }
  }
  return known && !here;
}

// Where an act goes on that does not say it: the scene of the paragraph of one of its mentions; else the story's,
// unless its parties are of other countries: the next paragraph may be about one of them.
PlaceId EventPlaces::scene_of(const Group& group, const std::vector<Candidate>& candidates,
                              const Candidate& merged) const {
  if (places_.paragraph_scene.empty()) return kNone<PlaceId>;
  for (const std::uint32_t member : group.members) {
    const PlaceId place = places_.paragraph_scene[index(tokens_.sentence(candidates[member].trigger))];
    if (place != kNone<PlaceId>) return place;
  }
  for (const std::uint32_t member : group.members) {
    const PlaceId place = places_.story_scene[index(tokens_.sentence(candidates[member].trigger))];
    if (place != kNone<PlaceId> && !parties_elsewhere(merged, places_[place].country)) return place;
  }
  return kNone<PlaceId>;
}

}  // namespace depesje
