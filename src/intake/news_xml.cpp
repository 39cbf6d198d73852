// SPDX-License-Identifier: Apache-2.0
//
// NITF 3.x and NewsML-G2 2.x, the IPTC's news in XML. Of a NewsML-G2 message all text items are read; events, plans,
// concepts and packages are no articles.
#include <utility>

#include "intake/html_blocks.h"
#include "intake/xml.h"

namespace depesje {
namespace {

std::string first_attribute(pugi::xml_node node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const auto value = attribute_of(node, name); !value.empty()) return std::string(value);
  }
  return {};
}

std::string title_of(pugi::xml_node head) {
  const pugi::xml_node lines = child_of(head, "hedline");
  return words_below(child_of(lines, "hl1") ? child_of(lines, "hl1") : lines);
}

// Body and headlines of <nitf>, which NewsML-G2 carries too.
std::optional<Error> read_nitf_body(pugi::xml_node nitf, Article& article, const IntakeLimits& limits) {
  const pugi::xml_node body = local_name(nitf) == "body" ? nitf : child_of(nitf, "body");
  const pugi::xml_node head = child_of(body, "body.head");
  if (const std::string title = title_of(head); !title.empty() && article.title.empty()) article.title = title;
  if (article.byline.empty()) article.byline = words_below(child_of(head, "byline"));
  if (const auto summary = child_of(head, "abstract"); summary && article.lead.empty())
    article.lead = words_below(summary);
  // A body in several parts is one text.
  std::string markup;
  for (const pugi::xml_node part : body.children()) {
    if (local_name(part) == "body.content") markup += markup_below(part);
  }
  auto read = read_markup(markup, limits, article.lead);
  if (!read) return read.error();
  article.text = std::move(read->text);
  if (article.title.empty()) article.title = std::move(read->title);
  return std::nullopt;
}

std::string meta_content(pugi::xml_node head, std::string_view name) {
  for (const pugi::xml_node child : head.children()) {
    if (local_name(child) == "meta" && ascii_lower(attribute_of(child, "name")) == name)
      return std::string(attribute_of(child, "content"));
  }
  return {};
}

// The best of the contents of a newsItem: marked-up text before plain text.
std::optional<Error> read_content(pugi::xml_node set, Article& article, const IntakeLimits& limits) {
  for (const pugi::xml_node content : set.children()) {
    if (!article.text.empty()) return std::nullopt;
    if (local_name(content) != "inlineXML") continue;
    const pugi::xml_node nitf = local_name(content) == "nitf" ? content : find_below(content, "nitf");
    if (nitf) {
      if (auto fault = read_nitf_body(nitf, article, limits)) return fault;
      continue;
    }
    const pugi::xml_node body = find_below(content, "body");
    auto markup = read_markup(markup_below(body ? body : content), limits, article.lead);
    if (!markup) return markup.error();
    article.text = std::move(markup->text);
    if (article.title.empty()) article.title = std::move(markup->title);
  }
  for (const pugi::xml_node content : set.children()) {
    if (!article.text.empty()) return std::nullopt;
    if (local_name(content) != "inlineData") continue;
    std::string text = text_below(content);
    if (attribute_of(content, "encoding").find("base64") != std::string_view::npos) text = decoded_base64(text);
    const std::string type = ascii_lower(attribute_of(content, "contenttype"));
    if (!type.empty() && !type.starts_with("text/") && type.find("html") == std::string::npos) continue;
    auto markup = read_markup(text, limits, article.lead);
    if (!markup) return markup.error();
    article.text = std::move(markup->text);
    if (article.title.empty()) article.title = std::move(markup->title);
  }
  return std::nullopt;
}

std::string qcode_name(std::string_view code) { return std::string(code.substr(code.find(':') + 1)); }

