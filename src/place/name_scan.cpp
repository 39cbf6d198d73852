// SPDX-License-Identifier: Apache-2.0
#include "place/name_scan.h"

#include <algorithm>
#include <vector>

#include "place/name_lookup.h"

namespace depesje::place_detail {
namespace {

constexpr std::uint32_t kLongestName = 6;  // tokens
constexpr float kStrong = 5;               // own rows above it stand without support

struct Found {
  std::uint32_t begin = 0, end = 0;
  Span name;
};

// A surname alone gives way to a longer name of the own tables ("Prince Edward Island").
enum class Cover : std::uint8_t { none, soft, hard };

class Scanner {
 public:
  Scanner(const View& view, const MentionTable& mentions) : view_(view), mentions_(mentions) {}

  std::vector<Found> run() {
    const auto size = static_cast<std::uint32_t>(view_.tokens.tokens.size());
    covered_.assign(size, Cover::none);
    for (const Mention& mention : mentions_.mentions) {
      if (mention.form == MentionForm::name && stands(mention)) cover(mention);
    }
    note_words();
    // Twice: what one place of the document supports holds for the others too.
    const std::size_t known = places_.size();
    for (int round = 0; round < 2; ++round) {
      found_.clear();
      places_.resize(known);
      for (const Sentence& sentence : view_.tokens.sentences) {
        last_end_ = UINT32_MAX;
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) i = name_at(i, sentence.tokens);
      }
      for (const Found& found : found_) names_.insert(view_.document.at(found.name));
    }
    return std::move(found_);
  }

 private:
  // Whether a mention is to be left as it is: the tables know who it is, or the label is believed.
  bool stands(const Mention& mention) {
    for (auto i = mention.entities.begin; i < mention.entities.end; ++i) {
      if (mentions_[mentions_.entity_refs[i]].actor != kEmptyString) return true;
    }
    if (mention.type == MentionType::place) {
      candidates_.clear();
      look_up(view_.gazetteer, view_.language, view_.document.at(mention.name), false, candidates_);
      return !candidates_.empty();
    }
    return view_.language.trust_labels && mention.type != MentionType::other;
  }

  void cover(const Mention& mention) {
    const bool soft = mention.type == MentionType::person && mention.tokens.size() == 1;
    for (auto i = mention.tokens.begin; i < mention.tokens.end; ++i) covered_[i] = soft ? Cover::soft : Cover::hard;
    if (mention.type == MentionType::place) places_.push_back(mention.tokens);
    if (mention.type == MentionType::person && !mention.tokens.empty())
      surnames_.emplace(view_.text(mention.tokens.end - 1));
  }

  bool word(std::uint32_t token) const { return view_.tokens.tokens[token].kind == TokenKind::word; }
  bool capital(std::uint32_t token) const { return word(token) && starts_upper(view_.text(token)); }

  // Words the document also writes small, and the last words of names that begin with a given name.
  void note_words() {
    for (const Sentence& sentence : view_.tokens.sentences) {
      for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
        if (!word(i)) continue;
        if (!capital(i)) {
          small_.emplace(view_.text(i));
          continue;
        }
        if (!view_.language.given_names.contains(view_.text(i)) && !title(i)) continue;
        std::uint32_t end = i + 1;
        while (end < sentence.tokens.end && end < i + 4 && capital(end)) ++end;
        for (auto k = i + 1; k < end; ++k) surnames_.emplace(view_.text(k));
      }
    }
  }

  bool title(std::uint32_t token) const { return view_.language.titles.contains(view_.lower(token)); }

