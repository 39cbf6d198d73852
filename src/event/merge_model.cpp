// SPDX-License-Identifier: Apache-2.0
#include "event/merge_model.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "base/tsv.h"
#include "event/lexicon.h"

namespace depesje {
namespace {

constexpr std::array<std::string_view, kSigns> kSignNames = {
    "always",
    "same_frame",
    "kin_frame",
    "other_frame",
    "same_lemma",
    "lemma_within",
    "same_stem",
    "both_nouns",
    "both_verbs",
    "verb_then_noun",
    "later_definite",
    "later_indefinite",
    "later_bare",
    "earlier_bare",
    "both_bare",
    "actors_equal",
    "actors_country",
    "actors_part",
    "actors_open",
    "actors_conflict",
    "recipients_equal",
    "recipients_country",
    "recipients_part",
    "recipients_open",
    "recipients_conflict",
    "same_actor",
    "same_recipient",
    "crossed",
    "sides_agree",
    "place_equal",
    "place_conflict",
    "date_equal",
    "date_overlap",
    "date_disjoint",
    "date_one",
    "inherited_disjoint",
    "status_differs",
    "modes_equal",
    "modes_conflict",
    "earlier_heading",
    "later_heading",
    "earlier_lead",
    "same_sentence",
    "next_sentence",
    "near",
    "far",
    "reciprocal",
    "number_differs",
    "later_echo",
};

}  // namespace

Result<MergeModel> MergeModel::load(const std::filesystem::path& data_root, const Codebook& book) {
  MergeModel model;
  model.book_ = &book;
  const auto folder = data_root / "world" / "codebook";
  if (auto done = model.load_weights(folder / "merge.tsv"); !done) return std::unexpected(done.error());
  if (auto done = model.load_families(folder / "families.tsv"); !done) return std::unexpected(done.error());
  return model;
}

Result<void> MergeModel::load_weights(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"sign", "weight"});
  if (!table) return std::unexpected(table.error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view name = table->cell(row, "sign"), text = table->cell(row, "weight");
    float weight = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (code != std::errc{} || end != text.data() + text.size())
      return std::unexpected(table->error_at(row, "weight", "no number", "write 0.5 or -2"));
    const auto at = std::ranges::find(kSignNames, name);
    if (at != kSignNames.end()) weights_[static_cast<std::size_t>(at - kSignNames.begin())] = weight;
    else if (book_->has_type(name)) types_.emplace(name, weight);
    else return std::unexpected(table->error_at(row, "sign", "unknown sign", "see Sign in src/event/merge_model.h"));
  }
  return {};
}

Result<void> MergeModel::load_families(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"family", "frames"});
  if (!table) return std::unexpected(table.error());
  const auto& frames = book_->frames();
  families_.resize(frames.size());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    for (const std::string_view part : split_cell(table->cell(row, "frames"), "|")) {
      const std::vector<std::string> pattern{std::string(part)};
      bool found = false;
      for (std::size_t i = 0; i < frames.size(); ++i) {
        if (!frame_in(frames[i].id, pattern)) continue;
        found = true;
        families_[i].push_back(static_cast<std::uint32_t>(row));
      }
      if (!found)
        return std::unexpected(table->error_at(row, "frames", "no frame «" + pattern.front() + "»", "see frames.tsv"));
    }
  }
  return {};
}

bool MergeModel::kin(const Frame& a, const Frame& b) const {
  const auto row = [this](const Frame& frame) { return static_cast<std::size_t>(&frame - book_->frames().data()); };
  if (row(a) >= families_.size() || row(b) >= families_.size()) return false;
  const auto& mine = families_[row(a)];
  return std::ranges::any_of(families_[row(b)],
                             [&](std::uint32_t family) { return std::ranges::find(mine, family) != mine.end(); });
}

float MergeModel::score(Signs signs, std::string_view type) const {
  float sum = 0;
  for (std::size_t i = 0; i < kSigns; ++i) {
    if (signs.has(static_cast<Sign>(i))) sum += weights_[i];
  }
  if (const auto at = types_.find(type); at != types_.end()) sum += at->second;
  return sum;
}

}  // namespace depesje
