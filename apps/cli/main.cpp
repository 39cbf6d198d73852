// SPDX-License-Identifier: Apache-2.0
//
// depesje: the command line. One subcommand a file; the last door for exceptions of libraries.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>

#include "command.h"
#include "output.h"

namespace {

// A line for the fault, a line for the way out.
int usage_fault(const CLI::App& program, const CLI::ParseError& fault) {
  const auto chosen = program.get_subcommands();
  depesje::cli::tell(fault.what());
  depesje::cli::tell("see depesje " + (chosen.empty() ? "" : chosen.front()->get_name() + ' ') + "--help");
  return depesje::cli::kUsage;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace depesje::cli;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write, see Output
  try {
    CLI::App program(
        "Reads dated news and writes down the political record: who did what to whom, when, where, according to "
        "whom.",
        "depesje");
    Command command;
    command.data_root = DEPESJE_DATA;
    program.set_version_flag("--version", "depesje " DEPESJE_VERSION);
    program.add_option("--data", command.data_root, "folder that holds lang/, world/ and models/")
        ->capture_default_str();
    program.require_subcommand(1);
    program.fallthrough();  // --data may also stand behind the subcommand
    add_read(program, command);
    add_add(program, command);
    add_ask(program, command);
    add_explain(program, command);
    add_check(program, command);
    add_eval(program, command);
    program.footer(
        "Examples:\n"
        "  depesje read examples/telefonsamtale.txt\n"
        "  depesje explain examples/telefonsamtale.txt\n"
        "  depesje check\n"
        "Each subcommand has its own --help. Exit codes: 0 good, 1 check or eval found faults, 2 usage,\n"
        "3 data or model cannot be loaded, 4 some inputs failed, 5 stopped, 6 the store cannot be used.");
    try {
      program.parse(count, arguments);
    } catch (const CLI::ParseError& fault) {
      if (fault.get_exit_code() == 0) return program.exit(fault);  // --help, --version
      return usage_fault(program, fault);
    }
    return command.run();
  } catch (const std::exception& fault) {
    tell(std::string("cannot go on: ") + fault.what());
    return kCannotLoad;
  }
}
