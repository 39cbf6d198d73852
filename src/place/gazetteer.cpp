// SPDX-License-Identifier: Apache-2.0
#include "place/gazetteer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <system_error>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::string_view kPrecisionNames[] = {"point", "city", "region", "country"};
constexpr std::string_view kCountryFile = "countries.tsv";

// What a bare name of this kind weighs beside a town of 10^weight people.
struct KindWeight {
  std::string_view kind;
  float weight;
};
constexpr KindWeight kKinds[] = {
    {"continent", 7.5F}, {"capital", 6.8F},  {"city", 6.0F},    {"town", 4.5F},      {"state", 6.3F},
    {"region", 6.0F},    {"area", 6.3F},     {"sea", 6.5F},     {"strait", 6.0F},    {"river", 5.0F},
    {"lake", 5.0F},      {"mountain", 5.0F}, {"island", 5.8F},  {"seat", 6.5F},      {"building", 6.0F},
    {"site", 6.0F},      {"airport", 6.0F},  {"square", 6.0F},  {"border", 6.0F},    {"district", 5.0F},
    {"desert", 5.5F},    {"county", 5.5F},   {"country", 7.2F}, {"territory", 6.6F},
};

bool number_in(std::string_view text, double low, double high, double& out) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  return code == std::errc{} && end == text.data() + text.size() && out >= low && out <= high;
}

std::string slug(std::string_view name, std::string_view country) {
  std::string out;
  for (const char c : to_lower(name)) {
    if (c == ' ' || c == '-' || c == '/') out += '_';
    else if (c != '\'' && c != ',' && c != '.' && c != '(' && c != ')') out += c;
  }
  if (!country.empty()) out += '.' + to_lower(country);
  return out;
}

