// SPDX-License-Identifier: Apache-2.0
//
// XML → articles: RSS 0.9x, 1.0 and 2.0, Atom, NITF, NewsML-G2. Entities of a document type are never expanded, nothing
// outside the file is fetched, and depth is limited. Names are compared without their prefixes. Pure functions.
#pragma once

#include <pugixml.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "intake/article.h"

namespace depesje {

struct XmlDocument {
  std::unique_ptr<pugi::xml_document> tree;
  std::vector<std::string> notes;
  std::optional<Error> fault;  // where the XML stops being well formed; the tree holds what came before
};
Result<XmlDocument> parse_xml(std::string_view bytes, const IntakeLimits& limits);

std::string_view local_name(pugi::xml_node node);  // without the prefix
pugi::xml_node child_of(pugi::xml_node node, std::string_view name);
pugi::xml_node find_below(pugi::xml_node node, std::string_view name);      // the first in document order
std::string_view attribute_of(pugi::xml_node node, std::string_view name);  // without the prefix of its name
std::string text_below(pugi::xml_node node);                                // as it stands
std::string words_below(pugi::xml_node node);              // blanks collapsed, named entities of HTML decoded
std::string markup_below(pugi::xml_node node);             // children as HTML, prefixes gone
std::optional<InputKind> xml_kind(std::string_view head);  // by the first element in these bytes

Articles xml_articles(std::string_view bytes, const IntakeLimits& limits);

Articles feed_articles(pugi::xml_node root, const IntakeLimits& limits);
Result<Article> nitf_article(pugi::xml_node nitf, const IntakeLimits& limits);
Articles newsml_articles(pugi::xml_node root, const IntakeLimits& limits);

}  // namespace depesje
