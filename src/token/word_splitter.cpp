// SPDX-License-Identifier: Apache-2.0
#include "token/word_splitter.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kLongestToken = 1000;  // bytes; no word of a language is longer
constexpr std::size_t kLookAhead = 8;        // marks skipped in looking for the next word

bool ascii_alnum(char c) {
  return is_ascii_digit(static_cast<unsigned char>(c)) || is_letter(static_cast<unsigned char>(c) & 0x7FU);
}

std::size_t width(std::string_view text, std::size_t at) {
  std::size_t next = at;
  next_code_point(text, next);
  return next - at;
}

// Letters and marks with a dot between each: "U.S", "m.a", "A.I".
bool dotted(std::string_view word) {
  if (word.find('.') == std::string_view::npos) return false;
  std::size_t run = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    if (c == U'.') run = 0;
    else if (!is_letter(c) || ++run > 2) return false;
  }
  return true;
}

bool all_digits(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); });
}

TokenKind kind_of(std::string_view word) {
  bool digit = false;
  for (std::size_t at = 0; at < word.size();) {
    const CharClass c = char_class(next_code_point(word, at));
    if (c == CharClass::letter) return TokenKind::word;
    digit |= c == CharClass::digit;
  }
  return digit ? TokenKind::number : TokenKind::word;
}

}  // namespace

void WordSplitter::split(std::uint32_t begin, std::uint32_t end) {
  paragraph_begin_ = begin;
  paragraph_end_ = end;
  first_token_ = tokens_.size();
  open_apostrophe_ = false;
  std::size_t chunk = begin;
  for (std::size_t at = begin; at < end;) {
    const std::size_t here = at;
    if (char_class(next_code_point(text_, at)) != CharClass::blank) continue;
    if (here > chunk) split_chunk(chunk, here);
    chunk = at;
  }
  if (end > chunk) split_chunk(chunk, end);
}

void WordSplitter::split_chunk(std::size_t begin, std::size_t end) {
  const std::size_t first = tokens_.size();
  for (std::size_t at = begin; at < end;) {
    if (const std::size_t stop = url_end(at, end); stop != 0) {
      add(at, stop, TokenKind::url);
      at = stop;
      continue;
    }
    if (const std::size_t stop = email_end(at, end); stop != 0) {
      add(at, stop, TokenKind::email);
      at = stop;
      continue;
    }
    if (const std::size_t fixed = rules_.fixed_length(text_.substr(at, end - at)); fixed != 0) {
      const bool inside = is_word(char_class(code_point_before(text_, at + fixed))) && at + fixed < end &&
                          is_word(class_at(at + fixed));
      if (!inside) {
        add(at, at + fixed,
            char_class(code_point_at(text_, at)) == CharClass::letter ? TokenKind::word : TokenKind::symbol);
        at += fixed;
        continue;
      }
    }
    const std::size_t stop = word_end(at, end);
    if (const std::size_t genitive = genitive_end(at, stop, end); genitive != stop) {
      if (rules_.settings().joined_genitive) {
        add(at, genitive, TokenKind::word);
      } else {
        add_word(at, stop, kind_of(text_.substr(at, stop - at)));
        add(stop, genitive, TokenKind::word, true);
      }
      at = genitive;
      continue;
    }
    if (stop == at) {
      if (class_at(at) == CharClass::apostrophe) open_apostrophe_ = !open_apostrophe_;
      const std::size_t mark = mark_end(at, end);
      add(at, mark,
          char_class(code_point_at(text_, at)) == CharClass::symbol ? TokenKind::symbol : TokenKind::punctuation);
      at = mark;
      continue;
    }
    TokenKind kind = kind_of(text_.substr(at, stop - at));
    const std::size_t with_stop = stop_end(at, stop, end, kind);
    add_word(at, with_stop, kind);
    at = with_stop;
  }
  for (std::size_t token = first; token < tokens_.size(); ++token) tokens_[token].space_after = false;
  if (tokens_.size() > first) tokens_.back().space_after = true;
}

