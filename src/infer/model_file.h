// SPDX-License-Identifier: Apache-2.0
//
// ModelFile: a read-only, memory-mapped file of named arrays (doc/formats/model.md). Nothing is parsed or copied when
// it is opened: the operating system pages weights in as they are used, and processes share them. Owns the mapping;
// views into it live as long as the ModelFile. Immutable; share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"

namespace depesje {

enum class ArrayType : std::uint32_t { float32 = 0, int8 = 1, uint32 = 2, bytes = 3, int32 = 4 };

class ModelFile {
 public:
  static Result<ModelFile> open(const std::filesystem::path& path);
  ModelFile(ModelFile&& other) noexcept;
  ModelFile& operator=(ModelFile&& other) noexcept;
  ModelFile(const ModelFile&) = delete;  // the mapping has one owner
  ModelFile& operator=(const ModelFile&) = delete;
  ~ModelFile();

  // The array of that name, type and number of elements (rows × columns; 0 = any). Fails by name where it is missing or
  // of another shape.
  Result<std::span<const float>> floats(std::string_view name, std::size_t elements = 0) const;
  Result<std::span<const std::int8_t>> int8s(std::string_view name, std::size_t elements = 0) const;
  Result<std::span<const std::uint32_t>> uint32s(std::string_view name, std::size_t elements = 0) const;
  Result<std::span<const std::int32_t>> int32s(std::string_view name, std::size_t elements = 0) const;
  Result<std::string_view> bytes(std::string_view name) const;
  // One number of the array `settings`, looked up in `setting_names`.
  Result<std::uint32_t> setting(std::string_view name) const;

  const std::string& path() const { return path_; }
  std::size_t size() const { return size_; }

 private:
  struct Entry {
    std::string_view name;
    ArrayType type;
    std::uint64_t elements;
    const std::byte* data;
  };

  ModelFile() = default;
  Result<const Entry*> find(std::string_view name, ArrayType type, std::size_t elements) const;

  std::string path_;
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace depesje
