// SPDX-License-Identifier: Apache-2.0
//
// From a word to a candidate: which entry holds, who fills its slots.
#include <algorithm>

#include "base/unicode.h"
#include "event/candidate.h"

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;
constexpr std::string_view kAssault = "ASSAULT", kMilitary = "military", kGovernment = "GOV", kForces = "MIL";

SlotKind link_of(Deprel relation, bool passive) {
  switch (relation) {
    case Deprel::nsubj:
    case Deprel::nsubj_outer:
      return passive ? SlotKind::obj : SlotKind::subj;
    case Deprel::nsubj_pass:
    case Deprel::obj:
    case Deprel::acl_relcl:
      return SlotKind::obj;
    default:
      return SlotKind::prep;
  }
}

}  // namespace

const std::vector<std::uint32_t>* FrameMatcher::entries(TokenId token, Site& site) const {
  const Word& word = clauses_.word(token);
  const std::string_view lemma = clauses_.lemma(token);
  if (lemma.size() < 2) return nullptr;
  site.head = token;
  const auto look = [&](TriggerClass kind) -> const std::vector<std::uint32_t>* {
    site.kind = kind;
    if (const auto* found = lexicon_.entries_for(kind, lemma)) return found;
    if (kind == TriggerClass::modal) return nullptr;
    if (kind == TriggerClass::verb) return repaired_verb(lemma);
    if (const auto* found = lexicon_.compound_entries(kind, lemma, site.first)) return found;
    if (kind == TriggerClass::other && word.upos == Upos::adj) return lexicon_.entries_for(kind, clauses_.lower(token));
    if (kind != TriggerClass::noun) return nullptr;
    for (const std::string& ending : lexicon_.lemma_endings()) {
      const std::string longer = std::string(lemma) + ending;
      if (const auto* found = lexicon_.entries_for(kind, longer)) return found;
      std::string_view first;
      if (const auto* found = lexicon_.compound_entries(kind, longer, first)) {
        site.first = lemma.substr(0, first.size());
        return found;
      }
    }
    if (const auto* found = lexicon_.entries_for(kind, clauses_.lower(token))) return found;
    return lexicon_.compound_entries(kind, clauses_.lower(token), site.first);
  };
  switch (word.upos) {
    case Upos::verb:
    case Upos::aux:
      if (word.deprel == Deprel::aux || word.upos == Upos::aux) {
        if (const auto* found = look(TriggerClass::modal)) return found;
      }
      if (word.upos == Upos::aux && word.deprel == Deprel::aux) return nullptr;
      return look(TriggerClass::verb);
    case Upos::noun:
    case Upos::propn:
      // "Qatar cut ties": a word with subject and object is a verb, whatever the tagger says.
      if (clauses_.child(token, Deprel::nsubj) != kNoToken && clauses_.child(token, Deprel::obj) != kNoToken) {
        if (const auto* found = look(TriggerClass::verb)) return found;
      }
      return look(TriggerClass::noun);
    case Upos::adj:
      if (word.morph.verb_form == VerbForm::participle) {
        if (const auto* found = look(TriggerClass::verb)) return found;
      }
      return look(TriggerClass::other);
    case Upos::punct:
    case Upos::num:
    case Upos::sym:
    case Upos::pron:
      return nullptr;
    default:
      return look(TriggerClass::other);
  }
}

// Lemmas of verbs no treebank held: "blam", "bombe", "expell", "boycot" for blame, bomb, expel, boycott.
const std::vector<std::uint32_t>* FrameMatcher::repaired_verb(std::string_view lemma) const {
  if (lemma.size() < 3) return nullptr;
  const std::string_view shorter = lemma.substr(0, lemma.size() - 1);
  for (const std::string& ending : lexicon_.lemma_endings()) {
    if (const auto* found = lexicon_.entries_for(TriggerClass::verb, std::string(lemma) + ending)) return found;
    if (ending.size() == 1 && lemma.ends_with(ending)) {
      if (const auto* found = lexicon_.entries_for(TriggerClass::verb, shorter)) return found;
    }
  }
  if (shorter.back() == lemma.back()) return lexicon_.entries_for(TriggerClass::verb, shorter);
  return lexicon_.entries_for(TriggerClass::verb, std::string(lemma) + lemma.back());
}

