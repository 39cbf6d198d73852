// SPDX-License-Identifier: Apache-2.0
#include "event/event_corpus.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/tsv.h"
#include "time/calendar.h"

namespace depesje {
namespace {

class CorpusReader {
 public:
  CorpusReader(EventCorpus& corpus, std::vector<Error>& faults) : corpus_(corpus), faults_(faults) {}

  void line(std::string_view text) {
    ++number_;
    if (text.empty() || text.starts_with('#')) return;
    if (text.starts_with("@now ")) {
      const auto day = parse_date(text.substr(5));
      if (day) corpus_.now = value_of({*day});
      else fault("@now takes a date", "write it as 2026-11-22");
    } else if (text.starts_with("== ")) {
      frame_ = text.substr(3);
    } else if (text.starts_with("+ ") || text.starts_with("- ")) {
      if (frame_.empty()) return fault("example before the first frame", "begin a block with «== frame»");
      example(text);
    } else {
      fault("line is neither a frame, an example nor a comment", "begin it with «== », «+ », «- », «@now » or «#»");
    }
  }

 private:
  void example(std::string_view text) {
    const std::size_t tab = text.find('\t');
    CorpusExample out;
    out.frame = frame_;
    out.line = number_;
    out.fires = text.front() == '+';
    out.sentence = text.substr(2, tab == std::string_view::npos ? tab : tab - 2);
    if (tab != std::string_view::npos) {
      for (const std::string_view want : split_cell(text.substr(tab + 1), " \t")) {
        if (want.starts_with("A=")) out.actors = codes(want.substr(2));
        else if (want.starts_with("R=")) out.recipients = codes(want.substr(2));
        else if (want.starts_with("trigger=")) out.trigger = want.substr(8);
        else fault("unknown condition «" + std::string(want) + "»", "use A=CODE,CODE R=CODE or trigger=word");
      }
    }
    corpus_.examples.push_back(std::move(out));
  }

  static std::vector<std::string> codes(std::string_view cell) {
    std::vector<std::string> out;
    for (const std::string_view code : split_cell(cell, ",")) {
      if (code != "-") out.emplace_back(code);
    }
    std::ranges::sort(out);
    return out;
  }

  void fault(std::string what, std::string hint) {
    faults_.push_back(Error{std::move(what), corpus_.file, number_, 1, std::move(hint)});
  }

  EventCorpus& corpus_;
  std::vector<Error>& faults_;
  std::string frame_;
  std::uint32_t number_ = 0;
};

}  // namespace

std::vector<EventCorpus> read_event_corpora(const std::filesystem::path& folder, std::vector<Error>& faults) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (const auto& file : std::filesystem::directory_iterator(folder, code)) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("event") && name.ends_with(".corpus")) files.push_back(file.path());
  }
  std::ranges::sort(files);
  std::vector<EventCorpus> out;
  for (const auto& file : files) {
    auto bytes = read_file(file);
    if (!bytes) {
      faults.push_back(bytes.error());
      continue;
    }
    EventCorpus& corpus = out.emplace_back();
    corpus.file = file.string();
    CorpusReader reader(corpus, faults);
    for (std::string_view rest = *bytes; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      reader.line(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
  return out;
}

}  // namespace depesje
