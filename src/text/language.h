// SPDX-License-Identifier: Apache-2.0
//
// Which language a document is written in: function words of each language (lang/<code>/function_words.tsv, which tell
// nb from nn, a weak side of general detectors) beside Google's Compact Language Detector 2 for text that has few.
// Loaded tables are immutable; detect() is const and safe in any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/document.h"
#include "depesje/result.h"

namespace depesje {

class LanguageDetector {
 public:
  // Reads every lang_root/<code>/function_words.tsv (columns: word, weight). A word "-ane" is an ending, looked up
  // where the whole word is not in the table, the longest first; "*" counts once for any text.
  static Result<LanguageDetector> load(const std::filesystem::path& lang_root);

  // The given language where the document has one, else the detected one.
  std::string_view language_of(const Document& document) const;
  // One of the loaded codes; the first of them ("en") where the text gives no clue. The view lives as long as *this.
  std::string_view detect(std::string_view text) const;
  const std::vector<std::string>& languages() const& { return codes_; }

 private:
  struct Weight {
    std::uint8_t language;
    float weight;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<std::string> codes_;  // sorted
  std::unordered_map<std::string, std::vector<Weight>, Hash, std::equal_to<>> words_;
};

}  // namespace depesje
