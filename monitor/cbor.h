#pragma once
// Reads CBOR (RFC 8949) as schemas 1 and 2 of the store wrote it: definite lengths, integers, byte and text
// strings, arrays, maps, false, true and null. nlohmann's own reader takes strings byte by byte and nests
// without bound; records are read too often for the one, and may be damaged too badly for the other.

#include <string_view>

#include "core/document_json.h"

namespace gazetted::monitor {

/// Throws Damaged where `bytes` is not exactly one such item, or one nested deeper than any record.
[[nodiscard]] Json read_cbor(std::string_view bytes);

}  // namespace gazetted::monitor
