// SPDX-License-Identifier: Apache-2.0
#include "parse/evaluation.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::size_t kNowhere = SIZE_MAX;

constexpr std::string_view kContentRelations[] = {
    "nsubj", "obj",      "iobj",      "csubj",     "ccomp",  "xcomp",    "obl",        "vocative", "expl", "dislocated",
    "advcl", "advmod",   "discourse", "nmod",      "appos",  "nummod",   "acl",        "amod",     "conj", "fixed",
    "flat",  "compound", "list",      "parataxis", "orphan", "goeswith", "reparandum", "root",     "dep"};
constexpr std::string_view kFunctionalRelations[] = {"aux", "cop", "mark", "det", "clf", "case", "cc"};
constexpr std::string_view kUniversalFeatures[] = {
    "PronType", "NumType",  "Poss", "Reflex", "Foreign", "Abbr",  "Gender",  "Animacy",  "Number", "Case",  "Definite",
    "Degree",   "VerbForm", "Mood", "Tense",  "Aspect",  "Voice", "Evident", "Polarity", "Person", "Polite"};

template <std::size_t count>
bool contains(const std::string_view (&list)[count], std::string_view item) {
  return std::ranges::find(list, item) != std::end(list);
}

struct CharacterSpan {
  std::size_t start = 0, end = 0;
  friend bool operator==(const CharacterSpan&, const CharacterSpan&) = default;
};

struct EvaluatedWord {
  CharacterSpan span;
  bool multiword = false;
  std::string lower;  // form
  std::string_view lemma, upos, xpos, relation;
  std::string feats;
  std::size_t parent = kNowhere;  // row
  std::vector<std::size_t> functional_children;
  bool content() const { return contains(kContentRelations, relation); }
};

using NamedSpan = std::tuple<std::size_t, std::size_t, std::string>;

struct Evaluated {
  std::u32string characters;
  std::vector<std::uint32_t> lines;  // per character
  std::vector<CharacterSpan> tokens, sentences;
  std::vector<EvaluatedWord> words;
  std::set<NamedSpan> names;
};

std::string without_spaces(std::string_view form) {
  std::string out;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t from = at;
    if (u_charType(static_cast<UChar32>(next_code_point(form, at))) != U_SPACE_SEPARATOR) {
      out += form.substr(from, at - from);
    }
  }
  return out;
}

std::string universal_features(std::string_view feats) {
  std::vector<std::string_view> kept;
  while (!feats.empty()) {
    const auto end = std::min(feats.find('|'), feats.size());
    const std::string_view feature = feats.substr(0, end);
    if (contains(kUniversalFeatures, feature.substr(0, feature.find('=')))) kept.push_back(feature);
    feats.remove_prefix(std::min(end + 1, feats.size()));
  }
  std::ranges::sort(kept);
  std::string out;
  for (const std::string_view feature : kept) (out += out.empty() ? "" : "|") += feature;
  return out;
}

void add_names(Evaluated& out, std::size_t first, const std::vector<std::string_view>& labels) {
  std::size_t begin = 0, end = 0;
  std::string_view open;
  const auto close = [&] {
    if (!open.empty()) out.names.emplace(begin, end, std::string(open));
    open = {};
  };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string_view label = labels[i];
    const bool named = label.size() > 2 && label[1] == '-';
    if (!named || label[0] == 'B' || label.substr(2) != open) close();
    if (!named) continue;
    const CharacterSpan span = out.words[first + i].span;
    if (open.empty()) begin = span.start;
    open = label.substr(2);
    end = span.end;
  }
  close();
}

