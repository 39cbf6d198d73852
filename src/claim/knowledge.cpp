// SPDX-License-Identifier: Apache-2.0
#include "claim/knowledge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/tsv.h"

namespace depesje::claim {
namespace {

constexpr std::string_view kPartNames[] = {"verb", "noun", "adj", "prep", "adv"};
constexpr std::string_view kWordKindNames[] = {
    "infinitive-mark",
    "clause-mark",
    "agent",
    "addressee",
    "first-person",
    "formal-subject",
    "as",
    "purpose",
    "perfect",
    "copula",
    "hearsay-modal",
    "hearsay-past-modal",
    "counterfactual-modal",
    "negator",
    "negative-determiner",
    "without",
    "condition",
    "light",
    "source-preposition",
    "adjunct-clause",
    "deadline",
    "question-word",
    "name-preposition",
    "relative",
    "not-source",
    "utter",
    "demonstrative",
    "self-talk",
    "as-clause",
    "light-preposition",
    "clause-joiner",
};
static_assert(std::size(kWordKindNames) == static_cast<std::size_t>(WordKind::count));

// Position of `name` in a table of names, as the enum of that table.
template <class Enum, std::size_t Count>
std::optional<Enum> value_of(const std::string_view (&names)[Count], std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

template <std::size_t Count>
std::string list_of(const std::string_view (&names)[Count]) {
  std::string out = "use one of:";
  for (const std::string_view name : names) out.append(" ").append(name);
  return out;
}

// Reads the cell as a value of the enum; an empty cell is `missing`.
template <class Enum, std::size_t Count>
std::optional<Error> read_enum(const TsvTable& table, std::size_t row, std::string_view column,
                               const std::string_view (&names)[Count], std::optional<Enum>& out) {
  const std::string_view cell = table.cell(row, column);
  if (cell.empty()) return std::nullopt;
  out = value_of<Enum>(names, cell);
  if (out) return std::nullopt;
  return table.error_at(row, column, "unknown value «" + std::string(cell) + "»", list_of(names));
}

std::vector<std::string> strings_of(std::string_view cell, std::string_view separators) {
  std::vector<std::string> out;
  for (const std::string_view part : split_cell(cell, separators)) out.emplace_back(part);
  return out;
}

std::optional<Error> read_frames(const TsvTable& table, std::size_t row, Frames& frames) {
  for (const std::string_view name : split_cell(table.cell(row, "frames"), " ,")) {
    if (name == "at") frames.clause = true;
    else if (name == "q") frames.quote = true;
    else if (name == "inf") frames.infinitive = true;
    else if (name == "obj") frames.object = true;
    else if (name == "som") frames.as = true;
    else if (name == "pass") frames.passive = true;
    else if (name == "none") frames.bare = true;
    else if (name == "free") frames.free = true;
    else if (name == "noself") frames.self_barred = true;
    else if (name == "third") frames.third = true;
    else if (name.starts_with("p:")) frames.prepositions.emplace_back(name.substr(2));
    else {
      return table.error_at(row, "frames", "unknown frame «" + std::string(name) + "»",
                            "use one of: at q inf obj som pass none free third noself p:PREPOSITION");
    }
  }
  return std::nullopt;
}

std::optional<Error> read_effect(const TsvTable& table, std::size_t row, Effect& effect) {
  if (auto error = read_enum(table, row, "status", kStatusNames, effect.status)) return error;
  if (auto error = read_enum(table, row, "certainty", kCertaintyNames, effect.certainty)) return error;
  for (const std::string_view name : split_cell(table.cell(row, "effect"), " ,")) {
    if (name == "flip") effect.polarity = PolarityEffect::flip;
    else if (name == "carry") effect.carry_status = effect.carry_negation = true;
    else if (name == "neg") effect.carry_negation = true;
    else {
      return table.error_at(row, "effect", "unknown effect «" + std::string(name) + "»", "use one of: flip carry neg");
    }
  }
  return std::nullopt;
}

}  // namespace

bool Frames::takes(std::string_view preposition) const {
  return std::ranges::find(prepositions, preposition) != prepositions.end();
}

std::optional<Error> ClaimKnowledge::load_cues(const std::filesystem::path& path) {
  auto table = TsvTable::load(path, {"lemma", "part", "with", "class", "frames", "force", "channel"});
  if (!table) return std::move(table).error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Cue cue;
    std::optional<CuePart> part;
    std::optional<CueClass> cue_class;
    if (auto error = read_enum(*table, row, "part", kPartNames, part)) return error;
    if (auto error = read_enum(*table, row, "class", kCueClassNames, cue_class)) return error;
    if (auto error = read_enum(*table, row, "channel", kChannelNames, cue.channel)) return error;
    if (auto error = read_frames(*table, row, cue.frames)) return error;
    if (!part || !cue_class) {
      return table->error_at(row, "lemma", "cue lacks a part or a class", "fill the columns «part» and «class»");
    }
    cue.part = *part;
    cue.cue_class = *cue_class;
    if (table->cell(row, "force") == "factive") {
      cue.factive = true;
    } else if (auto error = read_enum(*table, row, "force", kCertaintyNames, cue.force)) {
      return error;
    }
    cue.with = strings_of(table->cell(row, "with"), "|");
    for (const std::string_view lemma : split_cell(table->cell(row, "lemma"), "|")) {
      cue.lemma = lemma;
      auto& list = cues_[std::string(lemma)];
      // Rows that ask for a companion are tried first.
      list.insert(cue.with.empty() ? list.end() : list.begin(), cue);
      ++cue_count_;
    }
  }
  return std::nullopt;
}

std::optional<Error> ClaimKnowledge::load_stance(const std::filesystem::path& path) {
  auto table = TsvTable::load(path, {"kind", "word", "part", "with", "frames", "status", "certainty", "effect"});
  if (!table) return std::move(table).error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view kind = table->cell(row, "kind");
    const auto words = split_cell(table->cell(row, "word"), "|");
    if (const auto word_kind = value_of<WordKind>(kWordKindNames, kind)) {
      for (const std::string_view word : words) words_[static_cast<std::size_t>(*word_kind)].emplace(word);
      continue;
    }
    if (kind == "channel") {
      ChannelWord entry;
      if (auto error = read_enum(*table, row, "status", kChannelNames, entry.channel)) return error;
      if (auto error = read_enum(*table, row, "certainty", kSourceKindNames, entry.kind)) return error;
      for (const std::string_view word : words) channels_.insert_or_assign(std::string(word), entry);
      continue;
    }
    Governor governor;
    if (auto error = read_effect(*table, row, governor.effect)) return error;
    TextMap<Effect>* effects = kind == "modal"       ? &modals_
                               : kind == "adverb"    ? &adverbs_
                               : kind == "attribute" ? &attributes_
                                                     : nullptr;
    if (effects != nullptr) {
      for (const std::string_view word : words) effects->insert_or_assign(std::string(word), governor.effect);
      continue;
    }
    if (kind != "governor") {
      return table->error_at(row, "kind", "unknown kind «" + std::string(kind) + "»",
                             "use governor, modal, adverb, attribute, channel or a kind of role word: " +
                                 list_of(kWordKindNames).substr(12));
    }
    std::optional<CuePart> part;
    if (auto error = read_enum(*table, row, "part", kPartNames, part)) return error;
    if (auto error = read_frames(*table, row, governor.frames)) return error;
    governor.part = part.value_or(CuePart::verb);
    governor.with = strings_of(table->cell(row, "with"), "|");
    for (const std::string_view word : words) {
      auto& list = governors_[std::string(word)];
      list.insert(governor.with.empty() ? list.end() : list.begin(), governor);
    }
  }
  return std::nullopt;
}

Result<ClaimKnowledge> ClaimKnowledge::load(const std::filesystem::path& lang_root, std::string_view lang) {
  ClaimKnowledge knowledge;
  const std::filesystem::path folder = lang_root / lang;
  if (auto error = knowledge.load_cues(folder / "cues.tsv")) return std::unexpected(std::move(*error));
  if (auto error = knowledge.load_stance(folder / "stance.tsv")) return std::unexpected(std::move(*error));
  return knowledge;
}

}  // namespace depesje::claim
