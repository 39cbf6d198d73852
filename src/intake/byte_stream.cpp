// SPDX-License-Identifier: Apache-2.0
#include "intake/byte_stream.h"

#include <bzlib.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace depesje {
namespace {

constexpr std::size_t kBlock = 256U << 10;
constexpr std::uint64_t kRatioFrom = 64U << 20;  // expanded bytes from which the ratio counts

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    std::ranges::copy(rest_.substr(0, count), to);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (owned_) ::close(descriptor_);
  }
  Result<std::size_t> read(char* to, std::size_t size) override {
    for (;;) {
      const ssize_t count = ::read(descriptor_, to, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return fail(std::string("cannot be read: ") + std::strerror(errno));
    }
  }

 private:
  int descriptor_;
  bool owned_;
};

// What the expanding sources share: a block of stored bytes, and a check of what comes out.
class Expander : public ByteSource {
 public:
  Expander(std::unique_ptr<ByteSource> inner, const IntakeLimits& limits, std::string_view name)
      : inner_(std::move(inner)), limits_(limits), name_(name), input_(kBlock, '\0') {}

  Result<std::size_t> read(char* to, std::size_t size) final {
    size = std::min(size, kBlock);
    while (!done_) {
      if (rest_.empty() && !inner_ended_) {
        auto count = inner_->read(input_.data(), input_.size());
        if (!count) return count;
        inner_ended_ = *count == 0;
        taken_ += *count;
        rest_ = std::string_view(input_).substr(0, *count);
      }
      const std::size_t before = rest_.size();
      auto count = expand(to, size);
      if (!count) return count;
      given_ += *count;
      if (given_ > limits_.expanded_bytes || (given_ > kRatioFrom && given_ / limits_.expansion > taken_)) {
        return fail(std::string(name_) + " data expands to more than " + std::to_string(limits_.expansion) +
                        " times its size, or beyond all limits",
                    "expand it yourself if you trust it");
      }
      if (*count != 0) return count;
      if (done_) break;
      if (inner_ended_ && rest_.size() == before && !boundary_)
        return fail("the " + std::string(name_) + " data ends early");
    }
    return 0;
  }

 protected:
  // Takes from rest_, writes to `to`; sets done_ where the data is over. May give 0 where it needs more.
  virtual Result<std::size_t> expand(char* to, std::size_t size) = 0;
  std::unexpected<Error> damaged() const { return fail("the " + std::string(name_) + " data is damaged"); }

  std::unique_ptr<ByteSource> inner_;
  IntakeLimits limits_;
  std::string_view name_;
  std::string input_;
  std::string_view rest_;  // of input_
  bool inner_ended_ = false, done_ = false;
  bool boundary_ = false;  // a member or frame has just ended; the data may end here or go on
  std::uint64_t taken_ = 0, given_ = 0;
};

