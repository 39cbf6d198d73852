// SPDX-License-Identifier: Apache-2.0
//
// Synthetic records into a store, and the time of it: archive_bench STORE [EVENTS [SEED]].
// The same seed gives the same articles on every machine: numbers of events, parties, statements and sentences, the
// skew of actors (few do much, most do little) and the share of planned and denied acts follow what the engine finds in
// news. The words are made up of names and rule-like words; nobody should read them.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/writer.h"

namespace {

using namespace depesje;

// SplitMix64 (Steele, Lea, Flood 2014): the distributions of the standard library differ from one to the next.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>((next() >> 32U) * end >> 32U); }
  // 0 most often, large numbers seldom: about as 1 / (n + 1).
  std::uint32_t skewed(std::uint32_t end) {
    const double u = static_cast<double>(next() >> 11U) * 0x1p-53;
    return std::min(end - 1, static_cast<std::uint32_t>(std::pow(end, u)) - 1);
  }
  template <class List>
  auto& of(const List& list) {
    return list[below(static_cast<std::uint32_t>(std::size(list)))];
  }

 private:
  std::uint64_t state_;
};

constexpr const char* kCountries[] = {"USA", "RUS", "NOR", "SYR", "CHN", "GBR", "DEU", "FRA", "UKR",
                                      "TUR", "IRN", "ISR", "PRK", "KOR", "SWE", "DNK", "FIN", "POL",
                                      "ITA", "ESP", "IRQ", "AFG", "SAU", "EGY", "IND", "PAK", "JPN",
                                      "BRA", "VEN", "ZAF", "NGA", "SDN", "LBY", "YEM", "GRC", "HUN"};
struct Act {
  const char* type;
  const char* mode;
  const char* cameo;
  double score;
};
constexpr Act kActs[] = {{"CONSULT", "phone", "041", 1},    {"CONSULT", "visit", "042", 1.9},
                         {"CONSULT", "", "040", 1},         {"AGREE", "", "057", 8},
                         {"SUPPORT", "", "051", 3.4},       {"REQUEST", "", "100", -5},
                         {"ACCUSE", "", "112", -2},         {"REJECT", "", "120", -4},
                         {"THREATEN", "", "130", -4.4},     {"SANCTION", "", "163", -8},
                         {"ASSAULT", "aerial", "195", -10}, {"PROTEST", "", "141", -6.5},
                         {"MOBILIZE", "", "150", -7.2},     {"AID", "", "070", 7},
                         {"COERCE", "", "170", -7}};
