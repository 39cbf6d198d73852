// SPDX-License-Identifier: Apache-2.0
//
// CueSearch: one pass over the cues of a document. Internal to src/claim; made for one document, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "claim/draft.h"

namespace depesje::claim {

struct Complement {
  std::vector<Extent> content;
  bool clause = false;  // a clause of its own, not a phrase
  std::uint32_t head = Tree::kNothing;
  std::string_view rule;
};

class CueSearch {
 public:
  explicit CueSearch(const ClaimContext& context)
      : tree_(context.tree), knowledge_(context.knowledge), marks_(context.marks), context_(context) {}

  std::vector<StatementDraft> run();

 private:
  // ---- cue_drafts.cpp ----
  bool try_all(std::uint32_t i, const std::vector<Cue>* cues);
  bool fits(std::uint32_t i, const Cue& cue) const;
  std::uint32_t companion_of(std::uint32_t i, const Cue& cue) const;
  std::optional<StatementDraft> read(std::uint32_t i, const Cue& cue);
  StatementDraft begin(std::uint32_t i, const Cue& cue, StatementForm form) const;
  bool has_reflexive(std::uint32_t i) const;
  bool ends_in_colon(std::uint32_t i) const;
  StatementForm form_of(std::uint32_t i, const std::vector<Extent>& content, bool tag) const;
  std::optional<StatementDraft> read_predicate(std::uint32_t i, const Cue& cue);
  // A heading leaves out its subject ("Krever klarhet"): the speaker is looked for below it.
  std::optional<StatementDraft> keep_heading(std::uint32_t i, const Cue& cue,
                                             const std::optional<Complement>& complement) const;
  // "Det sier Y": the object points to what was told before.
  bool points_back(std::uint32_t i) const;

  // ---- cue_words.cpp ----
  // "angivelig innblanding", "påståtte overgrep"
  std::optional<StatementDraft> read_attribute(std::uint32_t i, const Cue& cue) const;
  // "angivelig", "visstnok"
  std::optional<StatementDraft> read_adverb(std::uint32_t i, const Cue& cue) const;
  std::optional<StatementDraft> read_noun(std::uint32_t i, const Cue& cue) const;
  // "ifølge X": the clause it stands in, without the phrase.
  std::optional<StatementDraft> read_adjunct(std::uint32_t i, const Cue& cue) const;

  // ---- cue_complements.cpp ----
  // Whether complement k of governor i is one of those the frames allow; the rule's name or empty.
  std::string_view allowed_clause(std::uint32_t k, const Frames& frames, bool passive) const;
  bool is_clause(std::uint32_t k) const;
  std::optional<Complement> find_clause(std::uint32_t i, const Frames& frames, bool passive) const;
  // An "at" clause the tree hangs elsewhere: the next clause mark with no verb between it and the cue.
  std::optional<Complement> find_loose_clause(std::uint32_t i, const Frames& frames) const;
  // "says the findings show that …", "found a quarter of them agreed": all of the clauses behind the cue, and what the
  // tree took for an object before them. Only where clauses need no mark (kind clause-joiner).
  void gather_clauses(std::uint32_t i, Complement& found) const;
  // "found reduction of yields exceeded …": a finite verb behind the object, however it hangs.
  std::optional<Complement> find_bare_clause(std::uint32_t i) const;
  // Object, "som" phrase and prepositional object.
  std::optional<Complement> find_phrase(std::uint32_t i, const Frames& frames, bool passive,
                                        std::uint32_t companion) const;
  // "kaller X Y": two phrases behind the verb.
  void name_given(std::uint32_t i, std::uint32_t& object, std::uint32_t& as) const;
  // A cue that governs its sentence, or a parenthesis in it.
  bool is_top(std::uint32_t i) const;
  // First and last token of the tag "sier han": the cue with its own small dependents beside it.
  Extent tag_of(std::uint32_t i, std::uint32_t complement) const;
  // "Hvis Russland angriper, svarer Nato": what stands before is a clause of circumstance and no more.
  bool fronted_clause(Extent left) const;
  // Content that stands before the tag, in the cue's own sentence.
  std::optional<Complement> find_before(std::uint32_t i, const std::optional<Complement>& clause) const;
  // The cue in a clause of its own beside the content: "Som hun sier, …", "I mean …".
  std::optional<Complement> find_around(std::uint32_t i) const;
  // "X sier: …" within the sentence, or the whole clause in marks after the cue.
  std::optional<Complement> find_after_colon(std::uint32_t i) const;

  // ---- cue_sources.cpp ----
  // The subject behind its verb ("bekrefter presidenten at …"), which the tree may take for an object.
  std::uint32_t inverted_subject(std::uint32_t i) const;
  // "Department of Agriculture notes the ozone causes …": the tree gave the subject to the clause behind the cue.
  std::uint32_t stolen_subject(std::uint32_t i) const;
  void add_parties(std::uint32_t i, const Cue& cue, StatementDraft& draft) const;
  bool formal(std::uint32_t i) const;
  // "Avisen: USA ber Danmark om hjelp": who stands before the colon is not who asks.
  std::uint32_t behind_colon(std::uint32_t i, std::uint32_t doer) const;
  // "ber Danmark sende soldater": whom it is asked of belongs to what is asked.
  void take_in_object(std::uint32_t i, StatementDraft& draft) const;
  // "heter det i meldingen": the document the words stand in.
  std::uint32_t document_place(std::uint32_t i) const;
  // Whose noun it is: "Trumps ordre", "en melding fra Kreml"; kNothing where nobody owns it.
  std::uint32_t owner_of(std::uint32_t noun) const;
  std::uint32_t source_of_noun(std::uint32_t noun) const;
  // The noun a source preposition stands before, also where the tree takes the preposition for a conjunction.
  std::uint32_t source_noun(std::uint32_t i) const;

  const Tree& tree_;
  const ClaimKnowledge& knowledge_;
  const QuoteMarks& marks_;
  const ClaimContext& context_;
  std::vector<StatementDraft> drafts_;
};

}  // namespace depesje::claim
