// SPDX-License-Identifier: Apache-2.0
//
// 64-bit FNV-1a (Fowler, Noll, Vo): small, and the same on every machine, so that ids made of it stay the same.
// Not for keys an adversary chooses. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace depesje {

class Fnv64 {
 public:
  Fnv64& add(std::string_view bytes) {
    for (const char byte : bytes) step(static_cast<unsigned char>(byte));
    step(0xFF);  // no UTF-8 text holds this byte: "ab"+"c" and "a"+"bc" differ
    return *this;
  }
  Fnv64& add(std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) step(static_cast<unsigned char>(number >> shift));
    return *this;
  }
  std::uint64_t value() const { return value_; }
  std::string hex() const {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out(16, '0');
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = kDigits[(value_ >> (60 - 4 * i)) & 0xF];
    return out;
  }

 private:
  void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3ULL; }

  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace depesje
