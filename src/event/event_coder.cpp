// SPDX-License-Identifier: Apache-2.0
#include "event/event_coder.h"

#include <algorithm>
#include <unordered_map>

#include "base/tsv.h"
#include "event/candidate.h"
#include "event/confidence.h"
#include "event/context_arguments.h"
#include "event/event_places.h"
#include "event/merge.h"
#include "time/narrative.h"

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;
constexpr std::string_view kVisit = "visit", kPhone = "phone", kGovernment = "GOV", kAgree = "AGREE",
                           kConsult = "CONSULT", kProtest = "PROTEST", kRequest = "REQUEST", kThreaten = "THREATEN";

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += ' ';
    out += part;
  }
  return out;
}

Result<StringIndex<std::string>> load_adjectives(const std::filesystem::path& data_root, std::string_view lang) {
  StringIndex<std::string> adjectives;
  const auto file = data_root / "world" / "actors" / "countries.tsv";
  const std::string column = "adjective_" + std::string(lang);
  auto table = TsvTable::load(file, {"code", column});
  if (!table) return std::unexpected(table.error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    for (const std::string_view word : split_cell(table->cell(row, column), "|")) {
      adjectives.emplace(word, table->cell(row, "code"));
    }
  }
  return adjectives;
}

// One document's work.
class Coding {
 public:
  Coding(const Codebook& book, const Lexicon& lexicon, const StringIndex<std::string>& adjectives,
         const Document& document, const TokenTable& tokens, const WordTable& words, const MentionTable& mentions,
         const TimeTable& times, const PlaceTable& places, const ClaimTable& claims, StringPool& strings,
         const MergeModel& model, const ConfidenceModel& confidence)
      : book_(book),
        model_(model),
        confidence_(confidence),
        lexicon_(lexicon),
        tokens_(tokens),
        words_(words),
        mentions_(mentions),
        times_(times),
        places_(places),
        claims_(claims),
        strings_(strings),
        narrative_(document, tokens, words, times, strings),
        clauses_(tokens, words, strings, lexicon),
        matcher_(clauses_, lexicon, book, mentions, claims, adjectives, table_.entities, strings),
        scenes_(clauses_, lexicon, tokens, words, mentions, places, matcher_.entities()) {}

  EventTable run() {
    time_at_.assign(words_.words.size(), kNone<TimeId>);
    for (std::uint32_t i = 0; i < times_.mentions.size(); ++i) {
      const TimeMention& time = times_.mentions[i];
      if (time.head != kNoToken) time_at_[index(time.head)] = TimeId{i};
    }
    candidate_at_.assign(words_.words.size(), kNoCandidate);
    find();
    drop_contents();
    drop_private();
    complete_parties();
    add_context_recipients(candidates_, clauses_, matcher_);
    add_echoes();
    for (Candidate& c : candidates_) {
      locate(c);
      add_host(c);
    }
    for (const Group& group :
         merge_candidates(candidates_, matcher_.entities(), places_, tokens_, words_, strings_, model_))
      emit(group);
    return std::move(table_);
  }

 private:
  static constexpr std::uint32_t kNoCandidate = UINT32_MAX;

  void find() {
    for (std::uint32_t i = 0; i < words_.words.size(); ++i) {
      Candidate candidate;
      if (!matcher_.match(TokenId{i}, candidate)) continue;
      // Verb + noun and the noun alone may both fire on one word: the one with more to say stays.
      std::uint32_t& at = candidate_at_[index(candidate.trigger)];
      if (at != kNoCandidate) {
        if (candidate.entry->strictness() > candidates_[at].entry->strictness()) candidates_[at] = std::move(candidate);
        continue;
      }
      at = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back(std::move(candidate));
    }
    std::ranges::sort(candidates_, {}, [](const Candidate& c) { return index(c.trigger); });
    reindex();
  }

