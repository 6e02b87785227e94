#include "parser/charset.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "parser/charset_label.h"
#include "parser/mojibake.h"
#include "parser/utf8_check.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t detection_bytes = 64 * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view utf8_name = "UTF-8";

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

struct Converted {
  std::string text;
  std::size_t damaged = 0;  ///< sequences that became U+FFFD
};

void replace_undecodable(const void* context, UConverterToUnicodeArgs* args, const char* bytes, int32_t size,
                         UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  *status = U_ZERO_ERROR;
  // 80 is the euro sign of Windows in GBK (10.2.1 of the standard).
  const bool is_euro = size == 1 && *bytes == '\x80';
  const UChar mark = is_euro ? 0x20AC : 0xFFFD;
  ucnv_cbToUWriteUChars(args, &mark, 1, 0, status);
  if (!is_euro) ++*static_cast<std::size_t*>(const_cast<void*>(context));
}

/// A3A0, a full-width space that editors of old wrote, is U+3000 by the Encoding Standard; ICU gives a
/// private character for it.
void mend_wide_spaces(std::string& text) {
  for (std::size_t at = text.find("\uE5E5"); at != std::string::npos; at = text.find("\uE5E5", at + 3))
    text.replace(at, 3, "\u3000");
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

Converted from_utf8(std::string_view bytes) {
  Converted out;
  out.text.reserve(bytes.size());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    at += valid_utf8_prefix(bytes.substr(at));
    if (at == bytes.size()) break;
    out.text.append(bytes.substr(copied, at - copied)).append(replacement);
    for (++at; at < bytes.size() && is_continuation(bytes[at]);) ++at;
    copied = at;
    ++out.damaged;
  }
  out.text.append(bytes.substr(copied));
  return out;
}

Converted convert(std::string_view bytes, const std::string& encoding) {
  if (encoding == utf8_name) return from_utf8(bytes);
  const Converter converter = open_converter(encoding);
  if (!converter) return from_utf8(bytes);
  Converted out;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), replace_undecodable, &out.damaged, nullptr, nullptr, &status);
  out.text.resize(bytes.size() * 3 + 16);  // no encoding makes more of a byte than U+FFFD's three
  const int32_t length =
      ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), out.text.data(), static_cast<int32_t>(out.text.size()),
                         bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return from_utf8(bytes);
  out.text.resize(static_cast<std::size_t>(length));
  if (encoding == "GB18030") mend_wide_spaces(out.text);
  return out;
}

Decoded finish(Converted converted, std::string encoding, std::vector<std::string> doubts) {
  if (converted.damaged > 0)
    doubts.push_back("charset: " + std::to_string(converted.damaged) + " undecodable sequences in " +
                     encoding);
  return {std::move(converted.text), std::move(encoding), std::move(doubts)};
}

/// What stands between two tags or line ends; `<`, `>` and '\n' are no second byte of any encoding here.
std::string_view chunk_at(std::string_view bytes) {
  const auto end = bytes.find_first_of("<>\n", 1);
  return bytes.substr(0, end);
}

/// Sequences of a chunk read as UTF-8: those of three bytes and more, which text of another encoding hardly
/// ever makes, and broken ones.
struct Shape {
  std::size_t wide = 0, broken = 0;
  /// Text of UTF-8 with some bytes broken, rather than text of another encoding.
  [[nodiscard]] bool is_utf8() const { return broken == 0 || wide >= 3 * broken; }
};

Shape shape_of(std::string_view chunk) {
  Shape shape;
  for (std::size_t at = 0; at < chunk.size();) {
    const std::size_t length = utf8_sequence(chunk.substr(at));
    if (length >= 3) ++shape.wide;
    at += std::max<std::size_t>(length, 1);
    if (length > 0) continue;
    ++shape.broken;
    while (at < chunk.size() && is_continuation(chunk[at])) ++at;
  }
  return shape;
}

