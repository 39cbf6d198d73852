// SPDX-License-Identifier: Apache-2.0
#include "text/language.h"

#include <doctest/doctest.h>

#include <string_view>

#include "text/document_reader.h"

using namespace depesje;

TEST_CASE("nb, nn and en are told apart") {
  const auto detector = LanguageDetector::load(DEPESJE_SOURCE_DIR "/lang");
  REQUIRE(detector.has_value());
  struct Case {
    std::string_view lang, text;
  };
  const Case cases[] = {
      {"nb", "Statsministeren møtte presidenten i Paris tirsdag, men hun ville ikke si hva de snakket om."},
      {"nn", "Statsministeren møtte presidenten i Paris tysdag, men ho ville ikkje seie kva dei snakka om."},
      {"en", "The prime minister met the president in Paris on Tuesday, but she would not say what they discussed."},
      {"nb", "Regjeringen avviser kritikken fra opposisjonen."},
      {"nn", "Regjeringa avviser kritikken frå opposisjonen."},
      {"en", "Government rejects criticism from the opposition."},
      {"nn", "Styresmaktene stadfestar møtet."},
      {"nb", "Myndighetene bekrefter møtet."},
      {"nb", "Jeg er enig."},
      {"nn", "Eg er samd."},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(detector->detect(c.text) == c.lang);
  }
  DocumentInfo given;
  given.lang = "nn";
  CHECK(detector->language_of(make_document("The president of the republic", given)) == "nn");
  given.lang = "xx";
  CHECK(detector->language_of(make_document("The president of the republic", given)) == "en");
  CHECK_FALSE(detector->detect("").empty());
}

TEST_CASE("a folder without languages is an error") {
  const auto detector = LanguageDetector::load(DEPESJE_SOURCE_DIR "/cmake");
  REQUIRE_FALSE(detector.has_value());
  CHECK(detector.error().what.find("function_words.tsv") != std::string::npos);
}
