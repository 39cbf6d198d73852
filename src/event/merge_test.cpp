// SPDX-License-Identifier: Apache-2.0
//
// Which mentions are one event: families of frames, and merging on candidates made by hand.
#include "event/merge.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "parse/conllu.h"

namespace depesje {
namespace {

const std::filesystem::path kRoot = DEPESJE_SOURCE_DIR;

const Codebook& book() {
  static const auto loaded = Codebook::load(kRoot);
  REQUIRE(loaded);
  return *loaded;
}

const MergeModel& model() {
  static const auto loaded = MergeModel::load(kRoot, book());
  REQUIRE_MESSAGE(loaded, loaded.error().to_string());
  return *loaded;
}

TEST_CASE("frames of one family are kin") {
  const auto kin = [](const char* a, const char* b) { return model().kin(*book().frame(a), *book().frame(b)); };
  CHECK(kin("consult.meet", "consult.talk"));
  CHECK(kin("consult.phone", "consult.talk"));
  CHECK(kin("assault.firearms", "assault.murder"));
  CHECK(kin("protest.riot", "protest.vandalize"));
  CHECK_FALSE(kin("consult.phone", "consult.visit"));
  CHECK_FALSE(kin("assault.abduct", "assault.aerial"));
  CHECK_FALSE(kin("retreat.resign", "retreat.withdraw"));
}

struct Told {
  const char* frame;
  const char* lemma;
  bool noun = false, definite = false;
  const char* actor = "";
  const char* recipient = "";
  Day day = kNoDay;
  bool echo = false;
  Polarity polarity = Polarity::positive;
};

// Group of each mention as a letter; '-' = in none.
std::string groups_of(const std::vector<Told>& told) {
  std::string text;
  for (std::size_t i = 0; i < told.size(); ++i)
    text += "1\t" + std::string(told[i].lemma) + "\t" + told[i].lemma + "\t" + (told[i].noun ? "NOUN" : "VERB") +
            "\t_\t_\t0\troot\t_\t_\n\n";
  auto document = read_conllu(text);
  REQUIRE(document);
  std::vector<Entity> added;
  const MentionTable mentions;
  std::vector<Candidate> candidates;
  const auto side = [&](std::string_view code, std::vector<Argument>& out) {
    if (code.empty()) return;
    Entity entity;
    entity.code = document->strings.add(code);
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (added[i].code == entity.code) return out.push_back({static_cast<EntityId>(i), kNone<MentionId>});
    }
    added.push_back(entity);
    out.push_back({static_cast<EntityId>(added.size() - 1), kNone<MentionId>});
  };
  for (std::size_t i = 0; i < told.size(); ++i) {
    Candidate c;
    c.trigger = c.head = static_cast<TokenId>(i);
    c.frame = book().frame(told[i].frame);
    REQUIRE(c.frame != nullptr);
    c.modes = c.frame->modes;
    c.lemma = told[i].lemma;
    c.noun = told[i].noun;
    c.definite = told[i].definite;
    c.echo = told[i].echo;
    c.stance.polarity = told[i].polarity;
    side(told[i].actor, c.actors);
    side(told[i].recipient, c.recipients);
    if (told[i].day != kNoDay) c.earliest = c.latest = told[i].day, c.time_source = TimeSource::governed;
    candidates.push_back(std::move(c));
  }
  const EntityView view{mentions, added};
  const auto groups =
      merge_candidates(candidates, view, PlaceTable{}, document->tokens, document->words, document->strings, model());
  std::string out(told.size(), '-');
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::uint32_t member : groups[g].members) out[member] = static_cast<char>('a' + g);
  }
  return out;
}

TEST_CASE("mentions of one act are one event") {
  const Day first = Day{17000}, second = Day{17010};
  // the definite noun looks back
  CHECK(groups_of({{"assault.attack", "angripe", false, false, "RUSMIL", "UKRCVL"},
                   {"assault.attack", "angrep", true, true}}) == "aa");
  // the same word again
  CHECK(groups_of({{"coerce.arrest", "pågripe", false, false, "USACOP", "RUSCVL"},
                   {"coerce.arrest", "pågripelse", true, true, "", "RUSCVL"}}) == "aa");
  // dates that exclude each other
  CHECK(groups_of({{"consult.meet", "møte", true, false, "USAGOV", "", first},
                   {"consult.meet", "møte", true, false, "USAGOV", "", second}}) == "ab");
  // what did not happen is not what happened
  CHECK(groups_of({{"consult.meet", "møte", false, false, "USAGOV"},
                   {"consult.meet", "møte", false, false, "USAGOV", "", kNoDay, false, Polarity::negative}}) == "ab");
  // another type
  CHECK(groups_of({{"assault.attack", "angrep", true, true}, {"accuse.condemn", "angrep", true, true}}) == "ab");
  // kin neither by sense nor by word
  CHECK(groups_of({{"accuse.impeach", "riksrett", true, false, "", "USAGOV"},
                   {"accuse.disapprove", "kritikk", true, true}}) == "ab");
  // other people
  CHECK(groups_of({{"accuse.condemn", "kritisere", false, false, "USAGOV", "IRNGOV"},
                   {"accuse.lie", "lyve", false, false, "GBROPP", "GBRGOV"}}) == "ab");
}

TEST_CASE("an echo tells an event again or none") {
  CHECK(groups_of({{"assault.murder", "drap", true, true, "", "", kNoDay, true}}) == "-");
  CHECK(groups_of({{"assault.murder", "drap", true, false, "", "GBRJRN"},
                   {"assault.murder", "drap", true, true, "", "", kNoDay, true}}) == "aa");
}

}  // namespace
}  // namespace depesje
