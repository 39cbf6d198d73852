// SPDX-License-Identifier: Apache-2.0
//
// Quotations and their speakers. Norwegian news opens a quotation with a dash; the tag ("sier hun") stands in the last
// of its sentences, in the sentence before or after, or nowhere.
#include <algorithm>
#include <cstdint>
#include <optional>

#include "claim/draft.h"

namespace depesje::claim {
namespace {

class Settler {
 public:
  Settler(const ClaimContext& context, std::vector<StatementDraft>& drafts)
      : tree_(context.tree), marks_(context.marks), knowledge_(context.knowledge), drafts_(drafts) {}

  void run() {
    index_by_sentence();
    drop_doubles();
    widen_marked();
    close_adjuncts();
    dash_runs();
    point_back();
    headings();
    drop_self_talk();
    std::erase_if(drafts_, [](const StatementDraft& draft) {
      return draft.dropped || (draft.content.empty() && !draft.entry->frames.bare);
    });
  }

 private:
  const std::vector<Sentence>& sentences() const { return tree_.tokens().sentences; }
  std::uint32_t first_token(std::uint32_t s) const {
    return marks_.is_dashed(s) ? marks_.speech_begin[s] : sentences()[s].tokens.begin;
  }

  void index_by_sentence() {
    of_sentence_.assign(sentences().size(), {});
    for (std::size_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].cue != Tree::kNothing) of_sentence_[tree_.sentence_of(drafts_[d].cue)].push_back(d);
    }
  }

