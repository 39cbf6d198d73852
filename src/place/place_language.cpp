// SPDX-License-Identifier: Apache-2.0
#include "place/place_language.h"

#include <map>
#include <system_error>

#include "base/tsv.h"

namespace depesje {

Result<PlaceWords> PlaceWords::load(const std::filesystem::path& folder, PlaceLanguage language) {
  PlaceWords words;
  words.language = language;
  auto table = TsvTable::load(folder / "place.tsv", {"key", "value"});
  if (!table) return std::unexpected(std::move(table).error());
  const std::map<std::string_view, Set*> sets = {
      {"prepositions", &words.prepositions}, {"scene_words", &words.scene_words}, {"link_words", &words.link_words},
      {"region_words", &words.region_words}, {"directions", &words.directions},   {"titles", &words.titles},
      {"not_places", &words.not_places},
  };
  const std::map<std::string_view, std::vector<std::string>*> lists = {
      {"region_endings", &words.region_endings},
      {"site_endings", &words.site_endings},
      {"direction_prefixes", &words.direction_prefixes},
      {"articles", &words.articles},
      {"genitives", &words.genitives},
  };
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view key = table->cell(row, "key"), value = table->cell(row, "value");
    if (key == "home") {
      words.home = value;
    } else if (key == "trust_labels") {
      if (value != "yes" && value != "no") return std::unexpected(table->error_at(row, "value", "use yes or no"));
      words.trust_labels = value == "yes";
    } else if (const auto set = sets.find(key); set != sets.end()) {
      for (const auto word : split_cell(value, "|")) set->second->emplace(word);
    } else if (const auto list = lists.find(key); list != lists.end()) {
      for (const auto word : split_cell(value, "|")) list->second->emplace_back(word);
    } else {
      return std::unexpected(table->error_at(row, "key", "unknown setting " + std::string(key)));
    }
  }
  const auto names_file = folder / "given_names.tsv";
  std::error_code code;
  if (std::filesystem::exists(names_file, code)) {
    auto names = TsvTable::load(names_file, {"names"});
    if (!names) return std::unexpected(std::move(names).error());
    for (std::size_t row = 0; row < names->rows(); ++row) {
      for (const auto name : split_cell(names->cell(row, "names"), " ")) words.given_names.emplace(name);
    }
  }
  return words;
}

}  // namespace depesje