  std::uint32_t name_at(std::uint32_t begin, Rows sentence) {
    if (covered_[begin] == Cover::hard || !capital(begin)) {
      if (covered_[begin] == Cover::hard) last_end_ = UINT32_MAX;
      return begin + 1;
    }
    const std::uint32_t limit = std::min(sentence.end, begin + kLongestName);
    std::uint32_t end = begin;
    while (end < limit && covered_[end] != Cover::hard &&
           (word(end) || view_.text(end) == "." || view_.tokens.tokens[end].continues_word))
      ++end;
    for (; end > begin; --end) {
      if (!word(end - 1) && view_.text(end - 1) != ".") continue;
      const Span span{view_.tokens.tokens[begin].span.begin, view_.tokens.tokens[end - 1].span.end};
      candidates_.clear();
      const Lookup lookup = look_up(view_.gazetteer, view_.language, view_.document.at(span), false, candidates_);
      if (candidates_.empty()) continue;
      if (soft(begin, end) && (end - begin == 1 || !candidates_.front().own)) continue;
      if (!accept(begin, end, sentence)) continue;
      Found found{begin, end, span};
      if (lookup.found_as.size() + 2 >= span.size()) {
        const auto offset = static_cast<std::uint32_t>(lookup.found_as.data() - view_.document.at(span).data());
        found.name = {span.begin + offset, span.begin + offset + static_cast<std::uint32_t>(lookup.found_as.size())};
      }
      found_.push_back(found);
      places_.push_back({begin, end});
      last_end_ = end;
      return end;
    }
    // A capitalised word that is no place: skip the rest of its name, so that its parts are not taken apart.
    return begin + 1;
  }

  bool soft(std::uint32_t begin, std::uint32_t end) const {
    return std::any_of(covered_.begin() + begin, covered_.begin() + end,
                       [](Cover cover) { return cover != Cover::none; });
  }

  // "Queensland Premier", "US Energy Secretary": an office behind the name.
  bool office_behind(std::uint32_t end, Rows sentence) const {
    for (auto i = end; i < std::min(sentence.end, end + 4) && capital(i); ++i) {
      if (title(i)) return true;
    }
    return false;
  }

  bool accept(std::uint32_t begin, std::uint32_t end, Rows sentence) const {
    const PlaceWords& language = view_.language;
    const std::string_view text = view_.text(begin);
    bool own = false;
    float weight = 0;
    for (const GazetteerPlace& place : candidates_) {
      own = own || (place.own && place.weight > kStrong);
      weight = std::max(weight, place.weight);
    }
    const bool first = begin == sentence.begin;
    const std::uint32_t length = end - begin;
    bool preposition = false, after_place = false, after_name = false, direction = false;
    if (!first) {
      const std::string_view before = view_.lower(begin - 1);
      preposition = language.prepositions.contains(before);
      if (!preposition && begin - 1 > sentence.begin && (language.directions.contains(before))) {
        preposition = language.prepositions.contains(view_.lower(begin - 2));
      }
      direction = language.directions.contains(before);
      const bool comma = view_.text(begin - 1) == "," || view_.text(begin - 1) == "(";
      after_place = last_end_ != UINT32_MAX && begin - last_end_ <= 2;
      if (comma && begin - 1 > sentence.begin) after_place = after_place || is_place_before(begin - 1);
      after_name = capital(begin - 1) && begin - 1 != last_end_ - 1 && !direction && !preposition;
      if (after_name && begin - 1 == sentence.begin && !language.given_names.contains(view_.text(begin - 1)) &&
          !title(begin - 1)) {
        after_name = length == 1 && !own;
      }
      if (title(begin - 1)) return false;
    }
    const bool again = names_.contains(
        view_.document.at({view_.tokens.tokens[begin].span.begin, view_.tokens.tokens[end - 1].span.end}));
    const bool region_next = end < sentence.end && language.region_words.contains(view_.lower(end));
    const bool before_name = end < sentence.end && capital(end) && !region_next && !is_place_start(end);
    if (length == 1) {
      if (language.not_places.contains(text)) return false;
      if (small_.contains(view_.lower(begin)) && !(preposition && own)) return false;
      if (surnames_.contains(text) && !preposition && !after_place) return false;
      if (language.given_names.contains(text) && !(preposition && !before_name)) return false;
      if (text.size() < 3 && !own) return false;
    }
    if (after_name) return false;
    if (before_name) return own && (preposition || after_place || office_behind(end, sentence));
    if (region_next) return true;
    if (preposition || after_place) return own || weight > 2.5F;
    if (followed_by_region(end, sentence)) return true;
    if (own) return true;
    if (again) return true;
    if (length > 1) return weight > 4.3F;
    return weight > (first ? 5.6F : 5.2F);
  }

