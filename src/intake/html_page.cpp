// SPDX-License-Identifier: Apache-2.0
#include "intake/html_page.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "intake/charset.h"
#include "intake/html_blocks.h"
#include "intake/json.h"

namespace depesje {
namespace {

// What the head and the attributes of a page say, gathered in one walk.
struct PageFacts {
  std::map<std::string, std::string, std::less<>> meta;   // by name, property or http-equiv; the first wins
  std::map<std::string, std::string, std::less<>> props;  // microdata of the first article
  std::vector<std::string> scripts;                       // application/ld+json
  std::string canonical, lang, title, heading, time;
  int headings = 0;
};

std::string raw_text(const GumboNode* node) {
  std::string out;
  walk_html(
      node,
      [&](const GumboNode* at) {
        out += text_of(at);
        return true;
      },
      [](const GumboNode*) {});
  return out;
}

bool is_article_scope(const GumboNode* node) {
  const std::string_view type = attribute(node, "itemtype");
  return type.find("schema.org/") != std::string_view::npos &&
         (type.find("Article") != std::string_view::npos || type.find("BlogPosting") != std::string_view::npos);
}

void add_property(PageFacts& facts, const GumboNode* node, std::string_view names) {
  std::string value;
  for (const char* from : {"content", "datetime", "href"}) {
    if (value.empty()) value = attribute(node, from);
  }
  for (std::size_t begin = 0; begin < names.size();) {
    const auto end = std::min(names.find(' ', begin), names.size());
    const std::string name(names.substr(begin, end - begin));
    begin = end + 1;
    if (name.empty() || name == "articleBody") continue;
    if (value.empty()) value = inner_text(node);
    facts.props.emplace(name, value);
  }
}

PageFacts facts_of(const GumboNode* root) {
  PageFacts facts;
  std::vector<const GumboNode*> scopes;  // open microdata items; the article's own properties lie in the innermost
  walk_html(
      root,
      [&](const GumboNode* node) {
        if (!is_element(node)) return true;
        const GumboTag tag = tag_of(node);
        if (tag == GUMBO_TAG_META) {
          for (const char* key : {"property", "name", "itemprop"}) {
            const std::string name = ascii_lower(attribute(node, key));
            if (!name.empty()) facts.meta.emplace(name, collapsed(attribute(node, "content")));
          }
        } else if (tag == GUMBO_TAG_LINK && has_word(node, "rel", "canonical")) {
          facts.canonical = attribute(node, "href");
        } else if (tag == GUMBO_TAG_HTML) {
          facts.lang = attribute(node, "lang");
        } else if (tag == GUMBO_TAG_TITLE && facts.title.empty()) {
          facts.title = inner_text(node);
        } else if (tag == GUMBO_TAG_SCRIPT) {
          if (ascii_lower(attribute(node, "type")).starts_with("application/ld+json"))
            facts.scripts.push_back(raw_text(node));
          return false;
        } else if (tag == GUMBO_TAG_H1) {
          if (facts.headings++ == 0) facts.heading = inner_text(node);
        } else if (tag == GUMBO_TAG_TIME && facts.time.empty()) {
          facts.time = attribute(node, "datetime");
        }
        const std::string_view property = attribute(node, "itemprop");
        const bool scope = !attribute(node, "itemtype").empty();
        const bool in_article = !scopes.empty() && is_article_scope(scopes.back());
        if (!property.empty() && in_article && !scope) add_property(facts, node, property);
        if (!property.empty() && in_article && scope) {  // publisher, author: an item with a name
          const GumboNode* name = nullptr;
          walk_html(
              node,
              [&](const GumboNode* at) {
                if (name == nullptr && is_element(at) && has_word(at, "itemprop", "name")) name = at;
                return name == nullptr;
              },
              [](const GumboNode*) {});
          if (name != nullptr) {
            const std::string_view content = attribute(name, "content");
            facts.props.emplace(property, content.empty() ? inner_text(name) : std::string(content));
          }
        }
        if (scope) scopes.push_back(node);
        return true;
      },
      [&](const GumboNode* node) {
        if (!scopes.empty() && scopes.back() == node) scopes.pop_back();
      });
  return facts;
}

std::string first_of(const std::map<std::string, std::string, std::less<>>& from,
                     std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const auto found = from.find(name); found != from.end() && !found->second.empty()) return found->second;
  }
  return {};
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

// Letters only, to compare texts that differ in blanks and marks between paragraphs.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\xC2' && c != '\xA0') out += c;
  }
  return out;
}

// The text JSON-LD gives, in the paragraphs the page shows it in. Empty where the page does not show it.
std::string shown_paragraphs(const std::vector<Block>& blocks, std::string_view body) {
  const std::string whole = squeezed(body);
  std::string out;
  std::size_t covered = 0, from = 0;
  for (const Block& block : blocks) {
    const std::string part = squeezed(block.text);
    const auto at = part.empty() ? std::string::npos : whole.find(part, from);
    if (at == std::string::npos || at > from + whole.size() / 4 + 400) continue;
    append_paragraph(out, block.text);
    covered += part.size();
    from = at + part.size();
  }
  return covered * 10 >= whole.size() * 9 ? out : std::string();
}

