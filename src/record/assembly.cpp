// SPDX-License-Identifier: Apache-2.0
#include "record/assembly.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/hash.h"

namespace depesje {
namespace {

constexpr std::string_view kMentionTypeNames[] = {"person", "organisation", "group", "place", "other"};
constexpr std::string_view kPrecisionNames[] = {"point", "city", "region", "country"};
constexpr std::string_view kUnknownActor = "---";

template <class Enum, std::size_t count>
std::string name_in(const std::string_view (&names)[count], Enum value) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

// Entities in order, each once.
class EntityList {
 public:
  void add(EntityRecord record) {
    if (!keys_.insert(key_of(record)).second) return;
    records_.push_back(std::move(record));
  }
  void force(EntityRecord record) {
    keys_.insert(key_of(record));
    records_.push_back(std::move(record));
  }
  std::vector<EntityRecord> take() { return std::move(records_); }

 private:
  static std::string key_of(const EntityRecord& record) { return record.code + '\n' + record.name + '\n' + record.id; }
  std::vector<EntityRecord> records_;
  std::unordered_set<std::string> keys_;
};

// Classes and peoples (IGO, IMG, KUR …) stand in front of a code as well, but are no country.
bool is_iso_country(std::string_view code) {
  static const std::unordered_set<std::string> codes = [] {
    std::unordered_set<std::string> out{"XKX"};  // Kosovo: user-assigned, not in ICU's list under this code
    for (const char* const* two = uloc_getISOCountries(); *two != nullptr; ++two) {
      out.emplace(uloc_getISO3Country(("und_" + std::string(*two)).c_str()));
    }
    return out;
  }();
  return codes.contains(std::string(code));
}

// A metre is enough, and no digit stands there that is only rounding.
double degrees(double value) { return std::round(value * 1e5) / 1e5; }

class Assembly {
 public:
  Assembly(const RecordSources& sources, const AssemblyOptions& options) : from_(sources), options_(options) {}

  Record run() {
    add_document();
    add_events();
    add_statements();
    if (options_.mentions) add_mentions();
    return std::move(out_);
  }

 private:
  std::string string(StringId id) const { return std::string(from_.strings.at(id)); }

  TextRange range(Span span) const {
    return {std::string(from_.document.at(span)), from_.document.source_offset(span.begin),
            from_.document.source_offset(span.end)};
  }

  void add_document() {
    const DocumentInfo& info = from_.document.info();
    out_.document = {
        info.id, info.title, info.url, info.publisher, std::string(from_.lang), info.published, from_.document.notes()};
  }

  // ---- parts ----

  void fill(EntityRecord& out, const Entity& entity) const {
    out.name = string(entity.name);
    if (out.name.empty()) out.name = out.text;
    const std::string_view country = from_.strings.at(entity.country), code = from_.strings.at(entity.code);
    if (is_iso_country(country)) out.country = country;
    out.sectors = words_of(from_.strings.at(entity.sectors));
    out.code = code.empty() ? kUnknownActor : code;
    out.id = string(entity.actor);
  }

  EntityRecord entity_at(Span span) const {
    EntityRecord out;
    TextRange where = range(span);
    out.text = std::move(where.text);
    out.start = where.start;
    out.end = where.end;
    out.name = out.text;
    out.code = kUnknownActor;
    return out;
  }

  // One record for each entity a mention stands for; a phrase nobody is known for keeps its words.
  void add_mention_entities(EntityList& out, MentionId id) const {
    const Mention& mention = from_.mentions[id];
    if (mention.entities.empty()) out.add(entity_at(mention.span));
    for (std::uint32_t i = mention.entities.begin; i < mention.entities.end; ++i) {
      EntityRecord record = entity_at(mention.span);
      fill(record, from_.mentions[from_.mentions.entity_refs[i]]);
      out.add(std::move(record));
    }
  }

