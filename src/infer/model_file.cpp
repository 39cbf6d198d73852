// SPDX-License-Identifier: Apache-2.0
#include "infer/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace depesje {
namespace {

// doc/formats/model.md, "Layout".
struct Header {
  char magic[8];
  std::uint32_t entries;
  std::uint32_t reserved;
  std::uint64_t file_size;
  char padding[40];
};
struct RawEntry {
  char name[40];
  std::uint32_t type;
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t reserved;
  std::uint64_t offset;
};
static_assert(sizeof(Header) == 64 && sizeof(RawEntry) == 64);

constexpr std::string_view kMagic = "DEPESJE1";
constexpr std::size_t kElementSize[] = {4, 1, 4, 1, 4};
constexpr std::string_view kRemake = "make it again with training/export.py";

}  // namespace

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
  const auto wrong = [&](std::string what) {
    return std::unexpected(Error{std::move(what), path.string(), 0, 0, std::string(kRemake)});
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return std::unexpected(Error{std::string("cannot be opened: ") + std::strerror(errno), path.string(), 0, 0,
                                 "check --data, or put the model file there"});
  }
  struct stat status{};
  const bool known = ::fstat(file, &status) == 0 && status.st_size >= static_cast<off_t>(sizeof(Header));
  void* mapped =
      known ? ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  if (mapped == MAP_FAILED) return wrong("is too short for a model file or cannot be mapped");

  ModelFile model;
  model.path_ = path.string();
  model.data_ = static_cast<const std::byte*>(mapped);
  model.size_ = static_cast<std::size_t>(status.st_size);
  Header header;
  std::memcpy(&header, model.data_, sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != kMagic)
    return wrong("is not a Depesje model (or of another version)");
  if (header.file_size != model.size_) return wrong("is cut short or damaged: its size is not what its head says");
  if (sizeof(Header) + std::uint64_t{header.entries} * sizeof(RawEntry) > model.size_)
    return wrong("has a damaged table of contents");
  for (std::uint32_t i = 0; i < header.entries; ++i) {
    const std::byte* at = model.data_ + sizeof(Header) + i * sizeof(RawEntry);
    RawEntry raw;
    std::memcpy(&raw, at, sizeof raw);
    const std::uint64_t elements = std::uint64_t{raw.rows} * raw.columns;
    if (raw.type >= std::size(kElementSize) || raw.offset % 64 != 0 || raw.offset > model.size_ ||
        elements > (model.size_ - raw.offset) / kElementSize[raw.type]) {
      return wrong("has a damaged table of contents");
    }
    const char* name = reinterpret_cast<const char*>(at);
    model.entries_.push_back({{name, ::strnlen(name, sizeof raw.name)},
                              static_cast<ArrayType>(raw.type),
                              elements,
                              model.data_ + raw.offset});
  }
  return model;
}

ModelFile::ModelFile(ModelFile&& other) noexcept
    : path_(std::move(other.path_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      entries_(std::move(other.entries_)) {}

ModelFile& ModelFile::operator=(ModelFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(entries_, other.entries_);
  return *this;
}

ModelFile::~ModelFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

Result<const ModelFile::Entry*> ModelFile::find(std::string_view name, ArrayType type, std::size_t elements) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  if (found == entries_.end() || found->type != type || (elements != 0 && found->elements != elements)) {
    return std::unexpected(Error{"array «" + std::string(name) + "» is missing or of another shape than expected",
                                 path_, 0, 0, std::string(kRemake)});
  }
  return &*found;
}

Result<std::span<const float>> ModelFile::floats(std::string_view name, std::size_t elements) const {
  const auto entry = find(name, ArrayType::float32, elements);
  if (!entry) return std::unexpected(entry.error());
  return std::span(reinterpret_cast<const float*>((*entry)->data), (*entry)->elements);
}

Result<std::span<const std::int8_t>> ModelFile::int8s(std::string_view name, std::size_t elements) const {
  const auto entry = find(name, ArrayType::int8, elements);
  if (!entry) return std::unexpected(entry.error());
  return std::span(reinterpret_cast<const std::int8_t*>((*entry)->data), (*entry)->elements);
}

Result<std::span<const std::uint32_t>> ModelFile::uint32s(std::string_view name, std::size_t elements) const {
  const auto entry = find(name, ArrayType::uint32, elements);
  if (!entry) return std::unexpected(entry.error());
  return std::span(reinterpret_cast<const std::uint32_t*>((*entry)->data), (*entry)->elements);
}

Result<std::span<const std::int32_t>> ModelFile::int32s(std::string_view name, std::size_t elements) const {
  const auto entry = find(name, ArrayType::int32, elements);
  if (!entry) return std::unexpected(entry.error());
  return std::span(reinterpret_cast<const std::int32_t*>((*entry)->data), (*entry)->elements);
}

Result<std::string_view> ModelFile::bytes(std::string_view name) const {
  const auto entry = find(name, ArrayType::bytes, 0);
  if (!entry) return std::unexpected(entry.error());
  return std::string_view(reinterpret_cast<const char*>((*entry)->data), (*entry)->elements);
}

Result<std::uint32_t> ModelFile::setting(std::string_view name) const {
  const auto names = bytes("setting_names");
  if (!names) return std::unexpected(names.error());
  const auto values = uint32s("settings");
  if (!values) return std::unexpected(values.error());
  std::string_view rest = *names;
  for (std::size_t i = 0; !rest.empty() && i < values->size(); ++i) {
    const auto end = rest.find('\n');
    if (rest.substr(0, end) == name) return (*values)[i];
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return std::unexpected(Error{"setting «" + std::string(name) + "» is missing", path_, 0, 0, std::string(kRemake)});
}

}  // namespace depesje