  // "Toruń, Poland": what comes behind the comma is a country or region of the own tables.
  bool followed_by_region(std::uint32_t end, Rows sentence) const {
    if (end + 1 >= sentence.end || view_.text(end) != "," || !capital(end + 1)) return false;
    return is_place_start(end + 1);
  }

  bool is_place_start(std::uint32_t token) const {
    std::vector<GazetteerPlace> found;
    for (std::uint32_t end = token + 1; end <= token + 3 && end <= view_.tokens.tokens.size(); ++end) {
      const Span span{view_.tokens.tokens[token].span.begin, view_.tokens.tokens[end - 1].span.end};
      look_up(view_.gazetteer, view_.language, view_.document.at(span), true, found);
    }
    return std::ranges::any_of(found, [](const GazetteerPlace& place) {
      return place.precision == PlacePrecision::region || place.precision == PlacePrecision::country;
    });
  }

  bool is_place_before(std::uint32_t token) const {
    return !places_.empty() && std::ranges::any_of(places_.rbegin(), std::min(places_.rend(), places_.rbegin() + 3),
                                                   [&](Rows rows) { return rows.end == token; });
  }

  const View& view_;
  const MentionTable& mentions_;
  std::vector<Cover> covered_;
  std::vector<Found> found_;
  std::vector<Rows> places_;
  std::vector<GazetteerPlace> candidates_;
  std::unordered_set<std::string_view> small_, surnames_, names_;
  std::uint32_t last_end_ = UINT32_MAX;
};

std::uint32_t head_of(const View& view, std::uint32_t begin, std::uint32_t end) {
  for (auto i = begin; i < end; ++i) {
    const TokenId head = view.words.words[i].head;
    if (head == kNone<TokenId> || index(head) < begin || index(head) >= end) return i;
  }
  return begin;
}

}  // namespace

void scan_names(const View& view, MentionTable& mentions) {
  const std::vector<Found> found = Scanner(view, mentions).run();
  if (found.empty()) return;
  std::vector<std::pair<Mention, MentionId>> all;  // with the row it had
  for (std::size_t i = 0; i < mentions.mentions.size(); ++i)
    all.emplace_back(mentions.mentions[i], static_cast<MentionId>(i));
  for (const Found& name : found) {
    Mention mention;
    mention.span = {view.tokens.tokens[name.begin].span.begin, view.tokens.tokens[name.end - 1].span.end};
    mention.name = name.name;
    mention.tokens = {name.begin, name.end};
    mention.head = static_cast<TokenId>(head_of(view, name.begin, name.end));
    mention.type = MentionType::place;
    mention.form = MentionForm::name;
    all.emplace_back(mention, kNone<MentionId>);
  }
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) {
    const Span x = a.first.span, y = b.first.span;
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  std::vector<MentionId> moved(mentions.mentions.size(), kNone<MentionId>);
  mentions.mentions.clear();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].second != kNone<MentionId>) moved[index(all[i].second)] = static_cast<MentionId>(i);
    mentions.mentions.push_back(all[i].first);
  }
  for (MentionId& id : mentions.at_token) {
    if (id != kNone<MentionId>) id = moved[index(id)];
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].second != kNone<MentionId>) continue;
    MentionId& at = mentions.at_token[index(all[i].first.head)];
    if (at == kNone<MentionId>) at = static_cast<MentionId>(i);
  }
}

}  // namespace depesje::place_detail
