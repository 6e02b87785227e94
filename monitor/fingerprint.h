#pragma once
// By what a text is found again among very many, although some of its words differ: a reprint with an
// error in it. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

/// The least hashes of a text's 5-grams (Broder 1997), one for each of 32 parts of the hash's range (Li,
/// Owen and Zhang 2012), taken together by fours. Of two texts, nine tenths of whose 5-grams are in common,
/// one of the eight is the same all but always; of unlike ones hardly ever.
using Fingerprint = std::array<std::uint64_t, 8>;

/// Of the folded text. Nothing for one so short that it resembles others. Linear.
[[nodiscard]] std::optional<Fingerprint> fingerprint_of(std::string_view text);

/// The keys under which a policy of that fingerprint is found.
[[nodiscard]] std::vector<std::string> fingerprint_keys(const Fingerprint& fingerprint);

}  // namespace gazetted::monitor
