// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "intake/html_blocks.h"
#include "intake/xml.h"

namespace depesje {
namespace {

bool prefixed(pugi::xml_node node, std::string_view prefix) {
  return std::string_view(node.name()).starts_with(prefix);
}

// The text of a field that may hold markup, escaped or as elements.
std::string field_markup(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) return markup_below(node);
  }
  return text_below(node);
}

Result<Article> rss_item(pugi::xml_node item, const Article& channel, const IntakeLimits& limits) {
  Article article = channel;
  std::string encoded, description, guid, date;
  bool permanent = true;
  for (const pugi::xml_node field : item.children()) {
    const std::string_view name = local_name(field);
    // Fields of modules (media:title, itunes:summary) do not take the place of those of RSS.
    const bool own = std::string_view(field.name()) == name || prefixed(field, "dc") || prefixed(field, "rss");
    if (name == "encoded" || (name == "content" && !prefixed(field, "media"))) {
      if (encoded.empty()) encoded = field_markup(field);
    } else if (!own) {
      if (name == "link" && article.url.empty()) article.url = attribute_of(field, "href");
    } else if (name == "title" && article.title.empty()) {
      article.title = words_below(field);
    } else if (name == "link") {
      article.url = words_below(field);
    } else if (name == "description" && description.empty()) {
      description = field_markup(field);
    } else if (name == "guid") {
      guid = words_below(field);
      permanent = attribute_of(field, "isPermaLink") != "false";
    } else if (name == "pubDate") {
      article.published = words_below(field);
    } else if (name == "date") {
      date = words_below(field);
    } else if (name == "creator" || (name == "author" && article.byline.empty())) {
      article.byline += (article.byline.empty() ? "" : ", ") + words_below(field);
    } else if (name == "source") {
      if (const std::string source = words_below(field); !source.empty()) article.publisher = source;
    } else if (name == "language") {
      article.lang = language_code(words_below(field), true);
    }
  }
  if (article.published.empty()) article.published = date;
  article.id = guid.empty() ? std::string(attribute_of(item, "about")) : guid;
  const bool address = guid.starts_with("http://") || guid.starts_with("https://");
  if (article.url.empty() && permanent && address) article.url = guid;
  const bool whole = !trimmed(encoded).empty();
  if (whole) article.lead = plain_from_markup(description);
  auto markup = read_markup(whole ? encoded : description, limits, article.lead);
  if (!markup) return std::unexpected(markup.error());
  article.text = std::move(markup->text);
  if (article.title.empty()) article.title = std::move(markup->title);
  return article;
}

// What an Atom text construct holds, as markup or plain text.
std::string atom_content(pugi::xml_node node, bool& plain) {
  const std::string type = ascii_lower(attribute_of(node, "type"));
  plain = type.empty() || type == "text" || type == "text/plain";
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    plain = false;
    if (type != "html") return markup_below(node);
    return local_name(child) == "div" ? text_below(child) : markup_below(node);
  }
  std::string text = text_below(node);
  const bool encoded = !plain && type != "html" && type != "xhtml" && !type.starts_with("text/") &&
                       type.find("xml") == std::string::npos && text.find('<') == std::string::npos;
  return encoded ? decoded_base64(text) : text;
}

std::string atom_words(pugi::xml_node node) {
  bool plain = false;
  const std::string text = atom_content(node, plain);
  return plain ? collapsed(text) : plain_from_markup(text);
}

std::string alternate_link(pugi::xml_node entry) {
  std::string url;
  for (const pugi::xml_node link : entry.children()) {
    if (local_name(link) != "link") continue;
    const std::string_view relation = attribute_of(link, "rel"), target = attribute_of(link, "href");
    if (relation.empty() || relation == "alternate") return std::string(target.empty() ? text_below(link) : target);
  }
  return url;
}

Result<Article> atom_entry(pugi::xml_node entry, const Article& feed, const IntakeLimits& limits) {
  Article article = feed;
  if (const auto lang = attribute_of(entry, "lang"); !lang.empty()) article.lang = language_code(lang, true);
  article.id = words_below(child_of(entry, "id"));
  article.url = alternate_link(entry);
  article.title = atom_words(child_of(entry, "title"));
  article.published = words_below(child_of(entry, "published"));
  article.updated = words_below(child_of(entry, "updated"));
  for (const char* older : {"issued", "modified", "created"}) {
    if (article.published.empty()) article.published = words_below(child_of(entry, older));
  }
  if (article.published.empty()) article.published = article.updated;
  std::string authors;
  for (const pugi::xml_node field : entry.children()) {
    if (local_name(field) != "author") continue;
    authors += (authors.empty() ? "" : ", ") + words_below(child_of(field, "name"));
  }
  if (!authors.empty()) article.byline = authors;
  if (const auto title = child_of(child_of(entry, "source"), "title")) article.publisher = atom_words(title);
  const auto summary = child_of(entry, "summary"), content = child_of(entry, "content");
  bool plain = false;
  std::string body = atom_content(content, plain);
  if (trimmed(body).empty()) body = atom_content(summary, plain);
  else if (summary) article.lead = atom_words(summary);
  if (content && attribute_of(content, "lang").size() > 1)
    article.lang = language_code(attribute_of(content, "lang"), true);
  if (plain) {
    article.text = trimmed(body);
    return article;
  }
  auto markup = read_markup(body, limits, article.lead);
  if (!markup) return std::unexpected(markup.error());
  article.text = std::move(markup->text);
  if (article.title.empty()) article.title = std::move(markup->title);
  return article;
}

}  // namespace

Articles feed_articles(pugi::xml_node root, const IntakeLimits& limits) {
  Articles out;
  Article common;
  const std::string_view name = local_name(root);
  if (name == "feed" || name == "entry") {
    common.kind = InputKind::atom;
    if (name == "entry") {
      out.push_back(atom_entry(root, common, limits));
      return out;
    }
    common.publisher = atom_words(child_of(root, "title"));
    common.lang = language_code(attribute_of(root, "lang"), false);
    common.byline = words_below(child_of(child_of(root, "author"), "name"));
    for (const pugi::xml_node child : root.children()) {
      if (local_name(child) == "entry") out.push_back(atom_entry(child, common, limits));
    }
  } else {
    common.kind = InputKind::rss;
    const pugi::xml_node channel = name == "channel" ? root : child_of(root, "channel");
    common.publisher = words_below(child_of(channel, "title"));
    common.lang = language_code(words_below(child_of(channel, "language")), false);
    for (const pugi::xml_node where : {channel, root}) {  // RSS 1.0 has its items beside the channel
      if (where == root && root == channel) continue;
      for (const pugi::xml_node child : where.children()) {
        if (local_name(child) == "item") out.push_back(rss_item(child, common, limits));
      }
    }
  }
  if (out.empty()) out.emplace_back(fail("the feed has no items"));
  return out;
}

}  // namespace depesje
