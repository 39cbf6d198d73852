// SPDX-License-Identifier: Apache-2.0
//
// MergeModel: what speaks for two mentions telling the same act, and how much. Signs are yes-or-no; their weights are
// learnt (world/codebook/merge.tsv, recipe in training/merge), which frames are kin is written down (families.tsv).
// Immutable once loaded; share it between threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "depesje/result.h"
#include "event/codebook.h"

namespace depesje {

// "Earlier" and "later" are the two mentions in the order of the text.
enum class Sign : std::uint8_t {
  always,
  same_frame,
  kin_frame,
  other_frame,
  same_lemma,
  lemma_within,  // "telefonsamtale … samtalen"
  same_stem,     // "pågrepet … pågripelsen"
  both_nouns,
  both_verbs,
  verb_then_noun,
  later_definite,
  later_indefinite,
  later_bare,
  earlier_bare,
  both_bare,
  actors_equal,
  actors_country,
  actors_part,
  actors_open,
  actors_conflict,
  recipients_equal,
  recipients_country,
  recipients_part,
  recipients_open,
  recipients_conflict,
  same_actor,
  same_recipient,
  crossed,
  sides_agree,
  place_equal,
  place_conflict,
  date_equal,
  date_overlap,
  date_disjoint,
  date_one,
  inherited_disjoint,
  status_differs,
  modes_equal,
  modes_conflict,
  earlier_heading,
  later_heading,
  earlier_lead,
  same_sentence,
  next_sentence,
  near,
  far,
  reciprocal,
  number_differs,
  later_echo,
  count,
};
constexpr std::size_t kSigns = static_cast<std::size_t>(Sign::count);

class Signs {
 public:
  void set(Sign sign, bool on = true) {
    if (on) bits_ |= std::uint64_t{1} << static_cast<unsigned>(sign);
  }
  bool has(Sign sign) const { return (bits_ >> static_cast<unsigned>(sign) & 1) != 0; }
  std::uint64_t bits() const { return bits_; }

 private:
  std::uint64_t bits_ = 0;
};
static_assert(kSigns <= 64);

class MergeModel {
 public:
  // Frames are those of the book, which must outlive the model.
  static Result<MergeModel> load(const std::filesystem::path& data_root, const Codebook& book);

  // Different frames that may tell the same act.
  bool kin(const Frame& a, const Frame& b) const;
  // Above 0: more likely the same act than not.
  float score(Signs signs, std::string_view type) const;

 private:
  Result<void> load_weights(const std::filesystem::path& file);
  Result<void> load_families(const std::filesystem::path& file);

  const Codebook* book_ = nullptr;
  std::array<float, kSigns> weights_{};
  StringIndex<float> types_;
  std::vector<std::vector<std::uint32_t>> families_;  // per frame, sorted
};

}  // namespace depesje
