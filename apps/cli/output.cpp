// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "command.h"

namespace depesje::cli {

bool Output::write(std::string_view bytes) {
  if (open_ && std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) fail();
  return open_;
}

int Output::finish() {
  if (open_ && std::fflush(stdout) != 0) fail();
  if (error_ == 0 || error_ == EPIPE) return kOk;
  tell(std::string("standard output: cannot be written: ") + std::strerror(error_) + "; check the disk");
  return kSomeFailed;
}

void Output::fail() {
  open_ = false;
  error_ = errno;
}

void tell(std::string_view what) {
  const std::string line = "depesje: " + std::string(what) + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Terminal terminal() {
  Terminal out;
  const bool there = isatty(STDOUT_FILENO) != 0;
  winsize size{};
  if (there && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    out.width = size.ws_col;
  } else if (const char* columns = std::getenv("COLUMNS")) {
    std::size_t width = 0;
    const auto [end, error] = std::from_chars(columns, columns + std::strlen(columns), width);
    if (error == std::errc{} && width > 0) out.width = width;
  }
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  out.colours =
      there && (no_color == nullptr || *no_color == '\0') && kind != nullptr && std::string_view(kind) != "dumb";
  return out;
}

}  // namespace depesje::cli
