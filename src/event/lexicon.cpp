// SPDX-License-Identifier: Apache-2.0
#include "event/lexicon.h"

#include <algorithm>

namespace depesje {

bool frame_in(std::string_view id, const std::vector<std::string>& patterns) {
  if (patterns.empty()) return true;
  return std::ranges::any_of(patterns, [id](const std::string& pattern) {
    if (pattern.ends_with('*')) return id.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
    return id == pattern;
  });
}

const std::vector<std::uint32_t>* Lexicon::entries_for(TriggerClass kind, std::string_view lemma) const {
  const auto& index = by_lemma_[static_cast<std::size_t>(kind)];
  const auto found = index.find(lemma);
  return found == index.end() ? nullptr : &found->second;
}

const std::vector<std::uint32_t>* Lexicon::compound_entries(TriggerClass kind, std::string_view lemma,
                                                            std::string_view& first) const {
  const auto& index = by_suffix_[static_cast<std::size_t>(kind)];
  if (index.empty()) return nullptr;
  const std::size_t start = lemma.size() > longest_suffix_ ? lemma.size() - longest_suffix_ : 0;
  for (std::size_t at = std::max<std::size_t>(start, 2); at + 2 < lemma.size(); ++at) {
    if ((static_cast<unsigned char>(lemma[at]) & 0xC0U) == 0x80U) continue;
    const auto found = index.find(lemma.substr(at));
    if (found == index.end()) continue;
    first = lemma.substr(0, at);
    while (first.ends_with('-')) first.remove_suffix(1);
    return &found->second;
  }
  return nullptr;
}

const std::vector<CompoundRule>* Lexicon::compound_rules(std::string_view first) const {
  auto found = compounds_.find(first);
  if (found == compounds_.end() && first.size() > 2 && (first.ends_with('s') || first.ends_with('e'))) {
    found = compounds_.find(first.substr(0, first.size() - 1));
  }
  return found == compounds_.end() ? nullptr : &found->second;
}

const std::vector<LightVerb>* Lexicon::light_verbs(std::string_view verb) const {
  const auto found = light_verbs_.find(verb);
  return found == light_verbs_.end() ? nullptr : &found->second;
}

bool Lexicon::in_class(std::uint32_t class_row, std::string_view lemma) const {
  const WordClass& words = classes_[class_row];
  if (words.words.contains(lemma)) return true;
  return std::ranges::any_of(words.suffixes, [lemma](const std::string& end) { return lemma.ends_with(end); });
}

bool Lexicon::in_class(std::string_view name, std::string_view lemma) const {
  const auto found = class_rows_.find(name);
  return found != class_rows_.end() && in_class(found->second, lemma);
}

}  // namespace depesje
