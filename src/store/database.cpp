// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <sqlite3.h>

#include <cstring>

namespace depesje {
namespace {

constexpr int kBusyMilliseconds = 2000;  // a writer holds its lock from one end to the other: waiting longer is in vain

std::string path_of(sqlite3* handle) {
  const char* path = handle == nullptr ? nullptr : sqlite3_db_filename(handle, "main");
  return path == nullptr ? std::string() : std::string(path);
}

Error error_of(sqlite3* handle, int code) {
  const int extended = handle == nullptr ? code : sqlite3_extended_errcode(handle);
  const bool same = (extended & 0xFF) == (code & 0xFF);
  return store_error(path_of(handle), same ? extended : code, handle == nullptr || !same ? "" : sqlite3_errmsg(handle));
}

}  // namespace

Error store_error(const std::string& path, int code, std::string_view message) {
  Error out;
  out.file = path;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      out.what = "another program is writing to this store";
      out.hint = "wait until it has ended, then say it again; what is stored is whole";
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      out.what = "the store cannot be written";
      out.hint = "check the rights of the file and of its folder";
      break;
    case SQLITE_FULL:
      out.what = "the disk is full";
      out.hint = "make room and say it again; what was reported as stored is stored";
      break;
    case SQLITE_CORRUPT:
      out.what = "the store is damaged (" + std::string(message.empty() ? sqlite3_errstr(code) : message) + ")";
      out.hint = "take a backup, or save what can be read with: sqlite3 STORE .recover";
      break;
    case SQLITE_NOTADB:
      out.what = "not a store, or its beginning is damaged";
      out.hint = "name a file made by depesje add";
      break;
    case SQLITE_CANTOPEN:
      out.what = "the store cannot be opened";
      out.hint = "check that the file and its folder are there and may be read";
      break;
    case SQLITE_IOERR:
      out.what = "the store cannot be read or written (" + std::string(sqlite3_errstr(code)) + ")";
      out.hint = "check the disk";
      break;
    case SQLITE_INTERRUPT:
      out.what = "stopped";
      break;
    default:
      out.what = "the store answers: " + std::string(message.empty() ? sqlite3_errstr(code) : message);
  }
  return out;
}

// ---- SqlStatement ----

SqlStatement& SqlStatement::operator=(SqlStatement&& other) noexcept {
  if (this == &other) return *this;
  sqlite3_finalize(handle_);
  handle_ = std::exchange(other.handle_, nullptr);
  failed_ = std::exchange(other.failed_, 0);
  return *this;
}

SqlStatement::~SqlStatement() { sqlite3_finalize(handle_); }

SqlStatement& SqlStatement::bind(int at, std::int64_t value) {
  note(sqlite3_bind_int64(handle_, at, value));
  return *this;
}

SqlStatement& SqlStatement::bind(int at, double value) {
  note(sqlite3_bind_double(handle_, at, value));
  return *this;
}

SqlStatement& SqlStatement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL.
  note(sqlite3_bind_text64(handle_, at, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                           SQLITE_UTF8));
  return *this;
}

SqlStatement& SqlStatement::bind(int at, std::nullptr_t) {
  note(sqlite3_bind_null(handle_, at));
  return *this;
}

Result<bool> SqlStatement::step() {
  if (handle_ == nullptr) return fail("a statement that was not prepared");
  const int code = failed_ != 0 ? std::exchange(failed_, 0) : sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(handle_);
    return false;
  }
  Error error = error_of(sqlite3_db_handle(handle_), code);
  sqlite3_reset(handle_);
  return std::unexpected(std::move(error));
}

Result<void> SqlStatement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
  }
}

void SqlStatement::reset() { sqlite3_reset(handle_); }

bool SqlStatement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
bool SqlStatement::is_integer(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_INTEGER; }
std::int64_t SqlStatement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double SqlStatement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::string_view SqlStatement::text(int column) const {
  const auto* bytes = sqlite3_column_text(handle_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::optional<std::int64_t> SqlStatement::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> SqlStatement::optional_real(int column) const {
  return is_null(column) ? std::nullopt : std::optional(real(column));
}

int SqlStatement::columns() const { return sqlite3_column_count(handle_); }
std::string_view SqlStatement::column_name(int column) const { return sqlite3_column_name(handle_, column); }

// ---- Database ----

Result<Database> Database::open(const std::string& path, Mode mode) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  if (code != SQLITE_OK) {
    Error error = store_error(path, code, handle == nullptr ? "" : sqlite3_errmsg(handle));
    sqlite3_close_v2(handle);
    return std::unexpected(std::move(error));
  }
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  // A file from elsewhere must not reach behind its own tables.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return Database(handle, path);
}

Database& Database::operator=(Database&& other) noexcept {
  if (this == &other) return *this;
  sqlite3_close_v2(handle_);
  handle_ = std::exchange(other.handle_, nullptr);
  path_ = std::move(other.path_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<SqlStatement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) {
    Error error = error_of(handle_, code);
    error.file = path_;
    return std::unexpected(std::move(error));
  }
  return SqlStatement(statement);
}

Result<void> Database::execute(const std::string& sql) const {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  Error error = error_of(handle_, code);
  error.file = path_;
  return std::unexpected(std::move(error));
}

Result<std::int64_t> Database::integer(std::string_view sql, std::int64_t otherwise) const {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(std::move(statement).error());
  const auto row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row && !statement->is_null(0) ? statement->integer(0) : otherwise;
}

std::int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
void Database::interrupt() const { sqlite3_interrupt(handle_); }

// ---- Transaction ----

Result<Transaction> Transaction::begin(const Database& database) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return std::unexpected(std::move(begun).error());
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
  if (database_ == nullptr) return fail("a transaction that has ended");
  auto done = database_->execute("COMMIT");
  if (done) database_ = nullptr;
  return done;
}

}  // namespace depesje
