// SPDX-License-Identifier: Apache-2.0
//
// WARC 1.0 and 1.1, and WET: captures of pages, streamed record by record. HTML of good responses and resources, and
// the plain text of conversions, are read; requests, revisits, pictures and the rest are passed over without a word.
// One thread at a time.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "intake/byte_stream.h"
#include "intake/reader.h"

namespace depesje {

class WarcReader : public RecordReader {
 public:
  WarcReader(ByteStream& stream, const IntakeOptions& options) : stream_(stream), options_(options) {}
  std::optional<Result<Article>> next() override;

 private:
  using Fields = std::map<std::string, std::string, std::less<>>;  // names in lower case

  std::optional<Result<Article>> read_record(const Fields& fields, std::string body);
  Result<Article> read_page(std::string_view type, std::string_view body, const std::string& url) const;

  ByteStream& stream_;
  const IntakeOptions& options_;
  bool ended_ = false, found_ = false;
  std::uint64_t records_ = 0;
};

}  // namespace depesje
