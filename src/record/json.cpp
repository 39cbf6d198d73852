// SPDX-License-Identifier: Apache-2.0
#include "record/json.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace depesje {
namespace {

constexpr std::string_view kGrainNames[] = {"",        "hour",      "day",  "week",   "month",  "season",
                                            "quarter", "half_year", "year", "decade", "century"};
static_assert(std::size(kGrainNames) == static_cast<std::size_t>(Grain::century) + 1);

// One method per part of the contract; the order of the calls is the order of the keys.
class RecordWriter {
 public:
  explicit RecordWriter(std::string& out) : json_(out) {}

  void write(const DocumentRecord& document) {
    json_.begin_object();
    text("kind", "document");
    text("id", document.id);
    json_.text_or_null("title", document.title);
    json_.text_or_null("url", document.url);
    json_.text_or_null("publisher", document.publisher);
    json_.text_or_null("lang", document.lang);
    json_.key("published");
    if (document.published.known()) date_value(document.published, nullptr);
    else json_.null();
    strings("notes", document.notes);
    json_.end_object();
  }

  void write(const EventRecord& event, std::string_view doc) {
    json_.begin_object();
    text("kind", "event");
    text("id", event.id);
    text("doc", doc);
    text("type", event.type);
    strings("modes", event.modes);
    strings("contexts", event.contexts);
    text("cameo", event.cameo);
    json_.key("score");
    json_.number(event.score);
    entities("actors", event.actors);
    entities("recipients", event.recipients);
    json_.key("about");
    json_.begin_array();
    for (const EntityRecord& about : event.about) {
      // Without a code it is a topic, not an actor: its words alone.
      if (about.code.empty()) range(TextRange{about.text, about.start, about.end});
      else entity(about);
    }
    json_.end_array();
    date("date", event.date);
    place("place", event.place);
    text("polarity", event.polarity);
    text("certainty", event.certainty);
    text("status", event.status);
    json_.key("attribution");
    json_.begin_array();
    for (const AttributionRecord& attribution : event.attribution) write_attribution(attribution);
    json_.end_array();
    json_.key("evidence");
    json_.begin_array();
    for (const EvidenceRecord& evidence : event.evidence) {
      json_.begin_object();
      number("sentence", evidence.sentence);
      number("start", evidence.start);
      number("end", evidence.end);
      json_.key("trigger");
      range(evidence.trigger);
      json_.end_object();
    }
    json_.end_array();
    strings("derivation", event.derivation);
    json_.end_object();
  }

  void write(const StatementRecord& statement, std::string_view doc) {
    json_.begin_object();
    text("kind", "statement");
    text("id", statement.id);
    text("doc", doc);
    entities("speakers", statement.speakers);
    entities("addressees", statement.addressees);
    text("source_kind", statement.source_kind);
    cue(statement.cue, statement.cue_lemma);
    text("cue_class", statement.cue_class);
    text("form", statement.form);
    text("channel", statement.channel);
    entity_or_null("relay", statement.relay);
    json_.key("content");
    json_.begin_array();
    for (const TextRange& content : statement.content) range(content);
    json_.end_array();
    entities("about", statement.about);
    date("date", statement.date);
    place("place", statement.place);
    strings("events", statement.events);
    json_.end_object();
  }

  void write(const MentionRecord& mention, std::string_view doc) {
    json_.begin_object();
    text("kind", "mention");
    text("doc", doc);
    text("type", mention.type);
    text("text", mention.range.text);
    number("start", mention.range.start);
    number("end", mention.range.end);
    if (mention.entity) entity_or_null("entity", mention.entity);
    if (mention.place) place("place", mention.place);
    if (mention.date) date("date", mention.date);
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }
  void number(std::string_view key, std::uint32_t value) {
    json_.key(key);
    json_.number(value);
  }
  void strings(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : values) json_.string(value);
    json_.end_array();
  }

  // What follows from context has no words of its own.
  void place_in_text(std::string_view words, std::uint32_t start, std::uint32_t end) {
    json_.text_or_null("text", words);
    json_.key("start");
    if (words.empty()) json_.null();
    else json_.number(start);
    json_.key("end");
    if (words.empty()) json_.null();
    else json_.number(end);
  }
  void range(const TextRange& range) {
    json_.begin_object();
    place_in_text(range.text, range.start, range.end);
    json_.end_object();
  }

