// SPDX-License-Identifier: Apache-2.0
#include "place/resolve.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "place/name_lookup.h"

namespace depesje::place_detail {
namespace {

constexpr std::size_t kMostCandidates = 40;
constexpr float kBeside = 4.5F;    // what the place just behind says: "Paris, Texas"
constexpr float kCountry = 2.2F;   // the document's countries, by their share
constexpr float kDivision = 1.6F;  // the document names the division
constexpr float kNear = 1.2F;      // another place of the document lies near
constexpr float kHome = 1.2F;
constexpr float kRegionWord = 2.5F;
constexpr float kOwn = 0.6F;
constexpr double kAround = 400;  // kilometres between a town and the middle of its division
constexpr float kTown = 5;       // a smaller place does not bear a given name
constexpr float kLeast = 3.2F;   // below this weight a place no context speaks for is left out

struct Candidate {
  GazetteerPlace place;
  float base = 0, score = 0;
};

// All mentions of one name.
struct Name {
  std::string_view text;  // as the document writes it
  std::vector<Candidate> candidates;
  bool region_wanted = false;
  bool part = false;
  std::uint32_t mentions = 0;
  std::size_t best = SIZE_MAX;
};

struct Slot {
  MentionId mention = kNone<MentionId>;
  std::uint32_t name = 0;             // of names
  std::uint32_t beside = UINT32_MAX;  // slot of the place it is said to lie in
};

class Resolver {
 public:
  Resolver(const View& view, const MentionTable& mentions, StringPool& pool)
      : view_(view), mentions_(mentions), pool_(pool) {}

  PlaceTable run() {
    for (std::size_t i = 0; i < mentions_.mentions.size(); ++i) collect(static_cast<MentionId>(i));
    find_neighbours();
    count_entities();
    for (Name& name : names_) choose_base(name);
    for (int round = 0; round < 2; ++round) {
      weigh_context();
      for (std::uint32_t i = 0; i < names_.size(); ++i) choose(i);
    }
    return table();
  }

 private:
  void collect(MentionId id) {
    const Mention& mention = mentions_[id];
    if (mention.form != MentionForm::name || mention.type == MentionType::person ||
        mention.type == MentionType::group) {
      return;
    }
    const bool place = mention.type == MentionType::place;
    std::string_view text = view_.document.at(mention.name);
    if (text.empty() || text.size() > 60) return;
    const std::string_view house = place ? std::string_view() : town_of_house(mention);
    if (!house.empty()) {
      text = house;
    } else if (!place && !stands_for_place(mention)) {
      return;
    }
    const bool region_beside = region_word_beside(mention.tokens);
    const auto [at, fresh] =
        by_text_.emplace(std::string(text) + (region_beside ? "#" : "") + (house.empty() ? "" : "@"), names_.size());
    if (fresh) {
      Name name;
      name.text = text;
      std::vector<GazetteerPlace> found;
      const Lookup lookup = look_up(view_.gazetteer, view_.language, text, !place, found);
      name.region_wanted = lookup.region_wanted || region_beside;
      name.part = lookup.part;
      if (found.size() > kMostCandidates) found.resize(kMostCandidates);
      for (const GazetteerPlace& p : found) name.candidates.push_back({p, base_of(name, p), 0});
      prefer_towns(name);
      names_.push_back(std::move(name));
    }
    Name& name = names_[at->second];
    ++name.mentions;
    if (!name.candidates.empty()) slots_.push_back({id, static_cast<std::uint32_t>(at->second), UINT32_MAX});
  }

  // "Istanbul" is the town, not the province around it, if nothing says so.
  static void prefer_towns(Name& name) {
    if (name.region_wanted) return;
    for (Candidate& division : name.candidates) {
      if (!division.place.division) continue;
      const bool has_town = std::ranges::any_of(name.candidates, [&](const Candidate& other) {
        return other.place.precision == PlacePrecision::city && other.place.country == division.place.country &&
               kilometres(other.place.latitude, other.place.longitude, division.place.latitude,
                          division.place.longitude) < kAround;
      });
      if (has_town) division.base -= kRegionWord;
    }
  }

  // States, capitals and seats that act; a body only where the own tables know the name as a place ("Det hvite hus").
  bool stands_for_place(const Mention& mention) const {
    if (mention.type != MentionType::organisation) return false;
    return mention.acting || mention.entities.empty();
  }

  // "i Oslo tingrett", "ved universitetet i Kairo": a body that somebody is in is where its town is. Empty = no town.
  std::string_view town_of_house(const Mention& mention) const {
    const Rows rows = mention.tokens;
    if (mention.type != MentionType::organisation || rows.size() < 2 || rows.size() > 6 || rows.begin == 0) return {};
    if (!view_.language.scene_words.contains(view_.lower(rows.begin - 1))) return {};
    if (!starts_upper(view_.text(rows.end - 1))) return view_.text(rows.begin);
    for (auto i = rows.end - 1; i > rows.begin; --i) {
      if (starts_upper(view_.text(i - 1))) continue;
      return view_.document.at({view_.tokens.tokens[i].span.begin, view_.tokens.tokens[rows.end - 1].span.end});
    }
    return {};
  }

