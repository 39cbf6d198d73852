// SPDX-License-Identifier: Apache-2.0
#include "record/table.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "record/grid.h"
#include "record/json.h"

namespace depesje {
namespace {

constexpr std::size_t kContentLetters = 240;  // of a statement; the whole stands in the JSON Lines

Cell entity_cell(const std::vector<EntityRecord>& entities) {
  Cell cell;
  for (const EntityRecord& entity : entities) {
    Paragraph words = paragraph(entity.name.empty() ? entity.text : entity.name);
    if (!entity.code.empty() && entity.code != "---") words.push_back({entity.code, Style::dim});
    cell.push_back(std::move(words));
  }
  return cell;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

// "2017-04-25 or 2017-05-{02,09,16}": candidates of a month stand together.
std::string candidate_text(const std::vector<Day>& candidates) {
  std::string out, month;
  std::vector<std::string> days;
  const auto close = [&] {
    if (days.empty()) return;
    if (!out.empty()) out += " or ";
    out += month + (days.size() == 1 ? days.front() : '{' + joined(days, ",") + '}');
    days.clear();
  };
  for (const Day candidate : candidates) {
    const std::string day = iso_day(candidate);
    const std::size_t cut = day.size() - 2;
    if (day.substr(0, cut) != month) close();
    month = day.substr(0, cut);
    days.push_back(day.substr(cut));
  }
  close();
  return out;
}

std::string date_text(const DateValue& date) {
  if (date.candidates.size() > 1) return candidate_text(date.candidates);
  std::string out = date.edtf;
  // One of several stretches, or some part of one: the hull tells a reader most.
  if (out.starts_with('[') && date.earliest != kNoDay && date.latest != kNoDay) {
    return "within " + iso_day(date.earliest) + " – " + iso_day(date.latest);
  }
  if (const auto slash = out.find('/'); slash != std::string::npos) out.replace(slash, 1, " – ");
  return out;
}

Cell date_cell(const std::optional<DateRecord>& date) {
  if (!date) return {};
  // From context and not from words of its own: less firm to the eye.
  return {paragraph(date_text(date->value), date->range ? Style::plain : Style::dim)};
}

Cell place_cell(const std::optional<PlaceRecord>& place) {
  if (!place) return {};
  Paragraph words = paragraph(place->name.empty() ? place->text : place->name);
  if (!place->country.empty()) words.push_back({place->country, Style::dim});
  return {std::move(words)};
}

std::string source_text(const AttributionRecord& attribution) {
  std::string out = attribution.source              ? attribution.source->name
                    : attribution.form == "hearsay" ? "hearsay"
                                                    : "unnamed source";
  if (attribution.relay) out += " (to " + attribution.relay->name + ')';
  return out;
}

Cell source_cell(const std::vector<AttributionRecord>& attributions) {
  Cell cell;
  for (const AttributionRecord& attribution : attributions) {
    const bool named = attribution.source.has_value();
    cell.push_back(paragraph(source_text(attribution), named ? Style::plain : Style::yellow));
  }
  return cell;
}

Style style_of_status(std::string_view status) {
  if (status == "occurred" || status == "ongoing" || status == "habitual") return Style::green;
  if (status == "conditional" || status == "counterfactual") return Style::yellow;
  return Style::cyan;
}

// Whatever keeps the event from being a plain fact comes first.
Cell status_cell(const EventRecord& event) {
  Cell cell;
  const bool denied =
      std::ranges::any_of(event.attribution, [](const AttributionRecord& a) { return a.cue_class == "deny"; });
  if (event.polarity == "neg") cell.push_back({{denied ? "denied" : "not", Style::red}});
  if (event.polarity == "unknown") cell.push_back({{"open", Style::yellow}});
  if (event.certainty == "uncommitted") cell.push_back({{"alleged", Style::yellow}});
  else if (event.certainty != "certain") cell.push_back({{event.certainty, Style::yellow}});
  cell.push_back({{event.status, style_of_status(event.status)}});
  return cell;
}

Cell deed_cell(const EventRecord& event) {
  Paragraph code = {{event.type, Style::bold}};
  for (const std::string& mode : event.modes) code.push_back({mode, Style::plain});
  return {std::move(code), paragraph("«" + event.evidence.front().trigger.text + "»", Style::dim)};
}

std::string sentence_text(const EventRecord& event) {
  std::vector<std::uint32_t> numbers;
  for (const EvidenceRecord& evidence : event.evidence) numbers.push_back(evidence.sentence + 1);
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  std::vector<std::string> texts;
  for (const std::uint32_t number : numbers) texts.push_back(std::to_string(number));
  return joined(texts, ", ");
}

Cell content_cell(const std::vector<TextRange>& content) {
  std::string text;
  for (const TextRange& part : content) {
    if (!text.empty()) text += " … ";
    text += part.text;
  }
  if (text.size() > kContentLetters) {
    const auto blank = text.rfind(' ', kContentLetters);
    text.erase(blank == std::string::npos ? text.size() : blank);
    text += " …";
  }
  return {paragraph(text)};
}

void append_heading(std::string& out, const Record& record, const TableOptions& options) {
  const DocumentRecord& document = record.document;
  append_styled(out, document.title.empty() ? document.id : document.title, Style::bold, options.colours);
  const auto part = [&](std::string_view text) {
    if (!text.empty()) append_styled(out, "  " + std::string(text), Style::dim, options.colours);
  };
  part(document.publisher);
  part(document.published.known() ? date_text(document.published) : "undated");
  part(document.lang);
  const auto count = [&](std::size_t number, std::string_view one, std::string_view more) {
    part(std::to_string(number) + ' ' + std::string(number == 1 ? one : more));
  };
  count(record.events.size(), "event", "events");
  count(record.statements.size(), "statement", "statements");
  out += '\n';
  for (const std::string& note : document.notes) {
    append_styled(out, "note: " + note, Style::yellow, options.colours);
    out += '\n';
  }
}

std::string codes_text(const std::vector<EntityRecord>& entities) {
  std::vector<std::string> texts;
  for (const EntityRecord& entity : entities) {
    texts.push_back(entity.name + (entity.code.empty() ? "" : " [" + entity.code + ']'));
  }
  return joined(texts, "; ");
}

void append_csv_cell(std::string& out, std::string_view text, bool first = false) {
  if (!first) out += ',';
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

constexpr std::string_view kCsvColumns[] = {
    "doc",        "id",       "type",      "modes",    "contexts", "cameo",   "score",    "actors",
    "recipients", "about",    "date",      "earliest", "latest",   "place",   "country",  "lat",
    "lon",        "polarity", "certainty", "status",   "sources",  "trigger", "sentence",
};

std::string number_text(const std::optional<double>& number) {
  std::string out;
  if (number) JsonWriter(out).number(*number);
  return out;
}

}  // namespace

void append_table(std::string& out, const Record& record, const TableOptions& options) {
  append_heading(out, record, options);
  Grid events({"who", "did what", "to whom", "when", "where", "according to", "status", "sentence"});
  for (const EventRecord& event : record.events) {
    events.add({entity_cell(event.actors),
                deed_cell(event),
                entity_cell(event.recipients),
                date_cell(event.date),
                place_cell(event.place),
                source_cell(event.attribution),
                status_cell(event),
                {paragraph(sentence_text(event))}});
  }
  if (!events.empty()) {
    out += '\n';
    events.append_to(out, options.width, options.colours);
  }
  Grid statements({"who", "said how", "what"});
  for (const StatementRecord& statement : record.statements) {
    Cell who = entity_cell(statement.speakers);
    if (who.empty()) who = {paragraph(statement.form == "hearsay" ? "hearsay" : "unnamed source", Style::yellow)};
    Cell how = {{{statement.cue_class, Style::bold}}};
    if (statement.cue) how.push_back(paragraph("«" + statement.cue->text + "»", Style::dim));
    statements.add({std::move(who), std::move(how), content_cell(statement.content)});
  }
  if (!statements.empty()) {
    out += '\n';
    statements.append_to(out, options.width, options.colours);
  }
}

void append_csv_heading(std::string& out) {
  for (std::size_t i = 0; i < std::size(kCsvColumns); ++i) append_csv_cell(out, kCsvColumns[i], i == 0);
  out += "\r\n";
}

void append_csv(std::string& out, const Record& record) {
  for (const EventRecord& event : record.events) {
    std::vector<std::string> sources, triggers;
    for (const AttributionRecord& attribution : event.attribution) sources.push_back(source_text(attribution));
    for (const EvidenceRecord& evidence : event.evidence) triggers.push_back(evidence.trigger.text);
    const auto day = [](const std::optional<DateRecord>& date, Day DateValue::* end) {
      return date && date->value.*end != kNoDay ? iso_day(date->value.*end) : std::string();
    };
    append_csv_cell(out, record.document.id, true);
    append_csv_cell(out, event.id);
    append_csv_cell(out, event.type);
    append_csv_cell(out, joined(event.modes, " "));
    append_csv_cell(out, joined(event.contexts, " "));
    append_csv_cell(out, event.cameo);
    append_csv_cell(out, number_text(event.score));
    append_csv_cell(out, codes_text(event.actors));
    append_csv_cell(out, codes_text(event.recipients));
    append_csv_cell(out, codes_text(event.about));
    append_csv_cell(out, event.date ? event.date->value.edtf : "");
    append_csv_cell(out, day(event.date, &DateValue::earliest));
    append_csv_cell(out, day(event.date, &DateValue::latest));
    append_csv_cell(out, event.place ? event.place->name : "");
    append_csv_cell(out, event.place ? event.place->country : "");
    append_csv_cell(out, event.place ? number_text(event.place->lat) : "");
    append_csv_cell(out, event.place ? number_text(event.place->lon) : "");
    append_csv_cell(out, event.polarity);
    append_csv_cell(out, event.certainty);
    append_csv_cell(out, event.status);
    append_csv_cell(out, joined(sources, "; "));
    append_csv_cell(out, joined(triggers, "; "));
    append_csv_cell(out, sentence_text(event));
    out += "\r\n";
  }
}

}  // namespace depesje
