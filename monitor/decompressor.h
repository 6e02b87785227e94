#pragma once
// zstd's working memory for unpacking (RFC 8878), one a thread: making it takes as long as unpacking a
// record.

struct ZSTD_DCtx_s;

namespace gazetted::monitor {

/// Of the calling thread, for one frame after the other. Throws std::bad_alloc.
[[nodiscard]] ZSTD_DCtx_s* decompressor();

}  // namespace gazetted::monitor
