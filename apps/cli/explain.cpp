// SPDX-License-Identifier: Apache-2.0
//
// depesje explain: which rules and which words made each event, as a tree.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command.h"
#include "depesje/engine.h"
#include "engine/analysis.h"
#include "inputs.h"
#include "output.h"
#include "record/grid.h"
#include "record/json.h"

namespace depesje::cli {
namespace {

struct Options {
  InputOptions input;
  std::uint32_t sentence = 0;  // from 1; 0 = all
};

// Lines with a depth; the branches are drawn from the depths alone.
class Tree {
 public:
  void add(std::size_t depth, std::string text) { lines_.emplace_back(depth, std::move(text)); }
  void append_to(std::string& out) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      for (std::size_t depth = 1; depth <= lines_[i].first; ++depth) {
        const bool own = depth == lines_[i].first, goes_on = more_at(depth, i);
        out += own ? (goes_on ? "├─ " : "└─ ") : (goes_on ? "│  " : "   ");
      }
      out += lines_[i].second + '\n';
    }
  }

 private:
  // Whether the branch of this depth has another child below line `from`.
  bool more_at(std::size_t depth, std::size_t from) const {
    for (std::size_t i = from + 1; i < lines_.size() && lines_[i].first >= depth; ++i) {
      if (lines_[i].first == depth) return true;
    }
    return false;
  }
  std::vector<std::pair<std::size_t, std::string>> lines_;
};

class Explanation {
 public:
  Explanation(const Document& document, const Analysis& analysis, const Terminal& screen)
      : document_(document), a_(analysis), screen_(screen) {}

  // What in the text says more of the document's day than was given with it.
  std::string narrowing() const {
    std::string out;
    for (const TimeId id : a_.times.narrowed_by)
      out += (out.empty() ? ", narrowed by " : ", ") + quoted(a_.times[id].span);
    return out;
  }

  void append_event(std::string& out, const Event& event) const {
    std::string head = string(event.type);
    append_part(head, string(event.modes));
    append_part(head, string(event.contexts));
    append_part(head, string(event.cameo));
    std::string score, confidence;
    JsonWriter(score).number(static_cast<double>(event.score));
    JsonWriter(confidence).number(static_cast<double>(event.confidence));
    append_styled(out, head, Style::bold, screen_.colours);
    append_styled(out, "  score " + score + ", confidence " + confidence, Style::dim, screen_.colours);
    out += '\n';

    Tree tree;
    for (std::uint32_t i = event.evidence.begin; i < event.evidence.end; ++i) add_evidence(tree, a_.events.evidence[i]);
    add_arguments(tree, "who", event.actors);
    add_arguments(tree, "whom", event.recipients);
    add_arguments(tree, "about", event.about);
    add_when(tree, event.when);
    if (event.place != kNone<PlaceId>) add_place(tree, a_.places[event.place]);
    const Stance& stance = event.stance;
    tree.add(1, "stance: " + std::string(kPolarityNames[static_cast<std::size_t>(stance.polarity)]) + ", " +
                    std::string(kCertaintyNames[static_cast<std::size_t>(stance.certainty)]) + ", " +
                    std::string(kStatusNames[static_cast<std::size_t>(stance.status)]) + by(stance.rule));
    std::size_t depth = 1;
    for (StatementId id = event.told_in; id != kNone<StatementId> && depth <= a_.claims.statements.size() + 1;
         id = a_.claims[id].parent) {
      add_source(tree, depth++, a_.claims[id]);
    }
    tree.append_to(out);
  }

 private:
  std::string string(StringId id) const { return std::string(a_.strings.at(id)); }
  std::string quoted(Span span) const { return "«" + std::string(document_.at(span)) + "»"; }
  std::string by(StringId rule) const { return rule == kEmptyString ? "" : "  by " + string(rule); }
  static void append_part(std::string& out, const std::string& part) {
    if (!part.empty()) out += ' ' + part;
  }

  void add_evidence(Tree& tree, const Evidence& evidence) const {
    if (evidence.trigger == kNone<TokenId>) return;
    const SentenceId sentence = a_.tokens.sentence(evidence.trigger);
    tree.add(
        1, "trigger " + quoted(a_.tokens[evidence.trigger].span) + "  sentence " + std::to_string(index(sentence) + 1));
    if (evidence.frame != kEmptyString) tree.add(2, "frame " + string(evidence.frame));
    if (evidence.path != kEmptyString) tree.add(2, "arguments by " + string(evidence.path));
    std::string text(document_.at(a_.tokens[sentence].span));
    std::ranges::replace(text, '\n', ' ');
    tree.add(2, text);
  }

  std::string entity_text(EntityId id) const {
    const Entity& entity = a_.mentions[id];
    std::string out = string(entity.name);
    append_part(out, string(entity.code));
    return out;
  }

