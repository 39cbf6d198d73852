// SPDX-License-Identifier: Apache-2.0
#include "place/gazetteer.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "place/index_file.h"
#include "place/name_lookup.h"

using namespace depesje;

namespace {

const std::filesystem::path kWorld = std::filesystem::path(DEPESJE_SOURCE_DIR) / "src/place/testdata/world";

// A file of its own that goes with the test.
struct TemporaryFile {
  std::filesystem::path path;
  explicit TemporaryFile(std::string_view name) : path(std::filesystem::temp_directory_path() / name) {}
  ~TemporaryFile() {
    std::error_code code;
    std::filesystem::remove(path, code);
  }
};

IndexEntry town(const char* country, float latitude, float longitude, std::uint32_t population, std::uint32_t id) {
  IndexEntry entry;
  entry.latitude = latitude;
  entry.longitude = longitude;
  entry.population = population;
  entry.source_id = id;
  std::string_view(country).copy(entry.country, 3);
  return entry;
}

void write_index(const std::filesystem::path& path) {
  IndexBuilder builder;
  IndexEntry state = town("USA", 31.5F, -99.0F, 20000000, 0);
  state.kind = IndexKind::division1;
  const auto texas = builder.add(state, "Texas");
  IndexEntry paris = town("USA", 33.7F, -95.6F, 25000, 2);
  paris.division = texas;
  builder.add(paris, "Paris");
  const auto capital = builder.add(town("FRA", 48.85F, 2.35F, 2000000, 1), "Paris");
  builder.add_name("Parigi", capital);
  REQUIRE(builder.write(path).has_value());
}

}  // namespace

TEST_CASE("an index finds what was put in, largest first") {
  const TemporaryFile file("depesje_gazetteer_test.index");
  write_index(file.path);
  const auto index = IndexFile::open(file.path);
  REQUIRE(index.has_value());
  const auto found = index->find("Paris");
  REQUIRE(found.size() == 2);
  CHECK(index->entry(found[0])->source_id == 1);
  CHECK(index->name(*index->entry(found[1])) == "Paris");
  CHECK(index->find("Parigi").size() == 1);
  CHECK(index->find("paris").empty());
  CHECK(index->find("").empty());
}

TEST_CASE("a damaged index is refused or harmless") {
  const TemporaryFile file("depesje_gazetteer_damaged.index");
  write_index(file.path);
  std::ifstream in(file.path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    std::ofstream(file.path, std::ios::binary | std::ios::trunc) << bytes.substr(0, cut);
    CHECK_FALSE(IndexFile::open(file.path).has_value());
  }
  for (std::size_t at = 24; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(0xFF);
    std::ofstream(file.path, std::ios::binary | std::ios::trunc) << damaged;
    if (const auto index = IndexFile::open(file.path)) {
      for (const auto row : index->find("Paris")) (void)index->name(*index->entry(row));
    }
  }
}

TEST_CASE("own rows and the index are one gazetteer") {
  const TemporaryFile file("depesje_gazetteer_both.index");
  write_index(file.path);
  const auto gazetteer = Gazetteer::load(kWorld, file.path);
  REQUIRE(gazetteer.has_value());
  std::vector<GazetteerPlace> found;
  gazetteer->find("Paris", PlaceLanguage::nb, found);
  REQUIRE(found.size() == 2);  // the capital stands once
  CHECK(found[0].own);
  CHECK(found[0].country == "FRA");
  CHECK(found[1].admin1 == "Texas");
  found.clear();
  gazetteer->find("France", PlaceLanguage::en, found);
  REQUIRE(found.size() == 1);
  CHECK(found[0].precision == PlacePrecision::country);
  found.clear();
  gazetteer->find("Frankrike", PlaceLanguage::en, found);
  CHECK(found.empty());
}

TEST_CASE("names are looked up without endings, articles and directions") {
  const auto gazetteer = Gazetteer::load(kWorld, std::nullopt);
  REQUIRE(gazetteer.has_value());
  PlaceWords words;
  words.language = PlaceLanguage::nb;
  words.genitives = {"s", "'"};
  words.articles = {"det"};
  words.region_endings = {"-regionen"};
  words.direction_prefixes = {"Nord-", "nordlige"};
  struct Case {
    std::string_view name, country;
    bool region, part;
  };
  const Case cases[] = {
      {"Idlib", "SYR", false, false},
      {"Syrias", "SYR", false, false},
      {"det Syria", "SYR", false, false},
      {"Idlib-regionen", "SYR", true, false},
      {"Nord-Syria", "SYR", false, true},
      {"nordlige Syria", "SYR", false, true},
      {"Nordlige", "", false, false},
      {"Nord-", "", false, false},
      {"s", "", false, false},
      {"", "", false, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::vector<GazetteerPlace> found;
    const auto lookup = place_detail::look_up(*gazetteer, words, c.name, false, found);
    CHECK((found.empty() ? "" : found[0].country) == c.country);
    if (found.empty()) continue;
    CHECK(lookup.region_wanted == c.region);
    CHECK(lookup.part == c.part);
  }
}

TEST_CASE("distances on the sphere") {
  CHECK(kilometres(59.9, 10.75, 60.4, 5.3) == doctest::Approx(308).epsilon(0.02));
  CHECK(kilometres(0, 179.5, 0, -179.5) == doctest::Approx(111).epsilon(0.02));
  CHECK(kilometres(10, 10, 10, 10) == doctest::Approx(0));
}
