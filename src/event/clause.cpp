// SPDX-License-Identifier: Apache-2.0
#include "event/clause.h"

namespace depesje {
namespace {

constexpr TokenId kNoToken = kNone<TokenId>;
constexpr int kClimb = 12;

bool is_subject(Deprel relation) {
  return relation == Deprel::nsubj || relation == Deprel::nsubj_pass || relation == Deprel::nsubj_outer;
}

bool is_oblique(Deprel relation) {
  return relation == Deprel::obl || relation == Deprel::nmod || relation == Deprel::obl_agent ||
         relation == Deprel::advcl || relation == Deprel::acl || relation == Deprel::ccomp ||
         relation == Deprel::xcomp || relation == Deprel::conj || relation == Deprel::nmod_poss;
}

}  // namespace

TokenId ClauseReader::child(TokenId head, Deprel relation) const {
  for (const TokenId c : children(head)) {
    if (word(c).deprel == relation) return c;
  }
  return kNoToken;
}

bool ClauseReader::verbal(TokenId token) const {
  const Word& w = word(token);
  return w.upos == Upos::verb || w.upos == Upos::aux ||
         (w.upos == Upos::adj && w.morph.verb_form == VerbForm::participle);
}

bool ClauseReader::nominal(TokenId token) const {
  const Upos tag = word(token).upos;
  return tag == Upos::noun || tag == Upos::propn || tag == Upos::pron || tag == Upos::num;
}

bool ClauseReader::infinitive(TokenId verb) const { return word(verb).morph.verb_form == VerbForm::infinitive; }

bool ClauseReader::passive(TokenId verb) const {
  bool auxiliary = false, object = false, subject = false;
  for (const TokenId c : children(verb)) {
    const Deprel relation = word(c).deprel;
    if (relation == Deprel::aux_pass || relation == Deprel::nsubj_pass || relation == Deprel::csubj_pass) return true;
    auxiliary = auxiliary || relation == Deprel::aux;
    object = object || relation == Deprel::obj;
    subject = subject || is_subject(relation);
  }
  const Word& w = word(verb);
  if (w.morph.passive) {
    // "Soldiers wounded two": taggers take a past for its like participle, but it has a subject of its own and no
    // auxiliary. A heading may leave the auxiliary out.
    const bool heading = tokens_[tokens_.sentence(verb)].kind == SentenceKind::heading;
    const bool past = w.morph.verb_form == VerbForm::participle && !auxiliary &&
                      (object ? subject || w.deprel == Deprel::conj : subject && !heading);
    return !past;
  }
  // Headings tell in the present: "Mann siktet for drap" is no past tense, whatever the tagger says.
  if (w.morph.tense == Tense::past && !auxiliary && !object && w.head == kNoToken &&
      tokens_[tokens_.sentence(verb)].kind == SentenceKind::heading &&
      lexicon_.in_class("past-or-participle", lower(verb))) {
    return true;
  }
  if (w.morph.verb_form != VerbForm::participle || lexicon_.in_class("present-participle", lower(verb))) return false;
  if (w.upos == Upos::adj) return true;
  if (auxiliary || object) return false;
  if (w.deprel == Deprel::conj && w.head != kNoToken && verbal(w.head)) {
    // The second of two participles shares the auxiliary of the first.
    if (word(w.head).morph.verb_form == VerbForm::participle)
      return passive(w.head) && word(w.head).deprel != Deprel::conj;
    return false;
  }
  return true;
}

TokenId ClauseReader::own_subject(TokenId verb, bool& passive_subject) const {
  TokenId found = kNoToken;
  const bool finite = word(verb).morph.verb_form == VerbForm::finite;
  for (const TokenId c : children(verb)) {
    const Deprel relation = word(c).deprel;
    if (!is_subject(relation)) continue;
    // "før dette ble han …": a phrase with a preposition is no subject where there is another.
    const bool phrase = found != kNoToken && !preposition_of(found).empty() && index(c) < index(verb);
    // Two subjects round a finite verb: the first is an object in front ("Dette samarbeidet brøt Russland"). Behind an
    // infinitive or participle stands its object ("vil ESA be Norge svare").
    if (found != kNoToken && !phrase && (index(found) > index(verb) || index(c) < index(verb) || !finite)) continue;
    passive_subject = relation == Deprel::nsubj_pass;
    found = c;
  }
  if (found != kNoToken) return found;
  // "Trump har gjentatte ganger anklaget …": the parser may hang the subject on the adverbial beside it.
  for (const TokenId c : children(verb)) {
    if (index(c) > index(verb)) break;
    const Word& w = word(c);
    if ((w.deprel != Deprel::obl && w.deprel != Deprel::advmod) || w.upos != Upos::noun) continue;
    if (!preposition_of(c).empty() || child(c, Deprel::cop) != kNoToken) continue;
    if (const TokenId stray = child(c, Deprel::nsubj); stray != kNoToken && index(stray) < index(c)) return stray;
  }
  return kNoToken;
}

TokenId ClauseReader::surface_subject(TokenId verb) const {
  TokenId v = verb;
  for (int step = 0; step < kClimb && v != kNoToken; ++step) {
    bool passive_subject = false;
    if (const TokenId found = own_subject(v, passive_subject); found != kNoToken) return found;
    const Word& w = word(v);
    const TokenId h = w.head;
    if (h == kNoToken) return kNoToken;
    switch (w.deprel) {
      case Deprel::conj:
        if (!verbal(h) && word(h).upos != Upos::adj && word(h).upos != Upos::noun) return kNoToken;
        v = h;
        break;
      case Deprel::acl_relcl:
      case Deprel::advcl_relcl:
        return h;
      case Deprel::acl:
      case Deprel::amod:
        if (w.morph.verb_form == VerbForm::participle) return h;
        if (const TokenId owner = possessor(h); owner != kNoToken) return owner;
        // "ga ordre om å …", "har planer om å …": the subject of the verb that carries the noun.
        if (word(h).head == kNoToken || word(h).deprel == Deprel::nsubj) return kNoToken;
        v = word(h).head;
        break;
      case Deprel::xcomp:
      case Deprel::advcl:
      case Deprel::ccomp:
      case Deprel::obl:
      case Deprel::nmod:
      case Deprel::csubj:
      case Deprel::parataxis: {
        const bool finite = w.morph.verb_form == VerbForm::finite;
        if (finite || w.deprel == Deprel::csubj || w.deprel == Deprel::parataxis) return kNoToken;
        if (!verbal(h)) {
          v = h;
          if (const TokenId owner = possessor(h); owner != kNoToken && nominal(h)) return owner;
          break;
        }
        if (lexicon_.in_class("object-control", lemma(h))) {
          if (const TokenId controller = object(h); controller != kNoToken) return controller;
          if (const TokenId controller = indirect_object(h); controller != kNoToken) return controller;
          for (const TokenId c : children(h)) {
            if (word(c).deprel == Deprel::obl && lexicon_.in_class("addressee", preposition_of(c)) && c != v) return c;
          }
        }
        v = h;
        break;
      }
      case Deprel::aux:
      case Deprel::cop:
      case Deprel::aux_pass:
        v = h;
        break;
      default:
        return kNoToken;
    }
  }
  return kNoToken;
}

TokenId ClauseReader::subject(TokenId verb) const {
  if (!passive(verb)) return surface_subject(verb);
  for (const TokenId c : children(verb)) {
    if (word(c).deprel == Deprel::obl_agent) return c;
    if ((word(c).deprel == Deprel::obl || word(c).deprel == Deprel::nmod) &&
        lexicon_.in_class("agent", preposition_of(c))) {
      return c;
    }
  }
  return kNoToken;
}

TokenId ClauseReader::object(TokenId verb) const {
  const Word& w = word(verb);
  if (passive(verb)) {
    if (const TokenId own = child(verb, Deprel::obj); own != kNoToken) return own;
    if (w.deprel == Deprel::acl_relcl) {
      bool passive_subject = false;
      const TokenId own = own_subject(verb, passive_subject);
      return own != kNoToken ? own : w.head;
    }
    return surface_subject(verb);
  }
  if (const TokenId own = child(verb, Deprel::obj); own != kNoToken) {
    // "granted Ghana a loan": of two objects the second is what is given.
    for (const TokenId c : children(verb)) {
      if (word(c).deprel == Deprel::obj && word(c).upos == Upos::noun && index(c) > index(own) &&
          index(own) > index(verb)) {
        return c;
      }
    }
    return own;
  }
  if (w.deprel == Deprel::acl_relcl && w.head != kNoToken) {
    bool passive_subject = false;
    if (own_subject(verb, passive_subject) != kNoToken) return w.head;
  }
  TokenId fronted = kNoToken;
  bool behind = false;
  for (const TokenId c : children(verb)) {
    if (word(c).deprel != Deprel::nsubj) continue;
    if (index(c) < index(verb) && fronted == kNoToken) fronted = c;
    behind = behind || index(c) > index(verb);
  }
  if (fronted != kNoToken && behind) {
    if (w.morph.verb_form == VerbForm::finite) return fronted;
    for (const TokenId c : children(verb)) {
      if (word(c).deprel == Deprel::nsubj && index(c) > index(verb)) return c;
    }
  }
  // "kritiserte og fordømte angrepet": the object hangs on the first or the last verb.
  if (w.deprel == Deprel::conj && w.head != kNoToken && verbal(w.head)) {
    const TokenId shared = child(w.head, Deprel::obj);
    if (shared != kNoToken && index(shared) > index(verb)) return shared;
  }
  for (const TokenId c : children(verb)) {
    if (word(c).deprel != Deprel::conj || !verbal(c)) continue;
    bool between = false;
    for (const TokenId d : children(verb))
      between = between || (index(d) > index(verb) && index(d) < index(c) && word(d).deprel == Deprel::obl);
    if (!between && index(c) - index(verb) <= 2) return child(c, Deprel::obj);
  }
  return kNoToken;
}

TokenId ClauseReader::indirect_object(TokenId verb) const {
  if (passive(verb) && child(verb, Deprel::obj) != kNoToken) return surface_subject(verb);
  if (const TokenId own = child(verb, Deprel::iobj); own != kNoToken) return own;
  // Of two objects the first is the one given to.
  TokenId first = kNoToken;
  for (const TokenId c : children(verb)) {
    if (word(c).deprel != Deprel::obj) continue;
    if (first != kNoToken) return first;
    first = c;
  }
  return kNoToken;
}

TokenId ClauseReader::complement(TokenId head) const {
  TokenId found = kNoToken;
  for (const TokenId c : children(head)) {
    const Word& w = word(c);
    const bool clause = w.deprel == Deprel::ccomp || w.deprel == Deprel::xcomp || w.deprel == Deprel::csubj ||
                        w.deprel == Deprel::csubj_pass || w.deprel == Deprel::acl || w.deprel == Deprel::advcl;
    if (!clause || index(c) < index(head)) continue;
    if (w.deprel == Deprel::ccomp) return c;
    if (w.deprel == Deprel::advcl && preposition_of(c).empty()) continue;
    if (found == kNoToken) found = c;
  }
  return found;
}

std::string_view ClauseReader::preposition_of(TokenId dependent) const {
  for (const TokenId c : children(dependent)) {
    if (word(c).deprel == Deprel::case_) return lower(c);
    if (index(c) < index(dependent)) continue;
    if (word(c).deprel != Deprel::flat && word(c).deprel != Deprel::flat_name) break;
    // "with Vladimir Putin": parsers may hang the preposition on the last part of a name.
    for (const TokenId d : children(c)) {
      if (word(d).deprel == Deprel::case_ && index(d) < index(dependent)) return lower(d);
    }
  }
  return {};
}

TokenId ClauseReader::phrase(TokenId head, std::string_view preposition) const {
  const auto blank = preposition.find(' ');
  const std::string_view particle = blank == std::string_view::npos ? std::string_view{} : preposition.substr(0, blank);
  if (blank != std::string_view::npos) preposition.remove_prefix(blank + 1);
  if (!particle.empty() && !has_particle(head, particle)) return kNoToken;
  for (const TokenId c : children(head)) {
    if (!is_oblique(word(c).deprel) && word(c).deprel != Deprel::advmod) continue;
    for (const TokenId d : children(c)) {
      const Deprel relation = word(d).deprel;
      if ((relation == Deprel::case_ || relation == Deprel::mark) && lower(d) == preposition) {
        if (word(c).deprel == Deprel::conj) break;  // its own coordination, not a dependent
        return c;
      }
      if (index(d) > index(c)) break;
    }
    if (word(c).deprel != Deprel::conj && preposition_of(c) == preposition) return c;
  }
  return kNoToken;
}

TokenId ClauseReader::possessor(TokenId noun) const {
  for (const TokenId c : children(noun)) {
    const Word& w = word(c);
    if (w.deprel == Deprel::nmod_poss) return c;
    if ((w.deprel == Deprel::nmod || w.deprel == Deprel::nmod_unmarked) && w.morph.genitive) return c;
  }
  return kNoToken;
}

bool ClauseReader::has_particle(TokenId head, std::string_view form) const {
  for (const TokenId c : children(head)) {
    const Deprel relation = word(c).deprel;
    if (lower(c) != form) continue;
    // "etter at han ga …" is no "gi etter".
    if ((relation == Deprel::case_ || relation == Deprel::mark) && index(c) < index(head)) continue;
    if (relation == Deprel::compound_prt || relation == Deprel::advmod || relation == Deprel::case_ ||
        relation == Deprel::xcomp || relation == Deprel::obl || relation == Deprel::mark || relation == Deprel::obj ||
        relation == Deprel::compound || relation == Deprel::amod) {
      return true;
    }
  }
  // "gikk av etter striden", "rykket ut til": trees may hang the particle on the phrase that follows.
  for (std::size_t next = index(head) + 1; next < words_.words.size() && next <= index(head) + 3; ++next) {
    const auto token = static_cast<TokenId>(next);
    if (lower(token) != form) continue;
    const Word& w = word(token);
    if (w.deprel == Deprel::advmod && next == index(head) + 1) return true;
    if ((w.deprel == Deprel::case_ || w.deprel == Deprel::advmod) && w.head != kNoToken && word(w.head).head == head &&
        index(w.head) > next + 1) {
      const auto after = static_cast<TokenId>(next + 1);
      if (word(after).upos == Upos::adp) return true;
    }
  }
  return false;
}

TokenId ClauseReader::predicated(TokenId token) const {
  bool passive_subject = false;
  if (const TokenId own = own_subject(token, passive_subject); own != kNoToken) return own;
  const Word& w = word(token);
  if (w.head == kNoToken) return kNoToken;
  switch (w.deprel) {
    case Deprel::amod:
    case Deprel::acl:
    case Deprel::acl_relcl:
    case Deprel::nmod:
      return w.head;
    case Deprel::xcomp:
      if (const TokenId shared = child(w.head, Deprel::obj); shared != kNoToken && !passive(w.head)) return shared;
      return surface_subject(w.head);
    case Deprel::conj:
      if (verbal(w.head)) return surface_subject(w.head);
      return own_subject(w.head, passive_subject);
    case Deprel::advcl:
      return surface_subject(w.head);
    default:
      return kNoToken;
  }
}

TokenId ClauseReader::governing_verb(TokenId noun, TokenId& as) const {
  TokenId n = noun;
  for (int step = 0; step < kClimb; ++step) {
    const Word& w = word(n);
    if (w.head == kNoToken) return kNoToken;
    as = n;
    if (w.deprel == Deprel::acl_relcl) return kNoToken;
    // "launched ten days of war games": the act is what there is a quantity of.
    const bool part = w.deprel == Deprel::nmod && lexicon_.in_class("quantity", lemma(w.head)) &&
                      lexicon_.in_class("part-of", preposition_of(n));
    if (part || w.deprel == Deprel::conj || w.deprel == Deprel::appos) {
      n = w.head;
      continue;
    }
    return verbal(w.head) ? w.head : kNoToken;
  }
  return kNoToken;
}

void ClauseReader::coordinated(TokenId head, std::vector<TokenId>& out) const {
  out.push_back(head);
  // "møtte X og Y": parsers give X and Y two roles where a verb stands before both.
  if (word(head).deprel != Deprel::conj && word(head).head != kNoToken) {
    TokenId cc = child(head, Deprel::cc);
    for (const TokenId c : children(head)) {
      if (cc == kNoToken && index(c) < index(head)) cc = child(c, Deprel::cc);
    }
    TokenId before = kNoToken;
    if (cc != kNoToken && index(cc) < index(head)) {
      for (const TokenId c : children(word(head).head)) {
        const Deprel relation = word(c).deprel;
        if (index(c) < index(cc) && index(c) + 8 > index(cc) &&
            (relation == Deprel::obj || relation == Deprel::nsubj || relation == Deprel::iobj) && nominal(c)) {
          before = c;
        }
      }
    }
    if (before != kNoToken) out.push_back(before);
  }
  // Breadth first; conjuncts may hang on each other in a chain.
  for (std::size_t at = out.size() - 1; at < out.size() && out.size() < 32; ++at) {
    for (const TokenId c : children(out[at])) {
      if (word(c).deprel == Deprel::conj && !verbal(c)) out.push_back(c);
    }
  }
}

}  // namespace depesje
