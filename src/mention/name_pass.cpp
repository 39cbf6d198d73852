// SPDX-License-Identifier: Apache-2.0
//
// Names: the tables' names (longest match over tokens, genitives included) and the parser's name labels, merged; the
// longer wins. Full names of persons first, then their surnames, wherever they stand in the article.
#include <algorithm>

#include "base/unicode.h"
#include "mention/acting.h"
#include "mention/draft.h"
#include "mention/surname.h"

namespace depesje::mention_detail {
namespace {

// Longer chains of labels are no names; more bearers of one name are not told apart. Both keep hostile text linear.
constexpr std::size_t kNameWords = 12;
constexpr std::size_t kNamesakes = 32;
// Ranks of offices.tsv from which a surname alone goes before another label, and before none.
constexpr int kHighOffice = 7;
constexpr int kHighestOffice = 9;

struct TableHit {
  std::uint32_t end = 0;    // token behind the name; 0 = none
  std::uint32_t bytes = 0;  // of the name without genitive ending
  const std::vector<NameEntry>* entries = nullptr;
};

bool starts_upper(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && is_upper(next_code_point(text, at));
}

bool is_acronym(std::string_view text) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_upper(c)) {
      ++capitals;
    } else if (is_letter(c)) {
      return false;
    }
  }
  return capitals >= 2;
}

class NamePass {
 public:
  explicit NamePass(Work& work) : work_(work), language_(work.language.language()) {}

  void run() {
    const auto size = static_cast<std::uint32_t>(work_.tokens.tokens.size());
    for (std::uint32_t i = 0; i < size;) i = name_at(i);
    // Longer names first: "Taksdal Skjeseth" may stand before "Heidi Taksdal Skjeseth".
    std::vector<std::uint32_t> longest = persons_;
    std::ranges::stable_sort(longest, std::greater<>{},
                             [&](std::uint32_t draft) { return work_.drafts[draft].mention.tokens.size(); });
    for (const std::uint32_t draft : longest) link_full_name(draft);
    count_countries();
    for (const std::uint32_t token : unlabelled_) add_unlabelled(token);
    for (const std::uint32_t draft : bodies_) relabel(draft);
    for (const std::uint32_t draft : persons_) link_surname(draft);
  }

 private:
  std::uint32_t sentence_end(std::uint32_t token) const {
    return work_.tokens[work_.tokens.sentence_of[token]].tokens.end;
  }
  bool sentence_start(std::uint32_t token) const {
    const Rows rows = work_.tokens[work_.tokens.sentence_of[token]].tokens;
    if (token == rows.begin) return true;
    const TokenKind before = work_.tokens.tokens[token - 1].kind;
    return before == TokenKind::punctuation && token - 1 == rows.begin;
  }

  TableHit table_hit(std::uint32_t token) const {
    TableHit best;
    const Span first = work_.tokens.tokens[token].span;
    const std::size_t longest =
        work_.actors.longest_from(work_.document.at({first.begin, work_.document.body().end}), language_);
    if (longest == 0) return best;
    const auto& genitives = work_.language.settings().genitives;
    const auto limit = sentence_end(token);
    const bool in_brackets = token > 0 && work_.text(token - 1) == "(";  // "(H)" is a party, "H" is not
    for (auto end = token; end < limit; ++end) {
      const std::string_view text = work_.text(token, end + 1);
      if (text.size() > longest + 4) break;
      const std::vector<NameEntry>* entries =
          text.size() > 1 || in_brackets ? work_.actors.named(text, language_) : nullptr;
      auto bytes = text.size();
      for (const std::string& genitive : genitives) {
        if (entries != nullptr) break;
        if (text.size() <= genitive.size() + 1 || !text.ends_with(genitive)) continue;
        bytes = text.size() - genitive.size();
        entries = work_.actors.named(text.substr(0, bytes), language_);
      }
      if (entries != nullptr) best = {end + 1, static_cast<std::uint32_t>(bytes), entries};
    }
    return best;
  }

  std::uint32_t label_end(std::uint32_t token) const {
    const NameType type = work_.word(token).name;
    if (type == NameType::none || type == NameType::drv) return token;
    const auto limit = sentence_end(token);
    auto end = token + 1;
    while (end < limit && work_.word(end).name == type && !work_.word(end).name_begins) ++end;
    return end;
  }