  void add_arguments(Tree& tree, const std::string& role, Rows rows) const {
    static constexpr std::string_view kForms[] = {"name", "role phrase", "pronoun"};
    for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
      const Argument& argument = a_.events.arguments[i];
      std::string line = role + ": ";
      if (argument.entity != kNone<EntityId>) line += entity_text(argument.entity);
      if (argument.mention == kNone<MentionId>) {
        tree.add(1, line + "  from context");
        continue;
      }
      const Mention& mention = a_.mentions[argument.mention];
      if (argument.entity == kNone<EntityId>) {
        for (std::uint32_t row = mention.entities.begin; row < mention.entities.end; ++row) {
          line += (row == mention.entities.begin ? "" : ", ") + entity_text(a_.mentions.entity_refs[row]);
        }
      }
      tree.add(
          1, line + "  ← " + quoted(mention.span) + ", " + std::string(kForms[static_cast<std::size_t>(mention.form)]));
    }
  }

  void add_when(Tree& tree, const EventTime& when) const {
    if (when.document_day) {
      const DateValue& narrowed = a_.times.document;
      const DateValue& day = narrowed.known() ? narrowed : document_.info().published;
      if (day.known()) tree.add(1, "when: " + day.edtf + "  the document's date" + narrowing());
    } else if (when.time != kNone<TimeId>) {
      const TimeMention& time = a_.times[when.time];
      tree.add(1, "when: " + (time.edtf == kEmptyString ? "unresolved" : string(time.edtf)) + "  ← " +
                      quoted(time.span) + (when.inherited ? ", from context" : "") + by(time.rule));
    }
  }

  void add_place(Tree& tree, const Place& place) const {
    std::string line = "where: " + string(place.name);
    append_part(line, string(place.country));
    if (place.mention != kNone<MentionId>) line += "  ← " + quoted(a_.mentions[place.mention].span);
    tree.add(1, line);
  }

  void add_source(Tree& tree, std::size_t depth, const Statement& statement) const {
    std::string who;
    for (std::uint32_t i = statement.speakers.begin; i < statement.speakers.end; ++i) {
      const Party& party = a_.claims.parties[i];
      if (!who.empty()) who += ", ";
      who += quoted(party.span);
    }
    if (who.empty()) who = "nobody named";
    std::string line = "told by " + who + ", " +
                       std::string(kCueClassNames[static_cast<std::size_t>(statement.cue_class)]) + ' ' +
                       std::string(kStatementFormNames[static_cast<std::size_t>(statement.form)]);
    if (statement.cue != kNone<TokenId>) line += "  ← " + quoted(statement.cue_span);
    tree.add(depth, line + by(statement.rule));
  }

  const Document& document_;
  const Analysis& a_;
  const Terminal& screen_;
};

bool told_in_sentence(const Analysis& analysis, const Event& event, std::uint32_t sentence) {
  for (std::uint32_t i = event.evidence.begin; i < event.evidence.end; ++i) {
    const TokenId trigger = analysis.events.evidence[i].trigger;
    if (trigger != kNone<TokenId> && index(analysis.tokens.sentence(trigger)) + 1 == sentence) return true;
  }
  return false;
}

int run(const Command& command, Options& options) {
  if (const auto fault = options.input.fault()) {
    tell(*fault);
    return kUsage;
  }
  const auto engine = load_engine(command, options.input);
  if (!engine) return engine.error();
  ReadOptions read;
  options.input.set(read);
  const Terminal screen = terminal();
  Output output;
  Inputs inputs(options.input);
  while (output.open()) {
    const auto document = inputs.next();
    if (!document) break;
    const Analysis analysis = engine->analyse(*document, read);
    const Explanation explanation(*document, analysis, screen);
    std::string out = document->info().id + "  " + analysis.lang + '\n';
    for (const std::string& note : document->notes()) out += "note: " + note + '\n';
    for (const std::string& note : analysis.notes) out += "note: " + note + '\n';
    if (analysis.times.document.known())
      out += "document date: " + document->info().published.edtf + " → " + analysis.times.document.edtf +
             explanation.narrowing() + '\n';
    for (const Event& event : analysis.events.events) {
      if (options.sentence != 0 && !told_in_sentence(analysis, event, options.sentence)) continue;
      out += '\n';
      explanation.append_event(out, event);
    }
    output.write(out);
  }
  const int written = output.finish();
  return inputs.failed() ? kSomeFailed : written;
}

}  // namespace

void add_explain(CLI::App& program, Command& command) {
  auto options = std::make_shared<Options>();
  CLI::App* explain = program.add_subcommand("explain", "show which rules and which words made each event");
  options->input.add_to(*explain);
  explain->add_option("--sentence", options->sentence, "only events told in this sentence (from 1)");
  explain->footer(
      "Examples:\n"
      "  depesje explain examples/telefonsamtale.txt\n"
      "  depesje explain --sentence 4 article.txt\n"
      "Exit codes: 0 all read, 2 usage, 3 data or model cannot be loaded, 4 some inputs failed.");
  explain->callback([&command, options] { command.run = [&command, options] { return run(command, *options); }; });
}

}  // namespace depesje::cli
