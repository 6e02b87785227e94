#pragma once
// By what a text is found again among very many, although some of its words differ: a reprint with an
// error in it. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazetted::monitor {

/// The least hashes of a text's 5-grams (Broder 1997), one for each of 18 parts of the hash's range (Li,
/// Owen and Zhang 2012), taken together by threes: six bands. Of two texts, nine tenths of whose 5-grams are
/// in common, one band is the same all but always; of unlike ones one of some millions.
using Fingerprint = std::array<std::uint32_t, 6>;

/// Of the folded text. Nothing for one so short that it resembles others. Linear.
[[nodiscard]] std::optional<Fingerprint> fingerprint_of(std::string_view text);

}  // namespace gazetted::monitor