  // The entry that fits date and label best; UINT32_MAX = none fits.
  NameEntry choose(const std::vector<NameEntry>& entries, NameType label) const {
    NameEntry best{kNoRow, NameUse::name};
    int best_score = 0;
    for (const NameEntry& entry : entries) {
      const Actor& actor = work_.actors.actors()[entry.actor];
      int score = 10;
      if (!overlap(actor.from, actor.to, work_.earliest, work_.latest)) score -= 3;
      switch (actor.kind) {
        case ActorKind::person:
          if (is_surname(entry.use)) score -= 4;
          for (auto i = actor.first_term; i < actor.last_term; ++i) {
            const Term& term = work_.actors.terms()[i];
            if (!overlap(term.from, term.to, work_.earliest, work_.latest)) continue;
            ++score;  // of namesakes the one in office
            break;
          }
          if (label == NameType::per) score += 5;
          break;
        case ActorKind::organisation:
          if (label == NameType::org) score += 4;
          break;
        default:
          if (label == NameType::gpe_loc || label == NameType::gpe_org || label == NameType::loc) score += 5;
          score += entry.use == NameUse::seat ? 1 : 2;
      }
      if (score > best_score) {
        best = entry;
        best_score = score;
      }
    }
    return best;
  }

  bool acceptable(std::uint32_t token, const TableHit& hit, NameEntry entry, NameType label) const {
    const std::string_view text = work_.text(token, hit.end);
    const Actor& actor = work_.actors.actors()[entry.actor];
    if (is_surname(entry.use)) {
      if (label != NameType::per && label != NameType::none) return false;
      if (label == NameType::none && work_.word(token).upos != Upos::propn) return false;
      // "John" alone is no surname, whoever has it for one.
      if (label == NameType::none && hit.end - token == 1 && work_.language.gender_of_given_name(text) != 0)
        return false;
    }
    if (hit.end - token > 1) return true;
    if (!starts_upper(text) && text.find('-') == text.npos) return label != NameType::none;
    // A capital at the start of a sentence proves nothing: «Høyre» may be an adjective, «IS» never is.
    if (label == NameType::none && sentence_start(token) && !is_acronym(text.substr(0, hit.bytes))) {
      const Upos tag = work_.word(token).upos;
      return tag == Upos::propn || tag == Upos::x || (tag == Upos::noun && actor.kind != ActorKind::person);
    }
    return true;
  }

  std::uint32_t name_at(std::uint32_t token) {
    const Token& here = work_.tokens.tokens[token];
    if (here.kind == TokenKind::punctuation) return token + 1;
    const auto labelled = label_end(token);
    const NameType label = work_.word(token).name;
    TableHit hit = table_hit(token);
    NameEntry entry;
    if (hit.end != 0) {
      entry = choose(*hit.entries, label);
      if (entry.actor == kNoRow || !acceptable(token, hit, entry, label)) hit.end = 0;
    }
    // Without a label before it, a short name inside a longer chain of capitals is a part of that name.
    if (hit.end != 0 && hit.end >= labelled) return add_known(token, hit, entry, label);
    if (hit.end != 0 && work_.actors.actors()[entry.actor].kind == ActorKind::person && hit.end - token > 1) {
      return add_known(token, hit, entry, label);
    }
    if (labelled > token + 2 && label != NameType::per) {
      if (const auto person = titled_person(token, labelled); person != kNoRow) {
        if (table_hit(person).end != 0) return person;
        return add_labelled(person, labelled, NameType::per);
      }
    }
    if (labelled > token) return add_labelled(token, labelled, label);
    if (starts_upper(work_.text(token))) unlabelled_.push_back(token);
    return token + 1;
  }

  // "Syrian President Bashar Assad" as one label: where the name behind the title begins; kNoRow = no such thing.
  std::uint32_t titled_person(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t name = kNoRow;
    for (auto i = begin; i < end; ++i) {
      if (work_.word(i).upos == Upos::adp) return kNoRow;
      const RoleMatch match = role_at(work_, i);
      if (match.role == nullptr) continue;
      if (match.role->type != RoleType::person) return kNoRow;
      name = i + 1;
    }
    if (name == kNoRow || name >= end || end - name > 4) return kNoRow;
    for (auto i = name; i < end; ++i) {
      if (!starts_upper(work_.text(i)) && work_.text(i) != "-") return kNoRow;
    }
    return name;
  }

