// SPDX-License-Identifier: Apache-2.0
//
// Claims: who says what (statements), and how firmly each predicate of the text stands (stance).
// A statement's content is a set of spans; statements nest: the inner one names the outer one as its parent.
// Terms follow PARC 3.0 (source, cue, content) and FactBank (polarity, certainty). Flat rows; immutable once made.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/string_pool.h"
#include "depesje/document.h"

namespace depesje {

enum class CueClass : std::uint8_t {
  say,
  claim,
  confirm,
  deny,
  accuse,
  believe,
  announce,
  promise,
  request,
  threaten_warn,
  show,
  ask,
};
inline constexpr std::string_view kCueClassNames[] = {
    "say",      "claim",   "confirm", "deny",          "accuse", "believe",
    "announce", "promise", "request", "threaten_warn", "show",   "ask",
};
enum class StatementForm : std::uint8_t { direct, mixed, indirect, adjunct, hearsay, heading };
inline constexpr std::string_view kStatementFormNames[] = {"direct",  "mixed",   "indirect",
                                                           "adjunct", "hearsay", "heading"};
enum class Channel : std::uint8_t {
  speech,
  interview,
  press_release,
  press_conference,
  social_media,
  document,
  court,
  parliament,
  broadcast,
  other_media,
  unknown,
};
inline constexpr std::string_view kChannelNames[] = {
    "speech", "interview",  "press_release", "press_conference", "social_media", "document",
    "court",  "parliament", "broadcast",     "other_media",      "unknown",
};
enum class SourceKind : std::uint8_t {
  person,
  government,
  organisation,
  armed_group,
  news_agency,
  media,
  document,
  social_media,
  public_,
  unknown,
};
inline constexpr std::string_view kSourceKindNames[] = {
    "person", "government", "organisation", "armed_group", "news_agency",
    "media",  "document",   "social_media", "public",      "unknown",
};

enum class Polarity : std::uint8_t { positive, negative, unknown };
inline constexpr std::string_view kPolarityNames[] = {"pos", "neg", "unknown"};
enum class Certainty : std::uint8_t { certain, probable, possible, uncommitted };
inline constexpr std::string_view kCertaintyNames[] = {"certain", "probable", "possible", "uncommitted"};
enum class Status : std::uint8_t {
  occurred,
  ongoing,
  planned,
  promised,
  requested,
  threatened,
  conditional,
  counterfactual,
  habitual,
};
inline constexpr std::string_view kStatusNames[] = {
    "occurred",   "ongoing",     "planned",        "promised", "requested",
    "threatened", "conditional", "counterfactual", "habitual",
};

// How a predicate stands in its own clause, before any source is asked.
struct Stance {
  Polarity polarity = Polarity::positive;
  Certainty certainty = Certainty::certain;
  Status status = Status::occurred;
  StringId rule = kEmptyString;  // the rule that set it; empty = the default
};

// A noun phrase in a statement's role. `mention` is kNone where the phrase names nobody we know ("kilder").
struct Party {
  TokenId head = kNone<TokenId>;
  MentionId mention = kNone<MentionId>;
  Span span;
};

struct Statement {
  TokenId cue = kNone<TokenId>;  // kNone: a dash quote without a tag
  Span cue_span;                 // the cue word (of "ifølge X" it is «ifølge»)
  StringId cue_lemma = kEmptyString;
  Rows speakers, addressees;  // of ClaimTable::parties
  Rows relay;                 // of ClaimTable::parties, at most one
  Rows content;               // of ClaimTable::content_spans
  StatementId parent = kNone<StatementId>;
  CueClass cue_class = CueClass::say;
  StatementForm form = StatementForm::indirect;
  Channel channel = Channel::unknown;
  SourceKind source_kind = SourceKind::unknown;
  StringId rule = kEmptyString;
};

struct ClaimTable {
  std::vector<Statement> statements;  // in text order of their first content byte
  std::vector<Party> parties;
  std::vector<Span> content_spans;
  std::vector<Stance> stances;       // row i is about token i, read as a predicate
  std::vector<StatementId> told_in;  // per token: the innermost statement whose content holds it, else kNone

  const Statement& operator[](StatementId id) const { return statements[index(id)]; }
  const Stance& stance(TokenId token) const { return stances[index(token)]; }
};

}  // namespace depesje
