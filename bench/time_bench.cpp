// SPDX-License-Identifier: Apache-2.0
//
// depesje_time_bench FILE…: words a second of the time stage alone, on one core. The texts are read once as they are
// and once ten times over, so that a stage that is not linear shows.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "base/string_pool.h"
#include "base/tsv.h"
#include "text/document_reader.h"
#include "time/calendar.h"
#include "time/time_reader.h"
#include "token/tokenizer.h"

namespace depesje {
namespace {

// Of the processor, as the machine may be busy with other work.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(const char* name, const TimeReader& reader, const Document& document, const TokenTable& tokens) {
  double best = 1e9, spent = 0;
  std::size_t times = 0;
  for (int round = 0; round < 5 || spent < 1; ++round) {  // the best round: other work only ever adds
    StringPool strings;
    const double start = processor_seconds();
    times = reader.read(document, tokens, {}, {}, strings).mentions.size();
    const double seconds = processor_seconds() - start;
    best = std::min(best, seconds);
    spent += seconds;
  }
  const auto words = static_cast<double>(tokens.tokens.size());
  std::printf("%-10s %9zu words %7zu times %9.3f ms %11.0f words/s\n", name, tokens.tokens.size(), times, 1000 * best,
              words / best);
}

int run(int count, char** arguments) {
  std::string text;
  for (int i = 1; i < count; ++i) {
    const auto bytes = read_file(arguments[i]);
    if (!bytes) continue;
    text += *bytes + "\n\n";
  }
  const auto tokenizer = Tokenizer::load(DEPESJE_DATA "/lang");
  const auto reader = TimeReader::load(DEPESJE_DATA "/lang", "nb");
  if (text.empty() || !tokenizer || !reader) {
    std::fprintf(stderr, "usage: depesje_time_bench FILE…   (texts)\n");
    return 2;
  }
  std::string longer;
  for (int i = 0; i < 10; ++i) longer += text;
  for (const std::string* const part : {&text, &longer}) {
    DocumentInfo info;
    info.published = value_of({*parse_date("2017-05-10")});
    const Document document = make_document(*part, info);
    measure(part == &text ? "as it is" : "ten times", *reader, document, tokenizer->split(document, "nb"));
  }
  return 0;
}

}  // namespace
}  // namespace depesje

int main(int count, char** arguments) { return depesje::run(count, arguments); }
