// SPDX-License-Identifier: Apache-2.0
//
// The checker of world/actors: every fault with its file, line and column.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "base/tsv.h"
#include "mention/actor_tables.h"
#include "mention/mention_finder.h"

namespace depesje {
namespace {

constexpr std::array<std::string_view, 27> kSectors = {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "UAF",
                                                       "SPY", "PRE", "JRN", "BUS", "CVL", "EDU", "MED", "CRM", "REF",
                                                       "SOC", "LAB", "REL", "NGO", "ELI", "AGR", "PRM", "UNK", "ENV"};
constexpr std::array<std::string_view, 5> kClasses = {"IGO", "NGO", "IMG", "MNC", "---"};
constexpr std::array<std::string_view, 5> kCountryKinds = {"state", "territory", "historical", "region", "ethnic"};
constexpr std::array<std::string_view, 12> kOrganisationKinds = {"igo",   "ngo",      "armed_group", "party",
                                                                 "media", "agency",   "institution", "company",
                                                                 "court", "military", "police",      "parliament"};
constexpr std::string_view kMinistry = "ministry";
constexpr std::string_view kEarliest = "1700";
constexpr std::string_view kLatest = "2100";
// Days a successor may share with whom he follows: handovers are dated by the month, or both count the day.
constexpr Day kHandover = 31;

bool holds(auto& list, std::string_view value) { return std::ranges::find(list, value) != std::end(list); }

class Checker {
 public:
  explicit Checker(const std::filesystem::path& data_root) : folder_(data_root / "world" / "actors") {}

  std::vector<Error> run() {
    check_countries();
    check_organisations();
    check_people();
    check_terms();
    return std::move(errors_);
  }

 private:
  bool load(const char* name, const std::vector<std::string_view>& required, TsvTable& table) {
    auto loaded = TsvTable::load(folder_ / name, required);
    if (!loaded) {
      errors_.push_back(std::move(loaded).error());
      return false;
    }
    table = std::move(*loaded);
    return true;
  }

  void fault(const TsvTable& table, std::size_t row, std::string_view column, std::string what, std::string hint) {
    errors_.push_back(table.error_at(row, column, std::move(what), std::move(hint)));
  }

  void check_dates(const TsvTable& table, std::size_t row) {
    const std::string_view from = table.cell(row, "from"), to = table.cell(row, "to");
    for (const std::string_view column : {"from", "to"}) {
      const std::string_view date = table.cell(row, column);
      if (date.empty()) continue;
      if (first_day_of(date) == kNoDay) {
        fault(table, row, column, "«" + std::string(date) + "» is no date", "write 2016, 2016-07 or 2016-07-13");
      } else if (date < kEarliest || date > kLatest) {
        fault(table, row, column, "«" + std::string(date) + "» is absurd", "write a year from 1700 to 2100");
      }
    }
    if (!from.empty() && !to.empty() && first_day_of(from) != kNoDay && last_day_of(to) != kNoDay &&
        first_day_of(from) > last_day_of(to)) {
      fault(table, row, "to", "ends before it begins", "exchange `from` and `to`");
    }
  }

  void check_code(const TsvTable& table, std::size_t row) {
    const std::string_view code = table.cell(row, "code");
    const CodeParts parts = parts_of_code(code);
    if (code.size() < 3 || code.size() % 3 != 0 || code.size() > 12) {
      fault(table, row, "code", "«" + std::string(code) + "» is no code", "write country or class and sectors: USAGOV");
      return;
    }
    const bool country = countries_.contains(parts.country);
    if (!country && !holds(kClasses, parts.country)) {
      fault(table, row, "code", "«" + parts.country + "» is no country and no class", "add it to countries.tsv");
      return;
    }
    if (!country && parts.country != "---") return;  // IGOUNO, IMGISI: what follows the class is a name
    for (const auto sector : split_cell(parts.sectors, " ")) {
      if (!holds(kSectors, sector)) {
        fault(table, row, "code", "«" + std::string(sector) + "» is no sector", "see doc/formats/record.md");
      }
    }
  }

  void check_countries() {
    TsvTable table;
    if (!load("countries.tsv", {"code", "kind", "name_nb", "name_nn", "name_en"}, table)) return;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view code = table.cell(row, "code");
      if (code.size() != 3)
        fault(table, row, "code", "a country's code has three letters", "write it as in ISO 3166-1");
      countries_.insert(std::string(code));
      if (!holds(kCountryKinds, table.cell(row, "kind"))) {
        fault(table, row, "kind", "unknown kind", "use one of: state, territory, historical, region, ethnic");
      }
      check_dates(table, row);
    }
  }

  struct Named {
    std::size_t row;
    Day from, to;
  };

  // Two rows of one table that share a name at one time cannot be told apart.
  void check_name(const TsvTable& table, std::size_t row, std::string_view column, std::string_view name, Day from,
                  Day to, std::map<std::string, std::vector<Named>, std::less<>>& names) {
    auto& rows = names[std::string(name)];
    for (const Named& other : rows) {
      if (other.row == row) return;
      if (!overlap(from, to, other.from, other.to)) continue;
      fault(table, row, column,
            "«" + std::string(name) + "» also stands in line " + std::to_string(table.line(other.row)),
            "keep it at one of them, or tell them apart by `from` and `to`");
      return;
    }
    rows.push_back({row, from, to});
  }

