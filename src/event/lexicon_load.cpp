// SPDX-License-Identifier: Apache-2.0
//
// Reading lang/<code>/events.tsv and its helper tables. A cell is read into parts by split_cell; each reader says what
// it met and what it would have taken.
#include <algorithm>
#include <iterator>

#include "base/tsv.h"
#include "event/lexicon.h"

namespace depesje {
namespace {

bool is_upper_code(std::string_view text) {
  return text.size() >= 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

WordPattern word_pattern(std::string_view text) {
  WordPattern pattern;
  if (text.starts_with('*') || (text.starts_with('-') && text.size() > 1)) {
    pattern.suffix = true;
    pattern.compound_only = text.front() == '-';
    text.remove_prefix(1);
  }
  pattern.text = text;
  return pattern;
}

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::string_view (&names)[N], std::string_view name) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

constexpr std::string_view kSlotNames[] = {"subj",  "obj",  "iobj",    "poss", "adj",
                                           "first", "comp", "speaker", "self", "home"};
constexpr std::string_view kKindNames[] = {"actor", "person", "org", "group", "country", "place", "any", "clause"};
constexpr std::string_view kFlagNames[] = {"none",   "def",     "indef",  "plural", "passive",
                                           "active", "heading", "quoted", "neg",    "party"};

Slot slot_of(std::string_view text) {
  Slot slot;
  if (const auto dot = text.find('.'); dot != std::string_view::npos) {
    slot.inner = text.substr(dot + 1);
    text = text.substr(0, dot);
  }
  if (const auto kind = named<SlotKind>(kSlotNames, text)) {
    slot.kind = *kind;
  } else {
    slot.kind = SlotKind::prep;
    slot.preposition = text;
    std::ranges::replace(slot.preposition, '_', ' ');
  }
  return slot;
}

SlotChoice choice_of(std::string_view text) {
  SlotChoice choice;
  if (text == "-") return choice;
  for (const std::string_view alternative : split_cell(text, "|")) {
    auto& slots = choice.emplace_back();
    for (const std::string_view part : split_cell(alternative, "+")) slots.push_back(slot_of(part));
  }
  return choice;
}

}  // namespace

class Lexicon::Loader {
 public:
  Loader(Lexicon& lexicon, const Codebook& book, std::vector<Error>* faults)
      : lexicon_(lexicon), book_(book), faults_(faults) {}

  Result<void> run(const std::filesystem::path& folder) {
    if (auto done = each(folder / "event-classes.tsv", {"class", "words"}, &Loader::class_row); !done) return done;
    if (auto done = each(folder / "event-shapes.tsv", {"shape", "args"}, &Loader::shape_row); !done) return done;
    if (auto done = each(folder / "event-compounds.tsv", {"first", "of", "set"}, &Loader::compound_row); !done)
      return done;
    if (auto done = each(folder / "light-verbs.tsv", {"verb", "link", "args", "set"}, &Loader::light_verb_row); !done) {
      return done;
    }
    std::vector<std::filesystem::path> files;
    std::error_code code;
    for (const auto& item : std::filesystem::directory_iterator(folder, code)) {
      const std::string name = item.path().filename().string();
      if (name == "events.tsv" || (name.starts_with("events-") && name.ends_with(".tsv"))) files.push_back(item.path());
    }
    std::ranges::sort(files);
    for (const auto& file : files) {
      lexicon_.files_.push_back(file.string());
      if (auto done = each(file, {"frame", "pos", "trigger", "when", "args", "set"}, &Loader::entry_row); !done) {
        return done;
      }
    }
    index();
    return {};
  }

 private:
  using RowReader = Result<void> (Loader::*)(const TsvTable&, std::size_t);

  Result<void> each(const std::filesystem::path& file, const std::vector<std::string_view>& columns, RowReader reader) {
    auto table = TsvTable::load(file, columns);
    if (!table) return std::unexpected(table.error());
    for (std::size_t row = 0; row < table->rows(); ++row) {
      if (auto done = (this->*reader)(*table, row); !done) {
        if (faults_ == nullptr) return done;
        faults_->push_back(done.error());
      }
    }
    return {};
  }

  Result<void> class_row(const TsvTable& table, std::size_t row) {
    const auto [at, fresh] = lexicon_.class_rows_.emplace(table.cell(row, "class"), lexicon_.classes_.size());
    if (fresh) lexicon_.classes_.emplace_back();
    WordClass& words = lexicon_.classes_[at->second];
    for (const std::string_view word : split_cell(table.cell(row, "words"), "|")) {
      if (table.cell(row, "class") == "lemma-endings") lexicon_.lemma_endings_.emplace_back(word);
      const WordPattern pattern = word_pattern(word);
      if (pattern.suffix) words.suffixes.push_back(pattern.text);
      else words.words.emplace(pattern.text, true);
    }
    return {};
  }

