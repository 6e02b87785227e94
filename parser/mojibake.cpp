#include "parser/mojibake.h"

#include <array>
#include <memory>
#include <string>

#include <unicode/ucnv.h>

#include "parser/utf8_check.h"

namespace gazetted::parser {
namespace {

/// The first characters beyond ASCII; a space for what stands between them.
std::string sample_of(std::string_view text) {
  constexpr std::size_t looked_at = 256 * 1024, enough = 1500;
  std::string sample;
  for (const char c : text.substr(0, looked_at)) {
    const bool beyond = static_cast<unsigned char>(c) >= 0x80;
    // Not within a character.
    if (sample.size() >= enough && (!beyond || (static_cast<unsigned char>(c) & 0xC0U) != 0x80U)) break;
    if (beyond)
      sample += c;
    else if (!sample.empty() && sample.back() != ' ')
      sample += ' ';
  }
  return sample;
}

/// Characters that stand beside another, of a sample.
std::size_t characters_in_runs(std::string_view sample) {
  std::size_t all = 0, run = 0;
  for (const char c : sample) {
    if (c == ' ') {
      run = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++run;
      all += run == 1 ? 0 : run == 2 ? 2 : 1;
    }
  }
  return all;
}

std::string bytes_in(const std::string& encoding, std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding.c_str(), &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status)) return {};
  std::string bytes(utf8.size() * 2 + 16, '\0');
  const int32_t length =
      ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, bytes.data(), static_cast<int32_t>(bytes.size()),
                           utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  bytes.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return bytes;
}

constexpr std::size_t least_wide = 8;  ///< characters of three bytes that are no chance

/// Whether the bytes are UTF-8 beyond chance. A character may have lost a byte where the first reading met
/// the end of a run.
bool is_utf8_text(std::string_view bytes) {
  std::size_t wide = 0, broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = utf8_sequence(bytes.substr(at));
    if (length >= 3) ++wide;
    if (length == 0) ++broken;
    at += length == 0 ? 1 : length;
  }
  return wide >= least_wide && wide >= 2 * broken;
}

}  // namespace

std::optional<std::string_view> encoded_twice(std::string_view text) {
  const std::string sample = sample_of(text);
  // What no text that was read in another encoding shows by chance.
  for (const std::string_view plain : {"。", "，", "的"})
    if (sample.find(plain) != std::string::npos) return std::nullopt;
  // Two characters of three bytes were read as three at least, side by side: the dashes and quotes of an
  // English text are none.
  if (2 * characters_in_runs(sample) < 3 * least_wide) return std::nullopt;
  constexpr std::array<const char*, 3> encodings = {"GB18030", "windows-1252", "ISO-8859-1"};
  for (const char* encoding : encodings)
    if (is_utf8_text(bytes_in(encoding, sample))) return encoding;
  return std::nullopt;
}

}  // namespace gazetted::parser
