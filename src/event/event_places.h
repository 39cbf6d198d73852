// SPDX-License-Identifier: Apache-2.0
//
// EventPlaces: where an act takes place: what hangs on its words, else the scene of the paragraph or the story.
// A view of one document's tables; made once a document, then read by one thread. Internal to src/event.
#pragma once

#include <vector>

#include "event/candidate.h"
#include "event/merge.h"
#include "place/place.h"

namespace depesje {

class EventPlaces {
 public:
  EventPlaces(const ClauseReader& clauses, const Lexicon& lexicon, const TokenTable& tokens, const WordTable& words,
              const MentionTable& mentions, const PlaceTable& places, const EntityView& entities)
      : clauses_(clauses),
        lexicon_(lexicon),
        tokens_(tokens),
        words_(words),
        mentions_(mentions),
        places_(places),
        entities_(entities) {
    index_places();
  }

  PlaceId place_at(TokenId token) const;
  // A place that hangs on the word by a preposition of place.
  PlaceId place_on(TokenId head) const;
  // A place that hangs on the act inside its clause, a few nouns down: "pågrepet av styrker på Saipan".
  PlaceId place_in_clause(TokenId trigger, TokenId host) const;
  // Where an act goes on that does not say it.
  PlaceId scene_of(const Group& group, const std::vector<Candidate>& candidates, const Candidate& merged) const;

 private:
  void index_places();
  bool parties_elsewhere(const Candidate& c, StringId country) const;

  const ClauseReader& clauses_;
  const Lexicon& lexicon_;
  const TokenTable& tokens_;
  const WordTable& words_;
  const MentionTable& mentions_;
  const PlaceTable& places_;
  const EntityView& entities_;
  std::vector<std::vector<MentionId>> places_of_;  // per sentence
};

}  // namespace depesje