constexpr const char* kStatus[] = {"occurred", "occurred", "occurred", "occurred", "ongoing", "planned", "conditional"};
constexpr std::uint32_t kActors = 50'000;
constexpr Day kFirstDay = 10957, kDays = 7305;  // 2000 to 2019

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  StoredArticle article(std::uint64_t number) {
    StoredArticle out;
    DocumentRecord& about = out.record.document;
    about.id = "synthetic-" + std::to_string(number);
    about.title = "Sak " + std::to_string(number);
    about.publisher = "Kilde " + std::to_string(random_.skewed(60));
    about.lang = "nb";
    const Day published = kFirstDay + static_cast<Day>(random_.below(kDays));
    about.published = day(published);
    const std::uint32_t sentences = 6 + random_.below(20);
    for (std::uint32_t i = 0; i < sentences; ++i) add_sentence(out);
    const std::uint32_t events = 1 + random_.below(8), statements = 2 + random_.below(8);
    for (std::uint32_t i = 0; i < events; ++i) add_event(out, i, published);
    for (std::uint32_t i = 0; i < statements; ++i) add_statement(out, i);
    return out;
  }

 private:
  static DateValue day(Day day) { return {"D" + std::to_string(day), day, day, Grain::day, {}}; }

  void add_sentence(StoredArticle& out) {
    StoredSentence row;
    row.start = static_cast<std::uint32_t>(out.text.size());
    const std::uint32_t words = 8 + random_.below(16);
    for (std::uint32_t i = 0; i < words; ++i) {
      const std::string word = "ord" + std::to_string(random_.skewed(60'000));
      (row.text += i == 0 ? "" : " ") += word;
      (row.lemmas += i == 0 ? "" : " ") += word;
    }
    row.text += '.';
    out.text += row.text + ' ';
    row.end = row.start + static_cast<std::uint32_t>(row.text.size());
    out.sentences.push_back(std::move(row));
  }
  TextRange word(const StoredArticle& article, const StoredSentence& sentence) {
    const std::uint32_t start = sentence.start + random_.below(sentence.end - sentence.start - 8);
    return {article.text.substr(start, 6), start, start + 6};
  }
  EntityRecord actor(const StoredArticle& article, const StoredSentence& sentence) {
    const std::uint32_t number = random_.skewed(kActors);
    TextRange where = word(article, sentence);
    EntityRecord out;
    out.text = std::move(where.text);
    out.start = where.start;
    out.end = where.end;
    out.name = "Person " + std::to_string(number);
    out.country = kCountries[number % std::size(kCountries)];
    out.sectors = {"GOV"};
    out.code = out.country + "GOV";
    out.id = number < 5000 ? "Q" + std::to_string(number) : "";
    return out;
  }

  void add_event(StoredArticle& out, std::uint32_t number, Day published) {
    const std::uint32_t at = random_.below(static_cast<std::uint32_t>(out.sentences.size()));
    const StoredSentence& sentence = out.sentences[at];
    const Act& act = random_.of(kActs);
    EventRecord event;
    event.id = Fnv64().add(out.record.document.id).add(number).hex();
    event.type = act.type;
    if (*act.mode != '\0') event.modes = {act.mode};
    event.cameo = act.cameo;
    event.score = act.score;
    event.actors = {actor(out, sentence)};
    if (event.type == "CONSULT" || event.type == "AGREE") event.actors.push_back(actor(out, sentence));
    else if (random_.below(10) < 7) event.recipients = {actor(out, sentence)};
    event.polarity = random_.below(25) == 0 ? "neg" : "pos";
    event.certainty = random_.below(6) == 0 ? "probable" : "certain";
    event.status = random_.of(kStatus);
    if (random_.below(5) > 0) event.date = DateRecord{day(published - static_cast<Day>(random_.skewed(400))), {}};
    event.evidence = {{at, sentence.start, sentence.end, word(out, sentence)}};
    event.derivation = {"frame f" + std::to_string(random_.skewed(2000)), "arguments subject object"};
    out.record.events.push_back(std::move(event));
  }

  void add_statement(StoredArticle& out, std::uint32_t number) {
    const StoredSentence& sentence = random_.of(out.sentences);
    StatementRecord said;
    said.id = Fnv64().add(out.record.document.id).add("said").add(number).hex();
    if (random_.below(4) > 0) said.speakers = {actor(out, sentence)};
    said.source_kind = "person";
    said.cue = word(out, sentence);
    said.cue_lemma = "si";
    said.cue_class = "say";
    said.form = random_.below(2) == 0 ? "direct" : "indirect";
    said.channel = "unknown";
    said.content = {{out.text.substr(sentence.start, 9), sentence.start, sentence.start + 9}};
    if (random_.below(2) == 0) said.about = {actor(out, sentence)};
    if (random_.below(4) == 0) said.events = {out.record.events.front().id};
    out.record.statements.push_back(std::move(said));
  }

  Random random_;
};

std::size_t rows_of(const StoredArticle& article) {
  std::size_t rows = 2 + 2 * article.sentences.size();  // with the search index
  for (const EventRecord& event : article.record.events) {
    const std::size_t parties = event.actors.size() + event.recipients.size();
    rows += 1 + parties + event.evidence.size() + 2 * (parties + (parties > 1));
  }
  for (const StatementRecord& said : article.record.statements) {
    rows += 1 + said.speakers.size() + said.about.size() + said.events.size();
  }
  return rows;
}

int run(const std::string& path, std::uint64_t wanted, std::uint64_t seed) {
  const auto fail_with = [](const Error& error) {
    std::fprintf(stderr, "archive_bench: %s\n", error.to_string().c_str());
    return 1;
  };
  auto writer = StoreWriter::open(
      path, {.edition = {"bench", "none", "none"}, .now = 1, .replace_always = false, .on_point = {}});
  if (!writer) return fail_with(writer.error());
  const auto cpu = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  double cpu_seconds = 0;
  using Clock = std::chrono::steady_clock;
  Generator generator(seed);
  std::uint64_t events = 0, rows = 0, articles = 0, text = 0;
  Clock::duration writing{};
  while (events < wanted) {
    const StoredArticle article = generator.article(articles++);
    events += article.record.events.size();
    rows += rows_of(article);
    text += article.text.size();
    const auto start = Clock::now();
    const double cpu_start = cpu();
    if (auto put = writer->put(article); !put) return fail_with(put.error());
    if (articles % 2000 == 0) {
      if (auto done = writer->commit(); !done) return fail_with(done.error());
    }
    writing += Clock::now() - start;
    cpu_seconds += cpu() - cpu_start;
    if (articles % 100'000 == 0) std::fprintf(stderr, "%llu events\n", static_cast<unsigned long long>(events));
  }
  const auto start = Clock::now();
  const double cpu_start = cpu();
  if (auto done = writer->finish(); !done) return fail_with(done.error());
  writing += Clock::now() - start;
  cpu_seconds += cpu() - cpu_start;
  const double seconds = std::chrono::duration<double>(writing).count();
  const auto pages = writer->database().integer("PRAGMA page_count").value_or(0);
  const auto size = writer->database().integer("PRAGMA page_size").value_or(0);
  const double beside = static_cast<double>(pages * size) - static_cast<double>(text);
  std::printf("articles %llu, events %llu, rows %llu, seconds %.1f (of the processor %.1f)\n",
              static_cast<unsigned long long>(articles), static_cast<unsigned long long>(events),
              static_cast<unsigned long long>(rows), seconds, cpu_seconds);
  std::printf("rows/s %.0f (per second of the processor %.0f), bytes beside the text %.0f an article\n",
              static_cast<double>(rows) / seconds, static_cast<double>(rows) / cpu_seconds,
              beside / static_cast<double>(articles));
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: archive_bench STORE [EVENTS [SEED]]\n");
    return 2;
  }
  return run(arguments[1], count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 10'000'000,
             count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1);
}