  void check_organisations() {
    TsvTable table;
    if (!load("organisations.tsv", {"id", "code", "kind", "name_nb"}, table)) return;
    std::map<std::string, std::vector<Named>, std::less<>> names;
    std::set<std::string, std::less<>> ids;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!ids.emplace(table.cell(row, "id")).second) fault(table, row, "id", "id stands twice", "choose another");
      const std::string_view kind = table.cell(row, "kind");
      if (!holds(kOrganisationKinds, kind) && kind != kMinistry) {
        fault(table, row, "kind", "unknown kind «" + std::string(kind) + "»", "see world/README.md");
      }
      check_code(table, row);
      check_dates(table, row);
      const Day from = first_day_of(table.cell(row, "from")), to = last_day_of(table.cell(row, "to"));
      for (const std::string_view column : {"name_nb", "name_nn", "name_en", "aliases"}) {
        for (const auto name : split_cell(table.cell(row, column), "|")) {
          check_name(table, row, column, name, from, to, names);
        }
      }
    }
  }

  std::map<std::string, std::pair<Day, Day>, std::less<>> years_in_office() const {
    std::map<std::string, std::pair<Day, Day>, std::less<>> spans;
    const auto table = TsvTable::load(folder_ / "terms.tsv", {"person", "from", "to"});
    if (!table) return spans;  // check_terms tells
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const Day from = first_day_of(table->cell(row, "from"));
      const Day to = table->cell(row, "to").empty() ? last_day_of(kLatest) : last_day_of(table->cell(row, "to"));
      const auto [at, made] = spans.try_emplace(std::string(table->cell(row, "person")), from, to);
      if (!made) at->second = {std::min(at->second.first, from), std::max(at->second.second, to)};
    }
    return spans;
  }

  void check_people() {
    TsvTable table;
    if (!load("people.tsv", {"id", "name", "aliases", "gender"}, table)) return;
    const auto spans = years_in_office();
    std::map<std::string, std::vector<Named>, std::less<>> names;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      // Namesakes are told apart by when they held office.
      const auto span = spans.find(table.cell(row, "id"));
      const Day from = span == spans.end() ? kNoDay : span->second.first;
      const Day to = span == spans.end() ? kNoDay : span->second.second;
      if (!people_.emplace(table.cell(row, "id")).second) fault(table, row, "id", "id stands twice", "choose another");
      const std::string_view gender = table.cell(row, "gender");
      if (gender != "m" && gender != "f" && !gender.empty()) {
        fault(table, row, "gender", "unknown gender «" + std::string(gender) + "»", "use m or f, or leave it empty");
      }
      check_name(table, row, "name", table.cell(row, "name"), from, to, names);
      for (const auto alias : split_cell(table.cell(row, "aliases"), "|")) {
        if (alias.find(' ') != alias.npos) check_name(table, row, "aliases", alias, from, to, names);
      }
    }
  }

  void check_terms() {
    TsvTable table, offices;
    if (!load("terms.tsv", {"person", "code", "office", "from", "to"}, table)) return;
    if (!load("offices.tsv", {"office", "rank", "single"}, offices)) return;
    std::set<std::string, std::less<>> single;
    for (std::size_t row = 0; row < offices.rows(); ++row) {
      if (offices.cell(row, "single") == "yes") single.emplace(offices.cell(row, "office"));
    }
    std::map<std::string, std::vector<std::size_t>> held;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view person = table.cell(row, "person");
      if (!people_.contains(person)) {
        fault(table, row, "person", "«" + std::string(person) + "» is not in people.tsv",
              "add the person or mend the id");
      }
      check_code(table, row);
      check_dates(table, row);
      const std::string_view office = table.cell(row, "office");
      if (office.empty()) fault(table, row, "office", "office is missing", "name it as the other rows do");
      if (single.contains(office)) {
        held[std::string(table.cell(row, "code")).append(" ").append(office)].push_back(row);
      }
    }
    for (const auto& [office, rows] : held) check_overlaps(table, rows);
  }

  void check_overlaps(const TsvTable& table, const std::vector<std::size_t>& rows) {
    for (std::size_t a = 0; a < rows.size(); ++a) {
      for (std::size_t b = a + 1; b < rows.size(); ++b) {
        if (table.cell(rows[a], "person") == table.cell(rows[b], "person")) continue;
        const Day from = std::max(first_day_of(table.cell(rows[a], "from")), first_day_of(table.cell(rows[b], "from")));
        const auto end = [&](std::size_t row) {
          const Day day = last_day_of(table.cell(row, "to"));
          return day == kNoDay ? last_day_of(kLatest) : day;
        };
        const Day to = std::min(end(rows[a]), end(rows[b]));
        // Dates given by the year may touch for as long as the year is.
        const bool coarse = table.cell(rows[a], "to").size() == 4 || table.cell(rows[b], "from").size() == 4 ||
                            table.cell(rows[b], "to").size() == 4 || table.cell(rows[a], "from").size() == 4;
        if (to - from <= (coarse ? 366 : kHandover)) continue;
        fault(table, rows[b], "person",
              "holds the office together with line " + std::to_string(table.line(rows[a])) + ", and only one can",
              "mend the dates or name the offices differently");
      }
    }
  }

  std::filesystem::path folder_;
  std::vector<Error> errors_;
  std::set<std::string, std::less<>> countries_;
  std::set<std::string, std::less<>> people_;
};

}  // namespace

std::vector<Error> check_actors(const std::filesystem::path& data_root) { return Checker(data_root).run(); }

}  // namespace depesje