class GzipSource : public Expander {
 public:
  GzipSource(std::unique_ptr<ByteSource> inner, const IntakeLimits& limits)
      : Expander(std::move(inner), limits, "gzip") {
    ready_ = inflateInit2(&stream_, 15 + 32) == Z_OK;
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override {
    if (ready_) inflateEnd(&stream_);
  }

 private:
  Result<std::size_t> expand(char* to, std::size_t size) override {
    if (!ready_) return fail("no memory to expand gzip data");
    if (boundary_) {  // members follow each other; anything else behind the last is padding
      if (rest_.empty()) {
        done_ = inner_ended_;
        return 0;
      }
      if (rest_[0] != '\x1F') {
        done_ = true;
        return 0;
      }
      boundary_ = false;
      inflateReset(&stream_);
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
    stream_.avail_in = static_cast<uInt>(rest_.size());
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    const int told = inflate(&stream_, Z_NO_FLUSH);
    rest_.remove_prefix(rest_.size() - stream_.avail_in);
    const std::size_t count = size - stream_.avail_out;
    if (told == Z_STREAM_END) boundary_ = true;
    else if (told != Z_OK && told != Z_BUF_ERROR) return count != 0 ? Result<std::size_t>(count) : damaged();
    return count;
  }

  z_stream stream_{};
  bool ready_ = false;
};

class Bzip2Source : public Expander {
 public:
  Bzip2Source(std::unique_ptr<ByteSource> inner, const IntakeLimits& limits)
      : Expander(std::move(inner), limits, "bzip2") {
    ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
  }
  Bzip2Source(const Bzip2Source&) = delete;
  Bzip2Source& operator=(const Bzip2Source&) = delete;
  ~Bzip2Source() override {
    if (ready_) BZ2_bzDecompressEnd(&stream_);
  }

 private:
  Result<std::size_t> expand(char* to, std::size_t size) override {
    if (!ready_) return fail("no memory to expand bzip2 data");
    if (boundary_) {
      if (rest_.empty()) {
        done_ = inner_ended_;
        return 0;
      }
      if (rest_[0] != 'B') {
        done_ = true;
        return 0;
      }
      boundary_ = false;
      BZ2_bzDecompressEnd(&stream_);
      stream_ = bz_stream{};
      ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
      if (!ready_) return fail("no memory to expand bzip2 data");
    }
    stream_.next_in = const_cast<char*>(rest_.data());
    stream_.avail_in = static_cast<unsigned>(rest_.size());
    stream_.next_out = to;
    stream_.avail_out = static_cast<unsigned>(size);
    const int told = BZ2_bzDecompress(&stream_);
    rest_.remove_prefix(rest_.size() - stream_.avail_in);
    const std::size_t count = size - stream_.avail_out;
    if (told == BZ_STREAM_END) boundary_ = true;
    else if (told != BZ_OK) return count != 0 ? Result<std::size_t>(count) : damaged();
    return count;
  }

  bz_stream stream_{};
  bool ready_ = false;
};

class ZstandardSource : public Expander {
 public:
  ZstandardSource(std::unique_ptr<ByteSource> inner, const IntakeLimits& limits)
      : Expander(std::move(inner), limits, "Zstandard"), stream_(ZSTD_createDStream()) {}
  ZstandardSource(const ZstandardSource&) = delete;
  ZstandardSource& operator=(const ZstandardSource&) = delete;
  ~ZstandardSource() override { ZSTD_freeDStream(stream_); }

 private:
  Result<std::size_t> expand(char* to, std::size_t size) override {
    if (stream_ == nullptr) return fail("no memory to expand Zstandard data");
    if (rest_.empty() && inner_ended_ && boundary_) {
      done_ = true;
      return 0;
    }
    ZSTD_outBuffer output{to, size, 0};
    ZSTD_inBuffer input{rest_.data(), rest_.size(), 0};
    const std::size_t told = ZSTD_decompressStream(stream_, &output, &input);
    if (ZSTD_isError(told) != 0) return damaged();
    rest_.remove_prefix(input.pos);
    boundary_ = told == 0;
    return output.pos;
  }

  ZSTD_DStream* stream_;
};

// A source that begins with bytes which were already read to see what it is.
class Resumed : public ByteSource {
 public:
  Resumed(std::string head, std::unique_ptr<ByteSource> inner) : head_(std::move(head)), inner_(std::move(inner)) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    if (at_ == head_.size()) return inner_->read(to, size);
    const std::size_t count = std::min(size, head_.size() - at_);
    std::copy_n(head_.data() + at_, count, to);
    at_ += count;
    return count;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> inner_;
};

class Broken : public ByteSource {
 public:
  explicit Broken(Error error) : error_(std::move(error)) {}
  Result<std::size_t> read(char*, std::size_t) override { return std::unexpected(error_); }

 private:
  Error error_;
};

std::unique_ptr<ByteSource> expanding(std::unique_ptr<ByteSource> source, const IntakeLimits& limits) {
  constexpr int kLayers = 2;
  for (int layer = 0; layer <= kLayers; ++layer) {
    std::string head(6, '\0');
    std::size_t size = 0;
    while (size < head.size()) {
      const auto count = source->read(head.data() + size, head.size() - size);
      if (!count) {
        if (size == 0) return std::make_unique<Broken>(count.error());
        source = std::make_unique<Broken>(count.error());
        break;
      }
      if (*count == 0) break;
      size += *count;
    }
    head.resize(size);
    const std::string_view magic = head;
    const bool gzip = magic.starts_with("\x1F\x8B\x08"), zstandard = magic.starts_with("\x28\xB5\x2F\xFD");
    const bool bzip2 = magic.starts_with("BZh") && size > 4 && magic[3] >= '1' && magic[3] <= '9' &&
                       (magic[4] == '1' || magic[4] == '\x17');
    source = std::make_unique<Resumed>(head, std::move(source));
    if (!gzip && !zstandard && !bzip2) return source;
    if (layer == kLayers) return std::make_unique<Broken>(Error{"is compressed more than twice", {}, 0, 0, {}});
    if (gzip) source = std::make_unique<GzipSource>(std::move(source), limits);
    else if (zstandard) source = std::make_unique<ZstandardSource>(std::move(source), limits);
    else source = std::make_unique<Bzip2Source>(std::move(source), limits);
  }
  return source;
}

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }

Result<std::unique_ptr<ByteSource>> file_source(const std::string& path) {
  if (path == "-") return std::make_unique<FileSource>(STDIN_FILENO, false);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return std::unexpected(Error{std::string("cannot be opened: ") + std::strerror(errno), path, 0, 0,
                                 "check the name and the rights of the file"});
  }
  auto source = std::make_unique<FileSource>(descriptor, true);
  struct stat status{};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    return std::unexpected(Error{"is a folder", path, 0, 0, "name its files"});
  }
  return source;
}

