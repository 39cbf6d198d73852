// SPDX-License-Identifier: Apache-2.0
//
// Tab-separated tables: how all word lists and facts under lang/ and world/ are written.
//   # comment lines and blank lines are skipped
//   the first other line names the columns; every row has at most that many cells (missing trailing cells are empty)
// A loaded table owns its text; cells are views into it. Immutable, share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/result.h"

namespace depesje {

class TsvTable {
 public:
  // Fails where the file cannot be read, is not UTF-8, lacks one of `required` columns, or a row has too many cells.
  static Result<TsvTable> load(const std::filesystem::path& path, const std::vector<std::string_view>& required);

  std::size_t rows() const { return lines_.size(); }
  // Cell by column name; empty where the column or the cell is missing. White space around it is cut.
  std::string_view cell(std::size_t row, std::string_view column) const;
  std::uint32_t line(std::size_t row) const { return lines_[row]; }  // from 1, for messages
  const std::string& file() const { return file_; }
  // An Error that points at a cell.
  Error error_at(std::size_t row, std::string_view column, std::string what, std::string hint = {}) const;

 private:
  std::string file_;
  std::unique_ptr<std::string> text_;  // stable address for the views
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> cells_;  // rows × columns
  std::vector<std::uint32_t> lines_;
};

// Whole file as bytes; the error names the file and what to do.
Result<std::string> read_file(const std::filesystem::path& path);

// "a, b;c" → {"a", "b", "c"}: cells with several values, separated by any character of `separators`; blanks cut,
// empties dropped.
std::vector<std::string_view> split_cell(std::string_view cell, std::string_view separators = ",;|");

}  // namespace depesje
