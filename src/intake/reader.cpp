// SPDX-License-Identifier: Apache-2.0
#include "intake/reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "intake/charset.h"
#include "intake/csv.h"
#include "intake/html_page.h"
#include "intake/json.h"
#include "intake/warc.h"
#include "intake/xml.h"

namespace depesje {
namespace {

constexpr std::size_t kHead = 64U << 10;

struct Magic {
  std::string_view bytes, name;
};
// Files that are plainly something else. A text that begins so can be forced with --from text.
constexpr Magic kOtherFormats[] = {
    {"%PDF-", "PDF"},
    {"PK\x03\x04", "a ZIP archive or office document"},
    {"\x89PNG", "a PNG picture"},
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"RIFF", "sound or pictures"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"SQLite format 3", "a database"},
    {"\xFD"
     "7zXZ",
     "xz"},
    {"\x7F"
     "ELF",
     "a program"},
    {"{\\rtf", "RTF"},
    {"filedesc://", "an ARC file"},
};

bool is_utf16(std::string_view head) { return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"); }

bool holds_tag(const std::string& lower, std::string_view tag) {
  const auto at = lower.find(tag);
  if (at == std::string::npos || at + tag.size() >= lower.size()) return false;
  return std::string_view(" \t\r\n>/").find(lower[at + tag.size()]) != std::string_view::npos;
}

// JSON: a value over many lines, or one a line.
std::optional<InputKind> json_kind(std::string_view head, const IntakeLimits& limits) {
  JsonParser parser(limits);
  constexpr int kLinesTried = 5;  // the first may be the broken one
  std::string_view rest = head;
  for (int tried = 0; tried < kLinesTried && !rest.empty();) {
    const auto end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    const bool last = end == std::string_view::npos;
    rest.remove_prefix(last ? rest.size() : end + 1);
    if (line.empty()) continue;
    ++tried;
    std::vector<std::string> notes;
    const auto value = parser.parse(line, notes);
    if (!value) {
      // One long line that the head cuts off.
      if (last && tried == 1 && head.size() >= kHead)
        return head.find("\"items\"") != std::string_view::npos && head.find("jsonfeed.org") != std::string_view::npos
                   ? InputKind::json
                   : InputKind::jsonl;
      continue;
    }
    const auto kind = kind_of(*value);
    if (!kind) continue;
    // A feed or a list on one line is a value of its own.
    return *kind == InputKind::json_feed || line[0] == '[' ? InputKind::json : InputKind::jsonl;
  }
  // A value over many lines: `{` or `[` and then a field, not prose in brackets.
  std::string_view inner = head.substr(1);
  inner = trimmed(inner);
  const bool object = head[0] == '{' && (inner.starts_with("\"") || inner.starts_with("}"));
  const bool array = head[0] == '[' && (inner.starts_with("{") || inner.starts_with("]"));
  if (object && head.find("\":") == std::string_view::npos && head.find("\" :") == std::string_view::npos)
    return std::nullopt;
  if (object || array) return InputKind::json;
  return std::nullopt;
}

class WholeReader : public RecordReader {
 public:
  WholeReader(InputKind kind, ByteStream& stream, const IntakeLimits& limits)
      : kind_(kind), stream_(stream), limits_(limits) {}

  std::optional<Result<Article>> next() override {
    if (!std::exchange(begun_, true)) {
      auto bytes = stream_.rest(limits_.whole_bytes);
      if (bytes) articles_ = articles_of(kind_, *bytes, limits_);
      else articles_.emplace_back(std::unexpected(bytes.error()));
    }
    if (at_ == articles_.size()) return std::nullopt;
    return std::move(articles_[at_++]);
  }
  bool alone() const override { return articles_.size() == 1; }

 private:
  InputKind kind_;
  ByteStream& stream_;
  IntakeLimits limits_;
  bool begun_ = false;
  std::size_t at_ = 0;
  Articles articles_;
};

class LineReader : public RecordReader {
 public:
  LineReader(ByteStream& stream, const IntakeLimits& limits) : stream_(stream), limits_(limits), parser_(limits) {}

  std::optional<Result<Article>> next() override {
    for (;;) {
      bool cut = false;
      const auto line = stream_.line(limits_.whole_bytes, cut);
      if (!line) {
        if (!stream_.fault() || std::exchange(told_, true)) return std::nullopt;
        return std::unexpected(*stream_.fault());
      }
      ++line_;
      const std::string_view text =
          line_ == 1 && line->starts_with("\xEF\xBB\xBF") ? std::string_view(*line).substr(3) : std::string_view(*line);
      if (trimmed(text).empty()) continue;
      auto article = cut ? Result<Article>(fail("the line is too long")) : json_line(text, parser_, limits_);
      if (article) {
        article->line = line_;
        if (article->kind == InputKind::json) article->kind = InputKind::jsonl;
      } else {
        article.error().line = line_;
      }
      return article;
    }
  }

 private:
  ByteStream& stream_;
  IntakeLimits limits_;
  JsonParser parser_;
  std::uint32_t line_ = 0;
  bool told_ = false;
};

// Lines in UTF-16 have no byte '\n' of their own: the whole is decoded first.
class DecodedReader : public RecordReader {
 public:
  DecodedReader(InputKind kind, std::string text, const IntakeOptions& options)
      : text_(std::move(text)), stream_(memory_source(text_), options.limits) {
    if (kind == InputKind::csv) inner_ = std::make_unique<CsvReader>(stream_, options);
    else inner_ = std::make_unique<LineReader>(stream_, options.limits);
  }
  std::optional<Result<Article>> next() override { return inner_->next(); }

 private:
  std::string text_;
  ByteStream stream_;
  std::unique_ptr<RecordReader> inner_;
};

Articles one(Result<Article> article) {
  Articles out;
  out.push_back(std::move(article));
  return out;
}

}  // namespace

Result<InputKind> recognise(ByteStream& stream, const std::string& name, const IntakeOptions& options) {
  if (options.kind != InputKind::automatic) return options.kind;
  std::string_view head = stream.peek(kHead);
  head = head.substr(0, std::min<std::size_t>(head.size(), 4 * kHead));
  std::string decoded;
  if (is_utf16(head)) {
    decoded = decode(head.substr(0, head.size() - head.size() % 2)).text;
    head = decoded;
  } else if (head.starts_with("\xEF\xBB\xBF")) {
    head.remove_prefix(3);
  }
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  for (const Magic& magic : kOtherFormats) {
    if (head.starts_with(magic.bytes))
      return std::unexpected(Error{"looks like " + std::string(magic.name) + ", which cannot be read", name, 0, 0,
                                   "give one of the formats of doc/manual/inputs.md, or insist with --from text"});
  }
  if (head.starts_with("WARC/")) return InputKind::warc;
  if (!head.empty() && (head[0] == '{' || head[0] == '[')) {
    if (const auto kind = json_kind(head, options.limits)) return *kind;
  }
  if (!head.empty() && head[0] == '<') {
    if (const auto kind = xml_kind(head)) return *kind;
    const std::string lower = ascii_lower(head.substr(0, 16384));
    if (lower.starts_with("<?xml") && !holds_tag(lower, "<html")) return InputKind::nitf;  // its reader says which
    if (lower.starts_with("<!doctype html") || holds_tag(lower, "<html") || holds_tag(lower, "<head") ||
        holds_tag(lower, "<body") || holds_tag(lower, "<article") || holds_tag(lower, "<div") || holds_tag(lower, "<p"))
      return InputKind::html;
    if (lower.starts_with("<!")) return InputKind::nitf;
  }
  if (looks_like_csv(head, options.columns)) return InputKind::csv;
  const std::string file = ascii_lower(name);
  for (const std::string_view ending : {".csv", ".tsv", ".csv.gz", ".csv.zst", ".csv.bz2", ".tsv.gz"}) {
    if (file.ends_with(ending)) return InputKind::csv;
  }
  return InputKind::text;
}

std::unique_ptr<RecordReader> reader_for(InputKind kind, ByteStream& stream, const IntakeOptions& options) {
  const bool lines = kind == InputKind::jsonl || kind == InputKind::csv;
  if (lines && is_utf16(stream.peek(2))) {
    auto bytes = stream.rest(options.limits.whole_bytes);
    if (bytes) return std::make_unique<DecodedReader>(kind, decode(*bytes).text, options);
  }
  if (kind == InputKind::jsonl) return std::make_unique<LineReader>(stream, options.limits);
  if (kind == InputKind::csv) return std::make_unique<CsvReader>(stream, options);
  if (kind == InputKind::warc) return std::make_unique<WarcReader>(stream, options);
  return std::make_unique<WholeReader>(kind, stream, options.limits);
}

Articles articles_of(InputKind kind, std::string_view bytes, const IntakeLimits& limits) {
  switch (kind) {
    case InputKind::json:
    case InputKind::json_feed:
    case InputKind::ninjs: {
      JsonParser parser(limits);
      std::vector<std::string> notes;
      const auto value = parser.parse(bytes, notes);
      if (!value) return one(std::unexpected(value.error()));
      Articles out = json_articles(*value, limits);
      for (auto& article : out) {
        if (article) article->notes.insert(article->notes.begin(), notes.begin(), notes.end());
      }
      return out;
    }
    case InputKind::rss:
    case InputKind::atom:
    case InputKind::nitf:
    case InputKind::newsml_g2:
      return xml_articles(bytes, limits);
    case InputKind::html:
      return one(html_article(bytes, {}, {}, limits));
    default:
      break;
  }
  Article article;
  article.kind = InputKind::text;
  article.text = bytes;
  return one(std::move(article));
}

}  // namespace depesje
