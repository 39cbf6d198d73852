// SPDX-License-Identifier: Apache-2.0
#include "event/confidence.h"

#include <charconv>
#include <cmath>

#include "base/tsv.h"

namespace depesje {

Result<ConfidenceModel> ConfidenceModel::load(const std::filesystem::path& data_root) {
  auto table = TsvTable::load(data_root / "world" / "codebook" / "confidence.tsv", {"sign", "weight"});
  if (!table) return std::unexpected(table.error());
  ConfidenceModel model;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view text = table->cell(row, "weight");
    float weight = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (code != std::errc{} || end != text.data() + text.size())
      return std::unexpected(table->error_at(row, "weight", "no number", "write 0.5 or -2"));
    model.weights_.emplace(table->cell(row, "sign"), weight);
  }
  return model;
}

float ConfidenceModel::weight(std::string_view sign) const {
  const auto at = weights_.find(sign);
  return at == weights_.end() ? 0 : at->second;
}

float ConfidenceModel::probability(const ConfidenceSigns& signs) const {
  float sum = weight("always") + weight(signs.type);
  if (signs.weak_sense) sum += weight("weak_sense");
  if (signs.actor) sum += weight("actor");
  if (signs.recipient) sum += weight("recipient");
  if (signs.told_again) sum += weight("told_again");
  if (signs.noun) sum += weight("noun");
  return 1 / (1 + std::exp(-sum));
}

}  // namespace depesje
