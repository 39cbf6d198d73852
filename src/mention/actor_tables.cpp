// SPDX-License-Identifier: Apache-2.0
#include "mention/actor_tables.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::string_view kSeparator = "|";

struct DateParts {
  int year = 0;
  unsigned month = 0, day = 0;  // 0 = not given
};

bool number_in(std::string_view text, auto& value) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc{} && end == text.data() + text.size();
}

bool parse_date(std::string_view text, DateParts& parts) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (!number_in(text.substr(0, 4), parts.year)) return false;
  if (text.size() >= 7 &&
      (text[4] != '-' || !number_in(text.substr(5, 2), parts.month) || parts.month > 12 || parts.month == 0)) {
    return false;
  }
  if (text.size() == 10 && (text[7] != '-' || !number_in(text.substr(8, 2), parts.day) || parts.day == 0)) return false;
  if (parts.day == 0) return true;
  return std::chrono::year_month_day(std::chrono::year(parts.year), std::chrono::month(parts.month),
                                     std::chrono::day(parts.day))
      .ok();
}

Day day_of(std::chrono::year_month_day date) {
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

constexpr std::size_t kStarts = 1 << 16;
constexpr std::size_t kSeen = 1 << 20;

// A slot for names that begin so; two starts that share a slot only cost a lookup in vain.
std::size_t start_key(std::string_view text) {
  std::uint32_t key = 0;
  std::memcpy(&key, text.data(), std::min<std::size_t>(4, text.size()));
  return (key * 0x9E3779B1U) >> 16;
}

// Letters of their own in the Nordic languages stay.
std::string without_accents(std::string_view text) {
  std::string plain;
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    plain = text;
    return plain;
  }
  constexpr std::u32string_view kOwn = U"åäöøæÅÄÖØÆ";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(plain, kOwn.find(c) == kOwn.npos ? base_letter(c) : c);
  }
  return plain;
}

}  // namespace

Day first_day_of(std::string_view text) {
  DateParts parts;
  if (!parse_date(text, parts)) return kNoDay;
  return day_of(std::chrono::year_month_day(std::chrono::year(parts.year),
                                            std::chrono::month(std::max(parts.month, 1u)),
                                            std::chrono::day(std::max(parts.day, 1u))));
}

Day last_day_of(std::string_view text) {
  DateParts parts;
  if (!parse_date(text, parts)) return kNoDay;
  if (parts.day != 0) return first_day_of(text);
  const auto month = std::chrono::month(parts.month == 0 ? 12u : parts.month);
  return day_of(std::chrono::year_month_day_last(std::chrono::year(parts.year), std::chrono::month_day_last(month)));
}

CodeParts parts_of_code(std::string_view code) {
  CodeParts parts{std::string(code.substr(0, 3)), {}};
  for (std::size_t i = 3; i < code.size(); i += 3) {
    if (i > 3) parts.sectors += ' ';
    parts.sectors += code.substr(i, 3);
  }
  return parts;
}

std::string code_of_parts(std::string_view country, std::string_view sectors) {
  std::string code(country.empty() ? "---" : country);
  for (const char c : sectors) {
    if (c != ' ') code += c;
  }
  return code;
}

void ActorTables::add_name(std::string_view name, std::uint32_t actor, NameUse use, LanguageIndex& index) {
  if (name.empty()) return;
  auto& entries = index.names[std::string(name)];
  const auto same = [&](const NameEntry& entry) { return entry.actor == actor; };
  if (std::ranges::any_of(entries, same)) return;
  entries.push_back({actor, use});
  index.longest.resize(kStarts);
  index.seen.resize(kSeen);
  index.seen[StringHash()(name) % kSeen] = true;
  auto& longest = index.longest[start_key(name)];
  longest = std::max(longest, static_cast<std::uint16_t>(std::min<std::size_t>(name.size(), UINT16_MAX)));
}

void ActorTables::add_person_name(std::string_view name, std::uint32_t actor, NameUse use) {
  // "Orban" for "Orbán": many newsrooms leave foreign accents out.
  if (const std::string plain = without_accents(name); plain != name) add_person_name(plain, actor, use);
  add_name(name, actor, use, people_);
  for (LanguageIndex& index : index_) {
    if (index.names.contains(name)) add_name(name, actor, use, index);
  }
}

