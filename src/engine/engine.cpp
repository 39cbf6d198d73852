// SPDX-License-Identifier: Apache-2.0
#include "depesje/engine.h"

#include <chrono>
#include <map>
#include <system_error>
#include <utility>

#include "claim/claim_reader.h"
#include "engine/analysis.h"
#include "engine/ordered.h"
#include "event/event_coder.h"
#include "mention/mention_finder.h"
#include "parse/parser.h"
#include "place/place_finder.h"
#include "record/assembly.h"
#include "text/document_reader.h"
#include "text/language.h"
#include "time/time_reader.h"
#include "token/tokenizer.h"

namespace depesje {
namespace {

template <class Reader>
using PerLanguage = std::map<std::string, Reader, std::less<>>;

template <class Reader>
const Reader* find(const PerLanguage<Reader>& readers, std::string_view lang) {
  const auto found = readers.find(lang);
  return found == readers.end() ? nullptr : &found->second;
}

// A reader for each language that has this file; a language without it is simply not read by that stage.
template <class Reader, class Load>
std::optional<Error> load_each(PerLanguage<Reader>& readers, const std::vector<std::string>& languages,
                               const std::filesystem::path& lang_root, std::string_view file, Load load) {
  for (const std::string& lang : languages) {
    std::error_code code;
    if (!std::filesystem::exists(lang_root / lang / file, code)) continue;
    auto reader = load(lang);
    if (!reader) return std::move(reader).error();
    readers.emplace(lang, std::move(*reader));
  }
  return std::nullopt;
}

TimePolicy policy_of(const ReadOptions& options) {
  const bool past = options.tense_default == ReadOptions::TenseDefault::past;
  return {past ? TimePolicy::TenseDefault::past : TimePolicy::TenseDefault::future, options.zone};
}

// Notes what each stage took, and says where to stop.
class Clock {
 public:
  Clock(Analysis& analysis, Stage last) : analysis_(analysis), last_(last) {}
  bool stops_after(Stage stage) {
    const auto now = std::chrono::steady_clock::now();
    analysis_.spent[static_cast<std::size_t>(stage)] = now - since_;
    since_ = now;
    return stage >= last_;
  }

 private:
  Analysis& analysis_;
  Stage last_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

}  // namespace

struct Engine::Stages {
  LanguageDetector language;
  Tokenizer tokenizer;
  Parser parser;
  MentionFinder mentions;
  PlaceFinder places;
  PerLanguage<TimeReader> times;
  PerLanguage<ClaimReader> claims;
  PerLanguage<EventCoder> events;
};

Result<Engine> Engine::load(const EngineOptions& options) {
  const auto& root = options.data_root;
  const auto lang = root / "lang";
  auto language = LanguageDetector::load(lang);
  if (!language) return std::unexpected(std::move(language).error());
  auto tokenizer = Tokenizer::load(lang);
  if (!tokenizer) return std::unexpected(std::move(tokenizer).error());
  auto parser = Parser::load(root / "models");
  if (!parser) return std::unexpected(std::move(parser).error());
  auto mentions = MentionFinder::load(root);
  if (!mentions) return std::unexpected(std::move(mentions).error());
  auto places = PlaceFinder::load(root);
  if (!places) return std::unexpected(std::move(places).error());

  auto stages = std::make_unique<Stages>(Stages{std::move(*language),
                                                std::move(*tokenizer),
                                                std::move(*parser),
                                                std::move(*mentions),
                                                std::move(*places),
                                                {},
                                                {},
                                                {}});
  const auto& languages = stages->language.languages();
  auto fault = load_each(stages->times, languages, lang, "time.rules",
                         [&](const std::string& code) { return TimeReader::load(lang, code); });
  if (!fault) {
    fault = load_each(stages->claims, languages, lang, "cues.tsv",
                      [&](const std::string& code) { return ClaimReader::load(lang, code); });
  }
  if (!fault) {
    fault = load_each(stages->events, languages, lang, "events.tsv",
                      [&](const std::string& code) { return EventCoder::load(root, code); });
  }
  if (fault) return std::unexpected(std::move(*fault));
  return Engine(std::move(stages));
}

// The whole flow: each stage reads the document and the tables before it and gives its own.
Analysis Engine::analyse(const Document& document, const ReadOptions& options) const {
  Analysis a;
  a.lang =
      document.info().lang.empty() && !options.lang.empty() ? options.lang : stages_->language.language_of(document);
  Clock clock(a, options.stop_after);
  const auto missing = [&](std::string_view what) { a.notes.push_back("no " + std::string(what) + " for " + a.lang); };

  a.tokens = stages_->tokenizer.split(document, a.lang);
  if (a.tokens.cut) a.notes.emplace_back("the text was too long for the token table and was cut");
  if (clock.stops_after(Stage::token)) return a;

  a.words = stages_->parser.parse(document, a.tokens, a.lang, a.strings);
  if (clock.stops_after(Stage::parse)) return a;

  a.mentions = stages_->mentions.find(document, a.tokens, a.words, a.lang, a.strings);
  if (clock.stops_after(Stage::mention)) return a;

  if (!document.info().published.known()) a.notes.emplace_back("no document date: relative dates stay unresolved");
  if (const TimeReader* times = find(stages_->times, a.lang)) {
    a.times = times->read(document, a.tokens, a.words, policy_of(options), a.strings);
    if (a.times.zone_missing) a.notes.push_back("no time zone " + options.zone + ": the document's day is that of UTC");
  } else {
    missing("rules of time");
  }
  if (clock.stops_after(Stage::time)) return a;

  stages_->places.add_names(document, a.tokens, a.words, a.mentions, a.lang, a.strings);
  a.places = stages_->places.find(document, a.tokens, a.words, a.mentions, a.lang, a.strings);
  if (clock.stops_after(Stage::place)) return a;

  const ClaimReader* claims = find(stages_->claims, a.lang);
  if (claims == nullptr) {
    missing("words of saying");
    return a;
  }
  a.claims = claims->read(document, a.tokens, a.words, a.mentions, a.times, a.strings);
  if (clock.stops_after(Stage::claim)) return a;

  if (const EventCoder* events = find(stages_->events, a.lang)) {
    a.events = events->code(document, a.tokens, a.words, a.mentions, a.times, a.places, a.claims, a.strings);
  } else {
    missing("words of events");
  }
  clock.stops_after(Stage::event);
  return a;
}

Record Engine::record_of(const Document& document, const Analysis& a, const ReadOptions& options) const {
  const RecordSources sources{document, a.lang, a.tokens, a.mentions, a.times, a.places, a.claims, a.events, a.strings};
  Record record = assemble_record(sources, {options.mentions, options.min_confidence});
  record.document.notes.insert(record.document.notes.end(), a.notes.begin(), a.notes.end());
  return record;
}

Document Engine::document(std::string_view bytes, DocumentInfo given) { return make_document(bytes, std::move(given)); }

Record Engine::read(const Document& document, const ReadOptions& options) const {
  return record_of(document, analyse(document, options), options);
}

void Engine::read_all(const std::function<std::optional<Document>()>& next, const std::function<void(Record)>& take,
                      const ReadOptions& options, unsigned threads) const {
  run_in_order(next, [&](const Document& document) { return read(document, options); }, take, threads);
}

const std::vector<std::string>& Engine::languages() const& { return stages_->language.languages(); }

Engine::Engine(std::unique_ptr<const Stages> stages) : stages_(std::move(stages)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

}  // namespace depesje