  std::vector<EntityRecord> arguments(Rows rows) const {
    EntityList out;
    for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
      const Argument& argument = from_.events.arguments[i];
      if (argument.entity == kNone<EntityId>) {
        if (argument.mention != kNone<MentionId>) add_mention_entities(out, argument.mention);
        continue;
      }
      EntityRecord record;
      if (argument.mention != kNone<MentionId>) record = entity_at(from_.mentions[argument.mention].span);
      fill(record, from_.events.entity(from_.mentions, argument.entity));
      out.add(std::move(record));
    }
    return out.take();
  }

  std::vector<EntityRecord> parties(Rows rows) const {
    EntityList out;
    for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
      const Party& party = from_.claims.parties[i];
      if (party.mention != kNone<MentionId>) add_mention_entities(out, party.mention);
      else out.force(entity_at(party.span));
    }
    return out.take();
  }

  DateValue date_of(TimeId id) const { return date_value(from_.times, id, from_.strings); }

  std::optional<DateRecord> date(const EventTime& when) const {
    DateRecord out;
    const DateValue& narrowed = from_.times.document;
    const DateValue& published = narrowed.known() ? narrowed : from_.document.info().published;
    if (when.document_day) out.value = published;
    else if (when.time != kNone<TimeId>)
      out.value = event_date(from_.times, when.time, published, from_.strings, when.happened);
    out.value = lasting_from(out.value, when.lasting);
    if (!out.value.known()) return std::nullopt;
    if (when.time != kNone<TimeId> && !when.inherited) out.range = range(from_.times[when.time].span);
    return out;
  }

  std::optional<PlaceRecord> place(PlaceId id) const {
    if (id == kNone<PlaceId>) return std::nullopt;
    const Place& row = from_.places[id];
    PlaceRecord out;
    if (row.mention != kNone<MentionId>) {
      TextRange where = range(from_.mentions[row.mention].name);
      out.text = std::move(where.text);
      out.start = where.start;
      out.end = where.end;
    }
    out.name = string(row.name);
    out.country = string(row.country);
    out.admin1 = string(row.admin1);
    if (row.located) {
      out.lat = degrees(row.latitude);
      out.lon = degrees(row.longitude);
    }
    out.id = string(row.id);
    out.precision = name_in(kPrecisionNames, row.precision);
    return out;
  }

  // ---- events ----

  // A further row with the same key (one trigger, two acts) counts on.
  std::string fresh_id(std::string_view kind, std::string_view type, std::uint32_t at) {
    Fnv64 key;
    key.add(out_.document.id).add(kind).add(type).add(at);
    for (std::uint32_t& number = rows_of_key_[key.hex()];;) {
      Fnv64 hash = key;
      if (number > 0) hash.add(number);
      ++number;
      std::string id = hash.hex();
      if (used_.insert(id).second) return id;
    }
  }

  // From the innermost statement outwards; a broken chain ends where it would repeat.
  std::vector<StatementId> sources_outwards(StatementId innermost) const {
    std::vector<StatementId> chain;
    for (StatementId at = innermost; at != kNone<StatementId> && chain.size() < from_.claims.statements.size();
         at = from_.claims[at].parent) {
      chain.push_back(at);
    }
    return chain;
  }

  void add_attribution(std::vector<AttributionRecord>& out, StatementId id) const {
    const Statement& statement = from_.claims[id];
    AttributionRecord common;
    common.source_kind = name_in(kSourceKindNames, statement.source_kind);
    if (statement.cue != kNone<TokenId>) {
      common.cue = range(statement.cue_span);
      common.cue_lemma = string(statement.cue_lemma);
    }
    common.cue_class = name_in(kCueClassNames, statement.cue_class);
    common.form = name_in(kStatementFormNames, statement.form);
    common.channel = name_in(kChannelNames, statement.channel);
    if (auto relay = parties(statement.relay); !relay.empty()) common.relay = std::move(relay.front());
    auto speakers = parties(statement.speakers);
    if (speakers.empty()) {
      out.push_back(std::move(common));
      return;
    }
    for (EntityRecord& speaker : speakers) {
      out.push_back(common);
      out.back().source = std::move(speaker);
    }
  }