  Result<void> shape_row(const TsvTable& table, std::size_t row) {
    auto map = arguments(table, row, "args");
    if (!map) return std::unexpected(map.error());
    shapes_[std::string(table.cell(row, "shape"))] = *map;
    return {};
  }

  Result<ArgumentMap> arguments(const TsvTable& table, std::size_t row, std::string_view column) {
    ArgumentMap map;
    for (const std::string_view part : split_cell(table.cell(row, column), " ")) {
      const auto equals = part.find('=');
      if (equals == std::string_view::npos) {
        const auto shape = shapes_.find(part);
        if (shape == shapes_.end()) {
          return std::unexpected(table.error_at(row, column, "unknown shape «" + std::string(part) + "»",
                                                "name one of event-shapes.tsv or write A=… R=…"));
        }
        map = shape->second;
        continue;
      }
      const std::string_view role = part.substr(0, equals);
      const SlotChoice choice = choice_of(part.substr(equals + 1));
      if (role == "A") map.actor = choice;
      else if (role == "R") map.recipient = choice;
      else if (role == "T") map.topic = choice;
      else if (role == "P") map.place = choice;
      else {
        return std::unexpected(
            table.error_at(row, column, "unknown role «" + std::string(role) + "»", "use A, R, T or P"));
      }
    }
    return map;
  }

  Result<Overrides> overrides(const TsvTable& table, std::size_t row) {
    Overrides set;
    const auto wrong = [&](std::string_view part, std::string hint) {
      return std::unexpected(table.error_at(row, "set", "«" + std::string(part) + "» is not known", std::move(hint)));
    };
    for (const std::string_view part : split_cell(table.cell(row, "set"), " ")) {
      const auto equals = part.find('=');
      const std::string_view name = part.substr(0, equals);
      const std::string_view value = equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
      if (part == "none") set.none = true;
      else if (part == "sure") set.sure = true;
      else if (name == "modes") set.modes.emplace(strings(value));
      else if (name == "contexts" && value.starts_with('+')) {
        for (std::string& context : strings(value.substr(1))) set.contexts_added.push_back(std::move(context));
      } else if (name == "contexts") set.contexts.emplace(strings(value));
      else if (name == "cameo") {
        if (!book_.has_cameo(value)) return wrong(part, "use a code of world/codebook/cameo.tsv");
        set.cameo.emplace(value);
      } else if (name == "frame") {
        set.frame = book_.frame(value);
        if (set.frame == nullptr) return wrong(part, "use a frame of world/codebook/frames.tsv");
      } else if (name == "status") {
        set.status = named<Status>(kStatusNames, value);
        if (!set.status) return wrong(part, "use a status of doc/formats/record.md");
      } else if (name == "polarity") {
        set.polarity = named<Polarity>(kPolarityNames, value);
        if (!set.polarity) return wrong(part, "use pos, neg or unknown");
      } else if (name == "certainty") {
        set.certainty = named<Certainty>(kCertaintyNames, value);
        if (!set.certainty) return wrong(part, "use certain, probable, possible or uncommitted");
      } else if (name == "conf" && value.size() >= 3 && value.starts_with("0.")) {
        float confidence = 0, unit = 0.1F;
        for (const char digit : value.substr(2)) confidence += unit * static_cast<float>(digit - '0'), unit /= 10;
        set.confidence = confidence;
      } else {
        return wrong(part,
                     "use none, sure, modes=, contexts=, cameo=, frame=, status=, polarity=, certainty= or conf=0.…");
      }
    }
    for (const auto* contexts : {&set.contexts_added, set.contexts ? &*set.contexts : nullptr}) {
      if (contexts == nullptr) continue;
      for (const std::string& context : *contexts) {
        if (!book_.has_context(context)) return wrong(context, "use a context of world/codebook/contexts.tsv");
      }
    }
    return set;
  }

  static std::vector<std::string> strings(std::string_view cell) {
    std::vector<std::string> parts;
    for (const std::string_view part : split_cell(cell, "|")) parts.emplace_back(part);
    return parts;
  }

  Result<void> compound_row(const TsvTable& table, std::size_t row) {
    auto set = overrides(table, row);
    if (!set) return std::unexpected(set.error());
    for (const std::string_view first : split_cell(table.cell(row, "first"), "|")) {
      lexicon_.compounds_[std::string(first)].push_back({strings(table.cell(row, "of")), *set});
    }
    return {};
  }

