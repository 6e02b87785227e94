#pragma once
// Bodies as they are kept: under their SHA-256, compressed with zstd (RFC 8878), a body with a
// predecessor as a delta against it (the predecessor is the frame's prefix), with a body of its own
// (a key frame) after every 15 deltas. Pure but for zstd's contexts: where the packed bodies lie is the
// caller's affair.
//
// Packed: depth, one byte, 0 for a key frame ‖ from depth 1 on the predecessor's digest ‖ zstd frame.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.h"

struct ZSTD_CCtx_s;

namespace gazetted::monitor {

/// The packed body under a digest, valid until the next call of whoever writes; nothing where there
/// is none.
using PackedBodies = std::function<std::optional<std::string_view>(const Digest&)>;

/// What a body may be kept as a delta against.
struct Predecessor {
  Digest digest;
  int depth = 0;  ///< of its own packing
  std::string bytes;
};

inline constexpr int deltas_between_key_frames = 15;
inline constexpr std::uint64_t largest_body = 1ULL << 30U;  ///< bytes, unpacked

/// Throws Damaged where `bytes` are not the body with this digest.
void check(const Digest& digest, std::string_view bytes);

/// The body with this digest, or nothing where it is not kept. Throws Damaged where what is kept is not that
/// body.
[[nodiscard]] std::optional<std::string> unpack_body(const Digest& digest, const PackedBodies& packed);
/// The same as something to pack against. `known`, where not null, is a body unpacked already, from which the
/// chain goes on if it is part of it. It is not held against its digest: what is packed against a damaged
/// body comes back whole all the same, and that one is damaged for whoever reads it.
[[nodiscard]] std::optional<Predecessor> unpack_predecessor(const Digest& digest, const PackedBodies& packed,
                                                            const Predecessor* known);

/// Not for two threads at a time.
class BodyPacker {
 public:
  BodyPacker();
  ~BodyPacker();
  BodyPacker(BodyPacker&&) noexcept;
  BodyPacker& operator=(BodyPacker&&) noexcept;

  /// `previous`, where given and kept, becomes the predecessor unless a key frame is due. Throws
  /// std::length_error for more than largest_body, Damaged where the predecessor is.
  [[nodiscard]] std::string pack(std::string_view bytes, const std::optional<Digest>& previous,
                                 const PackedBodies& packed);
  /// The same against what was unpacked already; a null pointer for no predecessor.
  [[nodiscard]] std::string pack(std::string_view bytes, const Predecessor* previous);

 private:
  [[nodiscard]] std::string deflate(std::string_view bytes, std::string_view prefix);

  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

/// That which a packed body is a delta against; nothing of a key frame. Throws Damaged.
[[nodiscard]] std::optional<Digest> predecessor_of(std::string_view packed_body);

/// Whether what was packed earlier can be kept beside what is kept now: its predecessor is there, at the
/// depth it had.
[[nodiscard]] bool fits(std::string_view packed_body, const PackedBodies& packed);

}  // namespace gazetted::monitor
