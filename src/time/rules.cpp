// SPDX-License-Identifier: Apache-2.0
//
// Loader of time rules: see rules.h and doc/formats/time-rules.md. Every fault is an Error with file and line.
#include "time/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "base/tsv.h"
#include "base/unicode.h"

namespace depesje::timing {
namespace {

constexpr std::string_view kOperationNames[] = {
    "number",  "slot",   "add",     "sub",     "mul",   "either",   "now",           "day",      "this",
    "shift",   "ago",    "ahead",   "last",    "next",  "rolling",  "rolling_ahead", "weekday",  "month",
    "date",    "dom",    "season",  "quarter", "half",  "holiday",  "weekend",       "y",        "yy",
    "ym",      "ymd",    "century", "week",    "at",    "nth",      "nth_next",      "nth_prev", "this_of",
    "closest", "part",   "span",    "since",   "until", "before",   "after",         "about",    "narrow",
    "clock",   "anchor", "same",    "later",   "set",   "duration", "week_of",       "decade",
};
static_assert(std::size(kOperationNames) == static_cast<std::size_t>(Operation::decade) + 1);

constexpr std::string_view kBuiltinNames[] = {"int", "d", "m", "yyyy", "2d", "hh", "mm", "ww", "hhmm", "year", "yyy"};
static_assert(std::size(kBuiltinNames) == kBuiltins);
constexpr int kMostIncludes = 8;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::optional<int> integer(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  return word;
}

class Loader {
 public:
  explicit Loader(RuleSet& out) : out_(out) {
    for (const std::string_view name : kBuiltinNames) category(name);
    out_.time_category = category("time");
    out_.not_category = category("not");
    out_.alone_category = category("alone");
    static constexpr std::pair<std::string_view, int> kSymbols[] = {
        {"spring", 0},     {"summer", 1},      {"autumn", 2}, {"winter", 3}, {"early", 1}, {"middle", 2}, {"late", 3},
        {"first_half", 4}, {"second_half", 5}, {"rest", 6},   {"start", 7},  {"end", 8},   {"so_far", 9}};
    for (const auto& [name, value] : kSymbols) symbols_.emplace(name, value);
    static constexpr std::string_view kUnits[] = {"hour",   "day",     "week",      "weekend", "fortnight", "month",
                                                  "season", "quarter", "half_year", "year",    "decade",    "century"};
    for (const std::string_view name : kUnits) symbols_.emplace(name, static_cast<int>(*unit_named(name)));
  }

  Result<void> holidays(const std::filesystem::path& path) {
    Result<TsvTable> table = TsvTable::load(path, {"id", "rule"});
    if (!table) return std::unexpected(table.error());
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const std::string_view id = table->cell(row, "id");
      auto found = symbols_.find(id);
      if (found == symbols_.end()) {
        found = symbols_.emplace(id, static_cast<int>(out_.holidays.size())).first;
        out_.holidays.push_back({});
        out_.holidays.back().id = id;
      }
      Holiday& holiday = out_.holidays[static_cast<std::size_t>(found->second)];
      if (const auto length = integer(table->cell(row, "days"))) holiday.length = *length;
      if (!holiday_rule(table->cell(row, "rule"), holiday)) {
        return std::unexpected(
            table->error_at(row, "rule", "not a rule for a yearly day",
                            "write MM-DD, easter+N, orthodox+N, nth N WEEKDAY MONTH or days as YYYY-MM-DD"));
      }
    }
    return {};
  }

  Result<void> file(const std::filesystem::path& path) {
    if (++includes_ > kMostIncludes) return fail("too many included files");
    Result<std::string> text = read_file(path);
    if (!text) return std::unexpected(text.error());
    const std::string name = path.lexically_normal().string();
    std::uint32_t number = 0;
    std::string pending;  // a line that ends in \ goes on
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t end = std::min(text->find('\n', at), text->size());
      std::string_view line = trimmed(std::string_view(*text).substr(at, end - at));
      at = end + 1;
      ++number;
      if (line.empty() || line.front() == '#') continue;
      if (line.back() == '\\') {
        pending += std::string(trimmed(line.substr(0, line.size() - 1))) + " ";
        continue;
      }
      pending += line;
      Result<void> done = statement(pending, path, name, number);
      pending.clear();
      if (!done) {
        Error error = done.error();
        if (error.file.empty()) {
          error.file = name;
          error.line = number;
        }
        return std::unexpected(error);
      }
    }
    return {};
  }

