// SPDX-License-Identifier: Apache-2.0
#include "mention/mention_language.h"

#include <algorithm>
#include <charconv>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kShortestRole = 4;    // bytes of a role that may end a compound
constexpr std::size_t kShortestPrefix = 2;  // bytes before it

std::size_t last_two(std::string_view word) {
  const auto a = static_cast<unsigned char>(word[word.size() - 2]);
  const auto b = static_cast<unsigned char>(word[word.size() - 1]);
  return static_cast<std::size_t>(a) * 256 + b;
}

bool is_letter_start(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

// Calls `visit` with the word and with it shorn of each ending until one call says true.
template <class Visit>
bool any_stem(std::string_view word, const std::vector<std::string>& endings, Visit visit) {
  if (visit(word)) return true;
  for (const std::string& ending : endings) {
    // "a>e": the ending gives way to another.
    const std::string_view whole = ending;
    const auto arrow = whole.find('>');
    const std::string_view cut = whole.substr(0, arrow);
    if (word.size() <= cut.size() + 2 || !word.ends_with(cut)) continue;
    const std::string_view stem = word.substr(0, word.size() - cut.size());
    if (arrow == whole.npos ? visit(stem) : visit(std::string(stem).append(whole.substr(arrow + 1)))) return true;
  }
  return false;
}

}  // namespace

Result<MentionLanguage> MentionLanguage::load(const std::filesystem::path& folder, NameLanguage language) {
  MentionLanguage made;
  made.language_ = language;
  made.suffix_filter_.assign(256 * 256, false);
  if (auto done = made.load_settings(folder / "mention.tsv"); !done) return std::unexpected(done.error());
  if (auto done = made.load_roles(folder / "roles.tsv"); !done) return std::unexpected(done.error());
  if (auto done = made.load_pronouns(folder / "pronouns.tsv"); !done) return std::unexpected(done.error());
  if (auto done = made.load_given_names(folder / "given_names.tsv"); !done) return std::unexpected(done.error());
  return made;
}

Result<void> MentionLanguage::load_roles(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"lemma", "sectors", "type", "gender", "flags", "office", "refers"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Role role;
    role.sectors = table->cell(row, "sectors");
    role.office = table->cell(row, "office");
    role.refers = table->cell(row, "refers");
    const std::string_view gender = table->cell(row, "gender");
    role.gender = gender.empty() ? char{0} : gender.front();
    const std::string_view type = table->cell(row, "type");
    if (type == "group") {
      role.type = RoleType::group;
    } else if (type == "organisation") {
      role.type = RoleType::organisation;
    } else if (type != "person") {
      return std::unexpected(table->error_at(row, "type", "unknown type «" + std::string(type) + "»",
                                             "use one of: person, group, organisation"));
    }
    for (const auto flag : split_cell(table->cell(row, "flags"), " ")) {
      if (flag == "compound") {
        role.compound = true;
      } else if (flag == "inherits") {
        role.inherits = true;
      } else if (flag == "context") {
        role.context = true;
      } else if (flag == "topic") {
        role.topic = true;
      } else if (flag == "definite") {
        role.definite = true;
      } else {
        return std::unexpected(table->error_at(row, "flags", "unknown flag «" + std::string(flag) + "»",
                                               "use any of: compound, inherits, context, definite, topic"));
      }
    }
    // Several lemmas in one cell share the row.
    for (const auto lemma : split_cell(table->cell(row, "lemma"), "|")) {
      role.lemma = lemma;
      const auto number = static_cast<std::uint32_t>(roles_.size());
      if (!role_index_.emplace(role.lemma, number).second) {
        return std::unexpected(
            table->error_at(row, "lemma", "«" + role.lemma + "» stands twice", "keep one of the rows"));
      }
      if (role.compound && lemma.size() >= 2) suffix_filter_[last_two(lemma)] = true;
      if (role.lemma.find(' ') != std::string::npos) {
        for (const auto word : split_cell(lemma, " ")) many_words_.emplace(word, true);
      }
      roles_.push_back(role);
    }
  }
  return {};
}

Result<void> MentionLanguage::load_pronouns(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"form", "kind", "number", "gender"});
  if (!table) return std::unexpected(std::move(table).error());
  constexpr std::string_view kinds[] = {"personal", "possessive", "reflexive", "reflexive_possessive", "both"};
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view kind = table->cell(row, "kind");
    const auto found = std::ranges::find(kinds, kind);
    if (found == std::end(kinds)) {
      return std::unexpected(
          table->error_at(row, "kind", "unknown kind «" + std::string(kind) + "»",
                          "use one of: personal, possessive, reflexive, reflexive_possessive, both"));
    }
    Pronoun pronoun;
    pronoun.kind = static_cast<PronounKind>(found - std::begin(kinds));
    pronoun.plural = table->cell(row, "number") == "plural";
    const std::string_view gender = table->cell(row, "gender");
    pronoun.gender = gender.empty() ? char{0} : gender.front();
    for (const auto form : split_cell(table->cell(row, "form"), "|")) pronouns_[std::string(form)] = pronoun;
    if (pronoun.kind == PronounKind::reflexive_possessive) reflexive_possessive_ = true;
  }
  return {};
}

