// SPDX-License-Identifier: Apache-2.0
#include "ask/gather.h"

#include <algorithm>

#include "store/codes.h"

namespace depesje {
namespace {

// The text of a range, from the article or, where that says something else there, from what is kept beside it.
#define DEPESJE_WORDS(start, length)                               \
  "CASE WHEN d.in_step THEN substr(t.text, " start " + 1, " length \
  ") ELSE (SELECT w.text FROM wording w "                          \
  "WHERE w.document = d.id AND w.start = " start " AND w.length = " length ") END"

constexpr std::string_view kSql[] = {
    R"(SELECT e.key, a.type, a.modes, a.contexts, a.score, v.edtf, v.first_day, v.last_day, p.name, p.country,
       s.polarity, s.certainty, s.status, s.standing, e.document, e.place, y.story
       FROM event e JOIN act a ON a.id = e.act JOIN stance s ON s.id = e.stance
       LEFT JOIN date_value v ON v.id = e.date LEFT JOIN place p ON p.id = e.place
       LEFT JOIN story_event y ON y.event = e.id WHERE e.id = ?1)",
    "SELECT x.role, x.actor, " DEPESJE_WORDS("x.start", "x.length") R"(, a.name, a.code FROM event_party x
       JOIN event e ON e.id = x.event JOIN document d ON d.id = e.document
       LEFT JOIN document_text t ON t.document = d.id LEFT JOIN actor a ON a.id = x.actor
       WHERE x.event = ?1 ORDER BY x.role, x.ordinal)",
    "SELECT x.sentence, s.start, s.length, " DEPESJE_WORDS("s.start", "s.length") ", x.start, x.length, " DEPESJE_WORDS(
        "x.start", "x.length") R"( FROM evidence x JOIN event e ON e.id = x.event
       JOIN document d ON d.id = e.document LEFT JOIN document_text t ON t.document = d.id
       LEFT JOIN sentence s ON s.id = d.first_sentence + x.sentence AND s.document = d.id
       WHERE x.event = ?1 ORDER BY x.ordinal)",
    R"(SELECT x.source, a.name, a.code, m.cue_class, m.form, x.relay, r.name FROM attribution x
       JOIN manner m ON m.id = x.manner LEFT JOIN actor a ON a.id = x.source LEFT JOIN actor r ON r.id = x.relay
       WHERE x.event = ?1 ORDER BY x.ordinal)",
    R"(SELECT x.key, x.document, m.cue_class, m.form, m.channel, l.text, x.content_start, x.content_length,
       x.content_more, c.date, v.edtf, v.first_day, v.last_day, p.name, c.place, u.first_day, u.last_day
       FROM statement x JOIN manner m ON m.id = x.manner JOIN document d ON d.id = x.document
       LEFT JOIN term l ON l.id = x.cue_lemma LEFT JOIN statement_scene c ON c.statement = x.id
       LEFT JOIN date_value v ON v.id = c.date LEFT JOIN place p ON p.id = c.place
       LEFT JOIN date_value u ON u.id = d.published WHERE x.id = ?1)",
    "SELECT x.role, x.actor, " DEPESJE_WORDS("x.start", "x.length") R"(, a.name, a.code FROM statement_party x
       JOIN statement s ON s.id = x.statement JOIN document d ON d.id = s.document
       LEFT JOIN document_text t ON t.document = d.id JOIN actor a ON a.id = x.actor
       WHERE x.statement = ?1 ORDER BY x.role, x.ordinal)",
    R"(SELECT x.id - d.first_sentence FROM document d JOIN sentence x
       ON x.id BETWEEN d.first_sentence AND d.first_sentence + d.sentences - 1
       WHERE d.id = ?1 AND x.start <= ?2 AND x.start + x.length > ?2 ORDER BY x.id LIMIT 1)",
    "SELECT " DEPESJE_WORDS("?2",
                            "?3") " FROM document d LEFT JOIN document_text t ON t.document = d.id WHERE d.id = ?1",
    R"(SELECT d.name, d.title, d.url, s.name, v.edtf, s.id FROM document d JOIN source s ON s.id = d.source
       LEFT JOIN date_value v ON v.id = d.published WHERE d.id = ?1)",
};
#undef DEPESJE_WORDS

