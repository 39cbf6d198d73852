// SPDX-License-Identifier: Apache-2.0
#include "claim/claim_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "claim/draft.h"
#include "claim/knowledge.h"
#include "claim/stance.h"

namespace depesje {
using namespace claim;  // the stage's own types

namespace {

constexpr std::string_view kPress = "JRN";

bool has_sector(std::string_view sectors, std::string_view sector) {
  while (!sectors.empty()) {
    const auto end = sectors.find(' ');
    if (sectors.substr(0, end) == sector) return true;
    sectors.remove_prefix(end == std::string_view::npos ? sectors.size() : end + 1);
  }
  return false;
}

// Turns drafts into rows.
class ClaimWriter {
 public:
  ClaimWriter(const ClaimContext& context, const MentionTable& mentions, StringPool& pool, ClaimTable& table)
      : tree_(context.tree), knowledge_(context.knowledge), mentions_(mentions), pool_(pool), table_(table) {}

  void write(std::vector<StatementDraft>& drafts) {
    std::erase_if(drafts, [&](const StatementDraft& draft) { return thing_speaks(draft); });
    std::ranges::stable_sort(drafts, {},
                             [](const StatementDraft& draft) { return std::pair(first_token(draft), draft.cue); });
    for (const StatementDraft& draft : drafts) write_one(draft);
    nest(drafts);
  }

 private:
  // "En dom krever flertall": a thing as the subject of a word that may also tell of things. Clauses of content are
  // proof of speech; phrases are not.
  bool thing_speaks(const StatementDraft& draft) const {
    if (mentions_.at_token.size() != tree_.size() || draft.speakers.empty()) return false;
    if (draft.rule != "object" && draft.rule != "prepositional object" && draft.rule != "as-phrase") return false;
    return std::ranges::all_of(draft.speakers, [&](std::uint32_t head) {
      if (tree_.word(head).upos != Upos::noun || mention_of(head) != kNone<MentionId>) return false;
      const ChannelWord* word = knowledge_.channel(tree_.lemma(head));
      return word == nullptr || !word->kind || word->kind == SourceKind::document;
    });
  }

  static std::uint32_t first_token(const StatementDraft& draft) {
    return draft.content.empty() ? draft.cue : draft.content.front().low;
  }

  MentionId mention_of(std::uint32_t head) const {
    if (mentions_.at_token.size() != tree_.size()) return kNone<MentionId>;
    const auto at = [&](std::uint32_t i) { return mentions_.at_token[i]; };
    if (at(head) != kNone<MentionId>) return at(head);
    // "statsminister Erna Solberg": the mention may hang on the name beside the title.
    for (const TokenId id : tree_.children(head)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if ((relation == Deprel::appos || relation == Deprel::flat_name || relation == Deprel::flat ||
           relation == Deprel::nmod_desc) &&
          at(k) != kNone<MentionId>) {
        return at(k);
      }
    }
    return kNone<MentionId>;
  }

  const Entity* entity_of(MentionId id) const {
    if (id == kNone<MentionId>) return nullptr;
    const Rows refs = mentions_[id].entities;
    return refs.empty() ? nullptr : &mentions_[mentions_.entity_refs[refs.begin]];
  }

  Party party(std::uint32_t head) const {
    Party out;
    out.head = static_cast<TokenId>(head);
    out.mention = mention_of(head);
    if (out.mention != kNone<MentionId>) {
      out.span = mentions_[out.mention].span;
      return out;
    }
    // The noun phrase without clauses and joined phrases behind it.
    Extent extent{head, head};
    for (const TokenId id : tree_.children(head)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if (tree_.is_punct(k) || relation == Deprel::conj || relation == Deprel::acl_relcl || relation == Deprel::case_ ||
          relation == Deprel::cc || relation == Deprel::acl || relation == Deprel::appos ||
          relation == Deprel::advmod || relation == Deprel::cop || relation == Deprel::aux ||
          relation == Deprel::nsubj || relation == Deprel::mark) {
        continue;
      }
      extent.low = std::min(extent.low, tree_.extent(k).low);
      extent.high = std::max(extent.high, tree_.extent(k).high);
    }
    out.span = tree_.span(extent);
    return out;
  }

  bool is_press(std::uint32_t head) const {
    if (const Entity* entity = entity_of(mention_of(head))) return has_sector(pool_.at(entity->sectors), kPress);
    const ChannelWord* word = knowledge_.channel(tree_.lemma(head));
    return word != nullptr && (word->kind == SourceKind::media || word->kind == SourceKind::news_agency);
  }

