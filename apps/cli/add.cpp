// SPDX-License-Identifier: Apache-2.0
//
// depesje add: articles into a store. The engine reads on all cores, one writer stores in the order of the input.
#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "command.h"
#include "depesje/engine.h"
#include "engine/ordered.h"
#include "inputs.h"
#include "output.h"
#include "progress.h"
#include "store/writer.h"
#include "stored.h"

namespace depesje::cli {
namespace {

constexpr std::size_t kArticlesPerCommit = 64;
constexpr std::chrono::milliseconds kCommitAfter{500};

struct Options {
  InputOptions input;
  ReadOptions read;
  std::string store;
  bool dry_run = false, again = false;
};

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// The first Ctrl-C ends at the next article, the second at once.
void listen_for_stop() {
  struct sigaction action{};
  action.sa_handler = [](int) { stop_asked = true; };
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// Tests kill the program at a point: DEPESJE_TEST_KILL=events:3 the third time it comes to "events".
std::function<void(std::string_view)> kill_point() {
  const char* wish = std::getenv("DEPESJE_TEST_KILL");
  if (wish == nullptr) return {};
  const std::string_view text = wish;
  const auto colon = text.find(':');
  int count = colon == std::string_view::npos ? 1 : std::atoi(wish + colon + 1);
  return [point = std::string(text.substr(0, colon)), count](std::string_view at) mutable {
    if (at == point && --count == 0) std::raise(SIGKILL);
  };
}

struct Job {
  Document document;
  bool withdrawn = false;
};
struct Outcome {
  StoredArticle article;
  bool withdrawn = false;
};

struct Counts {
  std::size_t added = 0, replaced = 0, unchanged = 0, withdrawn = 0, failed = 0;
};

class Adding {
 public:
  Adding(const Options& options, StoreWriter* writer, StoreCheck* check)
      : options_(options),
        writer_(writer),
        check_(check),
        intake_(options.input.files.empty() ? std::vector<std::string>{"-"} : options.input.files,
                options.input.intake()) {}

  // The next article the store does not have as it is.
  std::optional<Job> next() {
    while (!stop_asked && !broken()) {
      auto input = intake_.next();
      const std::scoped_lock lock(mutex_);
      const Intake::Progress at = intake_.progress();
      part_ = at.bytes == 0 ? -1 : static_cast<double>(at.bytes_done) / static_cast<double>(at.bytes);
      for (const Error& warning : intake_.warnings()) say(warning);
      if (!input) return std::nullopt;
      if (!*input) {
        fail_one(std::move(input->error()));
        continue;
      }
      if (auto job = wanted(std::move(**input))) return job;
    }
    return std::nullopt;
  }

  void take(Outcome outcome) {
    const std::scoped_lock lock(mutex_);
    if (fault_) return;
    if (outcome.withdrawn) {
      const DocumentRecord& about = outcome.article.record.document;
      const auto gone = writer_->withdraw(document_key(about.publisher, about.url, about.id));
      if (!gone) fault_ = gone.error();
      else if (*gone) ++pending_.withdrawn;
      else ++pending_.unchanged;
    } else {
      const auto put = writer_->put(outcome.article);
      if (!put) fault_ = put.error();
      else if (*put == PutOutcome::added) ++pending_.added;
      else if (*put == PutOutcome::replaced) ++pending_.replaced;
      else ++pending_.unchanged;
    }
    if (fault_) return;
    const auto now = std::chrono::steady_clock::now();
    if (++since_commit_ >= kArticlesPerCommit || now - last_commit_ >= kCommitAfter) commit();
    progress_.show(counts_.added + counts_.replaced + counts_.withdrawn, part_, "stored");
  }

  // What is reported as stored is stored.
  void commit() {
    if (writer_ == nullptr || fault_) return;
    if (auto done = writer_->commit(); !done) {
      fault_ = std::move(done).error();
      return;
    }
    counts_.added += pending_.added;
    counts_.replaced += pending_.replaced;
    counts_.withdrawn += pending_.withdrawn;
    counts_.unchanged += pending_.unchanged;
    pending_ = {};
    since_commit_ = 0;
    last_commit_ = std::chrono::steady_clock::now();
  }

  int finish() {
    commit();
    if (!fault_ && writer_ != nullptr) {
      if (auto done = writer_->finish(); !done) fault_ = std::move(done).error();
    }
    progress_.clear();
    if (fault_) tell(*fault_);
    const bool dry = options_.dry_run;
    std::string line = options_.store + ": " + with_commas(counts_.added) + (dry ? " would be added" : " added");
    line += ", " + with_commas(counts_.replaced) + " replaced, " + with_commas(counts_.unchanged) + " unchanged";
    if (counts_.withdrawn > 0) line += ", " + with_commas(counts_.withdrawn) + " withdrawn";
    tell(line + ", " + with_commas(counts_.failed) + " failed");
    if (fault_) return kStoreFailed;
    if (stop_asked) {
      tell("stopped; to go on, say the same command again: what is stored is passed over");
      return kStopped;
    }
    return counts_.failed > 0 ? kSomeFailed : kOk;
  }

 private:
  bool broken() {
    const std::scoped_lock lock(mutex_);
    return fault_.has_value();
  }
  void say(const Error& error) {
    progress_.clear();
    tell(error);
  }
  void fail_one(Error error) {
    ++counts_.failed;
    if (error.file == "-") error.file = "standard input";
    say(error);
  }

  std::optional<Job> wanted(InputDocument input) {
    const DocumentInfo& info = input.document.info();
    const std::int64_t key = document_key(info.publisher, info.url, info.id);
    const std::int64_t content = content_hash(input.document.text(), info.title, info.published.edtf);
    const bool withdrawn = input.standing != InputDocument::Standing::usable;
    if (input.id_from == InputDocument::IdFrom::file && info.url.empty()) {
      // Two files of one name are two articles, and one must not push out the other.
      const auto [other, fresh] = by_file_.try_emplace(key, content, input.file);
      if (!fresh && other->second.first != content) {
        fail_one(Error{"has the same id «" + info.id + "» as " + other->second.second, input.file, 0, 0,
                       "give the file another name, or use JSON Lines with an \"id\""});
        return std::nullopt;
      }
    }
    if (check_ != nullptr && !withdrawn && !options_.again) {
      const auto held = check_->holds(key, content);
      if (!held) {
        fault_ = held.error();
        return std::nullopt;
      }
      if (*held) {
        ++counts_.unchanged;
        progress_.show(counts_.added + counts_.replaced + counts_.withdrawn, part_, "stored");
        return std::nullopt;
      }
    }
    if (options_.dry_run) {
      count_dry(key, withdrawn);
      return std::nullopt;
    }
    return Job{std::move(input.document), withdrawn};
  }

  void count_dry(std::int64_t key, bool withdrawn) {
    const bool there = check_ != nullptr && check_->has(key).value_or(false);
    if (withdrawn) ++(there ? counts_.withdrawn : counts_.unchanged);
    else ++(there ? counts_.replaced : counts_.added);
    progress_.show(counts_.added + counts_.replaced, part_, "looked at");
  }

  const Options& options_;
  StoreWriter* writer_;
  StoreCheck* check_;
  Intake intake_;
  std::mutex mutex_;  // next and take may be at work at once
  Progress progress_;
  double part_ = -1;
  Counts counts_, pending_;
  std::size_t since_commit_ = 0;
  std::chrono::steady_clock::time_point last_commit_ = std::chrono::steady_clock::now();
  std::map<std::int64_t, std::pair<std::int64_t, std::string>> by_file_;
  std::optional<Error> fault_;
};

int dry_run(const Options& options) {
  std::optional<StoreCheck> check;
  std::error_code code;
  if (std::filesystem::exists(options.store, code)) {
    auto opened = StoreCheck::open(options.store);
    if (!opened) {
      tell(opened.error());
      return kStoreFailed;
    }
    check.emplace(std::move(*opened));
  }
  Adding adding(options, nullptr, check ? &*check : nullptr);
  while (adding.next()) continue;
  return adding.finish();
}

int run(const Command& command, Options& options) {
  if (const auto fault = options.input.fault()) {
    tell(*fault);
    return kUsage;
  }
  listen_for_stop();
  if (options.dry_run) return dry_run(options);
  const auto engine = load_engine(command, options.input);
  if (!engine) return engine.error();
  options.input.set(options.read);
  auto writer = StoreWriter::open(
      options.store,
      {.edition = edition_of(command.data_root), .now = 0, .replace_always = options.again, .on_point = kill_point()});
  if (!writer) {
    tell(writer.error());
    return kStoreFailed;
  }
  auto check = StoreCheck::open(options.store);
  if (!check) {
    tell(check.error());
    return kStoreFailed;
  }
  Adding adding(options, &*writer, &*check);
  run_in_order([&] { return adding.next(); },
               [&](Job job) {
                 Outcome outcome;
                 outcome.withdrawn = job.withdrawn;
                 if (!job.withdrawn) {
                   outcome.article = stored_article(*engine, job.document, options.read);
                   return outcome;
                 }
                 const DocumentInfo& info = job.document.info();
                 outcome.article.record.document.id = info.id;
                 outcome.article.record.document.url = info.url;
                 outcome.article.record.document.publisher = info.publisher;
                 return outcome;
               },
               [&](Outcome outcome) { adding.take(std::move(outcome)); }, options.input.threads);
  return adding.finish();
}

}  // namespace

void add_add(CLI::App& program, Command& command) {
  auto options = std::make_shared<Options>();
  CLI::App* add = program.add_subcommand("add", "read articles and keep their records in a store");
  add->add_option("STORE", options->store, "the store: one file, made where it is not there")->required();
  options->input.add_to(*add);
  add->add_flag("--dry-run", options->dry_run, "only say what would be added, replaced or left as it is");
  add->add_flag("--again", options->again, "read also what has not changed, for a newer engine");
  add->add_flag("--mentions", options->read.mentions, "also keep every person, organisation, place and time");
  add->add_option("--min-confidence", options->read.min_confidence, "leave out events trusted less (0 to 1)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  add->add_option("--threads", options->input.threads, "articles read at a time; 0 is one per core")
      ->capture_default_str();
  add->footer(
      "Examples:\n"
      "  depesje add news.depesje examples/\n"
      "  depesje add news.depesje - < articles.jsonl\n"
      "  depesje add --dry-run news.depesje archive/\n"
      "Exit codes: 0 all stored, 2 usage, 3 data or model cannot be loaded, 4 some articles failed, 5 stopped by\n"
      "Ctrl-C, 6 the store cannot be opened or written.");
  add->callback([&command, options] { command.run = [&command, options] { return run(command, *options); }; });
}

}  // namespace depesje::cli
