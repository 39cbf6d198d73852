// SPDX-License-Identifier: Apache-2.0
//
// The time stage: see time_reader.h. Const over immutable tables; buffers live on the caller's stack.
#include "time/time_reader.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "time/calendar.h"
#include "time/evaluator.h"
#include "time/matcher.h"
#include "time/tense.h"
#include "time/zone.h"

namespace depesje {

using namespace timing;

struct TimeReader::Tables {
  RuleSet rules;
  TenseClasses classes;
  std::int32_t day_name = -1;       // category of bare weekdays with their parts
  std::int32_t ends = -1;           // category of spans told as their two ends
  std::vector<std::uint8_t> hints;  // TimeHint bits by word
};

namespace {

constexpr std::size_t kLongestName = 160;
constexpr std::size_t kMostEvidence = 16;  // mentions that may narrow the document's date

// May an expression begin or end here? Not inside a number, a version, a compound ("17. mai-komiteen").
bool may_begin(std::span<const Piece> pieces, std::size_t unit, std::string_view text) {
  if (unit == 0 || !pieces[unit].glued) return true;
  const Piece& before = pieces[unit - 1];
  if (before.kind != UnitKind::sign) return false;
  if (unit < 2 || !before.glued) return true;
  const Piece& outer = pieces[unit - 2];
  const std::string_view sign = text.substr(before.span.begin, before.span.size());
  const bool joins = sign == "-" || sign == "." || sign == "," || sign == ":" || sign == "/" || sign == "'" ||
                     sign == "_" || sign == "@" || sign == "’";
  return !(joins && outer.kind != UnitKind::sign) ||
         (sign == "." && outer.kind == UnitKind::letters && pieces[unit].kind != UnitKind::digits);
}

bool may_end(std::span<const Piece> pieces, std::size_t end, std::string_view text) {
  if (end >= pieces.size() || !pieces[end].glued) return true;
  const Piece& after = pieces[end];
  if (after.kind != UnitKind::sign) return false;
  const std::string_view sign = text.substr(after.span.begin, after.span.size());
  if (sign == "%" || sign == "°" || sign == "$" || sign == "€" || sign == "_" || sign == "@") return false;
  if (end + 1 >= pieces.size() || !pieces[end + 1].glued) return true;
  const UnitKind next = pieces[end + 1].kind;
  if (sign == "." || sign == "," || sign == ":" || sign == "/" || sign == "'") return next != UnitKind::digits;
  return !(text[after.span.end - 1] == '-' || after.span.size() == 3) || next == UnitKind::sign || sign == "…" ||
         sign == "”" || sign == "“";
}

const Match* best_at(const Matcher& matcher, const RuleSet& rules, std::span<const Piece> pieces, std::size_t unit,
                     std::string_view text) {
  const Match* best = nullptr;
  std::uint32_t cut_off = 0;  // end of a reading that runs into a compound: shorter ones are part of that compound
  for (const Match& match : matcher.at(unit)) {
    const bool skips = match.category == rules.not_category;
    const bool alone = match.category == rules.alone_category && (unit == 0 || pieces[unit].barrier) &&
                       (match.end == pieces.size() || pieces[match.end].barrier);
    if (!skips && !alone && match.category != rules.time_category) continue;
    if (best != nullptr && (match.end < best->end || (match.end == best->end && !skips))) continue;
    if (!skips && !may_begin(pieces, unit, text)) continue;
    if (!skips && !may_end(pieces, match.end, text)) {
      cut_off = std::max(cut_off, match.end);
      continue;
    }
    best = &match;
  }
  return best != nullptr && best->end < cut_off && best->category != rules.not_category ? nullptr : best;
}

// What the tags know better: "2000 soldater" counts soldiers, "i vår by" owns a town.
bool not_a_time(const WordTable& words, Rows tokens, std::span<const Piece> pieces, std::size_t begin,
                std::size_t end) {
  if (tokens.end > words.words.size()) return false;
  if (end == begin + 1 && pieces[begin].kind == UnitKind::digits) {
    const Word& word = words.words[tokens.begin];
    return word.deprel == Deprel::nummod && word.head != kNone<TokenId> && index(word.head) > tokens.begin &&
           words[word.head].morph.number == Number::plural;
  }
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (words.words[i].morph.possessive && end == begin + 2) return true;
  }
  return false;
}

void add_rule_names(const Matcher& matcher, const RuleSet& rules, const Match& match, int depth, std::string& out) {
  if (match.rule == kNoRule || depth > 12 || out.size() > kLongestName) return;
  if (!out.empty()) out += ' ';
  out += rules.rules[match.rule].name;
  for (std::uint16_t slot = 0; slot < rules.rules[match.rule].slots; ++slot) {
    const std::uint32_t inner = matcher.capture(match, slot);
    if (inner != kNoMatch) add_rule_names(matcher, rules, matcher[inner], depth + 1, out);
  }
}

bool holds_category(const Matcher& matcher, const RuleSet& rules, const Match& match, std::int32_t category,
                    int depth) {
  if (match.category == category) return true;
  if (match.rule == kNoRule || depth > 12 || category < 0) return false;
  for (std::uint16_t slot = 0; slot < rules.rules[match.rule].slots; ++slot) {
    const std::uint32_t inner = matcher.capture(match, slot);
    if (inner != kNoMatch && holds_category(matcher, rules, matcher[inner], category, depth + 1)) return true;
  }
  return false;
}

// "siden 2014" is told as "2014" with a bound; which way that leans is given back too.
const Match* without_bound(const Matcher& matcher, const RuleSet& rules, const Match* match, TimeBound& bound) {
  const Match* at = match;
  for (int step = 0; step < 6 && at->rule != kNoRule; ++step) {
    const Expression& value = rules.expressions[rules.rules[at->rule].value];
    const auto inner = [&](const Expression& slot) -> const Match* {
      if (slot.operation != Operation::slot) return nullptr;
      const std::uint32_t found = matcher.capture(*at, static_cast<std::uint32_t>(slot.number));
      return found == kNoMatch ? nullptr : &matcher[found];
    };
    switch (value.operation) {
      case Operation::since:
        bound = TimeBound::since;
        break;
      case Operation::until:
        bound = TimeBound::until;
        break;
      case Operation::before:
        bound = TimeBound::before;
        break;
      case Operation::after:
        bound = TimeBound::after;
        break;
      case Operation::slot: {
        const Match* const next = inner(value);
        if (next == nullptr) return match;
        at = next;
        continue;
      }
      default:
        return match;
    }
    const Match* const bare = value.arguments.empty() ? nullptr : inner(rules.expressions[value.arguments[0]]);
    if (bare != nullptr) return bare;
    bound = TimeBound::none;
    return match;
  }
  return match;
}

// "fra 2014 til 2016" is told as two times, one since, one until; event_date joins them again.
std::pair<const Match*, const Match*> two_ends(const Matcher& matcher, const RuleSet& rules, const Match* match,
                                               std::int32_t ends) {
  for (int step = 0; step < 4 && match->rule != kNoRule; ++step) {
    const Expression& value = rules.expressions[rules.rules[match->rule].value];
    const auto slot = [&](const Expression& one) -> const Match* {
      if (one.operation != Operation::slot) return nullptr;
      const std::uint32_t found = matcher.capture(*match, static_cast<std::uint32_t>(one.number));
      return found == kNoMatch ? nullptr : &matcher[found];
    };
    if (match->category == ends && value.operation == Operation::span && value.arguments.size() == 2) {
      return {slot(rules.expressions[value.arguments[0]]), slot(rules.expressions[value.arguments[1]])};
    }
    const Match* const next = slot(value);
    if (next == nullptr) break;
    match = next;
  }
  return {nullptr, nullptr};
}

struct Outcome {
  DateValue value;
  std::vector<Interval> by_day;
  bool set = false, duration = false;
  std::uint16_t lasting = 0;  // days of a duration
};

// Evaluates a match for each possible day. `anchors` has one interval a day, or is empty.
Outcome evaluate(const Evaluator& evaluator, const Match& match, const std::vector<Day>& days, Lean lean,
                 const std::vector<Interval>& anchors, const Interval& year) {
  Outcome out;
  const std::size_t count = std::max<std::size_t>(1, days.size());
  out.by_day.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    Context context{days.empty() ? kNoDay : days[i], lean, anchors.empty() ? Interval{} : anchors[i]};
    const Value value = evaluator.value(match, context);
    if (value.type == Value::Type::cycle && year.closed() && lean != Lean::ahead) {
      context.today = year.first;  // "1831 … 4. juli": the year the sentence has just named
      context.lean = Lean::ahead;
      if (value.cycle.kind != Cycle::Kind::date && value.cycle.kind != Cycle::Kind::month)
        context = {days.empty() ? kNoDay : days[i], lean, {}};
    }
    out.by_day[i] = evaluator.interval(value, context);
    out.set |= value.set;
    out.duration |= value.duration;
    if (value.duration) out.lasting = static_cast<std::uint16_t>(std::max(0, value.number));
  }
  out.value = value_of(out.by_day);
  return out;
}

