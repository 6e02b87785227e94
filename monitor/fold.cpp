#include "monitor/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "monitor/label.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

/// Code points that NFKC leaves alone, or that `plain` maps as NFKC does: nearly all of a Chinese
/// text. A text of these alone is spared the normalizer.
constexpr bool needs_no_normalizer(char32_t c) {
  return c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF5E) ||
         (c >= 0x3000 && c <= 0x3011) || c == 0x3014 || c == 0x3015 || c == 0x2014 || c == 0x2018 ||
         c == 0x2019 || c == 0x201C || c == 0x201D || c == 0xB7;
}

bool needs_no_normalizer(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = is_ideograph_at(text, at) ? CodePoint{U'\u5000', 3} : code_point_at(text, at);
    if (!needs_no_normalizer(next.value)) return false;
    at += next.bytes;
  }
  return true;
}

std::string nfkc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  std::string result;
  icu::StringByteSink<std::string> sink(&result, static_cast<int32_t>(text.size()));
  if (U_SUCCESS(status))
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                              nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU NFKC: ") + u_errorName(status));
  return result;
}

constexpr bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501 ||
         c == 0x207B || c == 0x2043 || c == 0x30FC;
}

/// The one character that stands for `c` and its variants; nothing where it does not count.
std::optional<char32_t> plain(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return c;
  if (c > 0x20 && c < 0x7F) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return plain(c - 0xFEE0);
  if (is_space(c)) return std::nullopt;
  if (is_dash(c)) return U'-';
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: return U'\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0x301D:
    case 0x301E:
    case 0x301F: return U'"';
    case 0x2022:
    case 0x2027:
    case 0x22C5:
    case 0x30FB: return U'\u00B7';
    case 0x223C:
    case 0x301C: return U'~';
    case 0xFFFC: return std::nullopt;
    default: break;
  }
  const auto point = static_cast<UChar32>(c);
  const auto category = u_charType(point);
  if (category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || u_isUWhiteSpace(point) ||
      u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
    return std::nullopt;
  return c;
}

struct Delimiters {
  std::string_view open, close;
};
constexpr Delimiters templates[] = {{"{{", "}}"}, {"<?=", "?>"}, {"${", "}"}};
constexpr std::size_t longest_template = 400;  // bytes; a brace that closes no sooner opened none

/// Where the template expression at `at` ends, if there is one.
std::optional<std::size_t> template_end(std::string_view text, std::size_t at) {
  for (const auto& [open, close] : templates) {
    if (!text.substr(at).starts_with(open)) continue;
    const std::size_t end = text.substr(at, longest_template).find(close, open.size());
    if (end != std::string_view::npos) return at + end + close.size();
  }
  return std::nullopt;
}

std::string without_templates(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t at = text.find_first_of("{<$");
    result += text.substr(0, at);
    if (at == std::string_view::npos) break;
    const auto end = template_end(text, at);
    if (!end) result += text[at];
    text.remove_prefix(end.value_or(at + 1));
  }
  return result;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Whether a punctuation mark carries meaning where it stands: 1.5, 10-20, 3/4, -5, .5, 75%.
bool bears_meaning(std::u32string_view text, std::size_t at) {
  const char32_t c = text[at];
  if (c == U'%' || c == U'\u2030' || c == U'\u2031') return true;
  if (at + 1 >= text.size() || !is_digit(text[at + 1])) return false;
  const bool after_digit = at > 0 && is_digit(text[at - 1]);
  return after_digit || c == U'-' || c == U'.';
}

/// Folded text without punctuation.
std::string without_punctuation(std::string_view folded) {
  const std::u32string points = code_points(folded);
  std::string result;
  for (std::size_t at = 0; at < points.size(); ++at) {
    const char32_t c = points[at];
    const bool punctuation = c == U'|' || u_ispunct(static_cast<UChar32>(c));
    if (!punctuation)
      result += utf8(c);
    else if (bears_meaning(points, at))
      result += utf8(c == U'\u3001' || c == U';' ? U',' : c);
  }
  return result;
}

/// A label as its number, after a mark that no folded text contains.
std::string number_of(const Label& label) {
  const char kind =
      label.level <= Level::article ? static_cast<char>('a' + static_cast<int>(label.level)) : 'n';
  return std::string("\x1F") + kind + std::to_string(label.number.value) + '.' +
         std::to_string(label.number.inserted) + '\x1F';
}

}  // namespace

std::string fold(std::string_view text) {
  std::string mended;  // what `text` views where it had to be changed first
  // Not find_first_of: it asks memchr of each character.
  if (std::ranges::any_of(text, [](char c) { return c == '{' || c == '<' || c == '$'; }))
    text = mended = without_templates(text);
  if (!needs_no_normalizer(text)) text = mended = nfkc(text);
  std::string folded;
  folded.reserve(text.size());
  std::size_t copied = 0;  // text before it is in `folded`; what stays as it is goes there in runs
  for (std::size_t at = 0; at < text.size();) {
    if (is_ideograph_at(text, at)) {
      at += 3;
      continue;
    }
    const CodePoint next = code_point_at(text, at);
    const auto c = plain(next.value);
    const bool ill_formed = next.value == U'\uFFFD' && next.bytes == 1;
    if (c != next.value || c == U'-' || ill_formed) {
      folded += text.substr(copied, at - copied);
      const bool repeated = c == U'-' && folded.ends_with('-');
      if (c && !repeated) folded += utf8(*c);
      copied = at + next.bytes;
    }
    at += next.bytes;
  }
  folded += text.substr(copied);
  return folded;
}

std::string fold_editorial(std::string_view text) {
  std::string result;
  each_line(text, [&](std::string_view line) {
    if (const auto label = read_label(line)) {
      result += number_of(*label);
      line.remove_prefix(label->end);
    }
    result += without_punctuation(fold(line));
  });
  return result;
}

}  // namespace gazetted::monitor
