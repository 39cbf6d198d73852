// SPDX-License-Identifier: Apache-2.0
//
// Any bytes → document → tokens → times, without trees: forms decide. The first byte picks the document's date.
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/string_pool.h"
#include "invariants.h"
#include "text/document_reader.h"
#include "time/calendar.h"
#include "time/time_reader.h"
#include "token/tokenizer.h"

using namespace depesje;

namespace {

void check_times(const Document& document, const TokenTable& tokens, const TimeTable& table) {
  std::uint32_t at = 0, row = 0;
  require(table.hints.size() == tokens.tokens.size());
  for (const TimeMention& time : table.mentions) {
    require(time.span.begin >= at && time.span.end > time.span.begin && document.body().contains(time.span));
    at = time.span.end;
    require(is_utf8(document.at(time.span)));
    require(time.tokens.begin < time.tokens.end && time.tokens.end <= tokens.tokens.size());
    require(index(time.head) >= time.tokens.begin && index(time.head) < time.tokens.end);
    require(time.earliest == kNoDay || time.latest == kNoDay || time.earliest <= time.latest);
    require(time.candidates.begin == row && time.candidates.end >= row);
    row = time.candidates.end;
    require(row <= table.candidate_days.size());
    for (std::uint32_t i = time.candidates.begin; i < time.candidates.end; ++i) {
      const Day day = table.candidate_days[i];
      require(day >= time.earliest && day <= time.latest);
      require(i == time.candidates.begin || day > table.candidate_days[i - 1]);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto tokenizer = Tokenizer::load(DEPESJE_SOURCE_DIR "/lang");
  static const auto nb = TimeReader::load(DEPESJE_SOURCE_DIR "/lang", "nb");
  static const auto nn = TimeReader::load(DEPESJE_SOURCE_DIR "/lang", "nn");
  static const auto en = TimeReader::load(DEPESJE_SOURCE_DIR "/lang", "en");
  require(tokenizer.has_value() && nb.has_value() && nn.has_value() && en.has_value());
  static constexpr std::string_view kDates[] = {"2017-05-10", "2017-05",    "2016-02-29", "2017",
                                                "",           "0001-01-01", "9999-12-31"};
  DocumentInfo info;
  if (size > 0) {
    const std::string_view date = kDates[data[0] % std::size(kDates)];
    if (const auto day = parse_date(date)) info.published = value_of({*day});
    ++data;
    --size;
  }
  const Document document = make_document({reinterpret_cast<const char*>(data), size}, info, 1U << 16);
  for (const auto& [lang, reader] :
       {std::pair<std::string_view, const TimeReader*>{"nb", &*nb}, {"nn", &*nn}, {"en", &*en}}) {
    const TokenTable tokens = tokenizer->split(document, lang);
    StringPool strings;
    TimePolicy policy;
    if (size % 2 == 1) policy.tense_default = TimePolicy::TenseDefault::future;
    check_times(document, tokens, reader->read(document, tokens, {}, policy, strings));
  }
  return 0;
}
