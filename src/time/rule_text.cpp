// SPDX-License-Identifier: Apache-2.0
//
// Patterns of rules as text: groups, alternatives and optional parts are spelled out into plain sequences, so that the
// matcher never chooses between them. Pure functions.
#include <string>
#include <utility>

#include "time/rules.h"

namespace depesje::timing {
namespace {

using Sequences = std::vector<std::vector<PatternPiece>>;
constexpr std::size_t kMostSequences = 512;
constexpr int kDeepest = 6;

class PatternParser {
 public:
  explicit PatternParser(std::string_view text) : text_(text) { advance(); }

  Result<Sequences> parse() {
    Result<Sequences> out = alternatives(0);
    if (out && !word_.empty()) return fail("unbalanced ) in pattern");
    return out;
  }

 private:
  void advance() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ' ') ++at_;
    word_ = text_.substr(begin, at_ - begin);
  }

  Result<Sequences> alternatives(int depth) {
    if (depth > kDeepest) return fail("pattern nests too deeply");
    Sequences all, current(1);
    while (!word_.empty() && word_ != ")" && word_ != ")?") {
      if (word_ == "|") {
        all.insert(all.end(), current.begin(), current.end());
        current.assign(1, {});
        advance();
        continue;
      }
      Sequences next;
      if (word_ == "(") {
        advance();
        Result<Sequences> inner = alternatives(depth + 1);
        if (!inner) return inner;
        if (word_.empty()) return fail("pattern lacks )");
        next = *std::move(inner);
        if (word_ == ")?") next.emplace_back();
        advance();
      } else {
        bool optional = false;
        next.push_back({piece(word_, optional)});
        if (optional) next.emplace_back();
        advance();
      }
      Sequences joined;
      for (const auto& left : current) {
        for (const auto& right : next) {
          joined.push_back(left);
          joined.back().insert(joined.back().end(), right.begin(), right.end());
        }
      }
      if (joined.size() > kMostSequences) return fail("pattern has too many optional parts", "make two rules of it");
      current = std::move(joined);
    }
    all.insert(all.end(), current.begin(), current.end());
    return all;
  }

  static PatternPiece piece(std::string_view word, bool& optional) {
    PatternPiece out;
    if (word.size() > 1 && word.back() == '?') {
      optional = true;
      word.remove_suffix(1);
    }
    while (word.size() > 1) {
      if (word.front() == '~') out.glued = true;
      else if (word.front() == '_') out.spaced = true;
      else if (word.front() == '^') out.capital = true;
      else break;
      word.remove_prefix(1);
    }
    if (const std::size_t open = word.find('<'); open < word.find('|')) {
      out.capture = word.substr(0, open);
      word.remove_prefix(open);
    }
    if (word.size() > 2 && word.front() == '"' && word.back() == '"') word = word.substr(1, word.size() - 2);
    out.text = word;
    return out;
  }

  std::string_view text_, word_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<std::vector<PatternPiece>>> expand_pattern(std::string_view pattern) {
  return PatternParser(pattern).parse();
}

}  // namespace depesje::timing
