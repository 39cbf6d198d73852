// SPDX-License-Identifier: Apache-2.0
//
// The two ways out: data to standard output, messages to standard error.
// A reader that closes its end early (`… | head`) ends the output quietly. Called by one thread at a time.
#pragma once

#include <cstddef>
#include <string_view>

#include "depesje/result.h"

namespace depesje::cli {

class Output {
 public:
  // False once nobody reads any more or the disk is full; then nothing is written.
  bool write(std::string_view bytes);
  // Writes what is buffered. kOk, or kSomeFailed (with a message) where bytes were lost for another reason than a
  // closed pipe.
  int finish();
  bool open() const { return open_; }

 private:
  void fail();

  bool open_ = true;
  int error_ = 0;
};

// "depesje: what" on standard error.
void tell(std::string_view what);
inline void tell(const Error& error) { tell(error.to_string()); }

struct Terminal {
  std::size_t width = 100;
  bool colours = false;  // only on a terminal, and never with NO_COLOR (https://no-color.org)
};
Terminal terminal();

}  // namespace depesje::cli
