#include "parser/pdf_streams.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace gazetted::parser {
namespace {

constexpr std::string_view keyword = "stream";

/// The dictionary before the keyword: what stands behind the last `obj`.
std::string_view dictionary_before(std::string_view pdf, std::size_t at) {
  constexpr std::size_t longest = 2048;
  const auto from = at - std::min(at, longest);
  const auto before = pdf.substr(from, at - from);
  const auto object = before.rfind(" obj");
  return object == std::string_view::npos ? before : before.substr(object);
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool is_packed_text(std::string_view dictionary) {
  const bool is_flate = has(dictionary, "/FlateDecode") || has(dictionary, "/Fl ") ||
                        has(dictionary, "/Fl]") || has(dictionary, "/Fl/");
  const bool is_picture = has(dictionary, "/Subtype/Image") || has(dictionary, "/Subtype /Image");
  return is_flate && !is_picture;
}

struct Unpacked {
  std::uint64_t bytes = 0;
  std::size_t consumed = 0;
};

/// How much comes out of `data`, up to a little over `most`.
Unpacked measure(std::string_view data, std::uint64_t most) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(data.size(), std::numeric_limits<uInt>::max()));
  std::array<Bytef, 64 * 1024> buffer{};
  Unpacked unpacked;
  int status = Z_OK;
  while (status == Z_OK && unpacked.bytes <= most) {
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = inflate(&stream, Z_NO_FLUSH);
    unpacked.bytes += buffer.size() - stream.avail_out;
  }
  unpacked.consumed = data.size() - stream.avail_in;
  inflateEnd(&stream);
  return unpacked;
}

}  // namespace

bool unpacks_beyond(std::string_view pdf, std::uint64_t max_stream, std::uint64_t max_total) {
  std::uint64_t total = 0;
  for (auto at = pdf.find(keyword); at != std::string_view::npos; at = pdf.find(keyword, at)) {
    const auto dictionary = dictionary_before(pdf, at);
    at += keyword.size();
    auto data = pdf.substr(at);
    if (data.starts_with('\r')) data.remove_prefix(1);
    if (!data.starts_with('\n') || !is_packed_text(dictionary)) continue;
    data.remove_prefix(1);
    const auto unpacked = measure(data, max_stream);
    total += unpacked.bytes;
    if (unpacked.bytes > max_stream || total > max_total) return true;
    at += unpacked.consumed;
  }
  return false;
}

}  // namespace gazetted::parser
