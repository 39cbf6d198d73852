// SPDX-License-Identifier: Apache-2.0
//
// Statements, sentences, actors, places and sources as table, JSON and CSV.
#include "ask/print.h"
#include "ask/rows.h"
#include "record/grid.h"

namespace depesje {
namespace {

using namespace ask;

Cell where_cell(const Quoted& part, const AnswerOrigin& origin, bool title) {
  const std::string where = (origin.publisher.empty() ? "" : origin.publisher + ", ") +
                            (title ? std::string("title")
                                   : "sentence " + std::to_string(part.sentence + 1) + " [" +
                                         std::to_string(part.start) + '-' + std::to_string(part.end) + ']');
  return {paragraph(origin.id), paragraph(where, Style::dim)};
}

Cell names_cell(const std::vector<NamedActor>& actors) {
  Cell cell;
  for (const NamedActor& actor : actors) cell.push_back(paragraph(name_of(actor)));
  return cell;
}

std::string content_text(const StatementAnswer& row) {
  std::string out;
  for (const Quoted& part : row.content) (out += out.empty() ? "" : " … ") += part.text;
  return out;
}

std::string drawn(const Grid& grid, const PrintOptions& options) {
  std::string out;
  if (!grid.empty()) grid.append_to(out, options.width, options.colours);
  return out;
}

Cell number_cell(std::int64_t number) { return {paragraph(std::to_string(number))}; }

Cell told_cell(std::string_view text) { return {text.empty() ? paragraph("not told", Style::dim) : paragraph(text)}; }

void quoted_fields(JsonWriter& json, const Quoted& part) {
  json.key("sentence");
  json.number(part.sentence);
  json.key("start");
  json.number(part.start);
  json.key("end");
  json.number(part.end);
  json.text_or_null("text", part.text);
}

void heading(std::string& out, std::initializer_list<const char*> names) {
  CsvLine line(out);
  for (const char* name : names) line.add(name);
}

}  // namespace

std::string printed(const std::vector<StatementAnswer>& rows, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(rows, [](JsonWriter& json, const StatementAnswer& row) {
      text_field(json, "id", row.id);
      actors_field(json, "speakers", row.speakers);
      actors_field(json, "addressees", row.addressees);
      actors_field(json, "about", row.about);
      actors_field(json, "relay", row.relay);
      json.text_or_null("cue", row.cue_lemma);
      text_field(json, "cue_class", row.cue_class);
      text_field(json, "form", row.form);
      text_field(json, "channel", row.channel);
      json.key("content");
      json.begin_array();
      for (const Quoted& part : row.content) {
        json.begin_object();
        quoted_fields(json, part);
        json.end_object();
      }
      json.end_array();
      json.text_or_null("date", row.date);
      json.text_or_null("place", row.place);
      origin_field(json, row.origin);
    });
  }
  if (options.format == AnswerFormat::csv) {
    std::string out;
    heading(out, {"id", "speakers", "addressees", "about", "relay", "cue", "cue_class", "form", "channel", "content",
                  "sentence", "start", "end", "date", "place", "doc", "publisher", "published", "url"});
    for (const StatementAnswer& row : rows) {
      CsvLine line(out);
      line.add(row.id).add(joined(row.speakers)).add(joined(row.addressees)).add(joined(row.about));
      line.add(joined(row.relay)).add(row.cue_lemma).add(row.cue_class).add(row.form).add(row.channel);
      line.add(content_text(row));
      if (row.content.empty()) {
        line.add("").add("").add("");
      } else {
        line.add(row.sentence ? std::to_string(*row.sentence) : std::string());
        line.add(std::int64_t{row.content.front().start}).add(std::int64_t{row.content.back().end});
      }
      line.add(row.date).add(row.place).add(row.origin.id).add(row.origin.publisher).add(row.origin.published);
      line.add(row.origin.url);
    }
    return out;
  }
  Grid grid({"when", "who", "how", "what", "told in"});
  for (const StatementAnswer& row : rows) {
    Cell when = told_cell(row.date);
    if (row.date.empty() && !row.origin.published.empty()) {
      when.push_back(paragraph("published " + row.origin.published, Style::dim));
    }
    Cell how = {{{row.cue_class, Style::bold}}};
    if (!row.addressees.empty()) how.push_back(paragraph("to " + joined(row.addressees), Style::dim));
    if (!row.relay.empty()) how.push_back(paragraph("through " + joined(row.relay), Style::dim));
    how.push_back(paragraph(row.form, Style::dim));
    const Quoted part = row.content.empty() ? Quoted{} : row.content.front();
    grid.add({std::move(when), names_cell(row.speakers), std::move(how), told_cell(content_text(row)),
              row.content.empty() ? Cell{paragraph(row.origin.id)} : where_cell(part, row.origin, false)});
  }
  return drawn(grid, options);
}

