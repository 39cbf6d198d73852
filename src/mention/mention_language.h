// SPDX-License-Identifier: Apache-2.0
//
// MentionLanguage: what lang/<code>/ says about mentions: role and group nouns (roles.tsv), pronouns (pronouns.tsv),
// given names and their gender (given_names.tsv), endings and closed classes (mention.tsv).
// Formats are described at the head of each file. Immutable once loaded; share it between threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "mention/actor_tables.h"

namespace depesje {

enum class RoleType : std::uint8_t { person, group, organisation };

struct Role {
  std::string lemma;
  std::string sectors;  // "GOV", "GOV MIL"; empty = only what the owner gives
  std::string office;   // office of world/actors/terms.tsv it names
  std::string refers;   // "country", "party" …: a phrase without owner stands for the last such entity
  RoleType type = RoleType::person;
  char gender = 0;        // 'm', 'f', 0
  bool compound = false;  // may be the last part of a longer word
  bool inherits = false;  // takes the sectors of its owner ("spokesman for the police")
  bool context = false;   // without owner it belongs to the country the article is about
  bool topic = false;     // the first part of a compound says what it deals with, not whose it is ("EU-ekspert")
  bool definite = false;  // counts only in the definite form ("retten", not "rett")
};

struct RoleMatch {
  const Role* role = nullptr;
  std::string_view prefix;          // first part of a compound, without linking letter and hyphen
  std::uint32_t tokens_before = 0;  // tokens of a many-word role before and after the head
  std::uint32_t tokens_after = 0;
};

enum class PronounKind : std::uint8_t { personal, possessive, reflexive, reflexive_possessive, both };

struct Pronoun {
  PronounKind kind = PronounKind::personal;
  bool plural = false;
  char gender = 0;  // 'm', 'f', 'n' a thing, 0 = any person
};

struct MentionSettings {
  std::string home;        // country of the article where it names no other
  double home_weight = 0;  // mentions another country needs to outweigh home
  std::vector<std::string> genitives, noun_endings, adjective_endings, links, former_prefixes;
  StringMap<bool> place_prepositions, owner_prepositions, source_prepositions, scene_prepositions, former,
      definite_words, two;
  bool capital_demonyms = false;
};

class MentionLanguage {
 public:
  static Result<MentionLanguage> load(const std::filesystem::path& folder, NameLanguage language);

  // The role a word names, by lemma or form (both lower-cased), whole or as last part of a compound.
  RoleMatch role(std::string_view lemma, std::string_view form) const;
  // A role of several words, the words joined by blanks; nullptr = none.
  const Role* exact_role(std::string_view words) const;
  bool in_many_words(std::string_view word) const { return many_words_.contains(word); }
  const Pronoun* pronoun(std::string_view lower) const;
  // Whether an owner that is the subject has a form of its own ("sin").
  bool has_reflexive_possessive() const { return reflexive_possessive_; }
  char gender_of_given_name(std::string_view name) const;
  // Row of a country by one of its adjectives or demonyms in any inflection; UINT32_MAX = none.
  std::uint32_t adjective(const ActorTables& actors, std::string_view lemma, std::string_view form) const;
  std::uint32_t demonym(const ActorTables& actors, std::string_view lemma, std::string_view form) const;

  const MentionSettings& settings() const { return settings_; }
  NameLanguage language() const { return language_; }

 private:
  Result<void> load_roles(const std::filesystem::path& file);
  Result<void> load_pronouns(const std::filesystem::path& file);
  Result<void> load_settings(const std::filesystem::path& file);
  Result<void> load_given_names(const std::filesystem::path& file);
  const Role* suffix_role(std::string_view word, std::string_view& prefix) const;

  NameLanguage language_ = NameLanguage::nb;
  MentionSettings settings_;
  std::vector<Role> roles_;
  StringMap<std::uint32_t> role_index_;
  StringMap<bool> many_words_;
  StringMap<Pronoun> pronouns_;
  bool reflexive_possessive_ = false;
  StringMap<char> given_names_;
  std::vector<bool> suffix_filter_;  // by the last two bytes of roles that end compounds
};

}  // namespace depesje
