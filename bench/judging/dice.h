#pragma once
// Chance that can be repeated: the same seed gives the same throws with every library and compiler.

#include <cstdint>
#include <random>

namespace gazetted::bench {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  /// From 0 up to, not including, `bound`, which is not 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  /// From `first` to `last`, both included.
  int between(int first, int last) {
    return first + static_cast<int>(below(static_cast<std::size_t>(last - first + 1)));
  }
  bool happens(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class Range>
  const auto& one_of(const Range& range) {
    return range[below(std::size(range))];
  }

 private:
  std::mt19937_64 engine_;
};

/// One number out of several, for chances that hang on what is asked and when.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c = 0) {
  std::uint64_t value = a * 0x9E3779B97F4A7C15ULL ^ (b + 0x632BE59BD9B4E019ULL) * 0xff51afd7ed558ccdULL;
  value ^= (c + 1) * 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 29U;
}

}  // namespace gazetted::bench
