// SPDX-License-Identifier: Apache-2.0
#include "text/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kBytesRead = 20000;  // of the text; more does not change the answer

// What cld2 is worth in weights of function words: a clear answer about like one clear word.
constexpr float kDetectorWeight = 2.0F;

// … and what its choice between the forms of Norwegian is worth on top.
constexpr float kFormWeight = 0.5F;
constexpr std::array<std::string_view, 4> kNorwegian = {"nb", "nn", "da", "sv"};

constexpr std::size_t kLongestEnding = 5;  // bytes of an ending in the tables
constexpr std::size_t kShortestStem = 2;   // bytes before it

// cld2 says "no" for Bokmål.
std::string_view own_code(std::string_view detected) { return detected == "no" ? "nb" : detected; }

}  // namespace

Result<LanguageDetector> LanguageDetector::load(const std::filesystem::path& lang_root) {
  LanguageDetector detector;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(lang_root, code)) {
    if (std::filesystem::exists(entry.path() / "function_words.tsv", code)) {
      detector.codes_.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(detector.codes_);
  if (detector.codes_.empty()) {
    return std::unexpected(Error{"holds no <language>/function_words.tsv", lang_root.string(), 0, 0,
                                 "name the folder lang/ of the installation"});
  }
  for (std::size_t language = 0; language < detector.codes_.size(); ++language) {
    const auto table = TsvTable::load(lang_root / detector.codes_[language] / "function_words.tsv", {"word", "weight"});
    if (!table) return std::unexpected(table.error());
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const std::string_view cell = table->cell(row, "weight");
      float weight = 0;
      const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), weight);
      if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) {
        return std::unexpected(table->error_at(row, "weight", "«" + std::string(cell) + "» is not a number"));
      }
      detector.words_[std::string(table->cell(row, "word"))].push_back({static_cast<std::uint8_t>(language), weight});
    }
  }
  return detector;
}

std::string_view LanguageDetector::language_of(const Document& document) const {
  if (!document.info().lang.empty()) {
    const auto known = std::ranges::find(codes_, document.info().lang);
    if (known != codes_.end()) return *known;
  }
  return detect(document.at(document.body()));
}

std::string_view LanguageDetector::detect(std::string_view text) const {
  if (text.size() > kBytesRead) {
    std::size_t end = kBytesRead;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end);
  }
  std::vector<float> score(codes_.size(), 0.0F);
  std::string word;
  std::string ending;
  const auto add = [&](std::string_view entry) {
    const auto found = words_.find(entry);
    if (found == words_.end()) return false;
    for (const Weight& weight : found->second) score[weight.language] += weight.weight;
    return true;
  };
  const auto count = [&] {
    if (!add(word)) {
      for (std::size_t size = std::min(kLongestEnding, word.size() - std::min(word.size(), kShortestStem)); size > 1;
           --size) {
        ending.assign(1, '-').append(word, word.size() - size);
        if (add(ending)) break;
      }
    }
    word.clear();
  };
  add("*");
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_letter(c)) append_utf8(word, lower_code_point(c));
    else if (!word.empty()) count();
  }
  if (!word.empty()) count();

  bool reliable = false;
  const CLD2::Language found = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  const std::string_view detected = own_code(CLD2::LanguageCode(found));
  const float worth = reliable ? kDetectorWeight : kDetectorWeight / 2;
  const bool norwegian = std::ranges::find(kNorwegian, detected) != kNorwegian.end();
  for (std::size_t language = 0; language < codes_.size(); ++language) {
    if (codes_[language] == detected) score[language] += norwegian ? worth + kFormWeight : worth;
    // Which of the two forms of Norwegian, and whether it is not rather Danish, cld2 often gets wrong.
    else if (norwegian && std::ranges::find(kNorwegian, codes_[language]) != kNorwegian.end()) score[language] += worth;
  }
  return codes_[static_cast<std::size_t>(std::ranges::max_element(score) - score.begin())];
}

}  // namespace depesje