std::optional<Day> day_at(const SqlStatement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<Day>(row.integer(column));
}

std::uint32_t offset_at(const SqlStatement& row, int column) { return static_cast<std::uint32_t>(row.integer(column)); }

bool has_any(const AskedParty& party, const std::vector<std::int64_t>& actors) {
  return std::ranges::any_of(actors, [&](std::int64_t actor) { return party.has(actor); });
}

}  // namespace

Result<Gather> Gather::open(const Database& database, const Question& question) {
  Gather out(question);
  static_assert(std::size(kSql) == kSqlCount);
  for (std::size_t i = 0; i < kSqlCount; ++i) {
    auto prepared = database.prepare(kSql[i]);
    if (!prepared) return std::unexpected(prepared.error());
    out.sql_[i] = *std::move(prepared);
  }
  const auto parties = [&](const std::vector<std::string>& names, std::vector<AskedParty>& into) -> Result<void> {
    for (const std::string& name : names) {
      auto party = find_party(database, name);
      if (!party) return std::unexpected(party.error());
      into.push_back(*std::move(party));
    }
    return {};
  };
  if (auto done = parties(question.parties, out.parties_); !done) return std::unexpected(done.error());
  if (auto done = parties(question.actors, out.actors_); !done) return std::unexpected(done.error());
  out.statuses_ = !question.statuses.empty();
  for (const std::string& name : question.according_to) {
    out.told_ = true;
    auto outlets = database.prepare("SELECT id FROM source WHERE name = ?1 COLLATE NOCASE");
    if (!outlets) return std::unexpected(outlets.error());
    outlets->bind(1, name);
    const std::size_t before = out.outlets_.size();
    while (true) {
      const auto row = outlets->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      out.outlets_.insert(outlets->integer(0));
    }
    const auto party = find_party(database, name);
    if (party) out.tellers_.insert(party->actors.begin(), party->actors.end());
    else if (out.outlets_.size() == before) return std::unexpected(party.error());
  }
  if (!question.places.empty()) {
    out.places_ = true;
    auto places = database.prepare("SELECT id, name, country, key FROM place");
    if (!places) return std::unexpected(places.error());
    while (true) {
      const auto row = places->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      const std::string name = folded(places->text(1));
      for (const std::string& wanted : question.places) {
        if (name == folded(wanted) || places->text(2) == wanted || places->text(3) == wanted) {
          out.where_.insert(places->integer(0));
        }
      }
    }
    if (out.where_.empty()) {
      return fail("no place in this store is called «" + question.places.front() + "»", "see depesje places STORE");
    }
  }
  if (!question.text.empty()) {
    auto words = WordQuery::make(database, question.text);
    if (!words) return std::unexpected(words.error());
    out.text_ = *std::move(words);
  }
  return out;
}

bool Gather::fits_type(const EventAnswer& event) const {
  if (question_->types.empty()) return true;
  return std::ranges::any_of(question_->types, [&](const std::string& wanted) {
    const auto slash = wanted.find('/');
    if (wanted.substr(0, slash) != event.type) return false;
    return slash == std::string::npos || std::ranges::find(event.modes, wanted.substr(slash + 1)) != event.modes.end();
  });
}

bool Gather::fits_status(const EventAnswer& event) const {
  if (!statuses_) return true;
  return std::ranges::any_of(question_->statuses, [&](const std::string& wanted) {
    if (wanted == "denied") return event.polarity == "neg";
    if (wanted == "alleged") return event.certainty == "uncommitted";
    // What is denied has not occurred, whatever its status says about time.
    return wanted == event.status && event.polarity != "neg";
  });
}

bool Gather::fits_date(const std::optional<Day>& first, const std::optional<Day>& last) const {
  if (!question_->from && !question_->to) return true;
  if (!first && !last) return false;
  return (!question_->to || !first || *first <= *question_->to) &&
         (!question_->from || !last || *last >= *question_->from);
}

