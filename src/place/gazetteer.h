// SPDX-License-Identifier: Apache-2.0
//
// Gazetteer: what a name may stand for on the map. Two sources: the own tables of world/places (with the names of
// states from world/actors/countries.tsv) and, where it was built, the index made of GeoNames.
// Immutable once loaded; share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/result.h"
#include "place/index_file.h"
#include "place/place.h"

namespace depesje {

enum class PlaceLanguage : std::uint8_t { nb, nn, en };
inline constexpr std::string_view kPlaceLanguages[] = {"nb", "nn", "en"};

// One place as either source gives it; views live as long as the gazetteer.
struct GazetteerPlace {
  std::string_view name, country, admin1;
  std::string_view id;          // own rows
  std::uint32_t source_id = 0;  // of the index
  double latitude = 0, longitude = 0;
  float weight = 0;  // how readily the bare name means it: decimal logarithm of its people, own rows by kind
  PlacePrecision precision = PlacePrecision::city;
  bool own = false;
  bool division = false;  // a province, county …, of the index
};

class Gazetteer {
 public:
  // `data_root` holds world/; the index is looked for in it and in its build/.
  static Result<Gazetteer> load(const std::filesystem::path& data_root);
  static Result<Gazetteer> load(const std::filesystem::path& world, const std::optional<std::filesystem::path>& index);

  // Adds what is called so, case as written. Own rows come first.
  void find(std::string_view name, PlaceLanguage language, std::vector<GazetteerPlace>& out) const;
  void find_own(std::string_view name, PlaceLanguage language, std::vector<GazetteerPlace>& out) const;
  bool has_index() const { return index_.has_value(); }
  std::size_t own_rows() const { return rows_.size(); }

 private:
  struct Row {
    std::string names[3];
    std::string country, admin1, id;
    double latitude = 0, longitude = 0;
    float weight = 0;
    PlacePrecision precision = PlacePrecision::city;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using NameMap = std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;

  Result<void> load_table(const std::filesystem::path& file);
  Result<void> load_countries(const std::filesystem::path& world);
  void add_name(std::string_view name, PlaceLanguage language, std::uint32_t row);

  std::vector<Row> rows_;
  NameMap names_[3];
  std::optional<IndexFile> index_;
};

// The compiled index below a data root: places.index in it or in its build/; nothing where neither is there.
std::optional<std::filesystem::path> find_place_index(const std::filesystem::path& data_root);

// Kilometres between two points on the sphere.
double kilometres(double latitude1, double longitude1, double latitude2, double longitude2);

// Faults of world/places: missing or absurd coordinates, unknown countries and kinds, two rows that cannot be told
// apart.
std::vector<Error> check_places(const std::filesystem::path& data_root);

}  // namespace depesje