std::size_t WordSplitter::url_end(std::size_t begin, std::size_t end) const {
  constexpr std::array<std::string_view, 4> starts = {"http://", "https://", "www.", "ftp://"};
  const std::string_view rest = text_.substr(begin, end - begin);
  const bool url = std::ranges::any_of(starts, [&](std::string_view start) {
    return rest.size() > start.size() && std::ranges::equal(start, rest.substr(0, start.size()), {}, {}, [](char c) {
             return static_cast<char>(lower_code_point(static_cast<unsigned char>(c) & 0x7FU));
           });
  });
  if (!url) return 0;
  std::size_t stop = begin;
  while (stop < end) {
    const char32_t c = code_point_at(text_, stop);
    if (c == U'<' || c == U'>' || (char_class(c) == CharClass::quote)) break;
    stop += width(text_, stop);
  }
  const std::string_view parenthesis = text_.substr(begin, stop - begin);
  const bool balanced = parenthesis.find('(') != std::string_view::npos;
  while (stop > begin + 1) {
    const char c = text_[stop - 1];
    if (c != '.' && c != ',' && c != ';' && c != ':' && c != '!' && c != '?' && c != '\'' && c != ']' &&
        (c != ')' || balanced))
      break;
    --stop;
  }
  return stop;
}

std::size_t WordSplitter::email_end(std::size_t begin, std::size_t end) const {
  const auto local = [](char c) { return ascii_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; };
  std::size_t at = begin;
  while (at < end && at - begin < 128 && (text_[at] & 0x80) == 0 && local(text_[at])) ++at;
  if (at == begin || at >= end || text_[at] != '@' || !ascii_alnum(text_[begin])) return 0;
  const std::size_t host = ++at;
  std::size_t last_dot = 0;
  while (at < end && (text_[at] & 0x80) == 0 && (ascii_alnum(text_[at]) || text_[at] == '.' || text_[at] == '-')) {
    if (text_[at] == '.') last_dot = at;
    ++at;
  }
  while (at > host && (text_[at - 1] == '.' || text_[at - 1] == '-')) --at;
  return last_dot > host && at > host ? at : 0;
}

std::size_t WordSplitter::digits_before(std::size_t begin, std::size_t at) const {
  std::size_t count = 0;
  while (at > begin && count < kLookAhead && is_ascii_digit(static_cast<unsigned char>(text_[at - 1]))) --at, ++count;
  return count;
}

std::size_t WordSplitter::digits_after(std::size_t at, std::size_t end) const {
  std::size_t count = 0;
  while (at < end && count < kLookAhead && is_ascii_digit(static_cast<unsigned char>(text_[at]))) ++at, ++count;
  return count;
}

// Hyphens between digits: a range is three tokens (40-45, 2004-2007), a date or a telephone number one.
bool WordSplitter::joins_digits(std::size_t begin, std::size_t at, std::size_t behind, std::size_t end) const {
  const std::size_t right = digits_after(behind, end), left = digits_before(begin, at);
  const bool more_right =
      behind + right < end && text_[behind + right] == '-' && digits_after(behind + right + 1, end) > 0;
  const bool more_left = at > begin + left && text_[at - left - 1] == '-';
  return more_right || more_left || (left == 3 && right == 4);
}

// Whether the mark at `at` (not a word character) joins what stands before and behind it.
bool WordSplitter::joins(std::size_t begin, std::size_t at, std::size_t end) const {
  const std::size_t behind = at + width(text_, at);
  if (behind >= end || at == begin) return false;
  const char32_t mark = code_point_at(text_, at), left = code_point_before(text_, at),
                 right = code_point_at(text_, behind);
  const CharClass l = char_class(left), r = char_class(right);
  const bool digits = l == CharClass::digit && r == CharClass::digit;
  if (mark == U'.' && l == CharClass::digit && r == CharClass::hyphen) {  // 16.-27, 4.-klassing
    return behind + 1 < end && is_word(class_at(behind + 1));
  }
  if (!is_word(r)) return false;
  const CharClass m = char_class(mark);
  if (m == CharClass::hyphen) return digits ? joins_digits(begin, at, behind, end) : is_word(l) || left == U'.';
  if (!is_word(l)) return false;
  if (m == CharClass::apostrophe) return l == CharClass::letter || r == CharClass::letter;
  switch (mark) {
    case U'.': {
      if (digits) return true;
      if (l == CharClass::digit) return false;  // 17.mai
      if (r == CharClass::digit) {
        return behind - begin > 16 ||
               rules_.abbreviation(to_lower(text_.substr(begin, behind - begin))) == AbbreviationKind::none;
      }
      if (!is_upper(right)) {  // journ.anm.
        const std::string_view part = text_.substr(begin, behind - begin);
        return part.size() > 16 || part.find('.') + 1 < part.size() || dotted(text_.substr(begin, at - begin + 2)) ||
               rules_.abbreviation(to_lower(part)) == AbbreviationKind::none;
      }
      std::size_t start = at - 1;  // of the character before the stop
      while (start > begin && (static_cast<unsigned char>(text_[start]) & 0xC0U) == 0x80U) --start;
      return is_upper(left) && !is_letter(code_point_before(text_, start));
    }
    case U',':  // 1989,1992 are two years
      return digits && !(digits_before(begin, at) == 4 && digits_after(behind, end) == 4);
    case U':':
    case U'/':
      return digits;
    case U'&':
      return is_upper(left) && is_upper(right);
    case U'@':
    case U'_':
      return true;
    default:
      return false;
  }
}

