// SPDX-License-Identifier: Apache-2.0
#include "mention/acting.h"

namespace depesje::mention_detail {
namespace {

// "en pressemelding fra Kreml", "ifølge Det hvite hus": a seat as a source; "mannen fra London" only comes from
// there.
bool reports(const Work& work, std::uint32_t head) {
  const auto& settings = work.language.settings();
  const std::string_view word = case_of(work, head);
  if (word.empty() || !settings.source_prepositions.contains(word)) return false;
  if (!settings.place_prepositions.contains(word)) return true;
  const std::uint32_t noun = work.head(head);
  return work.word(head).deprel == Deprel::nmod && noun != kNoRow && noun < head &&
         work.word(noun).upos == Upos::noun && role_at(work, noun).role == nullptr;
}

}  // namespace

bool acts(const Work& work, std::uint32_t head, NameType label, NameUse use) {
  if (use == NameUse::seat && reports(work, head)) return true;
  if (has_case(work, head, work.language.settings().place_prepositions)) return false;
  std::uint32_t top = head;
  if (work.word(head).deprel == Deprel::conj && work.head(head) != kNoRow) top = work.head(head);
  const Deprel relation = work.word(top).deprel;
  const bool agent = is_subject(relation) || relation == Deprel::obl_agent;
  if (use == NameUse::seat) {
    if (label == NameType::gpe_org || label == NameType::org) return true;
    if (label == NameType::gpe_loc) return false;
    return agent && !work.word(head).morph.passive;
  }
  if (label == NameType::gpe_org) return true;
  if (has_case(work, top, work.language.settings().place_prepositions)) return false;
  if (label == NameType::gpe_loc && !agent) return false;
  return agent || relation == Deprel::obj || relation == Deprel::iobj || relation == Deprel::obl ||
         relation == Deprel::nmod || relation == Deprel::nmod_poss || relation == Deprel::root;
}

}  // namespace depesje::mention_detail
