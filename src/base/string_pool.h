// SPDX-License-Identifier: Apache-2.0
//
// StringPool: each different string once, named by a small id; the views it gives stay valid as long as the pool lives.
// Id 0 is the empty string. One pool belongs to one document's analysis: filled by one thread, then read by any.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace depesje {

enum class StringId : std::uint32_t {};
inline constexpr StringId kEmptyString{0};

class StringPool {
 public:
  StringPool() { views_.emplace_back(); }
  StringPool(StringPool&&) = default;
  StringPool& operator=(StringPool&&) = default;
  StringPool(const StringPool&) = delete;  // views of the copy would point into the original
  StringPool& operator=(const StringPool&) = delete;

  StringId add(std::string_view text) {
    if (text.empty()) return kEmptyString;
    if (const auto found = ids_.find(text); found != ids_.end()) return found->second;
    const std::string_view kept = store(text);
    const auto id = static_cast<StringId>(views_.size());
    views_.push_back(kept);
    ids_.emplace(kept, id);
    return id;
  }
  std::string_view at(StringId id) const& { return views_[static_cast<std::size_t>(id)]; }
  std::string_view at(StringId id) && = delete;
  std::size_t size() const { return views_.size(); }

 private:
  static constexpr std::size_t kBlock = 1 << 14;

  std::string_view store(std::string_view text) {
    if (text.size() > left_) {
      left_ = text.size() > kBlock ? text.size() : kBlock;
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
      next_ = blocks_.back().get();
    }
    std::memcpy(next_, text.data(), text.size());
    const std::string_view kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::vector<std::string_view> views_;
  std::unordered_map<std::string_view, StringId> ids_;
};

}  // namespace depesje
