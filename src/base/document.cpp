// SPDX-License-Identifier: Apache-2.0
#include "depesje/document.h"

#include <algorithm>

namespace depesje {

std::uint32_t Document::source_offset(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  SourcePoint from;
  const auto after = std::ranges::upper_bound(map_, byte, {}, &SourcePoint::byte);
  if (after != map_.begin()) from = *(after - 1);
  std::uint32_t offset = from.code_point;
  for (std::uint32_t i = from.byte; i < byte; ++i) {
    offset += (static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U;
  }
  return offset;
}

}  // namespace depesje
