// SPDX-License-Identifier: Apache-2.0
#include "event/merge.h"

#include <algorithm>

namespace depesje {
namespace {

constexpr std::size_t kLookBack = 80;  // mentions
constexpr std::size_t kStem = 4;       // bytes
constexpr std::size_t kCountry = 3;    // of an actor's code
constexpr std::string_view kUnknown = "---";
constexpr int kLeadSentences = 2;
constexpr std::uint32_t kNoGroup = UINT32_MAX;

enum class Fit : std::uint8_t { none, conflict, open, part, country, equal };

using Codes = std::vector<std::string_view>;

void make_set(Codes& codes) {
  std::ranges::sort(codes);
  const auto rest = std::ranges::unique(codes);
  codes.erase(rest.begin(), rest.end());
}

Fit fit_of(const Codes& a, const Codes& b) {
  if (a.empty() && b.empty()) return Fit::none;
  if (a.empty() || b.empty()) return Fit::open;
  if (a == b) return Fit::equal;
  Codes p, q;
  for (const std::string_view code : a) p.push_back(code.substr(0, kCountry));
  for (const std::string_view code : b) q.push_back(code.substr(0, kCountry));
  make_set(p);
  make_set(q);
  if (p == q) return Fit::country;
  if (std::ranges::includes(p, q) || std::ranges::includes(q, p)) return Fit::part;
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

// What is compared of one mention.
struct Trait {
  Codes actors, recipients;
  std::vector<EntityId> actor_ids, recipient_ids;
  std::vector<std::string> modes;
  bool bare = false, heading = false, lead = false, own_date = false;
  std::uint32_t sentence = 0;
};

bool share(const std::vector<EntityId>& a, const std::vector<EntityId>& b) {
  return std::ranges::any_of(a, [&](EntityId id) { return std::ranges::find(b, id) != b.end(); });
}

bool share_country(const Codes& a, const Codes& b) {
  return std::ranges::any_of(a, [&](std::string_view p) {
    return std::ranges::any_of(b, [&](std::string_view q) { return p.substr(0, kCountry) == q.substr(0, kCountry); });
  });
}

class Merger {
 public:
  Merger(const std::vector<Candidate>& candidates, const EntityView& entities, const PlaceTable& places,
         const TokenTable& tokens, const WordTable& words, const StringPool& strings, const MergeModel& model)
      : candidates_(candidates),
        entities_(entities),
        places_(places),
        tokens_(tokens),
        words_(words),
        strings_(strings),
        model_(model) {}

  std::vector<Group> run() {
    read_leads();
    for (const Candidate& c : candidates_) traits_.push_back(trait_of(c));
    std::vector<std::uint32_t> group_of(candidates_.size(), kNoGroup);
    std::vector<float> sum;            // per group: scores of the mentions looked at
    std::vector<std::uint32_t> asked;  // per group: how many, of the mention being placed
    std::vector<bool> forbidden;
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      const std::uint32_t from = i > kLookBack ? i - static_cast<std::uint32_t>(kLookBack) : 0;
      std::vector<std::uint32_t> touched;
      for (std::uint32_t j = i; j-- > from;) {
        if (group_of[j] == kNoGroup || candidates_[j].frame->type != candidates_[i].frame->type) continue;
        const std::uint32_t g = group_of[j];
        if (asked[g] == 0) touched.push_back(g), sum[g] = 0, forbidden[g] = false;
        const Signs signs = signs_of(j, i);
        sum[g] += model_.score(signs, candidates_[i].frame->type);
        ++asked[g];
        if (excluded(j, i, signs)) forbidden[g] = true;
      }
      std::uint32_t best = static_cast<std::uint32_t>(groups_.size());
      float most = 0;
      for (const std::uint32_t g : touched) {
        const float mean = sum[g] / static_cast<float>(asked[g]);
        if (!forbidden[g] && mean > most) best = g, most = mean;
        asked[g] = 0;
      }
      if (best == groups_.size()) {
        if (candidates_[i].echo) continue;
        groups_.emplace_back();
        sum.push_back(0);
        asked.push_back(0);
        forbidden.push_back(false);
      }
      groups_[best].members.push_back(i);
      group_of[i] = best;
    }
    return std::move(groups_);
  }

 private:
  void read_leads() {
    int told = 0;
    for (const Sentence& sentence : tokens_.sentences) {
      if (sentence.kind == SentenceKind::prose) ++told;
      lead_.push_back(told <= kLeadSentences);
    }
  }

  void read_side(const std::vector<Argument>& arguments, Codes& codes, std::vector<EntityId>& ids) const {
    for (const Argument& a : arguments) {
      ids.push_back(a.entity);
      const std::string_view code = strings_.at(entities_[a.entity].code);
      if (!code.empty() && !code.starts_with(kUnknown)) codes.push_back(code);
    }
    make_set(codes);
  }

  Trait trait_of(const Candidate& c) const {
    Trait t;
    read_side(c.actors, t.actors, t.actor_ids);
    const bool mutual = c.frame->reciprocal;
    read_side(c.recipients, mutual ? t.actors : t.recipients, mutual ? t.actor_ids : t.recipient_ids);
    t.modes = c.modes;
    std::ranges::sort(t.modes);
    t.bare = c.actors.empty() && c.recipients.empty();
    const SentenceId sentence = tokens_.sentence(c.trigger);
    t.sentence = static_cast<std::uint32_t>(sentence);
    t.heading = tokens_[sentence].kind == SentenceKind::heading;
    t.lead = lead_[index(sentence)];
    // "drapet, sa hun fredag": what dates the clause does not date the act told again.
    t.own_date = c.earliest != kNoDay && (c.time_source == TimeSource::governed ||
                                          (c.time_source == TimeSource::clause && !(c.noun && c.definite)));
    return t;
  }

  bool excluded(std::uint32_t earlier, std::uint32_t later, Signs signs) const {
    const Candidate& a = candidates_[earlier];
    const Candidate& b = candidates_[later];
    if (a.stance.polarity != b.stance.polarity) return true;
    // Neither the senses nor the words have to do with each other.
    const bool word = signs.has(Sign::same_lemma) || signs.has(Sign::lemma_within) || signs.has(Sign::same_stem);
    if (signs.has(Sign::other_frame) && !word) return true;
    if (a.noun && b.noun && a.another != b.another && (b.another || !signs.has(Sign::same_lemma) || a.definite))
      return true;
    if (other_kind(a, b)) return true;
    return traits_[earlier].own_date && traits_[later].own_date && (a.earliest > b.latest || b.earliest > a.latest);
  }

  // "gassangrepet" is not the "rakettangrep", nor "G20-møtet" the "møte" told before.
  static bool other_kind(const Candidate& a, const Candidate& b) {
    if (!a.noun || !b.noun || a.lemma == b.lemma) return false;
    for (const Candidate* c : {&a, &b}) {
      const std::string_view head = c->entry->head.text;
      if (!a.lemma.ends_with(head) || !b.lemma.ends_with(head)) continue;
      if (a.lemma.size() > head.size() && b.lemma.size() > head.size()) return true;
    }
    return b.frame->reciprocal && b.lemma.find('-') != std::string_view::npos && b.lemma.size() > a.lemma.size() &&
           b.lemma.ends_with(a.lemma);
  }

  Signs signs_of(std::uint32_t earlier, std::uint32_t later) const {
    const Candidate& a = candidates_[earlier];
    const Candidate& b = candidates_[later];
    const Trait& p = traits_[earlier];
    const Trait& q = traits_[later];
    Signs s;
    s.set(Sign::always);
    const bool same_frame = a.frame == b.frame, kin = !same_frame && model_.kin(*a.frame, *b.frame);
    s.set(Sign::same_frame, same_frame);
    s.set(Sign::kin_frame, kin);
    s.set(Sign::other_frame, !same_frame && !kin);
    const bool same_lemma = a.lemma == b.lemma;
    const bool within = !same_lemma && a.noun && b.noun && (a.lemma.ends_with(b.lemma) || b.lemma.ends_with(a.lemma));
    s.set(Sign::same_lemma, same_lemma);
    s.set(Sign::lemma_within, within);
    s.set(Sign::same_stem,
          !same_lemma && !within && a.lemma.size() >= kStem && a.lemma.substr(0, kStem) == b.lemma.substr(0, kStem));
    s.set(Sign::both_nouns, a.noun && b.noun);
    s.set(Sign::both_verbs, !a.noun && !b.noun);
    s.set(Sign::verb_then_noun, !a.noun && b.noun);
    s.set(Sign::later_definite, b.noun && b.definite);
    s.set(Sign::later_indefinite, b.noun && !b.definite);
    s.set(Sign::later_bare, q.bare && !p.bare);
    s.set(Sign::earlier_bare, p.bare && !q.bare);
    s.set(Sign::both_bare, p.bare && q.bare);
    const Fit actors = fit_of(p.actors, q.actors), recipients = fit_of(p.recipients, q.recipients);
    set_fit(s, actors, Sign::actors_equal);
    set_fit(s, recipients, Sign::recipients_equal);
    s.set(Sign::same_actor, share(p.actor_ids, q.actor_ids));
    s.set(Sign::same_recipient, share(p.recipient_ids, q.recipient_ids));
    s.set(Sign::crossed, actors != Fit::equal && recipients != Fit::equal &&
                             (share_country(p.actors, q.recipients) || share_country(p.recipients, q.actors)));
    s.set(Sign::sides_agree, (actors >= Fit::country || actors == Fit::none) &&
                                 (recipients >= Fit::country || recipients == Fit::none) &&
                                 (actors != Fit::none || recipients != Fit::none));
    set_place(s, a.place, b.place);
    set_dates(s, a, b, p, q);
    s.set(Sign::status_differs, status_class(a.stance.status) != status_class(b.stance.status));
    if (!p.modes.empty() && !q.modes.empty()) {
      s.set(Sign::modes_equal, p.modes == q.modes);
      s.set(Sign::modes_conflict, !std::ranges::includes(p.modes, q.modes) && !std::ranges::includes(q.modes, p.modes));
    }
    s.set(Sign::earlier_heading, p.heading);
    s.set(Sign::later_heading, q.heading);
    s.set(Sign::earlier_lead, p.lead && !p.heading);
    const std::uint32_t distance = q.sentence - p.sentence;
    s.set(Sign::same_sentence, distance == 0);
    s.set(Sign::next_sentence, distance == 1 || distance == 2);
    s.set(Sign::near, distance > 2 && distance < 7);
    s.set(Sign::far, distance > 14);
    s.set(Sign::reciprocal, b.frame->reciprocal);
    const auto number = [this](const Candidate& c) { return words_[c.trigger].morph.number; };
    s.set(Sign::later_echo, b.echo);
    s.set(Sign::number_differs, a.noun && b.noun && number(a) != number(b));
    return s;
  }

  // Signs of a side stand in the order equal, country, part, open, conflict.
  static void set_fit(Signs& s, Fit fit, Sign equal) {
    const auto at = [&](int step) { return static_cast<Sign>(static_cast<int>(equal) + step); };
    switch (fit) {
      case Fit::none:
        return;
      case Fit::equal:
        return s.set(at(0));
      case Fit::country:
        return s.set(at(1));
      case Fit::part:
        return s.set(at(2));
      case Fit::open:
        return s.set(at(3));
      case Fit::conflict:
        return s.set(at(4));
    }
  }

  void set_place(Signs& s, PlaceId a, PlaceId b) const {
    if (a == kNone<PlaceId> || b == kNone<PlaceId>) return;
    const Place& p = places_[a];
    const Place& q = places_[b];
    const auto wide = [](const Place& place) {
      return place.precision == PlacePrecision::country || place.precision == PlacePrecision::region;
    };
    const bool equal = p.name == q.name || (p.country == q.country && (wide(p) || wide(q)));
    s.set(equal ? Sign::place_equal : Sign::place_conflict);
  }

  static void set_dates(Signs& s, const Candidate& a, const Candidate& b, const Trait& p, const Trait& q) {
    s.set(Sign::date_one, p.own_date != q.own_date);
    if (a.earliest == kNoDay || b.earliest == kNoDay) return;
    const bool disjoint = a.earliest > b.latest || b.earliest > a.latest;
    if (!p.own_date || !q.own_date) return s.set(Sign::inherited_disjoint, disjoint);
    const bool equal = a.earliest == b.earliest && a.latest == b.latest;
    s.set(disjoint ? Sign::date_disjoint : equal ? Sign::date_equal : Sign::date_overlap);
  }

  const std::vector<Candidate>& candidates_;
  const EntityView& entities_;
  const PlaceTable& places_;
  const TokenTable& tokens_;
  const WordTable& words_;
  const StringPool& strings_;
  const MergeModel& model_;
  std::vector<bool> lead_;
  std::vector<Trait> traits_;
  std::vector<Group> groups_;
};

}  // namespace

std::vector<Group> merge_candidates(const std::vector<Candidate>& candidates, const EntityView& entities,
                                    const PlaceTable& places, const TokenTable& tokens, const WordTable& words,
                                    const StringPool& strings, const MergeModel& model) {
  return Merger(candidates, entities, places, tokens, words, strings, model).run();
}

}  // namespace depesje
