// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <utility>

#include "intake/article.h"
#include "intake/byte_stream.h"
#include "intake/reader.h"
#include "intake/sources.h"

namespace depesje {
namespace {

// One file while it is read.
struct OpenFile {
  OpenFile(std::unique_ptr<ByteSource> source, std::string name, const IntakeOptions& given)
      : options(given), file(std::move(name)), stream(std::move(source), given.limits) {}

  const IntakeOptions& options;
  std::string file;
  ByteStream stream;
  std::unique_ptr<RecordReader> reader;
  InputKind kind = InputKind::automatic;
  std::uint64_t record = 0;
  bool ended = false, told_id = false;

  std::optional<Result<InputDocument>> next(std::vector<Error>& warnings) {
    if (ended) return std::nullopt;
    if (!reader) {
      const auto recognised = recognise(stream, file, options);
      if (!recognised) {
        ended = true;
        return std::unexpected(recognised.error());
      }
      // Damage that leaves nothing to look at.
      if (stream.fault() && stream.at_end()) {
        ended = true;
        Error fault = *stream.fault();
        fault.file = file;
        return std::unexpected(std::move(fault));
      }
      kind = *recognised;
      reader = reader_for(kind, stream, options);
    }
    auto article = reader->next();
    if (!article) {
      ended = true;
      return std::nullopt;
    }
    ++record;
    if (!*article) {
      Error error = std::move(article->error());
      error.file = file;
      return std::unexpected(std::move(error));
    }
    if (!reader->alone() && !options.id.empty() && !std::exchange(told_id, true))
      warnings.push_back(Error{"the id that was given is not used: it may hold many documents", file, 0, 0, {}});
    Origin origin{file, record, reader->alone(),
                  (*article)->kind == InputKind::text || (*article)->kind == InputKind::jsonl};
    return document_of(*std::move(*article), origin, options);
  }
};

}  // namespace

struct Intake::State {
  State(const std::vector<std::string>& sources, IntakeOptions given)
      : options(std::move(given)), files(files_of(sources)) {
    for (const SourceFile& file : files) {
      endless |= file.path == "-";
      all_bytes += file.bytes;
    }
  }

  IntakeOptions options;
  std::vector<SourceFile> files;
  std::size_t at = 0;  // next file
  std::unique_ptr<OpenFile> open;
  std::uint64_t all_bytes = 0, done_bytes = 0;
  bool endless = false;
  std::vector<Error> warnings;
};

Intake::Intake(std::vector<std::string> sources, IntakeOptions options)
    : state_(std::make_unique<State>(sources, std::move(options))) {}
Intake::Intake(Intake&&) noexcept = default;
Intake& Intake::operator=(Intake&&) noexcept = default;
Intake::~Intake() = default;

std::optional<Result<InputDocument>> Intake::next() {
  State& state = *state_;
  for (;;) {
    if (state.open) {
      if (auto document = state.open->next(state.warnings)) return document;
      state.open.reset();
      state.done_bytes += state.files[state.at - 1].bytes;
    }
    if (state.at == state.files.size()) return std::nullopt;
    const SourceFile& file = state.files[state.at++];
    if (file.fault) return std::unexpected(*file.fault);
    auto source = file_source(file.path);
    if (!source) return std::unexpected(source.error());
    state.open = std::make_unique<OpenFile>(*std::move(source), file.path, state.options);
  }
}

std::vector<Error> Intake::warnings() { return std::exchange(state_->warnings, {}); }

Intake::Progress Intake::progress() const {
  const State& state = *state_;
  Progress progress;
  progress.files = state.files.size();
  progress.files_done = state.at - (state.open != nullptr);
  progress.bytes = state.endless ? 0 : state.all_bytes;
  progress.bytes_done = state.done_bytes + (state.open ? state.open->stream.stored_bytes() : 0);
  if (state.open) progress.file = state.open->file;
  return progress;
}

std::vector<Result<InputDocument>> documents_of(std::string_view bytes, std::string name,
                                                const IntakeOptions& options) {
  std::vector<Result<InputDocument>> out;
  std::vector<Error> warnings;
  OpenFile file(memory_source(bytes), std::move(name), options);
  while (auto document = file.next(warnings)) out.push_back(*std::move(document));
  return out;
}

}  // namespace depesje
