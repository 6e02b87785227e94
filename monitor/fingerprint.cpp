#include "monitor/fingerprint.h"

#include <limits>

#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t gram = 5;
constexpr std::size_t parts_of_band = 3;
constexpr std::size_t parts = parts_of_band * std::tuple_size_v<Fingerprint>;
constexpr std::size_t shortest = 100;  // characters
constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();

/// The finaliser of MurmurHash3.
std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33U;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33U;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33U;
}

std::array<std::uint64_t, parts> least_hashes(const std::u32string& points) {
  std::array<std::uint64_t, parts> least;
  least.fill(none);
  for (std::size_t at = 0; at + gram <= points.size(); ++at) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < gram; ++i) value = value * 0x9E3779B97F4A7C15ULL + points[at + i];
    value = mixed(value);
    auto& smallest = least[value % parts];
    smallest = std::min(smallest, value);
  }
  // A part that nothing fell into takes what the next one has.
  for (std::size_t i = 0; i < parts; ++i)
    for (std::size_t next = 1; least[i] == none && next < parts; ++next)
      if (const auto value = least[(i + next) % parts]; value != none && value % parts == (i + next) % parts)
        least[i] = value;
  return least;
}

}  // namespace

std::optional<Fingerprint> fingerprint_of(std::string_view text) {
  const auto points = code_points(fold(text));
  if (points.size() < shortest) return std::nullopt;
  const auto least = least_hashes(points);
  Fingerprint print{};
  for (std::size_t band = 0; band < print.size(); ++band) {
    auto value = mixed(band + 1);  // the same hashes in another band are another
    for (std::size_t i = 0; i < parts_of_band; ++i) value = mixed(value ^ least[band * parts_of_band + i]);
    print[band] = static_cast<std::uint32_t>(value);
  }
  return print;
}

}  // namespace gazetted::monitor
