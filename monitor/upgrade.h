#pragma once
// Stores of older schemas brought up to date, in the transaction that opens them.

#include <cstdint>

#include "monitor/layout.h"

namespace gazetted::monitor {

inline constexpr std::uint32_t newest_schema = 3;

/// From `schema` to the newest. All records are written anew: some 50 µs each, and for a while both forms are
/// in the file. Throws Damaged.
void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema);

}  // namespace gazetted::monitor
