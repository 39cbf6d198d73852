// SPDX-License-Identifier: Apache-2.0
//
// Errors as values. Error says what is wrong, where, and the way out; Result<T> is a value or an Error.
// Depesje's own code throws nothing; exceptions of libraries are caught at three doors (main, HTTP, bindings).
// Both types are plain values: copy, move and share them freely.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace depesje {

struct Error {
  std::string what;          // one sentence, no final stop: "unknown column «sektor»"
  std::string file;          // empty where no file is concerned
  std::uint32_t line = 0;    // from 1; 0 = the whole file
  std::uint32_t column = 0;  // from 1, in bytes; 0 = the whole line
  std::string hint;          // the way out: "use one of: code, name, from, to"

  // "file:line:column: what; hint" with the parts that are known.
  std::string to_string() const {
    std::string out;
    if (!file.empty()) {
      out += file;
      if (line != 0) out += ':' + std::to_string(line);
      if (line != 0 && column != 0) out += ':' + std::to_string(column);
      out += ": ";
    }
    out += what;
    if (!hint.empty()) out += "; " + hint;
    return out;
  }
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(std::string what, std::string hint = {}) {
  return std::unexpected(Error{std::move(what), {}, 0, 0, std::move(hint)});
}

}  // namespace depesje