std::string text_of_page(const GumboNode* root, const std::string& title, const std::string& schema_body,
                         const IntakeLimits& limits) {
  std::string shown;
  for (const Block& block : main_blocks(root, title)) append_paragraph(shown, block.text);
  if (trimmed(schema_body).empty()) return shown;
  if (schema_body.find("</p>") != std::string::npos) {
    if (auto markup = read_markup(schema_body, limits)) return std::move(markup->text);
  }
  const std::string body = plain_from_markup(schema_body);
  if (auto paragraphs = shown_paragraphs(blocks_of(root, false), body); !paragraphs.empty()) return paragraphs;
  if (schema_body.find('\n') != std::string::npos || squeezed(shown).size() < squeezed(body).size() / 2) {
    std::string out;
    for (std::size_t begin = 0; begin < schema_body.size();) {
      const auto end = std::min(schema_body.find('\n', begin), schema_body.size());
      append_paragraph(out, plain_from_markup(std::string_view(schema_body).substr(begin, end - begin)));
      begin = end + 1;
    }
    return out;
  }
  return shown;
}

}  // namespace

Result<Article> html_article(std::string_view bytes, std::string_view charset, std::string_view url,
                             const IntakeLimits& limits) {
  const std::string declared = charset.empty() ? html_charset(bytes) : std::string(charset);
  const std::string_view in_xml = xml_charset(bytes);
  Decoded decoded = decode_as(bytes, declared.empty() ? in_xml : std::string_view(declared));
  const auto tree = HtmlTree::parse(decoded.text, limits);
  if (!tree) return std::unexpected(tree.error());
  PageFacts facts = facts_of(tree->root());

  Article article;
  std::string schema_body;
  JsonParser parser(limits);
  for (const std::string& script : facts.scripts) {
    std::vector<std::string> notes;
    const auto value = parser.parse(trimmed(script), notes);
    if (!value) {
      decoded.notes.push_back("JSON-LD of the page was ignored: it " + value.error().what);
      continue;
    }
    const auto found = find_schema_article(*value);
    if (!found) continue;
    article = schema_article(*found);
    schema_body = string_field(*found, "articleBody").value_or("");
    break;
  }
  article.kind = InputKind::html;
  article.notes = std::move(decoded.notes);
  if (article.id.find("#") != std::string::npos || article.id.starts_with("http")) article.id.clear();
  const auto& meta = facts.meta;
  const auto& props = facts.props;
  fill(article.title, first_of(props, {"headline"}));
  fill(article.title, first_of(meta, {"og:title"}));
  if (facts.headings == 1) fill(article.title, facts.heading);
  fill(article.title, first_of(meta, {"twitter:title", "dc.title"}));
  fill(article.title, facts.title);
  fill(article.title, facts.heading);
  fill(article.lead, first_of(props, {"description"}));
  fill(article.lead, first_of(meta, {"og:description", "description"}));
  fill(article.id, first_of(props, {"identifier"}));
  fill(article.url, facts.canonical);
  fill(article.url, first_of(meta, {"og:url"}));
  fill(article.url, first_of(props, {"url", "mainEntityOfPage"}));
  if (!article.url.starts_with("http")) article.url = url;
  fill(article.publisher, first_of(props, {"publisher"}));
  fill(article.publisher, first_of(meta, {"og:site_name", "publisher", "dc.publisher", "application-name"}));
  fill(article.byline, first_of(props, {"author"}));
  fill(article.byline, first_of(meta, {"author", "article:author", "dc.creator"}));
  if (article.lang.empty()) article.lang = language_code(first_of(props, {"inLanguage"}), true);
  if (article.lang.empty()) article.lang = language_code(facts.lang, false);
  fill(article.published, first_of(props, {"datePublished", "dateCreated"}));
  fill(article.published, first_of(meta, {"article:published_time",
                                          "og:article:published_time",
                                          "article:published",
                                          "datepublished",
                                          "date",
                                          "dc.date",
                                          "dc.date.issued",
                                          "dc.date.created",
                                          "dcterms.date",
                                          "dcterms.issued",
                                          "dcterms.created",
                                          "pubdate",
                                          "publishdate",
                                          "publish-date",
                                          "publish_date",
                                          "publication_date",
                                          "parsely-pub-date",
                                          "sailthru.date",
                                          "cxenseparse:recs:publishtime",
                                          "last-modified"}));
  fill(article.published, facts.time);
  fill(article.updated, first_of(props, {"dateModified"}));
  fill(article.updated, first_of(meta, {"article:modified_time", "og:updated_time", "dcterms.modified"}));
  article.text = text_of_page(tree->root(), article.title, schema_body, limits);
  if (article.text.empty()) return fail("has no main text", "--from text reads the markup as it stands");
  return article;
}

}  // namespace depesje
