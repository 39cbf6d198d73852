// SPDX-License-Identifier: Apache-2.0
#include "intake/warc.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "intake/charset.h"
#include "intake/html_page.h"

namespace depesje {
namespace {

constexpr std::size_t kLongestField = 64U << 10;
constexpr int kMostFields = 200;

using Fields = std::map<std::string, std::string, std::less<>>;

void add_field(Fields& fields, std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  fields.emplace(ascii_lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
}

std::string_view field(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

struct HttpMessage {
  int status = 0;
  Fields fields;
  std::string_view body;
};

// The head of a response; nothing where there is none.
std::optional<HttpMessage> http_message(std::string_view bytes) {
  HttpMessage out;
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  bool first = true;
  for (int count = 0; count < kMostFields; ++count) {
    const auto end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (trimmed(line).empty()) break;
    if (std::exchange(first, false)) {
      const auto blank = line.find(' ');
      if (blank != std::string_view::npos)
        std::from_chars(line.data() + blank + 1, line.data() + line.size(), out.status);
    } else {
      add_field(out.fields, line);
    }
  }
  out.body = bytes;
  return out;
}

// Chunked transfer, undone. Some archives name it and store the body plain: then nothing is given.
std::optional<std::string> unchunked(std::string_view body) {
  std::string out;
  for (;;) {
    const auto end = body.find('\n');
    if (end > 64) return out.empty() ? std::nullopt : std::optional(out);
    std::string_view line = trimmed(body.substr(0, end));
    line = line.substr(0, line.find(';'));
    std::size_t size = 0;
    const auto told = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (line.empty() || told.ec != std::errc() || told.ptr != line.data() + line.size())
      return out.empty() ? std::nullopt : std::optional(out);
    body.remove_prefix(end + 1);
    if (size == 0) return out;
    out.append(body.substr(0, size));
    body.remove_prefix(std::min(size, body.size()));
    body.remove_prefix(
        std::min(body.starts_with("\r\n") ? std::size_t{2} : std::size_t{body.starts_with("\n")}, body.size()));
    if (body.empty()) return out;
  }
}

// "deflate" is zlib's wrapping by the standard, and none by habit.
std::optional<std::string> inflated(std::string_view body, std::size_t most) {
  for (const int window : {15, -15}) {
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) return std::nullopt;
    std::string out, block(64U << 10, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(body.size(), UINT32_MAX));
    int told = Z_OK;
    while (told == Z_OK && out.size() < most) {
      stream.next_out = reinterpret_cast<Bytef*>(block.data());
      stream.avail_out = static_cast<uInt>(block.size());
      told = inflate(&stream, Z_NO_FLUSH);
      out.append(block, 0, block.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (told == Z_STREAM_END) return out;
  }
  return std::nullopt;
}

bool is_html_type(std::string_view type) {
  return type.starts_with("text/html") || type.starts_with("application/xhtml");
}

}  // namespace

Result<Article> WarcReader::read_page(std::string_view type, std::string_view body, const std::string& url) const {
  if (is_html_type(ascii_lower(type))) return html_article(body, charset_of_type(type), url, options_.limits);
  Article article;
  article.kind = InputKind::warc;
  article.url = url;
  Decoded decoded = decode_as(body, charset_of_type(type));
  article.text = std::move(decoded.text);
  article.notes = std::move(decoded.notes);
  return article;
}

std::optional<Result<Article>> WarcReader::read_record(const Fields& fields, std::string body) {
  const std::string type = ascii_lower(field(fields, "warc-type"));
  std::string url(field(fields, "warc-target-uri"));
  if (url.size() > 1 && url.front() == '<' && url.back() == '>') url = url.substr(1, url.size() - 2);
  std::string content(field(fields, "content-type"));
  std::string plain;
  std::string_view page = body;
  if (type == "response") {
    const auto message = http_message(body);
    if (message) {
      if (message->status != 200 && message->status != 203) return std::nullopt;
      content = field(message->fields, "content-type");
      page = message->body;
      if (ascii_lower(field(message->fields, "transfer-encoding")).find("chunked") != std::string::npos) {
        if (auto whole = unchunked(page)) {
          plain = *std::move(whole);
          page = plain;
        }
      }
      const std::string coding = ascii_lower(field(message->fields, "content-encoding"));
      if (!is_html_type(ascii_lower(content)) && !ascii_lower(content).starts_with("text/plain")) return std::nullopt;
      const bool gzip = page.starts_with("\x1F\x8B"), zstandard = page.starts_with("\x28\xB5\x2F\xFD");
      if (gzip || zstandard) {
        auto out = expanded(page, options_.limits);
        if (!out) return std::unexpected(Error{"a page cannot be expanded: " + out.error().what, {}, 0, 0, url});
        plain = *std::move(out);
        page = plain;
      } else if (coding == "deflate") {
        if (auto out = inflated(page, options_.limits.whole_bytes)) {
          plain = *std::move(out);
          page = plain;
        }
      } else if (coding == "br") {
        return std::unexpected(Error{"a page is compressed with Brotli, which is not read", {}, 0, 0, url});
      }
    } else if (ascii_lower(content).starts_with("application/http")) {
      return std::unexpected(Error{"a response has no HTTP head", {}, 0, 0, url});
    }
  } else if (type != "resource" && type != "conversion") {
    return std::nullopt;
  }
  const std::string kind = ascii_lower(content);
  if (!is_html_type(kind) && !kind.starts_with("text/plain")) return std::nullopt;
  if (url.ends_with("/robots.txt")) return std::nullopt;
  found_ = true;
  auto article = read_page(content, page, url);
  if (!article) {
    article.error().hint = url;
    return article;
  }
  if (options_.capture_date && article->published.empty()) {
    article->published = field(fields, "warc-date");
    article->notes.emplace_back("dated by its capture");
  }
  if (const auto told = field(fields, "warc-identified-content-language"); article->lang.empty())
    article->lang = language_code(told.substr(0, told.find(',')), false);
  if (!field(fields, "warc-truncated").empty()) article->notes.emplace_back("the capture was truncated");
  return article;
}

std::optional<Result<Article>> WarcReader::next() {
  while (!ended_) {
    // Blank lines between records; then the version.
    bool cut = false;
    std::optional<std::string> line;
    do line = stream_.line(kLongestField, cut);
    while (line && trimmed(*line).empty());
    if (!line) {
      ended_ = true;
      if (stream_.fault()) return std::unexpected(*stream_.fault());
      if (!found_) return fail("the WARC file holds no page");
      return std::nullopt;
    }
    ++records_;
    const std::string which = "record " + std::to_string(records_);
    if (!line->starts_with("WARC/")) {
      ended_ = true;
      return fail(which + " of the WARC file is damaged: it begins with «" + line->substr(0, 40) + "»");
    }
    Fields fields;
    std::string last;
    for (int count = 0;; ++count) {
      line = stream_.line(kLongestField, cut);
      if (!line || trimmed(*line).empty() || count == kMostFields) break;
      if ((*line)[0] == ' ' || (*line)[0] == '\t') {  // a folded line
        if (!last.empty()) fields[last] += ' ' + std::string(trimmed(*line));
        continue;
      }
      last = ascii_lower(trimmed(std::string_view(*line).substr(0, line->find(':'))));
      add_field(fields, *line);
    }
    std::uint64_t length = 0;
    const std::string_view given = field(fields, "content-length");
    const auto told = std::from_chars(given.data(), given.data() + given.size(), length);
    if (!line || given.empty() || told.ec != std::errc()) {
      ended_ = true;
      if (stream_.fault()) return std::unexpected(*stream_.fault());
      return fail(which + " of the WARC file " + (line ? "says no length" : "is cut off"));
    }
    std::string body = stream_.bytes(length, options_.limits.whole_bytes);
    if (body.size() < length && body.size() < options_.limits.whole_bytes) {
      ended_ = true;
      if (stream_.fault()) return std::unexpected(*stream_.fault());
      return fail(which + " of the WARC file is cut off");
    }
    if (body.size() < length) return fail(which + " of the WARC file is too long");
    if (auto article = read_record(fields, std::move(body))) return article;
  }
  return std::nullopt;
}

}  // namespace depesje
