// SPDX-License-Identifier: Apache-2.0
#include "token/tokenizer.h"

#include <system_error>
#include <utility>

#include "token/sentence_splitter.h"
#include "token/word_splitter.h"

namespace depesje {

Result<Tokenizer> Tokenizer::load(const std::filesystem::path& lang_root) {
  Tokenizer tokenizer;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(lang_root, code)) {
    const std::filesystem::path folder = entry.path() / "tokens";
    if (!std::filesystem::is_directory(folder, code)) continue;
    auto rules = TokenRules::load(folder);
    if (!rules) return std::unexpected(std::move(rules).error());
    tokenizer.rules_.emplace(entry.path().filename().string(), std::move(*rules));
  }
  if (tokenizer.rules_.empty()) {
    return std::unexpected(
        Error{"holds no <language>/tokens", lang_root.string(), 0, 0, "name the folder lang/ of the installation"});
  }
  return tokenizer;
}

TokenTable Tokenizer::split(const Document& document, std::string_view lang) const {
  const auto found = rules_.find(lang);
  const TokenRules& rules = found == rules_.end() ? common_ : found->second;
  TokenTable table;
  const std::string_view text = document.text();
  const Span body = document.body();
  table.tokens.reserve(body.size() / 5 + 8);
  WordSplitter words(text, rules, table.tokens);
  std::uint32_t paragraph = 0;
  for (std::uint32_t begin = body.begin; begin < body.end;) {
    const auto line_end = text.find('\n', begin);
    const std::uint32_t end =
        line_end == std::string_view::npos || line_end > body.end ? body.end : static_cast<std::uint32_t>(line_end);
    const auto first = static_cast<std::uint32_t>(table.tokens.size());
    words.split(begin, end);
    const auto last = static_cast<std::uint32_t>(table.tokens.size());
    if (last > first) split_sentences(text, rules, first, last, paragraph++, table);
    begin = end + 1;
  }
  table.cut |= words.cut();
  return table;
}

}  // namespace depesje
