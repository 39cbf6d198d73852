// SPDX-License-Identifier: Apache-2.0
#include "intake/ninjs.h"

#include <optional>
#include <string>
#include <utility>

#include "intake/html_blocks.h"
#include "intake/json.h"

namespace depesje {
namespace {

namespace dom = simdjson::dom;

// The first of these fields that is there and not empty.
std::string first_of(dom::object object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (auto value = string_field(object, key); value && !value->empty()) return *std::move(value);
  }
  return {};
}

struct Part {
  std::string role, type, value;
};

// headlines, descriptions, bodies of 2.x and 3.x; headline, headline_main … of 1.x, the bare name first.
std::vector<Part> parts_of(dom::object object, std::string_view many, std::string_view one) {
  std::vector<Part> parts;
  dom::array array;
  if (object[many].get(array) == simdjson::SUCCESS) {
    for (const dom::element element : array) {
      dom::object part;
      if (element.get(part) != simdjson::SUCCESS) continue;
      parts.push_back({ascii_lower(first_of(part, {"role"})),
                       ascii_lower(first_of(part, {"contenttype", "contentType"})), first_of(part, {"value"})});
    }
  }
  for (const auto& [key, element] : object) {
    const std::string_view name = key;
    std::string_view value;
    if (!name.starts_with(one) || element.get(value) != simdjson::SUCCESS) continue;
    if (name.size() == one.size()) parts.insert(parts.begin(), Part{"main", {}, std::string(value)});
    else if (name[one.size()] == '_')
      parts.push_back({ascii_lower(name.substr(one.size() + 1)), {}, std::string(value)});
  }
  std::erase_if(parts, [](const Part& part) { return trimmed(part.value).empty(); });
  return parts;
}

bool is_markup(const Part& part) {
  if (!part.type.empty()) return part.type.find("html") != std::string::npos;
  return part.role.find("html") != std::string::npos || part.value.find("</p>") != std::string::npos ||
         part.value.find("</P>") != std::string::npos;
}

// XML of other kinds than XHTML is the private format of an agency.
bool is_foreign(const Part& part) {
  if (part.type.empty() || part.type.find("html") != std::string::npos) return false;
  return part.type.find("xml") != std::string::npos || part.type.find("json") != std::string::npos;
}

}  // namespace

bool is_ninjs(dom::object object) {
  std::string_view text;
  dom::element value;
  const bool uri = object["uri"].get(text) == simdjson::SUCCESS;
  if (!uri) return false;
  for (const std::string_view key : {"type",
                                     "bodies",
                                     "headlines",
                                     "headline",
                                     "body_text",
                                     "body_html",
                                     "body_xhtml",
                                     "body_html5",
                                     "body_main",
                                     "versioncreated",
                                     "versionCreated",
                                     "representationtype",
                                     "representationType",
                                     "pubstatus",
                                     "pubStatus",
                                     "descriptions",
                                     "description_text",
                                     "contentType",
                                     "profile",
                                     "standard"}) {
    if (object[key].get(value) == simdjson::SUCCESS) return true;
  }
  return false;
}

Result<Article> ninjs_article(dom::object object, const IntakeLimits& limits) {
  Article article;
  article.kind = InputKind::ninjs;
  article.id = first_of(object, {"uri"});
  const std::string type = first_of(object, {"type"});
  if (!type.empty() && type != "text" && type != "composite")
    return fail("is a ninjs " + type.substr(0, 40) + ", not a text");
  article.url = first_of(object, {"url", "webpage"});
  if (article.url.empty() && (article.id.starts_with("http://") || article.id.starts_with("https://")))
    article.url = article.id;
  article.version = first_of(object, {"version"});
  article.published = first_of(
      object, {"firstcreated", "firstCreated", "versioncreated", "versionCreated", "contentcreated", "contentCreated"});
  article.updated = first_of(object, {"versioncreated", "versionCreated"});
  article.lang = language_code(first_of(object, {"language"}), true);
  article.byline = first_of(object, {"by", "byline"});
  article.publisher = first_of(object, {"publisher", "provider", "source", "copyrightholder", "copyrightHolder"});
  const std::string status = first_of(object, {"pubstatus", "pubStatus"});
  if (status == "canceled" || status == "cancelled") article.standing = InputDocument::Standing::canceled;
  else if (status == "withheld") article.standing = InputDocument::Standing::withheld;

  const auto headlines = parts_of(object, "headlines", "headline");
  for (const Part& part : headlines) {
    if (article.title.empty() || part.role == "main") article.title = plain_from_markup(part.value);
    if (part.role == "main") break;
  }
  if (article.title.empty()) article.title = plain_from_markup(first_of(object, {"title"}));
  for (const Part& part : parts_of(object, "descriptions", "description")) {
    if (part.role == "caption") continue;
    article.lead = plain_from_markup(part.value);
    break;
  }

  // Markup first, as it has the paragraphs; then plain text.
  const auto bodies = parts_of(object, "bodies", "body");
  for (const Part& part : bodies) {
    if (is_foreign(part) || !is_markup(part)) continue;
    auto markup = read_markup(part.value, limits, article.lead);
    if (!markup) return std::unexpected(markup.error());
    if (markup->text.empty()) continue;
    article.text = std::move(markup->text);
    if (article.title.empty()) article.title = std::move(markup->title);
    break;
  }
  for (const Part& part : bodies) {
    if (!article.text.empty()) break;
    if (!is_foreign(part) && !is_markup(part)) article.text = part.value;
  }
  if (article.text.empty()) article.text = std::exchange(article.lead, {});
  return article;
}

}  // namespace depesje
