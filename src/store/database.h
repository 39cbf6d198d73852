// SPDX-License-Identifier: Apache-2.0
//
// Database and SqlStatement: SQLite with Result<T> for errors, and nothing else of it hidden.
//
//   auto database = Database::open("news.depesje", Database::Mode::read);
//   auto statement = database->prepare("SELECT name FROM source WHERE id > ?1");
//   for (statement->bind(1, 10); ...;) { const auto row = statement->step(); if (!row) fail; if (!*row) break; ... }
//
// A connection and its statements belong to one thread at a time. Statements must go before their connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "depesje/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace depesje {

class SqlStatement {
 public:
  SqlStatement() = default;
  SqlStatement(SqlStatement&& other) noexcept
      : handle_(std::exchange(other.handle_, nullptr)), failed_(std::exchange(other.failed_, 0)) {}
  SqlStatement& operator=(SqlStatement&& other) noexcept;
  ~SqlStatement();

  // Parameters count from 1. Text is copied. A failed bind is told by the next step.
  SqlStatement& bind(int at, std::int64_t value);
  SqlStatement& bind(int at, int value) { return bind(at, std::int64_t{value}); }
  SqlStatement& bind(int at, std::uint32_t value) { return bind(at, std::int64_t{value}); }
  SqlStatement& bind(int at, double value);
  SqlStatement& bind(int at, std::string_view text);
  SqlStatement& bind(int at, const char* text) { return bind(at, std::string_view(text)); }
  SqlStatement& bind(int at, const std::string& text) { return bind(at, std::string_view(text)); }
  SqlStatement& bind(int at, std::nullptr_t);
  template <class T>
  SqlStatement& bind(int at, const std::optional<T>& value) {
    return value ? bind(at, *value) : bind(at, nullptr);
  }
  // bind_all(a, b, c): parameters 1, 2, 3.
  template <class... Values>
  SqlStatement& bind_all(const Values&... values) {
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }

  // true = a row is there. After false or an error the statement is reset and can be bound anew.
  Result<bool> step();
  // Steps through all rows, then resets.
  Result<void> run();
  void reset();

  // Columns count from 0; valid after step() gave true, text until the next step.
  bool is_null(int column) const;
  bool is_integer(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string string(int column) const { return std::string(text(column)); }
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<double> optional_real(int column) const;
  int columns() const;
  std::string_view column_name(int column) const;

 private:
  friend class Database;
  explicit SqlStatement(sqlite3_stmt* handle) : handle_(handle) {}
  void note(int code) {
    if (code != 0 && failed_ == 0) failed_ = code;
  }

  sqlite3_stmt* handle_ = nullptr;
  int failed_ = 0;
};

class Database {
 public:
  enum class Mode : std::uint8_t { read, write, create };  // create: also write; a file that is not there is made

  // Opens any SQLite file, without a look at what is in it: open_store does that.
  static Result<Database> open(const std::string& path, Mode mode);
  Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)) {}
  Database& operator=(Database&& other) noexcept;
  ~Database();

  Result<SqlStatement> prepare(std::string_view sql) const;
  // Any number of statements, without parameters.
  Result<void> execute(const std::string& sql) const;
  // First column of the first row; `otherwise` where there is none.
  Result<std::int64_t> integer(std::string_view sql, std::int64_t otherwise = 0) const;

  const std::string& path() const& { return path_; }
  std::int64_t last_insert_rowid() const;
  std::int64_t changes() const;  // rows changed by the last statement
  void interrupt() const;        // what runs ends with an error; any thread may call it
  sqlite3* handle() const { return handle_; }

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  sqlite3* handle_ = nullptr;
  std::string path_;
};

// BEGIN IMMEDIATE … COMMIT; rolled back where it goes out of scope before commit().
class Transaction {
 public:
  static Result<Transaction> begin(const Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;
};

// What went wrong with this store, and the way out.
Error store_error(const std::string& path, int code, std::string_view message);

}  // namespace depesje