Result<Article> news_item(pugi::xml_node item, const IntakeLimits& limits) {
  Article article;
  article.kind = InputKind::newsml_g2;
  article.id = attribute_of(item, "guid");
  article.version = attribute_of(item, "version");
  if (article.id.starts_with("http://") || article.id.starts_with("https://")) article.url = article.id;
  const pugi::xml_node meta = child_of(item, "itemMeta"), content = child_of(item, "contentMeta");
  const std::string kind = qcode_name(first_attribute(child_of(meta, "itemClass"), {"qcode", "uri"}));
  if (!kind.empty() && kind.find("text") == std::string::npos && kind.find("composite") == std::string::npos)
    return fail("is a NewsML-G2 item of class " + kind.substr(0, 40) + ", not a text");
  for (const char* name : {"firstCreated", "versionCreated"}) {
    if (article.published.empty()) article.published = words_below(child_of(meta, name));
  }
  for (const char* name : {"contentCreated", "contentModified"}) {
    if (article.published.empty()) article.published = words_below(child_of(content, name));
  }
  article.updated = words_below(child_of(meta, "versionCreated"));
  const std::string status = qcode_name(first_attribute(child_of(meta, "pubStatus"), {"qcode", "uri"}));
  if (status.ends_with("canceled") || status.ends_with("cancelled"))
    article.standing = InputDocument::Standing::canceled;
  else if (status.ends_with("withheld")) article.standing = InputDocument::Standing::withheld;
  const pugi::xml_node provider = child_of(meta, "provider");
  article.publisher = words_below(child_of(provider, "name"));
  if (article.publisher.empty()) article.publisher = attribute_of(provider, "literal");
  if (article.publisher.empty()) article.publisher = qcode_name(attribute_of(provider, "qcode"));
  if (article.publisher.empty()) {
    const pugi::xml_node holder = child_of(child_of(item, "rightsInfo"), "copyrightHolder");
    article.publisher = words_below(child_of(holder, "name"));
  }
  if (const auto link = child_of(meta, "link"); link && article.url.empty() &&
                                                attribute_of(link, "href").starts_with("http") &&
                                                attribute_of(link, "rel").find("canonical") != std::string_view::npos)
    article.url = attribute_of(link, "href");
  std::string lang(attribute_of(child_of(content, "language"), "tag"));
  if (lang.empty()) lang = attribute_of(item, "lang");
  article.lang = language_code(lang, true);
  article.title = words_below(child_of(content, "headline"));
  article.byline = words_below(child_of(content, "by"));
  for (const pugi::xml_node child : content.children()) {
    if (local_name(child) != "description") continue;
    article.lead = words_below(child);
    break;
  }
  if (auto fault = read_content(child_of(item, "contentSet"), article, limits)) return std::unexpected(*fault);
  if (article.title.empty()) article.title = words_below(child_of(meta, "title"));
  return article;
}

}  // namespace

Result<Article> nitf_article(pugi::xml_node nitf, const IntakeLimits& limits) {
  Article article;
  article.kind = InputKind::nitf;
  const pugi::xml_node head = child_of(nitf, "head"), data = child_of(head, "docdata");
  article.id = first_attribute(child_of(data, "doc-id"), {"id-string"});
  article.lang = language_code(first_attribute(nitf, {"baselang", "lang"}), true);
  const pugi::xml_node publication = child_of(head, "pubdata");
  article.url = first_attribute(publication, {"ex-ref"});
  if (article.url.empty()) article.url = first_attribute(child_of(data, "du-key"), {"uri"});
  if (!article.url.starts_with("http")) article.url.clear();
  for (const char* name : {"date.issue", "date.release"}) {
    if (article.published.empty()) article.published = first_attribute(child_of(data, name), {"norm"});
  }
  if (article.published.empty()) article.published = first_attribute(publication, {"date.publication"});
  if (article.published.empty())
    article.published = first_attribute(find_below(find_below(nitf, "dateline"), "story.date"), {"norm"});
  article.publisher = first_attribute(publication, {"name"});
  const pugi::xml_node body_head = child_of(child_of(nitf, "body"), "body.head");
  if (article.publisher.empty()) article.publisher = words_below(child_of(body_head, "distributor"));
  if (article.publisher.empty()) article.publisher = first_attribute(child_of(data, "doc-id"), {"regsrc"});
  if (article.publisher.empty()) article.publisher = first_attribute(child_of(data, "doc.copyright"), {"holder"});
  article.version = first_attribute(child_of(data, "du-key"), {"version"});
  if (auto fault = read_nitf_body(nitf, article, limits)) return std::unexpected(*fault);
  if (article.title.empty()) article.title = words_below(child_of(head, "title"));
  if (article.title.empty()) article.title = meta_content(head, "title");
  return article;
}

Articles newsml_articles(pugi::xml_node root, const IntakeLimits& limits) {
  Articles out;
  const std::string_view name = local_name(root);
  if (name == "newsItem") {
    out.push_back(news_item(root, limits));
    return out;
  }
  if (name == "newsMessage") {
    bool texts = false;
    for (const pugi::xml_node set : root.children()) {
      if (local_name(set) != "itemSet") continue;
      for (const pugi::xml_node item : set.children()) {
        if (local_name(item) == "newsItem") out.push_back(news_item(item, limits));
      }
    }
    // Pictures that come with a text are no failures.
    for (const auto& one : out) texts |= one.has_value();
    if (texts) std::erase_if(out, [](const auto& one) { return !one && one.error().what.starts_with("is a NewsML"); });
    if (out.empty()) out.emplace_back(fail("the NewsML-G2 message has no news items"));
    return out;
  }
  const bool other = name == "packageItem" || name == "conceptItem" || name == "knowledgeItem" ||
                     name == "planningItem" || name == "catalogItem";
  if (other) out.emplace_back(fail("is a NewsML-G2 " + std::string(name) + ", not an article"));
  else if (name == "NewsML") out.emplace_back(fail("is NewsML 1.x, which is not read", "give NewsML-G2 or NITF"));
  else
    out.emplace_back(fail("is XML with <" + std::string(name.substr(0, 40)) + ">, which is not known",
                          "give RSS, Atom, NITF, NewsML-G2 or HTML"));
  return out;
}

}  // namespace depesje
