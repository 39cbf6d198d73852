// SPDX-License-Identifier: Apache-2.0
//
// Network::load: every array is looked up by name and shape once, so that running it cannot fail.
#include <algorithm>
#include <iterator>
#include <optional>

#include "parse/features.h"
#include "parse/network.h"

namespace depesje {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

template <class Enum, std::size_t count>
std::optional<Enum> label(const std::string_view (&names)[count], std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

}  // namespace

Result<Network> Network::load(const std::filesystem::path& path, const Kernels& kernels) {
  auto file = ModelFile::open(path);
  if (!file) return std::unexpected(std::move(file).error());
  Network network(std::move(*file), kernels);
  if (auto read = network.read_labels(); !read) return std::unexpected(std::move(read).error());
  if (auto read = network.read_arrays(); !read) return std::unexpected(std::move(read).error());
  return network;
}

Result<Dense> Network::dense(std::string_view name, std::size_t inputs, std::size_t outputs) const {
  const auto panels = file_.floats(std::string(name) + ".panels", padded(outputs) * inputs);
  if (!panels) return std::unexpected(panels.error());
  const auto bias = file_.floats(std::string(name) + ".bias", padded(outputs));
  if (!bias) return std::unexpected(bias.error());
  return Dense{*panels, *bias, inputs, outputs};
}

Result<QuantizedDense> Network::quantized(std::string_view name, std::size_t inputs, std::size_t outputs) const {
  const std::string start(name);
  const auto panels = file_.int8s(start + ".panels", padded(outputs) * inputs);
  if (!panels) return std::unexpected(panels.error());
  const auto base = file_.int32s(start + ".base", padded(outputs));
  if (!base) return std::unexpected(base.error());
  const auto scale = file_.floats(start + ".scale", padded(outputs));
  if (!scale) return std::unexpected(scale.error());
  const auto bias = file_.floats(start + ".bias", padded(outputs));
  if (!bias) return std::unexpected(bias.error());
  return QuantizedDense{*panels, *base, *scale, *bias, inputs, outputs};
}

Result<void> Network::read_labels() {
  const auto wrong = [&](std::string_view table, std::string_view entry) {
    return std::unexpected(
        Error{"label «" + std::string(entry) + "» of table «" + std::string(table) + "» is unknown to this program",
              file_.path(), 0, 0, "use the model that came with it"});
  };
  const auto table = [&](std::string_view name, auto&& take) -> Result<void> {
    const auto text = file_.bytes(name);
    if (!text) return std::unexpected(text.error());
    for (const std::string_view line : lines_of(*text)) {
      if (!take(line)) return wrong(name, line);
    }
    return {};
  };
  Result<void> read = table("langs", [&](std::string_view line) { return langs_.push_back(line), true; });
  if (read) {
    read = table("tags", [&](std::string_view line) {
      const auto tab = line.find('\t');
      const auto upos = label<Upos>(kUposNames, line.substr(0, tab));
      if (!upos || tab == std::string_view::npos) return false;
      const std::string_view feats = line.substr(tab + 1);
      tags_.push_back({*upos, feats == "_" ? std::string_view{} : feats, morph_of(feats)});
      return true;
    });
  }
  if (read) {
    read = table("scripts", [&](std::string_view line) {
      auto script = EditScript::parse(line);
      if (script) scripts_.push_back(*script);
      return script.has_value();
    });
  }
  if (read) {
    read = table("relations", [&](std::string_view line) {
      const auto relation = label<Deprel>(kDeprelNames, line);
      if (relation) relations_.push_back(*relation);
      return relation.has_value();
    });
  }
  if (read) {
    read = table("names", [&](std::string_view line) {
      const bool outside = line == "O";
      const auto type =
          label<NameType>(kNameTypeNames, outside ? line : line.substr(std::min<std::size_t>(2, line.size())));
      if (type) names_.push_back({*type, line.starts_with("B-")});
      return type.has_value();
    });
  }
  return read;
}

Result<void> Network::read_arrays() {
  std::optional<Error> missing;
  const auto keep = [&](auto&& result, auto& into) {
    if (result) into = *result;
    else if (!missing) missing = result.error();
  };
  std::uint32_t embed = 0, affix = 0, width = 0, layers = 0, arc = 0, relation = 0;
  keep(file_.setting("embed"), embed);
  keep(file_.setting("affix"), affix);
  keep(file_.setting("width"), width);
  keep(file_.setting("layers"), layers);
  keep(file_.setting("arc"), arc);
  keep(file_.setting("relation"), relation);
  keep(file_.setting("buckets"), buckets_);
  keep(file_.setting("affix_buckets"), affix_buckets_);
  keep(file_.setting("words"), word_count_);
  if (missing) return std::unexpected(*missing);
  if (embed % 8 != 0 || affix % 8 != 0 || affix_buckets_ == 0 || width % 16 != 0 || arc % 16 != 0 ||
      relation % 16 != 0 || embed == 0 || width == 0 || buckets_ == 0 || layers > 64) {
    return std::unexpected(
        Error{"has sizes the kernels do not take", file_.path(), 0, 0, "widths are multiples of 16"});
  }
  embed_ = embed, affix_ = affix, width_ = width, arc_ = arc, relation_ = relation;
  const std::size_t input = embed_ + affix_;
  keep(file_.bytes("words"), word_text_);
  keep(file_.uint32s("word_starts", word_count_ + 1U), word_starts_);
  keep(file_.uint32s("word_slots"), word_slots_);
  keep(file_.uint32s("lexicon_keys"), lexicon_keys_);
  keep(file_.uint32s("lexicon_scripts", lexicon_keys_.size()), lexicon_scripts_);
  keep(file_.int8s("word", word_count_ * embed_), word_rows_);
  keep(file_.floats("word_scale", word_count_), word_scales_);
  keep(file_.int8s("grams", buckets_ * embed_), gram_rows_);
  keep(file_.floats("grams_scale", buckets_), gram_scales_);
  keep(file_.int8s("affix", affix_buckets_ * affix_), affix_rows_);
  keep(file_.floats("affix_scale", affix_buckets_), affix_scales_);
  keep(file_.floats("shape", kShapes * input), shape_);
  keep(file_.floats("lang", langs_.size() * input), lang_);
  keep(file_.floats("norm_in.gain", input), in_gain_);
  keep(file_.floats("norm_in.bias", input), in_bias_);
  keep(file_.floats("norm_out.gain", width_), out_gain_);
  keep(file_.floats("norm_out.bias", width_), out_bias_);
  keep(quantized("window", 3 * input, width_), window_);
  layers_.resize(layers);
  for (std::size_t i = 0; i < layers; ++i) {
    const std::string name = "layer" + std::to_string(i);
    keep(file_.floats(name + ".norm.gain", width_), layers_[i].gain);
    keep(file_.floats(name + ".norm.bias", width_), layers_[i].bias);
    keep(file_.floats(name + ".v", 2 * width_), layers_[i].v);
    keep(file_.floats(name + ".b", 2 * width_), layers_[i].b);
    keep(quantized(name, width_, 3 * width_), layers_[i].project);
  }
  keep(quantized("arc_dep", width_, arc_), arc_dep_);
  keep(quantized("arc_head", width_, arc_), arc_head_);
  keep(dense("arc_weight", arc_, arc_), arc_weight_);
  keep(file_.floats("arc_bias", arc_), arc_bias_);
  keep(file_.floats("arc_root", arc_), arc_root_);
  keep(quantized("rel_dep", width_, relation_), rel_dep_);
  keep(quantized("rel_head", width_, relation_), rel_head_);
  keep(file_.floats("rel_root", relation_), rel_root_);
  keep(dense("rel_out", relation_, relations_.size()), rel_out_);
  keep(quantized("tag", width_, tags_.size()), tag_);
  keep(quantized("script_hidden", width_, 64), script_hidden_);
  keep(dense("script", 64, scripts_.size()), script_);
  keep(quantized("name", width_, names_.size()), name_);
  keep(file_.floats("name_steps", names_.size() * names_.size()), name_steps_);
  if (missing) return std::unexpected(*missing);
  // The word table comes from outside: every step of a look-up must stay inside it, and an empty slot must end it.
  const std::size_t slots = word_slots_.size();
  if (slots == 0 || (slots & (slots - 1)) != 0 || slots <= word_count_ || !std::ranges::is_sorted(word_starts_) ||
      (word_count_ > 0 && word_starts_.back() > word_text_.size() + 1) ||
      std::ranges::any_of(word_slots_, [&](std::uint32_t slot) { return slot > word_count_; }) ||
      std::ranges::count(word_slots_, 0U) == 0) {
    return std::unexpected(
        Error{"has a damaged word table", file_.path(), 0, 0, "make it again with training/export.py"});
  }
  const std::size_t keys = lexicon_keys_.size();
  if (keys == 0 || (keys & (keys - 1)) != 0 || std::ranges::count(lexicon_keys_, 0U) == 0 ||
      std::ranges::any_of(lexicon_scripts_, [&](std::uint32_t script) { return script >= scripts_.size(); })) {
    return std::unexpected(Error{"has a damaged lexicon", file_.path(), 0, 0, "make it again with training/export.py"});
  }
  return {};
}

}  // namespace depesje