  SourceKind kind_of(std::uint32_t head) const {
    const ChannelWord* word = knowledge_.channel(tree_.lemma(head));
    if (word != nullptr && word->kind) return *word->kind;
    const MentionId id = mention_of(head);
    const Entity* entity = entity_of(id);
    if (entity == nullptr) {
      return tree_.word(head).name == NameType::per ? SourceKind::person : SourceKind::unknown;
    }
    const std::string_view sectors = pool_.at(entity->sectors);
    if (entity->type == MentionType::person && !entity->plural) return SourceKind::person;
    if (has_sector(sectors, kPress)) return SourceKind::media;
    if (has_sector(sectors, "REB") || has_sector(sectors, "UAF")) return SourceKind::armed_group;
    for (const std::string_view sector : {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}) {
      if (has_sector(sectors, sector)) return SourceKind::government;
    }
    if (entity->type == MentionType::place) return SourceKind::government;
    if (entity->type == MentionType::organisation) return SourceKind::organisation;
    return SourceKind::public_;
  }

  // The word of a channel among the cue's dependents: "i en pressemelding", "på Twitter".
  std::optional<Channel> channel_at(std::uint32_t cue) const {
    for (const TokenId id : tree_.children(cue)) {
      const auto k = static_cast<std::uint32_t>(id);
      const Deprel relation = tree_.word(k).deprel;
      if (relation != Deprel::obl && relation != Deprel::nmod && relation != Deprel::obj) continue;
      const ChannelWord* word = knowledge_.channel(tree_.lemma(k));
      if (word == nullptr) word = knowledge_.channel(tree_.lower(k));
      if (word != nullptr && word->channel) return word->channel;
    }
    return std::nullopt;
  }

  Channel channel_of(const StatementDraft& draft) const {
    if (draft.channel) return *draft.channel;
    if (draft.cue != Tree::kNothing) {
      if (draft.form == StatementForm::adjunct) {
        const std::uint32_t noun = tree_.head(draft.cue);
        const ChannelWord* word = noun == Tree::kNothing ? nullptr : knowledge_.channel(tree_.lemma(noun));
        if (word != nullptr && word->channel) return *word->channel;
      }
      if (const auto channel = channel_at(draft.cue)) return *channel;
      if (draft.entry != nullptr && draft.entry->channel) return *draft.entry->channel;
    }
    if (!draft.speakers.empty() && is_press(draft.speakers.front())) return Channel::other_media;
    if (draft.relay != Tree::kNothing) return Channel::interview;
    return Channel::unknown;
  }

  Rows add_parties(const std::vector<std::uint32_t>& heads) {
    Rows rows{static_cast<std::uint32_t>(table_.parties.size()), 0};
    for (const std::uint32_t head : heads) table_.parties.push_back(party(head));
    rows.end = static_cast<std::uint32_t>(table_.parties.size());
    return rows;
  }

  void write_one(StatementDraft draft) {
    std::vector<std::uint32_t> addressees;
    for (const std::uint32_t head : draft.addressees) {
      const bool speech = draft.cue_class == CueClass::say || draft.cue_class == CueClass::announce ||
                          draft.cue_class == CueClass::confirm;
      if (draft.relay == Tree::kNothing && speech && is_press(head)) draft.relay = head;
      else addressees.push_back(head);
    }
    Statement statement;
    if (draft.cue != Tree::kNothing) {
      statement.cue = static_cast<TokenId>(draft.cue);
      statement.cue_span = tree_.token(draft.cue).span;
      statement.cue_lemma = tree_.word(draft.cue).lemma;
    }
    statement.speakers = add_parties(draft.speakers);
    statement.addressees = add_parties(addressees);
    statement.relay = draft.relay == Tree::kNothing ? Rows{} : add_parties({draft.relay});
    statement.content.begin = static_cast<std::uint32_t>(table_.content_spans.size());
    for (const Extent& part : draft.content) table_.content_spans.push_back(tree_.span(part));
    statement.content.end = static_cast<std::uint32_t>(table_.content_spans.size());
    statement.cue_class = draft.cue_class;
    statement.form = draft.form;
    statement.channel = channel_of(draft);
    if (!draft.speakers.empty()) statement.source_kind = kind_of(draft.speakers.front());
    statement.rule = pool_.add(draft.rule);
    table_.statements.push_back(statement);
  }

