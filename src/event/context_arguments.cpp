// SPDX-License-Identifier: Apache-2.0
#include "event/context_arguments.h"

#include <algorithm>

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;
constexpr std::string_view kAccuse = "ACCUSE", kReject = "REJECT", kThreaten = "THREATEN", kRequest = "REQUEST";
constexpr std::size_t kLookBack = 6;         // candidates
constexpr std::uint32_t kSentencesBack = 1;  // a refusal answers what was asked just before
constexpr int kClimb = 8;

class ContextRecipients {
 public:
  ContextRecipients(std::vector<Candidate>& candidates, const ClauseReader& clauses, FrameMatcher& matcher)
      : candidates_(candidates), clauses_(clauses), matcher_(matcher) {}

  void run() {
    const std::vector<Argument>* parties = nullptr;  // of the last mutual act
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Candidate& c = candidates_[i];
      if (c.frame->reciprocal && c.actors.empty() && parties != nullptr && told_of_them(c)) c.actors = *parties;
      if (c.frame->reciprocal && c.actors.size() > 1) parties = &c.actors;
      if (!c.recipients.empty() || c.actors.empty() || c.frame->reciprocal) continue;
      const std::string& type = c.frame->type;
      const bool verbal = type == kAccuse || type == kReject || type == kThreaten || type == kRequest;
      // What is refused names who wants it, or whoever else it is about.
      if (verbal && type != kReject && named_in_content(c)) continue;
      if (verbal && said_before(i)) continue;
      if (type == kReject && asked_before(i)) continue;
      if (c.frame->speech) counterpart(i);
    }
  }

 private:
  StringId code(const Argument& a) const { return matcher_.entities()[a.entity].code; }
  StringId country(EntityId id) const { return matcher_.entities()[id].country; }
  bool acts(const Candidate& c, StringId wanted) const {
    return std::ranges::any_of(c.actors, [&](const Argument& a) { return code(a) == wanted; });
  }
  bool shares_actor(const Candidate& a, const Candidate& b) const {
    return std::ranges::any_of(a.actors, [&](const Argument& x) { return acts(b, code(x)); });
  }
  std::uint32_t sentence(const Candidate& c) const {
    return static_cast<std::uint32_t>(clauses_.tokens().sentence(c.trigger));
  }
  bool foreign(const Candidate& c, EntityId id) const {
    if (id == kNone<EntityId> || !matcher_.political(id)) return false;
    return std::ranges::none_of(c.actors, [&](const Argument& a) { return country(a.entity) == country(id); });
  }

  // "I tillegg skal de ha blitt enige": the plural pronoun means the parties of the mutual act before.
  bool told_of_them(const Candidate& c) const {
    if (c.noun) return false;
    TokenId subject = clauses_.verbal(c.head) ? clauses_.subject(c.head) : clauses_.predicated(c.head);
    if (subject == kNoToken) return false;
    const Word& word = clauses_.word(subject);
    return word.upos == Upos::pron && word.morph.number == Number::plural && word.morph.person != 1;
  }

  // "truet med å innføre toll på fransk vin": the first other party in what is said.
  bool named_in_content(Candidate& c) {
    const TokenId content = clauses_.complement(c.head);
    if (content == kNoToken) return false;
    const Sentence& here = clauses_.tokens()[clauses_.tokens().sentence(c.head)];
    std::vector<Filler> found;
    for (auto i = here.tokens.begin; i < here.tokens.end; ++i) {
      const auto token = static_cast<TokenId>(i);
      if (index(token) <= index(c.head) || !within(token, content)) continue;
      found.clear();
      matcher_.parties_of(token, found);
      for (const Filler& filler : found) {
        if (!foreign(c, filler.entity)) continue;
        c.recipients.push_back({filler.entity, filler.mention});
        return true;
      }
    }
    return false;
  }

  bool within(TokenId token, TokenId top) const {
    for (int step = 0; step < kClimb && token != kNoToken; ++step, token = clauses_.head(token)) {
      if (token == top) return true;
    }
    return false;
  }

  // "gikk løs på X og truet med …": the same actor's act before it in the sentence was upon somebody.
  bool said_before(std::size_t number) {
    Candidate& c = candidates_[number];
    for (std::size_t at = number; at-- > 0 && number - at <= kLookBack;) {
      const Candidate& before = candidates_[at];
      if (sentence(before) != sentence(c)) return false;
      if (before.frame->reciprocal || before.recipients.empty() || before.actors.empty()) continue;
      if (!shares_actor(before, c)) continue;
      c.recipients = before.recipients;
      return true;
    }
    return false;
  }

  // "X ba Y om soldater. Y avviste forespørselen": who asked is refused.
  bool asked_before(std::size_t number) {
    Candidate& c = candidates_[number];
    for (std::size_t at = number; at-- > 0 && number - at <= kLookBack;) {
      const Candidate& before = candidates_[at];
      if (sentence(before) + kSentencesBack < sentence(c)) return false;
      if (before.frame->type != kRequest || before.actors.empty() || shares_actor(before, c)) continue;
      c.recipients = before.actors;
      return true;
    }
    return false;
  }

  // "samtalen mellom X og Y …, da X ringte for å kondolere": to the other of the two.
  void counterpart(std::size_t number) {
    Candidate& c = candidates_[number];
    for (std::size_t at = number; at-- > 0 && number - at <= kLookBack;) {
      const Candidate& before = candidates_[at];
      if (sentence(before) != sentence(c)) return;
      if (!before.frame->reciprocal || before.actors.size() != 2 || !shares_actor(before, c)) continue;
      for (const Argument& a : before.actors) {
        if (!acts(c, code(a))) c.recipients.push_back(a);
      }
      return;
    }
  }

  std::vector<Candidate>& candidates_;
  const ClauseReader& clauses_;
  FrameMatcher& matcher_;
};

}  // namespace

void add_context_recipients(std::vector<Candidate>& candidates, const ClauseReader& clauses, FrameMatcher& matcher) {
  ContextRecipients(candidates, clauses, matcher).run();
}

}  // namespace depesje
