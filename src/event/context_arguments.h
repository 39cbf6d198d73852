// SPDX-License-Identifier: Apache-2.0
//
// Recipients the clause itself leaves out: who is accused, refused, threatened or asked stands in what is said, in the
// act before it in the sentence, or is who asked first. Runs over a document's candidates in text order, after their
// own arguments are known and before merging. Internal to src/event; one thread; linear, look back and climbs are
// bounded.
#pragma once

#include <vector>

#include "event/candidate.h"

namespace depesje {

void add_context_recipients(std::vector<Candidate>& candidates, const ClauseReader& clauses, FrameMatcher& matcher);

}  // namespace depesje
