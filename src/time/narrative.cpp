// SPDX-License-Identifier: Apache-2.0
//
// Times of events: see narrative.h. Read only; climbs of the tree are bounded.
#include "time/narrative.h"

#include <algorithm>
#include <span>

#include "time/calendar.h"

namespace depesje {
namespace {

constexpr int kMostSteps = 24;
constexpr std::uint32_t kParagraphsCarried = 2;  // how far a date reaches beyond its own paragraph
constexpr int kLeadSentences = 2;
constexpr int kVerbReach = 2, kNounReach = 3;
constexpr std::uint32_t kNounGap = 8;  // tokens
constexpr Day kRecentDays = 31;

bool is_verb(const Word& word) { return word.upos == Upos::verb || word.upos == Upos::aux; }

}  // namespace

Narrative::Narrative(const Document& document, const TokenTable& tokens, const WordTable& words, const TimeTable& times,
                     const StringPool& strings)
    : document_(document),
      tokens_(tokens),
      words_(words),
      times_(times),
      strings_(strings),
      published_(times.document.known() ? times.document : document.info().published) {
  for (const Word& word : words.words) tree_ |= word.upos != Upos::x;
  const std::size_t sentences = tokens.sentences.size();
  mentions_of_.assign(sentences, {});
  reached_.assign(sentences, kNone<TimeId>);
  lead_.assign(sentences, false);
  own_.assign(sentences, kNone<TimeId>);
  std::uint32_t next = 0, reached_paragraph = 0;
  TimeId reached = kNone<TimeId>;
  int told = 0;
  for (std::size_t i = 0; i < sentences; ++i) {
    const Sentence& sentence = tokens.sentences[i];
    while (next < times.mentions.size() && times.mentions[next].tokens.begin < sentence.tokens.begin) ++next;
    std::uint32_t end = next;
    while (end < times.mentions.size() && times.mentions[end].tokens.begin < sentence.tokens.end) ++end;
    mentions_of_[i] = {next, end};
    next = end;
    if (sentence.kind == SentenceKind::prose) ++told;
    lead_[i] = told <= kLeadSentences;
    if (reached != kNone<TimeId>) {
      const std::uint32_t carried = times[reached].grain > Grain::month ? 0 : kParagraphsCarried;
      if (sentence.paragraph > reached_paragraph + carried) reached = kNone<TimeId>;
    }
    reached_[i] = reached;
    own_[i] = main_time(i);
    if (own_[i] == kNone<TimeId>) continue;
    reached = own_[i];
    reached_paragraph = sentence.paragraph;
  }
  // A quotation runs over sentences and is dated where its speaker is named: "… sa ministeren fredag".
  for (std::size_t i = sentences; i-- > 1;) {
    const bool same = tokens.sentences[i].paragraph == tokens.sentences[i - 1].paragraph;
    if (!same || own_[i - 1] != kNone<TimeId> || own_[i] == kNone<TimeId>) continue;
    std::size_t first = i - 1;
    while (first > 0 && i - first < 8 && tokens.sentences[first - 1].paragraph == tokens.sentences[i].paragraph)
      --first;
    const std::uint32_t opening = tokens.sentences[first].tokens.begin;
    if (opening < tokens.tokens.size() && tokens.tokens[opening].kind == TokenKind::punctuation) own_[i - 1] = own_[i];
  }
}

// What dates the sentence's main clause: a usable expression that does not lie ahead or inside a relative clause.
TimeId Narrative::main_time(std::size_t sentence) const {
  for (std::uint32_t m = mentions_of_[sentence].begin; m < mentions_of_[sentence].end; ++m) {
    const TimeMention& mention = times_.mentions[m];
    if (!usable(mention) || mention.bound != TimeBound::none || mention.grain > Grain::year) continue;
    if (has_tree()) {
      const TokenId verb = clause_verb(mention.head);
      if (verb != kNone<TokenId> &&
          (tense_of(verb) == Tense::ahead || words_[verb].deprel == Deprel::acl_relcl || subordinate(verb)))
        continue;
      if (mention.head != verb &&
          set_apart(words_[mention.head].head == kNone<TokenId> ? mention.head : words_[mention.head].head))
        continue;
    }
    return static_cast<TimeId>(m);
  }
  return kNone<TimeId>;
}

bool Narrative::hints(TokenId token, TimeHint hint) const {
  return index(token) < times_.hints.size() && (times_.hints[index(token)] & hint) != 0;
}

bool Narrative::usable(const TimeMention& mention) const {
  return mention.edtf != kEmptyString && mention.kind != TimeKind::set && mention.kind != TimeKind::duration;
}

// Does the relation of this word to its head cross into another clause?
bool Narrative::parts_clause(TokenId token) const {
  switch (words_[token].deprel) {
    case Deprel::advcl:
    case Deprel::ccomp:
    case Deprel::acl:
    case Deprel::acl_relcl:
    case Deprel::parataxis:
    case Deprel::csubj:
    case Deprel::advcl_relcl:
    case Deprel::xcomp:
      return true;
    case Deprel::conj:
      return is_verb(words_[token]);
    default:
      return false;
  }
}

int Narrative::steps_to(const TimeMention& mention, TokenId token) const {
  TokenId at = mention.head;
  for (int step = 0; step < kMostSteps; ++step) {
    if (at == token) return step;
    if (parts_clause(at)) return -1;
    at = words_[at].head;
    if (at == kNone<TokenId> || index(at) >= words_.words.size()) return -1;
  }
  return -1;
}

TimeId Narrative::best_under(TokenId token, Rows mentions, int most) const {
  TimeId best = kNone<TimeId>;
  int fewest = most + 1;
  for (std::uint32_t m = mentions.begin; m < mentions.end; ++m) {
    const TimeMention& mention = times_.mentions[m];
    if (!usable(mention)) continue;
    const int steps = steps_to(mention, token);
    if (steps >= 0 && steps < fewest) {
      fewest = steps;
      best = static_cast<TimeId>(m);
    }
  }
  return best;
}

TimeId Narrative::nearest_in_text(TokenId token, Rows mentions) const {
  TimeId best = kNone<TimeId>;
  std::uint32_t nearest = UINT32_MAX;
  const auto at = static_cast<std::uint32_t>(token);
  for (std::uint32_t m = mentions.begin; m < mentions.end; ++m) {
    const TimeMention& mention = times_.mentions[m];
    if (!usable(mention)) continue;
    const std::uint32_t away =
        mention.tokens.begin > at ? mention.tokens.begin - at : at - std::min(at, mention.tokens.end - 1);
    if (away < nearest) {
      nearest = away;
      best = static_cast<TimeId>(m);
    }
  }
  return best;
}

TokenId Narrative::clause_verb(TokenId token) const {
  for (int step = 0; step < kMostSteps && token != kNone<TokenId> && index(token) < words_.words.size(); ++step) {
    const Word& word = words_[token];
    if (word.upos == Upos::verb || (word.upos == Upos::aux && word.deprel != Deprel::aux &&
                                    word.deprel != Deprel::cop && word.deprel != Deprel::aux_pass))
      return token;
    if (word.head == kNone<TokenId> || parts_clause(token)) return token;  // a nominal predicate
    token = word.head;
  }
  return kNone<TokenId>;
}

Narrative::Tense Narrative::tense_of(TokenId verb) const {
  bool past = false, present = false, perfect = false, future = false;
  const auto look = [&](TokenId token) {
    const Word& word = words_[token];
    if (word.upos == Upos::aux || token == verb) {
      future |= hints(token, kFutureHint) && token != verb;
      perfect |= word.upos == Upos::aux && hints(token, kPerfectHint);
      perfect |= token != verb && hints(token, kResultHint) && words_[verb].morph.verb_form == VerbForm::participle;
    }
    if (word.morph.verb_form == VerbForm::infinitive || word.morph.verb_form == VerbForm::participle) return;
    past |= word.morph.tense == depesje::Tense::past;
    present |= word.morph.tense == depesje::Tense::present;
  };
  look(verb);
  if (index(verb) < words_.child_rows.size()) {
    const Rows rows = words_.child_rows[index(verb)];
    for (const TokenId child : std::span(words_.children).subspan(rows.begin, rows.size())) {
      const Deprel relation = words_[child].deprel;
      if (relation == Deprel::aux || relation == Deprel::aux_pass || relation == Deprel::cop) look(child);
    }
  }
  if (perfect) return Tense::perfect;
  if (future) return past ? Tense::past : Tense::ahead;
  if (past) return Tense::past;
  return present ? Tense::present : Tense::none;
}

// "etter gassangrepet", "mot avtalen": what such a preposition governs has a time of its own.
bool Narrative::set_apart(TokenId token) const {
  if (index(token) >= words_.child_rows.size()) return false;
  const Rows rows = words_.child_rows[index(token)];
  for (const TokenId child : std::span(words_.children).subspan(rows.begin, rows.size())) {
    if (words_[child].deprel == Deprel::case_ && hints(child, kApartHint)) return true;
  }
  return false;
}

// "siden diktaturet falt i 1990": a clause with a time of its own.
bool Narrative::subordinate(TokenId verb) const {
  if (words_[verb].deprel != Deprel::advcl || index(verb) >= words_.child_rows.size()) return false;
  const Rows rows = words_.child_rows[index(verb)];
  for (const TokenId child : std::span(words_.children).subspan(rows.begin, rows.size())) {
    const Deprel relation = words_[child].deprel;
    if ((relation == Deprel::mark || relation == Deprel::case_) && hints(child, kApartHint)) return true;
  }
  return false;
}

// "opplyste lørdag at han var pågrepet": the pluperfect lies before the telling.
bool Narrative::told_before(TokenId verb) const {
  if (words_[verb].morph.verb_form != VerbForm::participle || index(verb) >= words_.child_rows.size()) return false;
  const Rows rows = words_.child_rows[index(verb)];
  for (const TokenId child : std::span(words_.children).subspan(rows.begin, rows.size())) {
    const bool helps = words_[child].deprel == Deprel::aux || words_[child].deprel == Deprel::aux_pass;
    if (helps && hints(child, kPerfectHint) && words_[child].morph.tense == depesje::Tense::past) return true;
  }
  return false;
}

// "er pågrepet": done, and so still.
bool Narrative::stands(TokenId trigger) const {
  if (!has_tree() || words_[trigger].morph.verb_form != VerbForm::participle) return false;
  if (index(trigger) >= words_.child_rows.size()) return false;
  const Rows rows = words_.child_rows[index(trigger)];
  return std::ranges::any_of(std::span(words_.children).subspan(rows.begin, rows.size()),
                             [this](TokenId child) { return hints(child, kResultHint); });
}

// "pågripelsen skjedde fredag"
bool Narrative::happens(TokenId noun) const {
  const Deprel relation = words_[noun].deprel;
  if (relation != Deprel::nsubj && relation != Deprel::nsubj_pass) return false;
  const TokenId verb = words_[noun].head;
  return verb != kNone<TokenId> && hints(verb, kHappenHint);
}

// "etter angrepet i Kabul, i begynnelsen av mai": what follows the noun before any verb, whatever the tree says.
TimeId Narrative::after_noun(TokenId noun, Rows mentions) const {
  for (std::uint32_t m = mentions.begin; m < mentions.end; ++m) {
    const TimeMention& mention = times_.mentions[m];
    if (mention.tokens.begin <= index(noun) || !usable(mention)) continue;
    if (mention.tokens.begin > index(noun) + kNounGap) break;
    for (auto i = static_cast<std::uint32_t>(index(noun)) + 1; i < mention.tokens.begin; ++i) {
      const Word& word = words_.words[i];
      if (is_verb(word) || word.upos == Upos::cconj || word.upos == Upos::sconj) return kNone<TimeId>;
      if (hints(static_cast<TokenId>(i), kApartHint) && i + 1 < mention.tokens.begin) return kNone<TimeId>;
    }
    return static_cast<TimeId>(m);
  }
  return kNone<TimeId>;
}

// "et tre dager langt besøk"
std::uint16_t Narrative::lasting_of(TokenId trigger, Rows mentions) const {
  for (std::uint32_t m = mentions.begin; m < mentions.end; ++m) {
    const TimeMention& mention = times_.mentions[m];
    if (mention.lasting < 2) continue;
    if (mention.tokens.end == index(trigger)) return mention.lasting;
    const int steps = has_tree() && !is_verb(words_[trigger]) ? steps_to(mention, trigger) : -1;
    if (steps >= 0 && steps <= kNounReach) return mention.lasting;
  }
  return 0;
}

// Near enough to the document that the present tense may mean it.
bool Narrative::recent(TimeId time) const {
  if (!published_.known() || published_.earliest == kNoDay) return true;
  return times_[time].grain <= Grain::month && times_[time].latest + kRecentDays >= published_.earliest;
}

EventTimeChoice Narrative::choice(TimeSource source, TimeId time, Tense tense) const {
  const bool happened = tense == Tense::past || tense == Tense::perfect;
  return {source, time, event_date(times_, time, published_, strings_, happened), happened};
}

EventTimeChoice Narrative::time_of(TokenId trigger, const ActHints& known) const {
  if (index(trigger) >= tokens_.sentence_of.size()) return {};
  EventTimeChoice out = find(trigger, known);
  out.lasting = lasting_of(trigger, mentions_of_[index(tokens_.sentence(trigger))]);
  return out;
}

EventTimeChoice Narrative::find(TokenId trigger, const ActHints& told) const {
  bool ahead = told.ahead;
  const SentenceId sentence_id = tokens_.sentence(trigger);
  const Rows mentions = mentions_of_[index(sentence_id)];
  const Sentence& sentence = tokens_[sentence_id];
  const std::size_t row = index(sentence_id);
  Tense tense = Tense::none, clause = Tense::none;  // of the act where it is a verb, of its clause
  if (!has_tree()) {
    if (const TimeId time = nearest_in_text(trigger, mentions); time != kNone<TimeId>)
      return choice(TimeSource::clause, time, clause);
  } else {
    // On a verb what stands two nouns down belongs to those nouns.
    const auto reach = [&](TokenId token) { return is_verb(words_[token]) ? kVerbReach : kNounReach; };
    if (is_verb(words_[trigger])) tense = hints(trigger, kFutureHint) ? Tense::present : tense_of(trigger);
    if (const TokenId verb = clause_verb(trigger); verb != kNone<TokenId>)
      clause = tense == Tense::none ? tense_of(verb) : tense;
    // "lover svar innen fredag" is not of Friday, nor what was "avtalt til juli" of July.
    const bool plans = is_verb(words_[trigger]) && hints(trigger, kPlanningHint);
    const auto own = [&](TimeId time) {
      if (time == kNone<TimeId>) return false;
      const bool tells = plans || (told.speaking && !ahead);
      const TimeMention& mention = times_[time];
      const Day last = published_.known() ? published_.latest : kNoDay;
      const bool deadline =
          mention.bound == TimeBound::until && !(index(time) > 0 && times_.mentions[index(time) - 1].joined);
      return !(tells && last != kNoDay && mention.latest > last && (deadline || mention.earliest > last));
    };
    if (const TimeId time = best_under(trigger, mentions, reach(trigger)); own(time))
      return choice(TimeSource::governed, time, clause);
    if (!is_verb(words_[trigger]) && happens(trigger)) {
      if (const TimeId time = best_under(words_[trigger].head, mentions, kVerbReach); own(time))
        return choice(TimeSource::governed, time, clause);
    }
    TokenId at = trigger;
    bool left_clause = false;  // above a complement or a conjunct: only what frames the whole is inherited
    for (int step = 0; step < kMostSteps; ++step) {
      if (is_verb(words_[at]) || parts_clause(at) || words_[at].head == kNone<TokenId>) {
        const Tense here = tense_of(at);
        if (tense == Tense::none) tense = here;
        if (here == Tense::ahead && !hints(trigger, kFutureHint)) ahead = true;
      }
      if (!is_verb(words_[at]) && set_apart(at)) {  // its time is not that of the clause
        const TimeId time = at == trigger ? after_noun(at, mentions) : kNone<TimeId>;
        return time == kNone<TimeId> ? EventTimeChoice{} : choice(TimeSource::clause, time, clause);
      }
      const Deprel relation = words_[at].deprel;
      const TokenId up = words_[at].head;
      if (up == kNone<TokenId> || index(up) >= words_.words.size()) break;
      const bool parts = parts_clause(at);
      const bool wanted = parts && (relation == Deprel::xcomp || relation == Deprel::acl) &&
                          words_[at].morph.verb_form == VerbForm::infinitive;
      if (wanted && !hints(up, kPhaseHint)) ahead = true;
      if (relation == Deprel::acl_relcl || (relation == Deprel::advcl && set_apart(at))) break;
      if (relation == Deprel::ccomp && is_verb(words_[at]) && told_before(at)) return {};
      left_clause |= parts;
      at = up;
      if (ahead && left_clause) break;
      if (is_verb(words_[at]) && hints(at, kPlanningHint)) {  // "avtalte tirsdag et møte i Hamburg i juli"
        const TimeId time = is_verb(words_[trigger]) ? kNone<TimeId> : after_noun(trigger, mentions);
        return own(time) ? choice(TimeSource::governed, time, clause) : EventTimeChoice{};
      }
      if (const TimeId time = best_under(at, mentions, reach(at)); own(time))
        return choice(TimeSource::clause, time, clause);
    }
  }
  if (ahead || tense == Tense::ahead) return {};
  if (clause == Tense::none) clause = tense;
  const bool heading = sentence.kind == SentenceKind::heading;
  const bool known = published_.known();
  const EventTimeChoice today{TimeSource::document_day, kNone<TimeId>, published_, false};
  if (known && tense == Tense::present && own_[row] != kNone<TimeId> && !recent(own_[row])) return today;
  if (own_[row] != kNone<TimeId>) return choice(TimeSource::narrative, own_[row], clause);
  if (known && tense == Tense::present) return today;
  if (known && heading && tense != Tense::past) return today;
  if (reached_[row] != kNone<TimeId>) return choice(TimeSource::narrative, reached_[row], clause);
  if (known && (lead_[row] || heading || stands(trigger))) return today;
  return {};
}

EventTimeChoice time_of(TokenId trigger, const Document& document, const TokenTable& tokens, const WordTable& words,
                        const TimeTable& times, const StringPool& strings) {
  return Narrative(document, tokens, words, times, strings).time_of(trigger);
}

}  // namespace depesje
