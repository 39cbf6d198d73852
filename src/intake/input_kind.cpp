// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "intake/intake.h"

namespace depesje {
namespace {

struct Name {
  InputKind kind;
  std::string_view name;
};
constexpr std::array kNames = {
    Name{InputKind::automatic, "auto"},
    Name{InputKind::text, "text"},
    Name{InputKind::jsonl, "jsonl"},
    Name{InputKind::json, "json"},
    Name{InputKind::csv, "csv"},
    Name{InputKind::rss, "rss"},
    Name{InputKind::atom, "atom"},
    Name{InputKind::json_feed, "json-feed"},
    Name{InputKind::nitf, "nitf"},
    Name{InputKind::ninjs, "ninjs"},
    Name{InputKind::newsml_g2, "newsml-g2"},
    Name{InputKind::html, "html"},
    Name{InputKind::warc, "warc"},
    Name{InputKind::warc, "wet"},
};

}  // namespace

std::string_view name_of(InputKind kind) {
  for (const Name& entry : kNames) {
    if (entry.kind == kind) return entry.name;
  }
  return {};
}

std::optional<InputKind> input_kind(std::string_view name) {
  for (const Name& entry : kNames) {
    if (entry.name == name) return entry.kind;
  }
  return std::nullopt;
}

const std::vector<std::string>& input_kind_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Name& entry : kNames) all.emplace_back(entry.name);
    return all;
  }();
  return names;
}

}  // namespace depesje
