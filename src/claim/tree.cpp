// SPDX-License-Identifier: Apache-2.0
#include "claim/tree.h"

#include <algorithm>

namespace depesje::claim {

Tree::Tree(const Document& document, const TokenTable& tokens, const WordTable& words, const StringPool& pool)
    : document_(document), tokens_(tokens), words_(words), pool_(pool) {
  const auto count = static_cast<std::uint32_t>(words.words.size());
  extents_.resize(count);
  order_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    extents_[i] = {i, i};
    if (words.words[i].head == kNone<TokenId>) order_.push_back(i);
  }
  for (std::size_t next = 0; next < order_.size(); ++next) {
    for (const TokenId id : children(order_[next])) order_.push_back(static_cast<std::uint32_t>(id));
  }
  for (std::size_t next = order_.size(); next-- > 0;) {
    const std::uint32_t up = head(order_[next]);
    if (up == kNothing) continue;
    const Extent own = extents_[order_[next]];
    extents_[up].low = std::min(extents_[up].low, own.low);
    extents_[up].high = std::max(extents_[up].high, own.high);
  }
}

std::uint32_t Tree::child(std::uint32_t i, Deprel relation) const {
  for (const TokenId id : children(i)) {
    if (words_[id].deprel == relation) return static_cast<std::uint32_t>(id);
  }
  return kNothing;
}

}  // namespace depesje::claim