  Result<void> light_verb_row(const TsvTable& table, std::size_t row) {
    LightVerb verb;
    auto set = overrides(table, row);
    if (!set) return std::unexpected(set.error());
    verb.overrides = std::move(*set);
    verb.frames = strings(table.cell(row, "of"));
    auto link = split_cell(table.cell(row, "link"), " ");
    if (link.empty())
      return std::unexpected(table.error_at(row, "link", "is empty", "write obj, subj or a preposition"));
    if (link.size() > 1) verb.particle = link.front();
    if (link.back() == "obj") verb.link = SlotKind::obj;
    else if (link.back() == "subj") verb.link = SlotKind::subj;
    else verb.link = SlotKind::prep, verb.preposition = link.back();
    for (const std::string_view part : split_cell(table.cell(row, "args"), " ")) {
      const auto equals = part.find('=');
      const auto to =
          equals == std::string_view::npos ? std::nullopt : named<SlotKind>(kSlotNames, part.substr(equals + 1));
      if (!to) {
        return std::unexpected(table.error_at(row, "args", "«" + std::string(part) + "» is not known",
                                              "write the verb's slot, = and subj, obj or iobj"));
      }
      verb.arguments.emplace_back(slot_of(part.substr(0, equals)), *to);
    }
    if (verb.arguments.empty()) verb.arguments.emplace_back(Slot{}, SlotKind::subj);
    for (const std::string_view lemma : split_cell(table.cell(row, "verb"), "|")) {
      verb.verb = word_pattern(lemma);
      if (lemma == "*") lexicon_.any_verb_.push_back(verb);
      else lexicon_.light_verbs_[std::string(lemma)].push_back(verb);
    }
    return {};
  }

  Result<Condition> condition(const TsvTable& table, std::size_t row, std::string_view text) {
    Condition condition;
    if (text.starts_with('!')) {
      condition.negated = true;
      text.remove_prefix(1);
    }
    const auto equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    if (equals == std::string_view::npos) {
      if (const auto flag = named<ConditionFlag>(kFlagNames, name)) {
        condition.flag = *flag;
        return condition;
      }
    }
    const auto slots = split_cell(name, "|");
    condition.slot = slot_of(slots.empty() ? name : slots.front());
    for (std::size_t i = 1; i < slots.size(); ++i) condition.or_slots.push_back(slot_of(slots[i]));
    if (equals == std::string_view::npos) return condition;
    for (const std::string_view part : split_cell(text.substr(equals + 1), "|")) {
      ConditionValue value;
      if (part.starts_with('#')) {
        const auto found = std::ranges::find(kKindNames, part.substr(1));
        if (found == std::end(kKindNames)) {
          return std::unexpected(table.error_at(row, "when", "unknown kind «" + std::string(part) + "»",
                                                "use #actor #person #org #group #country #place #any or #clause"));
        }
        value.kind = static_cast<ValueKind>(static_cast<int>(ValueKind::actor) + (found - std::begin(kKindNames)));
      } else if (part.starts_with('@')) {
        const auto found = lexicon_.class_rows_.find(part.substr(1));
        if (found == lexicon_.class_rows_.end()) {
          return std::unexpected(
              table.error_at(row, "when", "unknown class «" + std::string(part) + "»", "add it to event-classes.tsv"));
        }
        value.kind = ValueKind::word_class;
        value.class_row = found->second;
      } else if (is_upper_code(part)) {
        value.kind = ValueKind::code;
        value.word.text = part;
      } else {
        value.word = word_pattern(part);
      }
      condition.values.push_back(std::move(value));
    }
    return condition;
  }