Result<void> ActorTables::load_countries(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"code", "kind", "name_nb", "name_nn", "name_en"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto actor = static_cast<std::uint32_t>(actors_.size());
    const std::string_view kind = table->cell(row, "kind");
    Actor& made = actors_.emplace_back();
    made.kind = kind == "ethnic" ? ActorKind::ethnic : kind == "region" ? ActorKind::region : ActorKind::country;
    made.id = table->cell(row, "code");
    made.group = kind;
    made.from = first_day_of(table->cell(row, "from"));
    made.to = last_day_of(table->cell(row, "to"));
    made.code.country = made.id;
    if (made.kind == ActorKind::country) made.code.sectors = "GOV";
    countries_.emplace(made.id, actor);
    for (std::size_t l = 0; l < 3; ++l) {
      LanguageIndex& language = index_[l];
      std::string suffix(1, '_');
      suffix += kNameLanguages[l];
      const auto cell = [&](std::string_view name) { return table->cell(row, std::string(name) + suffix); };
      actors_[actor].names[l] = cell("name");
      add_name(cell("name"), actor, NameUse::name, language);
      for (const auto alias : split_cell(cell("aliases"), kSeparator)) add_name(alias, actor, NameUse::name, language);
      for (const auto seat : split_cell(cell("seats"), kSeparator)) add_name(seat, actor, NameUse::seat, language);
      for (const auto word : split_cell(cell("adjective"), kSeparator)) {
        index_[l].adjectives.emplace(to_lower(word), actor);
      }
      for (const auto word : split_cell(cell("demonym"), kSeparator)) index_[l].demonyms.emplace(to_lower(word), actor);
    }
  }
  return {};
}

Result<void> ActorTables::load_organisations(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"id", "code", "kind", "name_nb"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto actor = static_cast<std::uint32_t>(actors_.size());
    Actor& made = actors_.emplace_back();
    made.kind = ActorKind::organisation;
    made.id = table->cell(row, "id");
    made.group = table->cell(row, "kind");
    made.code = parts_of_code(table->cell(row, "code"));
    made.from = first_day_of(table->cell(row, "from"));
    made.to = last_day_of(table->cell(row, "to"));
    for (std::size_t l = 0; l < 3; ++l) {
      made.names[l] = table->cell(row, std::string("name_").append(kNameLanguages[l]));
      if (made.names[l].empty()) made.names[l] = table->cell(row, "name_nb");
    }
    for (std::size_t l = 0; l < 3; ++l) {
      LanguageIndex& language = index_[l];
      for (const std::string& name : made.names) add_name(name, actor, NameUse::name, language);
      for (const auto alias : split_cell(table->cell(row, "aliases"), kSeparator)) {
        add_name(alias, actor, NameUse::name, language);
      }
    }
  }
  return {};
}

Result<void> ActorTables::load_people(const std::filesystem::path& people, const std::filesystem::path& terms) {
  auto table = TsvTable::load(people, {"id", "name", "aliases", "gender"});
  if (!table) return std::unexpected(std::move(table).error());
  StringMap<std::uint32_t> ids;
  ids.reserve(table->rows());
  actors_.reserve(actors_.size() + table->rows());
  people_.names.reserve(3 * table->rows());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto actor = static_cast<std::uint32_t>(actors_.size());
    Actor& made = actors_.emplace_back();
    made.kind = ActorKind::person;
    made.id = table->cell(row, "id");
    const std::string_view gender = table->cell(row, "gender");
    made.gender = gender.empty() ? char{0} : gender.front();
    const std::string_view name = table->cell(row, "name");
    for (std::string& each : made.names) each = name;
    ids.emplace(made.id, actor);
    add_person_name(name, actor, NameUse::name);
    for (const auto alias : split_cell(table->cell(row, "aliases"), kSeparator)) {
      add_person_name(alias, actor, alias.find(' ') == alias.npos ? NameUse::alias : NameUse::name);
    }
    // "Gahr Støre" and "Støre", "von der Leyen" and "Leyen".
    for (auto space = name.find(' '); space != name.npos; space = name.find(' ', space + 1)) {
      add_person_name(name.substr(space + 1), actor, NameUse::surname);
    }
  }
  auto held = TsvTable::load(terms, {"person", "code", "office", "from", "to"});
  if (!held) return std::unexpected(std::move(held).error());
  for (std::size_t row = 0; row < held->rows(); ++row) {
    const auto person = ids.find(held->cell(row, "person"));
    if (person == ids.end()) continue;  // check_actors names it
    terms_.push_back({person->second, std::string(held->cell(row, "office")), parts_of_code(held->cell(row, "code")),
                      first_day_of(held->cell(row, "from")), last_day_of(held->cell(row, "to")), held->line(row)});
  }
  std::ranges::stable_sort(terms_, {}, &Term::person);
  for (std::uint32_t i = 0; i < terms_.size(); ++i) {
    Actor& person = actors_[terms_[i].person];
    if (person.last_term == 0) person.first_term = i;
    person.last_term = i + 1;
    holders_[std::string(terms_[i].code.country).append(" ").append(terms_[i].office)].push_back(i);
  }
  return {};
}

