// SPDX-License-Identifier: Apache-2.0
//
// RecordReader: one format's way through a stream, article by article. Also what a stream holds, by its first bytes.
// One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "intake/article.h"
#include "intake/byte_stream.h"

namespace depesje {

class RecordReader {
 public:
  virtual ~RecordReader() = default;
  // The next article or failure; nothing at the end.
  virtual std::optional<Result<Article>> next() = 0;
  virtual bool alone() const { return false; }  // gives one article at most, so that the file's name may name it
};

// `kind` as asked for, or automatic. Fails for what is plainly something else (a PDF, a picture).
Result<InputKind> recognise(ByteStream& stream, const std::string& name, const IntakeOptions& options);
// Stream and options must outlive the reader.
std::unique_ptr<RecordReader> reader_for(InputKind kind, ByteStream& stream, const IntakeOptions& options);
// Articles of bytes that are held whole.
Articles articles_of(InputKind kind, std::string_view bytes, const IntakeLimits& limits);

}  // namespace depesje