Result<std::optional<EventAnswer>> Gather::event(std::int64_t row) {
  EventAnswer out;
  std::optional<std::int64_t> place;
  std::int64_t document = 0;
  {
    SqlStatement& one = sql_[kEvent].bind(1, row);
    const auto there = one.step();
    if (!there) return std::unexpected(there.error());
    if (!*there) return std::nullopt;
    out.id = store::id_of(one, 0);
    out.type = one.string(1);
    out.modes = store::strings_of(one.text(2));
    out.contexts = store::strings_of(one.text(3));
    out.score = one.real(4);
    out.date = one.string(5);
    out.first = day_at(one, 6);
    out.last = day_at(one, 7);
    out.place = one.string(8);
    out.country = one.string(9);
    out.polarity = one.string(10);
    out.certainty = one.string(11);
    out.status = one.string(12);
    out.standing = one.integer(13);
    document = one.integer(14);
    place = one.optional_integer(15);
    out.story = one.optional_integer(16);
    one.reset();
  }
  if (!fits_type(out) || !fits_status(out) || !fits_date(out.first, out.last)) return std::nullopt;
  if (places_ && (!place || !where_.contains(*place))) return std::nullopt;

  std::vector<std::int64_t> taking_part;
  SqlStatement& parties = sql_[kParties].bind(1, row);
  while (true) {
    const auto there = parties.step();
    if (!there) return std::unexpected(there.error());
    if (!*there) break;
    const auto role = static_cast<store::Role>(parties.integer(0));
    auto& list = role == store::Role::actor ? out.actors : role == store::Role::recipient ? out.recipients : out.about;
    list.push_back({parties.string(2), parties.string(3), parties.string(4), parties.integer(1)});
    if (role != store::Role::about) taking_part.push_back(parties.integer(1));
  }
  for (const AskedParty& party : actors_) {
    if (!has_any(party, taking_part)) return std::nullopt;
  }

  bool told = !told_;
  SqlStatement& tellers = sql_[kTold].bind(1, row);
  while (true) {
    const auto there = tellers.step();
    if (!there) return std::unexpected(there.error());
    if (!*there) break;
    out.according_to.push_back(
        {tellers.string(1), tellers.string(2), tellers.string(3), tellers.string(4), tellers.string(6)});
    told = told || tellers_.contains(tellers.integer(0)) || tellers_.contains(tellers.integer(5));
  }
  auto source = source_of(document);
  if (!source) return std::unexpected(std::move(source).error());
  if (*source) {
    out.origin = std::move((*source)->origin);
    told = told || outlets_.contains((*source)->outlet);
  }
  if (!told) return std::nullopt;

  bool found = !text_, first = true;
  SqlStatement& evidence = sql_[kEvidence].bind(1, row);
  while (true) {
    const auto there = evidence.step();
    if (!there) return std::unexpected(there.error());
    if (!*there) break;
    const bool fits = text_ && text_->matches(evidence.text(3));
    if (first || (fits && !found)) {
      const std::uint32_t start = offset_at(evidence, 1);
      out.evidence = {offset_at(evidence, 0), start, start + offset_at(evidence, 2), evidence.string(3)};
      out.trigger_start = offset_at(evidence, 4);
      out.trigger_end = out.trigger_start + offset_at(evidence, 5);
      out.trigger = evidence.string(6);
    }
    found = found || fits;
    first = false;
  }
  if (!found) return std::nullopt;
  return out;
}

Result<std::string> Gather::words_at(std::int64_t document, std::int64_t start, std::int64_t length) {
  SqlStatement& words = sql_[kWording].bind(1, document).bind(2, start).bind(3, length);
  const auto there = words.step();
  if (!there) return std::unexpected(there.error());
  std::string out = *there ? words.string(0) : std::string();
  words.reset();
  return out;
}

Result<std::optional<Gather::Source>> Gather::source_of(std::int64_t document) {
  SqlStatement& row = sql_[kOrigin].bind(1, document);
  const auto there = row.step();
  if (!there) return std::unexpected(there.error());
  if (!*there) return std::nullopt;
  Source out{{document, row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)}, row.integer(5)};
  row.reset();
  return out;
}

