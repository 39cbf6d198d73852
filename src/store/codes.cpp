// SPDX-License-Identifier: Apache-2.0
#include "store/codes.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "record/json.h"

namespace depesje::store {
namespace {

constexpr std::string_view kGrains[] = {"",        "hour",      "day",  "week",   "month",  "season",
                                        "quarter", "half_year", "year", "decade", "century"};
static_assert(std::size(kGrains) == static_cast<std::size_t>(Grain::century) + 1);

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::ranges::find(values, value) != values.end();
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

Standing standing_of(std::string_view polarity, std::string_view status) {
  if (polarity == "neg") return Standing::denied;
  if (is_one_of(status, {"planned", "promised", "requested", "threatened"})) return Standing::intended;
  return is_one_of(status, {"conditional", "counterfactual"}) ? Standing::hypothetical : Standing::happened;
}

std::string json_list(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) {
    if (out.size() > 1) out += ',';
    JsonWriter(out).string(value);
  }
  return out + ']';
}

std::string json_list(const std::vector<Day>& values) {
  std::string out = "[";
  for (const Day value : values) {
    if (out.size() > 1) out += ',';
    out += std::to_string(value);
  }
  return out + ']';
}

std::vector<std::string> strings_of(std::string_view json) {
  std::vector<std::string> out;
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      inside = !inside;
      if (inside) out.emplace_back();
    } else if (inside && c == '\\' && i + 1 < json.size()) {
      const char kind = json[++i];
      if (kind == 'u' && i + 4 < json.size()) {  // the writer escapes control characters only
        const int high = hex_digit(json[i + 3]), low = hex_digit(json[i + 4]);
        out.back() += static_cast<char>(high * 16 + low);
        i += 4;
      } else {
        out.back() += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
      }
    } else if (inside) {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::int64_t> integers_of(std::string_view text) {
  std::vector<std::int64_t> out;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    std::int64_t value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error == std::errc{}) out.push_back(value);
    at = next == at ? at + 1 : next;
  }
  return out;
}

std::string_view name_of(Grain grain) { return kGrains[static_cast<std::size_t>(grain)]; }

Grain grain_of(std::string_view name) {
  const auto* const found = std::ranges::find(kGrains, name);
  return found == std::end(kGrains) ? Grain::none : static_cast<Grain>(found - std::begin(kGrains));
}

void bind_id(SqlStatement& statement, int at, std::string_view id) {
  std::uint64_t value = 0;
  const bool hex = id.size() == 16 && std::ranges::all_of(id, [](char c) { return hex_digit(c) >= 0; });
  if (hex) {
    std::from_chars(id.data(), id.data() + id.size(), value, 16);
    statement.bind(at, static_cast<std::int64_t>(value));
  } else {
    statement.bind(at, id);
  }
}

std::string id_of(const SqlStatement& row, int column) {
  if (!row.is_integer(column)) return row.string(column);
  char digits[16];
  const auto [end, error] =
      std::to_chars(digits, digits + sizeof(digits), static_cast<std::uint64_t>(row.integer(column)), 16);
  const std::string_view hex(digits, static_cast<std::size_t>(end - digits));
  return std::string(16 - hex.size(), '0').append(hex);
}

std::string side_of(std::string_view code) {
  // Classes go on with three letters that say which: IGOUNO, IMGISI.
  const bool classed = is_one_of(code.substr(0, 3), {"IGO", "IMG", "NGO", "MNC"});
  return std::string(code.substr(0, classed ? 6 : 3));
}

}  // namespace depesje::store
