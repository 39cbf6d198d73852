// SPDX-License-Identifier: Apache-2.0
#include "ask/party.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kListed = 8;    // candidates in a message
constexpr std::size_t kSideCode = 3;  // letters of a code that name the side alone; classes have six

// Rows that are one actor: the same key, or the same name where there is none.
struct Identity {
  std::string name, code, key, side;
  std::vector<std::pair<std::int64_t, std::int64_t>> rows;  // actor, side
};

bool ends_with_word(std::string_view name, std::string_view word) {
  return name.size() > word.size() && name.ends_with(word) && name[name.size() - word.size() - 1] == ' ';
}

bool is_code(std::string_view text) {
  return text.size() >= kSideCode &&
         std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

bool stands_for_side(const Identity& identity) {
  if (identity.key.empty()) return false;
  return identity.key == identity.side || (identity.code == identity.side && identity.side.size() > kSideCode);
}

std::string listed(const std::vector<const Identity*>& identities) {
  std::string out;
  for (std::size_t i = 0; i < identities.size() && i < kListed; ++i) {
    const Identity& one = *identities[i];
    out += (out.empty() ? "" : ", ") + one.name + " [" + (one.key.empty() ? one.code : one.key) + ']';
  }
  if (identities.size() > kListed) out += " and " + std::to_string(identities.size() - kListed) + " more";
  return out;
}

Result<void> fill_by_code(const Database& database, AskedParty& party, std::string_view sql) {
  auto rows = database.prepare(sql);
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, party.code);
  while (true) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    party.actors.insert(rows->integer(0));
    party.sides.push_back(rows->integer(1));
  }
  std::ranges::sort(party.sides);
  party.sides.erase(std::unique(party.sides.begin(), party.sides.end()), party.sides.end());
  return {};
}

constexpr std::string_view kOfSide =
    "SELECT a.id, a.side FROM side s CROSS JOIN actor a ON a.side = s.id WHERE s.code = ?1";
// Codes start alike: "RUSGOV" has "RUSGOVMIL".
constexpr std::string_view kOfCode = "SELECT id, side FROM actor WHERE code >= ?1 AND code < ?1 || '~'";

Result<AskedParty> by_code(const Database& database, AskedParty party) {
  party.code = party.name = party.asked;
  if (auto done = fill_by_code(database, party, kOfSide); !done) return std::unexpected(done.error());
  party.whole_side = !party.actors.empty();
  if (party.whole_side) return party;
  if (auto done = fill_by_code(database, party, kOfCode); !done) return std::unexpected(done.error());
  return party;
}

}  // namespace

std::string folded(std::string_view text) { return to_lower(text); }

Result<AskedParty> find_party(const Database& database, std::string_view asked) {
  AskedParty party;
  party.asked = asked;
  if (asked.empty()) return fail("an empty name", "write a name, a surname or a code like RUS");
  if (is_code(asked)) {
    auto found = by_code(database, party);
    if (!found || !found->actors.empty()) return found;
  }
  auto rows = database.prepare(
      "SELECT a.id, a.name, a.code, a.key, a.side, s.code FROM actor a JOIN side s ON s.id = a.side "
      "WHERE a.name IS NOT NULL ORDER BY a.id");
  if (!rows) return std::unexpected(rows.error());
  const std::string wanted = folded(asked);
  std::map<std::string, Identity> exact, surname, near;
  while (true) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const std::string name = folded(rows->text(1));
    auto* into = name == wanted || rows->text(3) == asked || folded(rows->text(3)) == wanted ? &exact
                 : ends_with_word(name, wanted)                                              ? &surname
                 : name.find(wanted) != std::string::npos                                    ? &near
                                                                                             : nullptr;
    if (into == nullptr) continue;
    const std::string key = rows->string(3);
    Identity& identity = (*into)[key.empty() ? '=' + name : key];
    if (identity.rows.empty()) identity = {rows->string(1), rows->string(2), key, rows->string(5), {}};
    identity.rows.emplace_back(rows->integer(0), rows->integer(4));
  }
  const auto keyed = [](const std::map<std::string, Identity>& from) {
    std::vector<const Identity*> out;
    for (const auto& [key, identity] : from) {
      if (!identity.key.empty()) out.push_back(&identity);
    }
    return out;
  };
  const auto all = [](const std::map<std::string, Identity>& from) {
    std::vector<const Identity*> out;
    for (const auto& [key, identity] : from) out.push_back(&identity);
    return out;
  };
  // A name in the tables of the world goes before words that only look like one.
  std::vector<const Identity*> meant = keyed(exact);
  if (meant.empty()) {
    meant = keyed(surname);
    if (meant.empty()) meant = exact.empty() ? all(surname) : all(exact);
  }
  if (meant.empty()) {
    const auto alike = all(near);
    return fail("nobody in this store is called «" + party.asked + "»",
                alike.empty() ? "see depesje actors STORE" : "close to it: " + listed(alike));
  }
  if (meant.size() > 1) {
    return fail("«" + party.asked + "» may be " + std::to_string(meant.size()) + " in this store: " + listed(meant),
                "write the whole name, or what stands in brackets");
  }
  const Identity& one = *meant.front();
  party.name = one.name;
  if (stands_for_side(one)) {
    party.code = one.side;
    party.whole_side = true;
    if (auto done = fill_by_code(database, party, kOfSide); !done) return std::unexpected(done.error());
    return party;
  }
  party.code = one.code;
  const auto take = [&](const Identity& identity) {
    for (const auto& [actor, side] : identity.rows) {
      party.actors.insert(actor);
      party.sides.push_back(side);
    }
  };
  take(one);
  // "Putin" alone, in an article that says no more.
  if (!one.key.empty()) {
    for (const auto& [key, identity] : exact) {
      if (identity.key.empty()) take(identity);
    }
  }
  std::ranges::sort(party.sides);
  party.sides.erase(std::unique(party.sides.begin(), party.sides.end()), party.sides.end());
  return party;
}

}  // namespace depesje
