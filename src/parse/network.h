// SPDX-License-Identifier: Apache-2.0
//
// Network: the front end's trained network, read from a model file: embeddings, a window of three words, SRU layers,
// and the heads for tags, lemmas, arcs, labels and names (training/network.py is its twin and its essay). Owns the
// mapped file; immutable once loaded; share it between threads. Scratch is the caller's, one per thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "infer/kernels.h"
#include "infer/model_file.h"
#include "parse/edit_script.h"
#include "parse/word.h"

namespace depesje {

inline constexpr std::uint32_t kUnknownWord = UINT32_MAX;

// What the network is asked about: words of whole sentences laid end to end.
struct NetworkInput {
  std::vector<std::uint32_t> known;         // per word its row of the word table, or kUnknownWord
  std::vector<std::uint32_t> grams;         // n-gram buckets of all words
  std::vector<std::uint32_t> gram_starts;   // per word where its n-grams begin, and one past the last
  std::vector<std::uint32_t> affixes;       // kAffixes buckets a word
  std::string lower;                        // lower-cased forms of all words, end to end
  std::vector<std::uint32_t> lower_starts;  // per word where its form begins in it, and one past the last
  std::vector<std::uint32_t> shapes;        // per word
  std::vector<std::uint32_t> sentences;     // first word of each, and one past the last
  std::size_t words() const { return shapes.size(); }
  void clear();
};

struct NetworkOutput {
  std::vector<std::uint32_t> tags;       // per word, row of Network::tags
  std::vector<std::uint32_t> scripts;    // per word, row of Network::scripts
  std::vector<std::uint32_t> heads;      // per word within its sentence: 0 = root, else position + 1
  std::vector<std::uint32_t> relations;  // per word, row of Network::relations
  std::vector<std::uint32_t> names;      // per word, row of Network::names
};

struct NetworkScratch {
  NetworkInput input;
  NetworkOutput output;
  std::vector<std::uint8_t> bytes;  // rows rounded for the quantised products, and their scales
  std::vector<float> scales;
  std::vector<float> embedded, window, x, normed, u, head, dep, relation, label, scores, steps;
  std::vector<std::uint32_t> tree;
  std::vector<std::uint8_t> back;
  std::string lower, lemma;
};

class Network {
 public:
  struct Tag {
    Upos upos;
    std::string_view feats;
    Morph morph;
  };
  struct NameLabel {
    NameType type = NameType::none;
    bool begins = false;
  };

  static Result<Network> load(const std::filesystem::path& file, const Kernels& kernels = best_kernels());

  // Appends a word: its lower-cased form and its shape (parse/features.h).
  void add_word(std::string_view lower, std::uint32_t shape, NetworkInput& input) const;
  // Reads scratch.input, fills scratch.output. `lang` is a row of langs().
  void run(std::size_t lang, NetworkScratch& scratch) const;

  const std::vector<std::string_view>& langs() const { return langs_; }
  const std::vector<Tag>& tags() const { return tags_; }
  const std::vector<EditScript>& scripts() const { return scripts_; }
  const std::vector<Deprel>& relations() const { return relations_; }
  const std::vector<NameLabel>& names() const { return names_; }

 private:
  struct Layer {
    std::span<const float> gain, bias, v, b;
    QuantizedDense project;
  };

  Network(ModelFile file, const Kernels& kernels) : file_(std::move(file)), kernels_(&kernels) {}
  Result<void> read_arrays();
  Result<void> read_labels();
  Result<Dense> dense(std::string_view name, std::size_t inputs, std::size_t outputs) const;
  Result<QuantizedDense> quantized(std::string_view name, std::size_t inputs, std::size_t outputs) const;
  void encode(std::size_t lang, NetworkScratch& scratch) const;
  void round_rows(const float* x, std::size_t rows, std::size_t width, NetworkScratch& scratch) const;
  // The script of a form (by its hash) under a tag as seen in training, or kUnknownWord.
  std::uint32_t seen(std::size_t lang, std::uint32_t hash, std::uint32_t tag) const;
  void choose_tags(std::size_t lang, NetworkScratch& scratch) const;
  // Chooses the tag of a word from its scores and the lexicon; gives the script seen for it, or kUnknownWord.
  std::uint32_t choose_tag(std::size_t lang, std::string_view lower, const float* scores, std::uint32_t& tag) const;
  void choose_tree(NetworkScratch& scratch) const;
  void choose_names(NetworkScratch& scratch) const;

  ModelFile file_;
  const Kernels* kernels_;
  std::size_t embed_ = 0, affix_ = 0, width_ = 0, arc_ = 0, relation_ = 0;
  std::uint32_t buckets_ = 0, affix_buckets_ = 0, word_count_ = 0;
  std::string_view word_text_;
  std::span<const std::uint32_t> word_starts_, word_slots_, lexicon_keys_, lexicon_scripts_;
  std::span<const std::int8_t> word_rows_, gram_rows_, affix_rows_;
  std::span<const float> word_scales_, gram_scales_, affix_scales_, shape_, lang_, in_gain_, in_bias_, out_gain_,
      out_bias_;
  std::span<const float> arc_bias_, arc_root_, rel_root_, name_steps_;
  QuantizedDense window_, arc_dep_, arc_head_, rel_dep_, rel_head_, tag_, script_hidden_, name_;
  Dense arc_weight_, rel_out_, script_;
  std::vector<Layer> layers_;
  std::vector<std::string_view> langs_;
  std::vector<Tag> tags_;
  std::vector<EditScript> scripts_;
  std::vector<Deprel> relations_;
  std::vector<NameLabel> names_;
};

}  // namespace depesje