  // Parents and told_in by one sweep over the stretches of content, longer first where they begin together.
  void nest(const std::vector<StatementDraft>& drafts) {
    struct Stretch {
      Extent extent;
      std::uint32_t statement;
    };
    std::vector<Stretch> stretches;
    for (std::uint32_t d = 0; d < drafts.size(); ++d) {
      for (const Extent& part : drafts[d].content) stretches.push_back({part, d});
    }
    std::ranges::stable_sort(stretches, [](const Stretch& a, const Stretch& b) {
      return a.extent.low != b.extent.low ? a.extent.low < b.extent.low : a.extent.high > b.extent.high;
    });
    table_.told_in.assign(tree_.size(), kNone<StatementId>);
    std::vector<std::vector<std::uint32_t>> cues_at_start;
    std::vector<Stretch> open;
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      while (next < stretches.size() && stretches[next].extent.low == i) open.push_back(stretches[next++]);
      while (!open.empty() && open.back().extent.high < i) open.pop_back();
      for (std::size_t n = open.size(); n-- > 0;) {
        if (open[n].extent.high < i) {
          open.erase(open.begin() + static_cast<std::ptrdiff_t>(n));
          continue;
        }
        table_.told_in[i] = static_cast<StatementId>(open[n].statement);
        break;
      }
    }
    for (std::uint32_t d = 0; d < drafts.size(); ++d) {
      const std::uint32_t at = drafts[d].cue != Tree::kNothing ? drafts[d].cue : drafts[d].content.front().low;
      const StatementId outer = table_.told_in[at];
      if (outer == kNone<StatementId> || outer == static_cast<StatementId>(d)) {
        if (outer == static_cast<StatementId>(d)) own_cue_inside(drafts, stretches.size(), d);
        continue;
      }
      table_.statements[d].parent = outer;
    }
    break_circles();
  }

  // The cue lies in its own content ("skal", "angivelig"): the parent is whoever tells the word before the content.
  void own_cue_inside(const std::vector<StatementDraft>& drafts, std::size_t, std::uint32_t d) {
    const std::uint32_t low = drafts[d].content.front().low;
    if (low == 0 || tree_.sentence_of(low - 1) != tree_.sentence_of(low)) return;
    const StatementId outer = table_.told_in[low - 1];
    if (outer != static_cast<StatementId>(d)) table_.statements[d].parent = outer;
  }

  // Two statements may name each other where the tree is odd; the later one lets go.
  void break_circles() {
    for (std::size_t d = 0; d < table_.statements.size(); ++d) {
      StatementId at = table_.statements[d].parent;
      for (int step = 0; at != kNone<StatementId>; ++step) {
        if (index(at) == d || step > 32) {
          table_.statements[d].parent = kNone<StatementId>;
          break;
        }
        at = table_.statements[index(at)].parent;
      }
    }
  }

  const Tree& tree_;
  const ClaimKnowledge& knowledge_;
  const MentionTable& mentions_;
  StringPool& pool_;
  ClaimTable& table_;
};

// Per token: an expression of time after the document's day hangs on it.
std::vector<bool> future_marks(const Document& document, const Tree& tree, const TimeTable& times) {
  std::vector<bool> future(tree.size(), false);
  const DateValue& published = document.info().published;
  if (!published.known() || published.latest == kNoDay) return future;
  for (const TimeMention& mention : times.mentions) {
    if (mention.kind != TimeKind::point && mention.kind != TimeKind::span) continue;
    if (mention.earliest == kNoDay || mention.earliest <= published.latest || mention.head == kNone<TokenId>) continue;
    std::uint32_t at = static_cast<std::uint32_t>(mention.head);
    for (int step = 0; step < 4 && at != Tree::kNothing; ++step) {
      future[at] = true;
      if (tree.is_verb(at)) break;
      at = tree.head(at);
    }
  }
  return future;
}

}  // namespace

ClaimReader::ClaimReader(std::unique_ptr<const ClaimKnowledge> knowledge) : knowledge_(std::move(knowledge)) {}
ClaimReader::~ClaimReader() = default;
ClaimReader::ClaimReader(ClaimReader&&) noexcept = default;
ClaimReader& ClaimReader::operator=(ClaimReader&&) noexcept = default;

Result<ClaimReader> ClaimReader::load(const std::filesystem::path& lang_root, std::string_view lang) {
  auto knowledge = ClaimKnowledge::load(lang_root, lang);
  if (!knowledge) return std::unexpected(std::move(knowledge).error());
  return ClaimReader(std::make_unique<const ClaimKnowledge>(std::move(*knowledge)));
}

ClaimTable ClaimReader::read(const Document& document, const TokenTable& tokens, const WordTable& words,
                             const MentionTable& mentions, const TimeTable& times, StringPool& pool) const {
  ClaimTable table;
  const Tree tree(document, tokens, words, pool);
  const QuoteMarks marks = find_quote_marks(tree);
  const ClaimContext context{tree, *knowledge_, marks};
  std::vector<StatementDraft> drafts = drafts_from_cues(context);
  settle_quotations(context, drafts);
  add_hearsay(context, drafts);
  ClaimWriter(context, mentions, pool, table).write(drafts);
  table.stances = stances_of(context, future_marks(document, tree, times), pool);
  return table;
}

std::vector<Error> check_claim(const std::filesystem::path& lang_root, std::string_view lang) {
  std::vector<Error> errors;
  if (auto knowledge = ClaimKnowledge::load(lang_root, lang); !knowledge)
    errors.push_back(std::move(knowledge).error());
  return errors;
}

}  // namespace depesje
