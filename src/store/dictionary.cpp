// SPDX-License-Identifier: Apache-2.0
#include "store/dictionary.h"

#include <utility>

#include "base/unicode.h"
#include "record/json.h"
#include "store/codes.h"

namespace depesje::store {
namespace {

constexpr std::size_t kRemembered = 1U << 20;  // rows of one table

std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) (out += part) += '\x1F';
  return out;
}

std::string digits(std::optional<double> number) {
  std::string out;
  if (number) JsonWriter(out).number(*number);
  return out;
}

// A phrase nobody is known for ("en mann") would make a row an article: its name stays in the text.
bool keeps_name(const EntityRecord& entity) {
  if (entity.name.empty() || entity.name != entity.text || !entity.id.empty()) return true;
  std::size_t at = 0;
  return is_upper(next_code_point(entity.name, at));
}

}  // namespace

Result<void> Dictionary::prepare(Table& table, std::string_view find, std::string_view add) {
  auto found = database_->prepare(find);
  if (!found) return std::unexpected(std::move(found).error());
  auto added = database_->prepare(add);
  if (!added) return std::unexpected(std::move(added).error());
  table.find = std::move(*found);
  table.add = std::move(*added);
  return {};
}

Result<Dictionary> Dictionary::open(const Database& database) {
  Dictionary out(database);
  constexpr std::string_view add_actor =
      "INSERT INTO actor (name, code, country, sectors, key, side) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  const struct {
    Table& table;
    std::string_view find, add;
  } tables[] = {
      {out.term_, "SELECT id FROM term WHERE text = ?1", "INSERT INTO term (text) VALUES (?1)"},
      {out.source_, "SELECT id FROM source WHERE name = ?1", "INSERT INTO source (name) VALUES (?1)"},
      {out.side_, "SELECT id FROM side WHERE code = ?1", "INSERT INTO side (code) VALUES (?1)"},
      {out.edition_, "SELECT id FROM edition WHERE engine = ?1 AND models = ?2 AND ontology = ?3",
       "INSERT INTO edition (engine, models, ontology) VALUES (?1, ?2, ?3)"},
      {out.actor_,
       "SELECT id FROM actor WHERE name = ?1 COLLATE NOCASE AND name = ?1 AND code = ?2 AND country = ?3 "
       "AND sectors = ?4 AND key = ?5 AND side = ?6",
       add_actor},
      {out.nameless_,
       "SELECT id FROM actor WHERE name IS NULL AND ?1 IS NULL AND code = ?2 AND country = ?3 AND sectors = ?4 "
       "AND key = ?5 AND side = ?6",
       add_actor},
      {out.place_,
       "SELECT id FROM place WHERE name = ?1 COLLATE NOCASE AND name = ?1 AND country = ?2 AND admin1 = ?3 "
       "AND lat IS ?4 AND lon IS ?5 AND key = ?6 AND precision = ?7",
       "INSERT INTO place (name, country, admin1, lat, lon, key, precision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
      {out.date_,
       "SELECT id FROM date_value WHERE edtf = ?1 AND first_day IS ?2 AND last_day IS ?3 AND grain = ?4 "
       "AND candidates IS ?5",
       "INSERT INTO date_value (edtf, first_day, last_day, grain, candidates) VALUES (?1, ?2, ?3, ?4, ?5)"},
      {out.act_, "SELECT id FROM act WHERE type = ?1 AND modes = ?2 AND contexts = ?3 AND cameo = ?4 AND score = ?5",
       "INSERT INTO act (type, modes, contexts, cameo, score) VALUES (?1, ?2, ?3, ?4, ?5)"},
      {out.stance_, "SELECT id FROM stance WHERE polarity = ?1 AND certainty = ?2 AND status = ?3 AND standing = ?4",
       "INSERT INTO stance (polarity, certainty, status, standing) VALUES (?1, ?2, ?3, ?4)"},
      {out.manner_, "SELECT id FROM manner WHERE source_kind = ?1 AND cue_class = ?2 AND form = ?3 AND channel = ?4",
       "INSERT INTO manner (source_kind, cue_class, form, channel) VALUES (?1, ?2, ?3, ?4)"},
  };
  for (const auto& [table, find, add] : tables) {
    if (auto done = out.prepare(table, find, add); !done) return std::unexpected(std::move(done).error());
  }
  const struct {
    SqlStatement& statement;
    std::string_view sql;
  } others[] = {
      {out.add_form_, "INSERT OR IGNORE INTO form (form, lemma) VALUES (?1, ?2)"},
      {out.add_box_, "INSERT INTO place_box (id, lat_min, lat_max, lon_min, lon_max) VALUES (?1, ?2, ?2, ?3, ?3)"},
      {out.side_of_actor_, "SELECT side FROM actor WHERE id = ?1"},
  };
  for (const auto& [statement, sql] : others) {
    auto prepared = database.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared).error());
    statement = std::move(*prepared);
  }
  return out;
}

