// SPDX-License-Identifier: Apache-2.0
//
// Which of a name's candidates is meant: a name means one place throughout a document (but for "Paris, Texas"); what is
// weighed is how large the place is, what stands beside it, which countries the document speaks of and what lies near.
// Internal to src/place; one thread.
#pragma once

#include "base/string_pool.h"
#include "depesje/document.h"
#include "mention/mention.h"
#include "parse/word.h"
#include "place/gazetteer.h"
#include "place/place.h"
#include "place/place_language.h"
#include "token/token.h"

namespace depesje::place_detail {

struct View {
  const Document& document;
  const TokenTable& tokens;
  const WordTable& words;
  const Gazetteer& gazetteer;
  const PlaceWords& language;
  const StringPool& pool;

  std::string_view text(std::uint32_t token) const { return document.at(tokens.tokens[token].span); }
  std::string_view lower(std::uint32_t token) const { return pool.at(words.lower[token]); }
};

PlaceTable resolve(const View& view, const MentionTable& mentions, StringPool& pool);

}  // namespace depesje::place_detail
