#pragma once
// Records (codec.h) in fewer bytes: most say a title or an address several times over, and in much the same
// words as others do. A record is compressed by itself (zstd, RFC 8878) against a text of such words that is
// part of the program, so it can be read alone.
//
// Packed: the form, one byte: plain_form, and the record is as it was encoded; else the number of the text it
// was compressed against ‖ zstd frame without its magic number. A text is never changed: a better one gets a
// number of its own, and those before it stay.

#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;

namespace gazetted::monitor {

/// Not for two threads at a time.
class RecordPacker {
 public:
  RecordPacker();
  ~RecordPacker();
  RecordPacker(RecordPacker&&) noexcept;
  RecordPacker& operator=(RecordPacker&&) noexcept;

  /// What `encode` gave; as it is where that is no longer.
  [[nodiscard]] std::string pack(std::string encoded);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

/// What `decode` takes. Throws Damaged on what was never packed.
[[nodiscard]] std::string unpack_record(std::string_view packed);

}  // namespace gazetted::monitor
