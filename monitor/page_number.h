#pragma once
// Pages are numbered in the order in which they become known.

#include <cstdint>

namespace gazetted::monitor {

/// From 1 on. It names its page for as long as the store is, and takes less room than an address.
enum class PageNumber : std::uint32_t {};

}  // namespace gazetted::monitor
