// SPDX-License-Identifier: Apache-2.0
#include "mention/role_code.h"

#include <algorithm>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje::mention_detail {
namespace {

bool code_of_actor(const Work& work, std::uint32_t row, CodeParts& code) {
  const Actor& actor = work.actors.actors()[row];
  if (actor.kind == ActorKind::person) return code_of_person(work, actor, code);
  code = actor.code;
  return true;
}

bool code_of_owner(const Work& work, const Draft& draft, CodeParts& code) {
  if (draft.owner != kNoRow) {
    const Draft& owner = work.drafts[draft.owner];
    // "Bergs russiske forsvarer": of a person's people an adjective tells more than the person.
    if (!owner.refs.empty() && owner.mention.type == MentionType::person && draft.owner_actor != kNoRow) {
      return code_of_actor(work, draft.owner_actor, code);
    }
    // A lawyer is of the court's country, whoever his client is.
    if (draft.role->topic && owner.mention.type == MentionType::person) return false;
    if (!owner.refs.empty()) {
      const Entity& entity = work.entities[index(owner.refs.front())].entity;
      code = {std::string(work.pool.at(entity.country)), std::string(work.pool.at(entity.sectors))};
      if (!code.country.empty() || !code.sectors.empty()) return true;
    }
  }
  if (draft.owner_entity != kNone<EntityId>) {
    const Entity& entity = work.entities[index(draft.owner_entity)].entity;
    code = {std::string(work.pool.at(entity.country)), std::string(work.pool.at(entity.sectors))};
    if (!code.country.empty()) return true;
  }
  return draft.owner_actor != kNoRow && code_of_actor(work, draft.owner_actor, code);
}

// "politi" of "politikilde", "opposisjon" of "opposisjonsleder".
const Role* role_of_prefix(const Work& work, std::string_view prefix) {
  if (prefix.empty()) return nullptr;
  if (const Role* role = work.language.exact_role(prefix)) return role;
  for (const std::string& link : work.language.settings().links) {
    if (!prefix.ends_with(link)) continue;
    if (const Role* role = work.language.exact_role(prefix.substr(0, prefix.size() - link.size()))) return role;
  }
  return work.language.role(prefix, prefix).role;
}

// "eksperter", "flere selskaper": of whatever country, where a phrase does not say whose; crowds, police and soldiers
// are those of the place.
bool speaks_for_all(const Draft& draft, std::string_view sectors) {
  if (draft.definite || draft.mention.form == MentionForm::name) return false;
  if (sectors == "GOV") return draft.plural;
  return sectors == "EDU" || sectors == "BUS" || sectors == "JRN" || sectors == "NGO";
}

// Police and crowds are those of where the clause says it happens, else of the country the article is about.
std::string_view country_of_scene(const Work& work, const Draft& draft) {
  const std::uint32_t scene = work.scenes[static_cast<std::uint32_t>(draft.mention.head)];
  return scene == kNoRow ? std::string_view(work.context_country) : work.actors.actors()[scene].code.country;
}

}  // namespace

RoleCode code_of_role(const Work& work, const Draft& draft) {
  RoleCode made;
  const Role& role = *draft.role;
  CodeParts owner;
  made.owned = code_of_owner(work, draft, owner);
  const Role* prefix = made.owned && draft.owner == kNoRow && draft.owner_actor == kNoRow
                           ? nullptr
                           : role_of_prefix(work, work.pool.at(draft.prefix));
  const bool state = made.owned && (owner.country.empty() || work.actors.is_country(owner.country));
  if (made.owned && !state) {
    made.code = owner;
    made.whole = true;
    if (role.sectors == "LEG") made.code.sectors += owner.sectors.empty() ? "LEG" : " LEG";
    return made;
  }
  made.code.country = owner.country;
  made.code.sectors = role.sectors;
  if (role.inherits) {
    if (prefix != nullptr && !prefix->sectors.empty()) {
      made.code.sectors = prefix->sectors;
    } else if (made.owned && !owner.sectors.empty()) {
      made.code.sectors = owner.sectors;
    } else if (made.owned && role.sectors.empty()) {
      made.code.sectors = "GOV";
    }
  }
  if (!made.owned && !speaks_for_all(draft, made.code.sectors) &&
      (role.context || (prefix != nullptr && prefix->context)))
    made.code.country = country_of_scene(work, draft);
  if (draft.former && governs(made.code.sectors)) made.code.sectors = "ELI";
  return made;
}