  void add_events() {
    event_ids_.resize(from_.events.events.size());
    for (std::size_t i = 0; i < from_.events.events.size(); ++i) {
      const Event& event = from_.events.events[i];
      if (event.evidence.empty() || static_cast<double>(event.confidence) < options_.min_confidence) continue;
      EventRecord out;
      out.type = string(event.type);
      out.modes = words_of(from_.strings.at(event.modes));
      out.contexts = words_of(from_.strings.at(event.contexts));
      out.cameo = string(event.cameo);
      out.score = static_cast<double>(event.score);
      out.actors = arguments(event.actors);
      out.recipients = arguments(event.recipients);
      out.about = arguments(event.about);
      // A topic nobody is known for is its words alone.
      for (EntityRecord& topic : out.about) {
        if (topic.code == kUnknownActor && topic.id.empty()) topic.code.clear();
      }
      out.date = date(event.when);
      out.place = place(event.place);
      out.polarity = name_in(kPolarityNames, event.stance.polarity);
      out.certainty = name_in(kCertaintyNames, event.stance.certainty);
      out.status = name_in(kStatusNames, event.stance.status);
      const auto chain = sources_outwards(event.told_in);
      for (auto at = chain.rbegin(); at != chain.rend(); ++at) add_attribution(out.attribution, *at);
      for (std::uint32_t row = event.evidence.begin; row < event.evidence.end; ++row) {
        add_evidence(out, from_.events.evidence[row]);
      }
      if (out.evidence.empty()) continue;
      if (event.stance.rule != kEmptyString) add_once(out.derivation, "stance " + string(event.stance.rule));
      for (const StatementId id : chain) {
        if (const StringId rule = from_.claims[id].rule; rule != kEmptyString) {
          add_once(out.derivation, "claim " + string(rule));
        }
      }
      if (event.when.time != kNone<TimeId>) {
        const StringId rule = from_.times[event.when.time].rule;
        if (rule != kEmptyString) add_once(out.derivation, "time " + string(rule));
      }
      out.id = fresh_id("event", out.type, out.evidence.front().trigger.start);
      event_ids_[i] = out.id;
      out_.events.push_back(std::move(out));
    }
  }

  void add_evidence(EventRecord& out, const Evidence& evidence) const {
    if (evidence.trigger == kNone<TokenId>) return;
    const SentenceId sentence = from_.tokens.sentence(evidence.trigger);
    const TextRange where = range(from_.tokens[sentence].span);
    out.evidence.push_back({static_cast<std::uint32_t>(index(sentence)), where.start, where.end,
                            range(from_.tokens[evidence.trigger].span)});
    if (evidence.frame != kEmptyString) add_once(out.derivation, "frame " + string(evidence.frame));
    if (evidence.path != kEmptyString) add_once(out.derivation, "arguments " + string(evidence.path));
  }

  // ---- statements ----