bool FrameMatcher::match(TokenId token, Candidate& out) {
  Site site;
  const auto* rows = entries(token, site);
  if (rows == nullptr) return false;
  // "rocket attack": English writes the first part as a word of its own.
  if (site.kind == TriggerClass::noun && site.first.empty()) {
    for (const TokenId c : clauses_.children(token)) {
      if (clauses_.word(c).deprel == Deprel::compound && index(c) < index(token)) site.first = clauses_.lemma(c);
    }
  }
  for (const std::uint32_t row : *rows) {
    const Entry& entry = lexicon_.entries()[row];
    if (!try_entry(entry, site, out)) continue;
    return !out.entry->overrides.none && out.frame != nullptr;
  }
  // The rows of a compound's end are asked where none of the word's own holds ("terrorangrep" as "*angrep").
  if ((site.kind == TriggerClass::noun || site.kind == TriggerClass::other) && site.first.empty()) {
    Site end = site;
    const auto* ends = lexicon_.compound_entries(site.kind, clauses_.lemma(token), end.first);
    if (ends == nullptr) return false;
    for (const std::uint32_t row : *ends) {
      const Entry& entry = lexicon_.entries()[row];
      if (!try_entry(entry, end, out)) continue;
      return !out.entry->overrides.none && out.frame != nullptr;
    }
    return false;
  }
  // "Dette samarbeidet brøt Russland": the parser may take a fronted object for the subject.
  if (site.kind != TriggerClass::verb || clauses_.passive(token)) return false;
  const TokenId subject = clauses_.child(token, Deprel::nsubj), object = clauses_.child(token, Deprel::obj);
  if (subject == kNoToken || object == kNoToken || index(subject) > index(token) || index(object) < index(token) ||
      mentions_.headed_by(subject) != kNone<MentionId> || mentions_.headed_by(object) == kNone<MentionId> ||
      clauses_.word(subject).upos != Upos::noun) {
    return false;
  }
  site.swapped = true;
  for (const std::uint32_t row : *rows) {
    const Entry& entry = lexicon_.entries()[row];
    if (!entry.elements.empty() || !try_entry(entry, site, out)) continue;
    return !out.entry->overrides.none && out.frame != nullptr;
  }
  return false;
}

