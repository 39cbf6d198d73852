// SPDX-License-Identifier: Apache-2.0
#include "place/name_lookup.h"

#include "base/unicode.h"

namespace depesje::place_detail {
namespace {

void find(const Gazetteer& gazetteer, const PlaceWords& words, std::string_view name, bool own_only,
          std::vector<GazetteerPlace>& out) {
  if (own_only) gazetteer.find_own(name, words.language, out);
  else gazetteer.find(name, words.language, out);
}

// The name itself, then without a genitive ending.
bool find_inflected(const Gazetteer& gazetteer, const PlaceWords& words, std::string_view name, bool own_only,
                    std::vector<GazetteerPlace>& out, std::string_view& found_as) {
  const std::size_t before = out.size();
  if (name.empty()) return false;
  find(gazetteer, words, name, own_only, out);
  found_as = name;
  if (out.size() > before) return true;
  for (const std::string& genitive : words.genitives) {
    if (name.size() < genitive.size() + 3 || !name.ends_with(genitive)) continue;
    found_as = name.substr(0, name.size() - genitive.size());
    find(gazetteer, words, found_as, own_only, out);
    if (out.size() > before) return true;
  }
  return false;
}

}  // namespace

bool starts_upper(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_upper(next_code_point(text, at));
}

Lookup look_up(const Gazetteer& gazetteer, const PlaceWords& words, std::string_view name, bool own_only,
               std::vector<GazetteerPlace>& out) {
  Lookup lookup;
  if (find_inflected(gazetteer, words, name, own_only, out, lookup.found_as)) return lookup;
  for (const std::string& article : words.articles) {
    if (name.size() > article.size() + 1 && name.starts_with(article) && name[article.size()] == ' ') {
      return look_up(gazetteer, words, name.substr(article.size() + 1), own_only, out);
    }
  }
  for (const bool region : {true, false}) {
    for (const std::string& ending : region ? words.region_endings : words.site_endings) {
      if (name.size() < ending.size() + 3 || !name.ends_with(ending)) continue;
      std::string_view stem = name.substr(0, name.size() - ending.size());
      while (stem.ends_with(' ')) stem.remove_suffix(1);
      if (find_inflected(gazetteer, words, stem, own_only, out, lookup.found_as)) {
        lookup.region_wanted = region;
        return lookup;
      }
    }
  }
  for (const std::string& prefix : words.direction_prefixes) {
    if (name.size() < prefix.size() + 3 || !name.starts_with(prefix)) continue;
    std::string_view rest = name.substr(prefix.size());
    if (!prefix.ends_with('-')) {
      if (!rest.starts_with(' ')) continue;
      rest.remove_prefix(1);
    }
    if (!starts_upper(rest)) continue;
    if (find_inflected(gazetteer, words, rest, own_only, out, lookup.found_as)) {
      lookup.part = true;
      return lookup;
    }
  }
  return lookup;
}

}  // namespace depesje::place_detail
