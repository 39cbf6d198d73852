// SPDX-License-Identifier: Apache-2.0
//
// What the stages behind the parser take, and what they write, grows with the text and not with its square, whatever
// the text: each is read at a length and at six times that length. The parser is bounded by the longest sentence and
// would hide the rest, so its time is taken off. Processor time of this thread: a busy machine does not matter.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>

#include "depesje/engine.h"
#include "engine/analysis.h"
#include "record/json.h"

namespace depesje {
namespace {

// GCC and Clang each say in their own way that the sanitizer is on.
#if defined(__SANITIZE_ADDRESS__)
#define DEPESJE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DEPESJE_SANITIZED 1
#endif
#endif

#ifdef DEPESJE_SANITIZED
constexpr std::size_t kShort = 200;  // bytes; to be run, not timed
constexpr double kNoise = 60;        // seconds
#else
constexpr std::size_t kShort = 6000;
constexpr double kNoise = 0.5;  // what two parses of the same text may differ by on a busy machine
#endif
constexpr std::size_t kTimes = 6;
constexpr double kMost = 2.0 * kTimes;  // a square would be kTimes · kTimes

template <class Work>
double seconds_of(Work work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double start = now();
  work();
  return now() - start;
}

std::string repeated(std::string_view unit, std::size_t size) {
  std::string out = "date 2017-05\n\n";
  while (out.size() < size) out += unit;
  return out;
}

TEST_CASE("reading is linear in odd texts") {
  const auto engine = Engine::load({DEPESJE_SOURCE_DIR});
  REQUIRE(engine.has_value());
  ReadOptions parse_only;
  parse_only.stop_after = Stage::parse;
  for (const std::string_view unit :
       {"(a [b ", "Trump og Putin og ", "– Ja, sier han.\n", "ifølge Trump ",
        "«Trump sier «Putin mener «vi angriper». ", "tirsdag 4. april 2017 ", "TRUMP ANGREP SYRIA. ",
        "Trump angrep Syria tirsdag. ", "Han sier at han mener at de angrep. "}) {
    CAPTURE(std::string(unit));
    double seconds[2] = {};
    std::size_t bytes[2] = {};
    // A square shows every time, a busy machine not three times.
    for (int attempt = 0; attempt < 3; ++attempt) {
      for (const bool longer : {false, true}) {
        const Document document = Engine::document(repeated(unit, longer ? kTimes * kShort : kShort), {});
        const double parsed = seconds_of([&] { engine->analyse(document, parse_only); });
        std::string lines;
        seconds[longer] =
            std::max(0.0, seconds_of([&] { append_record_lines(lines, engine->read(document, {})); }) - parsed);
        bytes[longer] = lines.size();
      }
      if (seconds[1] < kMost * seconds[0] + kNoise) break;
    }
    CHECK(seconds[1] < kMost * seconds[0] + kNoise);
    CHECK(static_cast<double>(bytes[1]) < kMost * static_cast<double>(bytes[0]) + 4096);
  }
}

}  // namespace
}  // namespace depesje
