// SPDX-License-Identifier: Apache-2.0
#include "intake/article.h"

#include <doctest/doctest.h>

using namespace depesje;

TEST_CASE("dates as formats write them") {
  struct Case {
    std::string_view given, edtf;
  };
  const Case cases[] = {{"2017-05", "2017-05"},
                        {" 2017-05-02 ", "2017-05-02"},
                        {"20170502T202500+0200", "2017-05-02T20:25:00+02:00"},
                        {"20170502T2025Z", "2017-05-02T20:25Z"},
                        {"2017-05-02T20:25:00+0200", "2017-05-02T20:25:00+02:00"},
                        {"Tue, 02 May 2017 20:25:00 GMT", "2017-05-02T20:25:00Z"},
                        {"2 May 2017 20:25 +0200", "2017-05-02T20:25+02:00"},
                        {"Thu, 1 Jan 04 19:48:21 EST", "2004-01-01T19:48:21-05:00"},
                        {"02 May 2017", "2017-05-02"},
                        {"tirsdag", ""},
                        {"", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.given);
    const auto date = parse_input_date(c.given);
    CHECK(date.has_value() == !c.edtf.empty());
    if (date) CHECK(date->edtf == c.edtf);
  }
}

TEST_CASE("language tags") {
  CHECK(language_code("nb-NO", false) == "nb");
  CHECK(language_code("nno", false) == "nn");
  CHECK(language_code("no-NO", true).empty());
  CHECK(language_code("en-us", false).empty());
  CHECK(language_code("en-US", true) == "en");
  CHECK(language_code("de", false) == "de");
  CHECK(language_code("spa", true).empty());
}

TEST_CASE("blanks and base64") {
  CHECK(collapsed("  a \n\t b\xC2\xA0 ") == "a b");
  CHECK(trimmed(" \xC2\xA0 a ") == "a");
  CHECK(decoded_base64("RXhhbXBsZQ==") == "Example");
  CHECK(decoded_base64("U3TDuHJl") == "Støre");
  CHECK(same_words("a\n b", "a b"));
}
