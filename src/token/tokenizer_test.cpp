// SPDX-License-Identifier: Apache-2.0
#include "token/tokenizer.h"

#include <doctest/doctest.h>

#include <iterator>
#include <string>
#include <string_view>

#include "text/document_reader.h"
#include "token/sentence_splitter.h"

using namespace depesje;

namespace {

const Tokenizer& tokenizer() {
  static const Result<Tokenizer> loaded = Tokenizer::load(DEPESJE_SOURCE_DIR "/lang");
  REQUIRE(loaded.has_value());
  return *loaded;
}

// Tokens with a blank between (+ before a second part of a word), sentences with " | ".
std::string shown(std::string_view lang, std::string_view text) {
  const Document document = make_document(text, {});
  const TokenTable table = tokenizer().split(document, lang);
  std::string out;
  for (const Sentence& sentence : table.sentences) {
    if (!out.empty()) out += " |";
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      if (!out.empty()) out += ' ';
      if (table.tokens[i].continues_word) out += '+';
      out += document.at(table.tokens[i].span);
    }
  }
  return out;
}

void check_table(const Document& document, const TokenTable& table) {
  std::uint32_t at = document.body().begin;
  const auto blank_between = [&](std::uint32_t to) {
    return document.at({at, to}).find_first_not_of(" \t\n\xC2\xA0\xE2\x80\x82\xE3\x81\xAF") == std::string_view::npos;
  };
  REQUIRE(table.sentence_of.size() == table.tokens.size());
  for (const Token& token : table.tokens) {
    REQUIRE(token.span.begin >= at);
    REQUIRE(token.span.end > token.span.begin);
    REQUIRE(blank_between(token.span.begin));
    at = token.span.end;
    if (!token.space_after) REQUIRE(at < document.body().end);
  }
  REQUIRE(blank_between(document.body().end));
  std::uint32_t next = 0;
  for (std::size_t s = 0; s < table.sentences.size(); ++s) {
    const Sentence& sentence = table.sentences[s];
    REQUIRE(sentence.tokens.begin == next);
    REQUIRE(sentence.tokens.size() > 0);
    REQUIRE(sentence.tokens.size() <= kLongestSentence + 16);
    REQUIRE(sentence.span.begin == table.tokens[next].span.begin);
    for (; next < sentence.tokens.end; ++next) REQUIRE(index(table.sentence_of[next]) == s);
  }
  REQUIRE(next == table.tokens.size());
}

}  // namespace

TEST_CASE("Norwegian tokens and sentences") {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"Støre møtte Scholz 4. april kl. 20.25.", "Støre møtte Scholz 4. april kl. 20.25 ."},
      {"Det skjedde i 2009. Regjeringen svarte.", "Det skjedde i 2009 . | Regjeringen svarte ."},
      {"Hun kom den 4. og dro den 5. mai.", "Hun kom den 4. og dro den 5. mai ."},
      {"– Vi er klare, sier Støre. – Når? spør Solberg.", "– Vi er klare , sier Støre . | – Når ? spør Solberg ."},
      {"«Kommer du?» spør Støre.", "« Kommer du ? » spør Støre ."},
      {"«Nei.» Det var svaret.", "« Nei . » | Det var svaret ."},
      {"Syria-samtalene i USAs og FNs regi (i Genève)…", "Syria-samtalene i USAs og FNs regi ( i Genève ) …"},
      {"Utenriks- og forsvarskomiteen, bl.a. i St. Petersburg.",
       "Utenriks- og forsvarskomiteen , bl.a. i St. Petersburg ."},
      {"De krever 10,5 mill. kroner, dvs. 10.500.000.", "De krever 10,5 mill. kroner , dvs. 10.500.000 ."},
      {"George W. Bush og J. F. Kennedy.", "George W. Bush og J. F. Kennedy ."},
      {"Les mer på www.regjeringen.no/aktuelt, eller skriv til post@stortinget.no.",
       "Les mer på www.regjeringen.no/aktuelt , eller skriv til post@stortinget.no ."},
      {"Svaret var klart: «Nei.»", "Svaret var klart : | « Nei . »"},
      {"Tittel uten stopp\nFørste setning.", "Tittel uten stopp | Første setning ."},
      {"Frankrikes' og Honduras' grenser 2004-2007 (2-1)", "Frankrikes' og Honduras' grenser 2004 - 2007 ( 2 - 1 )"},
      {"Foto: NTB", "Foto : NTB"},
      {"FOTO: AP / NTB scanpix Presidenten møtte pressen.", "FOTO : AP / NTB scanpix | Presidenten møtte pressen ."},
      {"1. Innledning", "1. Innledning"},
      {"Seieren kom 22/7 og 2017-05-02, sa han (62).", "Seieren kom 22/7 og 2017-05-02 , sa han ( 62 ) ."},
      {"Avtale på plass Etter tre dager ble de enige.", "Avtale på plass | Etter tre dager ble de enige ."},
      {"50 % av §§ 3 og 4, osv. Dette gjelder.", "50 % av §§ 3 og 4 , osv. | Dette gjelder ."},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(shown("nb", c.text) == c.expected);
  }
  CHECK(shown("nn", "Ho kjem 4. april, t.d. til Noreg. Eg òg.") == "Ho kjem 4. april , t.d. til Noreg . | Eg òg .");
}

