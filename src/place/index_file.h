// SPDX-License-Identifier: Apache-2.0
//
// IndexFile: the gazetteer compiled to one file that is mapped, not read (doc/formats/gazetteer.md). IndexBuilder
// writes it. Little-endian, 4-byte aligned; a file of another shape is refused, and no damaged offset is followed.
// A loaded index is immutable; share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"

namespace depesje {

enum class IndexKind : std::uint8_t { town, capital, division1, division2 };
inline constexpr std::uint32_t kNoEntry = UINT32_MAX;

struct IndexEntry {
  std::uint32_t source_id = 0;        // GeoNames' number; of divisions 0
  std::uint32_t name = 0;             // row of the name table
  std::uint32_t division = kNoEntry;  // entry of the first-order division it lies in
  std::uint32_t population = 0;
  float latitude = 0, longitude = 0;
  char country[3] = {};  // ISO 3166-1 alpha-3
  IndexKind kind = IndexKind::town;
};
static_assert(sizeof(IndexEntry) == 28);

class IndexFile {
 public:
  static Result<IndexFile> open(const std::filesystem::path& path);

  // Entries called so, case as written, largest first; empty = none.
  std::vector<std::uint32_t> find(std::string_view name) const;
  bool has(std::string_view name) const { return row_of(name) != kNoEntry; }
  std::size_t entries() const { return entry_count_; }
  const IndexEntry* entry(std::uint32_t row) const { return row < entry_count_ ? entries_ + row : nullptr; }
  std::string_view name(const IndexEntry& entry) const { return name_at(entry.name); }

 private:
  struct Mapping;
  struct NameRow {
    std::uint32_t offset = 0, first_ref = 0;
  };

  std::uint32_t row_of(std::string_view name) const;
  std::string_view name_at(std::uint32_t row) const;

  std::shared_ptr<const Mapping> mapping_;
  const NameRow* names_ = nullptr;  // sorted by bytes; one row more than names
  const std::uint32_t* refs_ = nullptr;
  const IndexEntry* entries_ = nullptr;
  const char* text_ = nullptr;
  std::uint32_t name_count_ = 0, ref_count_ = 0, entry_count_ = 0, text_size_ = 0;
};

class IndexBuilder {
 public:
  // Row of the entry; `entry.name` is filled from `name`.
  std::uint32_t add(IndexEntry entry, std::string_view name);
  void add_name(std::string_view name, std::uint32_t entry);
  IndexEntry& entry(std::uint32_t row) { return entries_[row]; }
  std::size_t names() const { return names_.size(); }
  std::size_t entries() const { return entries_.size(); }
  Result<void> write(const std::filesystem::path& path);

 private:
  std::vector<IndexEntry> entries_;
  std::vector<std::string> main_names_;  // per entry
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> names_;
};

}  // namespace depesje