// The one day that all readings give.
Day same_day(const std::vector<Interval>& by_day) {
  const Interval& first = by_day.front();
  if (!first.closed() || first.first != first.last || first.about || first.grain > Grain::day) return kNoDay;
  return std::all_of(by_day.begin(), by_day.end(), [&first](const Interval& one) { return one == first; }) ? first.first
                                                                                                           : kNoDay;
}

// What the text says of the day a document is from, where only a month or a year was given.
class DocumentDay {
 public:
  explicit DocumentDay(const DateValue& published)
      : given_(published), value_(published), days_(possible_days(value_)) {
    const bool whole = !published.candidates.empty() ||
                       (!days_.empty() && published.latest - published.earliest + 1 == static_cast<Day>(days_.size()));
    if (days_.size() < 2 || !whole) days_.clear();  // known to the day, or too wide to look at each
  }

  bool wanted() const { return !days_.empty() && by_.size() < kMostEvidence; }
  // "3. mai møtte …": the paper came out that day or later; "skal møtes 20. mai": that day or earlier.
  void told(TimeId id, Day day, bool ahead) {
    if (day == kNoDay || day < given_.earliest || day > given_.latest) return;
    const Interval rest = ahead ? Interval{given_.earliest, day} : Interval{day, given_.latest};
    take(id, value_of({rest}));
  }
  // "i går (3. mai)": only days from which both say the same.
  void same(TimeId id, const std::vector<Interval>& one, const std::vector<Interval>& other) {
    if (one.size() != days_.size() || other.size() != days_.size()) return;
    std::vector<Interval> kept;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      const bool single = one[i].closed() && one[i].first == one[i].last && one[i].grain == Grain::day;
      if (single && one[i].first == other[i].first && one[i].last == other[i].last)
        kept.push_back(interval_of_day(days_[i]));
    }
    if (!kept.empty()) take(id, value_of(std::move(kept)));
  }
  const DateValue& value() const { return value_; }
  const std::vector<TimeId>& by() const { return by_; }

 private:
  void take(TimeId id, const DateValue& evidence) {
    auto left = narrowed(value_, evidence);  // evidence that contradicts what stood earlier is left alone
    if (!left || (left->edtf == value_.edtf && left->candidates == value_.candidates)) return;
    if (left->earliest == value_.earliest && left->latest == value_.latest && left->candidates.empty()) return;
    value_ = *std::move(left);
    if (by_.empty() || by_.back() != id) by_.push_back(id);
  }

  const DateValue& given_;
  DateValue value_;
  std::vector<Day> days_;
  std::vector<TimeId> by_;
};

