// SPDX-License-Identifier: Apache-2.0
//
// Progress of a long run on standard error: on a terminal one line that is written over, with rate and time left;
// elsewhere a line every ten seconds. One thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace depesje::cli {

class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  // `part` of the whole, from 0 to 1; below 0 = not known.
  void show(std::size_t articles, double part, std::string_view doing);
  // Takes the line away, so that a message can stand there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_ = false, shown_ = false;
  Clock::time_point start_, last_;
};

// "1,234", "3 min 20 s".
std::string with_commas(std::uint64_t number);
std::string duration(double seconds);

}  // namespace depesje::cli
