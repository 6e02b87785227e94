#pragma once
// Stores of older schemas brought up to date, in the transaction that opens them.

#include <cstdint>

#include "monitor/layout.h"

namespace gazetted::monitor {

inline constexpr std::uint32_t newest_schema = 5;

/// From `schema` to the newest. All records are written anew, and texts are read again for their
/// fingerprints, which takes some 170 µs for a page of a thousand characters and what belongs to it. Throws
/// Damaged.
void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema);

}  // namespace gazetted::monitor
