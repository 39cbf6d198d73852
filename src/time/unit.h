// SPDX-License-Identifier: Apache-2.0
//
// Units: what the time rules match. Finer than tokens, so that rules do not depend on how a token stage cuts "17.",
// "2017-05-02" or "feb13": a unit is a run of letters, a run of digits, or one other character. Dashes and apostrophes
// of all makes are one. Owned by the time stage; a buffer that one thread fills and reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "depesje/document.h"
#include "token/token.h"

namespace depesje::timing {

enum class UnitKind : std::uint8_t { letters, digits, sign };
inline constexpr std::uint32_t kUnknownWord = 0;

struct Piece {
  Span span;
  std::uint32_t word = kUnknownWord;  // id in WordIds
  std::uint32_t token = 0;
  std::int32_t number = -1;  // of at most nine digits
  UnitKind kind = UnitKind::letters;
  std::uint8_t digits = 0;
  bool glued = false;    // nothing between it and the piece before
  bool capital = false;  // begins in upper case
  bool barrier = false;  // a line begins here
};

// The words rules know, each with a number from 1.
class WordIds {
 public:
  std::uint32_t add(std::string_view lower);
  std::uint32_t find(std::string_view lower) const;
  std::size_t size() const { return ids_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
};

// Cuts plain text, adding unseen words to `ids` (for rules).
std::vector<Piece> cut_pattern(std::string_view text, WordIds& ids);
// Cuts the tokens of a document.
void cut_document(const Document& document, const TokenTable& tokens, const WordIds& ids, std::vector<Piece>& out);

}  // namespace depesje::timing
