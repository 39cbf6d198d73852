// SPDX-License-Identifier: Apache-2.0
//
// Times of events: see narrative.h. Read only; climbs of the tree are bounded.
#include "time/narrative.h"

#include <algorithm>
#include <span>

namespace depesje {
namespace {

constexpr int kMostSteps = 24;
constexpr std::uint32_t kParagraphsCarried = 2;  // how far a date reaches beyond its own paragraph
constexpr int kLeadSentences = 2;

bool is_verb(const Word& word) { return word.upos == Upos::verb || word.upos == Upos::aux; }

}  // namespace

Narrative::Narrative(const Document& document, const TokenTable& tokens, const WordTable& words, const TimeTable& times,
                     const StringPool& strings)
    : document_(document), tokens_(tokens), words_(words), times_(times), strings_(strings) {
  for (const Word& word : words.words) tree_ |= word.upos != Upos::x;
  const std::size_t sentences = tokens.sentences.size();
  mentions_of_.assign(sentences, {});
  reached_.assign(sentences, kNone<TimeId>);
  lead_.assign(sentences, false);
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
    if (reached != kNone<TimeId> && sentence.paragraph > reached_paragraph + kParagraphsCarried)
      reached = kNone<TimeId>;
    reached_[i] = reached;
    // What moves the narrative: a dated main clause told as past, or any dated sentence where there is no tree.
    for (std::uint32_t m = mentions_of_[i].begin; m < end; ++m) {
      const TimeMention& mention = times.mentions[m];
      if (!usable(mention) || mention.bound != TimeBound::none || mention.grain > Grain::month) continue;
      if (has_tree()) {
        const TokenId verb = clause_verb(mention.head);
        const Tense tense = verb == kNone<TokenId> ? Tense::none : tense_of(verb);
        if (tense == Tense::ahead) continue;
        const bool subordinate = verb != kNone<TokenId> && words[verb].deprel == Deprel::acl_relcl;
        if (subordinate) continue;
      }
      reached = static_cast<TimeId>(m);
      reached_paragraph = sentence.paragraph;
      break;
    }
  }
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

TimeId Narrative::best_under(TokenId token, Rows mentions) const {
  TimeId best = kNone<TimeId>;
  int fewest = kMostSteps + 1;
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

EventTimeChoice Narrative::choice(TimeSource source, TimeId time) const {
  return {source, time, event_date(times_, time, document_.info().published, strings_)};
}

EventTimeChoice Narrative::time_of(TokenId trigger, bool ahead) const {
  if (index(trigger) >= tokens_.sentence_of.size()) return {};
  const SentenceId sentence_id = tokens_.sentence(trigger);
  const Rows mentions = mentions_of_[index(sentence_id)];
  const Sentence& sentence = tokens_[sentence_id];
  Tense tense = Tense::none;
  if (!has_tree()) {
    if (const TimeId time = nearest_in_text(trigger, mentions); time != kNone<TimeId>)
      return choice(TimeSource::clause, time);
  } else {
    if (const TimeId time = best_under(trigger, mentions); time != kNone<TimeId>)
      return choice(TimeSource::governed, time);
    TokenId at = trigger;
    bool left_clause = false;  // above a complement or a conjunct: only what frames the whole is inherited
    for (int step = 0; step < kMostSteps; ++step) {
      if (is_verb(words_[at]) || parts_clause(at) || words_[at].head == kNone<TokenId>) {
        const Tense here = tense_of(at);
        if (tense == Tense::none) tense = here;
        if (here == Tense::ahead) ahead = true;
      }
      if (!is_verb(words_[at]) && set_apart(at)) {
        ahead = true;  // its time is not that of the clause
        break;
      }
      const bool parts = parts_clause(at);
      const Deprel relation = words_[at].deprel;
      if (parts && (relation == Deprel::xcomp || relation == Deprel::acl) &&
          words_[at].morph.verb_form == VerbForm::infinitive)
        ahead = true;
      if (parts && (relation == Deprel::acl_relcl || relation == Deprel::advcl)) break;
      const TokenId up = words_[at].head;
      if (up == kNone<TokenId> || index(up) >= words_.words.size()) break;
      left_clause |= parts;
      at = up;
      if (ahead && left_clause) break;
      const bool plans = is_verb(words_[at]) && hints(at, kPlanningHint);
      if (plans && at != trigger) break;
      if (const TimeId time = best_under(at, mentions); time != kNone<TimeId>) return choice(TimeSource::clause, time);
    }
  }
  if (ahead || tense == Tense::ahead) return {};
  const TimeId reached = reached_[index(sentence_id)];
  const bool tells_past = tense == Tense::past || tense == Tense::perfect || tense == Tense::none;
  if (reached != kNone<TimeId> && (tells_past || !lead_[index(sentence_id)]))
    return choice(TimeSource::narrative, reached);
  if (lead_[index(sentence_id)] || sentence.kind == SentenceKind::heading) {
    if (document_.info().published.known())
      return {TimeSource::document_day, kNone<TimeId>, document_.info().published};
  }
  return {};
}

EventTimeChoice time_of(TokenId trigger, const Document& document, const TokenTable& tokens, const WordTable& words,
                        const TimeTable& times, const StringPool& strings) {
  return Narrative(document, tokens, words, times, strings).time_of(trigger);
}

}  // namespace depesje
