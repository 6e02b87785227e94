#pragma once
// Unpacking gzip (RFC 1952), as sitemaps are served, under a bound on what comes out.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace gazetted::parser {

[[nodiscard]] bool is_gzip(std::string_view bytes);

/// All members unpacked. Fails with malformed for damaged or truncated data, with too_large where
/// more than `max_bytes` would come out.
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::uint64_t max_bytes);

/// The first bytes unpacked, at most 4,096, to see what it is; as many as come where it is damaged.
[[nodiscard]] std::string gunzip_head(std::string_view bytes);

}  // namespace gazetted::parser