/// How much of a text that is not UTF-8 throughout is.
struct Mixture {
  std::size_t utf8 = 0;     ///< characters in chunks of UTF-8
  std::size_t foreign = 0;  ///< bytes beyond ASCII in all others
};

Mixture mixture_of(std::string_view bytes) {
  Mixture mixture;
  while (!bytes.empty()) {
    const auto chunk = chunk_at(bytes);
    bytes.remove_prefix(chunk.size());
    if (is_ascii(chunk)) continue;
    const Shape shape = shape_of(chunk);
    if (shape.is_utf8())
      mixture.utf8 += shape.wide;
    else
      mixture.foreign += static_cast<std::size_t>(
          std::ranges::count_if(chunk, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  }
  return mixture;
}

/// A UTF-8 page with parts of another encoding in it, as an include of old leaves them: each chunk by what
/// it is.
Decoded from_mixed(std::string_view bytes, const std::string& foreign, std::vector<std::string> doubts) {
  Converted out;
  std::size_t parts = 0;
  out.text.reserve(bytes.size() + bytes.size() / 8);
  while (!bytes.empty()) {
    const auto chunk = chunk_at(bytes);
    bytes.remove_prefix(chunk.size());
    if (valid_utf8_prefix(chunk) == chunk.size()) {
      out.text += chunk;
      continue;
    }
    constexpr std::size_t least = 4;  // two characters: fewer may be anything
    const bool is_foreign = !shape_of(chunk).is_utf8() && chunk.size() > least;
    Converted part = is_foreign ? convert(chunk, foreign) : from_utf8(chunk);
    if (is_foreign && part.damaged > 0)
      part = from_utf8(chunk);
    else if (is_foreign)
      ++parts;
    out.text += part.text;
    out.damaged += part.damaged;
  }
  if (parts > 0)
    doubts.push_back("charset: " + std::to_string(parts) + " passages of " + foreign + " in a UTF-8 page");
  return finish(std::move(out), std::string(utf8_name), std::move(doubts));
}

struct CloseDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::optional<std::string> detected(std::string_view bytes) {
  const auto first =
      std::ranges::find_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const std::string_view sample =
      bytes.substr(static_cast<std::size_t>(first - bytes.begin())).substr(0, detection_bytes);
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, CloseDetector> detector(uchardet_new());
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  return encoding_of(uchardet_get_charset(detector.get()));
}

/// Tries the encodings in turn and keeps the first that damages next to nothing, else the one that damages
/// least: an encoding of single bytes damages nothing ever, and is wrong for all that.
Decoded least_damaged(std::string_view bytes, const std::vector<std::string>& encodings,
                      std::vector<std::string> doubts) {
  constexpr std::size_t tolerated = 10;  // bytes beyond ASCII for one damaged sequence
  const auto beyond_ascii = static_cast<std::size_t>(
      std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  Converted best;
  std::string best_name;
  for (const std::string& encoding : encodings) {
    Converted tried = convert(bytes, encoding);
    if (best_name.empty() || tried.damaged < best.damaged) {
      best = std::move(tried);
      best_name = encoding;
    }
    if (best.damaged * tolerated <= beyond_ascii) break;
  }
  if (best_name != encodings.front())
    doubts.push_back("charset: not " + encodings.front() + ", read as " + best_name);
  return finish(std::move(best), std::move(best_name), std::move(doubts));
}

/// What the header and the page say, and what is to be doubted of it.
struct Declared {
  std::vector<std::string> encodings, doubts;
};

enum class Text { ascii, utf8, other };

Declared declarations(std::string_view bytes, std::string_view content_type, Text is) {
  Declared declared;
  const std::array<std::pair<std::string_view, std::string>, 2> said = {
      {{"the header", charset_parameter(content_type)}, {"the page", declared_in(bytes)}}};
  for (const auto& [where, label] : said) {
    if (label.empty()) continue;
    auto encoding = encoding_of(label);
    const std::string claim = "charset: " + std::string(where) + " says " + label;
    // No text of 8-bit characters is UTF-16; ASCII is every other encoding.
    const bool wide = encoding && encoding->starts_with("UTF-16");
    if (!encoding)
      declared.doubts.push_back(claim + ", which is no encoding known here");
    else if (is == Text::utf8 && *encoding != utf8_name)
      declared.doubts.push_back(claim + ", but the bytes are UTF-8");
    else if (wide || (is == Text::other && *encoding == utf8_name))
      declared.doubts.push_back(claim + ", but the bytes are not");
    else
      declared.encodings.push_back(*std::move(encoding));
  }
  return declared;
}

}  // namespace

std::optional<std::string> wide_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  const auto head = bytes.substr(0, 1024);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < head.size(); ++at)
    if (head[at] == '\0') ++zeros[at % 2];
  const std::size_t units = head.size() / 2;
  if (units < 2) return std::nullopt;
  // Tags, digits and line ends have a zero byte each; a zero character stands in no text.
  const auto is = [&](std::size_t zero, std::size_t other) {
    return zero * 8 >= units && other * 64 <= zero;
  };
  if (is(zeros[1], zeros[0])) return "UTF-16LE";
  if (is(zeros[0], zeros[1])) return "UTF-16BE";
  return std::nullopt;
}

