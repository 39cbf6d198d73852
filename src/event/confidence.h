// SPDX-License-Identifier: Apache-2.0
//
// ConfidenceModel: how likely an event is told rightly, from a few yes-or-no signs of it. The weights are learnt
// (world/codebook/confidence.tsv, recipe in training/confidence.py). Immutable once loaded; share it between threads.
#pragma once

#include <filesystem>
#include <string_view>

#include "depesje/result.h"
#include "event/codebook.h"

namespace depesje {

struct ConfidenceSigns {
  bool weak_sense = false;  // its entry has a confidence below 1
  bool actor = false;       // somebody acts
  bool recipient = false;   // upon somebody, or with somebody
  bool told_again = false;  // more than one mention
  bool noun = false;        // told by nouns only
  std::string_view type;
};

class ConfidenceModel {
 public:
  static Result<ConfidenceModel> load(const std::filesystem::path& data_root);

  float probability(const ConfidenceSigns& signs) const;

 private:
  float weight(std::string_view sign) const;

  StringIndex<float> weights_;
};

}  // namespace depesje