  Result<void> finish() {
    if (out_.category_names.size() > kMostCategories) return fail("too many categories");
    const std::size_t count = out_.category_names.size();
    out_.category_level.assign(count, 0);
    for (std::size_t round = 0;; ++round) {  // longest chain of first elements
      bool changed = false;
      for (const Variant& variant : out_.variants) {
        std::uint8_t& level = out_.category_level[out_.rules[variant.rule].category];
        for (const CategoryId first : variant.elements.front().categories) {
          if (out_.category_level[first] + 1 > level) {
            level = static_cast<std::uint8_t>(out_.category_level[first] + 1);
            changed = true;
          }
        }
        if (level > 100 || round > 200) {
          const Rule& rule = out_.rules[variant.rule];
          return std::unexpected(Error{"category «" + out_.category_names[rule.category] + "» begins with itself",
                                       rule.file, rule.line, 0, "let the pattern begin with another category"});
        }
      }
      if (!changed) break;
    }
    std::stable_sort(out_.variants.begin(), out_.variants.end(), [this](const Variant& a, const Variant& b) {
      return out_.category_level[out_.rules[a.rule].category] < out_.category_level[out_.rules[b.rule].category];
    });
    out_.by_word.resize(out_.words.size() + 1);
    out_.forms.resize(out_.words.size() + 1);
    out_.by_category.resize(count);
    for (std::uint32_t i = 0; i < out_.variants.size(); ++i) {
      const Element& first = out_.variants[i].elements.front();
      for (const std::uint32_t word : first.words) out_.by_word[word].push_back(i);
      for (const CategoryId id : first.categories) out_.by_category[id].push_back(i);
    }
    for (std::size_t id = kBuiltins + 3; id < count; ++id) {
      if (!made_[id]) return fail("category <" + out_.category_names[id] + "> is used but nothing makes it");
    }
    return {};
  }

 private:
  CategoryId category(std::string_view name) {
    const auto found = std::find(out_.category_names.begin(), out_.category_names.end(), name);
    if (found != out_.category_names.end()) return static_cast<CategoryId>(found - out_.category_names.begin());
    out_.category_names.emplace_back(name);
    made_.push_back(false);
    return static_cast<CategoryId>(out_.category_names.size() - 1);
  }

  static bool holiday_rule(std::string_view text, Holiday& holiday) {
    std::string_view rest = text;
    const std::string_view head = take_word(rest);
    if (head == "nth") {
      const auto a = integer(take_word(rest)), b = integer(take_word(rest)), c = integer(take_word(rest));
      if (!a || !b || !c) return false;
      holiday.kind = Holiday::Kind::nth_weekday;
      holiday.a = *a, holiday.b = *b, holiday.c = *c;
      if (const auto offset = integer(take_word(rest))) holiday.offset = *offset;
      return *b >= 1 && *b <= 7 && *c >= 1 && *c <= 12;
    }
    for (const auto& [name, kind] : {std::pair{std::string_view("easter"), Holiday::Kind::easter},
                                     std::pair{std::string_view("orthodox"), Holiday::Kind::orthodox}}) {
      if (!head.starts_with(name)) continue;
      std::string_view offset = head.substr(name.size());
      if (offset.starts_with('+')) offset.remove_prefix(1);
      const auto days = offset.empty() ? std::optional<int>(0) : integer(offset);
      if (!days) return false;
      holiday.kind = kind;
      holiday.a = *days;
      return true;
    }
    if (head.size() == 5 && head[2] == '-') {
      const auto month = integer(head.substr(0, 2)), day = integer(head.substr(3));
      if (!month || !day || !is_date(2000, *month, *day)) return false;
      holiday.kind = Holiday::Kind::fixed;
      holiday.a = *month, holiday.b = *day;
      return true;
    }
    holiday.kind = Holiday::Kind::listed;
    for (rest = text; !rest.empty();) {
      const std::string_view one = take_word(rest);
      const std::size_t slash = std::min(one.find('/'), one.size());
      const auto date = parse_date(one.substr(0, slash));
      const auto days = slash < one.size() ? integer(one.substr(slash + 1)) : holiday.length;
      if (!date || date->first != date->last || !days) return false;
      holiday.listed[ymd_of(date->first).year].emplace_back(date->first, *days);
    }
    return true;
  }

