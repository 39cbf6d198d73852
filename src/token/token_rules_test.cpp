// SPDX-License-Identifier: Apache-2.0
#include "token/token_rules.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

using namespace depesje;

namespace {

// A folder of tables for one test, gone after it.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "depesje_token_rules_test") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
    write("abbreviations.tsv", "form\tkind\nkl.\tinner\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(std::string_view name, std::string_view text) const { std::ofstream(path_ / name) << text; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("tables are read") {
  Folder folder;
  folder.write("contractions.tsv", "form\tparts\ncannot\tcan|not\n");
  folder.write("clitics.tsv", "form\n's\nn't\n");
  folder.write("fixed.tsv", "form\nkm/t\n");
  folder.write("settings.tsv", "name\tvalue\nordinal_stop\tyes\n");
  const auto rules = TokenRules::load(folder.path());
  REQUIRE(rules.has_value());
  CHECK(rules->abbreviation("kl.") == AbbreviationKind::inner);
  CHECK(rules->abbreviation("ord.") == AbbreviationKind::none);
  CHECK(rules->contraction_cut("cannot") == 3);
  CHECK(rules->contraction_cut("don't") == 2);
  CHECK(rules->contraction_cut("n't") == 0);
  CHECK(rules->fixed_length("km/t er") == 4);
  CHECK(rules->fixed_length("km") == 0);
  CHECK(rules->settings().ordinal_stop);
  CHECK_FALSE(rules->settings().split_hyphen);
}

TEST_CASE("faults in tables are pointed at") {
  struct Case {
    std::string_view file, text, error;
    std::uint32_t line;
  };
  const Case cases[] = {
      {"abbreviations.tsv", "form\tkind\nkl.\tsometimes\n", "unknown kind", 2},
      {"contractions.tsv", "form\tparts\ncannot\tcan|nott\n", "parts", 2},
      {"settings.tsv", "name\tvalue\nordinal\tyes\n", "unknown setting", 2},
      {"settings.tsv", "name\tvalue\n\nordinal_stop\tja\n", "no switch", 3},
      {"fixed.tsv", "word\nx\n", "missing", 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    Folder folder;
    folder.write(c.file, c.text);
    const auto rules = TokenRules::load(folder.path());
    REQUIRE_FALSE(rules.has_value());
    CHECK(rules.error().what.find(c.error) != std::string::npos);
    CHECK(rules.error().line == c.line);
    CHECK_FALSE(rules.error().hint.empty());
  }
}
