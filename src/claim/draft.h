// SPDX-License-Identifier: Apache-2.0
//
// StatementDraft: a statement while it is being put together, in token numbers. The parts of the stage that find
// statements write drafts; claim_reader.cpp turns them into rows of the ClaimTable.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "claim/claim.h"
#include "claim/knowledge.h"
#include "claim/quotes.h"
#include "claim/tree.h"

namespace depesje::claim {

struct StatementDraft {
  std::uint32_t cue = Tree::kNothing;
  const Cue* entry = nullptr;                       // nothing: a quotation without a cue
  std::vector<std::uint32_t> speakers, addressees;  // heads of their phrases
  std::uint32_t relay = Tree::kNothing;
  std::vector<Extent> content;
  CueClass cue_class = CueClass::say;
  StatementForm form = StatementForm::indirect;
  std::optional<Channel> channel;  // where the form of the quotation tells it
  std::string_view rule;           // static text
  bool tag = false;                // the content stands before the cue ("…, sier han")
  bool seeks_content = false;      // "X sier:" or "Det sier X": content lies in a neighbouring sentence
  bool dropped = false;
};

// What every part of the search reads.
struct ClaimContext {
  const Tree& tree;
  const ClaimKnowledge& knowledge;
  const QuoteMarks& marks;
};

// Words of grammar.
bool is_infinitive(const ClaimContext& context, std::uint32_t i);
bool is_passive(const Tree& tree, std::uint32_t i);
std::uint32_t case_word(const Tree& tree, std::uint32_t i);  // first preposition of the phrase, else kNothing
// Who does it: subject, agent of a passive, controller of an infinitive, antecedent of a relative clause; kNothing
// where the text does not say.
std::uint32_t doer_of(const ClaimContext& context, std::uint32_t verb, bool as_active = false);
// The head and the nominals joined to it.
std::vector<std::uint32_t> joined(const Tree& tree, std::uint32_t head);
// Cuts punctuation (not quotation marks) and empties off both ends; false where nothing is left.
bool trim(const Tree& tree, Extent& extent);
// The extent without a part of it: none, one or two stretches.
std::vector<Extent> without(const Tree& tree, Extent whole, Extent part);

// Statements that hang on a word of saying or thinking (cues.tsv), in token order.
std::vector<StatementDraft> drafts_from_cues(const ClaimContext& context);
// "skal ha" and its like.
void add_hearsay(const ClaimContext& context, std::vector<StatementDraft>& drafts);
// Quotations by dash or marks: widens tagged ones over their sentences, adds those without a tag, headings.
void settle_quotations(const ClaimContext& context, std::vector<StatementDraft>& drafts);

}  // namespace depesje::claim
