#pragma once
// Stores of older schemas brought up to date, in the transaction that opens them.

#include <cstdint>

#include "monitor/layout.h"

namespace gazetted::monitor {

inline constexpr std::uint32_t newest_schema = 4;

/// From `schema` to the newest. All records are written anew, which takes some 70 µs, from CBOR 200, for a
/// page and what belongs to it. Throws Damaged.
void upgrade(lmdb::WriteTransaction& transaction, const Databases& databases, std::uint32_t schema);

}  // namespace gazetted::monitor
