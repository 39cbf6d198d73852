// SPDX-License-Identifier: Apache-2.0
//
// From left to right: names take the roles the article gives them, role phrases find their holder or somebody named
// before, pronouns the nearest fitting entity. The rule for pronouns: of the same sentence before it, then of the
// sentences before one by one (two for groups and things, eight for "he" and "she": quotations come between), each time
// subjects first, the nearest that fits in gender and number; never its own verb's subject unless reflexive.
#include <algorithm>

#include "base/tsv.h"
#include "mention/draft.h"
#include "mention/role_code.h"

namespace depesje::mention_detail {
namespace {

constexpr std::size_t kLookBack = 200;         // mentions a role phrase looks back over
constexpr std::uint32_t kPersonSentences = 8;  // sentences "he" looks back over
constexpr std::uint32_t kGroupSentences = 2;   // sentences "they" looks back over
constexpr std::uint32_t kThingSentences = 1;
constexpr int kClauseSteps = 12;  // heads a reflexive climbs to its subject

struct Recent {
  std::vector<EntityId> refs;
  std::uint32_t sentence = 0;
  std::uint32_t token = 0;
  bool subject = false;
  bool scene = false;  // names where something happens
};

class ResolvePass {
 public:
  explicit ResolvePass(Work& work) : work_(work) {}

  void run() {
    std::vector<std::uint32_t> order(work_.drafts.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return work_.drafts[i].mention.head; });
    // Roles that names carry are known for the whole article, also to phrases before them.
    for (const std::uint32_t i : order) {
      Draft& draft = work_.drafts[i];
      if (draft.dropped || draft.refs.empty()) continue;
      if (draft.mention.form == MentionForm::name) settle_name(draft);
    }
    for (const std::uint32_t i : order) {
      if (!work_.drafts[i].dropped) resolve_with_owners(i);
    }
    for (EntityDraft& entity : work_.entities) settle_default(entity);
  }

 private:
  // The owner of a phrase must be known before the phrase is; owners form a chain in the tree.
  void resolve_with_owners(std::uint32_t number) {
    chain_.clear();
    for (auto at = number; at != kNoRow && !work_.drafts[at].resolved && chain_.size() < 16;
         at = work_.drafts[at].owner) {
      chain_.push_back(at);
    }
    for (auto at = chain_.size(); at-- > 0;) resolve_one(chain_[at]);
  }

  void resolve_one(std::uint32_t number) {
    Draft& draft = work_.drafts[number];
    if (draft.resolved) return;
    draft.resolved = true;
    if (draft.pronoun != nullptr) {
      resolve_pronoun(draft);
    } else if (draft.mention.form == MentionForm::name) {
      if (draft.role != nullptr && !draft.refs.empty()) apply_role(work_, work_.entity(draft.refs.front()), draft);
    } else if (draft.group_of_country) {
      resolve_people(draft);
    } else if (draft.role != nullptr) {
      resolve_role(draft);
    }
    remember(draft);
  }

  void remember(const Draft& draft) {
    if (draft.refs.empty()) return;
    const auto token = static_cast<std::uint32_t>(draft.mention.head);
    // "i Syria og Nord-Korea": where something happens is nobody "they" could stand for.
    scene_ = draft.mention.type == MentionType::place && !draft.mention.acting;
    const auto sentence = static_cast<std::uint32_t>(work_.tokens.sentence_of[token]);
    recent_.push_back({draft.refs, sentence, token, draft.subject, scene_});
    // "Putin og Erdogan" is also one of two.
    std::vector<EntityId> all = draft.refs;
    const Rows rows = work_.children(token);
    for (auto row = rows.begin; row < rows.end; ++row) {
      const auto child = work_.child(row);
      if (work_.word(child).deprel != Deprel::conj || work_.headed[child] == kNoRow) continue;
      for (const EntityId id : work_.drafts[work_.headed[child]].refs) {
        if (std::ranges::find(all, id) == all.end()) all.push_back(id);
      }
    }
    if (all.size() > draft.refs.size()) recent_.push_back({std::move(all), sentence, token, draft.subject, scene_});
  }

