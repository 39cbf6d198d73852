// SPDX-License-Identifier: Apache-2.0
#include "event/merge.h"

#include <algorithm>

namespace depesje {
namespace {

constexpr std::size_t kLookBack = 60;  // events

enum class Fit : std::uint8_t { conflict, open, part, equal };

// Codes of the arguments, sorted, each once.
std::vector<std::uint32_t> codes_of(const std::vector<Argument>& arguments, const EntityView& entities) {
  std::vector<std::uint32_t> codes;
  for (const Argument& a : arguments) codes.push_back(static_cast<std::uint32_t>(entities[a.entity].code));
  std::ranges::sort(codes);
  const auto rest = std::ranges::unique(codes);
  codes.erase(rest.begin(), rest.end());
  return codes;
}

std::vector<std::uint32_t> ids_of(const std::vector<Argument>& arguments) {
  std::vector<std::uint32_t> ids;
  for (const Argument& a : arguments) ids.push_back(static_cast<std::uint32_t>(a.entity));
  std::ranges::sort(ids);
  return ids;
}

Fit fit_of(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? Fit::equal : Fit::open;
  if (a == b) return Fit::equal;
  if (std::ranges::includes(a, b) || std::ranges::includes(b, a)) return Fit::part;
  return Fit::conflict;
}

int status_class(Status status) {
  switch (status) {
    case Status::occurred:
    case Status::ongoing:
    case Status::habitual:
      return 0;
    case Status::planned:
    case Status::promised:
    case Status::requested:
    case Status::threatened:
      return 1;
    default:
      return 2;
  }
}

// What a group has come to know.
struct Summary {
  const Frame* frame = nullptr;
  std::vector<std::string> modes;
  std::vector<std::uint32_t> actor_ids, recipient_ids, actor_codes, recipient_codes;
  std::vector<const Frame*> frames;
  Polarity polarity = Polarity::positive;
  int status = 0;
  Day earliest = kNoDay, latest = kNoDay;
  PlaceId place = kNone<PlaceId>;
  std::uint32_t last_sentence = 0;
  bool heading_only = true;
  std::vector<std::string_view> lemmas;  // of its nouns
};

bool generic(const Frame& frame) { return frame.id.ends_with(".general") || frame.modes.empty(); }

class Merger {
 public:
  Merger(const std::vector<Candidate>& candidates, const EntityView& entities, const PlaceTable& places,
         const TokenTable& tokens, const StringPool& strings)
      : candidates_(candidates), entities_(entities), places_(places), tokens_(tokens), strings_(strings) {}

  std::vector<Group> run() {
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& c = candidates_[i];
      Summary mine = summary_of(c);
      std::size_t best = groups_.size();
      int best_score = 0;
      const std::size_t from = groups_.size() > kLookBack ? groups_.size() - kLookBack : 0;
      for (std::size_t g = groups_.size(); g-- > from;) {
        const int score = score_of(summaries_[g], mine, c);
        if (score > best_score) best = g, best_score = score;
      }
      if (best == groups_.size()) {
        groups_.push_back({{i}});
        summaries_.push_back(std::move(mine));
      } else {
        groups_[best].members.push_back(i);
        absorb(summaries_[best], mine);
      }
    }
    return std::move(groups_);
  }

 private:
  Summary summary_of(const Candidate& c) const {
    Summary s;
    s.frame = c.frame;
    s.frames.push_back(c.frame);
    s.modes = c.modes;
    std::ranges::sort(s.modes);
    s.actor_ids = ids_of(c.actors);
    s.recipient_ids = ids_of(c.recipients);
    s.actor_codes = codes_of(c.actors, entities_);
    s.recipient_codes = codes_of(c.recipients, entities_);
    if (c.noun) s.lemmas.push_back(c.lemma);
    s.polarity = c.stance.polarity;
    s.status = status_class(c.stance.status);
    s.earliest = c.when.inherited ? kNoDay : c.earliest;
    s.latest = c.when.inherited ? kNoDay : c.latest;
    s.place = c.place;
    const SentenceId sentence = tokens_.sentence(c.trigger);
    s.last_sentence = static_cast<std::uint32_t>(sentence);
    s.heading_only = tokens_[sentence].kind == SentenceKind::heading;
    return s;
  }

  bool places_agree(PlaceId a, PlaceId b) const {
    if (a == kNone<PlaceId> || b == kNone<PlaceId>) return true;
    const Place& p = places_[a];
    const Place& q = places_[b];
    if (p.name == q.name) return true;
    if (p.country != q.country) return false;
    return p.precision == PlacePrecision::country || q.precision == PlacePrecision::country ||
           p.precision == PlacePrecision::region || q.precision == PlacePrecision::region;
  }