TEST_CASE("English tokens and sentences") {
  struct Case {
    std::string_view text, expected;
  };
  const Case cases[] = {
      {"They don't know; he cannot say.", "They do +n't know ; he can +not say ."},
      {"Putin’s aides won’t talk.", "Putin +’s aides wo +n’t talk ."},
      {"Mr. Smith met U.S. President Trump. He left.", "Mr. Smith met U.S. President Trump . | He left ."},
      {"The pro-European state-owned firm", "The pro-European state - owned firm"},
      {"\"We agree,\" he said. \"Really?\" she asked.", "\" We agree , \" he said . | \" Really ? \" she asked ."},
      {"It cost $5,000 at 12:05 on 08/16/2000.", "It cost $ 5,000 at 12:05 on 08/16/2000 ."},
      {"See http://example.org/a_b?c=1. Thanks :-)", "See http://example.org/a_b?c=1 . | Thanks :-)"},
      {"The ministers' talks", "The ministers +' talks"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(shown("en", c.text) == c.expected);
  }
}

TEST_CASE("kinds of tokens and sentences") {
  const Document document = make_document(
      "Avtale signert\nDe to møttes 4. april, ifølge www.fn.no og post@fn.no, 10 %.\nMøtet i Oslo. Foto: NTB\n", {});
  const TokenTable table = tokenizer().split(document, "nb");
  REQUIRE(table.sentences.size() == 4);
  CHECK(table.sentences[0].kind == SentenceKind::heading);
  CHECK(table.sentences[1].kind == SentenceKind::prose);
  CHECK(table.sentences[2].kind == SentenceKind::prose);
  CHECK(table.sentences[3].kind == SentenceKind::caption);
  CHECK(table.sentences[3].paragraph == 2);
  const auto kind = [&](std::string_view form) {
    for (const Token& token : table.tokens) {
      if (document.at(token.span) == form) return token.kind;
    }
    return TokenKind::word;
  };
  CHECK(kind("4.") == TokenKind::ordinal);
  CHECK(kind("10") == TokenKind::number);
  CHECK(kind("www.fn.no") == TokenKind::url);
  CHECK(kind("post@fn.no") == TokenKind::email);
  CHECK(kind("%") == TokenKind::symbol);
  CHECK(kind(",") == TokenKind::punctuation);
}

TEST_CASE("limits shorten the result and say so") {
  std::string words;
  for (int i = 0; i < 1200; ++i) words += "ord ";
  const Document long_sentence = make_document(words, {});
  const TokenTable cut = tokenizer().split(long_sentence, "nb");
  CHECK(cut.cut);
  CHECK(cut.sentences.size() == 3);
  check_table(long_sentence, cut);
  const Document long_word = make_document(std::string(5000, 'x') + " å", {});
  const TokenTable pieces = tokenizer().split(long_word, "nb");
  CHECK(pieces.cut);
  check_table(long_word, pieces);
}

TEST_CASE("any text is covered by tokens in order") {
  constexpr std::string_view seeds[] = {
      "ord", "Ord", "4", ".", ",",    "-",        "–",    "«",    "»", "\"", "'",  "’s", " ",        " ",
      "\n",  ":",   "/", "@", "www.", "http://",  "n't",  "kl.",  "…", "§",  "(",  ")",  "\xC2\xA0", "å",
      "&",   "#",   "%", "_", "😀",   "\xCC\x8A", "Foto", "osv.", "%", "=",  "🇳🇴", "A.", "?",        "!"};
  std::uint32_t state = 7;
  for (int round = 0; round < 1500; ++round) {
    std::string bytes;
    for (int i = 0; i < 30; ++i) {
      state = state * 1664525U + 1013904223U;
      bytes += seeds[(state >> 16) % std::size(seeds)];
    }
    CAPTURE(bytes);
    const Document document = make_document(bytes, {});
    for (const std::string_view lang : {"nb", "nn", "en", ""}) check_table(document, tokenizer().split(document, lang));
  }
}