  bool region_word_beside(Rows tokens) const {
    const auto& words = view_.language.region_words;
    if (tokens.end < view_.tokens.tokens.size() && words.contains(view_.lower(tokens.end))) return true;
    return false;
  }

  float base_of(const Name& name, const GazetteerPlace& place) const {
    float base = place.weight;
    if (place.own) base += kOwn;
    if (!view_.language.home.empty() && place.country == view_.language.home) base += kHome;
    if (name.region_wanted) base += place.precision == PlacePrecision::region ? kRegionWord : 0;
    return base;
  }

  static void choose_base(Name& name) {
    float best = -1;
    for (std::size_t i = 0; i < name.candidates.size(); ++i) {
      if (name.candidates[i].base > best) {
        best = name.candidates[i].base;
        name.best = i;
      }
    }
  }

  // "Paris, Texas", "Idlib i Syria", "Fort Worth (Texas)".
  void find_neighbours() {
    for (std::size_t i = 0; i + 1 < slots_.size(); ++i) {
      const Mention& here = mentions_[slots_[i].mention];
      const Mention& next = mentions_[slots_[i + 1].mention];
      std::uint32_t at = here.tokens.end;
      const std::uint32_t to = next.tokens.begin;
      if (to <= at || to - at > 3) continue;
      if (view_.tokens.sentence_of[at] != view_.tokens.sentence_of[to]) continue;
      bool links = true;
      for (; links && at < to; ++at) {
        const std::string_view word = view_.text(at);
        links = word == "," || word == "(" || view_.language.link_words.contains(view_.lower(at)) ||
                view_.language.region_words.contains(view_.lower(at));
      }
      if (links) slots_[i].beside = static_cast<std::uint32_t>(i + 1);
    }
  }

  void count_entities() {
    for (const Mention& mention : mentions_.mentions) {
      for (std::uint32_t i = mention.entities.begin; i < mention.entities.end; ++i) {
        const Entity& entity = mentions_[mentions_.entity_refs[i]];
        const std::string_view country = pool_.at(entity.country);
        if (country.size() == 3) entity_countries_[std::string(country)] += 0.5F;
      }
    }
  }

  void weigh_context() {
    countries_ = entity_countries_;
    divisions_.clear();
    points_.clear();
    for (const Name& name : names_) {
      if (name.best == SIZE_MAX) continue;
      const GazetteerPlace& place = name.candidates[name.best].place;
      const auto times = static_cast<float>(std::min(name.mentions, 4U));
      // A village says little of the document: it would speak for itself.
      if (!place.country.empty() && (place.own || place.weight > 4)) {
        const bool sure = place.precision == PlacePrecision::country || name.candidates.size() == 1;
        countries_[std::string(place.country)] += times * (sure ? 1.0F : 0.5F);
      }
      if (place.precision == PlacePrecision::region && !place.country.empty()) {
        divisions_[std::string(place.country) + '/' + std::string(place.name)] += 1;
      }
      if (place.precision != PlacePrecision::country && points_.size() < 60) points_.push_back(place);
    }
    float all = 2;
    for (const auto& [code, weight] : countries_) all += weight;
    for (auto& [code, weight] : countries_) weight /= all;
  }

  float beside_score(const Name& name, const Candidate& candidate, const Slot& slot) const {
    if (slot.beside == UINT32_MAX) return 0;
    const Name& next = names_[slots_[slot.beside].name];
    // "New Mexico, Georgia" is a list of states, not a town in one.
    const bool large = std::ranges::any_of(name.candidates, [](const Candidate& other) {
      return other.place.own && other.place.precision >= PlacePrecision::region;
    });
    if (large && candidate.place.precision < PlacePrecision::region) return 0;
    float best = 0;
    for (const Candidate& other : next.candidates) {
      // A chain of towns is a list, not an address: only what is larger than a town holds one.
      if (other.place.precision == PlacePrecision::city || other.place.precision == PlacePrecision::point) continue;
      const GazetteerPlace &a = candidate.place, &b = other.place;
      if (b.country.empty() || a.country != b.country) continue;
      if (a.precision == PlacePrecision::country) continue;
      float score = b.precision == PlacePrecision::country ? kBeside : 0;
      if (b.precision == PlacePrecision::region) {
        if (a.admin1 == b.name || a.admin1 == b.admin1) score = kBeside;
        const double far = kilometres(a.latitude, a.longitude, b.latitude, b.longitude);
        if (far < 120 || (far < 500 && b.own)) score = std::max(score, kBeside - static_cast<float>(far / 250));
      }
      // Weighed by how likely the other one is itself.
      score -= std::max(0.0F, next.candidates[next.best].base - other.base) * 0.4F;
      best = std::max(best, score);
    }
    return best;
  }

