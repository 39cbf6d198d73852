// SPDX-License-Identifier: Apache-2.0
//
// Who fills a slot of an entry: from roles and phrases of the tree to the entities of the document.
#include <algorithm>

#include "base/unicode.h"
#include "event/candidate.h"

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;

bool has_entity(const std::vector<Filler>& fillers) {
  return std::ranges::any_of(fillers, [](const Filler& f) { return f.entity != kNone<EntityId>; });
}

}  // namespace

void FrameMatcher::tokens_of(const Slot& slot, const Site& site, std::vector<TokenId>& out) const {
  const bool verb = site.kind == TriggerClass::verb || site.kind == TriggerClass::modal;
  TokenId head = site.head;
  if (site.kind == TriggerClass::modal && clauses_.word(head).deprel == Deprel::aux) head = clauses_.head(head);
  TokenId found = kNoToken;
  switch (slot.kind) {
    case SlotKind::subj:
      if (verb) found = site.swapped ? clauses_.object(head) : clauses_.subject(head);
      else if (site.kind == TriggerClass::other || clauses_.child(head, Deprel::cop) != kNoToken) {
        found = clauses_.predicated(head);
      }
      break;
    case SlotKind::obj:
      if (verb) found = site.swapped ? clauses_.subject(head) : clauses_.object(head);
      break;
    case SlotKind::iobj:
      if (verb) found = clauses_.indirect_object(head);
      break;
    case SlotKind::poss:
      found = clauses_.possessor(site.element != kNoToken && verb ? site.element : head);
      break;
    case SlotKind::comp: {
      TokenId clause = clauses_.complement(head);
      if (clause == kNoToken && site.element != kNoToken) clause = clauses_.complement(site.element);
      if (clause != kNoToken) {
        for (const TokenId c : clauses_.children(clause)) {
          const Deprel relation = clauses_.word(c).deprel;
          if (relation == Deprel::nsubj || relation == Deprel::nsubj_pass) found = c;
        }
        if (found != kNoToken && clauses_.passive(clause)) found = clauses_.subject(clause);
      }
      break;
    }
    case SlotKind::prep: {
      const TokenId hosts[] = {head, site.element, site.carrier};
      for (const TokenId host : hosts) {
        if (host == kNoToken || found != kNoToken) continue;
        found = clauses_.phrase(host, slot.preposition);
        if (found == site.head || found == site.element) found = kNoToken;
        // "anklager og trusler mot Iran": the phrase hangs on another conjunct.
        if (found == kNoToken && host == head && !verb) {
          for (const TokenId c : clauses_.children(head)) {
            if (clauses_.word(c).deprel == Deprel::conj && found == kNoToken && index(c) <= index(head) + 2)
              found = clauses_.phrase(c, slot.preposition);
          }
          if (clauses_.word(head).deprel == Deprel::conj && clauses_.head(head) != kNoToken && found == kNoToken) {
            found = clauses_.phrase(clauses_.head(head), slot.preposition);
            if (found == head) found = kNoToken;
          }
        }
      }
      break;
    }
    default:
      break;
  }
  // What the light verb's slots are to the noun.
  if (found == kNoToken && site.light != nullptr && slot.kind != SlotKind::prep) {
    for (const auto& [from, to] : site.light->arguments) {
      if (to != slot.kind || found != kNoToken) continue;
      if (from.kind == SlotKind::subj) found = clauses_.subject(site.carrier);
      else if (from.kind == SlotKind::obj) found = clauses_.object(site.carrier);
      else if (from.kind == SlotKind::iobj) found = clauses_.indirect_object(site.carrier);
      else if (from.kind == SlotKind::prep) found = clauses_.phrase(site.carrier, from.preposition);
      if (found == site.head) found = kNoToken;
    }
  }
  if (found == kNoToken) return;
  if (!slot.inner.empty()) {
    found = clauses_.phrase(found, slot.inner);
    if (found == kNoToken) return;
  }
  clauses_.coordinated(found, out);
}

void FrameMatcher::speakers(TokenId token, std::vector<Filler>& out) const {
  StatementId at = claims_.told_in[index(token)];
  for (int step = 0; step < 8 && at != kNone<StatementId>; ++step) {
    const Statement& statement = claims_[at];
    for (auto row = statement.speakers.begin; row < statement.speakers.end; ++row) {
      const Party& party = claims_.parties[row];
      if (party.mention == kNone<MentionId>) continue;
      const Mention& mention = mentions_[party.mention];
      for (auto ref = mention.entities.begin; ref < mention.entities.end; ++ref) {
        out.push_back({party.head, party.mention, mentions_.entity_refs[ref]});
      }
    }
    if (!out.empty()) return;
    at = statement.parent;
  }
}

