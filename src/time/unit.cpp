// SPDX-License-Identifier: Apache-2.0
//
// Cutting text into units: see unit.h. Pure but for the buffer it fills.
#include "time/unit.h"

#include "base/unicode.h"

namespace depesje::timing {
namespace {

bool is_space(char32_t c) {
  return c == U' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000;
}

// The one sign that stands for all of its make.
char32_t plain_sign(char32_t c) {
  if (c >= 0x2010 && c <= 0x2015) return U'-';
  if (c == 0x2212) return U'-';
  if (c == 0x2018 || c == 0x2019 || c == 0x00B4 || c == 0x0060) return U'\'';
  return c;
}

template <class Lookup>
void cut(std::string_view text, std::uint32_t base, std::uint32_t token, bool glued, bool barrier, Lookup&& lookup,
         std::string& lower, std::vector<Piece>& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const char32_t first = next_code_point(text, at);
    if (is_space(first)) {
      glued = false;
      barrier |= first == U'\n';
      continue;
    }
    Piece piece;
    piece.glued = glued;
    piece.barrier = barrier;
    piece.token = token;
    if (is_ascii_digit(first)) {
      piece.kind = UnitKind::digits;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      piece.digits = static_cast<std::uint8_t>(at - begin < 255 ? at - begin : 255);
      if (piece.digits <= 9) {
        piece.number = 0;
        for (std::size_t i = begin; i < at; ++i) piece.number = piece.number * 10 + (text[i] - '0');
      }
      piece.word = lookup(text.substr(begin, at - begin));
    } else if (is_letter(first)) {
      piece.capital = is_upper(first);
      for (std::size_t next = at; next < text.size();) {
        if (!is_letter(next_code_point(text, next))) break;
        at = next;
      }
      lower_into(text.substr(begin, at - begin), lower);
      piece.word = lookup(lower);
    } else {
      piece.kind = UnitKind::sign;
      lower.clear();
      append_utf8(lower, plain_sign(first));
      piece.word = lookup(lower);
    }
    piece.span = {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(at)};
    out.push_back(piece);
    glued = true;
    barrier = false;
  }
}

}  // namespace

std::uint32_t WordIds::add(std::string_view lower) {
  const auto [found, fresh] = ids_.try_emplace(std::string(lower), 0);
  if (fresh) found->second = static_cast<std::uint32_t>(ids_.size());
  return found->second;
}

std::uint32_t WordIds::find(std::string_view lower) const {
  if (lower.size() > 40) return kUnknownWord;  // longer than any word of a rule
  const auto found = ids_.find(lower);
  return found == ids_.end() ? kUnknownWord : found->second;
}

std::vector<Piece> cut_pattern(std::string_view text, WordIds& ids) {
  std::vector<Piece> out;
  std::string lower;
  cut(text, 0, 0, false, false, [&ids](std::string_view word) { return ids.add(word); }, lower, out);
  return out;
}

void cut_document(const Document& document, const TokenTable& tokens, const WordIds& ids, std::vector<Piece>& out) {
  out.clear();
  out.reserve(tokens.tokens.size() + tokens.tokens.size() / 4);
  std::string lower;
  const std::string_view text = document.text();
  std::uint32_t end = 0;
  const auto lookup = [&ids](std::string_view word) { return ids.find(word); };
  for (std::uint32_t i = 0; i < tokens.tokens.size(); ++i) {
    const Span span = tokens.tokens[i].span;
    if (span.begin < end && i > 0) continue;  // a part of a token already cut
    const bool barrier = i == 0 || text.substr(end, span.begin - end).find('\n') != std::string_view::npos;
    cut(text.substr(span.begin, span.size()), span.begin, i, i > 0 && span.begin == end, barrier, lookup, lower, out);
    end = span.end;
  }
}

}  // namespace depesje::timing
