// SPDX-License-Identifier: Apache-2.0
#include "token/token_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "base/tsv.h"

namespace depesje {
namespace {

constexpr std::array<std::pair<std::string_view, AbbreviationKind>, 5> kKinds = {{
    {"inner", AbbreviationKind::inner},
    {"any", AbbreviationKind::any},
    {"rare", AbbreviationKind::rare},
    {"number", AbbreviationKind::number},
    {"clear", AbbreviationKind::clear},
}};

// A table that may be missing; its columns must be right where it is there.
Result<std::optional<TsvTable>> load_optional(const std::filesystem::path& path,
                                              const std::vector<std::string_view>& required) {
  std::error_code code;
  if (!std::filesystem::exists(path, code)) return std::nullopt;
  auto table = TsvTable::load(path, required);
  if (!table) return std::unexpected(std::move(table).error());
  return std::optional(std::move(*table));
}

}  // namespace

Result<TokenRules> TokenRules::load(const std::filesystem::path& folder) {
  TokenRules rules;
  const auto abbreviations = TsvTable::load(folder / "abbreviations.tsv", {"form", "kind"});
  if (!abbreviations) return std::unexpected(abbreviations.error());
  for (std::size_t row = 0; row < abbreviations->rows(); ++row) {
    const std::string_view name = abbreviations->cell(row, "kind");
    const auto kind = std::ranges::find(kKinds, name, &std::pair<std::string_view, AbbreviationKind>::first);
    if (kind == kKinds.end()) {
      return std::unexpected(abbreviations->error_at(row, "kind", "unknown kind «" + std::string(name) + "»",
                                                     "use one of: inner, any, rare, number, clear"));
    }
    rules.abbreviations_.emplace(abbreviations->cell(row, "form"), kind->second);
  }

  const auto contractions = load_optional(folder / "contractions.tsv", {"form", "parts"});
  if (!contractions) return std::unexpected(contractions.error());
  if (*contractions) {
    const TsvTable& table = **contractions;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto parts = split_cell(table.cell(row, "parts"), "|");
      if (parts.size() != 2 || std::string(parts[0]) + std::string(parts[1]) != table.cell(row, "form")) {
        return std::unexpected(table.error_at(row, "parts", "the parts are not the form cut in two", "write can|not"));
      }
      rules.contractions_.emplace(table.cell(row, "form"), parts[0].size());
    }
  }

  const std::array<std::pair<std::string_view, Words*>, 3> lists = {
      {{"fixed", &rules.fixed_}, {"prefixes", &rules.prefixes_}, {"starters", &rules.starters_}}};
  for (const auto& [name, words] : lists) {
    const auto table = load_optional(folder / (std::string(name) + ".tsv"), {"form"});
    if (!table) return std::unexpected(table.error());
    for (std::size_t row = 0; *table && row < (*table)->rows(); ++row) words->emplace((*table)->cell(row, "form"));
  }
  for (const std::string& form : rules.fixed_) rules.longest_fixed_ = std::max(rules.longest_fixed_, form.size());

  const auto credits = load_optional(folder / "credits.tsv", {"form", "kind"});
  if (!credits) return std::unexpected(credits.error());
  for (std::size_t row = 0; *credits && row < (*credits)->rows(); ++row) {
    const std::string_view kind = (*credits)->cell(row, "kind");
    if (kind != "cue" && kind != "agency") {
      return std::unexpected(
          (*credits)->error_at(row, "kind", "unknown kind «" + std::string(kind) + "»", "use one of: cue, agency"));
    }
    (kind == "cue" ? rules.credits_ : rules.agencies_).emplace((*credits)->cell(row, "form"));
  }

  const auto clitics = load_optional(folder / "clitics.tsv", {"form"});
  if (!clitics) return std::unexpected(clitics.error());
  for (std::size_t row = 0; *clitics && row < (*clitics)->rows(); ++row) {
    rules.clitics_.emplace_back((*clitics)->cell(row, "form"));
  }
  std::ranges::sort(rules.clitics_, std::ranges::greater(), &std::string::size);

  const auto settings = load_optional(folder / "settings.tsv", {"name", "value"});
  if (!settings) return std::unexpected(settings.error());
  const std::array<std::pair<std::string_view, bool*>, 5> switches = {{
      {"ordinal_stop", &rules.settings_.ordinal_stop},
      {"split_hyphen", &rules.settings_.split_hyphen},
      {"colon_ends", &rules.settings_.colon_ends},
      {"joined_genitive", &rules.settings_.joined_genitive},
      {"small_letter", &rules.settings_.small_letter},
  }};
  for (std::size_t row = 0; *settings && row < (*settings)->rows(); ++row) {
    const TsvTable& table = **settings;
    const auto found = std::ranges::find(switches, table.cell(row, "name"), &std::pair<std::string_view, bool*>::first);
    const std::string_view value = table.cell(row, "value");
    if (found == switches.end()) {
      return std::unexpected(
          table.error_at(row, "name", "unknown setting «" + std::string(table.cell(row, "name")) + "»",
                         "use one of: ordinal_stop, split_hyphen, colon_ends, joined_genitive, small_letter"));
    }
    if (value != "yes" && value != "no") {
      return std::unexpected(
          table.error_at(row, "value", "«" + std::string(value) + "» is no switch", "write yes or no"));
    }
    *found->second = value == "yes";
  }
  return rules;
}

AbbreviationKind TokenRules::abbreviation(std::string_view form) const {
  const auto found = abbreviations_.find(form);
  return found == abbreviations_.end() ? AbbreviationKind::none : found->second;
}

std::size_t TokenRules::contraction_cut(std::string_view word) const {
  if (const auto found = contractions_.find(word); found != contractions_.end()) return found->second;
  for (const std::string& clitic : clitics_) {
    if (word.size() > clitic.size() && word.ends_with(clitic)) return word.size() - clitic.size();
  }
  return 0;
}

std::size_t TokenRules::fixed_length(std::string_view text) const {
  for (std::size_t size = std::min(longest_fixed_, text.size()); size > 0; --size) {
    if (fixed_.contains(text.substr(0, size))) return size;
  }
  return 0;
}

}  // namespace depesje