  // Names: "Haug (MDG)", roles taken from the phrase, organisations by their last word.
  void settle_name(Draft& draft) {
    EntityDraft& entity = work_.entity(draft.refs.front());
    if (entity.entity.type == MentionType::organisation && !entity.is_country && entity.entity.code != kEmptyString &&
        entity.group != "media" && entity.group != "agency") {
      last_body_ = draft.refs.front();
    }
    if (draft.organisation_name) {
      if (!entity.coded && draft.role != nullptr) {
        const RoleCode made = code_of_role(work_, draft);
        const std::string country = made.code.country.empty() ? work_.context_country : made.code.country;
        set_code(work_, entity, country, made.code.sectors);
        entity.roles.push_back(draft.role);
      }
      draft.role = nullptr;
      return;
    }
    if (entity.entity.type != MentionType::person) return;
    const auto owner_ready = draft.owner == kNoRow || !work_.drafts[draft.owner].refs.empty();
    if (draft.role != nullptr && draft.role->inherits && draft.role->sectors.empty() && draft.owner == kNoRow &&
        draft.owner_actor == kNoRow && draft.owner_entity == kNone<EntityId> && draft.prefix == kEmptyString) {
      draft.owner_entity = last_body_;  // "talsperson NAME": of the body spoken of last
    }
    if (draft.role != nullptr && owner_ready) apply_role(work_, entity, draft);
    take_party(draft, entity);
    if (!entity.coded && draft.body != kNoRow) {
      const Entity& body = work_.entity(work_.drafts[draft.body].refs.front()).entity;
      if (body.code != kEmptyString) set_code(work_, entity, work_.pool.at(body.country), work_.pool.at(body.sectors));
    }
  }

  void take_party(const Draft& draft, EntityDraft& entity) {
    if (entity.coded && work_.pool.at(entity.entity.sectors) != "LEG") return;
    const auto open = draft.mention.tokens.end;
    if (open + 2 >= work_.tokens.tokens.size() || work_.text(open) != "(") return;
    const auto* entries = work_.actors.named(work_.text(open + 1), work_.language.language());
    if (entries == nullptr) return;
    for (const NameEntry& entry : *entries) {
      const Actor& party = work_.actors.actors()[entry.actor];
      if (party.group == "party") set_code(work_, entity, party.code.country, party.code.sectors);
    }
  }

  EntityId group_entity(std::string_view country, std::string_view sectors, std::string_view lemma, MentionType type,
                        bool plural) {
    const std::string code = code_of_parts(country, sectors);
    const std::string key = code + " " + std::string(lemma) + (plural ? "+" : "");
    if (const auto found = work_.by_group.find(key); found != work_.by_group.end()) return found->second;
    const EntityId id = add_entity(work_, lemma, type);
    set_code(work_, work_.entity(id), country, sectors);
    // Sources and members of nobody known still speak: "flere kilder".
    if (country.empty() && sectors.empty() && type != MentionType::organisation) {
      work_.entity(id).entity.code = work_.pool.add("---");
    }
    work_.entity(id).entity.plural = plural;
    work_.by_group.emplace(key, id);
    return id;
  }

  void resolve_people(Draft& draft) {
    const Actor& actor = work_.actors.actors()[draft.owner_actor];
    if (actor.kind == ActorKind::ethnic || actor.kind == ActorKind::region) {
      draft.refs = {entity_of_actor(work_, draft.owner_actor)};
      return;
    }
    const auto name = work_.document.at(draft.mention.span);
    // "russerne" that act are their state, unless the article spoke of some Russians before.
    const std::string_view lemma = work_.lemma(static_cast<std::uint32_t>(draft.mention.head));
    const bool some =
        work_.by_group.contains(code_of_parts(actor.code.country, "CVL") + " " + std::string(lemma) + "+");
    const bool state = draft.plural && draft.definite && draft.subject && draft.count == 0 && !some;
    draft.refs = {group_entity(actor.code.country, state ? "GOV" : "CVL", lemma, MentionType::group, draft.plural)};
    EntityDraft& made = work_.entity(draft.refs.front());
    made.entity.name = work_.pool.add(name);
  }

  void resolve_role(Draft& draft) {
    const Role& role = *draft.role;
    if (draft.same_as != kNoRow) {
      const Draft& name = work_.drafts[draft.same_as];
      if (!name.refs.empty()) {
        draft.refs = {name.refs.front()};
        EntityDraft& entity = work_.entity(draft.refs.front());
        if (role.type == RoleType::person) {
          apply_role(work_, entity, draft);
        } else if (!entity.coded) {
          const RoleCode made = code_of_role(work_, draft);
          set_code(work_, entity, made.code.country, made.code.sectors);
          entity.roles.push_back(&role);
        }
        return;
      }
    }
    const RoleCode made = code_of_role(work_, draft);
    if (!role.refers.empty()) {
      resolve_refers(draft, role);
      if (!draft.refs.empty()) return;
    }
    if (role.type == RoleType::person) {
      if (draft.plural ? resolve_persons(draft, role) : resolve_person(draft, role, made)) return;
    }
    if (role.sectors.empty() && made.code.sectors.empty()) {
      if (!role.inherits) return;
    }
    const auto head = static_cast<std::uint32_t>(draft.mention.head);
    const MentionType type = draft.plural && role.type == RoleType::person ? MentionType::group : draft.mention.type;
    const EntityId id = group_entity(made.code.country, made.code.sectors, work_.lemma(head), type,
                                     draft.plural || role.type == RoleType::group);
    draft.refs = {id};
    EntityDraft& entity = work_.entity(id);
    if (entity.roles.empty()) {
      entity.entity.name = work_.pool.add(work_.document.at(draft.mention.span));
      entity.roles.push_back(&role);
      entity.gender = role.gender;
    }
  }

