// SPDX-License-Identifier: Apache-2.0
#include "mention/mention_finder.h"

#include <algorithm>
#include <string>

#include "base/unicode.h"
#include "mention/actor_tables.h"
#include "mention/draft.h"
#include "mention/mention_language.h"

namespace depesje {
namespace {

using mention_detail::Draft;
using mention_detail::kNoRow;
using mention_detail::Work;

void find_adjectives(Work& work) {
  const auto& settings = work.language.settings();
  for (std::uint32_t i = 0; i < work.words.words.size(); ++i) {
    const Upos tag = work.word(i).upos;
    if (tag != Upos::adj && tag != Upos::propn && tag != Upos::noun) continue;
    if (settings.capital_demonyms) {
      std::size_t at = 0;
      if (!is_upper(next_code_point(work.text(i), at))) continue;
    } else if (tag == Upos::noun && work.word(i).deprel != Deprel::amod) {
      continue;
    }
    work.adjective[i] = work.language.adjective(work.actors, to_lower(work.lemma(i)), work.lower(i));
    // "kurdisk-irakisk": the last part says which state.
    const std::string_view form = work.lower(i);
    if (const auto dash = form.rfind('-'); work.adjective[i] == kNoRow && dash != form.npos && dash > 3) {
      const std::string_view last = form.substr(dash + 1);
      if (last.size() > 3) work.adjective[i] = work.language.adjective(work.actors, last, last);
    }
  }
}

// Which country the article is about: its mentions counted, the first sentences double, home with a start.
void weigh_countries(Work& work) {
  const auto add = [&](std::string_view code, std::uint32_t token) {
    if (code.empty() || !work.actors.is_country(code)) return;
    const auto sentence = static_cast<std::uint32_t>(work.tokens.sentence_of[token]);
    work.countries[std::string(code)] += sentence < 3 ? 2 : 1;
  };
  // Who holds no power says little of the country he is in.
  const auto powerless = [&](const mention_detail::EntityDraft& entity) {
    constexpr std::string_view kPower[] = {"GOV", "LEG", "PTY", "OPP", "MIL", "JUD", "ELI"};
    const std::string_view sectors = work.pool.at(entity.entity.sectors);
    return entity.entity.type == MentionType::person &&
           std::ranges::none_of(kPower, [&](std::string_view each) { return sectors.starts_with(each); });
  };
  for (const Draft& draft : work.drafts) {
    const auto token = static_cast<std::uint32_t>(draft.mention.head);
    for (const EntityId id : draft.refs) {
      const auto& entity = work.entity(id);
      if (powerless(entity)) continue;
      if (entity.group == "media" || entity.group == "agency") continue;  // who tells it is not what it is about
      add(work.pool.at(entity.entity.country), token);
    }
    if (draft.owner_actor != kNoRow) add(work.actors.actors()[draft.owner_actor].code.country, token);
  }
  for (std::uint32_t i = 0; i < work.adjective.size(); ++i) {
    if (work.adjective[i] != kNoRow) add(work.actors.actors()[work.adjective[i]].code.country, i);
  }
  const auto& settings = work.language.settings();
  double best = 0;
  if (!settings.home.empty()) {
    best = work.countries[settings.home] + settings.home_weight;
    work.context_country = settings.home;
  }
  // In order of the code, so that a tie falls the same way everywhere.
  std::vector<std::pair<std::string, double>> sorted(work.countries.begin(), work.countries.end());
  std::ranges::sort(sorted);
  for (const auto& [code, weight] : sorted) {
    if (weight <= best) continue;
    best = weight;
    work.context_country = code;
  }
}

// "I London ble en demonstrant pågrepet": for each token the country that a place right under its verb or noun names.
// A sentence of one such country without another tells it of the whole sentence, and of the paragraph's next ones.
void find_scenes(Work& work) {
  const auto& inside = work.language.settings().scene_prepositions;
  const auto count = work.tokens.sentences.size();
  std::vector<std::uint32_t> told(count, kNoRow);
  constexpr std::uint32_t kSeveral = kNoRow - 1;
  for (const Draft& draft : work.drafts) {
    if (draft.mention.form != MentionForm::name) continue;
    std::uint32_t row = draft.owner_actor;
    if (!draft.refs.empty())
      row = work.entity(draft.refs.front()).is_country ? work.entity(draft.refs.front()).actor : kNoRow;
    if (row == kNoRow || draft.mention.type == MentionType::person) continue;
    const auto head = static_cast<std::uint32_t>(draft.mention.head);
    std::uint32_t& sentence = told[static_cast<std::size_t>(work.tokens.sentence_of[head])];
    const bool same =
        sentence == kNoRow || sentence == row ||
        (sentence != kSeveral && work.actors.actors()[sentence].code.country == work.actors.actors()[row].code.country);
    const bool scene = !draft.mention.acting && mention_detail::has_case(work, head, inside);
    if (!same || (!scene && sentence == kNoRow)) {
      sentence = kSeveral;
    } else if (scene) {
      sentence = row;
    }
  }
  std::uint32_t last = kNoRow;
  for (std::size_t i = 0; i < count; ++i) {
    const Sentence& sentence = work.tokens.sentences[i];
    if (i > 0 && sentence.paragraph != work.tokens.sentences[i - 1].paragraph) last = kNoRow;
    if (told[i] != kNoRow) last = told[i] == kSeveral ? kNoRow : told[i];
    for (auto token = sentence.tokens.begin; token < sentence.tokens.end; ++token) work.scenes[token] = last;
  }
}

MentionTable table_of(Work& work) {
  MentionTable table;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < work.drafts.size(); ++i) {
    const Draft& draft = work.drafts[i];
    if (draft.dropped || (draft.pronoun != nullptr && draft.refs.empty())) continue;
    order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const Span x = work.drafts[a].mention.span, y = work.drafts[b].mention.span;
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  std::vector<MentionId> number(work.drafts.size(), kNone<MentionId>);
  for (const std::uint32_t i : order) {
    Draft& draft = work.drafts[i];
    number[i] = static_cast<MentionId>(table.mentions.size());
    Mention& made = table.mentions.emplace_back(draft.mention);
    made.entities.begin = static_cast<std::uint32_t>(table.entity_refs.size());
    table.entity_refs.insert(table.entity_refs.end(), draft.refs.begin(), draft.refs.end());
    made.entities.end = static_cast<std::uint32_t>(table.entity_refs.size());
    if (draft.pronoun != nullptr) {
      made.type = work.entity(draft.refs.front()).entity.type;
      if (draft.refs.size() > 1) made.type = MentionType::group;
    }
  }
  table.at_token.assign(work.tokens.tokens.size(), kNone<MentionId>);
  for (std::size_t i = 0; i < work.headed.size(); ++i) {
    if (work.headed[i] != kNoRow) table.at_token[i] = number[work.headed[i]];
  }
  table.entities.reserve(work.entities.size());
  for (const auto& entity : work.entities) table.entities.push_back(entity.entity);
  return table;
}

}  // namespace

MentionFinder::MentionFinder() = default;
MentionFinder::MentionFinder(MentionFinder&&) noexcept = default;
MentionFinder& MentionFinder::operator=(MentionFinder&&) noexcept = default;
MentionFinder::~MentionFinder() = default;

Result<MentionFinder> MentionFinder::load(const std::filesystem::path& data_root) {
  return load(data_root / "world", data_root / "lang");
}

Result<MentionFinder> MentionFinder::load(const std::filesystem::path& world, const std::filesystem::path& lang) {
  MentionFinder finder;
  auto actors = ActorTables::load(world / "actors");
  if (!actors) return std::unexpected(std::move(actors).error());
  finder.actors_ = std::make_unique<const ActorTables>(std::move(*actors));
  for (std::size_t l = 0; l < std::size(kNameLanguages); ++l) {
    auto language = MentionLanguage::load(lang / kNameLanguages[l], static_cast<NameLanguage>(l));
    if (!language) return std::unexpected(std::move(language).error());
    finder.languages_.push_back(std::move(*language));
  }
  return finder;
}

MentionTable MentionFinder::find(const Document& document, const TokenTable& tokens, const WordTable& words,
                                 std::string_view lang, StringPool& pool) const {
  const auto found = std::ranges::find(kNameLanguages, lang);
  const auto size = tokens.tokens.size();
  if (found == std::end(kNameLanguages) || words.words.size() != size || words.child_rows.size() != size) {
    MentionTable empty;
    empty.at_token.assign(size, kNone<MentionId>);
    return empty;
  }
  const auto& language = languages_[static_cast<std::size_t>(found - std::begin(kNameLanguages))];
  const DateValue& published = document.info().published;
  Work work{.document = document,
            .tokens = tokens,
            .words = words,
            .actors = *actors_,
            .language = language,
            .pool = pool,
            .earliest = published.earliest,
            .latest = published.latest};
  work.covered.assign(size, kNoRow);
  work.headed.assign(size, kNoRow);
  work.adjective.assign(size, kNoRow);
  work.scenes.assign(size, kNoRow);
  find_adjectives(work);
  mention_detail::find_names(work);
  weigh_countries(work);
  find_scenes(work);
  mention_detail::find_phrases(work);
  mention_detail::resolve(work);
  return table_of(work);
}

}  // namespace depesje
