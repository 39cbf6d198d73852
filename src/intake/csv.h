// SPDX-License-Identifier: Apache-2.0
//
// CSV (RFC 4180) with a heading, streamed: comma, semicolon, tab or bar, whichever the heading has most of. Which
// column holds which field says its name, or --map. Rows may have line breaks in quotes. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/byte_stream.h"
#include "intake/reader.h"

namespace depesje {

// True where the first line names at least two columns and one of them is the text.
bool looks_like_csv(std::string_view head, const std::vector<ColumnMapping>& mapping);

class CsvReader : public RecordReader {
 public:
  CsvReader(ByteStream& stream, const IntakeOptions& options);
  std::optional<Result<Article>> next() override;

 private:
  // The cells of the next row; false at the end.
  bool row(std::vector<std::string>& cells);
  std::optional<Error> read_heading();

  ByteStream& stream_;
  const IntakeOptions& options_;
  std::vector<std::string> columns_;  // field of each column, empty = ignored
  char separator_ = ',';
  bool begun_ = false, ended_ = false, open_quote_ = false, cut_ = false, at_end_ = false, found_ = false;
  std::uint32_t line_ = 1, row_line_ = 1;
};

}  // namespace depesje