std::string to_utf8(std::string_view bytes, std::string_view label) {
  const auto encoding = encoding_of(label);
  return is_ascii(bytes) || !encoding ? from_utf8(bytes).text : convert(bytes, *encoding).text;
}

namespace {

Decoded read(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    if (valid_utf8_prefix(bytes) == bytes.size()) return {std::string(bytes), std::string(utf8_name), {}};
    return from_mixed(bytes, "GB18030", {});
  }
  if (const auto wide = wide_encoding(bytes)) {
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    std::vector<std::string> doubts;
    if (!marked) doubts.push_back("charset: " + *wide + " without a byte order mark");
    return finish(convert(bytes.substr(marked ? 2 : 0), *wide), *wide, std::move(doubts));
  }
  if (valid_utf8_prefix(bytes) == bytes.size()) {
    const Text is = is_ascii(bytes) ? Text::ascii : Text::utf8;
    Declared declared = declarations(bytes, content_type, is);
    // Escape sequences and tildes of these are ASCII bytes.
    const bool escaped = is == Text::ascii && !declared.encodings.empty() &&
                         (declared.encodings.front() == "ISO-2022-JP" || declared.encodings.front() == "HZ");
    if (!escaped) return {std::string(bytes), std::string(utf8_name), std::move(declared.doubts)};
    return finish(convert(bytes, declared.encodings.front()), declared.encodings.front(),
                  std::move(declared.doubts));
  }
  constexpr std::size_t telling = 6;  // characters that no other encoding makes by chance
  const Mixture mixture = mixture_of(bytes);
  const bool is_utf8 = mixture.utf8 >= telling && mixture.utf8 * 12 >= mixture.foreign;
  Declared declared = declarations(bytes, content_type, is_utf8 ? Text::utf8 : Text::other);
  auto& encodings = declared.encodings;
  if (is_utf8) return from_mixed(bytes, "GB18030", std::move(declared.doubts));
  if (encodings.empty()) {
    if (auto guess = detected(bytes)) encodings.push_back(std::move(*guess));
    declared.doubts.emplace_back("charset: guessed from the bytes");
  }
  // What is declared may still be wrong: GB18030 reads almost every Chinese page, windows-1252 the rest.
  encodings.emplace_back("GB18030");
  encodings.emplace_back("windows-1252");
  return least_damaged(bytes, encodings, std::move(declared.doubts));
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view content_type) {
  Decoded decoded = read(bytes, content_type);
  if (const auto taken_for = encoded_twice(decoded.text))
    decoded.doubts.push_back("charset: the text is UTF-8 that was taken for " + std::string(*taken_for) +
                             " and encoded again");
  return decoded;
}

}  // namespace gazetted::parser
