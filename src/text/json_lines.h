// SPDX-License-Identifier: Apache-2.0
//
// JSON Lines → Documents, one at a time:
//   {"id", "published", "lang", "title", "text", "url", "publisher"}, all but "text" optional, other fields ignored.
// A broken line gives an Error with its number, and reading goes on with the next. Also: which format bytes are in.
// The reader keeps a view of the bytes, which must outlive it (UTF-16 input is copied). One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "depesje/document.h"
#include "depesje/result.h"

namespace depesje {

enum class InputFormat : std::uint8_t { text, jsonl };

// jsonl where the first byte that is not blank is `{` and one of the first lines is a JSON object with a "text".
InputFormat sniff_format(std::string_view bytes);

class JsonLinesReader {
 public:
  // `file` is named in errors only.
  explicit JsonLinesReader(std::string_view bytes, std::string file = {});
  JsonLinesReader(JsonLinesReader&&) noexcept;
  JsonLinesReader& operator=(JsonLinesReader&&) noexcept;
  ~JsonLinesReader();

  // The next document or broken line; nothing at the end. Blank lines are skipped.
  std::optional<Result<Document>> next();
  std::uint32_t line() const { return line_; }  // of what next() gave last, from 1

 private:
  struct Parser;
  Result<Document> read(std::string_view line);

  std::unique_ptr<std::string> copy_;
  std::string_view rest_;
  std::string file_;
  std::uint32_t line_ = 0;
  std::unique_ptr<Parser> parser_;
};

}  // namespace depesje