Evaluated prepared(const std::vector<ConlluSentence>& sentences) {
  Evaluated out;
  for (const ConlluSentence& sentence : sentences) {
    const std::size_t sentence_start = out.characters.size(), first = out.words.size();
    std::vector<std::string_view> labels;
    CharacterSpan range;
    std::uint32_t range_end = 0;
    for (const ConlluRow& row : sentence.rows) {
      const bool inside = !row.is_range() && row.first <= range_end;
      const std::string form = without_spaces(row[ConlluColumn::form]);
      CharacterSpan span = range;
      if (!inside) {
        span.start = out.characters.size();
        for (std::size_t at = 0; at < form.size();) {
          out.characters += next_code_point(form, at);
          out.lines.push_back(row.line);
        }
        span.end = out.characters.size();
        out.tokens.push_back(span);
      }
      if (row.is_range()) {
        range = span;
        range_end = row.last;
        continue;
      }
      EvaluatedWord word;
      word.span = span;
      word.multiword = inside;
      word.lower = to_lower(form);
      word.lemma = row[ConlluColumn::lemma];
      word.upos = row[ConlluColumn::upos];
      word.xpos = row[ConlluColumn::xpos];
      word.relation = row[ConlluColumn::deprel].substr(0, row[ConlluColumn::deprel].find(':'));
      word.feats = universal_features(row[ConlluColumn::feats]);
      if (row.head != 0) word.parent = first + row.head - 1;
      out.words.push_back(std::move(word));
      labels.push_back(row.misc("name"));
    }
    for (std::size_t i = first; i < out.words.size(); ++i) {
      const EvaluatedWord& word = out.words[i];
      if (word.parent != kNowhere && contains(kFunctionalRelations, word.relation)) {
        out.words[word.parent].functional_children.push_back(i);
      }
    }
    out.sentences.push_back({sentence_start, out.characters.size()});
    add_names(out, first, labels);
  }
  return out;
}

MetricScore spans_score(std::string name, const std::vector<CharacterSpan>& gold,
                        const std::vector<CharacterSpan>& system) {
  MetricScore score{std::move(name), gold.size(), system.size(), 0, 0};
  for (std::size_t g = 0, s = 0; g < gold.size() && s < system.size();) {
    if (system[s].start < gold[g].start) ++s;
    else if (gold[g].start < system[s].start) ++g;
    else score.correct += gold[g++].end == system[s++].end;
  }
  return score;
}

// Pairs of words, by position or, inside multiword tokens, by form.
class Alignment {
 public:
  Alignment(const Evaluated& gold, const Evaluated& system)
      : gold_(gold.words), system_(system.words), gold_of_system(system.words.size(), kNowhere) {
    while (g_ < gold_.size() && s_ < system_.size()) {
      if (gold_[g_].multiword || system_[s_].multiword) align_stretch();
      else if (gold_[g_].span == system_[s_].span) add(g_++, s_++);
      else if (gold_[g_].span.start <= system_[s_].span.start) ++g_;
      else ++s_;
    }
  }

 private:
  const std::vector<EvaluatedWord>& gold_;
  const std::vector<EvaluatedWord>& system_;
  std::size_t g_ = 0, s_ = 0;

 public:
  std::vector<std::pair<std::size_t, std::size_t>> pairs;  // gold row, system row
  std::vector<std::size_t> gold_of_system;

 private:
  void add(std::size_t gold, std::size_t system) {
    pairs.emplace_back(gold, system);
    gold_of_system[system] = gold;
  }

  static bool beyond(const std::vector<EvaluatedWord>& words, std::size_t at, std::size_t end) {
    if (at >= words.size()) return true;
    return words[at].multiword ? words[at].span.start >= end : words[at].span.end > end;
  }

  // The shortest stretch of both that begins here and cuts through no multiword token.
  void align_stretch() {
    std::size_t end = 0;
    if (gold_[g_].multiword) {
      end = gold_[g_].span.end;
      if (!system_[s_].multiword && system_[s_].span.start < gold_[g_].span.start) ++s_;
    } else {
      end = system_[s_].span.end;
      if (!gold_[g_].multiword && gold_[g_].span.start < system_[s_].span.start) ++g_;
    }
    const std::size_t gold_first = g_, system_first = s_;
    const auto step = [&end](const EvaluatedWord& word) {
      if (word.multiword) end = std::max(end, word.span.end);
    };
    while (!beyond(gold_, g_, end) || !beyond(system_, s_, end)) {
      if (g_ < gold_.size() && (s_ >= system_.size() || gold_[g_].span.start <= system_[s_].span.start)) {
        step(gold_[g_++]);
      } else {
        step(system_[s_++]);
      }
    }
    align_by_form(gold_first, system_first);
  }

