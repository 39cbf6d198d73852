// SPDX-License-Identifier: Apache-2.0
#include "engine/check_examples.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/analysis.h"
#include "engine/ordered.h"
#include "event/event_corpus.h"

namespace depesje {
namespace {

struct Job {
  std::string_view lang;
  const EventCorpus* corpus = nullptr;
  const CorpusExample* example = nullptr;
};

// What came out of one sentence, asked in the terms of the corpus.
class Outcome {
 public:
  Outcome(const Document& document, const Analysis& analysis) : document_(document), a_(analysis) {}

  bool has(const CorpusExample& example) const {
    return std::ranges::any_of(a_.events.events, [&](const Event& event) {
      if (example.actors && codes(event.actors) != *example.actors) return false;
      if (example.recipients && codes(event.recipients) != *example.recipients) return false;
      return std::ranges::any_of(evidence(event), [&](const Evidence& e) {
        return frame(e) == example.frame && (example.trigger.empty() || trigger(e) == example.trigger);
      });
    });
  }

  std::string told() const {
    std::string out;
    for (const Event& event : a_.events.events) {
      if (!out.empty()) out += ", ";
      for (const Evidence& e : evidence(event)) {
        out += std::string(frame(e)) + " trigger=" + std::string(trigger(e)) + ' ';
      }
      out += "A=" + joined(codes(event.actors)) + " R=" + joined(codes(event.recipients));
    }
    return out.empty() ? "nothing" : out;
  }

  // What the corpus asks.
  static std::string wanted(const CorpusExample& example) {
    std::string out = example.frame;
    if (!example.trigger.empty()) out += " trigger=" + example.trigger;
    if (example.actors) out += " A=" + joined(*example.actors);
    if (example.recipients) out += " R=" + joined(*example.recipients);
    return out;
  }

 private:
  std::vector<Evidence> evidence(const Event& event) const {
    std::vector<Evidence> out;
    for (std::uint32_t i = event.evidence.begin; i < event.evidence.end; ++i) out.push_back(a_.events.evidence[i]);
    return out;
  }
  std::string_view frame(const Evidence& e) const { return a_.strings.at(e.frame); }
  std::string_view trigger(const Evidence& e) const {
    return e.trigger == kNone<TokenId> ? std::string_view{} : document_.at(a_.tokens[e.trigger].span);
  }

  std::vector<std::string> codes(Rows rows) const {
    std::vector<std::string> out;
    for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
      const EntityId id = a_.events.arguments[i].entity;
      if (id != kNone<EntityId>) out.emplace_back(a_.strings.at(a_.events.entity(a_.mentions, id).code));
    }
    std::ranges::sort(out);
    return out;
  }

  static std::string joined(const std::vector<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes) out += (out.empty() ? "" : ",") + code;
    return out.empty() ? "-" : out;
  }

  const Document& document_;
  const Analysis& a_;
};

std::optional<Error> run(const Engine& engine, const Job& job) {
  DocumentInfo info;
  info.id = "example";
  info.lang = job.lang;
  info.published = job.corpus->now;
  const Document document = Engine::document(job.example->sentence, std::move(info));
  const Analysis analysis = engine.analyse(document);
  const Outcome outcome(document, analysis);
  if (outcome.has(*job.example) == job.example->fires) return std::nullopt;
  const std::string wrong = job.example->fires ? ", which is not " : ", which must not be ";
  return Error{"«" + job.example->sentence + "» gives " + outcome.told() + wrong + Outcome::wanted(*job.example),
               job.corpus->file, job.example->line, 0, "mend the sentence or the trigger"};
}

}  // namespace

std::vector<Error> check_examples(const Engine& engine, const std::filesystem::path& data_root) {
  std::vector<Error> form;
  std::vector<std::pair<std::string, std::vector<EventCorpus>>> languages;
  for (const std::string& lang : engine.languages()) {
    languages.emplace_back(lang, read_event_corpora(data_root / "lang" / lang, form));
  }
  std::vector<Job> jobs;
  for (const auto& [lang, corpora] : languages) {
    for (const EventCorpus& corpus : corpora) {
      for (const CorpusExample& example : corpus.examples) jobs.push_back({lang, &corpus, &example});
    }
  }
  std::vector<Error> faults;
  std::size_t next = 0;
  run_in_order([&]() -> std::optional<Job> { return next < jobs.size() ? std::optional(jobs[next++]) : std::nullopt; },
               [&](const Job& job) { return run(engine, job); },
               [&](std::optional<Error> fault) {
                 if (fault) faults.push_back(std::move(*fault));
               },
               0);
  return faults;
}

}  // namespace depesje
