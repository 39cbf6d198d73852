// SPDX-License-Identifier: Apache-2.0
//
// depesje_build_places TOWNS DIVISIONS1 DIVISIONS2 WORDS OUT: GeoNames' table of towns and the names of divisions of
// the first and second order to one index. A division lies in the middle of its towns, weighed alike.
#include <simdjson.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"
#include "base/unicode.h"
#include "place/index_file.h"

namespace {

using depesje::IndexBuilder;
using depesje::IndexEntry;
using depesje::IndexKind;

// Columns of GeoNames' dump.
enum Column : std::size_t {
  kId,
  kName,
  kAscii,
  kAlternates,
  kLat,
  kLon,
  kClass,
  kCode,
  kCountry,
  kCountry2,
  kAdmin1,
  kAdmin2,
  kAdmin3,
  kAdmin4,
  kPopulation,
  kColumns
};

std::vector<std::string_view> split(std::string_view line, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= line.size();) {
    auto end = line.find(mark, begin);
    if (end == line.npos) end = line.size();
    parts.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

template <class Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string country3(std::string_view two) {
  if (two == "XK") return "KOS";
  const std::string locale = "und_" + std::string(two);
  return uloc_getISO3Country(locale.c_str());
}

// Names a Latin-script text can hold: a capital first, no codes, no list of letters.
bool usable(std::string_view name) {
  if (name.size() < 3 || name.size() > 60) return false;
  std::size_t letters = 0, small = 0;
  for (std::size_t at = 0; at < name.size();) {
    const bool first = at == 0;
    const char32_t c = depesje::next_code_point(name, at);
    if (depesje::is_ascii_digit(c)) return false;
    if (!depesje::is_letter(c)) continue;
    UErrorCode error = U_ZERO_ERROR;
    if (uscript_getScript(static_cast<UChar32>(c), &error) != USCRIPT_LATIN) return false;
    const bool upper = depesje::is_upper(c);
    if (first && !upper && c != U'\'') return false;
    ++letters;
    if (!upper) ++small;
  }
  return letters >= 3 && small > 0;
}

struct Division {
  std::string name;
  double x = 0, y = 0, z = 0;
  std::uint64_t population = 0;
  std::uint32_t towns = 0;
};
using Divisions = std::map<std::string, Division, std::less<>>;

bool read_divisions(const char* path, Divisions& out) {
  simdjson::dom::parser parser;
  simdjson::dom::array rows;
  if (parser.load(path).get(rows) != simdjson::SUCCESS) return false;
  for (const auto row : rows) {
    std::string_view code, name;
    if (row["code"].get(code) != simdjson::SUCCESS || row["name"].get(name) != simdjson::SUCCESS) continue;
    out[std::string(code)].name = name;
  }
  return !out.empty();
}

// Words that say what kind of division a name is about; without them it has a second name.
struct DivisionWords {
  std::vector<std::string> starts, ends;

  static depesje::Result<DivisionWords> load(const char* path) {
    const auto table = depesje::TsvTable::load(path, {"where", "word"});
    if (!table) return std::unexpected(table.error());
    DivisionWords words;
    for (std::size_t row = 0; row < table->rows(); ++row) {
      (table->cell(row, "where") == "begin" ? words.starts : words.ends).emplace_back(table->cell(row, "word"));
    }
    return words;
  }

  std::string_view short_name(std::string_view name) const {
    for (const std::string& start : starts) {
      if (name.size() > start.size() + 1 && name.starts_with(start) && name[start.size()] == ' ') {
        return name.substr(start.size() + 1);
      }
    }
    for (const std::string& word : ends) {
      if (name.size() > word.size() + 4 && name.ends_with(word) && name[name.size() - word.size() - 1] == ' ') {
        return name.substr(0, name.size() - word.size() - 1);
      }
    }
    return {};
  }
};

void note(Divisions& divisions, std::string_view key, double lat, double lon, std::uint64_t population) {
  const auto at = divisions.find(key);
  if (at == divisions.end()) return;
  constexpr double kDegree = 3.14159265358979323846 / 180;
  Division& division = at->second;
  division.x += std::cos(lat * kDegree) * std::cos(lon * kDegree);
  division.y += std::cos(lat * kDegree) * std::sin(lon * kDegree);
  division.z += std::sin(lat * kDegree);
  division.population += population;
  ++division.towns;
}

IndexEntry entry_of(const Division& division, std::string_view code, IndexKind kind) {
  constexpr double kDegree = 3.14159265358979323846 / 180;
  IndexEntry entry;
  entry.latitude = static_cast<float>(std::atan2(division.z, std::hypot(division.x, division.y)) / kDegree);
  entry.longitude = static_cast<float>(std::atan2(division.y, division.x) / kDegree);
  entry.population = static_cast<std::uint32_t>(std::min<std::uint64_t>(division.population, UINT32_MAX));
  entry.kind = kind;
  country3(code.substr(0, 2)).copy(entry.country, 3);
  return entry;
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) {
    std::fputs("usage: depesje_build_places TOWNS DIVISIONS1 DIVISIONS2 WORDS OUT\n", stderr);
    return 2;
  }
  Divisions first, second;
  if (!read_divisions(words[2], first) || !read_divisions(words[3], second)) {
    std::fprintf(stderr, "%s, %s: no tables of divisions\n", words[2], words[3]);
    return 1;
  }
  const auto division_words = DivisionWords::load(words[4]);
  if (!division_words) {
    std::fprintf(stderr, "%s\n", division_words.error().to_string().c_str());
    return 1;
  }
  std::ifstream towns(words[1]);
  if (!towns) {
    std::fprintf(stderr, "%s: cannot be read\n", words[1]);
    return 1;
  }
  std::vector<std::string> lines;
  for (std::string line; std::getline(towns, line);) {
    const auto cells = split(line, '\t');
    if (cells.size() < kColumns) continue;
    const std::string key = std::string(cells[kCountry]) + '.' + std::string(cells[kAdmin1]);
    const double lat = number<double>(cells[kLat]), lon = number<double>(cells[kLon]);
    const auto population = number<std::uint64_t>(cells[kPopulation]);
    note(first, key, lat, lon, population);
    note(second, key + '.' + std::string(cells[kAdmin2]), lat, lon, population);
    lines.push_back(std::move(line));
  }
  IndexBuilder builder;
  std::map<std::string, std::uint32_t, std::less<>> rows;
  for (const auto& [code, division] : first) {
    if (division.towns == 0) continue;
    const auto row = builder.add(entry_of(division, code, IndexKind::division1), division.name);
    rows.emplace(code, row);
    if (const auto cut = division_words->short_name(division.name); usable(cut)) builder.add_name(cut, row);
  }
  for (const auto& [code, division] : second) {
    if (division.towns == 0 || !usable(division.name)) continue;
    IndexEntry entry = entry_of(division, code, IndexKind::division2);
    if (const auto at = rows.find(code.substr(0, code.rfind('.'))); at != rows.end()) entry.division = at->second;
    const auto row = builder.add(entry, division.name);
    if (const auto cut = division_words->short_name(division.name); usable(cut) && !code.starts_with("US."))
      builder.add_name(cut, row);
  }
  for (const std::string& line : lines) {
    const auto cells = split(line, '\t');
    IndexEntry entry;
    entry.source_id = number<std::uint32_t>(cells[kId]);
    entry.latitude = number<float>(cells[kLat]);
    entry.longitude = number<float>(cells[kLon]);
    entry.population = number<std::uint32_t>(cells[kPopulation]);
    country3(cells[kCountry]).copy(entry.country, 3);
    entry.kind = cells[kCode] == "PPLC" ? IndexKind::capital : IndexKind::town;
    const std::string key = std::string(cells[kCountry]) + '.' + std::string(cells[kAdmin1]);
    if (const auto at = rows.find(key); at != rows.end()) entry.division = at->second;
    if (entry.country[0] == 0 || cells[kName].empty()) continue;
    const auto row = builder.add(entry, cells[kName]);
    if (usable(cells[kAscii])) builder.add_name(cells[kAscii], row);
    for (const auto name : split(cells[kAlternates], ',')) {
      if (usable(name)) builder.add_name(name, row);
    }
  }
  if (const auto written = builder.write(words[5]); !written) {
    std::fprintf(stderr, "%s\n", written.error().to_string().c_str());
    return 1;
  }
  std::printf("%s: %zu places, %zu names\n", words[5], builder.entries(), builder.names());
  return 0;
}
