#pragma once
// Reads CBOR (RFC 8949) as this store writes it: definite lengths, integers, byte and text strings,
// arrays, maps, false, true and null. nlohmann's own reader takes strings byte by byte and nests
// without bound; records are read too often for the one, and may be damaged too badly for the other.

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/document_json.h"

namespace gazetted::monitor {

/// Throws Damaged where `bytes` is not exactly one such item, or one nested deeper than any record.
[[nodiscard]] Json read_cbor(std::string_view bytes);

/// The first field of such a map, without reading the others: its value where it has that name and is an
/// integer.
[[nodiscard]] std::optional<std::int64_t> read_leading_integer(std::string_view bytes, std::string_view name);

}  // namespace gazetted::monitor
