// SPDX-License-Identifier: Apache-2.0
//
// What a language adds to the common rules of tokenisation, read from lang/<code>/tokens/*.tsv:
//   abbreviations.tsv  form, kind   forms with their stop; kind: inner (never ends a sentence), any (may end one),
//                                   rare (ends one only before a starter), number (only before a digit),
//                                   clear (only where no capital follows)
//   contractions.tsv   form, parts  whole words of two syntactic words: cannot = can|not          (may be missing)
//   clitics.tsv        form         endings split from a word: n't, 's                            (may be missing)
//   fixed.tsv          form         strings that are one token as they stand: km/t, :-)           (may be missing)
//   prefixes.tsv       form         first parts that keep their hyphen where hyphens split        (may be missing)
//   starters.tsv       form         words, or two words, that capitalised start a sentence        (may be missing)
//   credits.tsv        form, kind   kind cue: opens a picture credit, before a colon; agency: may close it (may be
//   missing) settings.tsv       name, value  switches, see `Settings`
// Immutable once loaded, shared by threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "depesje/result.h"

namespace depesje {

enum class AbbreviationKind : std::uint8_t { none, inner, any, rare, number, clear };

class TokenRules {
 public:
  struct Settings {
    bool ordinal_stop = false;     // "4." before a small letter is one ordinal
    bool split_hyphen = false;     // "state-of-the-art" is seven tokens
    bool colon_ends = false;       // a colon before a capital, a quotation or a dash ends the sentence
    bool joined_genitive = false;  // "Honduras'" is one token
    bool small_letter = false;     // a sentence may begin with a small letter after a full stop
  };

  static Result<TokenRules> load(const std::filesystem::path& folder);

  const Settings& settings() const { return settings_; }
  // `form` in small letters, with its stop.
  AbbreviationKind abbreviation(std::string_view form) const;
  // Where a word (in small letters, with ' for any apostrophe) is to be cut, in bytes; 0 = nowhere.
  std::size_t contraction_cut(std::string_view word) const;
  bool is_prefix(std::string_view word) const { return prefixes_.contains(word); }
  bool is_starter(std::string_view word) const { return starters_.contains(word); }
  bool is_credit(std::string_view word) const { return credits_.contains(word); }
  bool is_agency(std::string_view word) const { return agencies_.contains(word); }
  // Length of the longest fixed token `text` starts with, in bytes; 0 = none.
  std::size_t fixed_length(std::string_view text) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Words = std::unordered_set<std::string, Hash, std::equal_to<>>;

  Settings settings_;
  std::unordered_map<std::string, AbbreviationKind, Hash, std::equal_to<>> abbreviations_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> contractions_;
  std::vector<std::string> clitics_;  // the longest first
  Words fixed_, prefixes_, starters_, credits_, agencies_;
  std::size_t longest_fixed_ = 0;
};

}  // namespace depesje
