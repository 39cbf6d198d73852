// SPDX-License-Identifier: Apache-2.0
#include "progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "output.h"

namespace depesje::cli {

std::string with_commas(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::max(0.0, seconds) + 0.5);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

Progress::Progress() : start_(Clock::now()), last_(start_) {
  const char* kind = std::getenv("TERM");
  terminal_ = isatty(STDERR_FILENO) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
}

void Progress::show(std::size_t articles, double part, std::string_view doing) {
  const auto now = Clock::now();
  const std::chrono::duration<double> since = now - last_, whole = now - start_;
  if (since.count() < (terminal_ ? 0.1 : 10.0)) return;
  last_ = now;
  const double rate = static_cast<double>(articles) / std::max(whole.count(), 1e-3);
  std::string line = with_commas(articles) + " articles " + std::string(doing) + ", " +
                     (rate < 10 ? std::to_string(rate).substr(0, 3) : std::to_string(static_cast<int>(rate))) + "/s";
  if (part > 0) {
    line += ", " + std::to_string(static_cast<int>(part * 100)) + " %, " + duration(whole.count() * (1 - part) / part) +
            " left";
  }
  if (!terminal_) return tell(line);
  constexpr int kWidth = 20;
  std::string bar;
  if (part >= 0) {
    const int full = std::clamp(static_cast<int>(part * kWidth), 0, kWidth);
    bar = '[' + std::string(static_cast<std::size_t>(full), '#') +
          std::string(static_cast<std::size_t>(kWidth - full), ' ') + "] ";
  }
  line = "\r\x1B[K" + bar + line;
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (shown_) std::fputs("\r\x1B[K", stderr);
  shown_ = false;
}

}  // namespace depesje::cli
