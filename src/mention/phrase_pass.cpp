// SPDX-License-Identifier: Apache-2.0
//
// Phrases: every noun that names a role or group becomes a draft with what the tree says of it: whose it is, which
// country's, former or not, and the name beside it. Codes are worked out later, from left to right (resolve_pass).
#include <algorithm>

#include "base/unicode.h"
#include "mention/draft.h"

namespace depesje::mention_detail {
namespace {

class PhrasePass {
 public:
  explicit PhrasePass(Work& work) : work_(work) {}

  void run() {
    for (const Sentence& sentence : work_.tokens.sentences) {
      order(sentence.tokens);
      for (auto at = order_.size(); at-- > 0;) visit(order_[at]);
    }
    for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) attach_name(i);
    for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) attach_beside(i);
  }

 private:
  // Breadth first from the roots: read backwards, dependents come before their governors.
  void order(Rows rows) {
    order_.clear();
    for (auto i = rows.begin; i < rows.end; ++i) {
      const auto head = work_.head(i);
      if (head == kNoRow || head < rows.begin || head >= rows.end) order_.push_back(i);
    }
    for (std::size_t at = 0; at < order_.size() && order_.size() <= rows.size(); ++at) {
      const Rows children = work_.children(order_[at]);
      for (auto row = children.begin; row < children.end; ++row) order_.push_back(work_.child(row));
    }
  }

  bool nominal(std::uint32_t token) const {
    const Upos tag = work_.word(token).upos;
    return tag == Upos::noun || tag == Upos::propn || (tag == Upos::adj && work_.covered[token] == kNoRow);
  }

  void visit(std::uint32_t token) {
    if (work_.covered[token] != kNoRow) {
      if (work_.headed[token] != kNoRow) take_roles(token);
      return;
    }
    const Token& here = work_.tokens.tokens[token];
    if (here.kind != TokenKind::word) return;
    if (const Pronoun* pronoun = work_.language.pronoun(work_.lower(token));
        pronoun != nullptr && (work_.word(token).upos == Upos::pron || pronoun->kind == PronounKind::both)) {
      add_pronoun(token, *pronoun);
      return;
    }
    if (!nominal(token)) return;
    const Upos tag = work_.word(token).upos;
    if (tag != Upos::adj || heads_phrase(token)) {
      RoleMatch match = role_at(work_, token);
      const std::string_view form = work_.lower(token);
      if (const auto dash = form.rfind('-'); match.role == nullptr && dash != form.npos && dash > 1) {
        match.role = work_.language.role(form.substr(dash + 1), form.substr(dash + 1)).role;
        match.prefix = form.substr(0, dash);
      }
      if (match.role != nullptr && (!match.role->definite || is_definite(token))) {
        add_role(token, match);
        return;
      }
    }
    if (tag == Upos::adj && !nominal_adjective(token)) return;
    if (work_.language.settings().capital_demonyms && !is_capital(token)) return;
    std::uint32_t row = kNoRow;
    if (tag != Upos::adj) row = work_.language.demonym(work_.actors, to_lower(work_.lemma(token)), work_.lower(token));
    if (row == kNoRow && (tag == Upos::adj || work_.language.settings().capital_demonyms)) row = work_.adjective[token];
    if (row != kNoRow && !modifies_noun(token)) add_people(token, row);
  }