std::string printed(const std::vector<SentenceAnswer>& rows, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(rows, [](JsonWriter& json, const SentenceAnswer& row) {
      text_field(json, "in", row.title ? "title" : "text");
      if (row.title) json.text_or_null("text", row.sentence.text);
      else quoted_fields(json, row.sentence);
      list_field(json, "events", row.events);
      origin_field(json, row.origin);
    });
  }
  if (options.format == AnswerFormat::csv) {
    std::string out;
    heading(out, {"in", "sentence", "start", "end", "text", "events", "doc", "publisher", "published", "url"});
    for (const SentenceAnswer& row : rows) {
      CsvLine line(out);
      line.add(row.title ? "title" : "text");
      if (row.title) line.add("").add("").add("");
      else {
        line.add(std::int64_t{row.sentence.sentence}).add(std::int64_t{row.sentence.start});
        line.add(std::int64_t{row.sentence.end});
      }
      line.add(row.sentence.text).add(joined(row.events, "; ")).add(row.origin.id).add(row.origin.publisher);
      line.add(row.origin.published).add(row.origin.url);
    }
    return out;
  }
  Grid grid({"published", "words", "events", "told in"});
  for (const SentenceAnswer& row : rows) {
    grid.add({told_cell(row.origin.published),
              {paragraph(row.sentence.text)},
              row.events.empty() ? Cell{} : number_cell(static_cast<std::int64_t>(row.events.size())),
              where_cell(row.sentence, row.origin, row.title)});
  }
  return drawn(grid, options);
}

std::string printed(const std::vector<ActorAnswer>& rows, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(rows, [](JsonWriter& json, const ActorAnswer& row) {
      json.text_or_null("name", row.name);
      text_field(json, "code", row.code);
      json.text_or_null("country", row.country);
      json.text_or_null("key", row.key);
      number_field(json, "acting", static_cast<double>(row.acting));
      number_field(json, "receiving", static_cast<double>(row.receiving));
      number_field(json, "speaking", static_cast<double>(row.quoted));
    });
  }
  if (options.format == AnswerFormat::csv) {
    std::string out;
    heading(out, {"name", "code", "country", "key", "acting", "receiving", "speaking"});
    for (const ActorAnswer& row : rows) {
      CsvLine line(out);
      line.add(row.name).add(row.code).add(row.country).add(row.key).add(row.acting).add(row.receiving).add(row.quoted);
    }
    return out;
  }
  Grid grid({"actor", "code", "acts", "acted on", "speaks", "key"});
  for (const ActorAnswer& row : rows) {
    grid.add({row.name.empty() ? Cell{paragraph("no name", Style::dim)} : Cell{paragraph(row.name)},
              {paragraph(row.code)},
              number_cell(row.acting),
              number_cell(row.receiving),
              number_cell(row.quoted),
              {paragraph(row.key, Style::dim)}});
  }
  return drawn(grid, options);
}

std::string printed(const std::vector<PlaceAnswer>& rows, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(rows, [](JsonWriter& json, const PlaceAnswer& row) {
      json.text_or_null("name", row.name);
      json.text_or_null("country", row.country);
      json.text_or_null("admin1", row.admin1);
      text_field(json, "precision", row.precision);
      number_field(json, "lat", row.lat);
      number_field(json, "lon", row.lon);
      json.text_or_null("key", row.key);
      number_field(json, "events", static_cast<double>(row.events));
    });
  }
  std::string csv;
  if (options.format == AnswerFormat::csv) {
    heading(csv, {"name", "country", "admin1", "precision", "lat", "lon", "key", "events"});
  }
  Grid grid({"place", "country", "part", "precision", "where", "events"});
  for (const PlaceAnswer& row : rows) {
    if (options.format == AnswerFormat::csv) {
      CsvLine line(csv);
      line.add(row.name).add(row.country).add(row.admin1).add(row.precision).add_score(row.lat).add_score(row.lon);
      line.add(row.key).add(row.events);
      continue;
    }
    std::string at;
    if (row.lat && row.lon) {
      JsonWriter(at).number(*row.lat);
      at += ' ';
      JsonWriter(at).number(*row.lon);
    }
    grid.add({{paragraph(row.name)},
              {paragraph(row.country)},
              {paragraph(row.admin1)},
              {paragraph(row.precision)},
              told_cell(at),
              number_cell(row.events)});
  }
  return options.format == AnswerFormat::csv ? csv : drawn(grid, options);
}

std::string printed(const std::vector<SourceAnswer>& rows, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(rows, [](JsonWriter& json, const SourceAnswer& row) {
      text_field(json, "kind", row.kind);
      json.text_or_null("name", row.name);
      json.text_or_null("code", row.code);
      number_field(json, "documents", static_cast<double>(row.documents));
      number_field(json, "events", static_cast<double>(row.events));
      number_field(json, "statements", static_cast<double>(row.statements));
      json.text_or_null("first_published", row.first_published);
      json.text_or_null("last_published", row.last_published);
    });
  }
  std::string csv;
  if (options.format == AnswerFormat::csv) {
    heading(csv, {"kind", "name", "code", "documents", "events", "statements", "first_published", "last_published"});
  }
  Grid grid({"kind", "source", "code", "articles", "events", "statements", "first", "last"});
  for (const SourceAnswer& row : rows) {
    if (options.format == AnswerFormat::csv) {
      CsvLine line(csv);
      line.add(row.kind).add(row.name).add(row.code).add(row.documents).add(row.events).add(row.statements);
      line.add(row.first_published).add(row.last_published);
      continue;
    }
    grid.add({{paragraph(row.kind)},
              told_cell(row.name),
              {paragraph(row.code, Style::dim)},
              number_cell(row.documents),
              number_cell(row.events),
              number_cell(row.statements),
              {paragraph(row.first_published)},
              {paragraph(row.last_published)}});
  }
  return options.format == AnswerFormat::csv ? csv : drawn(grid, options);
}

}  // namespace depesje
