// SPDX-License-Identifier: Apache-2.0
//
// A relation as plot, JSON and CSV.
#include <algorithm>
#include <cmath>

#include "ask/print.h"
#include "ask/rows.h"
#include "record/grid.h"

namespace depesje {
namespace {

using namespace ask;

constexpr double kScale = 10;      // PLOVER scores lie between -10 and 10
constexpr std::size_t kHalf = 16;  // letters from the middle of the plot to each end
constexpr std::size_t kLabel = 11;

std::optional<double> mean(double sum, std::int64_t count) {
  if (count == 0) return std::nullopt;
  return std::round(sum / static_cast<double>(count) * 100) / 100;
}

struct Mark {
  std::string_view sign;
  std::optional<double> score;
  std::int64_t count;
  Style style;
};

std::string period_text(const RelationRow& row) {
  return row.wide ? "wider" : row.period.empty() ? "not told" : row.period;
}

std::string score_text(double score) {
  std::string out = score < 0 ? "-" : "+";
  const auto tenths = static_cast<std::int64_t>(std::lround(std::abs(score) * 10));
  return out + std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string plot_of(const Relation& relation, const PrintOptions& options) {
  std::string out;
  const auto styled = [&](std::string_view text, Style style) { append_styled(out, text, style, options.colours); };
  const auto pad = [&](std::size_t columns) { out.append(columns, ' '); };
  pad(kLabel);
  styled("-10 conflict", Style::dim);
  pad(kHalf - 12);
  styled("0", Style::dim);
  pad(kHalf - 15);
  styled("cooperation +10", Style::dim);
  out += '\n';
  for (const RelationRow& row : relation.rows) {
    const Mark marks[] = {
        {"✕", mean(row.denied_sum, row.denied), row.denied, Style::red},
        {"◌", mean(row.hypothetical_sum, row.hypothetical), row.hypothetical, Style::dim},
        {"○", mean(row.planned_sum, row.planned), row.planned, Style::cyan},
        {"●", mean(row.happened_sum, row.happened), row.happened, Style::green},
    };
    const std::string label = period_text(row);
    out += label;
    pad(kLabel - std::min(kLabel, terminal_width(label)));
    // The mark of what happened is drawn last, over others at the same place.
    const Mark* cells[2 * kHalf + 1] = {};
    for (const Mark& mark : marks) {
      if (!mark.score) continue;
      const double at = std::clamp(*mark.score, -kScale, kScale) / kScale * static_cast<double>(kHalf);
      cells[static_cast<std::size_t>(std::lround(at) + static_cast<long>(kHalf))] = &mark;
    }
    for (std::size_t i = 0; i < std::size(cells); ++i) {
      if (cells[i] != nullptr) styled(cells[i]->sign, cells[i]->style);
      else styled(i == kHalf ? "│" : "·", Style::dim);
    }
    for (auto mark = std::rbegin(marks); mark != std::rend(marks); ++mark) {
      if (!mark->score) continue;
      out += "  ";
      styled(mark->sign, mark->style);
      out += ' ' + std::to_string(mark->count) + ' ' + score_text(*mark->score);
    }
    out += '\n';
  }
  styled(
      "● happened  ○ planned, promised, demanded or threatened  ◌ only if  ✕ denied or did not; with the number of\n"
      "reports and the mean score of their types\n",
      Style::dim);
  if (relation.by_first_day) styled("dates wider than a day count by their first day\n", Style::dim);
  return out;
}

struct Column {
  const char *count, *score;
  std::int64_t RelationRow::* events;
  double RelationRow::* sum;
};

constexpr Column kColumns[] = {
    {"happened", "happened_score", &RelationRow::happened, &RelationRow::happened_sum},
    {"planned", "planned_score", &RelationRow::planned, &RelationRow::planned_sum},
    {"hypothetical", "hypothetical_score", &RelationRow::hypothetical, &RelationRow::hypothetical_sum},
    {"denied", "denied_score", &RelationRow::denied, &RelationRow::denied_sum},
};

}  // namespace

std::string printed(const Relation& relation, const PrintOptions& options) {
  if (options.format == AnswerFormat::json) {
    return json_rows(relation.rows, [&](JsonWriter& json, const RelationRow& row) {
      json.text_or_null("period", row.period);
      text_field(json, "dates", row.wide ? "wider" : row.period.empty() ? "untold" : "inside");
      for (const Column& column : kColumns) {
        number_field(json, column.count, static_cast<double>(row.*column.events));
        number_field(json, column.score, mean(row.*column.sum, row.*column.events));
      }
    });
  }
  if (options.format == AnswerFormat::csv) {
    std::string out;
    {
      CsvLine line(out);
      line.add("period").add("dates");
      for (const Column& column : kColumns) line.add(column.count).add(column.score);
    }
    for (const RelationRow& row : relation.rows) {
      CsvLine line(out);
      line.add(row.period).add(row.wide ? "wider" : row.period.empty() ? "untold" : "inside");
      for (const Column& column : kColumns) {
        line.add(row.*column.events).add_score(mean(row.*column.sum, row.*column.events));
      }
    }
    return out;
  }
  return relation.rows.empty() ? std::string() : plot_of(relation, options);
}

}  // namespace depesje
