// SPDX-License-Identifier: Apache-2.0
//
// C++ and training time say the same: a tiny network with random weights (testdata/tiny.model) and what PyTorch said of
// a few sentences (testdata/tiny.expected), both made by training/parity.py; with the portable and the fastest kernels.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/tsv.h"
#include "base/unicode.h"
#include "parse/features.h"
#include "parse/network.h"
#include "parse/tree.h"

using namespace depesje;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(DEPESJE_SOURCE_DIR) / "src/parse/testdata";

struct Expected {
  std::string form, lemma, upos, feats, name;
  std::uint32_t greedy_head;
};

struct ExpectedSentence {
  std::string lang;
  std::vector<Expected> words;
};

std::vector<ExpectedSentence> read_expected() {
  const auto bytes = read_file(kFolder / "tiny.expected");
  REQUIRE(bytes.has_value());
  std::vector<ExpectedSentence> sentences;
  for (const std::string_view line : split_cell(*bytes, "\n")) {
    if (line.starts_with('#')) continue;
    if (line.starts_with("@ ")) {
      sentences.push_back({std::string(line.substr(2)), {}});
      continue;
    }
    const auto cells = split_cell(line, "\t");
    REQUIRE(cells.size() == 6);
    sentences.back().words.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2]),
                                      std::string(cells[3]), std::string(cells[4]),
                                      static_cast<std::uint32_t>(std::stoul(std::string(cells[5])))});
  }
  return sentences;
}

void check_with(const Kernels& kernels) {
  const auto network = Network::load(kFolder / "tiny.model", kernels);
  REQUIRE(network.has_value());
  for (const ExpectedSentence& sentence : read_expected()) {
    NetworkScratch scratch;
    scratch.input.clear();
    bool first = true;
    for (const Expected& word : sentence.words) {
      network->add_word(to_lower(word.form), word_shape(word.form, first), scratch.input);
      first = first && !has_letter_or_digit(word.form);
    }
    scratch.input.sentences.push_back(static_cast<std::uint32_t>(sentence.words.size()));
    network->run(sentence.lang == "nb" ? 0 : 1, scratch);
    std::vector<std::uint32_t> greedy;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      const Expected& word = sentence.words[i];
      const Network::Tag& tag = network->tags()[scratch.output.tags[i]];
      const Network::NameLabel name = network->names()[scratch.output.names[i]];
      std::string lemma;
      network->scripts()[scratch.output.scripts[i]].apply(word.form, to_lower(word.form), lemma);
      CHECK(name_of(tag.upos) == word.upos);
      CHECK((tag.feats.empty() ? "_" : tag.feats) == word.feats);
      CHECK((lemma.empty() ? word.form : lemma) == word.lemma);
      const std::string label =
          name.type == NameType::none ? "O" : (name.begins ? "B-" : "I-") + std::string(name_of(name.type));
      CHECK(label == word.name);
      greedy.push_back(word.greedy_head);
    }
    CHECK(is_tree(scratch.output.heads));
    if (is_tree(greedy)) CHECK(scratch.output.heads == greedy);
  }
}

}  // namespace

TEST_CASE("portable kernels agree with training time") { check_with(kPortableKernels); }
TEST_CASE("this processor's kernels agree with training time") { check_with(best_kernels()); }

TEST_CASE("a damaged model file is refused, whatever is cut") {
  const auto bytes = read_file(kFolder / "tiny.model");
  REQUIRE(bytes.has_value());
  const auto path = std::filesystem::temp_directory_path() / "depesje_cut.model";
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, std::size_t{64}, std::size_t{700}, bytes->size() / 2, bytes->size() - 1}) {
    FILE* file = std::fopen(path.c_str(), "wb");
    REQUIRE(file != nullptr);
    std::fwrite(bytes->data(), 1, size, file);
    std::fclose(file);
    CHECK_FALSE(Network::load(path).has_value());
  }
  std::filesystem::remove(path);
}