std::size_t WordSplitter::word_end(std::size_t begin, std::size_t end) const {
  std::size_t at = begin;
  const char32_t first = code_point_at(text_, at);
  const CharClass first_class = char_class(first);
  if (!is_word(first_class)) {
    const std::size_t behind = at + width(text_, at);
    if (behind >= end) return begin;
    const CharClass next = class_at(behind);
    // "Grand Prix"-spill: the hyphen belongs to what follows. At the start of a line it is a dash.
    const bool touches = at > paragraph_begin_ && char_class(code_point_before(text_, at)) != CharClass::blank;
    const bool quoted = at > paragraph_begin_ + 1 && !touches && tokens_.size() > first_token_ &&
                        closes_quote(code_point_at(text_, tokens_.back().span.begin));
    const bool hyphened = first_class == CharClass::hyphen && next == CharClass::letter && (touches || quoted);
    const bool negative =
        first_class == CharClass::hyphen && next == CharClass::digit && !touches && at > paragraph_begin_;
    const bool tagged = (first == U'#' || first == U'@') && next == CharClass::letter;
    if (!hyphened && !negative && !tagged) return begin;
    at = behind;
  }
  while (at < end) {
    const CharClass here = class_at(at);
    if (is_word(here) || joins(begin, at, end)) {
      at += width(text_, at);
      continue;
    }
    // "stats- og": a hyphen that stands for the rest of a compound.
    const std::size_t behind = at + width(text_, at);
    if (here == CharClass::hyphen && at > begin && is_word(char_class(code_point_before(text_, at))) &&
        (behind >= end || text_[behind] == ',' || text_[behind] == '/')) {
      at = behind;
    }
    break;
  }
  return at;
}

WordSplitter::Next WordSplitter::next_after(std::size_t at) const {
  std::size_t marks = 0;
  while (at < paragraph_end_) {
    const char32_t c = next_code_point(text_, at);
    switch (char_class(c)) {
      case CharClass::blank:
        break;
      case CharClass::letter:
        return is_upper(c) ? Next::capital : Next::small;
      case CharClass::digit:
        return Next::digit;
      case CharClass::quote:
      case CharClass::open:
      case CharClass::apostrophe:
        if (++marks > kLookAhead) return Next::other;
        break;
      default:
        return Next::other;
    }
  }
  return Next::nothing;
}

// Whether nothing of the sentence stands before the next token.
bool WordSplitter::starts_sentence() const {
  if (tokens_.size() == first_token_) return true;
  const Token& last = tokens_.back();
  if (last.kind != TokenKind::punctuation || !last.space_after) return false;
  const char32_t mark = code_point_at(text_, last.span.begin);
  return mark == U':' || mark == U';' || char_class(mark) == CharClass::stop;
}

// "Honduras'": the end of the word with a genitive apostrophe, where that is no closing quotation mark.
std::size_t WordSplitter::genitive_end(std::size_t begin, std::size_t end, std::size_t chunk_end) const {
  if (end >= chunk_end || end == begin || open_apostrophe_ || class_at(end) != CharClass::apostrophe) return end;
  const char last = text_[end - 1];
  if (last != 's' && last != 'x' && last != 'z' && last != 'S' && last != 'X' && last != 'Z') return end;
  const std::size_t behind = end + width(text_, end);
  return behind >= chunk_end || text_[behind] == ',' ? behind : end;
}