  // "gjør det klart at": one statement, though both words are cues. "avviser anklagene om …": the noun without a
  // speaker only names what the verb denies.
  void drop_doubles() {
    std::vector<std::size_t> at_cue(tree_.size(), SIZE_MAX);
    for (std::size_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].cue != Tree::kNothing) at_cue[drafts_[d].cue] = d;
    }
    for (StatementDraft& draft : drafts_) {
      const std::uint32_t up = draft.cue == Tree::kNothing ? Tree::kNothing : tree_.head(draft.cue);
      if (up == Tree::kNothing || at_cue[up] == SIZE_MAX || draft.content.empty()) continue;
      const StatementDraft& outer = drafts_[at_cue[up]];
      if (outer.content.empty() || outer.dropped) continue;
      const bool same = outer.content.front().low == draft.content.front().low;
      const bool named =
          draft.entry->part == CuePart::noun && draft.speakers.empty() && outer.content.front().holds(draft.cue);
      if (same || named) draft.dropped = true;
    }
  }

  // Content that starts or ends inside quotation marks takes the whole stretch, if the cue stands outside it.
  void widen_marked() {
    for (StatementDraft& draft : drafts_) {
      if (draft.content.empty() || draft.form == StatementForm::adjunct) continue;
      Extent& first = draft.content.front();
      Extent& last = draft.content.back();
      const auto stretch_at = [&](std::uint32_t i) -> std::optional<Extent> {
        const std::uint32_t row = marks_.marked_at[i];
        if (row == QuoteMarks::kOutside || marks_.marked[row].holds(draft.cue)) return std::nullopt;
        return marks_.marked[row];
      };
      if (const auto stretch = stretch_at(first.low)) first.low = std::min(first.low, stretch->low);
      if (const auto stretch = stretch_at(last.high)) last.high = std::max(last.high, stretch->high);
    }
  }

  // "…, ifølge X." at the end of a sentence speaks for all of it, wherever the tree hangs it. A finite verb behind the
  // cue means that the sentence goes on.
  void close_adjuncts() {
    for (StatementDraft& draft : drafts_) {
      if (draft.form != StatementForm::adjunct || draft.cue == Tree::kNothing || draft.dropped) continue;
      const std::uint32_t s = tree_.sentence_of(draft.cue), first = first_token(s);
      if (draft.cue < first + 2 || tree_.text(draft.cue - 1) != ",") continue;
      bool closes = true;
      for (std::uint32_t k = draft.cue + 1; k < sentences()[s].tokens.end && closes; ++k) {
        closes = tree_.word(k).morph.verb_form != VerbForm::finite || tree_.word(k).deprel == Deprel::acl_relcl;
      }
      Extent whole{first, draft.cue - 2};
      if (!closes || !trim(tree_, whole)) continue;
      draft.content.assign(1, whole);
      draft.tag = true;
    }
  }

  // The draft whose tag closes a dash quotation in sentence s.
  std::optional<std::size_t> tag_in(std::uint32_t s) const {
    for (const std::size_t d : of_sentence_[s]) {
      if (drafts_[d].tag && !drafts_[d].content.empty() && drafts_[d].content.front().low <= first_token(s)) return d;
    }
    return std::nullopt;
  }

  void dash_runs() {
    const auto count = static_cast<std::uint32_t>(sentences().size());
    covered_.assign(count, false);
    std::optional<std::size_t> previous;  // draft whose quotation ended last
    std::uint32_t previous_end = 0;
    for (std::uint32_t s = 0; s < count; ++s) {
      if (!marks_.is_dashed(s) || covered_[s]) continue;
      if (signature(s)) {
        covered_[s] = true;
        continue;
      }
      std::uint32_t end = s;
      std::optional<std::size_t> tag = tag_in(end);
      while (!tag && end + 1 < count && sentences()[end + 1].paragraph == sentences()[s].paragraph) {
        ++end;
        tag = tag_in(end);
      }
      for (std::uint32_t k = s; k <= end; ++k) covered_[k] = true;
      if (tag) {
        StatementDraft& draft = drafts_[*tag];
        draft.content.front().low = first_token(s);
        if (draft.form != StatementForm::adjunct) draft.form = StatementForm::direct;
        previous = tag;
        previous_end = end;
        continue;
      }
      if (sentences()[s].kind == SentenceKind::heading && sentences()[s].tokens.end == sentences()[end].tokens.end) {
        heading_quotes_.push_back(s);
        continue;
      }
      Extent content{first_token(s), sentences()[end].tokens.end - 1};
      if (!trim(tree_, content)) continue;
      if (const auto speaker = asked_by_colon(s)) {
        StatementDraft& draft = drafts_[*speaker];
        draft.content.push_back(content);
        draft.form = StatementForm::direct;
        draft.rule = "colon before quotation";
        previous = speaker;
        previous_end = end;
        continue;
      }
      if (pointed_back_from(end + 1)) {
        runs_.push_back({s, end});
        continue;
      }
      // The same speaker goes on, in the same paragraph or in the next one.
      if (previous && previous_end + 1 == s && sentences()[s].paragraph <= sentences()[previous_end].paragraph + 1) {
        drafts_[*previous].content.push_back(content);
        previous_end = end;
        continue;
      }
      StatementDraft draft;
      draft.form = StatementForm::direct;
      draft.rule = "quotation without tag";
      draft.content.push_back(content);
      if (const auto speaker = last_speaker_before(s)) draft.speakers = drafts_[*speaker].speakers;
      previous = drafts_.size();
      previous_end = end;
      drafts_.push_back(std::move(draft));
    }
  }

  // "— Name (@handle) date": whoever signs the post above it.
  bool signature(std::uint32_t s) {
    const Rows rows = sentences()[s].tokens;
    bool handle = false;
    for (std::uint32_t k = rows.begin; k < std::min(rows.end, rows.begin + 14); ++k)
      handle |= tree_.text(k).starts_with("@");
    if (!handle || s == 0) return false;
    std::uint32_t from = s - 1;
    while (from > 0 && sentences()[from - 1].paragraph == sentences()[s - 1].paragraph) --from;
    Extent content{first_token(from), sentences()[s - 1].tokens.end - 1};
    if (!trim(tree_, content)) return true;
    StatementDraft draft;
    draft.form = StatementForm::direct;
    draft.channel = Channel::social_media;
    draft.rule = "signed post";
    draft.content.push_back(content);
    draft.speakers.push_back(marks_.speech_begin[s]);
    drafts_.push_back(std::move(draft));
    return true;
  }

  // "X sier:" right before sentence s.
  std::optional<std::size_t> asked_by_colon(std::uint32_t s) const {
    if (s == 0 || tree_.text(sentences()[s - 1].tokens.end - 1) != ":") return std::nullopt;
    for (const std::size_t d : of_sentence_[s - 1]) {
      if (drafts_[d].seeks_content && drafts_[d].content.empty()) return d;
    }
    return std::nullopt;
  }

  bool pointed_back_from(std::uint32_t s) const {
    if (s >= sentences().size()) return false;
    return std::ranges::any_of(of_sentence_[s], [&](std::size_t d) {
      return drafts_[d].seeks_content && drafts_[d].content.empty() && tree_.text(sentences()[s].tokens.end - 1) != ":";
    });
  }

  // Who spoke last in the paragraph before, or earlier in this one.
  std::optional<std::size_t> last_speaker_before(std::uint32_t s) const {
    const std::uint32_t paragraph = sentences()[s].paragraph;
    for (std::uint32_t k = s; k-- > 0 && sentences()[k].paragraph + 1 >= paragraph;) {
      for (std::size_t n = of_sentence_[k].size(); n-- > 0;) {
        const StatementDraft& draft = drafts_[of_sentence_[k][n]];
        if (draft.form == StatementForm::adjunct || draft.form == StatementForm::hearsay) continue;
        if (!draft.speakers.empty() && !draft.dropped) return of_sentence_[k][n];
      }
      if (sentences()[k].kind == SentenceKind::heading) break;
    }
    return std::nullopt;
  }

  // "Det opplyser politiet.": the quotation, or the sentence, before it. "X sier:" followed by marks.
  void point_back() {
    for (StatementDraft& draft : drafts_) {
      if (!draft.seeks_content || !draft.content.empty()) continue;
      const std::uint32_t s = tree_.sentence_of(draft.cue);
      if (tree_.text(sentences()[s].tokens.end - 1) == ":") {
        if (s + 1 < sentences().size()) {
          const std::uint32_t row = marks_.marked_at[sentences()[s + 1].tokens.begin];
          if (row != QuoteMarks::kOutside) {
            draft.content.push_back(marks_.marked[row]);
            draft.form = StatementForm::direct;
            draft.rule = "colon before quotation";
          }
        }
      } else if (s > 0) {
        const auto run = std::ranges::lower_bound(runs_, s - 1, {}, &Extent::high);
        if (run != runs_.end() && run->high + 1 == s) {
          Extent content{first_token(run->low), sentences()[s - 1].tokens.end - 1};
          if (trim(tree_, content)) draft.content.push_back(content);
          draft.form = StatementForm::direct;
          draft.rule = "points back to quotation";
        } else if (sentences()[s - 1].paragraph == sentences()[s].paragraph) {
          Extent content{first_token(s - 1), sentences()[s - 1].tokens.end - 1};
          if (trim(tree_, content)) draft.content.push_back(content);
          draft.rule = "points back to sentence";
        }
      }
      if (draft.content.empty() && !draft.entry->frames.bare) draft.dropped = true;
    }
  }

  // Headings: "Putin: – Vi er klare", "– Vi er klare", "Krever klarhet".
  void headings() {
    const std::size_t found_before = drafts_.size();
    for (std::size_t d = 0; d < found_before; ++d) {
      StatementDraft& draft = drafts_[d];
      const std::uint32_t at = draft.cue != Tree::kNothing ? draft.cue : draft.content.front().low;
      if (tree_.sentence(at).kind != SentenceKind::heading) continue;
      if (draft.form != StatementForm::hearsay && draft.form != StatementForm::adjunct)
        draft.form = StatementForm::heading;
      if (draft.speakers.empty() && draft.rule == "heading without subject") {
        if (const auto speaker = first_speaker_after(tree_.sentence_of(at), draft.cue_class)) {
          draft.speakers = drafts_[*speaker].speakers;
        } else if (!draft.entry->frames.passive) {
          draft.dropped = true;
        }
      }
    }
    for (const std::uint32_t s : heading_quotes_) {
      Extent content{first_token(s), sentences()[s].tokens.end - 1};
      if (!trim(tree_, content)) continue;
      StatementDraft draft;
      draft.form = StatementForm::heading;
      draft.rule = "heading quotation";
      draft.content.push_back(content);
      if (const auto speaker = first_direct_after(s)) draft.speakers = drafts_[*speaker].speakers;
      drafts_.push_back(std::move(draft));
    }
    for (std::uint32_t s = 0; s < sentences().size(); ++s) {
      if (sentences()[s].kind == SentenceKind::heading && !marks_.is_dashed(s)) named_heading(s);
    }
  }

  // "Putin: – Vi er klare": a name or a role before the colon, no verb there.
  void named_heading(std::uint32_t s) {
    const Rows rows = sentences()[s].tokens;
    const std::uint32_t limit = std::min(rows.end, rows.begin + 9);
    std::uint32_t colon = Tree::kNothing;
    bool named = false;
    for (std::uint32_t k = rows.begin; k < limit; ++k) {
      if (tree_.text(k) == ":") {
        colon = k;
        break;
      }
      if (tree_.is_verb(k) || tree_.word(k).upos == Upos::adp) return;
      const NameType name = tree_.word(k).name;
      named |= name != NameType::none && name != NameType::evt && name != NameType::drv;
      const ChannelWord* word = knowledge_.channel(tree_.lemma(k));
      named |= word != nullptr && word->kind.has_value();
    }
    if (colon == Tree::kNothing || colon == rows.begin || colon + 2 >= rows.end || !named) return;
    if (std::ranges::any_of(of_sentence_[s],
                            [&](std::size_t d) { return drafts_[d].cue < colon && !drafts_[d].dropped; }))
      return;
    std::uint32_t speaker = rows.begin;
    for (std::uint32_t k = rows.begin; k < colon; ++k) {
      const std::uint32_t up = tree_.head(k);
      if (up == Tree::kNothing || up >= colon) speaker = k;
    }
    Extent content{colon + 1, rows.end - 1};
    if (!trim(tree_, content)) return;
    StatementDraft draft;
    draft.form = StatementForm::heading;
    draft.rule = "heading with name";
    draft.content.push_back(content);
    draft.speakers = joined(tree_, speaker);
    drafts_.push_back(std::move(draft));
  }

  std::optional<std::size_t> first_speaker_after(std::uint32_t s, CueClass cue_class) const {
    std::optional<std::size_t> any;
    const auto end = std::min<std::uint32_t>(static_cast<std::uint32_t>(sentences().size()), s + 5);
    for (std::uint32_t k = s + 1; k < end; ++k) {
      for (const std::size_t d : of_sentence_[k]) {
        if (drafts_[d].speakers.empty() || drafts_[d].dropped) continue;
        if (drafts_[d].cue_class == cue_class) return d;
        if (!any) any = d;
      }
    }
    return any;
  }

  std::optional<std::size_t> first_direct_after(std::uint32_t s) const {
    const auto end = std::min<std::uint32_t>(static_cast<std::uint32_t>(sentences().size()), s + 8);
    std::optional<std::size_t> any;
    for (std::uint32_t k = s + 1; k < end; ++k) {
      for (const std::size_t d : of_sentence_[k]) {
        const StatementDraft& draft = drafts_[d];
        if (draft.speakers.empty() || draft.dropped || draft.form == StatementForm::adjunct) continue;
        if (draft.form == StatementForm::direct || draft.form == StatementForm::mixed) return d;
        if (!any) any = d;
      }
    }
    return any;
  }

  // What a quoted speaker says of himself ("Vi tror at …") is part of his own words, no statement beside them.
  void drop_self_talk() {
    for (StatementDraft& draft : drafts_) {
      if (draft.cue == Tree::kNothing || draft.speakers.size() != 1) continue;
      if (!knowledge_.is(WordKind::self_talk, tree_.lower(draft.speakers.front()))) continue;
      const std::uint32_t s = tree_.sentence_of(draft.cue);
      const bool tagged = std::ranges::any_of(of_sentence_[s], [&](std::size_t d) {
        const StatementDraft& outer = drafts_[d];
        return outer.tag && !outer.content.empty() && outer.content.front().holds(draft.cue);
      });
      if (covered_[s] || tagged || marks_.marked_at[draft.cue] != QuoteMarks::kOutside) draft.dropped = true;
    }
  }

  const Tree& tree_;
  const QuoteMarks& marks_;
  const ClaimKnowledge& knowledge_;
  std::vector<StatementDraft>& drafts_;
  std::vector<std::vector<std::size_t>> of_sentence_;
  std::vector<bool> covered_;
  std::vector<Extent> runs_;                   // untagged dash quotations, in sentences
  std::vector<std::uint32_t> heading_quotes_;  // sentences
};

}  // namespace

void settle_quotations(const ClaimContext& context, std::vector<StatementDraft>& drafts) {
  Settler(context, drafts).run();
}

}  // namespace depesje::claim
