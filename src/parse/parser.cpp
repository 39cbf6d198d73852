// SPDX-License-Identifier: Apache-2.0
#include "parse/parser.h"

#include <algorithm>
#include <system_error>

#include "base/unicode.h"
#include "parse/features.h"

namespace depesje {
namespace {

// Whole sentences are run together up to this many words: enough to keep the matrix kernels busy, little enough for the
// cache.
constexpr std::size_t kBatchWords = 384;

}  // namespace

Result<Parser> Parser::load(const std::filesystem::path& models_folder, const Kernels& kernels) {
  std::vector<std::filesystem::path> files;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(models_folder, code)) {
    if (entry.path().extension() == ".model") files.push_back(entry.path());
  }
  if (files.empty()) {
    return std::unexpected(Error{"holds no *.model file", models_folder.string(), 0, 0,
                                 "check --data, or make one with training/export.py"});
  }
  std::ranges::sort(files);
  Parser parser;
  for (const auto& file : files) {
    auto network = Network::load(file, kernels);
    if (!network) return std::unexpected(std::move(network).error());
    parser.networks_.push_back(std::move(*network));
  }
  return parser;
}

WordTable Parser::parse(const Document& document, const TokenTable& tokens, std::string_view lang,
                        StringPool& strings) const {
  const Network* network = &networks_.front();
  std::size_t lang_row = 0;
  for (const Network& candidate : networks_) {
    const auto found = std::ranges::find(candidate.langs(), lang);
    if (found == candidate.langs().end()) continue;
    network = &candidate;
    lang_row = static_cast<std::size_t>(found - candidate.langs().begin());
    break;
  }
  WordTable table;
  table.words.resize(tokens.tokens.size());
  table.lower.resize(tokens.tokens.size());
  NetworkScratch scratch;
  NetworkInput& input = scratch.input;
  const auto sentences = std::span(tokens.sentences);
  for (std::size_t from = 0; from < sentences.size();) {
    input.clear();
    std::size_t to = from;
    for (; to < sentences.size() && (to == from || input.words() + sentences[to].tokens.size() <= kBatchWords); ++to) {
      bool first = true;
      for (std::uint32_t i = sentences[to].tokens.begin; i < sentences[to].tokens.end; ++i) {
        const std::string_view form = document.at(tokens.tokens[i].span);
        lower_into(form, scratch.lower);
        table.lower[i] = strings.add(scratch.lower);
        network->add_word(scratch.lower, word_shape(form, first), input);
        first = first && !has_letter_or_digit(form);
      }
      input.sentences.push_back(static_cast<std::uint32_t>(input.words()));
    }
    network->run(lang_row, scratch);
    std::size_t at = 0;
    for (; from < to; ++from) {
      const Rows rows = sentences[from].tokens;
      for (std::uint32_t i = rows.begin; i < rows.end; ++i, ++at) {
        const Network::Tag& tag = network->tags()[scratch.output.tags[at]];
        const std::string_view form = document.at(tokens.tokens[i].span);
        const std::string_view lower = strings.at(table.lower[i]);
        network->scripts()[scratch.output.scripts[at]].apply(form, lower, scratch.lemma);
        Word& word = table.words[i];
        word.lemma = strings.add(scratch.lemma.empty() ? form : std::string_view(scratch.lemma));
        word.feats = strings.add(tag.feats);
        word.upos = tag.upos;
        word.morph = tag.morph;
        const std::uint32_t head = scratch.output.heads[at];
        word.head = head == 0 ? kNone<TokenId> : static_cast<TokenId>(rows.begin + head - 1);
        word.deprel = network->relations()[scratch.output.relations[at]];
        const Network::NameLabel name = network->names()[scratch.output.names[at]];
        word.name = name.type;
        word.name_begins = name.begins;
      }
    }
  }
  index_children(table);
  return table;
}

}  // namespace depesje