  // 0 = not the same event; else how good the match is.
  int score_of(const Summary& group, const Summary& mine, const Candidate& c) const {
    if (group.frame->type != mine.frame->type) return 0;
    if (group.polarity != mine.polarity) return 0;
    if (group.earliest != kNoDay && mine.latest != kNoDay && group.earliest > mine.latest) return 0;
    if (group.latest != kNoDay && mine.earliest != kNoDay && mine.earliest > group.latest) return 0;
    if (!places_agree(group.place, mine.place)) return 0;
    const bool same_frame = std::ranges::find(group.frames, mine.frame) != group.frames.end();
    if (!group.modes.empty() && !mine.modes.empty() && group.modes != mine.modes &&
        !std::ranges::includes(group.modes, mine.modes) && !std::ranges::includes(mine.modes, group.modes)) {
      return 0;
    }
    if (!same_frame && !generic(*group.frame) && !generic(*mine.frame) && group.modes != mine.modes) return 0;
    Fit actors = fit_of(group.actor_codes, mine.actor_codes);
    Fit recipients = fit_of(group.recipient_codes, mine.recipient_codes);
    if (actors == Fit::conflict || recipients == Fit::conflict) return 0;
    const bool same_people =
        overlap(group.actor_ids, mine.actor_ids) || overlap(group.recipient_ids, mine.recipient_ids);
    const bool bare = mine.actor_codes.empty() && mine.recipient_codes.empty();
    const bool group_bare = group.actor_codes.empty() && group.recipient_codes.empty();
    const std::uint32_t distance = mine.last_sentence - group.last_sentence;
    const bool alike = actors == Fit::equal && recipients == Fit::equal && same_people;
    const bool mutual = mine.frame->reciprocal;
    if (group.status != mine.status && !(bare && c.definite && distance <= 1) && !(same_frame && alike && !mutual))
      return 0;
    // "telefonsamtale … samtalen", "rakettangrep … angrepet"
    const bool same_noun = c.noun && std::ranges::any_of(group.lemmas, [&](std::string_view lemma) {
                             return lemma.ends_with(c.lemma) || c.lemma.ends_with(lemma);
                           });
    int score = 1;
    if (same_frame) score += 4;
    if (same_noun) score += 4;
    if (bare) {
      // "møtet", "angrepet": the last act of its kind.
      if (!same_frame && !(c.definite && (same_noun || group.lemmas.empty()))) return 0;
      return score + (distance < 8 ? static_cast<int>(8 - distance) : 0);
    }
    if (group_bare) {
      if (!group.heading_only && distance > 3) return 0;
      if (!same_frame && !group.heading_only) return 0;
      return score + 2;
    }
    // One mention names who acts, the other who suffers it.
    if (actors == Fit::open && recipients == Fit::open && mine.actor_codes.empty() != group.actor_codes.empty()) {
      return same_frame && distance <= 6 ? score : 0;
    }
    if (!same_people && !(actors == Fit::equal && recipients == Fit::equal)) return 0;
    const bool talk = mutual && group.frame->reciprocal && (c.definite || same_noun);
    if (!same_frame && !talk && !(actors == Fit::equal && recipients == Fit::equal)) return 0;
    if (actors == Fit::open || recipients == Fit::open || actors == Fit::part || recipients == Fit::part) {
      if ((!same_frame && !talk) || distance > 12) return 0;
    }
    if (actors == Fit::equal) score += 4;
    if (recipients == Fit::equal) score += 4;
    if (same_people) score += 2;
    return score + (distance < 6 ? static_cast<int>(6 - distance) : 0);
  }

  static bool overlap(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    return std::ranges::any_of(a, [&](std::uint32_t id) { return std::ranges::find(b, id) != b.end(); });
  }

  static void absorb(Summary& group, const Summary& mine) {
    if (std::ranges::find(group.frames, mine.frame) == group.frames.end()) group.frames.push_back(mine.frame);
    if (group.modes.size() < mine.modes.size()) group.modes = mine.modes;
    if (group.actor_codes.size() < mine.actor_codes.size()) {
      group.actor_codes = mine.actor_codes;
      group.actor_ids = mine.actor_ids;
    }
    if (group.recipient_codes.size() < mine.recipient_codes.size()) {
      group.recipient_codes = mine.recipient_codes;
      group.recipient_ids = mine.recipient_ids;
    }
    group.lemmas.insert(group.lemmas.end(), mine.lemmas.begin(), mine.lemmas.end());
    if (group.earliest == kNoDay) group.earliest = mine.earliest;
    if (group.latest == kNoDay) group.latest = mine.latest;
    if (group.place == kNone<PlaceId>) group.place = mine.place;
    group.last_sentence = mine.last_sentence;
    group.heading_only = group.heading_only && mine.heading_only;
  }

  const std::vector<Candidate>& candidates_;
  const EntityView& entities_;
  const PlaceTable& places_;
  const TokenTable& tokens_;
  const StringPool& strings_;
  std::vector<Group> groups_;
  std::vector<Summary> summaries_;
};

}  // namespace

std::vector<Group> merge_candidates(const std::vector<Candidate>& candidates, const EntityView& entities,
                                    const PlaceTable& places, const TokenTable& tokens, const StringPool& strings) {
  return Merger(candidates, entities, places, tokens, strings).run();
}

}  // namespace depesje