  // "partiet", "landet", "organisasjonen": the last of its kind; with an owner it is a phrase of its own.
  void resolve_refers(Draft& draft, const Role& role) {
    if (draft.owner != kNoRow || draft.owner_actor != kNoRow || !draft.definite) return;
    const std::size_t wanted = draft.plural ? std::max<std::size_t>(draft.count, 1) : 1;
    if (draft.plural && draft.count == 0) return;
    collect(draft, wanted, [&](const EntityDraft& entity) {
      if (role.refers == "country") return entity.is_country;
      if (role.refers == "organisation") {
        return entity.entity.type == MentionType::organisation && !entity.is_country &&
               entity.entity.code != kEmptyString;
      }
      for (const auto kind : split_cell(role.refers, "|")) {
        if (entity.group == kind) return true;
        if (std::ranges::any_of(entity.roles, [&](const Role* each) { return each->refers == kind; })) return true;
      }
      return std::ranges::any_of(entity.roles, [&](const Role* each) { return each->refers == role.refers; });
    });
    if (!draft.refs.empty() || role.refers != "country" || draft.plural) return;
    if (const std::uint32_t row = work_.actors.country(work_.context_country); row != kNoRow) {
      draft.refs = {entity_of_actor(work_, row)};
    }
  }

  template <class Fits>
  bool collect(Draft& draft, std::size_t wanted, Fits fits) {
    std::vector<EntityId> found;
    const std::size_t stop = recent_.size() > kLookBack ? recent_.size() - kLookBack : 0;
    for (std::size_t at = recent_.size(); at-- > stop && found.size() < wanted;) {
      for (const EntityId id : recent_[at].refs) {
        if (found.size() < wanted && std::ranges::find(found, id) == found.end() && fits(work_.entity(id))) {
          found.push_back(id);
        }
      }
    }
    if (found.size() < wanted) return false;
    std::ranges::reverse(found);
    draft.refs = std::move(found);
    return true;
  }

  // "de to presidentene"
  bool resolve_persons(Draft& draft, const Role& role) {
    if (!draft.definite || draft.count != 2) return false;
    return collect(draft, 2, [&](const EntityDraft& entity) {
      return entity.entity.type == MentionType::person && !entity.entity.plural &&
             (answers_to(work_, entity, role) || (role.inherits && role.office.empty() && entity.coded));
    });
  }

  bool resolve_person(Draft& draft, const Role& role, const RoleCode& made) {
    const auto same_country = [&](const EntityDraft& entity) {
      return !made.owned || made.code.country.empty() || work_.pool.at(entity.entity.country) == made.code.country;
    };
    if (!role.office.empty() && made.owned && !draft.former &&
        (draft.definite || draft.owner != kNoRow || draft.prefix != kEmptyString)) {
      if (const std::uint32_t actor = holder_of(work_, made.code.country, role.office); actor != kNoRow) {
        draft.refs = {entity_of_actor(work_, actor)};
        return true;
      }
    }
    if (!draft.definite && draft.owner == kNoRow) return false;
    if (draft.former) {
      return collect(draft, 1, [&](const EntityDraft& entity) {
        if (entity.entity.type != MentionType::person || entity.actor == kNoRow || !same_country(entity)) return false;
        const Actor& person = work_.actors.actors()[entity.actor];
        return !role.office.empty() && ever_held(work_, person, role.office) &&
               active_term(work_, person, role.office) == nullptr;
      });
    }
    const bool found = collect(draft, 1, [&](const EntityDraft& entity) {
      return entity.entity.type == MentionType::person && !entity.entity.plural && same_country(entity) &&
             answers_to(work_, entity, role);
    });
    if (found) return true;
    if (made.owned || role.office.empty() || work_.context_country.empty()) return false;
    if (const std::uint32_t actor = holder_of(work_, work_.context_country, role.office); actor != kNoRow) {
      draft.refs = {entity_of_actor(work_, actor)};
      return true;
    }
    return false;
  }