  void align_by_form(std::size_t gold_first, std::size_t system_first) {
    const std::size_t rows = g_ - gold_first, columns = s_ - system_first;
    if (rows == 0 || columns == 0) return;
    // common[g][s]: longest common subsequence of what follows; one row and column more, all zero.
    std::vector<std::size_t> common((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t g, std::size_t s) -> std::size_t& { return common[g * (columns + 1) + s]; };
    const auto same = [&](std::size_t g, std::size_t s) {
      return gold_[gold_first + g].lower == system_[system_first + s].lower;
    };
    for (std::size_t g = rows; g-- > 0;) {
      for (std::size_t s = columns; s-- > 0;) {
        at(g, s) = std::max({same(g, s) ? at(g + 1, s + 1) + 1 : 0, at(g + 1, s), at(g, s + 1)});
      }
    }
    for (std::size_t g = 0, s = 0; g < rows && s < columns;) {
      if (same(g, s)) add(gold_first + g++, system_first + s++);
      else if (at(g, s) == at(g + 1, s)) ++g;
      else ++s;
    }
  }
};

// What two aligned words must share to count, beside the parent.
struct Key {
  bool upos = false, xpos = false, feats = false, lemma = false, parent = false, relation = false, children = false;
  bool content_only = false;
};

class WordMetrics {
 public:
  WordMetrics(const Evaluated& gold, const Evaluated& system)
      : gold_(gold), system_(system), alignment_(gold, system) {}

  MetricScore score(std::string name, const Key& key) const {
    MetricScore score{std::move(name), 0, 0, 0, 0};
    const auto counts = [&](const EvaluatedWord& word) { return !key.content_only || word.content(); };
    score.gold = static_cast<std::size_t>(std::ranges::count_if(gold_.words, counts));
    score.system = static_cast<std::size_t>(std::ranges::count_if(system_.words, counts));
    for (const auto& [g, s] : alignment_.pairs) {
      if (!counts(gold_.words[g])) continue;
      ++score.aligned;
      score.correct += equal(gold_.words[g], system_.words[s], key);
    }
    return score;
  }

 private:
  // Row of the gold word a system word is aligned with; the root's parent is the same for both.
  bool same_parent(const EvaluatedWord& gold, const EvaluatedWord& system) const {
    if (gold.parent == kNowhere || system.parent == kNowhere) return gold.parent == system.parent;
    return alignment_.gold_of_system[system.parent] == gold.parent;
  }

  bool equal(const EvaluatedWord& gold, const EvaluatedWord& system, const Key& key) const {
    return (!key.upos || gold.upos == system.upos) && (!key.xpos || gold.xpos == system.xpos) &&
           (!key.feats || gold.feats == system.feats) &&
           (!key.lemma || gold.lemma == "_" || gold.lemma == system.lemma) &&
           (!key.parent || same_parent(gold, system)) && (!key.relation || gold.relation == system.relation) &&
           (!key.children || same_children(gold, system));
  }

  bool same_children(const EvaluatedWord& gold, const EvaluatedWord& system) const {
    return std::ranges::equal(gold.functional_children, system.functional_children, [&](std::size_t g, std::size_t s) {
      const EvaluatedWord &a = gold_.words[g], &b = system_.words[s];
      return alignment_.gold_of_system[s] == g && a.relation == b.relation && a.upos == b.upos && a.feats == b.feats;
    });
  }

