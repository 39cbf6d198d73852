// SPDX-License-Identifier: Apache-2.0
//
// store_dump STORE: the canonical dump of a store (src/store/reader.h) after SQLite's own check. For tests.
#include <cstdio>
#include <string>

#include "store/migrations.h"
#include "store/reader.h"

int main(int count, char** arguments) {
  using namespace depesje;
  if (count != 2) return 2;
  const auto told = [](const Error& error) {
    std::fprintf(stderr, "store_dump: %s\n", error.to_string().c_str());
    return 1;
  };
  const auto database = open_store(arguments[1]);
  if (!database) return told(database.error());
  for (const char* check : {"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                            "SELECT count(*) FROM pragma_foreign_key_check"}) {
    const auto faults = database->integer(check);
    if (!faults) return told(faults.error());
    if (*faults != 0) return told(Error{"fails: " + std::string(check), arguments[1], 0, 0, {}});
  }
  const auto done =
      dump_store(*database, [](std::string_view part) { std::fwrite(part.data(), 1, part.size(), stdout); });
  return done ? 0 : told(done.error());
}