// Nothing but blanks, a comma or a bracket lies between.
bool beside(std::string_view text, Span left, Span right) {
  if (right.begin < left.end || right.begin - left.end > 3) return false;
  const std::string_view gap = text.substr(left.end, right.begin - left.end);
  return !gap.empty() && gap != " " && gap.find_first_not_of(" ,(") == std::string_view::npos;
}

}  // namespace

Result<TimeReader> TimeReader::load(const std::filesystem::path& lang_root, std::string_view lang) {
  Result<RuleSet> rules = load_rules(lang_root, lang);
  if (!rules) return std::unexpected(rules.error());
  auto tables = std::make_unique<Tables>();
  tables->rules = *std::move(rules);
  tables->classes = tense_classes(tables->rules);
  tables->day_name = tables->rules.category_named("day_name");
  tables->ends = tables->rules.category_named("ends");
  tables->hints.assign(tables->rules.words.size() + 1, 0);
  for (std::size_t word = 0; word < tables->rules.forms.size(); ++word) {
    for (const WordForm& form : tables->rules.forms[word]) {
      if (!form.rest.empty()) continue;
      const auto mark = [&](std::string_view name, TimeHint hint) {
        if (form.category == tables->rules.category_named(name)) tables->hints[word] |= hint;
      };
      mark("future_verb", kFutureHint);
      mark("perfect_verb", kPerfectHint);
      mark("planning_verb", kPlanningHint);
      mark("apart_preposition", kApartHint);
      mark("reporting_verb", kReportingHint);
      mark("phase_verb", kPhaseHint);
      mark("happen_verb", kHappenHint);
      mark("result_verb", kResultHint);
    }
  }
  return TimeReader(std::move(tables));
}

