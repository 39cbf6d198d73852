// SPDX-License-Identifier: Apache-2.0
#include "parse/conllu.h"

#include <doctest/doctest.h>

#include <string>

namespace depesje {
namespace {

constexpr std::string_view kTwoParagraphs =
    "# newdoc id = prøve\n"
    "# newpar\n"
    "# sent_id = 1\n"
    "# heading = yes\n"
    "# text = Møte i Oslo\n"
    "1\tMøte\tmøte\tNOUN\t_\tDefinite=Ind|Gender=Neut|Number=Sing\t0\troot\t_\tname=O\n"
    "2\ti\ti\tADP\t_\t_\t3\tcase\t_\tname=O\n"
    "3\tOslo\tOslo\tPROPN\t_\t_\t1\tnmod\t_\tname=B-GPE_LOC\n"
    "\n"
    "# newpar\n"
    "# sent_id = 2\n"
    "# text = They don't  agree.\n"
    "1\tThey\tthey\tPRON\t_\t_\t4\tnsubj\t_\tname=O\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\tname=O\n"
    "3\tn't\tnot\tPART\t_\tPolarity=Neg\t4\tadvmod\t_\tname=O\n"
    "4\tagree\tagree\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tname=O|SpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\tname=O\n"
    "\n";

TEST_CASE("CoNLL-U is written as it was read") {
  DocumentInfo info;
  info.id = "prøve";
  const auto read = read_conllu(kTwoParagraphs, "prøve.conllu", info);
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().to_string()));
  CHECK(read->document.text() == "Møte i Oslo\n\nThey don't  agree.");
  CHECK(read->document.source_offset(15) == 14);
  REQUIRE(read->tokens.sentences.size() == 2);
  CHECK(read->tokens.sentences[0].kind == SentenceKind::heading);
  CHECK(read->tokens.sentences[1].paragraph == 1);
  REQUIRE(read->tokens.tokens.size() == 8);
  CHECK(read->document.at(read->tokens.tokens[5].span) == "n't");
  CHECK(read->tokens.tokens[5].continues_word);
  CHECK_FALSE(read->tokens.tokens[4].space_after);
  CHECK(read->tokens.tokens[5].space_after);
  CHECK(read->words.words[5].morph.negative);
  CHECK(read->words.words[4].head == TokenId{6});
  CHECK(read->words.words[2].name == NameType::gpe_loc);
  CHECK(read->words.child_rows[6].size() == 4);
  CHECK(write_conllu(read->document, read->tokens, read->words, read->strings) == kTwoParagraphs);
}

TEST_CASE("without # text the forms and SpaceAfter give the text") {
  const auto read = read_conllu(
      "1\tHei\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t!\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1\tJa\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  REQUIRE(read.has_value());
  CHECK(read->document.text() == "Hei! Ja");
  CHECK(read->words.words[0].deprel == Deprel::dep);
  CHECK(read->words.words[0].head == kNone<TokenId>);
}

TEST_CASE("faults name line, column and way out") {
  struct Case {
    std::string_view bytes, message;
  };
  const Case cases[] = {
      {"1\tHei\n",
       "f:1: a word's line needs ten columns and has 2; separate the columns by single tabs and write _ for an empty "
       "one"},
      {"1\tHei\t_\tVREB\t_\t_\t0\troot\t_\t_\n",
       "f:1:9: unknown part of speech «VREB»; use one of the 17 tags of Universal Dependencies, or _"},
      {"1\tHei\t_\t_\t_\t_\t7\troot\t_\t_\n", "f:1:15: head 7 is outside the sentence; its last word is 1"},
      {"2\tHei\t_\t_\t_\t_\t0\troot\t_\t_\n", "f:1:1: word number «2» is out of order; expected 1"},
      {"# text = Ha\n1\tHei\t_\t_\t_\t_\t0\troot\t_\t_\n",
       "f:2:3: «Hei» does not stand next in # text; there stands «Ha»"},
      {"1\tHei\t_\t_\t_\t_\t2\tdep\t_\t_\n2\tdu\t_\t_\t_\t_\t1\tdep\t_\t_\n",
       "f:1:15: the heads run in a circle; every way up must end at the root"},
      {"1\tHei\t_\t_\t_\t_\t0\troot\t_\tname=B-FOO\n",
       "f:1:24: unknown name type «B-FOO»; use B- or I- and PER ORG LOC GPE_LOC GPE_ORG PROD EVT DRV MISC"},
  };
  for (const Case& c : cases) {
    const auto read = read_conllu(c.bytes, "f");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().to_string() == c.message);
  }
}

}  // namespace
}  // namespace depesje
