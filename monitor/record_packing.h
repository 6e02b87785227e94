#pragma once
// Records (codec.h) in fewer bytes: most say a title or an address several times over, and in much the same
// words as others do. A record is compressed (zstd, RFC 8878) against another that is like it, a sample
// (samples.h), or, where there is none, against a text of such words that is part of the program.
//
// Packed: the form, one byte: plain_form, and the record is as it was encoded; else against what it was
// compressed, a sample or how much of the words ‖ the sample's name, if it was one ‖ zstd frame without its
// magic number. Of a frame that is one compressed block, as nearly all are, the size and the block's content
// are kept, and the sample's name without its leading zeros: the rest of its eight bytes of head follows. The
// words are never changed: more may be put behind them, for a form of their own.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;

namespace gazetted::monitor {

inline constexpr std::size_t sample_name_size = 4;

struct Sample {
  std::string name;         ///< of that size
  std::string_view record;  ///< as `encode` gave it; never another under the same name
};

/// The record of a sample by its name, valid until the next call of whoever writes; nothing where there is
/// none.
using Samples = std::function<std::optional<std::string_view>(std::string_view name)>;

/// Not for two threads at a time.
class RecordPacker {
 public:
  RecordPacker();
  ~RecordPacker();
  RecordPacker(RecordPacker&&) noexcept;
  RecordPacker& operator=(RecordPacker&&) noexcept;

  /// What `encode` gave; as it is where that is no longer.
  [[nodiscard]] std::string pack(std::string encoded, const std::optional<Sample>& sample = std::nullopt);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

/// The name of the sample that a record was packed against; nothing where it was against none.
[[nodiscard]] std::optional<std::string> sample_of(std::string_view packed);

/// What `decode` takes. Throws Damaged on what was never packed, and where its sample is missing.
[[nodiscard]] std::string unpack_record(std::string_view packed, const Samples& samples);

}  // namespace gazetted::monitor