Result<void> ActorTables::load_offices(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"office", "rank", "single"});
  if (!table) return std::unexpected(std::move(table).error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Office office{0, table->cell(row, "single") == "yes"};
    const std::string_view rank = table->cell(row, "rank");
    if (!rank.empty() && !number_in(rank, office.rank)) {
      return std::unexpected(table->error_at(row, "rank", "is no number", "write 1 to 9"));
    }
    offices_[std::string(table->cell(row, "office"))] = office;
  }
  return {};
}

const Office* ActorTables::office(std::string_view name) const {
  const auto found = offices_.find(name);
  return found == offices_.end() ? nullptr : &found->second;
}

int ActorTables::rank(const Term& term) const {
  if (const Office* known = office(term.office); known != nullptr && known->rank != 0) return known->rank;
  if (term.code.sectors.starts_with("LEG")) return 3;
  return term.code.sectors.starts_with("PTY") ? 4 : 5;
}

Result<ActorTables> ActorTables::load(const std::filesystem::path& folder) {
  ActorTables tables;
  if (auto done = tables.load_countries(folder / "countries.tsv"); !done) return std::unexpected(done.error());
  if (auto done = tables.load_organisations(folder / "organisations.tsv"); !done) return std::unexpected(done.error());
  if (auto done = tables.load_offices(folder / "offices.tsv"); !done) return std::unexpected(done.error());
  if (auto done = tables.load_people(folder / "people.tsv", folder / "terms.tsv"); !done) {
    return std::unexpected(done.error());
  }
  return tables;
}

const std::vector<NameEntry>* ActorTables::named(std::string_view text, NameLanguage language) const {
  const std::size_t slot = StringHash()(text) % kSeen;
  for (const LanguageIndex* index : {&index_[static_cast<std::size_t>(language)], &people_}) {
    if (index->seen.empty() || !index->seen[slot]) continue;
    if (const auto found = index->names.find(text); found != index->names.end()) return &found->second;
  }
  return nullptr;
}

std::size_t ActorTables::longest_from(std::string_view start, NameLanguage language) const {
  std::size_t bytes = 0;
  for (const LanguageIndex* index : {&index_[static_cast<std::size_t>(language)], &people_}) {
    if (index->longest.empty()) continue;
    for (std::size_t size = 1; size <= std::min<std::size_t>(4, start.size()); ++size) {
      bytes = std::max<std::size_t>(bytes, index->longest[start_key(start.substr(0, size))]);
    }
  }
  return bytes;
}

std::uint32_t ActorTables::adjective(std::string_view lower, NameLanguage language) const {
  const auto& words = index_[static_cast<std::size_t>(language)].adjectives;
  const auto found = words.find(lower);
  return found == words.end() ? UINT32_MAX : found->second;
}

std::uint32_t ActorTables::demonym(std::string_view lower, NameLanguage language) const {
  const auto& words = index_[static_cast<std::size_t>(language)].demonyms;
  const auto found = words.find(lower);
  return found == words.end() ? UINT32_MAX : found->second;
}

std::uint32_t ActorTables::country(std::string_view code) const {
  const auto found = countries_.find(code.substr(0, 3));
  return found == countries_.end() ? UINT32_MAX : found->second;
}

const std::vector<std::uint32_t>* ActorTables::holders(std::string_view country, std::string_view office) const {
  const auto found = holders_.find(std::string(country).append(" ").append(office));
  return found == holders_.end() ? nullptr : &found->second;
}

}  // namespace depesje
