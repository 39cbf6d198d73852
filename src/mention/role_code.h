// SPDX-License-Identifier: Apache-2.0
//
// What code a role phrase gives: its owner's country, its own or its owner's sectors. Internal to src/mention.
#pragma once

#include "mention/draft.h"

namespace depesje::mention_detail {

struct RoleCode {
  CodeParts code;
  bool owned = false;  // an owner or adjective gave the country
  bool whole = false;  // an organisation without country gave the whole code ("IGOUNO")
};

// Needs the owner draft resolved.
RoleCode code_of_role(const Work& work, const Draft& draft);

// Gives an entity the role the article names it by; the tables' word goes before the article's.
void apply_role(Work& work, EntityDraft& entity, const Draft& draft);

// Who held the office then: actor row, kNoRow = not known. Persons of the article go before others.
std::uint32_t holder_of(const Work& work, std::string_view country, std::string_view offices);

// Whether the entity is what the role names: called so before, or holds such an office.
bool answers_to(const Work& work, const EntityDraft& entity, const Role& role);

}  // namespace depesje::mention_detail
