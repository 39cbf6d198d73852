// SPDX-License-Identifier: Apache-2.0
#include "event/codebook.h"

#include <charconv>
#include <cmath>

#include "base/tsv.h"

namespace depesje {
namespace {

Result<float> number(const TsvTable& table, std::size_t row, std::string_view column) {
  const std::string_view text = table.cell(row, column);
  float value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) {
    return std::unexpected(table.error_at(row, column, "«" + std::string(text) + "» is no number", "write 2.5 or -7"));
  }
  return value;
}

std::vector<std::string> list(std::string_view cell) {
  std::vector<std::string> parts;
  for (const std::string_view part : split_cell(cell, "|")) parts.emplace_back(part);
  return parts;
}

}  // namespace

Result<Codebook> Codebook::load(const std::filesystem::path& data_root) {
  Codebook book;
  const auto folder = data_root / "world" / "codebook";
  if (auto done = book.load_tables(folder); !done) return std::unexpected(done.error());
  if (auto done = book.load_frames(folder / "frames.tsv"); !done) return std::unexpected(done.error());
  return book;
}

Result<void> Codebook::load_tables(const std::filesystem::path& folder) {
  auto types = TsvTable::load(folder / "types.tsv", {"type", "score"});
  if (!types) return std::unexpected(types.error());
  for (std::size_t row = 0; row < types->rows(); ++row) {
    const auto score = number(*types, row, "score");
    if (!score) return std::unexpected(score.error());
    types_.emplace(types->cell(row, "type"), *score);
    if (types->cell(row, "scene") == "yes") scenes_.emplace(types->cell(row, "type"), true);
  }
  auto modes = TsvTable::load(folder / "modes.tsv", {"type", "mode", "score"});
  if (!modes) return std::unexpected(modes.error());
  for (std::size_t row = 0; row < modes->rows(); ++row) {
    const auto type = types_.find(modes->cell(row, "type"));
    if (type == types_.end()) {
      return std::unexpected(modes->error_at(row, "type", "unknown type", "use one of those in types.tsv"));
    }
    float value = type->second;
    if (!modes->cell(row, "score").empty()) {
      const auto score = number(*modes, row, "score");
      if (!score) return std::unexpected(score.error());
      value = *score;
    }
    modes_.emplace(type->first + ' ' + std::string(modes->cell(row, "mode")), value);
  }
  auto contexts = TsvTable::load(folder / "contexts.tsv", {"context"});
  if (!contexts) return std::unexpected(contexts.error());
  for (std::size_t row = 0; row < contexts->rows(); ++row) contexts_.emplace(contexts->cell(row, "context"), true);
  auto cameo = TsvTable::load(folder / "cameo.tsv", {"code"});
  if (!cameo) return std::unexpected(cameo.error());
  for (std::size_t row = 0; row < cameo->rows(); ++row) cameo_.emplace(cameo->cell(row, "code"), true);
  auto classes = TsvTable::load(folder / "classes.tsv", {"class"});
  if (!classes) return std::unexpected(classes.error());
  for (std::size_t row = 0; row < classes->rows(); ++row) classes_.emplace(classes->cell(row, "class"), true);
  auto sectors = TsvTable::load(folder / "sectors.tsv", {"sector", "political"});
  if (!sectors) return std::unexpected(sectors.error());
  for (std::size_t row = 0; row < sectors->rows(); ++row) {
    sectors_.emplace(sectors->cell(row, "sector"), sectors->cell(row, "political") == "yes");
  }
  return {};
}

Result<void> Codebook::load_frames(const std::filesystem::path& file) {
  auto table = TsvTable::load(file, {"frame", "type", "modes", "contexts", "cameo", "flags"});
  if (!table) return std::unexpected(table.error());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Frame frame;
    frame.id = table->cell(row, "frame");
    frame.type = table->cell(row, "type");
    frame.modes = list(table->cell(row, "modes"));
    frame.contexts = list(table->cell(row, "contexts"));
    frame.cameo = table->cell(row, "cameo");
    frame.line = table->line(row);
    if (!has_type(frame.type)) {
      return std::unexpected(table->error_at(row, "type", "unknown type «" + frame.type + "»", "use one of types.tsv"));
    }
    for (const std::string& mode : frame.modes) {
      if (has_mode(frame.type, mode)) continue;
      return std::unexpected(
          table->error_at(row, "modes", frame.type + " has no mode «" + mode + "»", "use one of modes.tsv"));
    }
    for (const std::string& context : frame.contexts) {
      if (has_context(context)) continue;
      return std::unexpected(
          table->error_at(row, "contexts", "unknown context «" + context + "»", "use one of contexts.tsv"));
    }
    if (!has_cameo(frame.cameo)) {
      return std::unexpected(
          table->error_at(row, "cameo", "unknown code «" + frame.cameo + "»", "use one of cameo.tsv"));
    }
    for (const std::string_view flag : split_cell(table->cell(row, "flags"), "|")) {
      if (flag == "recip") frame.reciprocal = true;
      else if (flag == "sure") frame.sure = true;
      else if (flag == "both") frame.both = true;
      else if (flag == "speech") frame.speech = true;
      else if (flag == "content") frame.content = true;
      else if (flag == "state") frame.state = true;
      else {
        return std::unexpected(table->error_at(row, "flags", "unknown flag «" + std::string(flag) + "»",
                                               "use recip, sure, both, speech, content or state"));
      }
    }
    if (!by_id_.emplace(frame.id, static_cast<std::uint32_t>(frames_.size())).second) {
      return std::unexpected(
          table->error_at(row, "frame", "«" + frame.id + "» stands twice", "remove one of the rows"));
    }
    frames_.push_back(std::move(frame));
  }
  return {};
}

const Frame* Codebook::frame(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &frames_[found->second];
}

bool Codebook::has_mode(std::string_view type, std::string_view mode) const {
  return modes_.contains(std::string(type) + ' ' + std::string(mode));
}

float Codebook::score(std::string_view type, const std::vector<std::string>& modes) const {
  float best = 0;
  bool found = false;
  for (const std::string& mode : modes) {
    const auto at = modes_.find(std::string(type) + ' ' + mode);
    if (at == modes_.end()) continue;
    if (!found || std::abs(at->second) > std::abs(best)) best = at->second;
    found = true;
  }
  if (found) return best;
  const auto at = types_.find(type);
  return at == types_.end() ? 0 : at->second;
}

bool Codebook::political(std::string_view country, std::string_view sectors) const {
  bool any = false;
  for (const std::string_view sector : split_cell(sectors, " ")) {
    any = true;
    const auto found = sectors_.find(sector);
    if (found == sectors_.end() || found->second) return true;  // an unknown part is an organisation's own code
  }
  return !any && !country.empty() && country != "---";
}

}  // namespace depesje