std::vector<std::filesystem::path> tables_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (std::filesystem::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    if (at->path().extension() == ".tsv" && at->path().filename() != kCountryFile) files.push_back(at->path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

double kilometres(double latitude1, double longitude1, double latitude2, double longitude2) {
  constexpr double kRadius = 6371.0, kDegree = std::numbers::pi / 180;
  const double dlat = std::sin((latitude2 - latitude1) * kDegree / 2);
  const double dlon = std::sin((longitude2 - longitude1) * kDegree / 2);
  const double h = dlat * dlat + std::cos(latitude1 * kDegree) * std::cos(latitude2 * kDegree) * dlon * dlon;
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

std::optional<std::filesystem::path> find_place_index(const std::filesystem::path& data_root) {
  for (const auto& path : {data_root / "places.index", data_root / "build" / "places.index"}) {
    std::error_code code;
    if (std::filesystem::exists(path, code)) return path;
  }
  return std::nullopt;
}

Result<Gazetteer> Gazetteer::load(const std::filesystem::path& data_root) {
  return load(data_root / "world", find_place_index(data_root));
}

Result<Gazetteer> Gazetteer::load(const std::filesystem::path& world,
                                  const std::optional<std::filesystem::path>& index) {
  Gazetteer made;
  if (auto done = made.load_countries(world); !done) return std::unexpected(std::move(done).error());
  for (const auto& file : tables_of(world / "places")) {
    if (auto done = made.load_table(file); !done) return std::unexpected(std::move(done).error());
  }
  if (index) {
    auto opened = IndexFile::open(*index);
    if (!opened) return std::unexpected(std::move(opened).error());
    made.index_ = std::move(*opened);
  }
  return made;
}

void Gazetteer::add_name(std::string_view name, PlaceLanguage language, std::uint32_t row) {
  if (name.empty()) return;
  auto& rows = names_[static_cast<std::size_t>(language)][std::string(name)];
  if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
}

Result<void> Gazetteer::load_countries(const std::filesystem::path& world) {
  auto points = TsvTable::load(world / "places" / kCountryFile, {"code", "lat", "lon"});
  if (!points) return std::unexpected(std::move(points).error());
  auto names = TsvTable::load(world / "actors" / "countries.tsv", {"code", "kind", "name_nb", "name_nn", "name_en"});
  if (!names) return std::unexpected(std::move(names).error());
  std::map<std::string_view, std::size_t, std::less<>> first;
  for (std::size_t row = 0; row < names->rows(); ++row) first.emplace(names->cell(row, "code"), row);
  for (std::size_t i = 0; i < points->rows(); ++i) {
    const std::string_view code = points->cell(i, "code");
    Row row;
    if (!number_in(points->cell(i, "lat"), -90, 90, row.latitude)) {
      return std::unexpected(points->error_at(i, "lat", "not a latitude"));
    }
    if (!number_in(points->cell(i, "lon"), -180, 180, row.longitude)) {
      return std::unexpected(points->error_at(i, "lon", "not a longitude"));
    }
    const auto at = first.find(code);
    if (at == first.end()) return std::unexpected(points->error_at(i, "code", "unknown country " + std::string(code)));
    const std::size_t n = at->second;
    row.country = row.id = code;
    row.precision = PlacePrecision::country;
    row.weight = names->cell(n, "kind") == "state" ? 7.2F : 6.6F;
    const auto number = static_cast<std::uint32_t>(rows_.size());
    for (std::size_t l = 0; l < 3; ++l) {
      const std::string lang(kPlaceLanguages[l]);
      row.names[l] = names->cell(n, "name_" + lang);
      add_name(row.names[l], static_cast<PlaceLanguage>(l), number);
      for (const auto alias : split_cell(names->cell(n, "aliases_" + lang), "|")) {
        add_name(alias, static_cast<PlaceLanguage>(l), number);
      }
    }
    rows_.push_back(std::move(row));
  }
  return {};
}

Result<void> Gazetteer::load_table(const std::filesystem::path& file) {
  auto table = TsvTable::load(
      file, {"name_nb", "name_nn", "name_en", "aliases", "country", "admin1", "kind", "lat", "lon", "precision"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t i = 0; i < table->rows(); ++i) {
    Row row;
    if (!number_in(table->cell(i, "lat"), -90, 90, row.latitude)) {
      return std::unexpected(table->error_at(i, "lat", "not a latitude"));
    }
    if (!number_in(table->cell(i, "lon"), -180, 180, row.longitude)) {
      return std::unexpected(table->error_at(i, "lon", "not a longitude"));
    }
    const auto precision = std::ranges::find(kPrecisionNames, table->cell(i, "precision"));
    if (precision == std::end(kPrecisionNames)) {
      return std::unexpected(
          table->error_at(i, "precision", "unknown precision", "use point, city, region or country"));
    }
    row.precision = static_cast<PlacePrecision>(precision - std::begin(kPrecisionNames));
    const auto kind = std::ranges::find(kKinds, table->cell(i, "kind"), &KindWeight::kind);
    if (kind == std::end(kKinds)) {
      return std::unexpected(table->error_at(i, "kind", "unknown kind " + std::string(table->cell(i, "kind"))));
    }
    row.weight = kind->weight;
    row.country = table->cell(i, "country");
    row.admin1 = table->cell(i, "admin1");
    row.names[0] = table->cell(i, "name_nb");
    row.names[1] = table->cell(i, "name_nn");
    row.names[2] = table->cell(i, "name_en");
    if (row.names[0].empty()) return std::unexpected(table->error_at(i, "name_nb", "a place has no name"));
    if (row.names[1].empty()) row.names[1] = row.names[0];
    if (row.names[2].empty()) row.names[2] = row.names[0];
    row.id = slug(row.names[2], row.country);
    const auto number = static_cast<std::uint32_t>(rows_.size());
    for (std::size_t l = 0; l < 3; ++l) {
      add_name(row.names[l], static_cast<PlaceLanguage>(l), number);
      for (const auto alias : split_cell(table->cell(i, "aliases"), "|")) {
        add_name(alias, static_cast<PlaceLanguage>(l), number);
      }
    }
    rows_.push_back(std::move(row));
  }
  return {};
}

void Gazetteer::find_own(std::string_view name, PlaceLanguage language, std::vector<GazetteerPlace>& out) const {
  // Norwegian text may use the other Norwegian's name or the English one; not so the other way round ("Island").
  const std::size_t own = static_cast<std::size_t>(language);
  const std::size_t order[] = {own, own == 0 ? 1U : 0U, 2};
  const std::size_t tried = language == PlaceLanguage::en ? 1 : 3;
  const NameMap* map = nullptr;
  NameMap::const_iterator found;
  for (std::size_t i = 0; map == nullptr && i < tried; ++i) {
    const auto& names = names_[order[i]];
    if (found = names.find(name); found != names.end()) map = &names;
  }
  if (map == nullptr) return;
  for (const std::uint32_t number : found->second) {
    const Row& row = rows_[number];
    out.push_back({row.names[own], row.country, row.admin1, row.id, 0, row.latitude, row.longitude, row.weight,
                   row.precision, true, false});
  }
}

void Gazetteer::find(std::string_view name, PlaceLanguage language, std::vector<GazetteerPlace>& out) const {
  const std::size_t before = out.size();
  find_own(name, language, out);
  const std::size_t own_end = out.size();
  if (!index_) return;
  for (const std::uint32_t number : index_->find(name)) {
    const IndexEntry* entry = index_->entry(number);
    const bool division = entry->kind == IndexKind::division1 || entry->kind == IndexKind::division2;
    GazetteerPlace place;
    place.name = index_->name(*entry);
    place.country = {entry->country, 3};
    place.source_id = entry->source_id;
    place.latitude = entry->latitude;
    place.longitude = entry->longitude;
    place.precision = division ? PlacePrecision::region : PlacePrecision::city;
    place.division = division;
    place.weight = std::log10(static_cast<float>(entry->population) + 10);
    if (division) place.weight -= entry->kind == IndexKind::division1 ? 0.5F : 1.2F;
    if (entry->kind == IndexKind::capital) place.weight = std::max(place.weight, 6.2F);
    if (const IndexEntry* in = index_->entry(entry->division)) place.admin1 = index_->name(*in);
    // The same place in both: the own row has the better names, the index the division it lies in.
    bool known = false;
    for (std::size_t i = before; i < own_end; ++i) {
      if (division != (out[i].precision == PlacePrecision::region)) continue;
      const double reach = division ? 250 : 40;
      if (kilometres(out[i].latitude, out[i].longitude, place.latitude, place.longitude) > reach) continue;
      if (out[i].country != place.country) continue;
      known = true;
      if (out[i].admin1.empty() && !division && out[i].precision < PlacePrecision::region) out[i].admin1 = place.admin1;
    }
    if (!known) out.push_back(place);
  }
}

std::vector<Error> check_places(const std::filesystem::path& data_root) {
  std::vector<Error> errors;
  const auto gazetteer = Gazetteer::load(data_root);
  if (!gazetteer) return {gazetteer.error()};
  auto countries = TsvTable::load(data_root / "world" / "actors" / "countries.tsv", {"code"});
  if (!countries) return {countries.error()};
  std::set<std::string, std::less<>> codes;
  for (std::size_t row = 0; row < countries->rows(); ++row) codes.emplace(countries->cell(row, "code"));
  std::map<std::string, std::string> seen;
  for (const auto& file : tables_of(data_root / "world" / "places")) {
    const auto table = TsvTable::load(file, {"name_nb", "country", "lat", "lon"});
    if (!table) continue;
    for (std::size_t i = 0; i < table->rows(); ++i) {
      const std::string_view country = table->cell(i, "country");
      if (!country.empty() && !codes.contains(country)) {
        errors.push_back(table->error_at(i, "country", "unknown country " + std::string(country)));
      }
      const std::string key = std::string(table->cell(i, "name_nb")) + '|' + std::string(country) + '|' +
                              std::string(table->cell(i, "kind"));
      const std::string here = file.filename().string() + ':' + std::to_string(table->line(i));
      if (const auto [at, fresh] = seen.emplace(key, here); !fresh) {
        errors.push_back(table->error_at(i, "name_nb", "stands twice", "see " + at->second));
      }
    }
  }
  return errors;
}

}  // namespace depesje
