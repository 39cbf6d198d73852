// SPDX-License-Identifier: Apache-2.0
//
// The record for people: one row per event (who, did what, to whom, when, where, according to whom, status, sentence)
// and one per statement. And the same events as CSV (RFC 4180), one line each.
// Sentences are counted from 1 here, as `sent_id` does in CoNLL-U. Pure functions; whoever calls asks the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "depesje/record.h"

namespace depesje {

struct TableOptions {
  std::size_t width = 100;  // terminal columns
  bool colours = false;
};

void append_table(std::string& out, const Record& record, const TableOptions& options);

void append_csv_heading(std::string& out);
void append_csv(std::string& out, const Record& record);

}  // namespace depesje