  Result<void> entry_row(const TsvTable& table, std::size_t row) {
    Entry entry;
    entry.line = table.line(row);
    entry.file = static_cast<std::uint32_t>(lexicon_.files_.size() - 1);
    entry.frame = book_.frame(table.cell(row, "frame"));
    if (entry.frame == nullptr) {
      return std::unexpected(table.error_at(row, "frame",
                                            "unknown frame «" + std::string(table.cell(row, "frame")) + "»",
                                            "use one of world/codebook/frames.tsv"));
    }
    const std::string_view pos = table.cell(row, "pos");
    if (pos == "v") entry.trigger_class = TriggerClass::verb;
    else if (pos == "n") entry.trigger_class = TriggerClass::noun;
    else if (pos == "a") entry.trigger_class = TriggerClass::other;
    else if (pos == "x") entry.trigger_class = TriggerClass::modal;
    else return std::unexpected(table.error_at(row, "pos", "unknown class", "use v, n, a or x"));
    const auto parts = split_cell(table.cell(row, "trigger"), " ");
    if (parts.empty()) return std::unexpected(table.error_at(row, "trigger", "is empty", "write a lemma"));
    bool chosen = false;
    for (std::size_t i = 1; i < parts.size(); ++i) add_element(entry, parts[i], chosen);
    for (const std::string_view part : split_cell(table.cell(row, "when"), " ")) {
      auto read = condition(table, row, part);
      if (!read) return std::unexpected(read.error());
      entry.conditions.push_back(std::move(*read));
    }
    auto map = arguments(table, row, "args");
    if (!map) return std::unexpected(map.error());
    entry.arguments = std::move(*map);
    auto set = overrides(table, row);
    if (!set) return std::unexpected(set.error());
    entry.overrides = std::move(*set);
    if (entry.overrides.modes) {
      for (const std::string& mode : *entry.overrides.modes) {
        if (book_.has_mode(entry.frame->type, mode)) continue;
        return std::unexpected(
            table.error_at(row, "set", entry.frame->type + " has no mode «" + mode + "»", "use one of modes.tsv"));
      }
    }
    std::string_view heads = parts.front();
    entry.trigger_chosen = chosen || heads.ends_with('!');
    if (heads.ends_with('!')) {
      entry.trigger_element = -1;
      heads.remove_suffix(1);
    }
    for (const std::string_view head : split_cell(heads, "|")) {
      // "kaste_ut": an alternative with a particle of its own.
      Entry alternative = entry;
      const auto words = split_cell(head, "_");
      alternative.head = word_pattern(words.front());
      for (std::size_t i = 1; i < words.size(); ++i) {
        const bool reflexive = words[i] == "REFL";
        alternative.elements.push_back(
            {reflexive ? ElementKind::reflexive : ElementKind::particle, {}, {word_pattern(words[i])}});
      }
      lexicon_.entries_.push_back(std::move(alternative));
    }
    return {};
  }

  static void add_element(Entry& entry, std::string_view text, bool& chosen) {
    Element element;
    const bool marked = text.ends_with('!');
    if (marked) text.remove_suffix(1);
    const auto colon = text.find(':');
    const auto words = [&](std::string_view list) {
      for (const std::string_view word : split_cell(list, "|")) element.words.push_back(word_pattern(word));
    };
    if (text == "REFL") {
      element.kind = ElementKind::reflexive;
    } else if (text.starts_with('+')) {
      element.kind = ElementKind::object;
      words(text.substr(1));
    } else if (text.starts_with('>')) {
      element.kind = ElementKind::verb;
      words(text.substr(1));
    } else if (colon != std::string_view::npos) {
      element.kind = ElementKind::phrase;
      element.preposition = text.substr(0, colon);
      words(text.substr(colon + 1));
    } else {
      words(text);
    }
    const bool noun = element.kind == ElementKind::object || element.kind == ElementKind::phrase;
    if (marked || (noun && !chosen)) entry.trigger_element = static_cast<std::int32_t>(entry.elements.size());
    chosen = chosen || marked;
    entry.elements.push_back(std::move(element));
  }

  // "be om:hjelp": where the head alone tells the same type, it is the word that names the act.
  void settle_triggers() {
    const auto key = [](const Entry& entry) {
      return std::to_string(static_cast<int>(entry.trigger_class)) + entry.frame->type + ' ' + entry.head.text;
    };
    StringIndex<bool> alone;
    for (const Entry& entry : lexicon_.entries_) {
      if (entry.elements.empty() && !entry.overrides.none) alone.emplace(key(entry), true);
    }
    for (Entry& entry : lexicon_.entries_) {
      if (!entry.trigger_chosen && entry.trigger_element >= 0 && alone.contains(key(entry))) entry.trigger_element = -1;
    }
  }

  void index() {
    settle_triggers();
    std::vector<std::uint32_t> order(lexicon_.entries_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [this](std::uint32_t a, std::uint32_t b) {
      return lexicon_.entries_[a].strictness() > lexicon_.entries_[b].strictness();
    });
    for (const std::uint32_t i : order) {
      const Entry& entry = lexicon_.entries_[i];
      const auto kind = static_cast<std::size_t>(entry.trigger_class);
      if (!entry.head.compound_only) lexicon_.by_lemma_[kind][entry.head.text].push_back(i);
      if (!entry.head.suffix) continue;
      lexicon_.by_suffix_[kind][entry.head.text].push_back(i);
      lexicon_.longest_suffix_ = std::max(lexicon_.longest_suffix_, entry.head.text.size());
    }
  }

  Lexicon& lexicon_;
  const Codebook& book_;
  std::vector<Error>* faults_;
  StringIndex<ArgumentMap> shapes_;
};

Result<Lexicon> Lexicon::load(const std::filesystem::path& data_root, std::string_view lang, const Codebook& book,
                              std::vector<Error>* faults) {
  Lexicon lexicon;
  Loader loader(lexicon, book, faults);
  if (auto done = loader.run(data_root / "lang" / lang); !done) return std::unexpected(done.error());
  return lexicon;
}

}  // namespace depesje