  Draft& add(std::uint32_t begin, std::uint32_t end, MentionType type) {
    Draft& draft = work_.drafts.emplace_back();
    const auto number = static_cast<std::uint32_t>(work_.drafts.size() - 1);
    set_span(work_, draft, begin, end);
    draft.mention.name = draft.mention.span;
    draft.mention.type = type;
    draft.mention.form = MentionForm::name;
    std::uint32_t head = begin;
    for (auto i = begin; i < end; ++i) {
      const auto governor = work_.head(i);
      if (governor < begin || governor >= end) {
        head = i;
        break;
      }
    }
    draft.mention.head = static_cast<TokenId>(head);
    draft.subject = is_subject(work_.word(head).deprel);
    for (auto i = begin; i < end; ++i) work_.covered[i] = number;
    work_.headed[head] = number;
    return draft;
  }

  // A ministry's or court's common name belongs to the country the article is about ("Forsvarsdepartementet").
  bool common_name(std::uint32_t token, const TableHit& hit, const Actor& actor) const {
    if (hit.end - token != 1 || actor.kind != ActorKind::organisation) return false;
    if (actor.code.country != work_.language.settings().home) return false;
    const RoleMatch match = work_.language.role(to_lower(work_.lemma(token)), work_.lower(token));
    return match.role != nullptr && match.role->context && match.role->type == RoleType::organisation &&
           match.role->sectors != "PTY" && match.role->sectors != "JRN";
  }

  std::uint32_t add_known(std::uint32_t begin, const TableHit& hit, NameEntry entry, NameType label) {
    const Actor& actor = work_.actors.actors()[entry.actor];
    if (common_name(begin, hit, actor)) return hit.end;
    const bool person = actor.kind == ActorKind::person;
    Draft& draft = add(begin, hit.end, person ? MentionType::person : MentionType::organisation);
    draft.mention.name.end = draft.mention.name.begin + hit.bytes;
    const auto number = static_cast<std::uint32_t>(work_.drafts.size() - 1);
    if (person) {
      persons_.push_back(number);
      if (entry.use == NameUse::name) {
        draft.refs = {entity_of_actor(work_, entry.actor)};
        file_name(draft.refs.front(), work_.document.at(draft.mention.name));
      }
      return hit.end;
    }
    if (actor.kind == ActorKind::organisation) {
      draft.refs = {entity_of_actor(work_, entry.actor)};
      draft.mention.acting = true;
      return hit.end;
    }
    draft.mention.acting = acts(work_, static_cast<std::uint32_t>(draft.mention.head), label, entry.use);
    draft.mention.type = draft.mention.acting ? MentionType::organisation : MentionType::place;
    if (actor.kind == ActorKind::ethnic) draft.mention.type = MentionType::group;
    if (entry.use == NameUse::name || draft.mention.acting) {
      draft.refs = {entity_of_actor(work_, entry.actor)};
    } else {
      draft.owner_actor = entry.actor;  // tells what country the article is about
    }
    return hit.end;
  }

  std::uint32_t add_labelled(std::uint32_t begin, std::uint32_t end, NameType label) {
    // One word with a hyphen or a role noun in it is the phrase pass's ("Assad-regimet", "Utenriksdepartementet").
    if (end - begin == 1 && label != NameType::per) {
      const std::string_view form = work_.lower(begin);
      const auto dash = form.rfind('-');
      const std::string_view last = dash == form.npos ? form : form.substr(dash + 1);
      if (work_.language.role(to_lower(work_.lemma(begin)), last).role != nullptr) return end;
    }
    if (label == NameType::org && end - begin > 1) {
      for (auto i = begin; i < end; ++i) {
        if (work_.head(i) >= begin && work_.head(i) < end) continue;
        if (work_.adjective[begin] == kNoRow && work_.word(begin).upos == Upos::propn && i == begin) break;
        if (role_at(work_, i).role != nullptr) return end;
        break;
      }
    }
    // "PST-sjef Hans …" at the start of a sentence: the label may take the role in.
    while (label == NameType::per && end - begin > 1 && names_role(begin)) {
      ++begin;
      if (const TableHit hit = table_hit(begin); hit.end >= end) {
        const NameEntry entry = choose(*hit.entries, label);
        if (entry.actor != kNoRow) return add_known(begin, hit, entry, label);
      }
    }
    MentionType type = MentionType::other;
    if (label == NameType::per) type = MentionType::person;
    if (label == NameType::org) type = MentionType::organisation;
    if (label == NameType::loc || label == NameType::gpe_loc || label == NameType::gpe_org) type = MentionType::place;
    Draft& draft = add(begin, end, type);
    trim_genitive(draft, end - 1);
    const auto number = static_cast<std::uint32_t>(work_.drafts.size() - 1);
    if (type == MentionType::place) {
      part_of_country(draft);
      bodies_.push_back(number);
    }
    if (label == NameType::per) {
      persons_.push_back(number);
    } else if (label == NameType::org || label == NameType::gpe_org) {
      draft.organisation_name = label == NameType::org;
      draft.mention.acting = true;
      if (label == NameType::org) {
        bodies_.push_back(number);
        add_organisation(draft, begin, end);
      }
    }
    return end;
  }

