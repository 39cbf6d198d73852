// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a file of any format: documents in good UTF-8, or errors that say something. The last byte picks the
// format, so that the seeds under tests/inputs are read as what they are:
//   build-fuzz/fuzz/fuzz_intake -max_total_time=60 NEW_FOLDER tests/inputs
#include <cstdint>
#include <string_view>

#include "intake/intake.h"
#include "invariants.h"

using namespace depesje;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  IntakeOptions options;
  options.limits.whole_bytes = 1U << 20;
  options.limits.document_bytes = 1U << 16;
  options.limits.expanded_bytes = 4U << 20;
  options.columns = {{"title", "Tittel"}};
  const auto last = size == 0 ? 0U : data[size - 1];
  if (last >= 128 && last <= 128U + static_cast<unsigned>(InputKind::warc))
    options.kind = static_cast<InputKind>(last - 128);
  for (const auto& document : documents_of(bytes, "input", options)) {
    if (!document) {
      require(!document.error().what.empty() && document.error().file == "input");
      continue;
    }
    check_document(document->document);
    const DocumentInfo& info = document->document.info();
    for (const auto* field : {&info.id, &info.title, &info.url, &info.publisher, &info.lang, &document->lead,
                              &document->byline, &document->version})
      require(is_utf8(*field));
    require(document->record > 0);
  }
  return 0;
}
