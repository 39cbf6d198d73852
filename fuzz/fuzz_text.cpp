// SPDX-License-Identifier: Apache-2.0
//
// Any bytes → document → language → tokens.
#include <cstdint>
#include <string_view>

#include "invariants.h"
#include "text/document_reader.h"
#include "text/language.h"
#include "token/tokenizer.h"

using namespace depesje;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto tokenizer = Tokenizer::load(DEPESJE_SOURCE_DIR "/lang");
  static const auto detector = LanguageDetector::load(DEPESJE_SOURCE_DIR "/lang");
  require(tokenizer.has_value() && detector.has_value());
  const Document document = make_document({reinterpret_cast<const char*>(data), size}, {}, 1U << 16);
  check_document(document);
  require(!detector->language_of(document).empty());
  for (const std::string_view lang : {"nb", "nn", "en", ""}) {
    check_tokens(document, tokenizer->split(document, lang));
  }
  return 0;
}