  void reindex() {
    std::ranges::fill(candidate_at_, kNoCandidate);
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) candidate_at_[index(candidates_[i].trigger)] = i;
  }

  // What tells no event may still tell one again: it is kept aside.
  template <class Test>
  void drop(Test test) {
    std::erase_if(candidates_, [&](Candidate& c) {
      if (!test(c)) return false;
      c.echo = true;
      echoes_.push_back(std::move(c));
      return true;
    });
    reindex();
  }

  // "drapet", "avtalen" (after "utvekslingsavtale"): a definite noun with the lemma of an act told before tells it
  // again also where no entry holds for it.
  void add_echoes() {
    std::vector<bool> taken(words_.words.size());
    for (const Candidate& c : candidates_) taken[index(c.trigger)] = true;
    for (const Candidate& c : echoes_) taken[index(c.trigger)] = true;
    std::unordered_map<std::string_view, const Candidate*> told;  // last by lemma and by the ends of compounds
    const std::size_t found = candidates_.size();
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < words_.words.size(); ++i) {
      if (next < found && index(candidates_[next].trigger) == i) {
        const Candidate& c = candidates_[next++];
        if (!c.noun) continue;
        told[c.lemma] = &c;
        const std::string_view head = c.entry->head.text;
        if (c.lemma.size() > head.size() && c.lemma.ends_with(head)) told[head] = &c;
      }
      if (taken[i] || words_[TokenId{i}].upos != Upos::noun || words_[TokenId{i}].morph.definite != Definite::definite)
        continue;
      const auto at = told.find(clauses_.lemma(TokenId{i}));
      if (at == told.end()) continue;
      Candidate echo;
      echo.trigger = echo.head = TokenId{i};
      echo.entry = at->second->entry;
      echo.frame = at->second->frame;
      echo.path = at->second->path;
      echo.stance = claims_.stance(echo.trigger);
      echo.told_in = claims_.told_in[i];
      echo.lemma = at->first;
      echo.definite = echo.noun = echo.echo = true;
      echoes_.push_back(std::move(echo));
    }
    for (Candidate& c : echoes_) {
      if (candidate_at_[index(c.trigger)] == kNoCandidate) candidates_.push_back(std::move(c));
    }
    std::ranges::stable_sort(candidates_, {}, [](const Candidate& c) { return index(c.trigger); });
    reindex();
  }

  bool has_own_time_or_place(const Candidate& c) const {
    for (const TokenId d : clauses_.children(c.head)) {
      if (time_at_[index(d)] != kNone<TimeId>) return true;
    }
    for (const TokenId d : clauses_.children(c.trigger)) {
      if (time_at_[index(d)] != kNone<TimeId>) return true;
      if (scenes_.place_at(d) != kNone<PlaceId> && lexicon_.in_class("place", clauses_.preposition_of(d))) return true;
    }
    return false;
  }

  // What is asked for, promised, refused or agreed on is not a second event.
  void drop_contents() {
    std::vector<bool> gone(candidates_.size());
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& c = candidates_[i];
      TokenId at = c.head;
      for (int step = 0; step < 6 && at != kNoToken; ++step) {
        const Word& word = words_[at];
        const TokenId up = word.head;
        if (up == kNoToken) break;
        const Deprel relation = word.deprel;
        if (relation == Deprel::nsubj || relation == Deprel::acl_relcl || relation == Deprel::parataxis ||
            relation == Deprel::advcl_relcl) {
          break;
        }
        if (relation == Deprel::advcl && clauses_.preposition_of(at).empty()) break;
        const std::uint32_t outer = candidate_above(up);
        if (outer != kNoCandidate && outer != i && !gone[outer] && candidates_[outer].frame->content &&
            index(candidates_[outer].head) < index(c.head) && relation != Deprel::conj) {
          gone[i] = !has_own_time_or_place(c);
          Status& status = candidates_[i].stance.status;
          if (status == Status::occurred && candidates_[outer].frame->type == kAgree) status = Status::planned;
          if (status == Status::occurred && candidates_[outer].frame->type == kRequest) status = Status::requested;
          // "avtalte et møte i Hamburg": those who agree are those who meet.
          if (c.frame->reciprocal && c.actors.empty()) candidates_[i].actors = candidates_[outer].actors;
          break;
        }
        at = up;
      }
    }
    std::size_t row = 0;
    drop([&](const Candidate&) { return gone[row++]; });
  }

  // Candidate whose head or trigger is this word.
  std::uint32_t candidate_above(TokenId token) const {
    if (candidate_at_[index(token)] != kNoCandidate) return candidate_at_[index(token)];
    for (const TokenId c : clauses_.children(token)) {
      const std::uint32_t at = candidate_at_[index(c)];
      if (at != kNoCandidate && candidates_[at].head == token) return at;
    }
    return kNoCandidate;
  }

  void drop_private() {
    drop([this](const Candidate& c) {
      if (c.sure) return false;
      const auto political = [this](const Argument& a) { return matcher_.political(a.entity); };
      const bool actor = std::ranges::any_of(c.actors, political),
                 recipient = std::ranges::any_of(c.recipients, political);
      if (c.frame->both) return c.actors.empty() || c.recipients.empty() || !(actor || recipient);
      if (actor || recipient) return false;
      // Without arguments it may still tell an event again that is known from elsewhere; merging decides.
      return !(c.actors.empty() && c.recipients.empty());
    });
  }

  // "presidentene ble enige", "samtalen mellom dem": a plural of whom one is known means the parties named last.
  void complete_parties() {
    const std::vector<Argument>* last = nullptr;
    for (Candidate& c : candidates_) {
      if (!c.frame->reciprocal) continue;
      if (c.actors.size() > 1) last = &c.actors;
      if (c.actors.size() != 1 || last == nullptr || c.actors.front().mention == kNone<MentionId>) continue;
      const Mention& mention = mentions_[c.actors.front().mention];
      if (mention.form == MentionForm::name || words_[mention.head].morph.number != Number::plural) continue;
      const StringId known = matcher_.entities()[c.actors.front().entity].code;
      const auto same = [&](const Argument& a) { return matcher_.entities()[a.entity].code == known; };
      if (std::ranges::any_of(*last, same)) c.actors = *last;
    }
  }

  // "ankom Paris": the visited state is the host where nobody else is named.
  void add_host(Candidate& c) {
    if (c.place == kNone<PlaceId> || !c.recipients.empty() || c.actors.size() != 1) return;
    if (std::ranges::find(c.modes, kVisit) == c.modes.end() || !matcher_.political(c.actors.front().entity)) return;
    const Place& place = places_[c.place];
    if (place.country == kEmptyString || place.country == matcher_.entities()[c.actors.front().entity].country) return;
    const std::string_view country = strings_.at(place.country);
    c.recipients.push_back({matcher_.entity_with_code(country, kGovernment, country), kNone<MentionId>});
  }

  // What is wanted lies ahead; the wanting does not: "krever", "lover", "truer".
  static bool lies_ahead(const Candidate& c) {
    const std::string& type = c.frame->type;
    switch (c.stance.status) {
      case Status::occurred:
      case Status::ongoing:
      case Status::habitual:
        return false;
      case Status::requested:
        return type != kRequest;
      case Status::promised:
        return type != kAgree;
      case Status::threatened:
        return type != kThreaten;
      default:
        return true;
    }
  }

  void locate(Candidate& c) const {
    TokenId as = kNoToken;
    const TokenId verb = c.noun ? clauses_.governing_verb(c.trigger, as) : kNoToken;
    for (const TokenId head : c.place_heads) {
      if (c.place == kNone<PlaceId>) c.place = scenes_.place_at(head);
    }
    const TokenId hosts[] = {c.trigger, c.head, c.carrier, verb};
    for (const TokenId host : hosts) {
      if (c.place == kNone<PlaceId>) c.place = scenes_.place_on(host);
    }
    for (const TokenId host : hosts) {
      if (c.place == kNone<PlaceId> && host != kNoToken) c.place = scenes_.place_in_clause(c.trigger, host);
    }
    // Else where the clauses around it take place.
    TokenId above = words_[c.carrier != kNoToken ? c.carrier : c.head].head;
    for (int step = 0; step < 4 && c.place == kNone<PlaceId> && above != kNoToken; ++step) {
      c.place = scenes_.place_on(above);
      above = words_[above].head;
    }
    const bool ahead = lies_ahead(c);
    const EventTimeChoice choice = narrative_.time_of(c.trigger, {ahead, c.frame->speech});
    switch (choice.source) {
      case TimeSource::none:
        break;
      case TimeSource::document_day:
        c.when.document_day = true;
        c.when.inherited = true;
        break;
      case TimeSource::narrative:
        c.when.time = choice.time;
        c.when.inherited = true;
        break;
      case TimeSource::clause:
      case TimeSource::governed:
        c.when.time = choice.time;
        break;
    }
    c.time_source = choice.source;
    c.when.happened = choice.happened;
    c.when.lasting = choice.lasting;
    c.earliest = choice.value.earliest;
    c.latest = choice.value.latest;
  }

  Rows add(const std::vector<Argument>& arguments) {
    Rows rows{static_cast<std::uint32_t>(table_.arguments.size()), 0};
    table_.arguments.insert(table_.arguments.end(), arguments.begin(), arguments.end());
    rows.end = static_cast<std::uint32_t>(table_.arguments.size());
    return rows;
  }

  // The statement that tells an event. A speech act is not attributed to its own speaker.
  StatementId source_of(const Candidate& c) const {
    StatementId at = c.told_in;
    if (at == kNone<StatementId> || !c.frame->speech) return at;
    const Statement& statement = claims_[at];
    if (statement.cue == c.trigger) return statement.parent;
    for (auto row = statement.speakers.begin; row < statement.speakers.end; ++row) {
      const MentionId mention = claims_.parties[row].mention;
      if (mention == kNone<MentionId>) continue;
      const Rows refs = mentions_[mention].entities;
      for (auto ref = refs.begin; ref < refs.end; ++ref) {
        for (const Argument& actor : c.actors) {
          if (actor.entity == mentions_.entity_refs[ref]) return statement.parent;
        }
      }
    }
    return at;
  }

  // "X er enig": an agreement told of one party only is hardly ever one.
  bool lonely(const Group& group, const Candidate& merged) const {
    if (merged.frame->type != kAgree) return false;
    const Entity& party = matcher_.entities()[merged.actors.front().entity];
    if (party.plural || book_.is_class(strings_.at(party.country))) return false;
    return std::ranges::none_of(group.members, [this](std::uint32_t m) { return candidates_[m].noun; });
  }

  bool in_heading(const Candidate& c) const {
    return tokens_[tokens_.sentence(c.trigger)].kind == SentenceKind::heading;
  }

  // Headings put what lies ahead in the present: "går av". Where the text below only plans it, it is planned.
  Stance stance_of(const Group& group, const Candidate& best) const {
    if (!in_heading(best) || lies_ahead(best)) return best.stance;
    const Candidate* ahead = nullptr;
    for (const std::uint32_t member : group.members) {
      const Candidate& c = candidates_[member];
      if (c.echo || in_heading(c)) continue;
      if (!lies_ahead(c)) return best.stance;
      if (ahead == nullptr) ahead = &c;
    }
    return ahead == nullptr ? best.stance : ahead->stance;
  }

  // The strongest of the mentions dates the act. A definite noun that tells it again is dated by what hangs on it only:
  // its clause is about something else. What lies ahead is not of the document's day.
  void date(const Group& group, Candidate& merged) const {
    merged.when = {};
    merged.time_source = TimeSource::none;
    const bool ahead = lies_ahead(merged);
    for (const std::uint32_t member : group.members) {
      const Candidate& c = candidates_[member];
      const bool anaphor = c.noun && c.definite && member != group.members.front();
      if (anaphor && c.time_source == TimeSource::clause) continue;
      if (ahead && c.time_source == TimeSource::document_day) continue;
      if (c.time_source > merged.time_source) merged.when = c.when, merged.time_source = c.time_source;
    }
    // What is imposed or given is dated by its beginning.
    const std::string& type = merged.frame->type;
    for (const std::uint32_t member : group.members) {
      if (type != kConsult && type != kProtest) continue;
      merged.when.lasting = std::max(merged.when.lasting, candidates_[member].when.lasting);
    }
  }

  float confidence_of(const Group& group, const Candidate& merged) const {
    ConfidenceSigns signs;
    signs.weak_sense = merged.confidence < 1;
    signs.actor = !merged.actors.empty();
    signs.recipient = !merged.recipients.empty() || (merged.frame->reciprocal && merged.actors.size() > 1);
    signs.told_again = group.members.size() > 1;
    signs.noun = std::ranges::all_of(group.members, [this](std::uint32_t m) { return candidates_[m].noun; });
    signs.type = merged.frame->type;
    return confidence_.probability(signs);
  }

  void emit(const Group& group) {
    const Candidate* best = nullptr;
    const auto weight = [](const Candidate& c) {
      return 4 * (c.actors.empty() ? 0 : 1) + 4 * (c.recipients.empty() ? 0 : 1) +
             2 * static_cast<int>(c.modes.size()) + (c.actors.size() > 1 ? 1 : 0);
    };
    for (const std::uint32_t member : group.members) {
      const Candidate& c = candidates_[member];
      if (!c.echo && (best == nullptr || weight(c) > weight(*best))) best = &c;
    }
    Candidate merged = *best;
    merged.stance = stance_of(group, *best);
    date(group, merged);
    StatementId told_in = source_of(candidates_[group.members.front()]);
    for (const std::uint32_t member : group.members) {
      const Candidate& c = candidates_[member];
      if (merged.actors.empty() && !c.echo) merged.actors = c.actors;
      if (merged.recipients.empty() && !c.echo) merged.recipients = c.recipients;
      if (merged.about.empty() && !c.echo) merged.about = c.about;
      if (merged.place == kNone<PlaceId>) merged.place = c.place;
      merged.sure = merged.sure || c.sure;
      merged.confidence = std::max(merged.confidence, c.confidence);
      if (source_of(c) == kNone<StatementId>) told_in = kNone<StatementId>;
    }
    if (merged.frame->reciprocal) {
      for (const Argument& r : merged.recipients) {
        const bool known = std::ranges::any_of(merged.actors, [&](const Argument& a) { return a.entity == r.entity; });
        if (!known) merged.actors.push_back(r);
      }
      merged.recipients.clear();
    }
    if (merged.actors.empty() && merged.recipients.empty() && !merged.sure) return;
    if (merged.frame->reciprocal && merged.actors.size() == 1 && lonely(group, merged)) return;

    // A call takes place nowhere.
    const bool call = std::ranges::find(merged.modes, kPhone) != merged.modes.end();
    if (call && merged.place_heads.empty()) merged.place = kNone<PlaceId>;
    if (!call && merged.place == kNone<PlaceId> && book_.has_scene(merged.frame->type))
      merged.place = scenes_.scene_of(group, candidates_, merged);

    Event event;
    event.type = strings_.add(merged.frame->type);
    event.cameo = strings_.add(merged.cameo);
    event.modes = strings_.add(joined(merged.modes));
    event.contexts = strings_.add(joined(merged.contexts));
    event.score = book_.score(merged.frame->type, merged.modes);
    event.confidence = confidence_of(group, merged);
    event.actors = add(merged.actors);
    event.recipients = add(merged.recipients);
    event.about = add(merged.about);
    event.when = merged.when;
    event.place = merged.place;
    event.stance = merged.stance;
    event.told_in = told_in;
    event.evidence.begin = static_cast<std::uint32_t>(table_.evidence.size());
    for (const std::uint32_t member : group.members) {
      const Candidate& c = candidates_[member];
      table_.evidence.push_back({c.trigger, strings_.add(c.frame->id), strings_.add(c.path)});
    }
    event.evidence.end = static_cast<std::uint32_t>(table_.evidence.size());
    table_.events.push_back(event);
  }

  const Codebook& book_;
  const MergeModel& model_;
  const ConfidenceModel& confidence_;
  const Lexicon& lexicon_;
  const TokenTable& tokens_;
  const WordTable& words_;
  const MentionTable& mentions_;
  const TimeTable& times_;
  const PlaceTable& places_;
  const ClaimTable& claims_;
  StringPool& strings_;
  EventTable table_;
  Narrative narrative_;
  ClauseReader clauses_;
  FrameMatcher matcher_;
  EventPlaces scenes_;
  std::vector<Candidate> candidates_, echoes_;
  std::vector<std::uint32_t> candidate_at_;
  std::vector<TimeId> time_at_;
};

}  // namespace

