// SPDX-License-Identifier: Apache-2.0
#include "store/article.h"

#include <unicode/uchar.h>

#include "base/hash.h"
#include "base/unicode.h"

namespace depesje {

std::int64_t document_key(std::string_view publisher, std::string_view url, std::string_view id) {
  Fnv64 hash;
  hash.add(publisher).add(url.empty() ? "id" : "url").add(url.empty() ? id : url);
  return static_cast<std::int64_t>(hash.value());
}

std::int64_t content_hash(std::string_view text, std::string_view title, std::string_view published) {
  return static_cast<std::int64_t>(Fnv64().add(text).add(title).add(published).value());
}

std::vector<std::string> search_terms(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.push_back(std::exchange(word, {}));
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (u_isalnum(static_cast<UChar32>(c)) != 0) append_utf8(word, lower_code_point(c));
    else end_word();
  }
  end_word();
  return out;
}

}  // namespace depesje