bool FrameMatcher::try_entry(const Entry& entry, Site site, Candidate& out) {
  out = Candidate{};
  out.head = out.trigger = site.head;
  if (!elements_hold(entry, site, out)) return false;
  if (entry.trigger_class == TriggerClass::noun) find_carrier(site, *entry.frame);
  for (const Condition& condition : entry.conditions) {
    if (condition.flag != ConditionFlag::party && !condition_holds(condition, site)) return false;
  }
  out.entry = &entry;
  const std::string& file = lexicon_.file(entry);
  out.path = file.substr(file.rfind('/') + 1) + ':' + std::to_string(entry.line);
  out.frame = entry.frame;
  out.carrier = site.carrier;
  out.noun = entry.trigger_class == TriggerClass::noun;
  out.modes = entry.frame->modes;
  out.contexts = entry.frame->contexts;
  out.cameo = entry.frame->cameo;
  out.stance = claims_.stance(out.trigger);
  out.told_in = claims_.told_in[index(out.trigger)];
  const Word& word = clauses_.word(out.trigger);
  out.definite = word.morph.definite == Definite::definite;
  out.lemma = clauses_.lemma(out.trigger);
  if (out.noun) {
    for (const TokenId c : clauses_.children(out.trigger)) {
      out.another = out.another || (index(c) < index(out.trigger) && lexicon_.in_class("another", clauses_.lemma(c)));
    }
  }
  apply(entry.overrides, out);
  if (!site.first.empty()) {
    const std::string lower = to_lower(site.first);
    if (const auto* rules = lexicon_.compound_rules(lower)) {
      for (const CompoundRule& rule : *rules) {
        if (!frame_in(entry.frame->id, rule.frames)) continue;
        if (rule.overrides.none) return out.frame = nullptr, true;
        apply(rule.overrides, out);
        break;
      }
    }
  }
  if (site.light != nullptr) {
    apply(site.light->overrides, out);
    if (site.light->overrides.none) return out.frame = nullptr, true;
    if (out.stance.polarity == Polarity::positive) out.stance.polarity = claims_.stance(site.carrier).polarity;
  }
  take(entry.arguments.actor, site, false, out.actors);
  take(entry.arguments.recipient, site, true, out.recipients);
  take(entry.arguments.topic, site, false, out.about);
  // Nobody acts upon himself: a shared entity is a slip of the tree.
  if (!out.frame->reciprocal) {
    std::erase_if(out.recipients, [&](const Argument& r) {
      return std::ranges::any_of(out.actors, [&](const Argument& a) { return a.entity == r.entity; });
    });
    if (entry.trigger_class == TriggerClass::modal && out.recipients.empty() && !entry.arguments.recipient.empty()) {
      return false;
    }
  }
  for (const auto& slots : entry.arguments.place) {
    for (const Slot& slot : slots) tokens_of(slot, site, out.place_heads);
  }
  bool again = false;
  for (const Condition& condition : entry.conditions) {
    if (condition.flag != ConditionFlag::party) continue;
    const auto is_party = [this](const Argument& a) { return political(a.entity); };
    const bool party = std::ranges::any_of(out.actors, is_party) || std::ranges::any_of(out.recipients, is_party);
    if (party != condition.negated) continue;
    // "kravet", "diskusjonene": nobody is named where an act is told again; merging decides.
    if (party || !out.noun || !out.definite || !out.actors.empty() || !out.recipients.empty()) return false;
    again = true;
  }
  // A state fights through its forces ("USAs rakettangrep").
  if (out.frame->type == kAssault && std::ranges::find(out.contexts, kMilitary) != out.contexts.end()) {
    for (Argument& actor : out.actors) {
      const Entity& entity = entities_[actor.entity];
      if (entity.type == MentionType::person || strings_.at(entity.sectors) != kGovernment) continue;
      actor.entity = entity_with_code(strings_.at(entity.country), kForces, strings_.at(entity.name));
    }
  }
  out.sure = !again && (out.frame->sure || entry.overrides.sure);
  return true;
}

void FrameMatcher::apply(const Overrides& set, Candidate& out) const {
  if (set.frame != nullptr) {
    out.frame = set.frame;
    out.modes = set.frame->modes;
    out.contexts = set.frame->contexts;
    out.cameo = set.frame->cameo;
  }
  if (set.modes) out.modes = *set.modes;
  if (set.contexts) out.contexts = *set.contexts;
  for (const std::string& context : set.contexts_added) {
    if (std::ranges::find(out.contexts, context) == out.contexts.end()) out.contexts.push_back(context);
  }
  if (set.cameo) out.cameo = *set.cameo;
  if (set.status) out.stance.status = *set.status;
  if (set.polarity) out.stance.polarity = *set.polarity;
  if (set.certainty) out.stance.certainty = *set.certainty;
  if (set.confidence) out.confidence = *set.confidence;
}

