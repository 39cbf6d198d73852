// SPDX-License-Identifier: Apache-2.0
//
// Codebook: world/codebook in memory. PLOVER types with their modes and scores, CAMEO codes, event frames, and which
// sectors make an actor political. Immutable once loaded; share it between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/result.h"

namespace depesje {

struct StringViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using StringIndex = std::unordered_map<std::string, Value, StringViewHash, std::equal_to<>>;

// What an act is, in no language. Flags are explained in world/codebook/frames.tsv.
struct Frame {
  std::string id;
  std::string type;
  std::vector<std::string> modes;
  std::vector<std::string> contexts;
  std::string cameo;
  bool reciprocal = false;
  bool sure = false;
  bool both = false;
  bool speech = false;
  bool content = false;
  bool state = false;
  std::uint32_t line = 0;
};

class Codebook {
 public:
  static Result<Codebook> load(const std::filesystem::path& data_root);

  const std::vector<Frame>& frames() const { return frames_; }
  const Frame* frame(std::string_view id) const;
  bool has_type(std::string_view type) const { return types_.contains(type); }
  // An act with a scene: where the story goes on, it takes place (an attack; not an accusation).
  bool has_scene(std::string_view type) const { return scenes_.contains(type); }
  bool has_mode(std::string_view type, std::string_view mode) const;
  bool has_context(std::string_view context) const { return contexts_.contains(context); }
  bool has_cameo(std::string_view code) const { return cameo_.contains(code); }
  // Codes that stand for a kind of actor, not a country (IGO, NGO, IMG …).
  bool is_class(std::string_view code) const { return classes_.contains(code); }
  bool has_sector(std::string_view sector) const { return sectors_.contains(sector); }
  // The scale's value for a type with its modes: the mode furthest from zero, else the type's own.
  float score(std::string_view type, const std::vector<std::string>& modes) const;
  // Whether a code's holder is a political or social actor: by its sectors, or as a class without sectors (a state).
  bool political(std::string_view country, std::string_view sectors) const;

 private:
  Result<void> load_tables(const std::filesystem::path& folder);
  Result<void> load_frames(const std::filesystem::path& file);

  std::vector<Frame> frames_;
  StringIndex<std::uint32_t> by_id_;
  StringIndex<float> types_;
  StringIndex<bool> scenes_;
  StringIndex<float> modes_;  // "CONSULT phone"
  StringIndex<bool> contexts_;
  StringIndex<bool> cameo_;
  StringIndex<bool> classes_;
  StringIndex<bool> sectors_;  // political
};

}  // namespace depesje
