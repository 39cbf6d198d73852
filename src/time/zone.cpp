// SPDX-License-Identifier: Apache-2.0
//
// See zone.h. Every count is checked against the bytes there are before anything is read.
#include "time/zone.h"

#include <algorithm>
#include <string>

#include "base/tsv.h"
#include "time/calendar.h"

namespace depesje {
namespace {

constexpr std::size_t kHeader = 44;
constexpr std::uint32_t kMost = 100000;  // of anything counted in a header
constexpr std::int64_t kDaySeconds = 86400;

std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::int32_t signed_word(std::string_view bytes, std::size_t at) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(big_endian(bytes, at, 4)));
}

std::optional<int> two_digits_at(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' || text[at + 1] > '9')
    return std::nullopt;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

}  // namespace

Result<Zone> parse_zone(std::string_view bytes) {
  std::size_t width = 4;
  for (int block = 0; block < 2; ++block) {
    if (bytes.size() < kHeader || !bytes.starts_with("TZif")) return fail("not a time zone file (TZif)");
    std::uint32_t counts[6];  // UTC marks, standard marks, leap seconds, changes, types, characters
    for (std::size_t i = 0; i < 6; ++i) {
      counts[i] = static_cast<std::uint32_t>(big_endian(bytes, 20 + 4 * i, 4));
      if (counts[i] > kMost) return fail("a time zone file with too many entries");
    }
    const std::size_t changes = counts[3], types = counts[4];
    const std::size_t size =
        kHeader + changes * (width + 1) + types * 6 + counts[5] + counts[2] * (width + 4) + counts[1] + counts[0];
    if (bytes.size() < size) return fail("a time zone file that is cut off");
    if (block == 0 && bytes[4] >= '2') {
      bytes.remove_prefix(size);
      width = 8;
      continue;
    }
    if (types == 0) return fail("a time zone file without types");
    Zone zone;
    const std::size_t index_at = kHeader + changes * width, types_at = index_at + changes;
    zone.first_offset = signed_word(bytes, types_at);
    for (std::size_t i = 0; i < changes; ++i) {
      const std::size_t at = kHeader + i * width;
      const std::int64_t moment =
          width == 8 ? static_cast<std::int64_t>(big_endian(bytes, at, 8)) : signed_word(bytes, at);
      const std::size_t type = big_endian(bytes, index_at + i, 1);
      if (type >= types || (i > 0 && moment < zone.changes.back())) return fail("a time zone file out of order");
      zone.changes.push_back(moment);
      zone.offsets.push_back(signed_word(bytes, types_at + type * 6));
    }
    const auto beyond = [](std::int32_t offset) { return offset < -kDaySeconds * 2 || offset > kDaySeconds * 2; };
    if (beyond(zone.first_offset) || std::any_of(zone.offsets.begin(), zone.offsets.end(), beyond))
      return fail("a time zone file with impossible offsets");
    zone.goes_on = bytes.substr(size).find(',') != std::string_view::npos;
    return zone;
  }
  return fail("not a time zone file (TZif)");
}

std::optional<std::int32_t> Zone::offset_at(std::int64_t moment) const {
  const auto after = std::upper_bound(changes.begin(), changes.end(), moment);
  if (after == changes.begin()) return first_offset;
  if (after == changes.end() && goes_on) return std::nullopt;
  return offsets[static_cast<std::size_t>(after - changes.begin()) - 1];
}

Result<Zone> load_zone(std::string_view name, const std::filesystem::path& root) {
  const bool plain = !name.empty() && name.size() < 64 && name.front() != '/' &&
                     name.find("..") == std::string_view::npos && name.find('\0') == std::string_view::npos;
  if (!plain) return fail("«" + std::string(name.substr(0, 64)) + "» is not a time zone");
  const auto bytes = read_file(root / std::string(name));
  if (!bytes) return std::unexpected(bytes.error());
  return parse_zone(*bytes);
}

std::optional<std::int64_t> moment_of(std::string_view text) {
  const auto date = text.size() < 17 || text.size() > 64 || text[10] != 'T' ? std::nullopt : parse_date(text);
  const auto hour = two_digits_at(text, 11), minute = two_digits_at(text, 14);
  if (!date || date->first != date->last || !hour || !minute || text[13] != ':') return std::nullopt;
  std::int64_t moment = date->first * kDaySeconds + *hour * 3600 + *minute * 60;
  if (text.back() == 'Z') return moment;
  const auto sign = text.find_first_of("+-", 16);
  if (sign == std::string_view::npos) return std::nullopt;
  const auto hours = two_digits_at(text, sign + 1);
  if (!hours) return std::nullopt;
  const bool colon = sign + 3 < text.size() && text[sign + 3] == ':';
  const std::int64_t east = *hours * 3600 + two_digits_at(text, sign + (colon ? 4u : 3u)).value_or(0) * 60;
  moment += text[sign] == '-' ? east : -east;
  return moment;
}

Day day_at(std::int64_t moment, std::int32_t offset) {
  const std::int64_t local = moment + offset;
  return static_cast<Day>(local >= 0 ? local / kDaySeconds : -((-local + kDaySeconds - 1) / kDaySeconds));
}

}  // namespace depesje