// Counts what is taken from the file, under all layers.
struct ByteStream::Counter {
  std::uint64_t taken = 0;
};

namespace {

class Counted : public ByteSource {
 public:
  Counted(std::unique_ptr<ByteSource> inner, std::uint64_t& taken) : inner_(std::move(inner)), taken_(taken) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    auto count = inner_->read(to, size);
    if (count) taken_ += *count;
    return count;
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::uint64_t& taken_;
};

}  // namespace

ByteStream::ByteStream(std::unique_ptr<ByteSource> source, const IntakeLimits& limits)
    : counter_(std::make_unique<Counter>()),
      source_(expanding(std::make_unique<Counted>(std::move(source), counter_->taken), limits)) {}
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream::~ByteStream() = default;

std::uint64_t ByteStream::stored_bytes() const { return counter_->taken; }

bool ByteStream::fill() {
  if (ended_) return false;
  if (at_ > kBlock && at_ > buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kBlock);
  const auto count = source_->read(buffer_.data() + size, kBlock);
  buffer_.resize(size + (count ? *count : 0));
  if (!count) fault_ = count.error();
  ended_ = !count || *count == 0;
  return !ended_;
}

std::string_view ByteStream::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(at_);
}

void ByteStream::skip(std::size_t count) { at_ += std::min(count, buffer_.size() - at_); }

std::optional<std::string> ByteStream::line(std::size_t limit, bool& cut) {
  cut = false;
  if (at_end()) return std::nullopt;
  std::string out;
  for (;;) {
    const std::string_view ahead = peek(1);
    if (ahead.empty()) return out;
    const std::size_t end = ahead.find('\n');
    const std::string_view part = ahead.substr(0, end);
    cut |= part.size() > limit - out.size();
    out.append(part.substr(0, limit - out.size()));
    skip(part.size() + (end != std::string_view::npos));
    if (end != std::string_view::npos) return out;
  }
}

Result<std::string> ByteStream::rest(std::size_t limit) {
  std::string out;
  while (!at_end()) {
    const std::string_view ahead = peek(1);
    if (ahead.size() > limit - out.size()) {
      return fail("is larger than " + std::to_string(limit) + " bytes", "split it, or give JSON Lines");
    }
    out.append(ahead);
    skip(ahead.size());
  }
  if (fault_) return std::unexpected(*fault_);
  return out;
}

std::string ByteStream::bytes(std::uint64_t count, std::size_t limit) {
  std::string out;
  while (count > 0) {
    const std::string_view ahead = peek(1);
    if (ahead.empty()) break;
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, ahead.size()));
    out.append(ahead.substr(0, std::min(part, limit - out.size())));
    skip(part);
    count -= part;
  }
  return out;
}

Result<std::string> expanded(std::string_view bytes, const IntakeLimits& limits) {
  return ByteStream(memory_source(bytes), limits).rest(limits.whole_bytes);
}

}  // namespace depesje
