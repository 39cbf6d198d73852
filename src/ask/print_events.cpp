// SPDX-License-Identifier: Apache-2.0
//
// Events as table, JSON, CSV and iCalendar.
#include <chrono>

#include "ask/print.h"
#include "ask/rows.h"
#include "record/grid.h"

namespace depesje {
namespace {

using namespace ask;

constexpr std::string_view kUntold = "not told";

Paragraph untold() { return paragraph(kUntold, Style::dim); }

void add_actors(Paragraph& line, const std::vector<NamedActor>& actors) {
  if (actors.empty()) line.push_back({"—", Style::dim});
  for (std::size_t i = 0; i < actors.size(); ++i) {
    Paragraph words = paragraph(name_of(actors[i]), Style::bold);
    line.insert(line.end(), words.begin(), words.end());
    if (actors[i].code.size() > 2 && actors[i].code != "---") line.push_back({actors[i].code, Style::dim});
    if (i + 1 < actors.size()) line.push_back({"·", Style::dim});
  }
}

Cell when_cell(const EventAnswer& event) {
  Cell cell = {event.date.empty() ? untold() : paragraph(event.date)};
  if (!event.place.empty()) {
    Paragraph place = paragraph(event.place);
    if (!event.country.empty()) place.push_back({event.country, Style::dim});
    cell.push_back(std::move(place));
  }
  return cell;
}

Cell deed_cell(const EventAnswer& event) {
  Paragraph code = {{event.type, Style::bold}};
  for (const std::string& mode : event.modes) code.push_back({mode, Style::plain});
  const Paragraph trigger = paragraph("«" + event.trigger + "»", Style::dim);
  code.insert(code.end(), trigger.begin(), trigger.end());
  Paragraph who;
  add_actors(who, event.actors);
  if (!event.recipients.empty()) {
    who.push_back({"→", Style::dim});
    add_actors(who, event.recipients);
  }
  return {std::move(code), std::move(who)};
}

std::string teller_text(const ToldBy& one) {
  std::string out = !one.name.empty() ? one.name : !one.code.empty() ? one.code : "unnamed source";
  if (!one.relay.empty()) out += " (to " + one.relay + ')';
  return out;
}

// What keeps an event from being a plain fact comes first, with a mark that needs no colour.
Cell status_cell(const EventAnswer& event) {
  Cell cell;
  bool denied = false;
  for (const ToldBy& one : event.according_to) denied = denied || one.cue_class == "deny";
  if (event.polarity == "neg") cell.push_back(paragraph(denied ? "✕ denied" : "✕ did not", Style::red));
  if (event.polarity == "unknown") cell.push_back(paragraph("? open", Style::yellow));
  if (event.certainty == "uncommitted") cell.push_back(paragraph("? alleged", Style::yellow));
  else if (event.certainty != "certain") cell.push_back(paragraph("? " + event.certainty, Style::yellow));
  const bool negated = event.polarity == "neg";
  if (!negated || event.status != "occurred") {
    const bool happened = event.standing == 0;
    cell.push_back(paragraph((happened || negated ? "" : "○ ") + event.status, happened ? Style::green : Style::cyan));
  }
  for (const ToldBy& one : event.according_to) cell.push_back(paragraph("says " + teller_text(one)));
  if (event.reports > 1) {
    cell.push_back(paragraph(std::to_string(event.reports) + " reports, " + std::to_string(event.outlets) +
                                 (event.outlets == 1 ? " outlet" : " outlets"),
                             Style::dim));
  }
  return cell;
}

Cell evidence_cell(const Quoted& part, const AnswerOrigin& origin) {
  std::string where = origin.id + (origin.publisher.empty() ? "" : ", " + origin.publisher) + ", " +
                      (origin.published.empty() ? "undated" : origin.published) + ", sentence " +
                      std::to_string(part.sentence + 1) + " [" + std::to_string(part.start) + '-' +
                      std::to_string(part.end) + ']';
  return {paragraph(part.text), paragraph(where, Style::dim)};
}

std::string table_of(const std::vector<EventAnswer>& rows, const PrintOptions& options) {
  Grid grid({"", "when, where", "what", "status", "evidence"});
  for (const EventAnswer& event : rows) {
    Cell which;
    if (!event.which.empty()) which = {paragraph(event.which, Style::bold)};
    grid.add({std::move(which), when_cell(event), deed_cell(event), status_cell(event),
              evidence_cell(event.evidence, event.origin)});
  }
  std::string out;
  if (!grid.empty()) grid.append_to(out, options.width, options.colours);
  return out;
}

void event_fields(JsonWriter& json, const EventAnswer& event) {
  if (!event.which.empty()) text_field(json, "which", event.which);
  text_field(json, "id", event.id);
  text_field(json, "type", event.type);
  list_field(json, "modes", event.modes);
  list_field(json, "contexts", event.contexts);
  number_field(json, "score", event.score);
  actors_field(json, "actors", event.actors);
  actors_field(json, "recipients", event.recipients);
  actors_field(json, "about", event.about);
  json.text_or_null("date", event.date);
  day_field(json, "earliest", event.first);
  day_field(json, "latest", event.last);
  json.text_or_null("place", event.place);
  json.text_or_null("country", event.country);
  text_field(json, "polarity", event.polarity);
  text_field(json, "certainty", event.certainty);
  text_field(json, "status", event.status);
  json.key("according_to");
  json.begin_array();
  for (const ToldBy& one : event.according_to) {
    json.begin_object();
    json.text_or_null("name", one.name);
    json.text_or_null("code", one.code);
    json.text_or_null("cue_class", one.cue_class);
    json.text_or_null("form", one.form);
    json.text_or_null("relay", one.relay);
    json.end_object();
  }
  json.end_array();
  json.key("evidence");
  json.begin_object();
  json.key("sentence");
  json.number(event.evidence.sentence);
  json.key("start");
  json.number(event.evidence.start);
  json.key("end");
  json.number(event.evidence.end);
  json.text_or_null("text", event.evidence.text);
  json.key("trigger");
  json.begin_object();
  json.text_or_null("text", event.trigger);
  json.key("start");
  json.number(event.trigger_start);
  json.key("end");
  json.number(event.trigger_end);
  json.end_object();
  json.end_object();
  origin_field(json, event.origin);
  if (!event.which.empty()) {
    number_field(json, "reports", static_cast<double>(event.reports));
    number_field(json, "outlets", static_cast<double>(event.outlets));
  }
}

std::string csv_of(const std::vector<EventAnswer>& rows) {
  std::string out;
  {
    CsvLine line(out);
    for (const char* name :
         {"which",   "id",       "type",   "modes", "contexts", "score",    "actors",    "recipients", "about",
          "date",    "earliest", "latest", "place", "country",  "polarity", "certainty", "status",     "according_to",
          "trigger", "sentence", "start",  "end",   "text",     "doc",      "publisher", "published",  "url"}) {
      line.add(name);
    }
  }
  for (const EventAnswer& event : rows) {
    std::vector<std::string> told;
    for (const ToldBy& one : event.according_to) told.push_back(teller_text(one));
    CsvLine line(out);
    line.add(event.which)
        .add(event.id)
        .add(event.type)
        .add(joined(event.modes, "; "))
        .add(joined(event.contexts, "; "));
    line.add_score(event.score).add(joined(event.actors)).add(joined(event.recipients)).add(joined(event.about));
    line.add(event.date).add(event.first).add(event.last).add(event.place).add(event.country);
    line.add(event.polarity).add(event.certainty).add(event.status).add(joined(told, "; ")).add(event.trigger);
    line.add(std::int64_t{event.evidence.sentence}).add(std::int64_t{event.evidence.start});
    line.add(std::int64_t{event.evidence.end}).add(event.evidence.text);
    line.add(event.origin.id).add(event.origin.publisher).add(event.origin.published).add(event.origin.url);
  }
  return out;
}

// ---- iCalendar ----

// Lines end with CR LF and go on after 75 bytes behind a blank; never inside a letter.
void add_property(std::string& out, std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  for (const char c : value) {
    if (c == '\\' || c == ',' || c == ';') line += '\\';
    if (c == '\n') line += "\\n";
    else if (static_cast<unsigned char>(c) >= ' ') line += c;
  }
  constexpr std::size_t kLine = 74;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(line.size(), at + kLine);
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out += (at == 0 ? "" : " ") + line.substr(at, end - at) + "\r\n";
    at = end;
  }
}

std::string ics_day(Day day) {
  std::string out = iso_day(day);
  std::erase(out, '-');
  return out;
}

std::string ics_of(const std::vector<EventAnswer>& rows) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Depesje//upcoming//EN\r\n";
  const std::string now = [] {
    const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return ics_day(static_cast<Day>(day.time_since_epoch().count()));
  }();
  for (const EventAnswer& event : rows) {
    if (!event.first || !event.last) continue;  // a calendar has no place for a date nobody knows
    out += "BEGIN:VEVENT\r\n";
    add_property(out, "UID", event.id + "@depesje");
    add_property(out, "DTSTAMP", now + "T000000Z");
    out += "DTSTART;VALUE=DATE:" + ics_day(*event.first) + "\r\n";
    out += "DTEND;VALUE=DATE:" + ics_day(*event.last + 1) + "\r\n";  // RFC 5545: the day after
    std::string summary = event.type;
    for (const std::string& mode : event.modes) summary += ' ' + mode;
    summary += ": " + joined(event.actors);
    if (!event.recipients.empty()) summary += " → " + joined(event.recipients);
    add_property(out, "SUMMARY", summary);
    // Not sure to happen until it has.
    out += "STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n";
    if (!event.place.empty()) add_property(out, "LOCATION", event.place);
    add_property(out, "DESCRIPTION",
                 event.status + ", date " + event.date + "\n" + event.evidence.text + "\n" + event.origin.id +
                     (event.origin.publisher.empty() ? "" : ", " + event.origin.publisher) + ", sentence " +
                     std::to_string(event.evidence.sentence + 1));
    if (!event.origin.url.empty()) out += "URL:" + event.origin.url + "\r\n";
    out += "END:VEVENT\r\n";
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace

std::string printed(const std::vector<EventAnswer>& rows, const PrintOptions& options) {
  switch (options.format) {
    case AnswerFormat::json:
      return json_rows(rows, event_fields);
    case AnswerFormat::csv:
      return csv_of(rows);
    case AnswerFormat::ics:
      return ics_of(rows);
    case AnswerFormat::table:
      break;
  }
  return table_of(rows, options);
}

}  // namespace depesje
