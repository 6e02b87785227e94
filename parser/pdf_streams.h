#pragma once
// What the streams of a PDF unpack to, before a reader is let at them.

#include <cstdint>
#include <string_view>

namespace gazetted::parser {

/// Whether a stream that is no picture unpacks to more than `max_stream` bytes, or all of them together to
/// more than `max_total`. Only Flate (ISO 32000-1, 7.4.4) packs enough to matter. Linear in the size and
/// `max_total`; nothing that is unpacked is kept.
[[nodiscard]] bool unpacks_beyond(std::string_view pdf, std::uint64_t max_stream, std::uint64_t max_total);

}  // namespace gazetted::parser