  Result<void> statement(std::string_view line, const std::filesystem::path& path, const std::string& name,
                         std::uint32_t number) {
    const std::string_view head = take_word(line);
    if (head == "include") return file(path.parent_path() / std::string(line));
    if (head == "word") return words(line);
    if (head == "seasons") return seasons(line);
    if (head == "rule") return rule(line, name, number);
    return fail("unknown statement «" + std::string(head) + "»", "use one of: include, word, seasons, rule");
  }

  Result<void> seasons(std::string_view line) {
    for (int i = 0; i < 4; ++i) {
      const std::string_view text = take_word(line);
      const auto month = text.size() == 5 ? integer(text.substr(0, 2)) : std::nullopt;
      const auto day = text.size() == 5 ? integer(text.substr(3)) : std::nullopt;
      if (!month || !day || !is_date(2001, *month, *day)) return fail("seasons takes four days MM-DD, spring first");
      out_.seasons.month[i] = static_cast<std::uint8_t>(*month);
      out_.seasons.day[i] = static_cast<std::uint8_t>(*day);
    }
    return {};
  }

  std::optional<int> constant(std::string_view text) const {
    if (const auto value = integer(text)) return value;
    const auto found = symbols_.find(text);
    if (found == symbols_.end()) return std::nullopt;
    return found->second;
  }

  Result<void> words(std::string_view line) {
    const std::string_view name = take_word(line), value_text = take_word(line), equals = take_word(line);
    const auto value = constant(value_text);
    if (equals != "=" || !value)
      return fail("a word line reads: word CLASS VALUE = form, form …", "is the value a number or a known name?");
    const CategoryId id = category(name);
    made_[id] = true;
    if (std::find(out_.word_classes.begin(), out_.word_classes.end(), name) == out_.word_classes.end())
      out_.word_classes.emplace_back(name);
    for (const std::string_view form : split_cell(line, ",")) {
      const std::vector<Piece> pieces = cut_pattern(form, out_.words);
      if (pieces.empty()) continue;
      WordForm made{{}, id, *value};
      for (std::size_t i = 1; i < pieces.size(); ++i) made.rest.push_back(pieces[i].word);
      if (out_.forms.size() <= pieces[0].word) out_.forms.resize(pieces[0].word + 1);
      auto& list = out_.forms[pieces[0].word];
      const bool known = std::any_of(list.begin(), list.end(), [&made](const WordForm& other) {
        return other.category == made.category && other.rest == made.rest;
      });
      if (!known) list.push_back(std::move(made));
    }
    return {};
  }

  Result<void> rule(std::string_view line, const std::string& file_name, std::uint32_t number) {
    Rule made;
    made.name = take_word(line);
    made.file = file_name;
    made.line = number;
    const std::string_view category_name = take_word(line), equals = take_word(line);
    const std::size_t arrow = line.rfind("=>");
    if (equals != "=" || arrow == std::string_view::npos)
      return fail("a rule line reads: rule NAME CATEGORY = PATTERN => VALUE");
    made.category = category(category_name);
    made_[made.category] = true;
    auto sequences = expand_pattern(trimmed(line.substr(0, arrow)));
    if (!sequences) return std::unexpected(sequences.error());
    captures_.clear();
    const auto rule_id = static_cast<std::uint32_t>(out_.rules.size());
    for (const auto& sequence : *sequences) {
      if (sequence.empty()) return fail("a pattern must not match nothing", "leave one part without ?");
      Variant variant{rule_id, {}};
      for (const PatternPiece& piece : sequence) {
        Result<Element> element = this->element(piece);
        if (!element) return std::unexpected(element.error());
        variant.elements.push_back(*std::move(element));
      }
      out_.variants.push_back(std::move(variant));
    }
    text_ = trimmed(line.substr(arrow + 2));
    Result<std::uint32_t> value = expression(0);
    if (!value) return std::unexpected(value.error());
    if (!trimmed(text_).empty()) return fail("text after the value: «" + std::string(text_) + "»");
    made.value = *value;
    made.slots = static_cast<std::uint16_t>(captures_.size());
    out_.rules.push_back(std::move(made));
    return {};
  }

