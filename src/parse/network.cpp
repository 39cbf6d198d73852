// SPDX-License-Identifier: Apache-2.0
#include "parse/network.h"

#include <algorithm>
#include <limits>

#include "base/unicode.h"
#include "parse/features.h"
#include "parse/tree.h"

namespace depesje {
namespace {

constexpr float kForbidden = -1e4F;
// How much likelier (natural logarithm) an unseen tag of a form must be than a seen one. Chosen on dev.
constexpr float kUnseenTag = 4.5F;
// Of a compound: characters its first part has at least, and bytes its last.
constexpr std::size_t kShortestPart = 2, kShortestHead = 4;

std::uint32_t highest(const float* values, std::size_t count) {
  return static_cast<std::uint32_t>(std::max_element(values, values + count) - values);
}

}  // namespace

void NetworkInput::clear() {
  known.clear();
  grams.clear();
  gram_starts.assign(1, 0);
  affixes.clear();
  lower.clear();
  lower_starts.assign(1, 0);
  shapes.clear();
  sentences.assign(1, 0);
}

void Network::add_word(std::string_view lower, std::uint32_t shape, NetworkInput& input) const {
  std::uint32_t known = kUnknownWord;
  const std::size_t mask = word_slots_.size() - 1;
  for (std::size_t at = fnv1a(lower) & mask; word_slots_[at] != 0; at = (at + 1) & mask) {
    const std::uint32_t word = word_slots_[at] - 1;
    if (word_text_.substr(word_starts_[word], word_starts_[word + 1] - word_starts_[word] - 1) == lower) {
      known = word;
      break;
    }
  }
  input.lower += lower;
  input.lower_starts.push_back(static_cast<std::uint32_t>(input.lower.size()));
  input.known.push_back(known);
  append_ngrams(lower, buckets_, input.grams);
  input.gram_starts.push_back(static_cast<std::uint32_t>(input.grams.size()));
  append_affixes(lower, affix_buckets_, input.affixes);
  input.shapes.push_back(shape);
}

std::uint32_t Network::seen(std::size_t lang, std::uint32_t hash, std::uint32_t tag) const {
  std::uint32_t key = hash;
  for (const std::uint32_t byte : {tag & 255U, tag >> 8U, static_cast<std::uint32_t>(lang)}) {
    key = (key ^ byte) * 16777619U;
  }
  if (key == 0) key = 1;
  const std::size_t mask = lexicon_keys_.size() - 1;
  for (std::size_t at = key & mask; lexicon_keys_[at] != 0; at = (at + 1) & mask) {
    if (lexicon_keys_[at] == key) return lexicon_scripts_[at];
  }
  return kUnknownWord;
}

std::uint32_t Network::choose_tag(std::size_t lang, std::string_view lower, const float* scores,
                                  std::uint32_t& tag) const {
  const auto count = static_cast<std::uint32_t>(tags_.size());
  const std::uint32_t first = highest(scores, count);
  tag = first;
  const std::uint32_t whole = fnv1a(lower);
  if (const std::uint32_t script = seen(lang, whole, first); script != kUnknownWord) return script;
  std::uint32_t best = kUnknownWord;
  float bound = scores[first] - kUnseenTag;
  for (std::uint32_t other = 0; other < count; ++other) {
    if (scores[other] <= bound) continue;
    if (const std::uint32_t script = seen(lang, whole, other); script != kUnknownWord) {
      bound = scores[other], best = script, tag = other;
    }
  }
  if (best != kUnknownWord) return best;
  // A word never seen is most often a compound: its last part tells gender, inflection and lemma.
  std::size_t start = 0;
  for (std::size_t skipped = 0; start < lower.size(); ++skipped) {
    if (skipped >= kShortestPart && lower.size() - start >= kShortestHead) {
      const std::uint32_t part = fnv1a(lower.substr(start));
      bound = scores[first] - kUnseenTag;
      for (std::uint32_t other = 0; other < count; ++other) {
        if (scores[other] <= bound || tags_[other].upos != tags_[first].upos) continue;
        const std::uint32_t script = seen(lang, part, other);
        if (script != kUnknownWord && !scripts_[script].whole && scripts_[script].cut_front == 0 &&
            scripts_[script].front.empty()) {
          bound = scores[other], best = script, tag = other;
        }
      }
      if (best != kUnknownWord) return best;
    }
    next_code_point(lower, start);
  }
  return kUnknownWord;
}

void Network::run(std::size_t lang, NetworkScratch& scratch) const {
  encode(lang, scratch);
  choose_tags(lang, scratch);
  choose_tree(scratch);
  choose_names(scratch);
}

void Network::encode(std::size_t lang, NetworkScratch& s) const {
  const NetworkInput& input = s.input;
  const std::size_t words = input.words();
  const std::size_t width = embed_ + affix_;
  s.embedded.resize(words * width);
  for (std::size_t i = 0; i < words; ++i) {
    float* out = s.embedded.data() + i * width;
    const auto grams =
        std::span(input.grams).subspan(input.gram_starts[i], input.gram_starts[i + 1] - input.gram_starts[i]);
    kernels_->embedding_mean(gram_rows_.data(), gram_scales_.data(), embed_, grams, out);
    if (input.known[i] != kUnknownWord) {
      const std::int8_t* row = word_rows_.data() + input.known[i] * embed_;
      const float scale = word_scales_[input.known[i]];
      for (std::size_t k = 0; k < embed_; ++k) out[k] += scale * static_cast<float>(row[k]);
    }
    const auto affixes = std::span(input.affixes).subspan(i * kAffixes, kAffixes);
    kernels_->embedding_mean(affix_rows_.data(), affix_scales_.data(), affix_, affixes, out + embed_);
    const float* shape = shape_.data() + input.shapes[i] * width;
    const float* language = lang_.data() + lang * width;
    for (std::size_t k = 0; k < width; ++k) out[k] += shape[k] + language[k];
  }
  kernels_->layer_norm(s.embedded.data(), words, width, in_gain_.data(), in_bias_.data(), s.embedded.data());
  s.window.assign(words * 3 * width, 0.0F);
  for (std::size_t sentence = 0; sentence + 1 < input.sentences.size(); ++sentence) {
    const std::size_t first = input.sentences[sentence], last = input.sentences[sentence + 1];
    for (std::size_t i = first; i < last; ++i) {
      float* out = s.window.data() + i * 3 * width;
      const float* at = s.embedded.data() + i * width;
      if (i > first) std::copy_n(at - width, width, out);
      std::copy_n(at, width, out + width);
      if (i + 1 < last) std::copy_n(at + width, width, out + 2 * width);
    }
  }
  s.x.resize(words * width_);
  s.normed.resize(words * width_);
  s.u.resize(words * 3 * width_);
  round_rows(s.window.data(), words, 3 * width, s);
  kernels_->quantized_dense(window_, s.bytes.data(), s.scales.data(), words, s.x.data(), Activation::relu);
  for (const Layer& layer : layers_) {
    kernels_->layer_norm(s.x.data(), words, width_, layer.gain.data(), layer.bias.data(), s.normed.data());
    round_rows(s.normed.data(), words, width_, s);
    kernels_->quantized_dense(layer.project, s.bytes.data(), s.scales.data(), words, s.u.data(), Activation::none);
    for (std::size_t sentence = 0; sentence + 1 < input.sentences.size(); ++sentence) {
      const std::size_t first = input.sentences[sentence];
      float* x = s.x.data() + first * width_;
      kernels_->recurrence(s.u.data() + first * 3 * width_, input.sentences[sentence + 1] - first, width_ / 2,
                           layer.v.data(), layer.b.data(), x, x);
    }
  }
  kernels_->layer_norm(s.x.data(), words, width_, out_gain_.data(), out_bias_.data(), s.normed.data());
  round_rows(s.normed.data(), words, width_, s);  // what every head reads
}

void Network::round_rows(const float* x, std::size_t rows, std::size_t width, NetworkScratch& s) const {
  s.bytes.resize(rows * width);
  s.scales.resize(rows);
  kernels_->quantize(x, rows, width, s.bytes.data(), s.scales.data());
}

void Network::choose_tags(std::size_t lang, NetworkScratch& s) const {
  const std::size_t words = s.input.words();
  s.output.tags.resize(words);
  s.output.scripts.resize(words);
  s.u.resize(std::max(words * script_.stride(), s.u.size()));
  s.label.resize(std::max(words * tag_.stride(), s.label.size()));
  kernels_->quantized_dense(tag_, s.bytes.data(), s.scales.data(), words, s.label.data(), Activation::none);
  s.head.resize(words * script_hidden_.stride());
  kernels_->quantized_dense(script_hidden_, s.bytes.data(), s.scales.data(), words, s.head.data(), Activation::relu);
  kernels_->dense(script_, s.head.data(), words, script_hidden_.stride(), s.u.data(), Activation::none);
  for (std::size_t i = 0; i < words; ++i) {
    const std::string_view lower =
        std::string_view(s.input.lower)
            .substr(s.input.lower_starts[i], s.input.lower_starts[i + 1] - s.input.lower_starts[i]);
    const std::uint32_t script = choose_tag(lang, lower, s.label.data() + i * tag_.stride(), s.output.tags[i]);
    s.output.scripts[i] = script != kUnknownWord ? script : highest(s.u.data() + i * script_.stride(), scripts_.size());
  }
}

void Network::choose_tree(NetworkScratch& s) const {
  const std::size_t words = s.input.words();
  s.output.heads.resize(words);
  s.output.relations.resize(words);
  s.dep.resize(words * arc_);
  s.head.resize(words * arc_);
  s.u.resize(std::max(words * arc_, s.u.size()));
  kernels_->quantized_dense(arc_dep_, s.bytes.data(), s.scales.data(), words, s.u.data(), Activation::relu);
  kernels_->dense(arc_weight_, s.u.data(), words, arc_, s.dep.data(), Activation::none);
  kernels_->quantized_dense(arc_head_, s.bytes.data(), s.scales.data(), words, s.head.data(), Activation::relu);
  s.relation.resize(words * relation_);
  s.label.resize(words * relation_);
  kernels_->quantized_dense(rel_dep_, s.bytes.data(), s.scales.data(), words, s.relation.data(), Activation::none);
  kernels_->quantized_dense(rel_head_, s.bytes.data(), s.scales.data(), words, s.label.data(), Activation::none);
  const float root_bias = kernels_->dot(arc_root_.data(), arc_bias_.data(), arc_);
  std::vector<float>& bias = s.steps;
  for (std::size_t sentence = 0; sentence + 1 < s.input.sentences.size(); ++sentence) {
    const std::size_t first = s.input.sentences[sentence], n = s.input.sentences[sentence + 1] - first;
    bias.resize(n);
    for (std::size_t h = 0; h < n; ++h)
      bias[h] = kernels_->dot(s.head.data() + (first + h) * arc_, arc_bias_.data(), arc_);
    s.scores.resize(n * (n + 1));
    for (std::size_t d = 0; d < n; ++d) {
      const float* dep = s.dep.data() + (first + d) * arc_;
      float* row = s.scores.data() + d * (n + 1);
      row[0] = kernels_->dot(dep, arc_root_.data(), arc_) + root_bias;
      for (std::size_t h = 0; h < n; ++h)
        row[h + 1] = kernels_->dot(dep, s.head.data() + (first + h) * arc_, arc_) + bias[h];
    }
    best_tree(s.scores, s.tree);
    std::copy(s.tree.begin(), s.tree.end(), s.output.heads.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t d = 0; d < n; ++d) {
      float* dep = s.relation.data() + (first + d) * relation_;
      const float* head = s.tree[d] == 0 ? rel_root_.data() : s.label.data() + (first + s.tree[d] - 1) * relation_;
      for (std::size_t k = 0; k < relation_; ++k) dep[k] = std::max(0.0F, dep[k] + head[k]);
    }
  }
  s.u.resize(std::max(words * rel_out_.stride(), s.u.size()));
  kernels_->dense(rel_out_, s.relation.data(), words, relation_, s.u.data(), Activation::none);
  for (std::size_t i = 0; i < words; ++i) {
    // The label «root» goes with the root arc and only with it.
    float* row = s.u.data() + i * rel_out_.stride();
    std::uint32_t best = 0;
    for (std::uint32_t k = 0; k < relations_.size(); ++k) {
      const bool fits = (relations_[k] == Deprel::root) == (s.output.heads[i] == 0);
      if (!fits) row[k] = -std::numeric_limits<float>::infinity();
      if (row[k] > row[best]) best = k;
    }
    s.output.relations[i] = best;
  }
}

void Network::choose_names(NetworkScratch& s) const {
  const std::size_t words = s.input.words(), labels = names_.size(), stride = name_.stride();
  s.output.names.resize(words);
  s.u.resize(std::max(words * stride, s.u.size()));
  kernels_->quantized_dense(name_, s.bytes.data(), s.scales.data(), words, s.u.data(), Activation::none);
  // BIO: an inside label follows only a label of its own type.
  const auto allowed = [&](std::size_t before, std::size_t after) {
    const NameLabel& next = names_[after];
    return next.begins || next.type == NameType::none || names_[before].type == next.type;
  };
  s.steps.resize(labels * labels);
  for (std::size_t a = 0; a < labels; ++a) {
    for (std::size_t b = 0; b < labels; ++b)
      s.steps[a * labels + b] = name_steps_[a * labels + b] + (allowed(a, b) ? 0.0F : kForbidden);
  }
  std::vector<float>&now = s.scores, &next = s.window;
  now.resize(std::max(labels, now.size()));
  next.resize(std::max(labels, next.size()));
  for (std::size_t sentence = 0; sentence + 1 < s.input.sentences.size(); ++sentence) {
    const std::size_t first = s.input.sentences[sentence], last = s.input.sentences[sentence + 1];
    if (first == last) continue;
    s.back.resize((last - first) * labels);
    for (std::size_t b = 0; b < labels; ++b) {
      const bool opens = names_[b].begins || names_[b].type == NameType::none;
      now[b] = s.u[first * stride + b] + (opens ? 0.0F : kForbidden);
    }
    for (std::size_t i = first + 1; i < last; ++i) {
      for (std::size_t b = 0; b < labels; ++b) {
        std::size_t best = 0;
        float score = now[0] + s.steps[b];
        for (std::size_t a = 1; a < labels; ++a) {
          const float other = now[a] + s.steps[a * labels + b];
          if (other > score) score = other, best = a;
        }
        next[b] = score + s.u[i * stride + b];
        s.back[(i - first) * labels + b] = static_cast<std::uint8_t>(best);
      }
      std::swap_ranges(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(labels), next.begin());
    }
    std::uint32_t label = highest(now.data(), labels);
    for (std::size_t i = last; i-- > first;) {
      s.output.names[i] = label;
      label = s.back[(i - first) * labels + label];
    }
  }
}

}  // namespace depesje
