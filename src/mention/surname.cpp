// SPDX-License-Identifier: Apache-2.0
#include "mention/surname.h"

#include <algorithm>
#include <tuple>

namespace depesje::mention_detail {
namespace {

constexpr int kAlias = 3;  // what a surname that the tables give as a name of its own adds

// Compared from the first to the last.
using Claim = std::tuple<bool, bool, int, Day>;  // in office, near, rank of the office, end of the last term before

Claim claim_of(const Work& work, const StringMap<bool>& countries, const Actor& person, bool alias) {
  bool active = false, near = false;
  int rank = 0;
  Day end = kNoDay;
  for (auto i = person.first_term; i < person.last_term; ++i) {
    const Term& term = work.actors.terms()[i];
    const bool now = overlap(term.from, term.to, work.earliest, work.latest);
    if (now) {
      const std::string& country = term.code.country;
      const bool close =
          country == work.language.settings().home || countries.contains(country) || !work.actors.is_country(country);
      const int each = work.actors.rank(term);
      if (std::tuple(active, near, rank) < std::tuple(true, close, each)) {
        active = true;
        near = close;
        rank = each;
      }
    } else if (!active) {
      rank = std::max(rank, work.actors.rank(term));
      if (term.to != kNoDay && term.to < work.earliest && (end == kNoDay || term.to > end)) end = term.to;
    }
  }
  return {active, near, rank + (alias ? kAlias : 0), active || end == kNoDay ? INT32_MIN : end};
}

}  // namespace

std::uint32_t known_surname(const Work& work, const StringMap<bool>& countries, const std::vector<NameEntry>& entries) {
  std::uint32_t found = kNoRow;
  Claim best;
  bool tie = false;
  for (const NameEntry& entry : entries) {
    const Actor& person = work.actors.actors()[entry.actor];
    if (person.kind != ActorKind::person) continue;
    const Claim claim = claim_of(work, countries, person, entry.use == NameUse::alias);
    if (found != kNoRow && claim < best) continue;
    tie = found != kNoRow && claim == best;
    best = claim;
    found = entry.actor;
  }
  return tie ? kNoRow : found;
}

std::uint32_t surname_in_office(const Work& work, const StringMap<bool>& countries, std::uint32_t token, int lowest,
                                std::size_t& bytes) {
  if (has_case(work, token, work.language.settings().place_prepositions)) return kNoRow;
  const std::string_view written = work.text(token);
  std::vector<std::string_view> forms{written};
  for (const std::string& genitive : work.language.settings().genitives) {
    if (written.size() > genitive.size() + 2 && written.ends_with(genitive)) {
      forms.push_back(written.substr(0, written.size() - genitive.size()));
    }
  }
  for (const std::string_view name : forms) {
    const auto* entries = work.actors.named(name, work.language.language());
    if (entries == nullptr) continue;
    const auto other = [&](const NameEntry& entry) {
      return work.actors.actors()[entry.actor].kind != ActorKind::person;
    };
    if (std::ranges::any_of(*entries, other)) continue;
    const std::uint32_t actor = known_surname(work, countries, *entries);
    if (actor == kNoRow) continue;
    const Actor& person = work.actors.actors()[actor];
    for (auto i = person.first_term; i < person.last_term; ++i) {
      const Term& term = work.actors.terms()[i];
      if (work.actors.rank(term) < lowest || !overlap(term.from, term.to, work.earliest, work.latest)) continue;
      bytes = name.size();
      return actor;
    }
  }
  return kNoRow;
}

}  // namespace depesje::mention_detail
