// SPDX-License-Identifier: Apache-2.0
//
// Any bytes → all stages → record. Not in the build of everything, as it compiles every stage once more:
//   cmake --preset fuzz && cmake --build build-fuzz --target fuzz_engine
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "depesje/engine.h"
#include "engine/analysis.h"
#include "invariants.h"
#include "record/json.h"

using namespace depesje;

namespace {

void check_rows(Rows rows, std::size_t size) { require(rows.begin <= rows.end && rows.end <= size); }

// Each sentence is one tree: heads inside it, one root, every walk ends there.
void check_trees(const TokenTable& tokens, const WordTable& words) {
  require(words.words.size() == tokens.tokens.size() && words.child_rows.size() == words.words.size());
  std::vector<bool> settled(words.words.size(), false);
  std::vector<std::uint32_t> walk;
  for (const Sentence& sentence : tokens.sentences) {
    std::uint32_t roots = 0;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      roots += words.words[i].head == kNone<TokenId>;
      walk.clear();
      for (std::uint32_t at = i; !settled[at];) {
        walk.push_back(at);
        require(walk.size() <= sentence.tokens.size());
        const TokenId up = words.words[at].head;
        if (up == kNone<TokenId>) break;
        at = static_cast<std::uint32_t>(index(up));
        require(at >= sentence.tokens.begin && at < sentence.tokens.end);
      }
      for (const std::uint32_t passed : walk) settled[passed] = true;
    }
    require(roots == 1);
  }
}

void check_tables(const Document& document, const Analysis& a) {
  const auto inside = [&](Span span) {
    require(span.begin <= span.end && document.body().contains(span) && is_utf8(document.at(span)));
  };
  const std::size_t tokens = a.tokens.tokens.size();
  for (const Mention& mention : a.mentions.mentions) {
    inside(mention.span);
    inside(mention.name);
    check_rows(mention.tokens, tokens);
    check_rows(mention.entities, a.mentions.entity_refs.size());
    require(index(mention.head) < tokens);
  }
  for (const EntityId id : a.mentions.entity_refs) require(index(id) < a.mentions.entities.size());
  for (const TimeMention& time : a.times.mentions) {
    inside(time.span);
    require(time.earliest == kNoDay || time.latest == kNoDay || time.earliest <= time.latest);
  }
  const std::size_t statements = a.claims.statements.size();
  for (const Span span : a.claims.content_spans) inside(span);
  for (const Party& party : a.claims.parties) inside(party.span);
  for (const Statement& statement : a.claims.statements) {
    check_rows(statement.content, a.claims.content_spans.size());
    std::size_t steps = 0;
    for (StatementId up = statement.parent; up != kNone<StatementId>; up = a.claims[up].parent) {
      require(index(up) < statements && ++steps <= statements);
    }
  }
  for (const Event& event : a.events.events) {
    check_rows(event.evidence, a.events.evidence.size());
    require(event.evidence.size() > 0);
    for (const Rows rows : {event.actors, event.recipients, event.about}) check_rows(rows, a.events.arguments.size());
    require(event.told_in == kNone<StatementId> || index(event.told_in) < statements);
  }
  for (const Evidence& evidence : a.events.evidence) require(index(evidence.trigger) < tokens);
}

void check_record(const Record& record) {
  std::set<std::string> ids;
  for (const EventRecord& event : record.events) {
    require(ids.insert(event.id).second && !event.evidence.empty());
    for (const EvidenceRecord& evidence : event.evidence) {
      require(evidence.start <= evidence.trigger.start && evidence.trigger.end <= evidence.end);
    }
  }
  for (const StatementRecord& statement : record.statements) {
    require(ids.insert(statement.id).second);
    for (const std::string& id : statement.events) require(ids.contains(id));
  }
  std::string lines;
  append_record_lines(lines, record);
  require(is_utf8(lines));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto engine = Engine::load({DEPESJE_SOURCE_DIR});
  require(engine.has_value());
  const Document document = Engine::document({reinterpret_cast<const char*>(data), size}, {});
  check_document(document);
  static constexpr const char* kLanguages[] = {"nb", "nn", "en", ""};
  ReadOptions options;
  options.lang = kLanguages[size % 4];
  options.mentions = true;
  const Analysis analysis = engine->analyse(document, options);
  check_tokens(document, analysis.tokens);
  check_trees(analysis.tokens, analysis.words);
  check_tables(document, analysis);
  check_record(engine->record_of(document, analysis, options));
  return 0;
}