bool FrameMatcher::elements_hold(const Entry& entry, Site& site, Candidate& out) const {
  std::int32_t number = 0;
  for (const Element& element : entry.elements) {
    TokenId found = kNoToken;
    const auto matches = [&](TokenId token) {
      return std::ranges::any_of(element.words, [&](const WordPattern& word) {
        return word.matches(clauses_.lemma(token)) || (!word.suffix && word.text == clauses_.lower(token));
      });
    };
    switch (element.kind) {
      case ElementKind::particle:
        for (const WordPattern& word : element.words) {
          if (clauses_.has_particle(site.head, word.text)) found = site.head;
        }
        break;
      case ElementKind::reflexive:
        for (const TokenId c : clauses_.children(site.head)) {
          if (clauses_.word(c).morph.reflexive && !clauses_.word(c).morph.possessive) found = c;
          // First and second person have no reflexive form of their own.
          if (clauses_.word(c).deprel == Deprel::obj && clauses_.word(c).upos == Upos::pron &&
              lexicon_.in_class("reflexive", clauses_.lower(c))) {
            found = c;
          }
        }
        break;
      case ElementKind::object:
        if (const TokenId object = clauses_.object(site.head); object != kNoToken && matches(object)) found = object;
        for (const TokenId c : clauses_.children(site.head)) {
          const Deprel relation = clauses_.word(c).deprel;
          if (found == kNoToken &&
              (relation == Deprel::obj || relation == Deprel::nsubj || relation == Deprel::xcomp ||
               relation == Deprel::compound || relation == Deprel::iobj) &&
              matches(c) && (relation != Deprel::nsubj || clauses_.passive(site.head))) {
            found = c;
          }
        }
        break;
      case ElementKind::phrase:
        for (const TokenId c : clauses_.children(site.head)) {
          if (clauses_.preposition_of(c) == element.preposition && matches(c)) found = c;
        }
        break;
      case ElementKind::verb:
        // "vil … stanse": the main verb is the head of its auxiliary.
        if (site.kind == TriggerClass::modal && clauses_.word(site.head).deprel == Deprel::aux &&
            matches(clauses_.head(site.head))) {
          found = clauses_.head(site.head);
        }
        for (const TokenId c : clauses_.children(site.head)) {
          const Deprel relation = clauses_.word(c).deprel;
          if ((relation == Deprel::xcomp || relation == Deprel::ccomp || relation == Deprel::advcl) && matches(c))
            found = c;
        }
        break;
    }
    if (found == kNoToken) return false;
    if (number == entry.trigger_element) out.trigger = found;
    if (element.kind == ElementKind::object || element.kind == ElementKind::phrase) site.element = found;
    ++number;
  }
  return true;
}

bool FrameMatcher::light_verb_fits(const LightVerb& light, TokenId verb, TokenId as, bool deep_object,
                                   const Frame& frame) const {
  if (!frame_in(frame.id, light.frames)) return false;
  if (!light.particle.empty() && !clauses_.has_particle(verb, light.particle)) return false;
  const SlotKind link = deep_object ? SlotKind::obj : link_of(clauses_.word(as).deprel, clauses_.passive(verb));
  if (link != light.link) return false;
  return link != SlotKind::prep || clauses_.preposition_of(as) == light.preposition;
}

void FrameMatcher::find_carrier(Site& site, const Frame& frame) const {
  TokenId as = kNoToken;
  const TokenId verb = clauses_.governing_verb(site.head, as);
  const auto try_verb = [&](TokenId v, TokenId link, bool deep_object) {
    const auto* rows = lexicon_.light_verbs(clauses_.lemma(v));
    const auto take_from = [&](const std::vector<LightVerb>& list) {
      for (const LightVerb& light : list) {
        if (site.light != nullptr || !light_verb_fits(light, v, link, deep_object, frame)) continue;
        site.light = &light;
        site.carrier = v;
      }
    };
    if (rows != nullptr) take_from(*rows);
    if (site.light == nullptr) take_from(lexicon_.any_verb());
  };
  if (verb != kNoToken) try_verb(verb, as, false);
  if (site.light != nullptr) return;
  for (const TokenId c : clauses_.children(site.head)) {
    if (clauses_.word(c).deprel == Deprel::acl_relcl) try_verb(c, c, clauses_.object(c) == site.head);
  }
}

bool FrameMatcher::value_holds(const ConditionValue& value, const Filler& filler) const {
  const MentionType type = filler.mention == kNone<MentionId> ? MentionType::other : mentions_[filler.mention].type;
  const bool entity = filler.entity != kNone<EntityId>;
  const bool human_pronoun = filler.token != kNoToken && clauses_.word(filler.token).upos == Upos::pron &&
                             clauses_.word(filler.token).morph.person != 0 &&
                             clauses_.word(filler.token).morph.gender != Gender::neuter;
  switch (value.kind) {
    case ValueKind::lemma:
      return filler.token != kNoToken && value.word.matches(to_lower(clauses_.lemma(filler.token)));
    case ValueKind::word_class:
      return filler.token != kNoToken && lexicon_.in_class(value.class_row, to_lower(clauses_.lemma(filler.token)));
    case ValueKind::code: {
      if (!entity) return false;
      const Entity& e = entities_[filler.entity];
      const std::string_view sectors = strings_.at(e.sectors);
      return strings_.at(e.country) == value.word.text || sectors.find(value.word.text) != std::string_view::npos;
    }
    case ValueKind::actor:
      return political(filler.entity);
    case ValueKind::person:
      return type == MentionType::person || human_pronoun;
    case ValueKind::org:
      return type == MentionType::organisation;
    case ValueKind::group:
      return type == MentionType::group;
    case ValueKind::country:
      return entity && (entities_[filler.entity].type == MentionType::place ||
                        (type == MentionType::place && entities_[filler.entity].code != kEmptyString));
    case ValueKind::place:
      return type == MentionType::place;
    case ValueKind::any:
      return type == MentionType::person || type == MentionType::organisation || type == MentionType::group ||
             human_pronoun || (entity && entities_[filler.entity].code != kEmptyString);
    case ValueKind::clause:
      return false;
  }
  return false;
}