Result<void> MentionLanguage::load_given_names(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"gender", "names"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view gender = table->cell(row, "gender");
    if (gender != "m" && gender != "f") {
      return std::unexpected(
          table->error_at(row, "gender", "unknown gender «" + std::string(gender) + "»", "use m or f"));
    }
    for (const auto name : split_cell(table->cell(row, "names"), " |")) given_names_.emplace(name, gender.front());
  }
  return {};
}

Result<void> MentionLanguage::load_settings(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"key", "value"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view key = table->cell(row, "key");
    const std::string_view value = table->cell(row, "value");
    std::vector<std::string> values;
    for (const auto part : split_cell(value, "|")) values.emplace_back(part);
    const auto longest_first = [&] {
      std::ranges::stable_sort(values, std::greater<>{}, &std::string::size);
      return values;
    };
    const auto set = [&] {
      StringMap<bool> made;
      for (const std::string& each : values) made.emplace(each, true);
      return made;
    };
    if (key == "home") {
      settings_.home = value;
    } else if (key == "home_weight") {
      std::from_chars(value.data(), value.data() + value.size(), settings_.home_weight);
    } else if (key == "genitives") {
      settings_.genitives = longest_first();
    } else if (key == "noun_endings") {
      settings_.noun_endings = longest_first();
    } else if (key == "adjective_endings") {
      settings_.adjective_endings = longest_first();
    } else if (key == "links") {
      settings_.links = values;
    } else if (key == "former_prefixes") {
      settings_.former_prefixes = values;
    } else if (key == "place_prepositions") {
      settings_.place_prepositions = set();
    } else if (key == "owner_prepositions") {
      settings_.owner_prepositions = set();
    } else if (key == "source_prepositions") {
      settings_.source_prepositions = set();
    } else if (key == "scene_prepositions") {
      settings_.scene_prepositions = set();
    } else if (key == "former") {
      settings_.former = set();
    } else if (key == "definite_words") {
      settings_.definite_words = set();
    } else if (key == "two") {
      settings_.two = set();
    } else if (key == "capital_demonyms") {
      settings_.capital_demonyms = value == "yes";
    } else {
      return std::unexpected(table->error_at(row, "key", "unknown setting «" + std::string(key) + "»",
                                             "see the keys in lang/nb/mention.tsv"));
    }
  }
  return {};
}

const Role* MentionLanguage::exact_role(std::string_view words) const {
  const auto found = role_index_.find(words);
  return found == role_index_.end() ? nullptr : &roles_[found->second];
}

const Role* MentionLanguage::suffix_role(std::string_view word, std::string_view& prefix) const {
  if (word.size() < kShortestRole || !suffix_filter_[last_two(word)]) return nullptr;
  for (std::size_t begin = kShortestPrefix; begin + kShortestRole <= word.size(); ++begin) {
    if (!is_letter_start(word[begin])) continue;
    const auto found = role_index_.find(word.substr(begin));
    if (found == role_index_.end() || !roles_[found->second].compound) continue;
    prefix = word.substr(0, begin);
    if (prefix.ends_with('-')) prefix.remove_suffix(1);
    return &roles_[found->second];
  }
  return nullptr;
}

RoleMatch MentionLanguage::role(std::string_view lemma, std::string_view form) const {
  RoleMatch match;
  if ((match.role = exact_role(lemma)) != nullptr) return match;
  if (any_stem(form, settings_.noun_endings, [&](auto stem) { return (match.role = exact_role(stem)) != nullptr; })) {
    return match;
  }
  std::string_view prefix;
  match.role = suffix_role(lemma, prefix);
  if (match.role == nullptr) {
    any_stem(form, settings_.noun_endings,
             [&](auto stem) { return (match.role = suffix_role(stem, prefix)) != nullptr; });
  }
  match.prefix = form.substr(0, prefix.size());  // of the form: the lemma may be gone before the match is used
  return match;
}

const Pronoun* MentionLanguage::pronoun(std::string_view lower) const {
  const auto found = pronouns_.find(lower);
  return found == pronouns_.end() ? nullptr : &found->second;
}

char MentionLanguage::gender_of_given_name(std::string_view name) const {
  const auto found = given_names_.find(name.substr(0, name.find('-')));
  return found == given_names_.end() ? char{0} : found->second;
}

std::uint32_t MentionLanguage::adjective(const ActorTables& actors, std::string_view lemma,
                                         std::string_view form) const {
  std::uint32_t row = actors.adjective(lemma, language_);
  if (row != UINT32_MAX) return row;
  any_stem(form, settings_.adjective_endings,
           [&](auto stem) { return (row = actors.adjective(stem, language_)) != UINT32_MAX; });
  return row;
}

std::uint32_t MentionLanguage::demonym(const ActorTables& actors, std::string_view lemma, std::string_view form) const {
  std::uint32_t row = actors.demonym(lemma, language_);
  if (row != UINT32_MAX) return row;
  any_stem(form, settings_.noun_endings,
           [&](auto stem) { return (row = actors.demonym(stem, language_)) != UINT32_MAX; });
  return row;
}

}  // namespace depesje
