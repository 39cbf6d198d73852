// SPDX-License-Identifier: Apache-2.0
//
// What the network sees of a word: rows of the embedding table (the word and its hashed character n-grams, as in
// fastText, Bojanowski et al. 2017) and a shape number. Twin of training/features.py; parity_test.cpp compares the two.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace depesje {

inline constexpr std::size_t kShapes = 64;

// FNV-1a, the hash of the model's word table.
constexpr std::uint32_t fnv1a(std::string_view text) {
  std::uint32_t value = 2166136261U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

// Appends the bucket of every n-gram (3 to 5 characters) of "<lower>".
void append_ngrams(std::string_view lower, std::uint32_t buckets, std::vector<std::uint32_t>& ids);

// The last 1, 2, 3, 4 and the first 2, 3 characters, each in a bucket of its own kind.
inline constexpr std::size_t kAffixes = 6;
void append_affixes(std::string_view lower, std::uint32_t buckets, std::vector<std::uint32_t>& ids);

// Case × digits × hyphen × first in its sentence, below kShapes.
std::uint32_t word_shape(std::string_view form, bool first);

// Whether the form has a letter or digit: the first such word of a sentence is its "first".
bool has_letter_or_digit(std::string_view form);

}  // namespace depesje
