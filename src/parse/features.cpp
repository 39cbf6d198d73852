// SPDX-License-Identifier: Apache-2.0
#include "parse/features.h"

#include <array>
#include <string>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kShortest = 3, kLongest = 5;

// fastText's hash takes bytes as signed: those from 0x80 on spread into the high bits.
constexpr std::uint32_t mix(std::uint32_t value, char byte) {
  return (value ^ static_cast<std::uint32_t>(static_cast<std::int32_t>(static_cast<signed char>(byte)))) * 16777619U;
}

}  // namespace

void append_ngrams(std::string_view lower, std::uint32_t buckets, std::vector<std::uint32_t>& ids) {
  std::string marked;
  marked.reserve(lower.size() + 2);
  marked += '<';
  marked += lower;
  marked += '>';
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(marked[at]) & 0xC0U) == 0x80U; };
  for (std::size_t start = 0; start < marked.size(); ++start) {
    if (continues(start)) continue;
    std::uint32_t value = 2166136261U;
    std::size_t at = start;
    for (std::size_t length = 1; length <= kLongest && at < marked.size(); ++length) {
      do value = mix(value, marked[at++]);
      while (at < marked.size() && continues(at));
      if (length >= kShortest) ids.push_back(value % buckets);
    }
  }
}

void append_affixes(std::string_view lower, std::uint32_t buckets, std::vector<std::uint32_t>& ids) {
  struct Affix {
    bool at_end;
    std::size_t characters;
  };
  constexpr std::array<Affix, kAffixes> kinds = {{{true, 1}, {true, 2}, {true, 3}, {true, 4}, {false, 2}, {false, 3}}};
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(lower[at]) & 0xC0U) == 0x80U; };
  for (std::uint32_t number = 0; number < kinds.size(); ++number) {
    std::size_t left = kinds[number].characters, at = kinds[number].at_end ? lower.size() : 0;
    if (kinds[number].at_end) {
      for (; left > 0 && at > 0; --left) {
        do --at;
        while (at > 0 && continues(at));
      }
    } else {
      for (; left > 0 && at < lower.size(); --left) {
        do ++at;
        while (at < lower.size() && continues(at));
      }
    }
    std::uint32_t value = (2166136261U ^ number) * 16777619U;
    for (const char byte : kinds[number].at_end ? lower.substr(at) : lower.substr(0, at)) {
      value = (value ^ static_cast<unsigned char>(byte)) * 16777619U;
    }
    ids.push_back(value % buckets);
  }
}

std::uint32_t word_shape(std::string_view form, bool first) {
  std::uint32_t letters = 0, upper = 0, digits = 0, characters = 0;
  bool first_upper = false, hyphen = false, later_upper = false;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(form, at);
    ++characters;
    digits += is_ascii_digit(c);
    hyphen = hyphen || (c == U'-' && begin > 0 && at < form.size());
    if (begin == 0) first_upper = is_upper(c);
    if (!is_letter(c)) continue;
    if (letters > 0 && is_upper(c)) later_upper = true;
    ++letters;
    upper += is_upper(c);
  }
  const std::uint32_t cased = letters == 0                      ? 0
                              : upper == 0                      ? 1
                              : letters > 1 && upper == letters ? 3
                              : first_upper && !later_upper     ? 2
                                                                : 4;
  const std::uint32_t digit = digits == 0 ? 0 : digits == characters ? 2 : 1;
  return ((cased * 3 + digit) * 2 + (hyphen ? 1 : 0)) * 2 + (first ? 1 : 0);
}

bool has_letter_or_digit(std::string_view form) {
  for (std::size_t at = 0; at < form.size();) {
    const char32_t c = next_code_point(form, at);
    if (is_letter(c) || is_ascii_digit(c)) return true;
  }
  return false;
}

}  // namespace depesje