Result<std::optional<AnswerOrigin>> Gather::origin(std::int64_t document) {
  auto source = source_of(document);
  if (!source) return std::unexpected(std::move(source).error());
  if (!*source || (!outlets_.empty() && !outlets_.contains((*source)->outlet))) return std::nullopt;
  return std::move((*source)->origin);
}

Result<std::optional<StatementAnswer>> Gather::statement(std::int64_t row) {
  StatementAnswer out;
  SqlStatement& one = sql_[kStatement].bind(1, row);
  const auto there = one.step();
  if (!there) return std::unexpected(there.error());
  if (!*there) return std::nullopt;
  out.id = store::id_of(one, 0);
  const std::int64_t document = one.integer(1);
  out.cue_class = one.string(2);
  out.form = one.string(3);
  out.channel = one.string(4);
  out.cue_lemma = one.string(5);
  std::vector<std::int64_t> ranges;  // start, length, start, length …
  if (!one.is_null(6)) ranges = {one.integer(6), one.integer(7)};
  const auto more = store::integers_of(one.text(8));
  ranges.insert(ranges.end(), more.begin(), more.end());
  out.date = one.string(10);
  out.place = one.string(13);
  const std::optional<std::int64_t> place = one.optional_integer(14);
  // What was said at an untold time was said before the article came.
  const bool dated = !one.is_null(9);
  const bool in_time = fits_date(day_at(one, dated ? 11 : 15), day_at(one, dated ? 12 : 16));
  out.day = day_at(one, dated ? 11 : 15);
  one.reset();
  if (!in_time) return std::nullopt;
  if (!question_->types.empty() && std::ranges::find(question_->types, out.cue_class) == question_->types.end()) {
    return std::nullopt;
  }
  if (places_ && (!place || !where_.contains(*place))) return std::nullopt;

  std::vector<std::int64_t> taking_part;
  bool told = !told_;
  SqlStatement& parties = sql_[kStatementParties].bind(1, row);
  while (true) {
    const auto next = parties.step();
    if (!next) return std::unexpected(next.error());
    if (!*next) break;
    const auto role = static_cast<store::StatementRole>(parties.integer(0));
    auto& list = role == store::StatementRole::speaker     ? out.speakers
                 : role == store::StatementRole::addressee ? out.addressees
                 : role == store::StatementRole::about     ? out.about
                                                           : out.relay;
    list.push_back({parties.string(2), parties.string(3), parties.string(4), parties.integer(1)});
    taking_part.push_back(parties.integer(1));
    const bool telling = role == store::StatementRole::speaker || role == store::StatementRole::relay;
    told = told || (telling && tellers_.contains(parties.integer(1)));
  }
  for (const AskedParty& party : actors_) {
    if (!has_any(party, taking_part)) return std::nullopt;
  }
  auto source = source_of(document);
  if (!source) return std::unexpected(std::move(source).error());
  if (*source) {
    out.origin = std::move((*source)->origin);
    told = told || outlets_.contains((*source)->outlet);
  }
  if (!told) return std::nullopt;

  std::string whole;
  for (std::size_t i = 0; i + 1 < ranges.size(); i += 2) {
    auto words = words_at(document, ranges[i], ranges[i + 1]);
    if (!words) return std::unexpected(words.error());
    (whole += whole.empty() ? "" : " ") += *words;
    const auto start = static_cast<std::uint32_t>(ranges[i]);
    out.content.push_back({0, start, start + static_cast<std::uint32_t>(ranges[i + 1]), *std::move(words)});
  }
  if (text_ && !text_->matches(whole)) return std::nullopt;
  for (Quoted& part : out.content) {
    SqlStatement& sentence = sql_[kSentence].bind(1, document).bind(2, part.start);
    const auto next = sentence.step();
    if (!next) return std::unexpected(next.error());
    if (*next) {
      part.sentence = offset_at(sentence, 0);
      if (!out.sentence) out.sentence = part.sentence;
    }
    sentence.reset();
  }
  return out;
}

}  // namespace depesje
