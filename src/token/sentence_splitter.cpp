// SPDX-License-Identifier: Apache-2.0
#include "token/sentence_splitter.h"

#include <algorithm>
#include <string>

#include "base/unicode.h"
#include "token/characters.h"

namespace depesje {
namespace {

constexpr std::uint32_t kLongestHeading = 14;  // tokens before a capital that starts the text after a heading

constexpr std::uint32_t kMostClosers = 16;    // marks that close a sentence behind its stop
constexpr std::uint32_t kLongestCredit = 24;  // tokens of a picture credit

class Paragraph {
 public:
  Paragraph(std::string_view text, const TokenRules& rules, std::uint32_t first, std::uint32_t last,
            std::uint32_t number, TokenTable& table)
      : text_(text), rules_(rules), first_(first), last_(last), number_(number), table_(table) {}

  void split() {
    std::uint32_t begin = first_;
    quotes_ = straight_ = 0;
    for (std::uint32_t i = first_; i < last_;) {
      if (i > begin && (starts_after_heading(begin, i) || starts_after_credit(begin, i))) {
        close(begin, i);
        begin = i;
      }
      const std::uint32_t end = sentence_end(begin, i);
      if (end > i) {
        close(begin, end);
        begin = i = end;
        continue;
      }
      count_quotes(i);
      ++i;
      if (i - begin >= kLongestSentence && i < last_) {
        table_.cut = true;
        close(begin, i);
        begin = i;
      }
    }
    if (begin < last_) close(begin, last_);
    set_kinds();
  }

 private:
  std::string_view at(std::uint32_t i) const {
    const Span span = table_.tokens[i].span;
    return text_.substr(span.begin, span.size());
  }
  char32_t first_char(std::uint32_t i) const { return code_point_at(at(i), 0); }
  bool is(std::uint32_t i, CharClass wanted) const { return char_class(first_char(i)) == wanted; }
  bool touches_next(std::uint32_t i) const { return !table_.tokens[i].space_after; }

  void count_quotes(std::uint32_t i) {
    const char32_t c = first_char(i);
    if (c == U'"') straight_ ^= 1;
    else if (char_class(c) == CharClass::quote && opens_quote(c)) ++quotes_;
    else if (char_class(c) == CharClass::quote && closes_quote(c) && quotes_ > 0) --quotes_;
  }

  // A closing mark that belongs to the sentence whose stop stands before it.
  bool closes(std::uint32_t i) const {
    if (!touches_next(i - 1)) return false;
    const char32_t c = first_char(i);
    const CharClass mark = char_class(c);
    if (mark == CharClass::close || closes_quote(c)) return true;
    if (mark == CharClass::apostrophe) return at(i).size() <= 3;
    return c == U'"' && (!touches_next(i) || i + 1 >= last_ || !starts_word(i + 1));
  }
  bool starts_word(std::uint32_t i) const { return is_word(char_class(first_char(i))); }

  // Whether token i can be the first of a sentence.
  bool can_start(std::uint32_t i, bool small) const {
    const char32_t c = first_char(i);
    switch (char_class(c)) {
      case CharClass::letter:
        return small || is_upper(c) || !has_case(c);
      case CharClass::digit:
        return true;
      case CharClass::hyphen:
      case CharClass::dash:
        return true;
      case CharClass::quote:
        return !closes_quote(c) && (c != U'"' || touches_next(i));
      case CharClass::apostrophe:
        return touches_next(i);
      case CharClass::open:
        return true;
      case CharClass::symbol:
        return true;
      default:
        return false;
    }
  }
  static bool has_case(char32_t c) { return c < 0x250 || (c >= 0x370 && c < 0x590); }

  // What follows opening marks and dashes at i: a capital, a digit … or a small letter, which goes on.
  bool opens_sentence(std::uint32_t i, bool small) const {
    if (!can_start(i, small)) return false;
    std::uint32_t next = i;
    while (next < last_ && next < i + 4 && !starts_word(next) && !is(next, CharClass::symbol)) ++next;
    if (next >= last_ || next == i || !starts_word(next)) return true;
    const char32_t c = first_char(next);
    return small || char_class(c) == CharClass::digit || is_upper(c) || !has_case(c) || is(next - 1, CharClass::stop);
  }

  bool is_stop(std::uint32_t i) const {
    return table_.tokens[i].kind == TokenKind::punctuation && is(i, CharClass::stop);
  }

  // The end (exclusive) of the sentence that begins at `begin`, where token i ends it; else i.
  std::uint32_t sentence_end(std::uint32_t begin, std::uint32_t i) {
    const Token& token = table_.tokens[i];
    if (is_stop(i)) return after_stop(i);
    if (token.kind == TokenKind::word && i > begin && at(i).ends_with('.')) return after_abbreviation(i);
    if (rules_.settings().colon_ends && at(i) == ":" && i > begin) return after_colon(begin, i);
    return i;
  }

  std::uint32_t after_stop(std::uint32_t i) {
    std::uint32_t end = i + 1;
    while (end < last_ && end - i < kMostClosers && (closes(end) || (is_stop(end) && touches_next(end - 1)))) ++end;
    if (end >= last_) return end;
    const bool full = at(i) == ".";
    if (touches_next(end - 1) && !full) return starts_word(end) && is_upper(first_char(end)) ? end : i;
    const bool small = end == i + 1 && at(i).size() == 1 && rules_.settings().small_letter;
    return opens_sentence(end, small) ? end : i;
  }