bool FrameMatcher::left_out(const Site& site) const {
  if (site.kind != TriggerClass::verb || clauses_.passive(site.head)) return false;
  const Word& word = clauses_.word(site.head);
  return word.head == kNoToken && word.morph.verb_form == VerbForm::finite &&
         clauses_.tokens()[clauses_.tokens().sentence(site.head)].kind == SentenceKind::heading;
}

bool FrameMatcher::condition_holds(const Condition& condition, const Site& site) {
  bool holds = false;
  const Word& word = clauses_.word(site.head);
  // What is asked of an auxiliary is told by its main verb.
  const bool auxiliary = site.kind == TriggerClass::modal && word.deprel == Deprel::aux;
  const TokenId predicate = auxiliary ? clauses_.head(site.head) : site.head;
  switch (condition.flag) {
    case ConditionFlag::none: {
      const bool clause =
          std::ranges::any_of(condition.values, [](const ConditionValue& v) { return v.kind == ValueKind::clause; }) ||
          (condition.slot.kind == SlotKind::comp && condition.values.empty());
      if (clause && clauses_.complement(site.head) != kNoToken) {
        holds = true;
        break;
      }
      if (condition.slot.kind == SlotKind::first) {
        holds = std::ranges::any_of(condition.values,
                                    [&](const ConditionValue& v) { return v.word.matches(to_lower(site.first)); }) ||
                (condition.values.empty() && !site.first.empty());
        break;
      }
      std::vector<Filler> fillers;
      fill(condition.slot, site, fillers);
      for (const Slot& slot : condition.or_slots) fill(slot, site, fillers);
      if (condition.values.empty()) {
        holds = !fillers.empty();
        break;
      }
      if (fillers.empty() && condition.slot.kind == SlotKind::subj && !condition.negated && left_out(site)) {
        holds = std::ranges::any_of(condition.values, [](const ConditionValue& v) {
          return v.kind == ValueKind::actor || v.kind == ValueKind::person || v.kind == ValueKind::any;
        });
        break;
      }
      holds = std::ranges::any_of(fillers, [&](const Filler& filler) {
        return std::ranges::any_of(condition.values, [&](const ConditionValue& v) { return value_holds(v, filler); });
      });
      break;
    }
    case ConditionFlag::def:
      holds = word.morph.definite == Definite::definite || clauses_.possessor(site.head) != kNoToken;
      break;
    case ConditionFlag::indef:
      holds = word.morph.definite != Definite::definite;
      break;
    case ConditionFlag::plural:
      holds = word.morph.number == Number::plural;
      break;
    case ConditionFlag::passive:
      holds = clauses_.passive(predicate);
      break;
    case ConditionFlag::active:
      holds = !clauses_.passive(predicate);
      break;
    case ConditionFlag::heading:
      holds = clauses_.tokens()[clauses_.tokens().sentence(site.head)].kind == SentenceKind::heading;
      break;
    case ConditionFlag::quoted:
      holds = claims_.told_in[index(site.head)] != kNone<StatementId>;
      break;
    case ConditionFlag::neg:
      holds = claims_.stance(predicate).polarity == Polarity::negative;
      break;
    case ConditionFlag::party:
      return true;
  }
  return holds != condition.negated;
}

}  // namespace depesje