struct EventCoder::Knowledge {
  Codebook book;
  MergeModel model;
  ConfidenceModel confidence;
  Lexicon lexicon;
  StringIndex<std::string> adjectives;
};

EventCoder::EventCoder(std::unique_ptr<const Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
EventCoder::EventCoder(EventCoder&&) noexcept = default;
EventCoder& EventCoder::operator=(EventCoder&&) noexcept = default;
EventCoder::~EventCoder() = default;

Result<EventCoder> EventCoder::load(const std::filesystem::path& data_root, std::string_view lang) {
  auto knowledge = std::make_unique<Knowledge>();
  auto book = Codebook::load(data_root);
  if (!book) return std::unexpected(book.error());
  knowledge->book = std::move(*book);
  auto model = MergeModel::load(data_root, knowledge->book);
  if (!model) return std::unexpected(model.error());
  knowledge->model = std::move(*model);
  auto confidence = ConfidenceModel::load(data_root);
  if (!confidence) return std::unexpected(confidence.error());
  knowledge->confidence = std::move(*confidence);
  auto lexicon = Lexicon::load(data_root, lang, knowledge->book);
  if (!lexicon) return std::unexpected(lexicon.error());
  knowledge->lexicon = std::move(*lexicon);
  auto adjectives = load_adjectives(data_root, lang);
  if (!adjectives) return std::unexpected(adjectives.error());
  knowledge->adjectives = std::move(*adjectives);
  return EventCoder(std::move(knowledge));
}

EventTable EventCoder::code(const Document& document, const TokenTable& tokens, const WordTable& words,
                            const MentionTable& mentions, const TimeTable& times, const PlaceTable& places,
                            const ClaimTable& claims, StringPool& strings) const {
  return Coding(knowledge_->book, knowledge_->lexicon, knowledge_->adjectives, document, tokens, words, mentions, times,
                places, claims, strings, knowledge_->model, knowledge_->confidence)
      .run();
}

}  // namespace depesje