  bool names_role(std::uint32_t token) const {
    const std::string_view form = work_.lower(token);
    const auto dash = form.rfind('-');
    if (dash != form.npos && dash > 1 &&
        work_.language.role(form.substr(dash + 1), form.substr(dash + 1)).role != nullptr) {
      return true;
    }
    const Upos tag = work_.word(token).upos;
    if (tag == Upos::propn && form.size() < 5) return false;  // "Far", "Son" are names too
    return work_.language.role(form, form).role != nullptr;
  }

  void trim_genitive(Draft& draft, std::uint32_t last) const {
    const std::string_view lemma = work_.lemma(last);
    const std::string_view form = work_.text(last);
    if (!work_.word(last).morph.genitive && !(form.size() > lemma.size() && form.starts_with(lemma))) return;
    for (const std::string& genitive : work_.language.settings().genitives) {
      if (!form.ends_with(genitive) || form.size() < genitive.size() + 2) continue;
      draft.mention.name.end -= static_cast<std::uint32_t>(genitive.size());
      return;
    }
  }

  // "Nord-Libanon": the country the article is about, though no actor.
  void part_of_country(Draft& draft) const {
    const std::string_view name = work_.document.at(draft.mention.name);
    const auto dash = name.find('-');
    if (dash == name.npos) return;
    for (const std::string_view part : {name.substr(dash + 1), name.substr(0, dash)}) {
      const auto* entries = work_.actors.named(part, language_);
      if (entries == nullptr) continue;
      for (const NameEntry& entry : *entries) {
        if (work_.actors.actors()[entry.actor].kind == ActorKind::country) draft.owner_actor = entry.actor;
      }
    }
  }

  void add_organisation(Draft& draft, std::uint32_t begin, std::uint32_t end) {
    const std::string_view name = work_.document.at(draft.mention.name);
    const StringId key = work_.pool.add(name);
    if (const auto found = work_.by_name.find(key); found != work_.by_name.end()) {
      draft.refs = {found->second};
      return;
    }
    const EntityId id = add_entity(work_, name, MentionType::organisation);
    work_.by_name.emplace(key, id);
    draft.refs = {id};
    // "Hordaland KrF", "Oslo tingrett": a part of it that the tables know tells what it is.
    for (auto i = end; i-- > begin;) {
      if (const TableHit hit = table_hit(i); hit.end != 0 && hit.end <= end) {
        const NameEntry entry = choose(*hit.entries, NameType::org);
        const Actor& actor = work_.actors.actors()[entry.actor];
        if (actor.kind == ActorKind::organisation) {
          work_.entity(id).group = actor.group;
          set_code(work_, work_.entity(id), actor.code.country, actor.code.sectors);
          return;
        }
        if (actor.kind != ActorKind::person) draft.owner_actor = entry.actor;
      } else if (work_.adjective[i] != kNoRow) {
        draft.owner_actor = work_.adjective[i];
      }
    }
    draft.role = work_.language.role(to_lower(work_.lemma(end - 1)), work_.lower(end - 1)).role;
    if (draft.role == nullptr) draft.role = work_.language.role(to_lower(work_.lemma(begin)), work_.lower(begin)).role;
  }

  void file_name(EntityId id, std::string_view name) {
    file_surnames(id, name);
    const auto space = name.find(' ');
    if (space == name.npos) return;
    auto& same = given_[std::string(name.substr(0, space))];
    if (same.size() < kNamesakes && std::ranges::find(same, id) == same.end()) same.push_back(id);
  }

