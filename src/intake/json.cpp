// SPDX-License-Identifier: Apache-2.0
#include "intake/json.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "intake/html_blocks.h"
#include "intake/ninjs.h"
#include "text/encoding.h"

namespace depesje {
namespace {

namespace dom = simdjson::dom;

// A lone surrogate escape (\ud83d without its second half) is no Unicode text and simdjson refuses the value; writers
// that cut strings at a length make them. Such escapes become U+FFFD. Returns whether there were any.
bool replace_lone_surrogates(std::string& json) {
  const auto unit = [&](std::size_t at) -> int {
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
    int value = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
      const char c = json[i];
      const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  };
  bool found = false;
  for (std::size_t i = json.find('\\'); i != std::string::npos && i + 1 < json.size(); i = json.find('\\', i + 1)) {
    const int value = unit(i);
    if (value >= 0xD800 && value <= 0xDFFF) {
      const int low = value <= 0xDBFF ? unit(i + 6) : -1;
      if (low >= 0xDC00 && low <= 0xDFFF) {
        i += 11;
        continue;
      }
      json.replace(i, 6, "\\ufffd");
      found = true;
    }
    ++i;  // the escaped character is none of ours
  }
  return found;
}

bool has(dom::object object, std::string_view key) {
  dom::element value;
  return object[key].get(value) == simdjson::SUCCESS;
}

// Where the line begins and ends that simdjson does not tell: fine for messages of one value.
Result<Article> own_article(dom::object object) {
  std::string_view text;
  dom::element value;
  if (object["text"].get(value) != simdjson::SUCCESS) return fail("has no \"text\"", "give the article in \"text\"");
  if (value.get(text) != simdjson::SUCCESS) return fail("\"text\" is not a string", "give the article as one string");
  Article article;
  article.kind = InputKind::json;
  article.text = text;
  article.id = string_field(object, "id").value_or("");
  article.title = string_field(object, "title").value_or("");
  article.lead = string_field(object, "lead").value_or("");
  article.url = string_field(object, "url").value_or("");
  article.publisher = string_field(object, "publisher").value_or("");
  article.byline = string_field(object, "byline").value_or("");
  article.lang = string_field(object, "lang").value_or("");
  article.version = string_field(object, "version").value_or("");
  article.published = string_field(object, "published").value_or("");
  article.updated = string_field(object, "updated").value_or("");
  return article;
}

Result<Article> feed_item(dom::object item, const std::string& publisher, const std::string& lang,
                          const IntakeLimits& limits) {
  Article article;
  article.kind = InputKind::json_feed;
  article.id = string_field(item, "id").value_or("");
  article.url = string_field(item, "url").value_or("");
  article.title = string_field(item, "title").value_or("");
  article.lead = string_field(item, "summary").value_or("");
  article.published = string_field(item, "date_published").value_or("");
  article.updated = string_field(item, "date_modified").value_or("");
  if (article.published.empty()) article.published = article.updated;
  article.publisher = publisher;
  article.lang = language_code(string_field(item, "language").value_or(""), true);
  if (article.lang.empty()) article.lang = lang;
  dom::array authors;
  dom::object author;
  if (item["authors"].get(authors) == simdjson::SUCCESS) {
    for (const dom::element one : authors) {
      if (one.get(author) != simdjson::SUCCESS) continue;
      if (!article.byline.empty()) article.byline += ", ";
      article.byline += string_field(author, "name").value_or("");
    }
  } else if (item["author"].get(author) == simdjson::SUCCESS) {
    article.byline = string_field(author, "name").value_or("");
  }
  if (const auto html = string_field(item, "content_html")) {
    auto markup = read_markup(*html, limits, article.lead);
    if (!markup) return std::unexpected(markup.error());
    article.text = std::move(markup->text);
    if (article.title.empty()) article.title = std::move(markup->title);
  }
  if (article.text.empty()) article.text = string_field(item, "content_text").value_or("");
  if (article.text.empty()) article.text = std::exchange(article.lead, {});
  return article;
}

Articles feed_articles(dom::object feed, const IntakeLimits& limits) {
  Articles out;
  dom::array items;
  if (feed["items"].get(items) != simdjson::SUCCESS) {
    out.emplace_back(fail("is a JSON Feed without \"items\""));
    return out;
  }
  const std::string publisher = string_field(feed, "title").value_or("");
  const std::string lang = language_code(string_field(feed, "language").value_or(""), false);
  for (const dom::element one : items) {
    dom::object item;
    if (one.get(item) == simdjson::SUCCESS) out.push_back(feed_item(item, publisher, lang, limits));
    else out.emplace_back(fail("an item of the JSON Feed is not an object"));
  }
  if (out.empty()) out.emplace_back(fail("the JSON Feed has no items"));
  return out;
}

bool is_article_type(std::string_view type) {
  for (const std::string_view prefix : {"http://schema.org/", "https://schema.org/", "schema:"}) {
    if (type.starts_with(prefix)) type.remove_prefix(prefix.size());
  }
  return type.ends_with("Article") || type.ends_with("NewsArticle") || type == "Report" || type == "BlogPosting" ||
         type == "LiveBlogPosting";
}

bool is_schema_article(dom::object object) {
  dom::element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return false;
  std::string_view name;
  if (type.get(name) == simdjson::SUCCESS) return is_article_type(name);
  dom::array names;
  if (type.get(names) != simdjson::SUCCESS) return false;
  for (const dom::element one : names) {
    if (one.get(name) == simdjson::SUCCESS && is_article_type(name)) return true;
  }
  return false;
}

// "x", {"name": "x"} or the first of an array of them.
std::string name_field(dom::object object, std::string_view key, std::string_view inner = "name") {
  if (auto plain = string_field(object, key)) return *std::move(plain);
  dom::object one;
  if (object[key].get(one) == simdjson::SUCCESS) return string_field(one, inner).value_or("");
  dom::array many;
  std::string out;
  if (object[key].get(many) != simdjson::SUCCESS) return out;
  for (const dom::element each : many) {
    std::string_view text;
    std::string name;
    if (each.get(text) == simdjson::SUCCESS) name = text;
    else if (each.get(one) == simdjson::SUCCESS) name = string_field(one, inner).value_or("");
    if (name.empty()) continue;
    if (inner != "name") return name;
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

}  // namespace

Result<dom::element> JsonParser::parse(std::string_view bytes, std::vector<std::string>& notes) {
  if (bytes.size() > limits_.whole_bytes) return fail("is too long for one JSON value", "give JSON Lines");
  if (!bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF") && is_utf8(bytes)) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    buffer_ = bytes;
  } else {
    Decoded decoded = decode(bytes);
    buffer_ = std::move(decoded.text);
    notes.insert(notes.end(), decoded.notes.begin(), decoded.notes.end());
  }
  if (replace_lone_surrogates(buffer_)) notes.emplace_back("lone surrogates were replaced by U+FFFD");
  const std::size_t size = buffer_.size();
  buffer_.resize(size + simdjson::SIMDJSON_PADDING);
  if (size > capacity_ || capacity_ == 0) {
    capacity_ = std::max<std::size_t>(size * 5 / 4, 1U << 16);
    if (parser_.allocate(capacity_, limits_.depth) != simdjson::SUCCESS) {
      capacity_ = 0;
      return fail("no memory to read it");
    }
  }
  dom::element root;
  if (const auto code = parser_.parse(buffer_.data(), size, false).get(root); code != simdjson::SUCCESS) {
    if (code == simdjson::DEPTH_ERROR)
      return fail("values of the JSON are nested more than " + std::to_string(limits_.depth) + " deep");
    return fail("is not JSON: " + std::string(simdjson::error_message(code)), "give one JSON object a line");
  }
  return root;
}

std::optional<std::string> string_field(dom::object object, std::string_view key) {
  dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  double real = 0;
  if (value.is<double>() && value.get(real) == simdjson::SUCCESS) return simdjson::to_string(value);
  dom::object inner;  // a date object as records have it
  if (key == "published" && value.get(inner) == simdjson::SUCCESS) return string_field(inner, "edtf");
  return std::nullopt;
}

std::optional<InputKind> kind_of(dom::element value) {
  dom::array array;
  if (value.get(array) == simdjson::SUCCESS) {
    for (const dom::element one : array) {
      dom::object object;
      return one.get(object) == simdjson::SUCCESS ? kind_of(one) : std::nullopt;
    }
    return std::nullopt;
  }
  dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return std::nullopt;
  std::string_view version;
  if (object["version"].get(version) == simdjson::SUCCESS && version.find("jsonfeed.org") != std::string_view::npos)
    return InputKind::json_feed;
  if (has(object, "text")) return InputKind::json;
  if (is_schema_article(object) || has(object, "@graph")) return InputKind::json;
  if (is_ninjs(object)) return InputKind::ninjs;
  return std::nullopt;
}

Result<Article> json_article(dom::object object, const IntakeLimits& limits) {
  if (has(object, "text")) return own_article(object);
  if (is_schema_article(object)) {
    Article article = schema_article(object);
    article.text = string_field(object, "articleBody").value_or("");
    if (article.text.empty()) article.text = string_field(object, "text").value_or("");
    return article;
  }
  if (is_ninjs(object)) return ninjs_article(object, limits);
  return fail("has no \"text\"", "give the article in \"text\", or ninjs, a schema.org article, a JSON Feed");
}

Articles json_articles(dom::element value, const IntakeLimits& limits) {
  Articles out;
  dom::array array;
  dom::object object;
  if (value.get(array) == simdjson::SUCCESS) {
    for (const dom::element one : array) {
      if (one.get(object) == simdjson::SUCCESS) out.push_back(json_article(object, limits));
      else out.emplace_back(fail("an entry of the JSON array is not an object"));
    }
    if (out.empty()) out.emplace_back(fail("is an empty JSON array"));
    return out;
  }
  if (value.get(object) != simdjson::SUCCESS) {
    out.emplace_back(fail("is JSON but not an object", "give {\"text\": …}, or an array of such objects"));
    return out;
  }
  if (kind_of(value) == InputKind::json_feed) return feed_articles(object, limits);
  if (has(object, "@graph")) {
    if (const auto article = find_schema_article(value)) {
      out.push_back(json_article(*article, limits));
      return out;
    }
  }
  out.push_back(json_article(object, limits));
  return out;
}

std::optional<dom::object> find_schema_article(dom::element value) {
  std::vector<dom::element> open{value};
  for (std::size_t at = 0; at < open.size() && at < 10000; ++at) {
    dom::array array;
    dom::object object;
    if (open[at].get(array) == simdjson::SUCCESS) {
      for (const dom::element one : array) open.push_back(one);
    } else if (open[at].get(object) == simdjson::SUCCESS) {
      if (is_schema_article(object)) return object;
      for (const std::string_view key : {"@graph", "mainEntity", "itemListElement", "item"}) {
        dom::element inner;
        if (object[key].get(inner) == simdjson::SUCCESS) open.push_back(inner);
      }
    }
  }
  return std::nullopt;
}

Article schema_article(dom::object object) {
  Article article;
  article.kind = InputKind::json;
  article.title = plain_from_markup(string_field(object, "headline").value_or(""));
  if (article.title.empty()) article.title = plain_from_markup(string_field(object, "name").value_or(""));
  article.lead = plain_from_markup(string_field(object, "description").value_or(""));
  article.published = string_field(object, "datePublished").value_or("");
  article.updated = string_field(object, "dateModified").value_or("");
  if (article.published.empty()) article.published = string_field(object, "dateCreated").value_or("");
  if (article.published.empty()) article.published = article.updated;
  article.publisher = name_field(object, "publisher");
  article.byline = name_field(object, "author");
  article.lang = language_code(name_field(object, "inLanguage", "alternateName"), true);
  article.url = string_field(object, "url").value_or("");
  if (article.url.empty()) article.url = name_field(object, "mainEntityOfPage", "@id");
  article.id = name_field(object, "identifier", "value");
  if (article.id.empty()) article.id = string_field(object, "@id").value_or("");
  article.version = string_field(object, "version").value_or("");
  return article;
}

Result<Article> json_line(std::string_view line, JsonParser& parser, const IntakeLimits& limits) {
  std::vector<std::string> notes;
  const auto value = parser.parse(line, notes);
  if (!value) return std::unexpected(value.error());
  dom::object object;
  if (value->get(object) != simdjson::SUCCESS)
    return fail("is JSON but not an object", "give {\"text\": …} on each line");
  auto article = json_article(object, limits);
  if (article) article->notes.insert(article->notes.begin(), notes.begin(), notes.end());
  return article;
}

}  // namespace depesje
