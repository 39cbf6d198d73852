// SPDX-License-Identifier: Apache-2.0
//
// Time zones from the system's TZif files (RFC 8536): which day it is in a zone at a moment. Any bytes are read; what
// is not a zone is an error. Pure once read; a Zone is immutable and may be shared by threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "depesje/date.h"
#include "depesje/result.h"

namespace depesje {

struct Zone {
  std::vector<std::int64_t> changes;  // seconds since 1970-01-01 UTC, ascending
  std::vector<std::int32_t> offsets;  // seconds east of UTC from each change on
  std::int32_t first_offset = 0;      // before the first change
  bool goes_on = false;               // a rule in words holds after the last change; we do not read it

  // Seconds east of UTC; nothing where the file says no more.
  std::optional<std::int32_t> offset_at(std::int64_t moment) const;
};

Result<Zone> parse_zone(std::string_view bytes);
// "Europe/Oslo" under the system's folder of zones.
Result<Zone> load_zone(std::string_view name, const std::filesystem::path& root = "/usr/share/zoneinfo");

// The moment of "2017-05-02T23:30Z" or "…+02:00", seconds since 1970; nothing where it has no time and offset.
std::optional<std::int64_t> moment_of(std::string_view timestamp);
Day day_at(std::int64_t moment, std::int32_t offset);

}  // namespace depesje
