// SPDX-License-Identifier: Apache-2.0
#include "parse/evaluation.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

namespace depesje {
namespace {

// "ab a b" is the token ab of the words a and b; "a" a plain word. A chain of heads to the left.
std::string conllu_of(const std::vector<std::string>& tokens) {
  std::string out;
  int number = 0;
  for (const std::string& token : tokens) {
    std::istringstream parts(token);
    std::vector<std::string> words;
    for (std::string part; parts >> part;) words.push_back(part);
    if (words.size() == 1) words.push_back(words.front());
    else {
      out += std::to_string(number + 1) + '-' + std::to_string(number + static_cast<int>(words.size()) - 1) + '\t' +
             words.front() + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
      out += std::to_string(number + 1) + '\t' + words[i] + "\t_\t_\t_\t_\t" + std::to_string(number) + '\t' +
             (number == 0 ? "root" : "dep") + "\t_\t_\n";
      ++number;
    }
  }
  return out + '\n';
}

std::vector<MetricScore> scores_of(std::string_view gold, std::string_view system) {
  const auto a = read_conllu_rows(gold), b = read_conllu_rows(system);
  REQUIRE(a.has_value());
  REQUIRE(b.has_value());
  const auto scores = evaluate(*a, *b);
  REQUIRE(scores.has_value());
  return *scores;
}

const MetricScore& metric(const std::vector<MetricScore>& scores, std::string_view name) {
  for (const MetricScore& score : scores) {
    if (score.name == name) return score;
  }
  FAIL("no metric " << name);
  return scores.front();
}

TEST_CASE("words are aligned by position, inside multiword tokens by form") {
  struct Case {
    std::vector<std::string> gold, system;
    std::size_t aligned;
  };
  const Case cases[] = {
      {{"a"}, {"a"}, 1},
      {{"a", "b", "c"}, {"a", "b", "c"}, 3},
      {{"abc a b c"}, {"a", "b", "c"}, 3},
      {{"a", "bc b c", "d"}, {"a", "b", "c", "d"}, 4},
      {{"abcd a b c d"}, {"ab a b", "cd c d"}, 4},
      {{"abc a b c", "de d e"}, {"a", "bcd b c d", "e"}, 5},
      {{"abcd"}, {"a", "b", "c", "d"}, 0},
      {{"abc", "d"}, {"a", "b", "c", "d"}, 1},
      {{"a", "bc", "d"}, {"a", "b", "c", "d"}, 2},
      {{"a", "bc b c", "d"}, {"a", "b", "cd"}, 2},
      {{"abc a BX c", "def d EX f"}, {"ab a b", "cd c d", "ef e f"}, 4},
      {{"ab a b", "cd bc d"}, {"a", "bc", "d"}, 2},
      {{"a", "bc b c", "d"}, {"ab AX BX", "cd CX a"}, 1},
  };
  for (const Case& c : cases) {
    const auto scores = scores_of(conllu_of(c.gold), conllu_of(c.system));
    CHECK_MESSAGE(metric(scores, "Words").correct == c.aligned, c.gold.front());
    const auto back = scores_of(conllu_of(c.system), conllu_of(c.gold));
    CHECK(metric(back, "Words").correct == c.aligned);
  }
}

constexpr std::string_view kGold =
    "1\tKreml\tKreml\tPROPN\tx\t_\t2\tnsubj\t_\tname=B-GPE_ORG\n"
    "2\tsier\tsi\tVERB\tx\tMood=Ind|Tense=Pres\t0\troot\t_\tname=O\n"
    "3\tat\tat\tSCONJ\tx\t_\t5\tmark\t_\tname=O\n"
    "4\tDonald\tDonald\tPROPN\tx\t_\t5\tnsubj:pass\t_\tname=B-PER\n"
    "5\tkommer\tkomme\tVERB\tx\tFoo=Bar\t2\tccomp\t_\tname=O\n\n";

TEST_CASE("each metric asks for what it says") {
  // A wrong mark under word 5, a wrong lemma of word 1, another feature set of word 2, GPE_ORG read as ORG.
  constexpr std::string_view kSystem =
      "1\tKreml\tkreml\tPROPN\t_\t_\t2\tnsubj\t_\tname=B-ORG\n"
      "2\tsier\tsi\tVERB\t_\tMood=Ind\t0\troot\t_\tname=O\n"
      "3\tat\tat\tSCONJ\t_\t_\t2\tmark\t_\tname=O\n"
      "4\tDonald\tDonald\tPROPN\t_\t_\t5\tnsubj\t_\tname=B-PER\n"
      "5\tkommer\tkomme\tVERB\t_\t_\t2\tccomp\t_\tname=I-PER\n\n";
  const auto scores = scores_of(kGold, kSystem);
  CHECK(metric(scores, "UPOS").correct == 5);
  CHECK(metric(scores, "UFeats").correct == 4);
  CHECK(metric(scores, "AllTags").correct == 4);  // no XPOS is told, none is asked
  CHECK(metric(scores, "Lemmas").correct == 4);
  CHECK(metric(scores, "UAS").correct == 4);
  CHECK(metric(scores, "LAS").correct == 4);
  CHECK(metric(scores, "CLAS").gold == 4);
  CHECK(metric(scores, "CLAS").correct == 4);
  CHECK(metric(scores, "MLAS").correct == 2);  // "sier" has a child too many and a feature too few, "kommer" no mark
  CHECK(metric(scores, "BLEX").correct == 3);
  CHECK(metric(scores, "Entities").correct == 0);  // the second name is longer than it should be
  CHECK(metric(scores, "Entities7").correct == 1);
  CHECK(metric(scores_of(kGold, kGold), "MLAS").f1() == doctest::Approx(1));
}

TEST_CASE("another text is refused with its place") {
  const std::string text = conllu_of({"Kreml", "seier"});
  const auto gold = read_conllu_rows(kGold), other = read_conllu_rows(text);
  const auto scores = evaluate(*gold, *other);
  REQUIRE_FALSE(scores.has_value());
  CHECK(scores.error().line == 2);
  CHECK(scores.error().what.find("«ieratDonaldkommer»") != std::string::npos);
}

TEST_CASE("raw text is rebuilt from comments or words") {
  const auto rows = read_conllu_rows(
      "# newpar\n# text = Ja  vel.\n1\tJa\t_\t_\t_\t_\t_\t_\t_\t_\n2\tvel\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n3\t!\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "# newpar\n1\tHei\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  REQUIRE(rows.has_value());
  CHECK(raw_text(*rows) == "Ja  vel. don't!\n\nHei");
}

}  // namespace
}  // namespace depesje