// The end of the word at [begin, end) with its stop, where the stop belongs to it.
std::size_t WordSplitter::stop_end(std::size_t begin, std::size_t end, std::size_t chunk_end, TokenKind& kind) {
  if (end >= chunk_end || text_[end] != '.') return end;
  const bool dots = end + 1 < chunk_end && text_[end + 1] == '.';
  if (dots && end + 2 < chunk_end) return end;  // dots of an ellipsis
  const std::string_view word = text_.substr(begin, end - begin);
  const bool last_of_chunk = end + 1 >= chunk_end;
  const Next next = next_after(end + 1);
  if (word.size() > 64) return end;
  lower_into(text_.substr(begin, end + 1 - begin), small_);
  if (dots) return rules_.abbreviation(small_) == AbbreviationKind::none ? end : end + 1;
  switch (rules_.abbreviation(small_)) {
    case AbbreviationKind::inner:
      return next == Next::nothing && last_of_chunk ? end : end + 1;
    case AbbreviationKind::any:
    case AbbreviationKind::rare:
      return end + 1;
    case AbbreviationKind::number:
      if (next == Next::digit) return end + 1;
      break;
    case AbbreviationKind::clear:
      if (next == Next::small || next == Next::digit || (next == Next::other && !last_of_chunk)) return end + 1;
      break;
    case AbbreviationKind::none:
      break;
  }
  if (all_digits(word)) {
    if (!rules_.settings().ordinal_stop || word.size() > 3) return end;
    const bool first = starts_sentence();  // "1. Innledning": the number of an item
    const bool small = next == Next::small || (next == Next::digit && word.size() <= 2);
    if ((first && last_of_chunk && next != Next::nothing) || small) {
      kind = TokenKind::ordinal;
      return end + 1;
    }
    return end;
  }
  if (dotted(word)) return end + 1;
  const bool single = width(text_, begin) == word.size() && is_upper(code_point_at(text_, begin));
  if (single && (next == Next::capital || !last_of_chunk) && next != Next::nothing) return end + 1;
  return end;
}

// Punctuation: runs of stops, and of the same mark where writers repeat it.
std::size_t WordSplitter::mark_end(std::size_t begin, std::size_t end) const {
  const char32_t first = code_point_at(text_, begin);
  std::size_t at = begin + width(text_, begin);
  const bool stop = first == U'!' || first == U'?';
  const CharClass mark = char_class(first);
  const bool repeats = stop || first == U'.' || first == U'\'' || first == U'`' || first == U'<' || first == U'>' ||
                       mark == CharClass::hyphen || mark == CharClass::symbol || mark == CharClass::dash;
  while (repeats && at < end) {
    const char32_t c = code_point_at(text_, at);
    if (stop ? c != U'!' && c != U'?' : c != first) break;
    at += width(text_, at);
  }
  return at;
}

void WordSplitter::add_word(std::size_t begin, std::size_t end, TokenKind kind) {
  if (kind != TokenKind::word || end - begin > kLongestToken) return add(begin, end, kind);
  if (rules_.settings().split_hyphen && text_.substr(begin, end - begin).find('-') != std::string_view::npos) {
    return add_hyphenated(begin, end);
  }
  add_contracted(begin, end);
}

void WordSplitter::add_hyphenated(std::size_t begin, std::size_t end) {
  std::size_t part = begin;
  for (std::size_t at = begin; at < end; ++at) {
    if (text_[at] != '-' || at == begin || at + 1 == end) continue;
    lower_into(text_.substr(part, at - part), small_);
    if (rules_.is_prefix(small_)) continue;
    add_contracted(part, at);
    add(at, at + 1, TokenKind::punctuation);
    part = at + 1;
  }
  add_contracted(part, end);
}

void WordSplitter::add_contracted(std::size_t begin, std::size_t end) {
  // Apostrophes of any form become ' for the tables; `bytes` leads back to the text.
  std::size_t cut = 0;
  small_.clear();
  for (std::size_t at = begin; at < end;) {
    const char32_t c = next_code_point(text_, at);
    if (char_class(c) == CharClass::apostrophe) small_ += '\'';
    else append_utf8(small_, lower_code_point(c));
  }
  const std::size_t found = rules_.contraction_cut(small_);
  if (found != 0) {
    // Only marks of other lengths stand between the two: count code points.
    std::size_t points = 0, small_at = 0;
    while (small_at < found) {
      next_code_point(small_, small_at);
      ++points;
    }
    cut = begin;
    for (; points > 0; --points) next_code_point(text_, cut);
  }
  if (cut > begin && cut < end) {
    add(begin, cut, kind_of(text_.substr(begin, cut - begin)));
    add(cut, end, TokenKind::word, true);
  } else {
    add(begin, end, kind_of(text_.substr(begin, end - begin)));
  }
}

void WordSplitter::add(std::size_t begin, std::size_t end, TokenKind kind, bool continues) {
  while (end - begin > kLongestToken) {
    std::size_t part = begin + kLongestToken;
    while (part > begin && (static_cast<unsigned char>(text_[part]) & 0xC0U) == 0x80U) --part;
    if (part == begin) part = begin + kLongestToken;
    tokens_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(part)}, kind, false, continues});
    cut_ = true;
    begin = part;
  }
  tokens_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, kind, false, continues});
}

}  // namespace depesje
