// SPDX-License-Identifier: Apache-2.0
//
// Checks the rules of each language against its lang/<code>/time.corpus (doc/formats/time-rules.md). Pure but for
// reading those files.
#include <algorithm>
#include <set>
#include <string>

#include "base/tsv.h"
#include "time/calendar.h"
#include "time/time_reader.h"

namespace depesje {
namespace {

constexpr std::string_view kLanguages[] = {"nb", "nn", "en"};

class Corpus {
 public:
  Corpus(const TimeReader& reader, std::string file, std::set<std::string>& used, std::vector<Error>& errors)
      : reader_(reader), file_(std::move(file)), used_(used), errors_(errors) {}

  void line(std::string_view text, std::uint32_t number) {
    number_ = number;
    if (text.starts_with("now ")) return now(text.substr(4));
    if (text.starts_with("policy ")) {
      policy_.tense_default =
          text.substr(7) == "future" ? TimePolicy::TenseDefault::future : TimePolicy::TenseDefault::past;
      return;
    }
    if (text.starts_with("! ")) {
      for (const auto& reading : readings(text.substr(2))) {
        if (reading.told) error("reads a time in a negative example: " + reading.rules);
      }
      return;
    }
    const bool ambiguous = text.starts_with("? ");
    if (ambiguous) text.remove_prefix(2);
    const std::size_t arrow = text.rfind(" => ");
    if (arrow == std::string_view::npos) return error("an example reads: TEXT => EDTF, or: ! TEXT");
    const std::string_view want = text.substr(arrow + 4), example = text.substr(0, arrow);
    const auto found = readings(example);
    std::set<std::string> values;
    std::string told = "nothing";
    for (const auto& reading : found) {
      if (!reading.told || reading.span.begin != 0 || reading.span.end != example.size()) continue;
      if (values.empty()) told = reading.value.edtf.empty() ? "none" : reading.value.edtf;
      values.insert(reading.value.edtf);
    }
    if (told != want)
      return error("«" + std::string(example) + "» is read as " + told + ", not as " + std::string(want));
    if (values.size() > 1 && !ambiguous)
      error("«" + std::string(example) + "» has " + std::to_string(values.size()) + " readings");
  }

 private:
  std::vector<TimeReader::Reading> readings(std::string_view text) {
    auto found = reader_.readings(text, now_, policy_);
    bool first = true;
    for (const auto& reading : found) {
      for (const std::string_view name : split_cell(reading.rules, " ")) {
        if (first) used_.emplace(name);
      }
      first = false;
      if (found.size() > 1) first = true;
    }
    return found;
  }

  void now(std::string_view text) {
    const auto interval = parse_date(text);
    if (!interval) return error("now takes a date");
    now_ = value_of({*interval});
  }

  void error(std::string what) { errors_.push_back({std::move(what), file_, number_, 0, {}}); }

  const TimeReader& reader_;
  std::string file_;
  std::set<std::string>& used_;
  std::vector<Error>& errors_;
  DateValue now_;
  TimePolicy policy_;
  std::uint32_t number_ = 0;
};

}  // namespace

std::vector<Error> check_time(const std::filesystem::path& lang_root) {
  std::vector<Error> errors;
  std::set<std::string> names, used;
  for (const std::string_view lang : kLanguages) {
    const std::filesystem::path path = lang_root / std::string(lang) / "time.corpus";
    if (!std::filesystem::exists(path)) continue;
    const Result<TimeReader> reader = TimeReader::load(lang_root, lang);
    if (!reader) {
      errors.push_back(reader.error());
      continue;
    }
    const Result<std::string> text = read_file(path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    for (const std::string& name : reader->rule_names()) names.insert(name);
    Corpus corpus(*reader, path.string(), used, errors);
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t end = std::min(text->find('\n', at), text->size());
      std::string_view line = std::string_view(*text).substr(at, end - at);
      at = end + 1;
      ++number;
      while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
      if (!line.empty() && line.front() != '#') corpus.line(line, number);
    }
  }
  for (const std::string& name : names) {
    if (!used.contains(name))
      errors.push_back(
          {"no example uses the rule «" + name + "»", (lang_root / "*" / "time.corpus").string(), 0, 0, "add one"});
  }
  return errors;
}

}  // namespace depesje
