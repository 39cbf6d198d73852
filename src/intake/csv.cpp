// SPDX-License-Identifier: Apache-2.0
#include "intake/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/encoding.h"

namespace depesje {
namespace {

struct Alias {
  std::string_view column, field;
};
// Names that columns go by without --map.
constexpr std::array kAliases = {
    Alias{"id", "id"},
    Alias{"guid", "id"},
    Alias{"title", "title"},
    Alias{"headline", "title"},
    Alias{"text", "text"},
    Alias{"body", "text"},
    Alias{"content", "text"},
    Alias{"published", "published"},
    Alias{"date", "published"},
    Alias{"lang", "lang"},
    Alias{"language", "lang"},
    Alias{"url", "url"},
    Alias{"link", "url"},
    Alias{"publisher", "publisher"},
    Alias{"source", "publisher"},
    Alias{"lead", "lead"},
    Alias{"summary", "lead"},
    Alias{"byline", "byline"},
    Alias{"author", "byline"},
    Alias{"version", "version"},
    Alias{"updated", "updated"},
};
constexpr std::array<std::string_view, 10> kFields = {"id",        "title", "text", "published", "updated",
                                                      "publisher", "url",   "lang", "lead",      "byline"};

char separator_of(std::string_view heading) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char one : {',', ';', '\t', '|'}) {
    const auto count = std::ranges::count(heading, one);
    if (count > most) {
      most = count;
      best = one;
    }
  }
  return best;
}

std::string field_of(std::string_view column, const std::vector<ColumnMapping>& mapping) {
  const std::string name = ascii_lower(trimmed(column));
  for (const ColumnMapping& one : mapping) {
    if (ascii_lower(trimmed(one.column)) == name) return one.field;
  }
  for (const Alias& alias : kAliases) {
    const bool mapped = std::ranges::any_of(mapping, [&](const auto& one) { return one.field == alias.field; });
    if (alias.column == name && !mapped) return std::string(alias.field);
  }
  return {};
}

std::string_view unquoted(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
  return cell;
}

}  // namespace

Result<ColumnMapping> parse_mapping(std::string_view text) {
  const auto equal = text.find('=');
  std::string names;
  for (const std::string_view name : kFields) names += (names.empty() ? "" : ", ") + std::string(name);
  if (equal == std::string_view::npos || equal == 0 || equal + 1 == text.size())
    return fail("«" + std::string(text) + "» is no mapping", "write field=column, field one of: " + names);
  ColumnMapping mapping{std::string(text.substr(0, equal)), std::string(text.substr(equal + 1))};
  if (std::ranges::find(kFields, mapping.field) == kFields.end())
    return fail("unknown field «" + mapping.field + "»", "use one of: " + names);
  return mapping;
}

bool looks_like_csv(std::string_view head, const std::vector<ColumnMapping>& mapping) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  std::string decoded;
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    decoded = decode(head.substr(0, head.size() - head.size() % 2)).text;
    head = decoded;
  }
  const std::string_view line = head.substr(0, std::min<std::size_t>(head.find_first_of("\r\n"), 4096));
  const char separator = separator_of(line);
  std::size_t columns = 0, known = 0;
  bool text = false, names = true;
  for (std::size_t begin = 0; begin <= line.size();) {
    const auto end = std::min(line.find(separator, begin), line.size());
    const std::string_view cell = unquoted(line.substr(begin, end - begin));
    const std::string field = field_of(cell, mapping);
    ++columns;
    known += !field.empty();
    text |= field == "text";
    names &= cell.size() <= 60 && (cell.empty() || (cell.back() != '.' && cell.back() != ':'));
    begin = end + 1;
  }
  return columns >= 2 && text && names && (known >= 2 || !mapping.empty());
}

CsvReader::CsvReader(ByteStream& stream, const IntakeOptions& options) : stream_(stream), options_(options) {
  if (stream_.peek(3).starts_with("\xEF\xBB\xBF")) stream_.skip(3);
}

