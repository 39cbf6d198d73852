// SPDX-License-Identifier: Apache-2.0
//
// Document: one dated article, its text stored once. Span: a range of that text.
// The text is UTF-8 in normalised form (NFC, LF line ends); source_offset() leads back to the text as it was given.
// A Document is immutable once the text stage has made it; any number of threads may read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "depesje/date.h"

namespace depesje {

// Bytes of Document::text(), half-open.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  friend bool operator==(Span, Span) = default;
};
static_assert(sizeof(Span) == 8);

// What an input gives beside the text. Strings are empty where the input is silent.
struct DocumentInfo {
  std::string id;  // stable: given, else the URL, else a hash of the content
  std::string title;
  std::string url;
  std::string publisher;
  std::string lang;     // "nb", "nn", "en"; empty = to be detected
  DateValue published;  // in the precision it was given in
};

// One point of the map from text() back to the source: from this byte on, offsets run in step until the next point.
struct SourcePoint {
  std::uint32_t byte = 0;        // offset in text()
  std::uint32_t code_point = 0;  // offset in the source as given, in Unicode code points
};

class Document {
 public:
  Document() = default;
  // `map` is sorted by byte and has a point at 0 and at each place where source and text stop running in step
  // (a normalised letter, a dropped CR …). `body` is the part of the text to analyse (a `date …` header lies before
  // it).
  Document(DocumentInfo info, std::string text, Span body, const std::vector<SourcePoint>& map,
           std::vector<std::string> notes);

  const DocumentInfo& info() const& { return info_; }
  std::string_view text() const& { return text_; }
  std::string_view text() && = delete;  // a view must not outlive its document
  std::string_view at(Span span) const& { return text().substr(span.begin, span.size()); }
  std::string_view at(Span span) && = delete;
  Span body() const { return body_; }
  const std::vector<std::string>& notes() const& { return notes_; }

  // Where this byte of text() stood in the text as given, in Unicode code points (doc/formats/record.md).
  // O(log text).
  std::uint32_t source_offset(std::uint32_t byte) const;

 private:
  DocumentInfo info_;
  std::string text_;
  Span body_;
  std::vector<SourcePoint> map_;  // the points given, and more between them so that none lies far from the next
  std::vector<std::string> notes_;
};

}  // namespace depesje
