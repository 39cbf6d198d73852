// SPDX-License-Identifier: Apache-2.0
//
// ByteStream: bytes of a file, of standard input or of memory, expanded where they are compressed (gzip, Zstandard,
// bzip2, by content, two layers at most), with a buffer to look ahead. Bombs are stopped by ratio and size.
// A stream that was cut or damaged gives the bytes before that and then an Error, again and again.
// One thread at a time; a memory stream keeps a view of the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "depesje/result.h"
#include "intake/intake.h"

namespace depesje {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Some bytes, at most `size` (never 0); 0 is the end.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

std::unique_ptr<ByteSource> memory_source(std::string_view bytes);
Result<std::unique_ptr<ByteSource>> file_source(const std::string& path);  // "-" is standard input

class ByteStream {
 public:
  ByteStream(std::unique_ptr<ByteSource> source, const IntakeLimits& limits);
  ByteStream(ByteStream&&) noexcept;
  ~ByteStream();

  // At least `size` of the bytes ahead, where there are so many; fewer before the end or a fault. Nothing is consumed.
  std::string_view peek(std::size_t size);
  void skip(std::size_t count);  // at most what peek gave
  bool at_end() { return peek(1).empty(); }
  // What stopped the stream before its end, once peek has come there.
  const std::optional<Error>& fault() const { return fault_; }

  // The next line without its end, or nothing at the end of the stream. A line longer than `limit` is cut there and
  // `cut` set; the rest of it is skipped.
  std::optional<std::string> line(std::size_t limit, bool& cut);
  // All that is left, at most `limit` bytes: fails where there are more, and with the fault of the stream.
  Result<std::string> rest(std::size_t limit);
  // Exactly `count` bytes, fewer at the end; bytes over `limit` are skipped.
  std::string bytes(std::uint64_t count, std::size_t limit);

  std::uint64_t stored_bytes() const;  // taken from the file so far, as stored

 private:
  struct Counter;
  bool fill();  // more bytes into the buffer; false where there are none

  std::unique_ptr<Counter> counter_;
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::optional<Error> fault_;
};

// Bytes of a whole, expanded; for parts of files that are compressed by themselves.
Result<std::string> expanded(std::string_view bytes, const IntakeLimits& limits);

}  // namespace depesje