  void file_surnames(EntityId id, std::string_view name) {
    std::size_t words = 0;
    for (auto space = name.find(' '); space != name.npos && ++words < kNameWords; space = name.find(' ', space + 1)) {
      auto& entry = work_.by_surname[std::string(name.substr(space + 1))];
      if (entry.size() < kNamesakes && std::ranges::find(entry, id) == entry.end()) entry.push_back(id);
    }
  }

  // Names of two words and more that the tables do not hold: an entity each.
  void link_full_name(std::uint32_t number) {
    Draft& draft = work_.drafts[number];
    if (!draft.refs.empty()) return;
    const std::string_view name = work_.document.at(draft.mention.name);
    const auto space = name.find(' ');
    if (space == name.npos) return;
    const StringId key = work_.pool.add(name);
    if (const auto found = work_.by_name.find(key); found != work_.by_name.end()) {
      draft.refs = {found->second};
      return;
    }
    EntityId id = kNone<EntityId>;
    // "Donald J. Trump" is the Donald Trump of the tables.
    const auto last = name.rfind(' ');
    if (last != space) {
      const std::string outer = std::string(name.substr(0, space)) + std::string(name.substr(last));
      if (const auto* entries = work_.actors.named(outer, language_)) {
        const NameEntry entry = choose(*entries, NameType::per);
        if (entry.use == NameUse::name && work_.actors.actors()[entry.actor].kind == ActorKind::person) {
          id = entity_of_actor(work_, entry.actor);
        }
      }
    }
    // "von der Leyen" after "Ursula von der Leyen"; capital of a sentence start aside.
    if (id == kNone<EntityId>) {
      if (const auto found = work_.by_surname.find(name); found != work_.by_surname.end()) id = found->second.front();
    }
    if (id == kNone<EntityId>) id = with_small_particle(name);
    if (id == kNone<EntityId>) {
      if (const auto* entries = work_.actors.named(name, language_)) {
        if (const std::uint32_t actor = known_surname(work_, countries_, *entries); actor != kNoRow)
          id = entity_of_actor(work_, actor);
      }
    }
    if (id == kNone<EntityId>) {
      id = add_entity(work_, name, MentionType::person);
      work_.entity(id).gender = work_.language.gender_of_given_name(name.substr(0, space));
    }
    work_.by_name.emplace(key, id);
    full_names_.emplace(name, id);
    draft.refs = {id};
    file_name(id, name);
  }

  // The countries the article names: of several who bear a surname, theirs go first.
  void count_countries() {
    for (const Draft& draft : work_.drafts) {
      for (const EntityId id : draft.refs) {
        if (work_.entity(id).entity.type != MentionType::person) {
          countries_[std::string(work_.pool.at(work_.entity(id).entity.country))] = true;
        }
      }
      if (draft.owner_actor != kNoRow) countries_[work_.actors.actors()[draft.owner_actor].code.country] = true;
    }
    for (const std::uint32_t row : work_.adjective) {
      if (row != kNoRow) countries_[work_.actors.actors()[row].code.country] = true;
    }
  }

  EntityId in_office(Draft& draft) {
    if (draft.mention.tokens.size() != 1) return kNone<EntityId>;
    std::size_t bytes = 0;
    const auto head = static_cast<std::uint32_t>(draft.mention.head);
    const std::uint32_t actor = surname_in_office(work_, countries_, head, kHighOffice, bytes);
    if (actor == kNoRow) return kNone<EntityId>;
    const EntityId id = entity_of_actor(work_, actor);
    draft.mention.name.end = draft.mention.name.begin + static_cast<std::uint32_t>(bytes);
    file_name(id, work_.pool.at(work_.entity(id).entity.name));
    return id;
  }

  // A name labelled an organisation here that is a person elsewhere in the article.
  void relabel(std::uint32_t number) {
    Draft& draft = work_.drafts[number];
    if (!draft.refs.empty() && work_.entity(draft.refs.front()).coded) return;
    if (draft.role != nullptr) return;
    const std::string_view written = work_.text(draft.mention.tokens.begin, draft.mention.tokens.end);
    EntityId id = kNone<EntityId>;
    for (const std::string_view name : {written, work_.document.at(draft.mention.name)}) {
      if (const auto found = work_.by_surname.find(name); found != work_.by_surname.end()) {
        id = found->second.back();
      } else if (const auto full = full_names_.find(name); full != full_names_.end()) {
        id = full->second;
      }
      if (id != kNone<EntityId>) break;
    }
    if (id == kNone<EntityId>) id = in_office(draft);
    if (id == kNone<EntityId>) return;
    draft.refs = {id};
    draft.mention.type = MentionType::person;
    draft.mention.acting = false;
    draft.organisation_name = false;
    draft.owner_actor = kNoRow;
  }

