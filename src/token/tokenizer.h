// SPDX-License-Identifier: Apache-2.0
//
// Document → tokens and sentences, after the conventions of Universal Dependencies for each language.
// Each line of the body is a paragraph. Rules and word lists are files under lang/<code>/tokens (token_rules.h).
// Immutable once loaded; split() is const and safe in any number of threads.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "depesje/document.h"
#include "depesje/result.h"
#include "token/token.h"
#include "token/token_rules.h"

namespace depesje {

class Tokenizer {
 public:
  // Reads the rules of every language that has lang_root/<code>/tokens.
  static Result<Tokenizer> load(const std::filesystem::path& lang_root);

  // Any document gets a table; a language without rules gets the common ones. Linear in the text.
  TokenTable split(const Document& document, std::string_view lang) const;

 private:
  std::map<std::string, TokenRules, std::less<>> rules_;
  TokenRules common_;
};

}  // namespace depesje
