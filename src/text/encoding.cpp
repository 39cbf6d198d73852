// SPDX-License-Identifier: Apache-2.0
#include "text/encoding.h"

#include <array>
#include <cstdint>

#include "base/unicode.h"

namespace depesje {
namespace {

using Byte = unsigned char;

// Windows-1252, bytes 80–9F (WHATWG Encoding Standard, index windows-1252). 0 = not assigned.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// How many bytes of a broken sequence one U+FFFD stands for: the longest start of a well-formed sequence, at least one
// (Unicode 15, section 3.9, "substitution of maximal subparts"), as Python and browsers do.
std::size_t broken_sequence(std::string_view bytes) {
  const auto first = static_cast<Byte>(bytes[0]);
  std::size_t wanted = 1;
  Byte low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) wanted = 2;
  if (first >= 0xE0 && first <= 0xEF) wanted = 3;
  if (first >= 0xF0 && first <= 0xF4) wanted = 4;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  std::size_t length = 1;
  while (length < wanted && length < bytes.size()) {
    const auto byte = static_cast<Byte>(bytes[length]);
    if (byte < low || byte > high) break;
    low = 0x80;
    high = 0xBF;
    ++length;
  }
  return length;
}

struct Utf8Survey {
  std::size_t sequences = 0;  // well-formed ones of two bytes or more
  std::size_t broken = 0;
};

Utf8Survey survey(std::string_view bytes) {
  Utf8Survey found;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<Byte>(bytes[i]) < 0x80) {
      ++i;
    } else if (const std::size_t length = utf8_sequence(bytes.substr(i)); length != 0) {
      ++found.sequences;
      i += length;
    } else {
      ++found.broken;
      i += broken_sequence(bytes.substr(i));
    }
  }
  return found;
}

std::string repaired_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_sequence(bytes.substr(i));
    if (length != 0) {
      out.append(bytes.substr(i, length));
      i += length;
    } else {
      append_utf8(out, 0xFFFD);
      i += broken_sequence(bytes.substr(i));
    }
  }
  return out;
}

std::string from_single_bytes(std::string_view bytes, bool windows) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<Byte>(c);
    if (windows && byte >= 0x80 && byte <= 0x9F) {
      const std::uint16_t mapped = kWindows1252[byte - 0x80U];
      append_utf8(out, mapped == 0 ? 0xFFFD : mapped);
    } else {
      append_utf8(out, byte);
    }
  }
  return out;
}

std::string from_utf16(std::string_view bytes, bool big_endian, bool& damaged) {
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<Byte>(bytes[i]), second = static_cast<Byte>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  out.reserve(bytes.size());
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    char32_t code_point = unit(i);
    if (code_point >= 0xD800 && code_point <= 0xDBFF && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    if (code_point >= 0xD800 && code_point <= 0xDFFF) {
      damaged = true;
      code_point = 0xFFFD;
    }
    append_utf8(out, code_point);
  }
  if (i < bytes.size()) {
    damaged = true;
    append_utf8(out, 0xFFFD);
  }
  return out;
}

}  // namespace

std::size_t utf8_sequence(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const auto first = static_cast<Byte>(bytes[0]);
  if (first < 0x80) return 1;
  const std::size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  return broken_sequence(bytes) == wanted ? wanted : 0;
}

bool is_utf8(std::string_view bytes) { return survey(bytes).broken == 0; }

Decoded decode(std::string_view bytes) {
  Decoded result;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    bool damaged = false;
    const bool big_endian = bytes[0] == '\xFE';
    result.text = from_utf16(bytes.substr(2), big_endian, damaged);
    result.notes.emplace_back(big_endian ? "decoded as UTF-16, big-endian" : "decoded as UTF-16, little-endian");
    if (damaged) result.notes.emplace_back("undecodable UTF-16 units were replaced by U+FFFD");
    return result;
  }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  const Utf8Survey found = survey(bytes);
  if (found.broken == 0) {
    result.text = bytes;
  } else if (marked || found.sequences > 2 * found.broken) {
    // Mostly UTF-8: damaged on its way, rather than written in another encoding.
    result.text = repaired_utf8(bytes);
    result.notes.push_back(std::to_string(found.broken) + " undecodable byte sequences were replaced by U+FFFD");
  } else {
    // C1 control codes do not occur in real text, so a byte 80–9F says Windows-1252.
    bool windows = false;
    for (const char c : bytes) windows |= static_cast<Byte>(c) >= 0x80 && static_cast<Byte>(c) <= 0x9F;
    result.text = from_single_bytes(bytes, windows);
    result.notes.emplace_back(windows ? "not UTF-8: decoded as Windows-1252" : "not UTF-8: decoded as Latin-1");
  }
  return result;
}

}  // namespace depesje
