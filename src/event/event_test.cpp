// SPDX-License-Identifier: Apache-2.0
//
// The event stage on small hand-written trees: deep roles, frames, contents, merging. No parser is needed.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "event/clause.h"
#include "event/event_coder.h"
#include "event/lexicon.h"
#include "parse/conllu.h"

namespace depesje {
namespace {

const std::filesystem::path kRoot = DEPESJE_SOURCE_DIR;

// "form lemma UPOS feats head deprel" a line.
ConlluDocument tree(const std::vector<std::string>& rows, bool heading = false) {
  std::string text = heading ? "# heading = yes\n" : "";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string> cells(1);
    for (const char c : rows[i]) {
      if (c == ' ') cells.emplace_back();
      else cells.back() += c;
    }
    text += std::to_string(i + 1) + '\t' + cells[0] + '\t' + cells[1] + '\t' + cells[2] + "\t_\t" + cells[3] + '\t' +
            cells[4] + '\t' + cells[5] + "\t_\t_\n";
  }
  auto document = read_conllu(text + "\n");
  REQUIRE(document);
  return std::move(*document);
}

const Codebook& book() {
  static const auto loaded = Codebook::load(kRoot);
  REQUIRE(loaded);
  return *loaded;
}

const Lexicon& lexicon() {
  static const auto loaded = Lexicon::load(kRoot, "nb", book());
  REQUIRE_MESSAGE(loaded, loaded.error().to_string());
  return *loaded;
}

TokenId token(std::uint32_t number) { return TokenId{number - 1}; }

TEST_CASE("the codebook knows types, modes and scores") {
  CHECK(book().has_mode("CONSULT", "phone"));
  CHECK_FALSE(book().has_mode("CONSULT", "riot"));
  CHECK(book().score("ACCUSE", {}) == doctest::Approx(-3));
  CHECK(book().score("ASSAULT", {"aerial"}) == doctest::Approx(-9.5));
  CHECK(book().political("USA", "GOV"));
  CHECK(book().political("IGO", "UNO"));
  CHECK_FALSE(book().political("NOR", "CVL"));
  CHECK_FALSE(book().political("---", ""));
}

TEST_CASE("deep roles undo passive, relative clause, control and coordination") {
  struct Case {
    std::vector<std::string> rows;
    std::uint32_t verb, subject, object;  // 0 = none
  };
  const Case cases[] = {
      {{"Lederen leder NOUN _ 3 nsubj:pass", "ble bli AUX _ 3 aux:pass", "pågrepet pågripe VERB VerbForm=Part 0 root",
        "av av ADP _ 5 case", "politiet politi NOUN _ 3 obl"},
       3,
       5,
       1},
      {{"Soldatene soldat NOUN _ 4 nsubj", "som som SCONJ _ 3 mark", "angrep angripe VERB VerbForm=Fin 1 acl:relcl",
        "flyktet flykte VERB VerbForm=Fin 0 root"},
       3,
       1,
       0},
      {{"Norge Norge PROPN _ 2 nsubj", "ba be VERB VerbForm=Fin 0 root", "Iran Iran PROPN _ 2 obj",
        "om om ADP _ 6 case", "å å PART _ 6 mark", "løslate løslate VERB VerbForm=Inf 2 advcl",
        "fangene fange NOUN _ 6 obj"},
       6,
       3,
       7},
      {{"Norge Norge PROPN _ 2 nsubj", "prøver prøve VERB VerbForm=Fin 0 root", "å å PART _ 4 mark",
        "megle megle VERB VerbForm=Inf 2 xcomp"},
       4,
       1,
       0},
      {{"Norge Norge PROPN _ 2 nsubj", "kritiserte kritisere VERB VerbForm=Fin 0 root", "og og CCONJ _ 4 cc",
        "fordømte fordømme VERB VerbForm=Fin 2 conj", "Iran Iran PROPN _ 4 obj"},
       2,
       1,
       5},
      {{"planen plan NOUN _ 0 root", "om om ADP _ 4 case", "å å PART _ 4 mark",
        "angripe angripe VERB VerbForm=Inf 1 acl", "Iran Iran PROPN _ 4 obj"},
       4,
       0,
       5},
  };
  for (const Case& c : cases) {
    const ConlluDocument d = tree(c.rows);
    const ClauseReader clauses(d.tokens, d.words, d.strings, lexicon());
    CAPTURE(c.rows.front());
    CHECK(clauses.subject(token(c.verb)) == (c.subject == 0 ? kNone<TokenId> : token(c.subject)));
    CHECK(clauses.object(token(c.verb)) == (c.object == 0 ? kNone<TokenId> : token(c.object)));
  }
}

TEST_CASE("a past tense in a heading may be a participle") {
  const ConlluDocument d = tree({"Mann mann NOUN _ 2 nsubj", "siktet sikte VERB Tense=Past|VerbForm=Fin 0 root",
                                 "for for ADP _ 4 case", "drap drap NOUN _ 2 obl"},
                                true);
  const ClauseReader clauses(d.tokens, d.words, d.strings, lexicon());
  CHECK(clauses.passive(token(2)));
  CHECK(clauses.object(token(2)) == token(1));
}

TEST_CASE("compounds are found by their last part and read by their first") {
  std::string_view first;
  const auto* rows = lexicon().compound_entries(TriggerClass::noun, "rakettangrep", first);
  REQUIRE(rows != nullptr);
  CHECK(first == "rakett");
  const auto* rules = lexicon().compound_rules(first);
  REQUIRE(rules != nullptr);
  CHECK(frame_in("assault.attack", rules->front().frames));
  CHECK_FALSE(frame_in("consult.talk", rules->front().frames));
}

// Mentions of the given heads, with codes; one entity each.
MentionTable mentions_of(ConlluDocument& d, const std::vector<std::pair<std::uint32_t, std::string>>& heads) {
  MentionTable table;
  table.at_token.assign(d.words.words.size(), kNone<MentionId>);
  for (const auto& [number, code] : heads) {
    const TokenId head = token(number);
    Entity entity;
    entity.name = entity.code = d.strings.add(code);
    entity.country = d.strings.add(code.substr(0, 3));
    entity.sectors = d.strings.add(code.substr(3));
    entity.type = MentionType::organisation;
    Mention mention;
    mention.span = mention.name = d.tokens[head].span;
    mention.head = head;
    mention.type = MentionType::organisation;
    mention.entities = {static_cast<std::uint32_t>(table.entity_refs.size()),
                        static_cast<std::uint32_t>(table.entity_refs.size() + 1)};
    table.entity_refs.push_back(static_cast<EntityId>(table.entities.size()));
    table.entities.push_back(entity);
    table.at_token[index(head)] = static_cast<MentionId>(table.mentions.size());
    table.mentions.push_back(mention);
  }
  return table;
}

std::string told(ConlluDocument& d, const std::vector<std::pair<std::uint32_t, std::string>>& heads) {
  static const auto coder = EventCoder::load(kRoot, "nb");
  REQUIRE_MESSAGE(coder, coder.error().to_string());
  const MentionTable mentions = mentions_of(d, heads);
  ClaimTable claims;
  claims.stances.resize(d.words.words.size());
  claims.told_in.assign(d.words.words.size(), kNone<StatementId>);
  PlaceTable places;
  places.at_mention.assign(mentions.mentions.size(), kNone<PlaceId>);
  const EventTable events =
      coder->code(d.document, d.tokens, d.words, mentions, TimeTable{}, places, claims, d.strings);
  std::string out;
  for (const Event& event : events.events) {
    if (!out.empty()) out += "; ";
    out += d.strings.at(event.type);
    for (const Rows rows : {event.actors, event.recipients}) {
      out += ' ';
      for (auto i = rows.begin; i < rows.end; ++i) {
        if (i != rows.begin) out += ',';
        out += d.strings.at(events.entity(mentions, events.arguments[i].entity).code);
      }
      if (rows.empty()) out += '-';
    }
  }
  return out;
}

TEST_CASE("sentences become events") {
  auto possessive = tree({"USAs USA PROPN Case=Gen 2 nmod", "rakettangrep rakettangrep NOUN Definite=Ind 6 nsubj",
                          "mot mot ADP _ 5 case", "syriske syrisk ADJ _ 5 amod", "styrker styrke NOUN _ 2 nmod",
                          "fortsatte fortsette VERB VerbForm=Fin 0 root"});
  CHECK(told(possessive, {{1, "USAGOV"}, {5, "SYRMIL"}}) == "ASSAULT USAMIL SYRMIL");
  auto meeting =
      tree({"Merkel Merkel PROPN _ 2 nsubj", "møtte møte VERB VerbForm=Fin 0 root", "Macron Macron PROPN _ 2 obj"});
  CHECK(told(meeting, {{1, "DEUGOV"}, {3, "FRAGOV"}}) == "CONSULT DEUGOV,FRAGOV -");
  auto sport = tree({"Norge Norge PROPN _ 2 nsubj", "møter møte VERB VerbForm=Fin 0 root",
                     "Sverige Sverige PROPN _ 2 obj", "i i ADP _ 5 case", "semifinalen semifinale NOUN _ 2 obl"});
  CHECK(told(sport, {{1, "NORGOV"}, {3, "SWEGOV"}}).empty());
  auto crowd =
      tree({"Lederen leder NOUN _ 2 nsubj", "besøkte besøke VERB VerbForm=Fin 0 root", "tanten tante NOUN _ 2 obj"});
  CHECK(told(crowd, {{1, "NORCVL"}}).empty());
}

TEST_CASE("the clause's own subject and objects in spite of the tree") {
  struct Case {
    std::vector<std::string> rows;
    std::uint32_t verb, subject, object, indirect;  // 0 = none
  };
  const Case cases[] = {
      // "Mandag vil ESA be Norge svare": behind an infinitive stands its object.
      {{"ESA ESA PROPN _ 3 nsubj", "vil ville AUX _ 3 aux", "be be VERB VerbForm=Inf 0 root",
        "Norge Norge PROPN _ 3 nsubj", "svare svare VERB VerbForm=Inf 3 xcomp"},
       3,
       1,
       4,
       0},
      // "Trump har gjentatte ganger anklaget Iran"
      {{"Trump Trump PROPN _ 4 nsubj", "har ha AUX _ 4 aux", "gjentatte gjenta ADJ _ 4 amod",
        "ganger gang NOUN _ 5 obl", "anklaget anklage VERB VerbForm=Part 0 root", "Iran Iran PROPN _ 5 obj"},
       5,
       1,
       6,
       0},
      // "før dette ble han mottatt"
      {{"før før ADP _ 2 case", "dette dette PRON _ 5 nsubj:pass", "ble bli AUX _ 5 aux:pass",
        "han han PRON _ 5 nsubj:pass", "mottatt motta VERB VerbForm=Part 0 root"},
       5,
       0,
       4,
       0},
      // "Norge gir Iran skylden": of two objects the second is what is given.
      {{"Norge Norge PROPN _ 2 nsubj", "gir gi VERB VerbForm=Fin 0 root", "Iran Iran PROPN _ 2 obj",
        "skylden skyld NOUN _ 2 obj"},
       2,
       1,
       4,
       3},
  };
  for (const Case& c : cases) {
    const ConlluDocument d = tree(c.rows);
    const ClauseReader clauses(d.tokens, d.words, d.strings, lexicon());
    const auto expected = [](std::uint32_t number) { return number == 0 ? kNone<TokenId> : token(number); };
    CAPTURE(c.rows.front());
    CHECK(clauses.subject(token(c.verb)) == expected(c.subject));
    CHECK(clauses.object(token(c.verb)) == expected(c.object));
    CHECK(clauses.indirect_object(token(c.verb)) == expected(c.indirect));
  }
}

TEST_CASE("what is acted upon stands for its owner") {
  auto positions = tree({"Tyrkia Tyrkia PROPN _ 2 nsubj", "angrep angripe VERB VerbForm=Fin 0 root",
                         "syriske syrisk ADJ _ 4 amod", "stillinger stilling NOUN _ 2 obj"});
  CHECK(told(positions, {{1, "TURMIL"}}) == "ASSAULT TURMIL SYRGOV");
}

TEST_CASE("context gives the recipient that the clause leaves out") {
  // "Trump truet med å innføre toll på fransk vin"
  auto content = tree({"Trump Trump PROPN _ 2 nsubj", "truet true VERB VerbForm=Fin 0 root", "med med ADP _ 5 case",
                       "å å PART _ 5 mark", "innføre innføre VERB VerbForm=Inf 2 advcl", "toll toll NOUN _ 5 obj",
                       "på på ADP _ 9 case", "fransk fransk ADJ _ 9 amod", "vin vin NOUN _ 5 obl"});
  CHECK(told(content, {{1, "USAGOV"}}) == "THREATEN USAGOV FRAGOV");
  // A place of his own country is no other party.
  auto own = tree({"Trump Trump PROPN _ 2 nsubj", "truet true VERB VerbForm=Fin 0 root", "med med ADP _ 5 case",
                   "å å PART _ 5 mark", "innføre innføre VERB VerbForm=Inf 2 advcl", "toll toll NOUN _ 5 obj",
                   "på på ADP _ 9 case", "amerikansk amerikansk ADJ _ 9 amod", "vin vin NOUN _ 5 obl"});
  CHECK(told(own, {{1, "USAGOV"}}) == "THREATEN USAGOV -");
}

}  // namespace
}  // namespace depesje
