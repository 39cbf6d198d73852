// SPDX-License-Identifier: Apache-2.0
//
// ActorTables: world/actors in memory: states and peoples, organisations, persons and the offices they held when.
// Format: world/README.md. Immutable once loaded; share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/date.h"
#include "depesje/result.h"

namespace depesje {

// What world/actors/offices.tsv says of an office; without a row the rank follows from the sector.
struct Office {
  int rank = 0;         // which of several offices held at once speaks; 0 = by sector
  bool single = false;  // one holder at a time in one country
};

enum class ActorKind : std::uint8_t { country, ethnic, region, organisation, person };
enum class NameLanguage : std::uint8_t { nb, nn, en };
inline constexpr std::string_view kNameLanguages[] = {"nb", "nn", "en"};

// Code of an actor cut in two: "USAGOV" → "USA", "GOV"; "IGOEURLEG" → "IGO", "EUR LEG".
struct CodeParts {
  std::string country;
  std::string sectors;
};
CodeParts parts_of_code(std::string_view code);
std::string code_of_parts(std::string_view country, std::string_view sectors);

struct Term {
  std::uint32_t person = 0;  // row of ActorTables::actors
  std::string office;
  CodeParts code;
  Day from = kNoDay;  // kNoDay = not bounded
  Day to = kNoDay;
  std::uint32_t line = 0;
};

struct Actor {
  ActorKind kind = ActorKind::organisation;
  std::string id;        // world/ row id; the code for countries
  std::string names[3];  // by NameLanguage
  CodeParts code;        // persons: empty, their code comes from the term
  std::string group;     // the table's `kind`: party, armed_group, state …
  char gender = 0;       // 'm', 'f', 0 = not known
  Day from = kNoDay;
  Day to = kNoDay;
  std::uint32_t first_term = 0, last_term = 0;  // persons: [first, last) of ActorTables::terms
};

// How a name stands for its actor. A one-word alias of a person ("Gaddafi") goes before a surname we cut off ourselves.
enum class NameUse : std::uint8_t { name, seat, alias, surname };

constexpr bool is_surname(NameUse use) { return use == NameUse::alias || use == NameUse::surname; }

struct NameEntry {
  std::uint32_t actor = 0;
  NameUse use = NameUse::name;
};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

class ActorTables {
 public:
  // `folder` is world/actors.
  static Result<ActorTables> load(const std::filesystem::path& folder);

  const std::vector<Actor>& actors() const { return actors_; }
  const std::vector<Term>& terms() const { return terms_; }

  // Actors called so, case as written; nullptr = none.
  const std::vector<NameEntry>* named(std::string_view text, NameLanguage language) const;
  // Longest name (bytes) that begins with the same four bytes (or is itself that short); 0 = none does.
  std::size_t longest_from(std::string_view start, NameLanguage language) const;
  // Country, region or people of a lower-cased adjective or demonym; UINT32_MAX = none.
  std::uint32_t adjective(std::string_view lower, NameLanguage language) const;
  std::uint32_t demonym(std::string_view lower, NameLanguage language) const;
  std::uint32_t country(std::string_view code) const;  // row; UINT32_MAX = none
  // Holders of an office ("president") of a country, rows of terms().
  const std::vector<std::uint32_t>* holders(std::string_view country, std::string_view office) const;
  // How much an office weighs beside others held at once: rank of offices.tsv, else by sector.
  int rank(const Term& term) const;
  const Office* office(std::string_view name) const;
  // Whether a code's first three letters name a state, territory, region or people, not a class such as IGO.
  bool is_country(std::string_view code) const { return country(code) != UINT32_MAX; }

 private:
  struct LanguageIndex {
    StringMap<std::vector<NameEntry>> names;
    std::vector<bool> seen;              // by hash: false = no name hashes so, which spares a look into `names`
    std::vector<std::uint16_t> longest;  // by start_key of the first four bytes: bytes of the longest name
    StringMap<std::uint32_t> adjectives;
    StringMap<std::uint32_t> demonyms;
  };

  static void add_name(std::string_view name, std::uint32_t actor, NameUse use, LanguageIndex& index);
  void add_person_name(std::string_view name, std::uint32_t actor, NameUse use);
  Result<void> load_countries(const std::filesystem::path& file);
  Result<void> load_organisations(const std::filesystem::path& file);
  Result<void> load_offices(const std::filesystem::path& file);
  Result<void> load_people(const std::filesystem::path& people, const std::filesystem::path& terms);

  std::vector<Actor> actors_;
  std::vector<Term> terms_;
  // A name of persons that a language also has for something else stands in its index with all its actors.
  LanguageIndex index_[3];
  LanguageIndex people_;  // names of persons, the same in every language
  StringMap<std::uint32_t> countries_;
  StringMap<Office> offices_;
  StringMap<std::vector<std::uint32_t>> holders_;  // "USA president" → terms
};

// "2016", "2016-07", "2016-07-13" → first or last day; kNoDay where it is no such date.
Day first_day_of(std::string_view text);
Day last_day_of(std::string_view text);

// Whether [from, to] and [earliest, latest] share a day; kNoDay leaves an end open.
constexpr bool overlap(Day from, Day to, Day earliest, Day latest) {
  return (from == kNoDay || latest == kNoDay || from <= latest) &&
         (to == kNoDay || earliest == kNoDay || earliest <= to);
}

}  // namespace depesje