  std::uint32_t after_abbreviation(std::uint32_t i) {
    lower_into(at(i), small_);
    const AbbreviationKind kind = rules_.abbreviation(small_);
    if (kind != AbbreviationKind::any && kind != AbbreviationKind::rare) return i;
    std::uint32_t end = i + 1;
    while (end < last_ && end - i < kMostClosers && closes(end)) ++end;
    if (end >= last_) return end;
    if (kind == AbbreviationKind::rare) {
      lower_into(at(end), small_);
      return is_upper(first_char(end)) && rules_.is_starter(small_) ? end : i;
    }
    return opens_sentence(end, false) && !is(end, CharClass::digit) && !is(end, CharClass::open) &&
                   !is(end, CharClass::hyphen) && !is(end, CharClass::dash)
               ? end
               : i;
  }

  std::uint32_t after_colon(std::uint32_t begin, std::uint32_t i) {
    if (i + 1 >= last_ || touches_next(i) || quotes_ != 0 || straight_ != 0) return i;
    lower_into(at(i - 1), small_);
    if (rules_.is_credit(small_)) return i;
    if (begin == first_ && is_heading_line()) return i;
    return !is(i + 1, CharClass::digit) && opens_sentence(i + 1, false) ? i + 1 : i;
  }

  // A line without a final stop and with no stop inside.
  bool is_heading_line() const {
    if (last_ - first_ > 2 * kLongestHeading) return false;
    for (std::uint32_t i = first_; i < last_; ++i) {
      if (is_stop(i)) return false;
    }
    return at(last_ - 1) != ":";
  }

  // A heading run into the text behind it: a capitalised function word, perhaps behind a dash, where nothing before it
  // ends a sentence. Only the words of starters.tsv, which hardly occur capitalised inside names.
  bool starts_after_heading(std::uint32_t begin, std::uint32_t i) {
    if (i - begin > kLongestHeading || quotes_ != 0 || straight_ != 0 || touches_next(i - 1)) return false;
    if (table_.tokens[i - 1].kind == TokenKind::punctuation && (!is(i - 1, CharClass::close) || i - begin < 4))
      return false;
    if (i - begin == 1 && is(begin, CharClass::digit)) return false;  // the number of a section
    std::uint32_t word = i;
    if (is(i, CharClass::dash) || is(i, CharClass::hyphen)) ++word;
    if (word >= last_ || !is_upper(first_char(word)) || (word > i && touches_next(i))) return false;
    std::size_t second = 0;  // a word all in capitals is stressed, or a name
    next_code_point(at(word), second);
    if (second < at(word).size() && is_upper(code_point_at(at(word), second))) return false;
    const bool small_next = word + 1 < last_ && !is_upper(first_char(word + 1));
    if (word == i && is_upper(first_char(i - 1)) && !small_next) return false;
    lower_into(at(word), small_);
    if (rules_.is_starter(small_)) return true;
    if (word + 1 >= last_) return false;
    small_ += ' ';
    small_ += at(word + 1);
    return rules_.is_starter(small_);
  }

  // A picture credit run into the text behind it: it opens with a cue and a colon and closes with an agency.
  bool starts_after_credit(std::uint32_t begin, std::uint32_t i) {
    if (i - begin < 3 || i - begin > kLongestCredit || !is_upper(first_char(i)) || touches_next(i - 1)) return false;
    lower_into(at(i - 1), small_);
    if (!rules_.is_agency(small_)) return false;
    lower_into(at(i), small_);
    if (rules_.is_agency(small_)) return false;
    for (std::uint32_t k = begin; k + 2 < i; ++k) {
      if (at(k + 1) != ":") continue;
      lower_into(at(k), small_);
      if (rules_.is_credit(small_)) return true;
    }
    return false;
  }

  void close(std::uint32_t begin, std::uint32_t end) {
    quotes_ = straight_ = 0;
    const auto id = static_cast<SentenceId>(table_.sentences.size());
    Sentence sentence;
    sentence.tokens = {begin, end};
    sentence.span = {table_.tokens[begin].span.begin, table_.tokens[end - 1].span.end};
    sentence.paragraph = number_;
    table_.sentences.push_back(sentence);
    table_.sentence_of.resize(end, id);
  }

  bool ends_in_stop(std::uint32_t end) const {
    for (std::uint32_t i = end; i-- > first_ && i + 4 > end;) {
      if (is_stop(i) || at(i) == ":" || at(i).ends_with('.')) return true;
      const CharClass mark = char_class(first_char(i));
      if (mark != CharClass::quote && mark != CharClass::close && mark != CharClass::apostrophe) return false;
    }
    return false;
  }

  void set_kinds() {
    std::size_t first_sentence = table_.sentences.size();
    while (first_sentence > 0 && table_.sentences[first_sentence - 1].tokens.begin >= first_) --first_sentence;
    const bool single = table_.sentences.size() - first_sentence == 1;
    for (std::size_t s = first_sentence; s < table_.sentences.size(); ++s) {
      Sentence& sentence = table_.sentences[s];
      const Rows rows = sentence.tokens;
      if (single && !ends_in_stop(rows.end)) sentence.kind = SentenceKind::heading;
      for (std::uint32_t i = rows.begin; i + 1 < rows.end; ++i) {
        if (at(i + 1) != ":") continue;
        lower_into(at(i), small_);
        if (rules_.is_credit(small_)) sentence.kind = SentenceKind::caption;
      }
    }
  }

  std::string_view text_;
  const TokenRules& rules_;
  std::uint32_t first_, last_, number_;
  TokenTable& table_;
  std::uint32_t quotes_ = 0;    // open «
  std::uint32_t straight_ = 0;  // 1 inside "
  std::string small_;           // scratch
};

}  // namespace

void split_sentences(std::string_view text, const TokenRules& rules, std::uint32_t first, std::uint32_t last,
                     std::uint32_t paragraph, TokenTable& table) {
  if (first < last) Paragraph(text, rules, first, last, paragraph, table).split();
}

}  // namespace depesje