  void choose(std::uint32_t number) {
    Name& name = names_[number];
    if (name.candidates.empty()) return;
    for (Candidate& candidate : name.candidates) {
      const GazetteerPlace& place = candidate.place;
      candidate.score = candidate.base;
      const bool is_country = place.precision == PlacePrecision::country;
      if (!place.country.empty()) {
        if (const auto at = countries_.find(place.country); at != countries_.end()) {
          candidate.score += kCountry * std::min(1.0F, 2 * at->second);
        }
      }
      if (!place.admin1.empty()) {
        const auto at = divisions_.find(std::string(place.country) + '/' + std::string(place.admin1));
        if (at != divisions_.end()) candidate.score += kDivision;
      }
      if (!is_country) candidate.score += nearness(name, place);
    }
    float best = -1;
    for (std::size_t i = 0; i < name.candidates.size(); ++i) {
      float score = name.candidates[i].score;
      float beside = 0;
      for (const Slot& slot : slots_of(number)) beside = std::max(beside, beside_score(name, name.candidates[i], slot));
      score += beside;
      name.candidates[i].score = score;
      if (score > best) {
        best = score;
        name.best = i;
      }
    }
  }

  std::vector<Slot> slots_of(std::uint32_t number) {
    if (name_slots_.empty()) {
      name_slots_.resize(names_.size());
      for (const Slot& slot : slots_) {
        auto& list = name_slots_[slot.name];
        if (slot.beside != UINT32_MAX && list.size() < 4) list.push_back(slot);
      }
    }
    return name_slots_[number];
  }

  float nearness(const Name& name, const GazetteerPlace& place) const {
    const GazetteerPlace& self = name.candidates[name.best].place;
    float best = 0;
    for (const GazetteerPlace& other : points_) {
      if (other.name == self.name || other.name == place.name) continue;
      // 3 degrees are more than any distance that counts, away from the poles.
      if (std::abs(other.latitude - place.latitude) > 3) continue;
      const double far = kilometres(place.latitude, place.longitude, other.latitude, other.longitude);
      if (far < 300) best = std::max(best, kNear * static_cast<float>(1 - far / 300));
    }
    return best;
  }

  PlaceTable table() {
    PlaceTable out;
    out.at_mention.assign(mentions_.mentions.size(), kNone<PlaceId>);
    for (const Slot& slot : slots_) {
      const Name& name = names_[slot.name];
      if (name.best == SIZE_MAX) continue;
      const Candidate& best = name.candidates[name.best];
      if (!best.place.own && best.base < kLeast && best.score < best.base + 1) continue;
      if (!acceptable(mentions_[slot.mention], best.place)) continue;
      const std::string_view text = view_.document.at(mentions_[slot.mention].name);
      if (!best.place.own && best.base < kTown && view_.language.given_names.contains(text)) continue;
      Place place;
      place.mention = slot.mention;
      const GazetteerPlace& from = best.place;
      place.name = pool_.add(name.part ? name.text : std::string_view(from.name));
      place.country = pool_.add(from.country);
      place.admin1 = pool_.add(from.admin1);
      place.id = pool_.add(from.own ? std::string(from.id) : id_of(from));
      place.latitude = from.latitude;
      place.longitude = from.longitude;
      place.located = true;
      place.precision = name.part ? PlacePrecision::region : from.precision;
      out.at_mention[index(slot.mention)] = static_cast<PlaceId>(out.places.size());
      out.places.push_back(place);
    }
    return out;
  }

  static std::string id_of(const GazetteerPlace& place) {
    return place.source_id == 0 ? std::string() : "geonames:" + std::to_string(place.source_id);
  }

  // A body's name is a place only where the tables mean that very country or seat.
  bool acceptable(const Mention& mention, const GazetteerPlace& place) const {
    if (mention.type == MentionType::place) return true;
    if (mention.entities.empty()) return place.precision == PlacePrecision::point;
    const Entity& entity = mentions_[mentions_.entity_refs[mention.entities.begin]];
    const std::string_view country = pool_.at(entity.country);
    return place.country == country || place.precision == PlacePrecision::point || (place.own && place.country.empty());
  }

  const View& view_;
  const MentionTable& mentions_;
  StringPool& pool_;
  std::vector<Name> names_;
  std::unordered_map<std::string, std::size_t> by_text_;
  std::vector<Slot> slots_;
  std::vector<std::vector<Slot>> name_slots_;
  std::map<std::string, float, std::less<>> countries_, entity_countries_;
  std::map<std::string, float, std::less<>> divisions_;
  std::vector<GazetteerPlace> points_;
};

}  // namespace

PlaceTable resolve(const View& view, const MentionTable& mentions, StringPool& pool) {
  return Resolver(view, mentions, pool).run();
}

}  // namespace depesje::place_detail