bool CsvReader::row(std::vector<std::string>& cells) {
  cells.clear();
  open_quote_ = cut_ = at_end_ = false;
  row_line_ = line_;
  std::string cell;
  bool quoted = false, any = false;
  std::size_t size = 0;
  for (;;) {
    const std::string_view ahead = stream_.peek(2);
    if (ahead.empty()) {
      open_quote_ = quoted;
      at_end_ = true;
      if (any) cells.push_back(std::move(cell));
      return any;
    }
    // The ordinary bytes in one go.
    const char stops[] = {'"', '\n', '\r', separator_, '\0'};
    const std::size_t run = quoted ? std::min(ahead.find_first_of("\"\n"), ahead.size())
                                   : std::min(ahead.find_first_of(stops), ahead.size());
    if (run > 0) {
      any = true;
      if (size + run <= options_.limits.whole_bytes) cell += ahead.substr(0, run);
      else cut_ = true;
      size += run;
      stream_.skip(run);
      continue;
    }
    const char c = ahead[0];
    any = true;
    if (c == '\n') ++line_;
    if (quoted) {
      if (c == '"' && ahead.size() > 1 && ahead[1] == '"') {
        cell += '"';
        stream_.skip(2);
        continue;
      }
      if (c == '"') quoted = false;
      else cell += c;
      stream_.skip(1);
      continue;
    }
    stream_.skip(1);
    if (c == '"' && trimmed(cell).empty()) {
      cell.clear();
      quoted = true;
    } else if (c == separator_) {
      cells.push_back(std::exchange(cell, {}));
    } else if (c == '\n') {
      cells.push_back(std::move(cell));
      return true;
    } else if (c != '\r' && c != '\0') {
      cell += c;
    }
  }
}

std::optional<Error> CsvReader::read_heading() {
  const std::string_view head = stream_.peek(4096);
  separator_ = separator_of(head.substr(0, head.find('\n')));
  std::vector<std::string> cells;
  if (!row(cells)) return Error{"is an empty CSV file", {}, 0, 0, {}};
  bool text = false;
  std::string names;
  for (const std::string& cell : cells) {
    columns_.push_back(field_of(decode(cell).text, options_.columns));
    text |= columns_.back() == "text";
    names += (names.empty() ? "" : ", ") + decode(cell).text.substr(0, 40);
  }
  for (const ColumnMapping& one : options_.columns) {
    if (std::ranges::find(columns_, one.field) == columns_.end())
      return Error{"has no column «" + one.column + "»", {}, 1, 0, "it has: " + names.substr(0, 400)};
  }
  if (!text)
    return Error{
        "no column is known to hold the text", {}, 1, 0, "say --map text=COLUMN; it has: " + names.substr(0, 400)};
  return std::nullopt;
}

std::optional<Result<Article>> CsvReader::next() {
  if (ended_) return std::nullopt;
  if (!std::exchange(begun_, true)) {
    if (auto fault = read_heading()) {
      ended_ = true;
      return std::unexpected(*std::move(fault));
    }
  }
  std::vector<std::string> cells;
  for (;;) {
    if (!row(cells)) {
      ended_ = true;
      if (stream_.fault()) return std::unexpected(*stream_.fault());
      if (!found_) return fail("is CSV with a heading and no rows");
      return std::nullopt;
    }
    if (cells.size() > 1 || (cells.size() == 1 && !trimmed(cells[0]).empty())) break;  // else a blank line
  }
  found_ = true;
  if (at_end_ && stream_.fault()) return std::unexpected(Error{"the row was cut off", {}, row_line_, 0, {}});
  if (open_quote_) return std::unexpected(Error{"a quote is not closed", {}, row_line_, 0, "write \"\" inside quotes"});
  if (cut_) return std::unexpected(Error{"the row is too long", {}, row_line_, 0, {}});
  if (cells.size() != columns_.size()) {
    return std::unexpected(
        Error{"has " + std::to_string(cells.size()) + " cells, the heading " + std::to_string(columns_.size()),
              {},
              row_line_,
              0,
              "put cells that hold the separator in quotes"});
  }
  Article article;
  article.kind = InputKind::csv;
  article.line = row_line_;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& field = columns_[i];
    if (field.empty()) continue;
    std::string value = is_utf8(cells[i]) ? std::move(cells[i]) : decode(cells[i]).text;
    if (field == "text") article.text = std::move(value);
    else if (field == "id") article.id = trimmed(value);
    else if (field == "title") article.title = trimmed(value);
    else if (field == "published") article.published = trimmed(value);
    else if (field == "updated") article.updated = trimmed(value);
    else if (field == "publisher") article.publisher = trimmed(value);
    else if (field == "url") article.url = trimmed(value);
    else if (field == "lang") article.lang = language_code(value, true);
    else if (field == "lead") article.lead = trimmed(value);
    else if (field == "byline") article.byline = trimmed(value);
    else if (field == "version") article.version = trimmed(value);
  }
  return article;
}

}  // namespace depesje
