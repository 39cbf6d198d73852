// SPDX-License-Identifier: Apache-2.0
#include "parse/edit_script.h"

#include <array>
#include <charconv>

namespace depesje {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

Result<EditScript> EditScript::parse(std::string_view text) {
  EditScript script;
  if (text.starts_with('=')) {
    script.whole = true;
    script.front = text.substr(1);
    return script;
  }
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto end = i + 1 == parts.size() ? std::string_view::npos : text.find('|');
    parts[i] = text.substr(0, end);
    if (i + 1 < parts.size() && end == std::string_view::npos)
      return fail("edit script «" + std::string(text) + "» has too few parts");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  const auto number = [](std::string_view digits, std::uint32_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if ((parts[0] != "l" && parts[0] != "k") || !number(parts[1], script.cut_front) ||
      !number(parts[3], script.cut_behind)) {
    return fail("edit script has a damaged part");
  }
  script.lower = parts[0] == "l";
  script.front = parts[2];
  script.behind = parts[4];
  return script;
}

void EditScript::apply(std::string_view form, std::string_view lower_form, std::string& out) const {
  out.clear();
  if (whole) {
    out = front;
    return;
  }
  std::string_view base = lower ? lower_form : form;
  const std::string_view kept = base;
  bool fits = true;
  for (std::uint32_t i = 0; i < cut_front && fits; ++i) {
    fits = !base.empty();
    do {
      if (!base.empty()) base.remove_prefix(1);
    } while (!base.empty() && continues(base.front()));
  }
  for (std::uint32_t i = 0; i < cut_behind && fits; ++i) {
    fits = !base.empty();
    while (base.size() > 1 && continues(base.back())) base.remove_suffix(1);
    if (!base.empty()) base.remove_suffix(1);
  }
  if (!fits) {  // made for a longer word
    out = kept;
    return;
  }
  out += front;
  out += base;
  out += behind;
}

}  // namespace depesje
