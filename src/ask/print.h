// SPDX-License-Identifier: Apache-2.0
//
// Answers as text: a table for people, JSON (an array, one row a line), CSV (RFC 4180 with a heading), and planned
// events as iCalendar (RFC 5545). What is not told is said so in tables, null in JSON, empty in CSV. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ask/answer.h"

namespace depesje {

enum class AnswerFormat : std::uint8_t { table, json, csv, ics };

struct PrintOptions {
  AnswerFormat format = AnswerFormat::table;
  std::size_t width = 100;  // terminal columns
  bool colours = false;
};

std::string printed(const std::vector<EventAnswer>& rows, const PrintOptions& options);
std::string printed(const std::vector<StatementAnswer>& rows, const PrintOptions& options);
// The table is a small plot: ● happened, ○ planned, ✕ denied, each at its mean score.
std::string printed(const Relation& relation, const PrintOptions& options);
std::string printed(const std::vector<SentenceAnswer>& rows, const PrintOptions& options);
std::string printed(const std::vector<ActorAnswer>& rows, const PrintOptions& options);
std::string printed(const std::vector<PlaceAnswer>& rows, const PrintOptions& options);
std::string printed(const std::vector<SourceAnswer>& rows, const PrintOptions& options);

}  // namespace depesje