  Result<Element> element(const PatternPiece& piece) {
    Element out;
    out.glued = piece.glued;
    out.spaced = piece.spaced;
    out.capital = piece.capital;
    if (!piece.capture.empty()) {
      const auto found = std::find(captures_.begin(), captures_.end(), piece.capture);
      out.slot = static_cast<std::uint16_t>(found - captures_.begin());
      if (found == captures_.end()) captures_.push_back(piece.capture);
    }
    for (std::string_view choice : split_cell(piece.text, "|")) {
      if (choice.size() > 2 && choice.front() == '<' && choice.back() == '>') {
        const CategoryId id = category(choice.substr(1, choice.size() - 2));
        if (id >= kMostCategories) return fail("too many categories");
        out.categories.push_back(id);
        out.category_set.set(id);
        continue;
      }
      const std::vector<Piece> pieces = cut_pattern(choice, out_.words);
      if (pieces.size() != 1)
        return fail("«" + std::string(choice) + "» is not one unit", "write it as several, or make a word class of it");
      out.words.push_back(pieces[0].word);
    }
    if (out.words.empty() && out.categories.empty()) return fail("empty alternative in pattern");
    std::sort(out.words.begin(), out.words.end());
    return out;
  }

  // NAME(args) | NAME | INTEGER, read from text_.
  Result<std::uint32_t> expression(int depth) {
    if (depth > 12) return fail("value nests too deeply");
    text_ = trimmed(text_);
    const std::size_t end = std::min(text_.find_first_of("(), "), text_.size());
    const std::string name(text_.substr(0, end));
    text_ = trimmed(text_.substr(end));
    Expression made;
    if (!text_.empty() && text_.front() == '(') {
      const auto found = std::find(std::begin(kOperationNames) + 2, std::end(kOperationNames), name);
      if (found == std::end(kOperationNames)) return fail("unknown function «" + name + "»");
      made.operation = static_cast<Operation>(found - std::begin(kOperationNames));
      text_.remove_prefix(1);
      for (text_ = trimmed(text_); !text_.empty() && text_.front() != ')'; text_ = trimmed(text_)) {
        Result<std::uint32_t> argument = expression(depth + 1);
        if (!argument) return argument;
        made.arguments.push_back(*argument);
        text_ = trimmed(text_);
        if (!text_.empty() && text_.front() == ',') text_.remove_prefix(1);
      }
      if (text_.empty()) return fail("value lacks )");
      text_.remove_prefix(1);
    } else if (const auto slot = std::find(captures_.begin(), captures_.end(), name); slot != captures_.end()) {
      made.operation = Operation::slot;
      made.number = static_cast<std::int32_t>(slot - captures_.begin());
    } else if (const auto value = constant(name)) {
      made.number = *value;
    } else {
      return fail("«" + name + "» is neither a part of the pattern, a number nor a known name");
    }
    out_.expressions.push_back(std::move(made));
    return static_cast<std::uint32_t>(out_.expressions.size() - 1);
  }

  RuleSet& out_;
  std::map<std::string, int, std::less<>> symbols_;
  std::vector<bool> made_;
  std::vector<std::string> captures_;
  std::string_view text_;
  int includes_ = 0;
};

}  // namespace

std::int32_t RuleSet::category_named(std::string_view name) const {
  const auto found = std::find(category_names.begin(), category_names.end(), name);
  return found == category_names.end() ? -1 : static_cast<std::int32_t>(found - category_names.begin());
}

std::int32_t RuleSet::class_value(std::string_view word_class, std::string_view lower) const {
  const std::int32_t id = category_named(word_class);
  const std::uint32_t word = words.find(lower);
  if (id < 0 || word == kUnknownWord) return -1;
  for (const WordForm& form : forms[word]) {
    if (form.category == id && form.rest.empty()) return form.value;
  }
  return -1;
}

Result<RuleSet> load_rules(const std::filesystem::path& lang_root, std::string_view lang) {
  RuleSet out;
  Loader loader(out);
  if (Result<void> done = loader.holidays(lang_root / ".." / "world" / "holidays.tsv"); !done)
    return std::unexpected(done.error());
  if (Result<void> done = loader.file(lang_root / std::string(lang) / "time.rules"); !done)
    return std::unexpected(done.error());
  if (Result<void> done = loader.finish(); !done) return std::unexpected(done.error());
  return out;
}

}  // namespace depesje::timing
