// SPDX-License-Identifier: Apache-2.0
//
// Assembly: from the tables of all stages to the Record of one document. Here rows become values that own their
// strings, bytes become code points of the text as given, and events and statements get their ids.
// An id is a hash of the document's id, what the row is and where it stands: it survives changes elsewhere in the text
// tables, and the same input gives the same id on any machine. Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/string_pool.h"
#include "claim/claim.h"
#include "depesje/document.h"
#include "depesje/record.h"
#include "event/event.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "place/place.h"
#include "time/time_value.h"
#include "token/token.h"

namespace depesje {

// Views of one document's analysis; a stage that has not run gives its empty table.
struct RecordSources {
  const Document& document;
  std::string_view lang;
  const TokenTable& tokens;
  const MentionTable& mentions;
  const TimeTable& times;
  const PlaceTable& places;
  const ClaimTable& claims;
  const EventTable& events;
  const StringPool& strings;
};

struct AssemblyOptions {
  bool mentions = false;      // also every mention
  double min_confidence = 0;  // events below are left out
};

Record assemble_record(const RecordSources& sources, const AssemblyOptions& options = {});

}  // namespace depesje