  // A capital the labels passed over that is the surname of somebody the article names in full.
  void add_unlabelled(std::uint32_t token) {
    const Upos tag = work_.word(token).upos;
    if (tag != Upos::propn && tag != Upos::noun && tag != Upos::x && tag != Upos::verb) return;
    const std::string_view text = work_.text(token);
    auto found = work_.by_surname.find(text);
    auto bytes = text.size();
    for (const std::string& genitive : work_.language.settings().genitives) {
      if (found != work_.by_surname.end()) break;
      if (text.size() <= genitive.size() + 2 || !text.ends_with(genitive)) continue;
      bytes = text.size() - genitive.size();
      found = work_.by_surname.find(text.substr(0, bytes));
    }
    if (found == work_.by_surname.end()) {
      add_governing(token);
      return;
    }
    Draft& draft = add(token, token + 1, MentionType::person);
    draft.mention.name.end = draft.mention.name.begin + static_cast<std::uint32_t>(bytes);
    draft.refs = {found->second.back()};
  }

  // "Trump og Kim kom": who governs, where the labels passed over the first word.
  void add_governing(std::uint32_t token) {
    if (!is_subject(work_.word(token).deprel) || work_.word(token).upos == Upos::verb) return;
    std::size_t bytes = 0;
    const std::uint32_t actor = surname_in_office(work_, countries_, token, kHighestOffice, bytes);
    if (actor == kNoRow) return;
    Draft& draft = add(token, token + 1, MentionType::person);
    draft.mention.name.end = draft.mention.name.begin + static_cast<std::uint32_t>(bytes);
    draft.refs = {entity_of_actor(work_, actor)};
    file_name(draft.refs.front(), work_.pool.at(work_.entity(draft.refs.front()).entity.name));
  }

  // "Al-Hassan" at the start of a sentence after "Raya al-Hassan".
  EntityId with_small_particle(std::string_view name) const {
    std::size_t at = 0;
    std::string small;
    append_utf8(small, lower_code_point(next_code_point(name, at)));
    small += name.substr(at);
    const auto found = work_.by_surname.find(small);
    return found == work_.by_surname.end() ? kNone<EntityId> : found->second.back();
  }

  void link_surname(std::uint32_t number) {
    Draft& draft = work_.drafts[number];
    if (!draft.refs.empty()) return;
    const std::string_view name = work_.document.at(draft.mention.name);
    EntityId id = kNone<EntityId>;
    const std::string_view written = work_.text(draft.mention.tokens.begin, draft.mention.tokens.end);
    if (const auto whole = work_.by_surname.find(written); whole != work_.by_surname.end()) {
      id = whole->second.back();  // "Jakubets" ends in s without being a genitive
      draft.mention.name = draft.mention.span;
    } else if (const auto found = work_.by_surname.find(name); found != work_.by_surname.end()) {
      id = found->second.back();
    } else if (const auto given = given_.find(name); given != given_.end() && given->second.size() == 1) {
      id = given->second.front();
    } else if (const auto* entries = work_.actors.named(name, language_)) {
      if (const std::uint32_t actor = known_surname(work_, countries_, *entries); actor != kNoRow) {
        id = entity_of_actor(work_, actor);
        file_name(id, work_.pool.at(work_.entity(id).entity.name));
      }
    }
    if (id == kNone<EntityId>) id = with_small_particle(name);
    if (id == kNone<EntityId>) {
      id = add_entity(work_, name, MentionType::person);
      work_.entity(id).gender = work_.language.gender_of_given_name(name);
    }
    work_.by_surname[std::string(name)].push_back(id);
    draft.refs = {id};
  }

  Work& work_;
  NameLanguage language_;
  std::vector<std::uint32_t> persons_;
  std::vector<std::uint32_t> unlabelled_;  // tokens with a capital that no name covers
  StringMap<std::vector<EntityId>> given_;
  StringMap<bool> countries_;
  StringMap<EntityId> full_names_;
  std::vector<std::uint32_t> bodies_;  // drafts of names labelled organisations that no table holds
};

}  // namespace

void find_names(Work& work) { NamePass(work).run(); }

}  // namespace depesje::mention_detail
