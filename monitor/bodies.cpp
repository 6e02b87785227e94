#include "monitor/bodies.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <new>
#include <stdexcept>
#include <vector>

#include "monitor/damaged.h"
#include "monitor/decompressor.h"

namespace gazetted::monitor {
namespace {

constexpr std::size_t digest_size = sizeof(Digest::bytes);

/// A packed body, taken apart.
struct Packed {
  int depth;
  Digest predecessor;  ///< where depth is not 0
  std::string_view frame;
};

Packed take_apart(std::string_view packed) {
  if (packed.empty()) throw Damaged("a body has no head");
  const int depth = static_cast<unsigned char>(packed.front());
  packed.remove_prefix(1);
  if (depth == 0) return {depth, {}, packed};
  if (depth > deltas_between_key_frames || packed.size() < digest_size)
    throw Damaged("a body has a wrong head");
  return {depth, *Digest::from_bytes(packed.substr(0, digest_size)), packed.substr(digest_size)};
}

std::size_t checked(std::size_t code) {
  if (ZSTD_isError(code) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(code));
  return code;
}

/// Both the body and all of its prefix within reach.
int window_log(std::size_t size) {
  constexpr int smallest = 10;  // ZSTD_WINDOWLOG_MIN
  constexpr int largest = 27;   // what a decoder accepts without being asked to
  return std::clamp(static_cast<int>(std::bit_width(size)), smallest, largest);
}

/// A prefix beyond this overflows the tables of the quick levels, and matches far back are missed
/// (1.2 MB and two words changed: 430 kB without long distance matching, 174 B with it).
constexpr std::size_t nearby = 128U << 10U;

int level_for(std::size_t size) {
  constexpr std::size_t snapshot = 16U << 10U;
  return size > snapshot ? 1 : 3;
}

std::string inflate(std::string_view frame, std::string_view prefix) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest_body)
    throw Damaged("a body is no zstd frame of a sound size");
  ZSTD_DCtx* const context = decompressor();
  checked(ZSTD_DCtx_refPrefix(context, prefix.data(), prefix.size()));
  std::string bytes(size, '\0');
  const auto written = ZSTD_decompressDCtx(context, bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(written) != 0 || written != size)
    throw Damaged(std::string("a body cannot be unpacked: ") + ZSTD_getErrorName(written));
  return bytes;
}

/// The body of a digest that is kept.
std::string follow_chain(const Digest& digest, const PackedBodies& packed, const Predecessor* known) {
  std::vector<std::string_view> frames;  // from this body back to its key frame, or to what is known
  auto body = take_apart(*packed(digest));
  frames.push_back(body.frame);
  std::string_view prefix;
  while (body.depth > 0) {
    if (known != nullptr && known->digest == body.predecessor) {
      prefix = known->bytes;
      break;
    }
    const auto before = packed(body.predecessor);
    if (!before) throw Damaged("body " + digest.hex() + ": its predecessor is missing");
    const auto predecessor = take_apart(*before);
    if (predecessor.depth >= body.depth)
      throw Damaged("body " + digest.hex() + ": its chain is out of order");
    body = predecessor;
    frames.push_back(body.frame);
  }
  std::string bytes;
  for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
    prefix = bytes = inflate(*frame, prefix);
  return bytes;
}

}  // namespace

void BodyPacker::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

BodyPacker::BodyPacker() = default;
BodyPacker::~BodyPacker() = default;
BodyPacker::BodyPacker(BodyPacker&&) noexcept = default;
BodyPacker& BodyPacker::operator=(BodyPacker&&) noexcept = default;

void check(const Digest& digest, std::string_view bytes) {
  if (Digest::of(bytes) != digest) throw Damaged("body " + digest.hex() + ": its bytes have another digest");
}

std::optional<std::string> unpack_body(const Digest& digest, const PackedBodies& packed) {
  if (!packed(digest)) return std::nullopt;
  auto bytes = follow_chain(digest, packed, nullptr);
  check(digest, bytes);
  return bytes;
}

std::optional<Predecessor> unpack_predecessor(const Digest& digest, const PackedBodies& packed,
                                              const Predecessor* known) {
  const auto found = packed(digest);
  if (!found) return std::nullopt;
  const int depth = take_apart(*found).depth;
  return Predecessor{digest, depth, follow_chain(digest, packed, known)};
}

std::string BodyPacker::pack(std::string_view bytes, const std::optional<Digest>& previous,
                             const PackedBodies& packed) {
  const auto before = previous ? packed(*previous) : std::nullopt;
  // What is not going to be a predecessor need not be unpacked.
  if (!before || take_apart(*before).depth >= deltas_between_key_frames) return pack(bytes, nullptr);
  const auto predecessor = unpack_predecessor(*previous, packed, nullptr);
  return pack(bytes, &*predecessor);
}

std::string BodyPacker::pack(std::string_view bytes, const Predecessor* previous) {
  if (bytes.size() > largest_body) throw std::length_error("a body is too large to be kept");
  std::string head(1, '\0');
  std::string_view prefix;
  if (previous != nullptr && previous->depth < deltas_between_key_frames) {
    prefix = previous->bytes;
    head.front() = static_cast<char>(previous->depth + 1);
    head += previous->digest.view();
  }
  return head + deflate(bytes, prefix);
}

std::optional<Digest> predecessor_of(std::string_view packed_body) {
  const auto body = take_apart(packed_body);
  return body.depth == 0 ? std::nullopt : std::optional(body.predecessor);
}

bool fits(std::string_view packed_body, const PackedBodies& packed) {
  const auto body = take_apart(packed_body);
  if (body.depth == 0) return true;
  const auto before = packed(body.predecessor);
  return before && take_apart(*before).depth + 1 == body.depth;
}

std::string BodyPacker::deflate(std::string_view bytes, std::string_view prefix) {
  if (!context_) context_.reset(ZSTD_createCCtx());
  auto* const context = context_.get();
  if (context == nullptr) throw std::bad_alloc();
  checked(ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters));
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level_for(bytes.size())));
  if (!prefix.empty()) {
    const int window = window_log(bytes.size() + prefix.size());
    checked(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window));
    if (prefix.size() > nearby)
      checked(ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1));
    checked(ZSTD_CCtx_refPrefix(context, prefix.data(), prefix.size()));
  }
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  frame.resize(checked(ZSTD_compress2(context, frame.data(), frame.size(), bytes.data(), bytes.size())));
  return frame;
}

}  // namespace gazetted::monitor