TimeReader::TimeReader(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
TimeReader::TimeReader(TimeReader&&) noexcept = default;
TimeReader& TimeReader::operator=(TimeReader&&) noexcept = default;
TimeReader::~TimeReader() = default;

bool TimeReader::in_class(std::string_view word_class, std::string_view lower) const {
  return tables_->rules.class_value(word_class, lower) >= 0;
}

std::vector<std::string> TimeReader::rule_names() const {
  std::vector<std::string> out;
  for (const Rule& rule : tables_->rules.rules) out.push_back(rule.name);
  return out;
}

TimeTable TimeReader::read(const Document& document, const TokenTable& tokens, const WordTable& words,
                           const TimePolicy& policy, StringPool& strings) const {
  TimeTable out;
  const RuleSet& rules = tables_->rules;
  std::vector<Piece> pieces;
  cut_document(document, tokens, rules.words, pieces);
  out.hints.assign(tokens.tokens.size(), 0);
  for (const Piece& piece : pieces) out.hints[piece.token] |= tables_->hints[piece.word];
  Matcher matcher(rules);
  matcher.run(pieces);
  const Evaluator evaluator(rules, matcher);
  const Surroundings around{document, tokens, words, rules, tables_->classes};
  std::vector<Day> days = possible_days(document.info().published);
  if (const auto moment = moment_of(document.info().published.edtf); moment && days.size() == 1) {
    const auto zone = load_zone(policy.zone);
    const auto offset = zone ? zone->offset_at(*moment) : std::optional<std::int32_t>(0);
    out.zone_missing = !zone || !offset;  // then the day of UTC
    if (const Day day = day_at(*moment, offset.value_or(0)); day != days.front()) {
      days.front() = day;
      out.document = value_of({interval_of_day(day)});
    }
  }
  DocumentDay document_day(document.info().published);
  bool looking = document_day.wanted();
  std::vector<Interval> before;  // what the mention before this one says, seen from each day
  const Lean otherwise = policy.tense_default == TimePolicy::TenseDefault::future ? Lean::future : Lean::news;
  std::vector<Interval> anchors;
  Interval year;  // a year the sentence has named
  SentenceId year_sentence = kNone<SentenceId>;
  Interval told_year;  // a year long past that the paragraph tells of in the past tense
  std::uint32_t told_paragraph = 0;
  std::string names;
  const auto tell = [&](const Match* match, const Match* whole, TimeBound bound, bool joined) {
    TimeMention mention;
    mention.bound = bound;
    mention.joined = joined;
    const std::size_t begin = match->begin;
    mention.span = {pieces[begin].span.begin, pieces[match->end - 1].span.end};
    mention.tokens = {pieces[begin].token, pieces[match->end - 1].token + 1};
    while (mention.tokens.end < tokens.tokens.size() && tokens.tokens[mention.tokens.end].span.begin < mention.span.end)
      ++mention.tokens.end;
    mention.head = head_of(words, mention.tokens);
    if (not_a_time(words, mention.tokens, pieces, begin, match->end)) return;
    const bool day_name = holds_category(matcher, rules, *match, tables_->day_name, 0);
    Lean lean = lean_of(around, mention.tokens, mention.head, otherwise, day_name);
    if (mention.bound == TimeBound::since && lean == Lean::news) lean = Lean::past;
    if (mention.bound == TimeBound::until && lean == Lean::news) lean = Lean::ahead;
    const SentenceId sentence = tokens.sentence_of.empty() ? kNone<SentenceId> : tokens.sentence(mention.head);
    if (sentence != year_sentence) year = {};
    const std::uint32_t paragraph = sentence == kNone<SentenceId> ? 0 : tokens[sentence].paragraph;
    if (paragraph != told_paragraph) told_year = {};
    const Interval& meant = year.known() || lean != Lean::past ? year : told_year;  // "I 2003 … 4. juli kom"
    Outcome result = evaluate(evaluator, *match, days, lean, anchors, meant);
    mention.edtf = strings.add(result.value.edtf);
    mention.earliest = result.value.earliest;
    mention.latest = result.value.latest;
    mention.grain = result.value.grain;
    const auto row = static_cast<std::uint32_t>(out.candidate_days.size());
    out.candidate_days.insert(out.candidate_days.end(), result.value.candidates.begin(), result.value.candidates.end());
    mention.candidates = {row, static_cast<std::uint32_t>(out.candidate_days.size())};
    const bool open = mention.earliest == kNoDay || mention.latest == kNoDay;
    mention.kind = result.set        ? TimeKind::set
                   : result.duration ? TimeKind::duration
                   : result.value.known() && (open || result.value.edtf.find('/') != std::string::npos)
                       ? TimeKind::span
                       : TimeKind::point;
    mention.lasting = result.lasting;
    names.clear();
    add_rule_names(matcher, rules, *whole, 0, names);
    mention.rule = strings.add(names);
    if (looking && document_day.wanted() && mention.kind == TimeKind::point && mention.bound == TimeBound::none) {
      const auto id = static_cast<TimeId>(out.mentions.size());
      if ((lean == Lean::past || lean == Lean::ahead) && !meant.known()) {
        const Outcome nearest = evaluate(evaluator, *match, days, Lean::news, {}, {});
        document_day.told(id, same_day(nearest.by_day), lean == Lean::ahead);
      }
      if (!out.mentions.empty() && beside(document.text(), out.mentions.back().span, mention.span))
        document_day.same(id, before, result.by_day);
    }
    if (looking) before = result.by_day;
    if (result.value.known() && !open && mention.kind != TimeKind::duration) {
      anchors = std::move(result.by_day);
      const bool far = !days.empty() && (mention.latest < days.front() - 400 || mention.earliest > days.back() + 400);
      if (!far) told_year = {};  // back in the news
      if (far && mention.bound == TimeBound::none && mention.latest - mention.earliest <= 366) {
        year = interval_of_year(ymd_of(mention.earliest).year);
        year_sentence = sentence;
        if (lean == Lean::past && mention.latest < days.front()) {
          told_year = year;
          told_paragraph = paragraph;
        }
      }
    }
    out.mentions.push_back(mention);
  };
  const auto tell_all = [&] {
    for (std::size_t unit = 0; unit < pieces.size();) {
      const Match* const match = matcher.any(unit) ? best_at(matcher, rules, pieces, unit, document.text()) : nullptr;
      if (match == nullptr) {
        ++unit;
        continue;
      }
      unit = match->end;
      if (match->category == rules.not_category) continue;
      if (const auto [from, to] = two_ends(matcher, rules, match, tables_->ends); from != nullptr && to != nullptr) {
        tell(from, match, TimeBound::since, true);
        tell(to, match, TimeBound::until, false);
        continue;
      }
      TimeBound bound = TimeBound::none;
      const Match* const bare = without_bound(matcher, rules, match, bound);
      tell(bare, match, bound, false);
    }
  };
  tell_all();
  if (document_day.by().empty()) return out;
  looking = false;  // once more, seen from the days that are left
  days = possible_days(document_day.value());
  out.document = document_day.value();
  out.narrowed_by = document_day.by();
  out.mentions.clear();
  out.candidate_days.clear();
  anchors.clear();
  year = {};
  year_sentence = kNone<SentenceId>;
  told_year = {};
  tell_all();
  return out;
}

std::vector<TimeReader::Reading> TimeReader::readings(std::string_view text, const DateValue& published,
                                                      const TimePolicy& policy) const {
  std::vector<Reading> out;
  DocumentInfo info;
  info.published = published;
  const Document document(std::move(info), std::string(text), {0, static_cast<std::uint32_t>(text.size())}, {{0, 0}},
                          {});
  TokenTable tokens;  // one token; the rules look at units, not at tokens
  tokens.tokens.push_back({{0, static_cast<std::uint32_t>(text.size())}});
  std::vector<Piece> pieces;
  cut_document(document, tokens, tables_->rules.words, pieces);
  Matcher matcher(tables_->rules);
  matcher.keep_losers(true);
  matcher.run(pieces);
  const Evaluator evaluator(tables_->rules, matcher);
  const std::vector<Day> days = possible_days(published);
  const Lean lean = policy.tense_default == TimePolicy::TenseDefault::future ? Lean::future : Lean::news;
  const auto give = [&](std::size_t unit, const Match& match) {
    Reading reading;
    reading.span = {pieces[unit].span.begin, pieces[match.end - 1].span.end};
    reading.value = evaluate(evaluator, match, days, lean, {}, {}).value;
    reading.told = match.category != tables_->rules.not_category;
    add_rule_names(matcher, tables_->rules, match, 0, reading.rules);
    out.push_back(std::move(reading));
  };
  for (std::size_t unit = 0; unit < pieces.size();) {
    const Match* match = matcher.any(unit) ? best_at(matcher, tables_->rules, pieces, unit, text) : nullptr;
    if (match == nullptr) {
      ++unit;
      continue;
    }
    give(unit, *match);
    for (const auto& [begin, loser] : matcher.losers()) {
      if (begin == unit && loser.end == match->end && loser.category == match->category) give(unit, loser);
    }
    unit = match->end;
  }
  return out;
}

}  // namespace depesje
