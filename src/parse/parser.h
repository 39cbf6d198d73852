// SPDX-License-Identifier: Apache-2.0
//
// Parser: gives each token its lemma, tags, head, relation and name, in one pass of a trained network
// (parse/network.h). Holds one network per model file; each names the languages it was trained on. Immutable once
// loaded; share it between threads.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "depesje/document.h"
#include "parse/network.h"
#include "parse/word.h"
#include "token/token.h"

namespace depesje {

class Parser {
 public:
  // Loads every *.model in the folder, in order of their names. Fails where there is none or one is damaged.
  static Result<Parser> load(const std::filesystem::path& models_folder, const Kernels& kernels = best_kernels());

  // Any tokens get a tree a sentence. A language no model knows is read with the first model.
  WordTable parse(const Document& document, const TokenTable& tokens, std::string_view lang, StringPool& strings) const;

 private:
  std::vector<Network> networks_;
};

}  // namespace depesje
