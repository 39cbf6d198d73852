// SPDX-License-Identifier: Apache-2.0
#include "intake/xml.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "intake/charset.h"
#include "intake/html_blocks.h"

namespace depesje {
namespace {

// Visits a subtree in document order without recursion; `visit` returns false to leave out what is inside.
template <class Visit>
void walk(pugi::xml_node root, Visit visit) {
  pugi::xml_node at = root;
  std::size_t depth = 0;
  while (at) {
    if (visit(at, depth) && at.first_child()) {
      at = at.first_child();
      ++depth;
      continue;
    }
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (at == root) return;
    at = at.next_sibling();
  }
}

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void set_place(Error& error, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  error.line = static_cast<std::uint32_t>(std::ranges::count(before, '\n')) + 1;
  const auto line = before.rfind('\n');
  error.column = static_cast<std::uint32_t>(before.size() - (line == std::string_view::npos ? 0 : line + 1)) + 1;
}

// &#146; and its like mean the quotes and dashes of Windows-1252 to all who write them.
std::string with_windows_marks(std::string text) {
  for (auto at = text.find('\xC2'); at != std::string::npos && at + 1 < text.size(); at = text.find('\xC2', at + 1)) {
    const char code = text[at + 1];
    if (static_cast<unsigned char>(code) > 0x9F || code == '\x85') continue;
    const std::string mark = decode_as(std::string_view(&code, 1), "windows-1252").text;
    text.replace(at, 2, mark);
  }
  return text;
}

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override { out.append(static_cast<const char*>(data), size); }
  std::string out;
};

}  // namespace

Result<XmlDocument> parse_xml(std::string_view bytes, const IntakeLimits& limits) {
  XmlDocument out;
  Decoded decoded = decode_as(bytes, xml_charset(bytes));
  out.notes = std::move(decoded.notes);
  // Codes that XML 1.0 forbids would end the tree early.
  std::replace_if(
      decoded.text.begin(), decoded.text.end(),
      [](char c) { return c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r'; }, ' ');
  out.tree = std::make_unique<pugi::xml_document>();
  const unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata;
  const auto told = out.tree->load_buffer(decoded.text.data(), decoded.text.size(), flags, pugi::encoding_utf8);
  if (!told) {
    Error error{std::string("is not well-formed XML: ") + told.description(), {}, 0, 0, {}};
    set_place(error, decoded.text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(told.offset, 0)));
    out.fault = std::move(error);
  }
  std::size_t deepest = 0;
  walk(*out.tree, [&](pugi::xml_node, std::size_t depth) {
    deepest = std::max(deepest, depth);
    return deepest <= limits.depth;
  });
  if (deepest > limits.depth)
    return fail("elements of the XML are nested more than " + std::to_string(limits.depth) + " deep");
  return out;
}

std::string_view local_name(pugi::xml_node node) { return without_prefix(node.name()); }

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

pugi::xml_node find_below(pugi::xml_node node, std::string_view name) {
  pugi::xml_node found;
  walk(node, [&](pugi::xml_node at, std::size_t) {
    if (!found && at != node && local_name(at) == name) found = at;
    return !found;
  });
  return found;
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute one : node.attributes()) {
    if (without_prefix(one.name()) == name) return one.value();
  }
  return {};
}

std::string text_below(pugi::xml_node node) {
  std::string out;
  walk(node, [&](pugi::xml_node at, std::size_t) {
    if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) out += at.value();
    return true;
  });
  return with_windows_marks(std::move(out));
}

std::string words_below(pugi::xml_node node) {
  std::string text = text_below(node);
  // XML knows five entities by name; feeds use those of HTML all the same.
  if (text.find('&') != std::string::npos || text.find("</") != std::string::npos) return plain_from_markup(text);
  return collapsed(text);
}

std::string markup_below(pugi::xml_node node) {
  std::vector<pugi::xml_node> prefixed;
  walk(node, [&](pugi::xml_node at, std::size_t) {
    if (std::strchr(at.name(), ':') != nullptr) prefixed.push_back(at);
    return true;
  });
  for (pugi::xml_node at : prefixed) at.set_name(std::string(local_name(at)).c_str());
  StringWriter writer;
  for (const pugi::xml_node child : node.children()) {
    child.print(writer, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags,
                pugi::encoding_utf8);
  }
  return with_windows_marks(std::move(writer.out));
}

std::optional<InputKind> xml_kind(std::string_view head) {
  for (auto at = head.find('<'); at != std::string_view::npos && at + 1 < head.size(); at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at);
    if (rest.starts_with("<!--")) {
      const auto end = head.find("-->", at + 4);
      if (end == std::string_view::npos) return std::nullopt;
      at = end;
      continue;
    }
    if (rest[1] == '?' || rest[1] == '!') {
      // An internal subset may hold < and >.
      if (rest.starts_with("<!DOCTYPE") && rest.substr(0, rest.find('>')).find('[') != std::string_view::npos) {
        const auto end = head.find("]", at);
        if (end == std::string_view::npos) return std::nullopt;
        at = end;
      }
      continue;
    }
    const std::string_view name = without_prefix(rest.substr(1, rest.find_first_of(" \t\r\n/>", 1) - 1));
    if (name == "rss" || name == "RDF" || name == "channel") return InputKind::rss;
    if (name == "feed" || name == "entry") return InputKind::atom;
    if (name == "nitf") return InputKind::nitf;
    if (name == "newsMessage" || name == "newsItem" || name == "packageItem" || name == "conceptItem" ||
        name == "knowledgeItem" || name == "planningItem" || name == "contentSet")
      return InputKind::newsml_g2;
    if (name == "html" || name == "HTML") return InputKind::html;
    return std::nullopt;
  }
  return std::nullopt;
}

Articles xml_articles(std::string_view bytes, const IntakeLimits& limits) {
  Articles out;
  auto document = parse_xml(bytes, limits);
  if (!document) {
    out.emplace_back(std::unexpected(document.error()));
    return out;
  }
  pugi::xml_node root;
  for (const pugi::xml_node child : document->tree->children()) {
    if (child.type() == pugi::node_element) {
      root = child;
      break;
    }
  }
  const std::string_view name = local_name(root);
  if (name == "rss" || name == "RDF" || name == "channel" || name == "feed" || name == "entry") {
    out = feed_articles(root, limits);
    // The last item is the one that was cut; what came before it is whole.
    if (document->fault && !out.empty()) out.pop_back();
  } else if (document->fault) {
    // Half an article would be read as if it were whole.
  } else if (name == "nitf") {
    out.push_back(nitf_article(root, limits));
  } else if (!root) {
    out.emplace_back(fail("is XML without an element"));
  } else {
    out = newsml_articles(root, limits);
  }
  if (document->fault) out.emplace_back(std::unexpected(*document->fault));
  for (auto& article : out) {
    if (article) article->notes.insert(article->notes.begin(), document->notes.begin(), document->notes.end());
  }
  return out;
}

}  // namespace depesje
