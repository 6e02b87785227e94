#include "parser/gzip.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace gazetted::parser {
namespace {

class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

Result<std::string> gunzip(std::string_view bytes, std::uint64_t max_bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max())
    return failure(ErrorKind::too_large, "a gzip body of " + std::to_string(bytes.size()) + " bytes");
  Inflater inflater;
  if (!inflater.ready()) return failure(ErrorKind::io, "zlib cannot be started");
  z_stream& stream = inflater.stream();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string unpacked;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END)
      return failure(ErrorKind::malformed, "damaged or truncated gzip data");
    const auto count = buffer.size() - stream.avail_out;
    if (unpacked.size() + count > max_bytes)
      return failure(ErrorKind::too_large,
                     "gzip data that unpacks to more than " + std::to_string(max_bytes) + " bytes");
    unpacked.append(buffer.data(), count);
    if (status != Z_STREAM_END) continue;
    // A further member may follow; anything else after the first is padding.
    const std::string_view rest = bytes.substr(bytes.size() - stream.avail_in);
    if (!is_gzip(rest)) return unpacked;
    if (inflateReset(&stream) != Z_OK) return failure(ErrorKind::io, "zlib cannot be restarted");
  }
}

std::string gunzip_head(std::string_view bytes) {
  constexpr std::size_t most = 4096;
  Inflater inflater;
  if (!inflater.ready()) return {};
  std::string head(most, '\0');
  z_stream& stream = inflater.stream();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(std::min(bytes.size(), most));
  stream.next_out = reinterpret_cast<Bytef*>(head.data());
  stream.avail_out = static_cast<uInt>(head.size());
  inflate(&stream, Z_SYNC_FLUSH);
  head.resize(head.size() - stream.avail_out);
  return head;
}

}  // namespace gazetted::parser