void apply_role(Work& work, EntityDraft& entity, const Draft& draft) {
  if (draft.role == nullptr) return;
  const bool known_before = std::ranges::find(entity.roles, draft.role) != entity.roles.end();
  if (!known_before && !draft.former) entity.roles.push_back(draft.role);
  if (entity.gender == 0) entity.gender = draft.role->gender;
  const RoleCode made = code_of_role(work, draft);
  if (entity.actor != kNoRow && work.actors.actors()[entity.actor].kind == ActorKind::person) {
    const Actor& person = work.actors.actors()[entity.actor];
    bool active = false;
    for (auto i = person.first_term; i < person.last_term; ++i) {
      const Term& term = work.actors.terms()[i];
      if (!overlap(term.from, term.to, work.earliest, work.latest)) continue;
      active = true;
      const bool same_office = !draft.role->office.empty() && draft.role->office.find(term.office) != std::string::npos;
      if (term.code.sectors == "LEG" && entity.coded) continue;  // a candidate who is called senator stays one
      if (!draft.former && (same_office || term.code.sectors == made.code.sectors)) {
        set_code(work, entity, term.code.country, term.code.sectors);
        return;
      }
    }
    // A member of parliament whom the article calls by the party speaks for the party.
    if (active && made.owned && !draft.former && made.code.sectors == "PTY" &&
        work.pool.at(entity.entity.sectors) == "LEG") {
      set_code(work, entity, made.code.country, made.code.sectors);
      return;
    }
    if (active || entity.coded) {
      bool held = false;
      for (const auto office : split_cell(draft.role->office, "|")) held = held || ever_held(work, person, office);
      // Out of office, the article's newer role counts ("presidential candidate"), not the old office's title.
      if (active || held || made.code.sectors.empty() || draft.former) return;
      set_code(work, entity, made.code.country.empty() ? work.pool.at(entity.entity.country) : made.code.country,
               made.code.sectors);
      return;
    }
  }
  if (entity.coded && !(entity.guessed && made.owned)) {
    // A later, more telling phrase may still give the country.
    if (entity.actor != kNoRow || entity.entity.country != kEmptyString || made.code.country.empty()) return;
  }
  if (made.code.sectors.empty() && made.code.country.empty()) return;
  entity.guessed = !made.owned;
  std::string country = made.code.country;
  if (country.empty()) country = work.context_country;
  set_code(work, entity, country, made.code.sectors.empty() && !made.whole ? "CVL" : made.code.sectors);
}

std::uint32_t holder_of(const Work& work, std::string_view country, std::string_view offices) {
  std::uint32_t best = kNoRow;
  bool best_mentioned = false;
  Day best_from = kNoDay;
  for (const auto office : split_cell(offices, "|")) {
    const auto* terms = work.actors.holders(country, office);
    if (terms == nullptr) continue;
    for (const std::uint32_t number : *terms) {
      const Term& term = work.actors.terms()[number];
      if (!overlap(term.from, term.to, work.earliest, work.latest)) continue;
      const bool mentioned = work.by_actor.contains(term.person);
      if (best != kNoRow && (best_mentioned > mentioned || (best_mentioned == mentioned && best_from >= term.from)))
        continue;
      best = term.person;
      best_mentioned = mentioned;
      best_from = term.from;
    }
    if (best != kNoRow) return best;
  }
  return best;
}

bool answers_to(const Work& work, const EntityDraft& entity, const Role& role) {
  for (const Role* each : entity.roles) {
    if (each == &role || (!role.office.empty() && each->office == role.office)) return true;
  }
  if (role.office.empty() || entity.actor == kNoRow) return false;
  const Actor& actor = work.actors.actors()[entity.actor];
  if (actor.kind != ActorKind::person) return false;
  for (const auto office : split_cell(role.office, "|")) {
    if (active_term(work, actor, office) != nullptr) return true;
  }
  return false;
}

}  // namespace depesje::mention_detail
