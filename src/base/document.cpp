// SPDX-License-Identifier: Apache-2.0
#include "depesje/document.h"

#include <algorithm>
#include <utility>

namespace depesje {
namespace {

constexpr std::uint32_t kStride = 128;  // bytes from one map point to the next at most

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

Document::Document(DocumentInfo info, std::string text, Span body, const std::vector<SourcePoint>& map,
                   std::vector<std::string> notes)
    : info_(std::move(info)), text_(std::move(text)), body_(body), notes_(std::move(notes)) {
  map_.reserve(map.size() + text_.size() / kStride + 1);
  SourcePoint at;
  const auto run_to = [&](std::uint32_t end) {
    for (std::uint32_t last = at.byte; at.byte < end; ++at.byte) {
      if (at.byte - last == kStride) map_.push_back(at), last = at.byte;
      at.code_point += begins_code_point(text_[at.byte]);
    }
  };
  const auto size = static_cast<std::uint32_t>(text_.size());
  for (const SourcePoint& point : map) {
    run_to(std::min(point.byte, size));
    map_.push_back(at = point);
  }
  run_to(size);
}

std::uint32_t Document::source_offset(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  SourcePoint from;
  const auto after = std::ranges::upper_bound(map_, byte, {}, &SourcePoint::byte);
  if (after != map_.begin()) from = *(after - 1);
  std::uint32_t offset = from.code_point;
  for (std::uint32_t i = from.byte; i < byte; ++i) {
    offset += begins_code_point(text_[i]);
  }
  return offset;
}

}  // namespace depesje