  // 0 = does not fit, 1 = may (an organisation as "they"), 2 = does.
  int fits(const Pronoun& pronoun, const std::vector<EntityId>& refs) {
    const EntityDraft& first = work_.entity(refs.front());
    if (pronoun.plural) {
      if (refs.size() > 1 || first.entity.plural) return 2;
      return first.entity.type == MentionType::organisation && !first.is_country ? 1 : 0;
    }
    if (refs.size() > 1 || first.entity.plural) return 0;
    if (pronoun.gender == 'n') {
      return first.entity.type == MentionType::organisation && first.entity.code != kEmptyString ? 2 : 0;
    }
    if (first.entity.type != MentionType::person) return 0;
    return pronoun.gender == 0 || first.gender == 0 || first.gender == pronoun.gender ? 2 : 0;
  }

  void resolve_pronoun(Draft& draft) {
    const Pronoun& pronoun = *draft.pronoun;
    const auto token = static_cast<std::uint32_t>(draft.mention.head);
    if (pronoun.kind == PronounKind::reflexive || pronoun.kind == PronounKind::reflexive_possessive) {
      resolve_reflexive(draft, token);
      return;
    }
    const auto sentence = static_cast<std::uint32_t>(work_.tokens.sentence_of[token]);
    const bool argument = pronoun.kind == PronounKind::personal;
    // Where the language has a reflexive possessive ("sin"), "hans" is never the subject of its own clause.
    const std::uint32_t own_subject =
        pronoun.kind == PronounKind::possessive && work_.language.has_reflexive_possessive() ? subject_above(token)
                                                                                             : kNoRow;
    const std::uint32_t farthest = pronoun.gender == 'n' ? kThingSentences
                                   : pronoun.plural      ? kGroupSentences
                                                         : kPersonSentences;
    for (std::uint32_t back = 0; back <= farthest && back <= sentence; ++back) {
      const Recent* best = nullptr;
      int best_value = 0;
      const std::size_t stop = recent_.size() > kLookBack ? recent_.size() - kLookBack : 0;
      for (std::size_t at = recent_.size(); at-- > stop && recent_[at].sentence + back >= sentence;) {
        const Recent& item = recent_[at];
        if (item.sentence + back != sentence || item.token >= token) continue;
        if (back == 0 && argument && item.subject && work_.head(item.token) == work_.head(token)) continue;
        if (pronoun.plural && item.scene) continue;
        if (back == 0 && item.token == own_subject) continue;
        const int fit = fits(pronoun, item.refs);
        const int value = fit == 0 ? 0 : 2 * fit + (item.subject ? 1 : 0);
        if (value <= best_value) continue;
        best = &item;
        best_value = value;
      }
      if (best == nullptr) continue;
      draft.refs = best->refs;
      if (EntityDraft& entity = work_.entity(draft.refs.front());
          draft.refs.size() == 1 && !pronoun.plural && entity.gender == 0 && pronoun.gender != 'n') {
        entity.gender = pronoun.gender;
      }
      return;
    }
  }

  // Subject of the clause a word stands in; kNoRow = none of its own.
  std::uint32_t subject_above(std::uint32_t token) const {
    std::uint32_t at = work_.head(token);
    for (int step = 0; step < kClauseSteps && at != kNoRow; ++step, at = work_.head(at)) {
      const Rows rows = work_.children(at);
      for (auto row = rows.begin; row < rows.end; ++row) {
        if (is_subject(work_.word(work_.child(row)).deprel)) {
          return work_.child(row) < token ? work_.child(row) : kNoRow;
        }
      }
      if (work_.word(at).morph.verb_form == VerbForm::finite) break;
    }
    return kNoRow;
  }

  void resolve_reflexive(Draft& draft, std::uint32_t token) {
    std::uint32_t at = work_.head(token);
    for (int step = 0; step < kClauseSteps && at != kNoRow; ++step, at = work_.head(at)) {
      const Rows rows = work_.children(at);
      for (auto row = rows.begin; row < rows.end; ++row) {
        const auto child = work_.child(row);
        if (!is_subject(work_.word(child).deprel) || child == token) continue;
        if (work_.headed[child] != kNoRow) {
          Draft& subject = work_.drafts[work_.headed[child]];
          if (!subject.resolved && child > token) resolve_one(work_.headed[child]);
          draft.refs = subject.refs;
          draft.plural = subject.plural;
        }
        return;
      }
    }
  }

  void settle_default(EntityDraft& entity) {
    if (entity.coded || entity.entity.type != MentionType::person) return;
    set_code(work_, entity, work_.context_country, "CVL");
  }

  Work& work_;
  std::vector<Recent> recent_;
  std::vector<std::uint32_t> chain_;
  bool scene_ = false;
  EntityId last_body_ = kNone<EntityId>;
};

}  // namespace

void resolve(Work& work) { ResolvePass(work).run(); }

}  // namespace depesje::mention_detail