void FrameMatcher::resolve(TokenId token, std::vector<Filler>& out) const {
  TokenId at = token;
  for (int step = 0; step < 4; ++step) {
    const MentionId id = mentions_.headed_by(at);
    if (id != kNone<MentionId>) {
      const Mention& mention = mentions_[id];
      for (auto ref = mention.entities.begin; ref < mention.entities.end; ++ref) {
        out.push_back({token, id, mentions_.entity_refs[ref]});
      }
      if (!mention.entities.empty()) return;
      if (clauses_.word(at).upos != Upos::pron) {
        // "alliansepartneren Tyrkia": the name beside it says who it is.
        const TokenId name = clauses_.child(at, Deprel::appos);
        const MentionId beside = name == kNoToken ? kNone<MentionId> : mentions_.headed_by(name);
        if (beside != kNone<MentionId>) {
          const Rows refs = mentions_[beside].entities;
          for (auto ref = refs.begin; ref < refs.end; ++ref) {
            out.push_back({token, beside, mentions_.entity_refs[ref]});
          }
          if (!refs.empty()) return;
        }
        out.push_back({token, id, kNone<EntityId>});
        return;
      }
    }
    const Word& word = clauses_.word(at);
    if (word.upos == Upos::pron && word.morph.person == 1) {
      const std::size_t before = out.size();
      speakers(at, out);
      if (out.size() > before) return;
    }
    // "to av soldatene", "flere av partiene": the part stands for the whole.
    TokenId next = kNoToken;
    for (const TokenId c : clauses_.children(at)) {
      const Deprel relation = clauses_.word(c).deprel;
      if (relation == Deprel::appos && mentions_.headed_by(c) != kNone<MentionId>) next = c;
      if ((relation == Deprel::nmod || relation == Deprel::obl) && next == kNoToken &&
          (word.upos != Upos::noun || lexicon_.in_class("quantity", clauses_.lemma(at))) &&
          (clauses_.preposition_of(c).empty() || lexicon_.in_class("part-of", clauses_.preposition_of(c)))) {
        next = c;
      }
    }
    if (next == kNoToken) break;
    at = next;
  }
  out.push_back({token, kNone<MentionId>, kNone<EntityId>});
}

void FrameMatcher::parties_of(TokenId token, std::vector<Filler>& out) {
  const MentionId id = mentions_.headed_by(token);
  if (id == kNone<MentionId>) {
    if (clauses_.word(token).upos == Upos::noun) adjective_country(token, out);
    return;
  }
  const Mention& mention = mentions_[id];
  if (mention.type == MentionType::place && lexicon_.in_class("place", clauses_.preposition_of(token))) return;
  for (auto ref = mention.entities.begin; ref < mention.entities.end; ++ref) {
    out.push_back({token, id, mentions_.entity_refs[ref]});
  }
}

// "Khan er en av Trumps kritikere": the noun stands for its subject.
void FrameMatcher::resolve_described(TokenId noun, std::vector<Filler>& out) const {
  TokenId at = noun;
  for (int step = 0; step < 2 && at != kNoToken; ++step, at = clauses_.head(at)) {
    if (clauses_.child(at, Deprel::cop) == kNoToken) continue;
    const TokenId subject = clauses_.predicated(at);
    if (subject != kNoToken) resolve(subject, out);
    return;
  }
}

void FrameMatcher::adjective_country(TokenId noun, std::vector<Filler>& out, std::string_view sector) {
  for (const TokenId c : clauses_.children(noun)) {
    if (clauses_.word(c).deprel != Deprel::amod && clauses_.word(c).deprel != Deprel::compound) continue;
    // "French and Egyptian warships"
    const std::size_t before = out.size();
    std::vector<TokenId> adjectives;
    clauses_.coordinated(c, adjectives);
    for (const TokenId adjective : adjectives) {
      const auto found = adjectives_.find(clauses_.lemma(adjective));
      if (found == adjectives_.end()) continue;
      out.push_back({adjective, kNone<MentionId>,
                     entity_with_code(found->second, sector.empty() ? "GOV" : sector, clauses_.lemma(adjective))});
    }
    if (out.size() > before) return;
  }
}

void FrameMatcher::index_entities() {
  std::unordered_map<std::uint32_t, std::uint32_t> counts;
  for (std::uint32_t i = 0; i < mentions_.entities.size(); ++i) {
    by_code_.emplace(static_cast<std::uint32_t>(mentions_.entities[i].code), EntityId{i});
  }
  std::uint32_t most = 0;
  for (const EntityId ref : mentions_.entity_refs) {
    const StringId country = mentions_[ref].country;
    const std::string_view code = strings_.at(country);
    // A class (IGO, NGO …) is no country to be at home in.
    if (code.size() != 3 || code == "---" || !strings_.at(mentions_[ref].sectors).size() || book_.is_class(code))
      continue;
    const std::uint32_t count = ++counts[static_cast<std::uint32_t>(country)];
    if (count > most) most = count, main_country_ = country;
  }
}

