// SPDX-License-Identifier: Apache-2.0
#include "mention/draft.h"

#include <algorithm>

#include "base/unicode.h"

namespace depesje::mention_detail {

// The sectors whose former holders are the old elite (ELI).
bool governs(std::string_view sectors) { return sectors.starts_with("GOV") || sectors.starts_with("LEG"); }

EntityId add_entity(Work& work, std::string_view name, MentionType type) {
  const auto id = static_cast<EntityId>(work.entities.size());
  EntityDraft& made = work.entities.emplace_back();
  made.entity.name = work.pool.add(name);
  made.entity.type = type;
  return id;
}

void set_code(Work& work, EntityDraft& entity, std::string_view country, std::string_view sectors) {
  entity.entity.country = work.pool.add(country);
  entity.entity.sectors = work.pool.add(sectors);
  entity.entity.code =
      country.empty() && sectors.empty() ? kEmptyString : work.pool.add(code_of_parts(country, sectors));
  entity.coded = true;
}

const Term* active_term(const Work& work, const Actor& person, std::string_view office) {
  for (auto i = person.first_term; i < person.last_term; ++i) {
    const Term& term = work.actors.terms()[i];
    if (term.office == office && overlap(term.from, term.to, work.earliest, work.latest)) return &term;
  }
  return nullptr;
}

bool ever_held(const Work& work, const Actor& person, std::string_view office) {
  for (auto i = person.first_term; i < person.last_term; ++i) {
    if (work.actors.terms()[i].office == office) return true;
  }
  return false;
}

bool code_of_person(const Work& work, const Actor& person, CodeParts& code) {
  const Term* best = nullptr;
  const Term* last = nullptr;   // ended before the document
  const Term* first = nullptr;  // begins after it
  for (auto i = person.first_term; i < person.last_term; ++i) {
    const Term& term = work.actors.terms()[i];
    if (overlap(term.from, term.to, work.earliest, work.latest)) {
      const int rank = work.actors.rank(term);
      const int before = best == nullptr ? 0 : work.actors.rank(*best);
      if (rank > before || (rank == before && term.from >= best->from)) best = &term;
    } else if (term.to != kNoDay && work.earliest != kNoDay && term.to < work.earliest) {
      if (last == nullptr || term.to > last->to) last = &term;
    } else if (first == nullptr || term.from < first->from) {
      first = &term;
    }
  }
  if (best != nullptr) {
    code = best->code;
  } else if (last != nullptr) {
    code = last->code;
    if (governs(code.sectors) && work.actors.is_country(code.country)) code.sectors = "ELI";
  } else if (first != nullptr) {
    code = first->code;
    if (governs(code.sectors)) code.sectors = "PTY";  // who will hold office stands for election first
  } else {
    return false;
  }
  return true;
}

EntityId entity_of_actor(Work& work, std::uint32_t actor) {
  if (const auto found = work.by_actor.find(actor); found != work.by_actor.end()) return found->second;
  const Actor& row = work.actors.actors()[actor];
  const auto language = static_cast<std::size_t>(work.language.language());
  const auto type = row.kind == ActorKind::person ? MentionType::person : MentionType::organisation;
  const EntityId id = add_entity(work, row.names[language], type);
  EntityDraft& made = work.entity(id);
  made.actor = actor;
  made.entity.actor = work.pool.add(row.id);
  made.group = row.group;
  made.gender = row.gender;
  made.is_country = row.kind != ActorKind::organisation && row.kind != ActorKind::person;
  made.entity.plural = row.kind == ActorKind::ethnic;
  if (row.kind != ActorKind::person) {
    set_code(work, made, row.code.country, row.code.sectors);
  } else if (CodeParts code; code_of_person(work, row, code)) {
    set_code(work, made, code.country, code.sectors);
  }
  work.by_actor.emplace(actor, id);
  return id;
}

bool has_case(const Work& work, std::uint32_t token, const StringMap<bool>& set) {
  const std::string_view word = case_of(work, token);
  return !word.empty() && set.contains(word);
}

std::string_view case_of(const Work& work, std::uint32_t token) {
  const Rows rows = work.children(token);
  for (auto row = rows.begin; row < rows.end; ++row) {
    const auto child = work.child(row);
    if (work.word(child).deprel == Deprel::case_ && work.word(child).upos == Upos::adp) return work.lower(child);
  }
  return {};
}

bool is_subject(Deprel relation) {
  return relation == Deprel::nsubj || relation == Deprel::nsubj_pass || relation == Deprel::nsubj_outer;
}

void set_span(Work& work, Draft& draft, std::uint32_t begin, std::uint32_t end) {
  draft.mention.tokens = {begin, end};
  draft.mention.span = {work.tokens.tokens[begin].span.begin, work.tokens.tokens[end - 1].span.end};
}

RoleMatch role_at(const Work& work, std::uint32_t token) {
  const std::string_view form = work.lower(token);
  const std::string_view lemma = work.lemma(token);
  if (work.language.in_many_words(lemma) || work.language.in_many_words(form)) {
    const Rows sentence = work.tokens[work.tokens.sentence_of[token]].tokens;
    const auto joined = [&](std::uint32_t begin, std::uint32_t end) {
      std::string words;
      for (auto i = begin; i < end; ++i) {
        if (!words.empty()) words += ' ';
        words += i == token ? lemma : work.lower(i);
      }
      return work.language.exact_role(to_lower(words));
    };
    for (std::uint32_t before = 3; before >= 1; --before) {
      if (token < sentence.begin + before) continue;
      if (const Role* role = joined(token - before, token + 1)) return {role, {}, before, 0};
    }
    if (token + 3 <= sentence.end) {
      if (const Role* role = joined(token, token + 3)) return {role, {}, 0, 2};
    }
  }
  // A lemma may be written with a capital ("Storting"); forms are lower-cased already.
  return work.language.role(to_lower(lemma), form);
}

}  // namespace depesje::mention_detail