template <class Bind>
std::int64_t Dictionary::row(Table& table, std::string key, Bind&& bind, bool* fresh) {
  if (const auto known = table.known.find(key); known != table.known.end()) return known->second;
  if (fault_) return 0;
  bind(table.find);
  const auto found = table.find.step();
  std::int64_t id = 0;
  if (found && *found) {
    id = table.find.integer(0);
    table.find.reset();
  } else {
    bind(table.add);
    const auto added = found ? table.add.step() : found;
    if (!added) {
      fault_ = added.error();
      return 0;
    }
    id = database_->last_insert_rowid();
    if (fresh != nullptr) *fresh = true;
  }
  if (table.known.size() > kRemembered) table.known.clear();
  table.known.emplace(std::move(key), id);
  return id;
}

std::int64_t Dictionary::term(std::string_view text) {
  return row(term_, std::string(text), [&](SqlStatement& s) { s.bind(1, text); });
}

std::int64_t Dictionary::source(std::string_view name) {
  return row(source_, std::string(name), [&](SqlStatement& s) { s.bind(1, name); });
}

std::int64_t Dictionary::side(std::string_view code) {
  return row(side_, std::string(code), [&](SqlStatement& s) { s.bind(1, code); });
}

std::int64_t Dictionary::edition(const Edition& edition) {
  return row(edition_, key_of({edition.engine, edition.models, edition.ontology}),
             [&](SqlStatement& s) { s.bind_all(edition.engine, edition.models, edition.ontology); });
}

std::int64_t Dictionary::actor(const EntityRecord& entity) {
  const bool named = keeps_name(entity);
  const std::string sectors = json_list(entity.sectors);
  std::string key = key_of({named ? "+" : "-", named ? std::string_view(entity.name) : std::string_view(), entity.code,
                            entity.country, sectors, entity.id});
  Table& table = named ? actor_ : nameless_;
  if (const auto known = table.known.find(key); known != table.known.end()) return known->second;
  const std::int64_t at_side = side(side_of(entity.code));
  const std::int64_t id = row(table, std::move(key), [&](SqlStatement& s) {
    if (named) s.bind(1, entity.name);
    else s.bind(1, nullptr);
    s.bind(2, entity.code).bind(3, entity.country).bind(4, sectors).bind(5, entity.id).bind(6, at_side);
  });
  if (sides_.size() > kRemembered) sides_.clear();
  sides_[id] = at_side;
  return id;
}

std::int64_t Dictionary::side_of_actor(std::int64_t actor) {
  if (const auto known = sides_.find(actor); known != sides_.end()) return known->second;
  side_of_actor_.bind(1, actor);
  const auto found = side_of_actor_.step();
  const std::int64_t at_side = found && *found ? side_of_actor_.integer(0) : 0;
  side_of_actor_.reset();
  return sides_[actor] = at_side;
}

std::int64_t Dictionary::place(const PlaceRecord& place) {
  bool fresh = false;
  const std::int64_t id = row(
      place_,
      key_of(
          {place.name, place.country, place.admin1, digits(place.lat), digits(place.lon), place.id, place.precision}),
      [&](SqlStatement& s) {
        s.bind_all(place.name, place.country, place.admin1, place.lat, place.lon, place.id, place.precision);
      },
      &fresh);
  if (fresh && place.lat && place.lon) {
    add_box_.bind_all(id, *place.lat, *place.lon);
    if (auto done = add_box_.run(); !done) fault_ = std::move(done).error();
  }
  return id;
}

std::int64_t Dictionary::date(const DateValue& date) {
  const auto day = [](Day value) {
    return value == kNoDay ? std::optional<std::int64_t>() : std::optional<std::int64_t>(value);
  };
  std::optional<std::string> candidates;
  if (!date.candidates.empty()) candidates = json_list(date.candidates);
  return row(date_,
             key_of({date.edtf, std::to_string(date.earliest), std::to_string(date.latest), name_of(date.grain),
                     candidates ? *candidates : std::string()}),
             [&](SqlStatement& s) {
               s.bind_all(date.edtf, day(date.earliest), day(date.latest), name_of(date.grain), candidates);
             });
}

std::int64_t Dictionary::act(const EventRecord& event) {
  const std::string modes = json_list(event.modes), contexts = json_list(event.contexts);
  return row(act_, key_of({event.type, modes, contexts, event.cameo, digits(event.score)}),
             [&](SqlStatement& s) { s.bind_all(event.type, modes, contexts, event.cameo, event.score); });
}

std::int64_t Dictionary::stance(const EventRecord& event) {
  const auto standing = static_cast<std::int64_t>(standing_of(event.polarity, event.status));
  return row(stance_, key_of({event.polarity, event.certainty, event.status}),
             [&](SqlStatement& s) { s.bind_all(event.polarity, event.certainty, event.status, standing); });
}

std::int64_t Dictionary::manner(std::string_view source_kind, std::string_view cue_class, std::string_view form,
                                std::string_view channel) {
  return row(manner_, key_of({source_kind, cue_class, form, channel}),
             [&](SqlStatement& s) { s.bind_all(source_kind, cue_class, form, channel); });
}

void Dictionary::form(const std::string& form, const std::string& lemma) {
  if (fault_ || !forms_.emplace(key_of({form, lemma}), true).second) return;
  if (forms_.size() > kRemembered) forms_.clear();
  add_form_.bind_all(form, lemma);
  if (auto done = add_form_.run(); !done) fault_ = std::move(done).error();
}

}  // namespace depesje::store
