// SPDX-License-Identifier: Apache-2.0
//
// What a command line names → files, in an order that depends on the names alone: folders with all below them (hidden
// names and links to folders are left out), globs, @list (one name a line, # comments), - for standard input.
// What cannot be found stands in the list as an Error. Pure but for looking at the disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "depesje/result.h"

namespace depesje {

struct SourceFile {
  std::string path;  // "-" is standard input
  std::uint64_t bytes = 0;
  std::optional<Error> fault;
};

std::vector<SourceFile> files_of(const std::vector<std::string>& sources);

}  // namespace depesje