  void add_statements() {
    const std::size_t count = from_.claims.statements.size();
    std::vector<std::vector<std::string>> told(count);
    for (std::size_t i = 0; i < from_.events.events.size(); ++i) {
      if (event_ids_[i].empty()) continue;
      for (const StatementId id : sources_outwards(from_.events.events[i].told_in)) {
        told[index(id)].push_back(event_ids_[i]);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Statement& statement = from_.claims.statements[i];
      StatementRecord out;
      out.speakers = parties(statement.speakers);
      out.addressees = parties(statement.addressees);
      out.source_kind = name_in(kSourceKindNames, statement.source_kind);
      if (statement.cue != kNone<TokenId>) {
        out.cue = range(statement.cue_span);
        out.cue_lemma = string(statement.cue_lemma);
      }
      out.cue_class = name_in(kCueClassNames, statement.cue_class);
      out.form = name_in(kStatementFormNames, statement.form);
      out.channel = name_in(kChannelNames, statement.channel);
      if (auto relay = parties(statement.relay); !relay.empty()) out.relay = std::move(relay.front());
      for (std::uint32_t row = statement.content.begin; row < statement.content.end; ++row) {
        out.content.push_back(range(from_.claims.content_spans[row]));
      }
      out.about = names_inside(statement.content);
      out.events = std::move(told[i]);
      const std::uint32_t at = !out.content.empty() ? out.content.front().start : out.cue ? out.cue->start : 0;
      out.id = fresh_id("statement", out.cue_class, at);
      out_.statements.push_back(std::move(out));
    }
  }

  // Entities named inside the content. Mentions are in order of their begin, so each span asks for one stretch only.
  std::vector<EntityRecord> names_inside(Rows content) {
    EntityList out;
    const auto& mentions = from_.mentions.mentions;
    seen_at_.resize(from_.mentions.entities.size(), 0);
    ++askings_;
    for (std::uint32_t row = content.begin; row < content.end; ++row) {
      const Span span = from_.claims.content_spans[row];
      auto at = std::ranges::lower_bound(mentions, span.begin, {}, [](const Mention& m) { return m.span.begin; });
      for (; at != mentions.end() && at->span.begin < span.end; ++at) {
        if (at->form != MentionForm::name || at->entities.empty() || !span.contains(at->span)) continue;
        bool fresh = false;
        for (std::uint32_t i = at->entities.begin; i < at->entities.end; ++i) {
          const EntityId id = from_.mentions.entity_refs[i];
          fresh |= std::exchange(seen_at_[index(id)], askings_) != askings_ || from_.mentions[id].name == kEmptyString;
        }
        if (fresh) add_mention_entities(out, static_cast<MentionId>(at - mentions.begin()));
      }
    }
    return out.take();
  }

  // ---- mentions ----

  void add_mentions() {
    for (std::size_t i = 0; i < from_.mentions.mentions.size(); ++i) {
      const Mention& mention = from_.mentions.mentions[i];
      MentionRecord out;
      out.type = name_in(kMentionTypeNames, mention.type);
      out.range = range(mention.span);
      if (i < from_.places.at_mention.size()) out.place = place(from_.places.at_mention[i]);
      EntityList list;
      if (!mention.entities.empty()) add_mention_entities(list, static_cast<MentionId>(i));
      std::vector<EntityRecord> entities = list.take();
      if (entities.empty()) out_.mentions.push_back(out);
      for (EntityRecord& entity : entities) {
        out.entity = std::move(entity);
        out_.mentions.push_back(out);
      }
    }
    std::vector<MentionRecord> times;
    for (std::size_t i = 0; i < from_.times.mentions.size(); ++i) {
      MentionRecord out;
      out.type = "time";
      out.range = range(from_.times.mentions[i].span);
      DateRecord when{date_of(static_cast<TimeId>(i)), out.range};
      if (when.value.known()) out.date = std::move(when);
      times.push_back(std::move(out));
    }
    // Both tables are in the order of the text.
    std::vector<MentionRecord> entities = std::exchange(out_.mentions, {});
    std::merge(std::make_move_iterator(entities.begin()), std::make_move_iterator(entities.end()),
               std::make_move_iterator(times.begin()), std::make_move_iterator(times.end()),
               std::back_inserter(out_.mentions),
               [](const MentionRecord& a, const MentionRecord& b) { return a.range.start < b.range.start; });
  }

  const RecordSources& from_;
  const AssemblyOptions& options_;
  Record out_;
  std::vector<std::string> event_ids_;  // per row of the event table; empty = left out
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string, std::uint32_t> rows_of_key_;
  std::vector<std::uint32_t> seen_at_;  // per entity: the asking of names_inside that met it last
  std::uint32_t askings_ = 0;
};

}  // namespace

Record assemble_record(const RecordSources& sources, const AssemblyOptions& options) {
  return Assembly(sources, options).run();
}

}  // namespace depesje