  const Evaluated& gold_;
  const Evaluated& system_;
  Alignment alignment_;
};

MetricScore names_score(std::string name, const std::set<NamedSpan>& gold, const std::set<NamedSpan>& system) {
  MetricScore score{std::move(name), gold.size(), system.size(), 0, 0};
  for (const NamedSpan& span : system) score.correct += gold.contains(span);
  return score;
}

std::set<NamedSpan> of_type(const std::set<NamedSpan>& names, std::string_view type) {
  std::set<NamedSpan> out;
  for (const NamedSpan& name : names) {
    if (std::get<2>(name) == type) out.insert(name);
  }
  return out;
}

// GPE_LOC counts as LOC and GPE_ORG as ORG.
std::set<NamedSpan> merged(const std::set<NamedSpan>& names) {
  std::set<NamedSpan> out;
  for (const auto& [start, end, type] : names) {
    out.emplace(start, end, type.starts_with("GPE_") ? type.substr(4) : type);
  }
  return out;
}

Error difference(const Evaluated& gold, const Evaluated& system) {
  std::size_t at = 0;
  while (at < gold.characters.size() && at < system.characters.size() && gold.characters[at] == system.characters[at]) {
    ++at;
  }
  const auto around = [at](const std::u32string& characters) {
    std::string out;
    for (std::size_t i = at; i < std::min(at + 20, characters.size()); ++i) append_utf8(out, characters[i]);
    return "«" + out + "»";
  };
  Error error;
  error.what = "the two files do not hold the same text: gold has " + around(gold.characters) +
               " where the system has " + around(system.characters);
  if (at < gold.lines.size()) error.line = gold.lines[at];
  error.hint = "give the system the gold's own raw text";
  return error;
}

}  // namespace

Result<std::vector<MetricScore>> evaluate(const std::vector<ConlluSentence>& gold_sentences,
                                          const std::vector<ConlluSentence>& system_sentences) {
  const Evaluated gold = prepared(gold_sentences), system = prepared(system_sentences);
  if (gold.characters != system.characters) return std::unexpected(difference(gold, system));
  const bool xpos = std::ranges::any_of(system.words, [](const EvaluatedWord& word) { return word.xpos != "_"; });
  const WordMetrics words(gold, system);
  std::vector<MetricScore> scores;
  scores.push_back(spans_score("Tokens", gold.tokens, system.tokens));
  scores.push_back(spans_score("Sentences", gold.sentences, system.sentences));
  scores.push_back(words.score("Words", {}));
  scores.push_back(words.score("UPOS", {.upos = true}));
  if (xpos) scores.push_back(words.score("XPOS", {.xpos = true}));
  scores.push_back(words.score("UFeats", {.feats = true}));
  scores.push_back(words.score("AllTags", {.upos = true, .xpos = xpos, .feats = true}));
  scores.push_back(words.score("Lemmas", {.lemma = true}));
  scores.push_back(words.score("UAS", {.parent = true}));
  scores.push_back(words.score("LAS", {.parent = true, .relation = true}));
  scores.push_back(words.score("CLAS", {.parent = true, .relation = true, .content_only = true}));
  scores.push_back(words.score(
      "MLAS", {.upos = true, .feats = true, .parent = true, .relation = true, .children = true, .content_only = true}));
  scores.push_back(words.score("BLEX", {.lemma = true, .parent = true, .relation = true, .content_only = true}));
  if (gold.names.empty() && system.names.empty()) return scores;
  scores.push_back(names_score("Entities", gold.names, system.names));
  scores.push_back(names_score("Entities7", merged(gold.names), merged(system.names)));
  for (const std::string_view type : kNameTypeNames) {
    const auto in_gold = of_type(gold.names, type), in_system = of_type(system.names, type);
    if (in_gold.empty() && in_system.empty()) continue;
    scores.push_back(names_score("  " + std::string(type), in_gold, in_system));
  }
  return scores;
}

std::string raw_text(const std::vector<ConlluSentence>& sentences) {
  std::string out;
  for (const ConlluSentence& sentence : sentences) {
    bool paragraph = false, given = false;
    sentence.comment("newpar", &paragraph);
    sentence.comment("newdoc", &paragraph);
    if (!out.empty()) out += paragraph ? "\n\n" : " ";
    if (const std::string_view text = sentence.comment("text", &given); given) {
      out += text;
      continue;
    }
    std::uint32_t range_end = 0;
    for (std::size_t i = 0; i < sentence.rows.size(); ++i) {
      const ConlluRow& row = sentence.rows[i];
      if (!row.is_range() && row.first <= range_end) continue;
      if (row.is_range()) range_end = row.last;
      out += row[ConlluColumn::form];
      if (row.misc("SpaceAfter") != "No" && std::max(row.last, range_end) < sentence.rows.back().last) out += ' ';
    }
  }
  return out;
}

}  // namespace depesje
