// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as JSON Lines: every line is a document or an error that names it.
#include <cstdint>
#include <string_view>

#include "invariants.h"
#include "text/json_lines.h"

using namespace depesje;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(sniff_format(bytes));
  JsonLinesReader reader(bytes, "input");
  std::uint32_t line = 0;
  while (auto next = reader.next()) {
    require(reader.line() > line);
    line = reader.line();
    if (next->has_value()) check_document(**next);
    else require(next->error().line == line && !next->error().what.empty());
  }
  return 0;
}