  void entity(const EntityRecord& entity) {
    json_.begin_object();
    place_in_text(entity.text, entity.start, entity.end);
    json_.text_or_null("name", entity.name);
    json_.text_or_null("country", entity.country);
    strings("sectors", entity.sectors);
    text("code", entity.code);
    json_.text_or_null("id", entity.id);
    json_.end_object();
  }
  void entities(std::string_view key, const std::vector<EntityRecord>& list) {
    json_.key(key);
    json_.begin_array();
    for (const EntityRecord& one : list) entity(one);
    json_.end_array();
  }
  void entity_or_null(std::string_view key, const std::optional<EntityRecord>& one) {
    json_.key(key);
    if (one) entity(*one);
    else json_.null();
  }

  void cue(const std::optional<TextRange>& cue, std::string_view lemma) {
    json_.key("cue");
    if (!cue) return json_.null();
    json_.begin_object();
    place_in_text(cue->text, cue->start, cue->end);
    json_.text_or_null("lemma", lemma);
    json_.end_object();
  }

  void write_attribution(const AttributionRecord& attribution) {
    json_.begin_object();
    entity_or_null("source", attribution.source);
    text("source_kind", attribution.source_kind);
    cue(attribution.cue, attribution.cue_lemma);
    text("cue_class", attribution.cue_class);
    text("form", attribution.form);
    text("channel", attribution.channel);
    entity_or_null("relay", attribution.relay);
    json_.end_object();
  }

  void day(std::string_view key, Day day) { json_.text_or_null(key, day == kNoDay ? std::string() : iso_day(day)); }

  void date_value(const DateValue& value, const TextRange* range) {
    json_.begin_object();
    json_.text_or_null("edtf", value.edtf);
    day("earliest", value.earliest);
    day("latest", value.latest);
    json_.text_or_null("grain", kGrainNames[static_cast<std::size_t>(value.grain)]);
    json_.key("candidates");
    json_.begin_array();
    for (const Day candidate : value.candidates) json_.string(iso_day(candidate));
    json_.end_array();
    if (range != nullptr) place_in_text(range->text, range->start, range->end);
    else place_in_text({}, 0, 0);
    json_.end_object();
  }
  void date(std::string_view key, const std::optional<DateRecord>& date) {
    json_.key(key);
    if (date) date_value(date->value, date->range ? &*date->range : nullptr);
    else json_.null();
  }

  void place(std::string_view key, const std::optional<PlaceRecord>& place) {
    json_.key(key);
    if (!place) return json_.null();
    json_.begin_object();
    place_in_text(place->text, place->start, place->end);
    json_.text_or_null("name", place->name);
    json_.text_or_null("country", place->country);
    json_.text_or_null("admin1", place->admin1);
    json_.key("lat");
    if (place->lat) json_.number(*place->lat);
    else json_.null();
    json_.key("lon");
    if (place->lon) json_.number(*place->lon);
    else json_.null();
    json_.text_or_null("id", place->id);
    text("precision", place->precision);
    json_.end_object();
  }

  JsonWriter json_;
};

}  // namespace

void JsonWriter::separate() {
  if (!first_ && !after_key_) out_ += ", ";
  first_ = false;
  after_key_ = false;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  first_ = false;
}

void JsonWriter::raw(std::string_view text) {
  separate();
  out_ += text;
}

void JsonWriter::key(std::string_view name) {
  string(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  separate();
  out_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') (out_ += '\\') += c;
    else if (c == '\n') out_ += "\\n";
    else if (c == '\t') out_ += "\\t";
    else if (c == '\r') out_ += "\\r";
    else if (byte < 0x20 || byte == 0x7F) ((out_ += "\\u00") += kDigits[byte >> 4U]) += kDigits[byte & 0xFU];
    else out_ += c;
  }
  out_ += '"';
}

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  raw(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
}

void JsonWriter::number(std::uint32_t value) { raw(std::to_string(value)); }

void JsonWriter::text_or_null(std::string_view name, std::string_view text) {
  key(name);
  if (text.empty()) null();
  else string(text);
}

void append_record_lines(std::string& out, const Record& record) {
  const auto line = [&out](const auto& row, auto... doc) {
    RecordWriter(out).write(row, doc...);
    out += '\n';
  };
  const std::string_view doc = record.document.id;
  line(record.document);
  for (const EventRecord& event : record.events) line(event, doc);
  for (const StatementRecord& statement : record.statements) line(statement, doc);
  for (const MentionRecord& mention : record.mentions) line(mention, doc);
}

std::string iso_day(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto padded = [](unsigned value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
  };
  const int year = static_cast<int>(date.year());
  std::string out = year > 9999 || year < -9999 ? "Y" : "";
  if (year < 0) out += '-';
  out += padded(static_cast<unsigned>(std::abs(year)), 4);
  out += '-' + padded(static_cast<unsigned>(date.month()), 2);
  out += '-' + padded(static_cast<unsigned>(date.day()), 2);
  return out;
}

}  // namespace depesje