EntityId FrameMatcher::entity_with_code(std::string_view country, std::string_view sector, std::string_view name) {
  const StringId code = strings_.add(std::string(country) + std::string(sector));
  const auto next = static_cast<EntityId>(mentions_.entities.size() + entities_.added.size());
  const auto [known, fresh] = by_code_.emplace(static_cast<std::uint32_t>(code), next);
  if (!fresh) return known->second;
  Entity entity;
  entity.name = strings_.add(name);
  entity.country = strings_.add(country);
  entity.sectors = strings_.add(sector);
  entity.code = code;
  entity.type = MentionType::organisation;
  entities_.added.push_back(entity);
  return next;
}

StringId FrameMatcher::home_of(TokenId token) const {
  const Sentence& sentence = clauses_.tokens()[clauses_.tokens().sentence(token)];
  for (auto i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
    const MentionId id = mentions_.headed_by(TokenId{i});
    if (id == kNone<MentionId> || mentions_[id].type != MentionType::place || mentions_[id].entities.empty()) continue;
    if (!lexicon_.in_class("place", clauses_.preposition_of(TokenId{i}))) continue;
    const StringId country = mentions_[mentions_.entity_refs[mentions_[id].entities.begin]].country;
    if (strings_.at(country).size() == 3) return country;
  }
  return main_country_;
}

void FrameMatcher::owner_of(TokenId noun, std::vector<Filler>& out) {
  if (noun == kNoToken) return;
  // Unknown compounds come out as verbs ("rentekutt").
  const Upos tag = clauses_.word(noun).upos;
  if (tag != Upos::noun && tag != Upos::verb) return;
  if (const TokenId owner = clauses_.possessor(noun); owner != kNoToken) {
    resolve(owner, out);
    return;
  }
  for (const TokenId c : clauses_.children(noun)) {
    if (clauses_.word(c).deprel == Deprel::nmod && lexicon_.in_class("owner", clauses_.preposition_of(c))) {
      resolve(c, out);
      return;
    }
  }
  adjective_country(noun, out);
}

void FrameMatcher::fill(const Slot& slot, const Site& site, std::vector<Filler>& out) {
  switch (slot.kind) {
    case SlotKind::speaker:
      speakers(site.head, out);
      return;
    case SlotKind::self:
      resolve(site.head, out);
      if (!has_entity(out)) resolve_described(site.head, out);
      return;
    case SlotKind::adj:
      adjective_country(site.element != kNoToken ? site.element : site.head, out, slot.inner);
      return;
    case SlotKind::first:
      // "US talks": in English a noun before it.
      for (const TokenId c : clauses_.children(site.element != kNoToken ? site.element : site.head)) {
        if (clauses_.word(c).deprel == Deprel::compound && index(c) < index(site.head)) resolve(c, out);
      }
      return;
    case SlotKind::home:
      if (const StringId country = home_of(site.head); country != kEmptyString) {
        out.push_back(
            {kNoToken, kNone<MentionId>, entity_with_code(strings_.at(country), slot.inner, strings_.at(country))});
      }
      return;
    default:
      break;
  }
  std::vector<TokenId> tokens;
  tokens_of(slot, site, tokens);
  for (const TokenId token : tokens) resolve(token, out);
}

void FrameMatcher::take(const SlotChoice& choice, const Site& site, bool owners, std::vector<Argument>& out) {
  std::vector<Filler> fillers;
  for (const auto& alternative : choice) {
    fillers.clear();
    for (const Slot& slot : alternative) fill(slot, site, fillers);
    if (owners && !has_entity(fillers)) {
      const std::vector<Filler> things = fillers;
      for (const Filler& thing : things) {
        if (thing.mention == kNone<MentionId>) owner_of(thing.token, fillers);
      }
    }
    if (!has_entity(fillers)) continue;
    for (const Filler& filler : fillers) {
      if (filler.entity == kNone<EntityId> || entities_[filler.entity].code == kEmptyString) continue;
      const bool known = std::ranges::any_of(out, [&](const Argument& a) { return a.entity == filler.entity; });
      if (!known) out.push_back({filler.entity, filler.mention});
    }
    if (!out.empty()) return;
  }
}

bool FrameMatcher::political(EntityId id) const {
  if (id == kNone<EntityId>) return false;
  const Entity& entity = entities_[id];
  if (entity.code == kEmptyString) return false;
  return book_.political(strings_.at(entity.country), strings_.at(entity.sectors));
}

}  // namespace depesje
