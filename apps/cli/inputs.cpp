// SPDX-License-Identifier: Apache-2.0
#include "inputs.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "base/tsv.h"
#include "output.h"
#include "text/json_lines.h"
#include "text/published.h"

namespace depesje::cli {
namespace {

struct Magic {
  std::string_view bytes, name;
};
// Files that are plainly something else. A text that begins so can be forced with --from text.
constexpr Magic kOtherFormats[] = {
    {"%PDF-", "PDF"},
    {"PK\x03\x04", "a ZIP archive or office document"},
    {"\x89PNG", "a PNG picture"},
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"\x1F\x8B", "gzip"},
    {"BZh", "bzip2"},
    {"\xFD"
     "7zXZ",
     "xz"},
    {"\x7F"
     "ELF",
     "a program"},
    {"{\\rtf", "RTF"},
    {"<?xml", "XML"},
    {"<!DOCTYPE", "HTML"},
    {"<!doctype", "HTML"},
    {"<html", "HTML"},
    {"<HTML", "HTML"},
};

std::optional<std::string_view> other_format(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  for (const Magic& magic : kOtherFormats) {
    if (bytes.starts_with(magic.bytes)) return magic.name;
  }
  return std::nullopt;
}

Result<std::string> read_standard_input() {
  std::string bytes;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof(buffer));
    if (count == 0) return bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return std::unexpected(Error{std::string("cannot be read: ") + std::strerror(errno), "standard input", 0, 0,
                                   "give a file, or text through a pipe"});
    }
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

void InputOptions::add_to(CLI::App& command) {
  command.add_option("FILE", files, "articles; - is standard input (the default)");
  command.add_option("--from", from, "format of the input: auto, text, jsonl")
      ->check(CLI::IsMember({"auto", "text", "jsonl"}))
      ->capture_default_str();
  command.add_option("--date", date, "date of a single text, in any precision: 2017, 2017-05, 2017-05-02 (EDTF)");
  command.add_option("--id", id, "id of a single text; else the file's name without its ending");
  command.add_option("--lang", lang, "language of texts that bring none: nb, nn, en; else it is detected");
  command.add_option("--tense-default", tense_default, "where a bare weekday points if no verb says so: past, future")
      ->check(CLI::IsMember({"past", "future"}))
      ->capture_default_str();
}

std::optional<std::string> InputOptions::fault() const {
  if (files.size() > 1 && !id.empty())
    return "--id holds for one text; give one FILE, or use JSON Lines with an \"id\"";
  if (files.size() > 1 && !date.empty()) {
    return "--date holds for one text; give one FILE, or use JSON Lines with \"published\"";
  }
  if (!date.empty()) {
    if (const auto parsed = parse_published(date); !parsed) return "--date: " + parsed.error().to_string();
  }
  if (files.empty() && isatty(STDIN_FILENO) != 0) return "nothing to read; name a FILE, or - to type a text";
  return std::nullopt;
}

std::optional<std::string> InputOptions::language_fault(const Engine& engine) const {
  if (const auto& known = engine.languages(); !lang.empty() && std::ranges::find(known, lang) == known.end()) {
    std::string names;
    for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
    return "--lang: unknown language «" + lang + "»; use one of: " + names;
  }
  return std::nullopt;
}

void InputOptions::set(ReadOptions& options) const {
  options.lang = lang;
  options.tense_default =
      tense_default == "future" ? ReadOptions::TenseDefault::future : ReadOptions::TenseDefault::past;
}

Inputs::Inputs(const InputOptions& options) : options_(options) {}
Inputs::~Inputs() = default;

std::optional<Document> Inputs::next() {
  for (;;) {
    if (lines_) {
      auto document = lines_->next();
      if (document && document->has_value()) return std::move(**document);
      if (document) complain(document->error());
      else lines_.reset();
      continue;
    }
    const std::size_t count = std::max<std::size_t>(1, options_.files.size());
    if (at_ == count) return std::nullopt;
    const std::string file = options_.files.empty() ? "-" : options_.files[at_];
    ++at_;
    if (auto document = open(file)) return document;
  }
}

// The document of a text; JSON Lines are left open for next().
std::optional<Document> Inputs::open(const std::string& file) {
  const bool standard = file == "-";
  file_ = standard ? "standard input" : file;
  auto bytes = standard ? read_standard_input() : read_file(file);
  if (!bytes) {
    complain(bytes.error());
    return std::nullopt;
  }
  bytes_ = std::move(*bytes);
  if (options_.from == "auto") {
    if (const auto other = other_format(bytes_)) {
      complain(Error{"looks like " + std::string(*other) + ", which cannot be read", file_, 0, 0,
                     "give plain text or JSON Lines, or insist with --from text"});
      return std::nullopt;
    }
  }
  if (options_.from == "jsonl" || (options_.from == "auto" && sniff_format(bytes_) == InputFormat::jsonl)) {
    if (!options_.id.empty() || !options_.date.empty()) {
      tell(Error{"--id and --date are not used for JSON Lines", file_, 0, 0, "its lines bring their own"});
    }
    lines_ = std::make_unique<JsonLinesReader>(bytes_, file_);
    return std::nullopt;
  }
  DocumentInfo info;
  info.id = options_.id;
  if (info.id.empty() && !standard) info.id = std::filesystem::path(file).stem().string();
  info.lang = options_.lang;
  if (!options_.date.empty()) info.published = *parse_published(options_.date);
  return Engine::document(bytes_, std::move(info));
}

void Inputs::complain(const Error& error) {
  failed_ = true;
  tell(error);
}

}  // namespace depesje::cli
