// SPDX-License-Identifier: Apache-2.0
#include "place/index_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace depesje {
namespace {

static_assert(std::endian::native == std::endian::little, "the index is written little-endian");
constexpr char kMagic[8] = {'D', 'P', 'L', 'A', 'C', 'E', '0', '1'};

struct Header {
  char magic[8];
  std::uint32_t names, refs, entries, text;
};

std::unexpected<Error> fault(const std::filesystem::path& path, std::string what) {
  return std::unexpected(Error{std::move(what), path.string(), 0, 0, "build it anew with scripts/build_gazetteer.sh"});
}

}  // namespace

struct IndexFile::Mapping {
  void* data = nullptr;
  std::size_t size = 0;
  Mapping(void* at, std::size_t bytes) : data(at), size(bytes) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { ::munmap(data, size); }
};

Result<IndexFile> IndexFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return fault(path, std::string("cannot be opened: ") + std::strerror(errno));
  struct stat status{};
  const bool sized = ::fstat(file, &status) == 0 && status.st_size >= static_cast<off_t>(sizeof(Header));
  const auto size = sized ? static_cast<std::size_t>(status.st_size) : 0;
  void* data = sized ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  if (data == MAP_FAILED) return fault(path, "is too short or cannot be mapped");
  IndexFile index;
  index.mapping_ = std::make_shared<const Mapping>(data, size);
  const auto* bytes = static_cast<const char*>(data);
  Header header;
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
    return fault(path, "is not an index of places of this version");
  const std::size_t names = (std::size_t{header.names} + 1) * sizeof(NameRow);
  const std::size_t refs = std::size_t{header.refs} * sizeof(std::uint32_t);
  const std::size_t entries = std::size_t{header.entries} * sizeof(IndexEntry);
  if (sizeof(Header) + names + refs + entries + header.text != size)
    return fault(path, "has a size other than its head says");
  const char* at = bytes + sizeof(Header);
  index.names_ = reinterpret_cast<const NameRow*>(at);
  index.refs_ = reinterpret_cast<const std::uint32_t*>(at += names);
  index.entries_ = reinterpret_cast<const IndexEntry*>(at += refs);
  index.text_ = at += entries;
  index.name_count_ = header.names;
  index.ref_count_ = header.refs;
  index.entry_count_ = header.entries;
  index.text_size_ = header.text;
  return index;
}

std::string_view IndexFile::name_at(std::uint32_t row) const {
  if (row >= name_count_) return {};
  const std::uint32_t begin = names_[row].offset, end = names_[row + 1].offset;
  if (begin > end || end > text_size_) return {};
  return {text_ + begin, end - begin};
}

std::uint32_t IndexFile::row_of(std::string_view name) const {
  std::uint32_t low = 0, high = name_count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const int order = name_at(middle).compare(name);
    if (order == 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return kNoEntry;
}

std::vector<std::uint32_t> IndexFile::find(std::string_view name) const {
  std::vector<std::uint32_t> found;
  const std::uint32_t row = row_of(name);
  if (row == kNoEntry) return found;
  const std::uint32_t end = std::min(names_[row + 1].first_ref, ref_count_);
  for (std::uint32_t i = names_[row].first_ref; i < end; ++i) {
    if (refs_[i] < entry_count_) found.push_back(refs_[i]);
  }
  return found;
}

std::uint32_t IndexBuilder::add(IndexEntry entry, std::string_view name) {
  const auto row = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(entry);
  main_names_.emplace_back(name);
  add_name(name, row);
  return row;
}

void IndexBuilder::add_name(std::string_view name, std::uint32_t entry) {
  const auto at = names_.find(name);
  auto& refs = at != names_.end() ? at->second : names_[std::string(name)];
  if (refs.empty() || refs.back() != entry) refs.push_back(entry);
}

Result<void> IndexBuilder::write(const std::filesystem::path& path) {
  std::vector<std::uint32_t> rows, refs;
  std::string text;
  std::map<std::string_view, std::uint32_t> row_of;
  for (auto& [name, list] : names_) {
    std::ranges::sort(list, [&](std::uint32_t a, std::uint32_t b) {
      return entries_[a].population != entries_[b].population ? entries_[a].population > entries_[b].population : a < b;
    });
    list.erase(std::ranges::unique(list).begin(), list.end());
    row_of.emplace(name, static_cast<std::uint32_t>(row_of.size()));
    rows.push_back(static_cast<std::uint32_t>(text.size()));
    rows.push_back(static_cast<std::uint32_t>(refs.size()));
    text += name;
    refs.insert(refs.end(), list.begin(), list.end());
  }
  rows.push_back(static_cast<std::uint32_t>(text.size()));
  rows.push_back(static_cast<std::uint32_t>(refs.size()));
  for (std::size_t i = 0; i < entries_.size(); ++i) entries_[i].name = row_of.at(main_names_[i]);
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.names = static_cast<std::uint32_t>(names_.size());
  header.refs = static_cast<std::uint32_t>(refs.size());
  header.entries = static_cast<std::uint32_t>(entries_.size());
  header.text = static_cast<std::uint32_t>(text.size());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  const auto put = [&](const void* data, std::size_t bytes) {
    out.write(static_cast<const char*>(data), static_cast<std::streamsize>(bytes));
  };
  put(&header, sizeof header);
  put(rows.data(), rows.size() * sizeof(std::uint32_t));
  put(refs.data(), refs.size() * sizeof(std::uint32_t));
  put(entries_.data(), entries_.size() * sizeof(IndexEntry));
  put(text.data(), text.size());
  out.close();
  if (!out) return fault(path, "cannot be written");
  return {};
}

}  // namespace depesje