  bool is_definite(std::uint32_t token) const {
    if (work_.word(token).morph.definite == Definite::definite) return true;
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      if (work_.word(child).deprel == Deprel::nmod_poss || work_.word(child).morph.genitive) return true;
      if (work_.word(child).deprel == Deprel::det &&
          work_.language.settings().definite_words.contains(work_.lower(child))) {
        return true;
      }
    }
    return false;
  }
  bool is_capital(std::uint32_t token) const {
    const std::string_view text = work_.text(token);
    std::size_t at = 0;
    return !text.empty() && is_upper(next_code_point(text, at));
  }
  bool modifies_noun(std::uint32_t token) const {
    const Deprel relation = work_.word(token).deprel;
    return relation == Deprel::amod || relation == Deprel::compound || relation == Deprel::flat_name ||
           relation == Deprel::nmod_desc;
  }
  // An adjective that stands as a noun: "de pågrepne", "terrorsiktede" before a name.
  bool heads_phrase(std::uint32_t token) const {
    const Rows rows = work_.children(token);
    if (!rows.empty() && work_.word(work_.child(rows.end - 1)).deprel == Deprel::flat_name) return true;
    if (!is_definite(token)) return false;
    const Deprel relation = work_.word(token).deprel;
    if (is_subject(relation) || relation == Deprel::obj || relation == Deprel::obl || relation == Deprel::obl_agent ||
        relation == Deprel::nmod) {
      return true;
    }
    return false;
  }
  // "the French", "de palestinske": an adjective as head of its phrase.
  bool nominal_adjective(std::uint32_t token) const {
    if (work_.adjective[token] == kNoRow) return false;
    const Deprel relation = work_.word(token).deprel;
    if (!is_subject(relation) && relation != Deprel::obj && relation != Deprel::obl && relation != Deprel::obl_agent) {
      return false;
    }
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      if (work_.word(work_.child(row)).deprel == Deprel::det) return true;
    }
    return false;
  }

  Draft& add(std::uint32_t head, MentionForm form, MentionType type) {
    Draft& draft = work_.drafts.emplace_back();
    const auto number = static_cast<std::uint32_t>(work_.drafts.size() - 1);
    set_span(work_, draft, head, head + 1);
    draft.mention.name = draft.mention.span;
    draft.mention.form = form;
    draft.mention.type = type;
    draft.mention.head = static_cast<TokenId>(head);
    draft.mention.acting = true;
    draft.subject = is_subject(work_.word(head).deprel);
    work_.headed[head] = number;
    return draft;
  }

  void add_pronoun(std::uint32_t token, const Pronoun& pronoun) {
    if (work_.word(token).deprel == Deprel::expl) return;
    Draft& draft = add(token, MentionForm::pronoun, pronoun.plural ? MentionType::group : MentionType::person);
    draft.pronoun = &pronoun;
    draft.plural = pronoun.plural;
  }

  void add_people(std::uint32_t token, std::uint32_t actor) {
    Draft& draft = add(token, MentionForm::role, MentionType::group);
    draft.owner_actor = actor;
    draft.group_of_country = true;
    draft.plural = work_.word(token).morph.number != Number::singular;
    std::uint32_t begin = token;
    scan_modifiers(token, draft, begin);
    set_span(work_, draft, begin, token + 1);
  }

  void add_role(std::uint32_t token, const RoleMatch& match) {
    MentionType type = match.role->type == RoleType::person  ? MentionType::person
                       : match.role->type == RoleType::group ? MentionType::group
                                                             : MentionType::organisation;
    const bool plural = work_.word(token).morph.number == Number::plural;
    if (plural && type == MentionType::person) type = MentionType::group;
    Draft& draft = add(token, MentionForm::role, type);
    draft.role = match.role;
    draft.plural = plural;
    std::uint32_t begin = token - match.tokens_before;
    std::uint32_t end = token + match.tokens_after + 1;
    if (!match.prefix.empty()) take_prefix(token, draft, match.prefix);
    scan_modifiers(token, draft, begin);
    scan_owner_after(token, draft, end);
    // The owner may be further left than the modifiers.
    if (draft.owner != kNoRow) begin = std::min(begin, work_.drafts[draft.owner].mention.tokens.begin);
    set_span(work_, draft, begin, end);
    draft.mention.name = draft.mention.span;
  }

  void take_prefix(std::uint32_t token, Draft& draft, std::string_view prefix) {
    const auto& settings = work_.language.settings();
    for (const std::string& former : settings.former_prefixes) {
      if (!prefix.starts_with(former)) continue;
      draft.former = true;
      prefix.remove_prefix(former.size());
      if (prefix.starts_with('-')) prefix.remove_prefix(1);
      break;
    }
    if (prefix.empty()) return;
    if (draft.role->topic) return;
    draft.prefix = work_.pool.add(prefix);
    // The spelling with its capitals: "Trump" of "Trump-administrasjonen".
    const std::string_view written = work_.text(token).substr(0, prefix.size());
    if (const auto* entries = work_.actors.named(written, work_.language.language())) {
      for (const NameEntry& entry : *entries) {
        const Actor& actor = work_.actors.actors()[entry.actor];
        if (actor.kind != ActorKind::person) draft.owner_actor = entry.actor;
      }
    }
    if (draft.owner_actor == kNoRow) {
      if (const auto found = work_.by_surname.find(written); found != work_.by_surname.end()) {
        draft.owner_entity = found->second.back();
      } else if (const auto* entries = work_.actors.named(written, work_.language.language())) {
        for (const NameEntry& entry : *entries) {
          const Actor& person = work_.actors.actors()[entry.actor];
          CodeParts code;
          if (!code_of_person(work_, person, code)) continue;
          if (draft.owner_actor == kNoRow || code.sectors == "GOV") draft.owner_actor = entry.actor;
        }
      }
    }
    if (draft.owner_actor == kNoRow && written.find('-') != written.npos) {
      draft.owner_actor = work_.language.adjective(work_.actors, prefix.substr(0, prefix.find('-')),
                                                   prefix.substr(0, prefix.find('-')));
    }
  }

  // What stands before the head: articles, adjectives, numbers, owners in the genitive.
  void scan_modifiers(std::uint32_t token, Draft& draft, std::uint32_t& begin) {
    const auto& settings = work_.language.settings();
    draft.definite = draft.definite || work_.word(token).morph.definite == Definite::definite;
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      const Word& word = work_.word(child);
      if (child >= token) break;
      const Deprel relation = word.deprel;
      if (relation == Deprel::det || relation == Deprel::det_predet) {
        if (settings.definite_words.contains(work_.lower(child))) draft.definite = true;
        begin = std::min(begin, child);
      } else if (relation == Deprel::nummod) {
        draft.count = count_of(child);
        if (draft.count != 1) draft.plural = true;
        begin = std::min(begin, child);
      } else if (relation == Deprel::amod || relation == Deprel::compound || relation == Deprel::nmod ||
                 relation == Deprel::nmod_poss || relation == Deprel::flat || relation == Deprel::nmod_desc ||
                 relation == Deprel::nmod_unmarked || relation == Deprel::advmod) {
        if (!case_of(work_, child).empty() && relation == Deprel::nmod && work_.word(child).upos == Upos::noun &&
            !work_.word(child).morph.genitive) {
          continue;
        }
        if (settings.former.contains(work_.lower(child))) draft.former = true;
        if (work_.adjective[child] != kNoRow && draft.owner_actor == kNoRow) draft.owner_actor = work_.adjective[child];
        take_owner(child, draft);
        begin = std::min(begin, leftmost(child));
      }
    }
  }

  std::uint32_t leftmost(std::uint32_t token) const {
    if (const auto headed = work_.headed[token]; headed != kNoRow) {
      return std::min(token, work_.drafts[headed].mention.tokens.begin);
    }
    const Rows rows = work_.children(token);
    return rows.empty() ? token : std::min(token, work_.child(rows.begin));
  }

  std::uint8_t count_of(std::uint32_t token) const {
    const std::string_view text = work_.lower(token);
    if (text == "2") return 2;
    return work_.language.settings().two.contains(text) ? 2 : 3;
  }

  void take_owner(std::uint32_t child, Draft& draft) {
    const auto headed = work_.headed[child];
    if (headed == kNoRow) return;
    Draft& owner = work_.drafts[headed];
    if (owner.pronoun != nullptr && owner.pronoun->kind == PronounKind::personal) return;
    draft.owner = headed;
    if (owner.mention.form == MentionForm::name && owner.mention.type == MentionType::place) as_owner(owner);
  }

  // "Washingtons utenriksminister": a seat that owns a role stands for its government.
  void as_owner(Draft& owner) {
    if (!owner.refs.empty()) return;
    const auto* entries = work_.actors.named(work_.document.at(owner.mention.name), work_.language.language());
    if (entries == nullptr) return;
    for (const NameEntry& entry : *entries) {
      if (work_.actors.actors()[entry.actor].kind == ActorKind::country) {
        owner.refs = {entity_of_actor(work_, entry.actor)};
        return;
      }
    }
  }

  // "talsmann for politiet", "lederen i Høyre", "president of France".
  void scan_owner_after(std::uint32_t token, Draft& draft, std::uint32_t& end) {
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      if (child <= token) continue;
      const Word& word = work_.word(child);
      if (word.deprel == Deprel::flat_name || word.deprel == Deprel::flat) continue;
      if (word.deprel == Deprel::nmod_poss) {  // "regjeringen vår", "presidenten deres"
        take_owner(child, draft);
        continue;
      }
      if (word.upos == Upos::adv) {  // "demonstranter sør i Chile"
        const Rows under = work_.children(child);
        for (auto inner = under.begin; inner < under.end; ++inner) own_after(work_.child(inner), draft, end);
        continue;
      }
      own_after(child, draft, end);
    }
  }

  void own_after(std::uint32_t child, Draft& draft, std::uint32_t& end) {
    const Word& word = work_.word(child);
    if (word.deprel != Deprel::nmod && word.deprel != Deprel::obl) return;
    if (!has_case(work_, child, work_.language.settings().owner_prepositions)) return;
    const auto headed = work_.headed[child];
    if (headed == kNoRow || draft.owner != kNoRow || draft.owner_actor != kNoRow) return;
    if (draft.owner_entity != kNone<EntityId>) return;
    take_owner(child, draft);
    end = std::max(end, work_.drafts[headed].mention.tokens.end);
  }

  // A name's own role words: "President Putin", "Bjarne Laustsen, partiets talsperson", "Haug (MDG)".
  void take_roles(std::uint32_t token) {
    const auto number = work_.headed[token];
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      const auto other = work_.headed[child];
      if (other == kNoRow || other == number) continue;
      const Deprel relation = work_.word(child).deprel;
      Draft& role = work_.drafts[other];
      Draft& name = work_.drafts[number];
      if (role.role == nullptr || role.mention.form != MentionForm::role || name.mention.type != MentionType::person)
        continue;
      if (child < token && (relation == Deprel::nmod_desc || relation == Deprel::compound || relation == Deprel::flat ||
                            relation == Deprel::flat_name || relation == Deprel::amod || relation == Deprel::appos ||
                            relation == Deprel::nmod_unmarked || relation == Deprel::nmod)) {
        merge(number, other, token);
      } else if (relation == Deprel::appos || relation == Deprel::acl_relcl || relation == Deprel::parataxis) {
        if (relation != Deprel::appos && !has_copula(child)) continue;
        role.same_as = number;
      }
    }
  }

  bool has_copula(std::uint32_t token) const {
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      if (work_.word(work_.child(row)).deprel == Deprel::cop) return true;
    }
    return false;
  }

  // Two drafts become one phrase headed at `head`.
  void merge(std::uint32_t name_number, std::uint32_t role_number, std::uint32_t head) {
    Draft& name = work_.drafts[name_number];
    Draft& role = work_.drafts[role_number];
    const Rows tokens{std::min(name.mention.tokens.begin, role.mention.tokens.begin),
                      std::max(name.mention.tokens.end, role.mention.tokens.end)};
    const Span naming = name.mention.name;
    set_span(work_, name, tokens.begin, tokens.end);
    name.mention.name = naming;
    const auto role_head = static_cast<std::uint32_t>(role.mention.head);
    const auto name_head = static_cast<std::uint32_t>(name.mention.head);
    name.mention.head = static_cast<TokenId>(head);
    name.subject = is_subject(work_.word(head).deprel);
    name.role = role.role;
    name.prefix = role.prefix;
    name.owner = role.owner;
    name.owner_actor = role.owner_actor;
    name.owner_entity = role.owner_entity;
    name.former = role.former;
    role.dropped = true;
    work_.headed[role_head] = name_number;
    work_.headed[name_head] = name_number;
  }

  // Norwegian trees: the role is the head, the name hangs on it ("president ← Donald, Trump").
  void attach_name(std::uint32_t number) {
    Draft& role = work_.drafts[number];
    if (role.dropped || role.role == nullptr || role.mention.form != MentionForm::role) return;
    const auto head = static_cast<std::uint32_t>(role.mention.head);
    const Rows rows = work_.children(head);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      const auto other = work_.headed[child];
      if (child < head || other == kNoRow || other == number) continue;
      Draft& name = work_.drafts[other];
      if (name.mention.form != MentionForm::name || name.dropped) continue;
      const Deprel relation = work_.word(child).deprel;
      const bool next = name.mention.tokens.begin <= role.mention.tokens.end && name.mention.tokens.begin > head;
      if (name.mention.type == MentionType::person) {
        if (role.role->type == RoleType::organisation) continue;  // "italienske medier: …"
        if (relation == Deprel::flat_name || relation == Deprel::flat ||
            (next && case_of(work_, child).empty() && name.mention.tokens.begin == head + 1)) {
          merge(other, number, head);
          return;
        }
        if (relation == Deprel::appos || (is_subject(relation) && has_copula(head))) {
          role.same_as = other;
          return;
        }
      } else if (role.role->type == RoleType::person) {
        continue;  // "flere kilder Reuters …" is no name of theirs
      } else if (relation == Deprel::flat_name || relation == Deprel::appos ||
                 (next && case_of(work_, child).empty() && name.mention.tokens.begin == head + 1)) {
        // "partiet Høyre", "nyhetsbyrået Reuters", "kurdiske YPG": the name says who it is.
        role.same_as = other;
        return;
      }
    }
    // The subject of "X er statsminister" precedes.
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      if (child >= head) break;
      const auto other = work_.headed[child];
      if (other == kNoRow || other == number || !is_subject(work_.word(child).deprel)) continue;
      if (!has_copula(head) || role.plural) continue;
      const Draft& subject = work_.drafts[other];
      if (subject.mention.form == MentionForm::name && subject.mention.type == MentionType::person) {
        role.same_as = other;
        return;
      }
    }
  }

  // By place where the tree is wrong: "NAME, ROLE …" and "NAME, who is ROLE". Also "NAME in PARTY".
  void attach_beside(std::uint32_t number) {
    Draft& draft = work_.drafts[number];
    if (draft.dropped) return;
    if (draft.mention.form == MentionForm::name) {
      if (draft.mention.type == MentionType::person && draft.role == nullptr) take_body(draft);
      return;
    }
    if (draft.role == nullptr || draft.same_as != kNoRow || draft.plural || draft.subject) return;
    if (draft.role->type != RoleType::person || draft.mention.type != MentionType::person) return;
    const auto begin = draft.mention.tokens.begin;
    const auto sentence = work_.tokens[work_.tokens.sentence_of[begin]].tokens.begin;
    auto comma = begin;
    if (begin >= sentence + 2 && is_comma(begin - 1) && !draft.definite) {
      comma = begin - 1;
    } else if (begin >= sentence + 4 && work_.word(begin - 1).upos == Upos::aux && is_comma(begin - 3) &&
               (work_.word(begin - 2).upos == Upos::sconj || work_.word(begin - 2).upos == Upos::pron)) {
      comma = begin - 3;
    } else {
      return;
    }
    const auto name = work_.covered[comma - 1];
    if (name == kNoRow || work_.drafts[name].mention.type != MentionType::person) return;
    if (work_.drafts[name].role == nullptr) draft.same_as = name;
  }

  bool is_comma(std::uint32_t token) const { return work_.text(token) == ","; }

  // "Odd Anders With i Trøndelag KrF": the body behind the name is whom he speaks for.
  void take_body(Draft& draft) {
    const auto end = draft.mention.tokens.end;
    const auto limit = work_.tokens[work_.tokens.sentence_of[draft.mention.tokens.begin]].tokens.end;
    if (end + 1 >= limit || !work_.language.settings().owner_prepositions.contains(work_.lower(end))) return;
    const auto other = work_.covered[end + 1];
    if (other == kNoRow || work_.drafts[other].refs.empty()) return;
    const EntityDraft& body = work_.entity(work_.drafts[other].refs.front());
    if (body.is_country || body.entity.type != MentionType::organisation || work_.head(end) == kNoRow) return;
    draft.body = other;
  }

  Work& work_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

void find_phrases(Work& work) { PhrasePass(work).run(); }

}  // namespace depesje::mention_detail
