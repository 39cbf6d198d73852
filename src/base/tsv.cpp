// SPDX-License-Identifier: Apache-2.0
#include "base/tsv.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace depesje {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto tab = line.find('\t');
    cells.push_back(trimmed(line.substr(0, tab)));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) {
    return std::unexpected(Error{"is a folder, not a file", path.string(), 0, 0, "name a file in it"});
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return std::unexpected(Error{std::string("cannot be opened: ") + std::strerror(errno), path.string(), 0, 0,
                                 "check the name and that you may read it"});
  }
  // In blocks, as pipes do not tell their size.
  std::string bytes;
  for (std::size_t block = std::size_t{1} << 16; stream; block *= 2) {
    const std::size_t before = bytes.size();
    bytes.resize(before + block);
    stream.read(bytes.data() + before, static_cast<std::streamsize>(block));
    bytes.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return std::unexpected(Error{"cannot be read to its end", path.string(), 0, 0, "check the disk"});
  return bytes;
}

Result<TsvTable> TsvTable::load(const std::filesystem::path& path, const std::vector<std::string_view>& required) {
  auto bytes = read_file(path);
  if (!bytes) return std::unexpected(std::move(bytes).error());
  TsvTable table;
  table.file_ = path.string();
  table.text_ = std::make_unique<std::string>(std::move(*bytes));
  std::string_view rest = *table.text_;
  std::uint32_t number = 0;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++number;
    if (trimmed(line).empty() || line.front() == '#') continue;
    auto cells = split_tabs(line);
    if (table.columns_.empty()) {
      table.columns_ = std::move(cells);
      continue;
    }
    if (cells.size() > table.columns_.size()) {
      return std::unexpected(Error{"row has " + std::to_string(cells.size()) + " cells, the table has " +
                                       std::to_string(table.columns_.size()) + " columns",
                                   table.file_, number, 0,
                                   "remove the surplus tab or name the column in the first line"});
    }
    cells.resize(table.columns_.size());
    table.cells_.insert(table.cells_.end(), cells.begin(), cells.end());
    table.lines_.push_back(number);
  }
  for (const std::string_view name : required) {
    if (std::ranges::find(table.columns_, name) == table.columns_.end()) {
      return std::unexpected(Error{"column «" + std::string(name) + "» is missing", table.file_, 1, 0,
                                   "name it in the first line, tabs between columns"});
    }
  }
  return table;
}

std::string_view TsvTable::cell(std::size_t row, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  if (found == columns_.end()) return {};
  return cells_[row * columns_.size() + static_cast<std::size_t>(found - columns_.begin())];
}

Error TsvTable::error_at(std::size_t row, std::string_view column, std::string what, std::string hint) const {
  const std::string_view at = cell(row, column);
  std::uint32_t position = 0;
  if (at.data() != nullptr) {
    const auto offset = static_cast<std::size_t>(at.data() - text_->data());
    const auto line_start = text_->rfind('\n', offset == 0 ? 0 : offset - 1);
    position = static_cast<std::uint32_t>(line_start == std::string::npos ? offset + 1 : offset - line_start);
  }
  return Error{std::move(what), file_, lines_[row], position, std::move(hint)};
}

std::vector<std::string_view> split_cell(std::string_view cell, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!cell.empty()) {
    const auto end = cell.find_first_of(separators);
    if (const auto part = trimmed(cell.substr(0, end)); !part.empty()) parts.push_back(part);
    cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
  }
  return parts;
}

}  // namespace depesje
