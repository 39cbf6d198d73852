// SPDX-License-Identifier: Apache-2.0
//
// What all subcommands share: exit codes, and the functions that add them to the program. Each subcommand is one file;
// it declares its options and leaves what is to be done in `Command`.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace depesje::cli {

// Written down in doc/manual/depesje.md.
inline constexpr int kOk = 0;
inline constexpr int kFaults = 1;       // check or eval found something wrong
inline constexpr int kUsage = 2;        // the command line is not understood
inline constexpr int kCannotLoad = 3;   // data or model missing or damaged
inline constexpr int kSomeFailed = 4;   // some inputs could not be read, or the output could not be written
inline constexpr int kStopped = 5;      // by Ctrl-C; what was reported as done is done
inline constexpr int kStoreFailed = 6;  // the store cannot be opened, read or written

struct Command {
  std::string data_root;
  std::function<int()> run;  // set by the subcommand that was chosen
};

void add_read(CLI::App& program, Command& command);
void add_add(CLI::App& program, Command& command);
void add_ask(CLI::App& program, Command& command);  // timeline, contacts, relation, said, upcoming, search, …
void add_explain(CLI::App& program, Command& command);
void add_check(CLI::App& program, Command& command);
void add_eval(CLI::App& program, Command& command);

}  // namespace depesje::cli
