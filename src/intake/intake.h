// SPDX-License-Identifier: Apache-2.0
//
// Intake: files, folders, globs, lists of files and standard input → documents, one at a time. Compression and format
// are recognised by content (doc/manual/inputs.md says which, and how each field is mapped). Memory is bounded: JSON
// Lines, CSV and WARC are streamed record by record; other files are held whole, up to a limit.
//
//   Intake intake({"archive/", "new/*.xml.gz", "@files.txt", "-"}, {});
//   while (auto next = intake.next()) {
//     if (*next) use((*next)->document);
//     else tell(next->error());          // this document or file failed, and says where; the rest goes on
//   }
//
// What comes out depends on the sources alone, and so does its order. One thread at a time; documents are free values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "depesje/document.h"
#include "depesje/result.h"

namespace depesje {

enum class InputKind : std::uint8_t {
  automatic,  // by content
  text,
  jsonl,  // one object a line: our own fields, ninjs, or schema.org
  json,   // one value: such an object, an array of them, JSON Feed
  csv,
  rss,
  atom,
  json_feed,
  nitf,
  ninjs,
  newsml_g2,
  html,
  warc,  // and WET
};
std::string_view name_of(InputKind kind);                    // "newsml-g2"
std::optional<InputKind> input_kind(std::string_view name);  // also "auto", "wet"
const std::vector<std::string>& input_kind_names();          // for --from

struct IntakeLimits {
  std::size_t document_bytes = 16U << 20;     // text of one document; the rest is cut, with a note
  std::size_t whole_bytes = 256U << 20;       // of a file that must be held whole, of a record of a stream
  std::uint64_t expanded_bytes = 1ULL << 40;  // of a compressed file, expanded
  std::uint32_t expansion = 200;              // expanded to compressed bytes, once more than 64 MiB came out
  std::uint32_t depth = 512;                  // of nested elements or values
};

// One field of ours and the column of a CSV file it is read from.
struct ColumnMapping {
  std::string field, column;
};

struct IntakeOptions {
  InputKind kind = InputKind::automatic;
  std::string id;             // of a single text; wins over what a file with one article says
  std::string lang;           // of documents that bring none
  DateValue published;        // of documents that bring none; wins over the header of a plain text
  bool capture_date = false;  // pages of a WARC that do not say when they were published get the day of their capture
  std::vector<ColumnMapping> columns;  // --map
  IntakeLimits limits;
};

struct InputDocument {
  // What the key of a document rests on; the id is in document.info().id.
  enum class IdFrom : std::uint8_t { given, url, file, content };
  // As agencies mark it. A document that is not usable comes out too: a store may want to withdraw what it holds.
  enum class Standing : std::uint8_t { usable, withheld, canceled };

  Document document;  // ready for the engine
  std::string lead;   // a summary beside the text, where the input has one; not part of the text
  std::string byline;
  std::string version;  // as given: "3"
  DateValue updated;    // of this version; published is the first
  Standing standing = Standing::usable;
  IdFrom id_from = IdFrom::content;
  InputKind kind = InputKind::text;
  std::string file;          // as it was found; "-" is standard input
  std::uint64_t record = 1;  // of the file, from 1: document or failure
};

// Checks --map field=column; the field must be one of ours.
Result<ColumnMapping> parse_mapping(std::string_view text);

class Intake {
 public:
  struct Progress {
    std::size_t files = 0, files_done = 0;
    std::uint64_t bytes = 0, bytes_done = 0;  // as stored (compressed); bytes is 0 with standard input among the files
    std::string file;                         // that is being read
  };

  Intake(std::vector<std::string> sources, IntakeOptions options);
  Intake(Intake&&) noexcept;
  Intake& operator=(Intake&&) noexcept;
  ~Intake();

  // The next document, or what failed in its place; nothing at the end.
  std::optional<Result<InputDocument>> next();
  // Warnings since the last call: an option that is not used for a file, a field that is not understood.
  std::vector<Error> warnings();
  Progress progress() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The documents of these bytes, as if a file of that name held them: for tests, fuzzing and bindings.
std::vector<Result<InputDocument>> documents_of(std::string_view bytes, std::string name,
                                                const IntakeOptions& options = {});

}  // namespace depesje
