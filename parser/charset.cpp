#include "parser/charset.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

namespace gazetted::parser {
namespace {

constexpr std::size_t prescan_bytes = 4096;
constexpr std::size_t detection_bytes = 64 * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view utf8_name = "UTF-8";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

struct Alias {
  std::string_view label, name;
};
// Labels that the Encoding Standard reads as another, larger encoding than ICU would.
constexpr auto aliases = std::to_array<Alias>({
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"ms936", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gb_2312", "GB18030"},
    {"gb-2312", "GB18030"},
    {"chinese", "GB18030"},
    {"csgb2312", "GB18030"},
    {"iso-ir-58", "GB18030"},
    {"euc-cn", "GB18030"},
    {"gb18030", "GB18030"},
    {"hz-gb-2312", "HZ"},
    {"big5", "Big5-HKSCS"},
    {"big-5", "Big5-HKSCS"},
    {"cn-big5", "Big5-HKSCS"},
    {"x-x-big5", "Big5-HKSCS"},
    {"csbig5", "Big5-HKSCS"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ksc5601", "windows-949"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"tis-620", "windows-874"},
    {"iso-8859-11", "windows-874"},
    {"unicode", "UTF-16LE"},
    {"utf-16", "UTF-16LE"},
});

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// The encoding a label stands for, or nothing for a label that nobody knows.
std::optional<std::string> encoding_of(std::string_view label) {
  const std::string wanted = lowered(label);
  if (wanted.empty() || wanted.size() > 40) return std::nullopt;
  if (wanted == "utf-8") return std::string(utf8_name);
  const auto alias = std::ranges::find(aliases, wanted, &Alias::label);
  if (alias != aliases.end()) return std::string(alias->name);
  const Converter converter = open_converter(wanted);
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const char* name = ucnv_getName(converter.get(), &status);
  return U_SUCCESS(status) && name ? std::string(name) : wanted;
}

struct Converted {
  std::string text;
  std::size_t damaged = 0;  ///< sequences that became U+FFFD
};

void replace_undecodable(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t,
                         UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  *status = U_ZERO_ERROR;
  const UChar mark = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &mark, 1, 0, status);
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
}

/// A3A0, a full-width space that editors of old wrote, is U+3000 by the Encoding Standard; ICU gives a
/// private character for it.
void mend_wide_spaces(std::string& text) {
  for (std::size_t at = text.find("\uE5E5"); at != std::string::npos; at = text.find("\uE5E5", at + 3))
    text.replace(at, 3, "\u3000");
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The length of the well-formed UTF-8 sequence at the front (Unicode, table 3-7), or 0.
std::size_t sequence_length(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || bytes.size() < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  return length;
}

Converted from_utf8(std::string_view bytes) {
  Converted out;
  out.text.reserve(bytes.size());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (const std::size_t length = sequence_length(bytes.substr(at)); length > 0) {
      at += length;
      continue;
    }
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

enum class Utf8 { ascii, valid, nearly, no };

/// `nearly`: a page cut within a character or with a few broken ones; text of another encoding fails at
/// almost every character.
Utf8 examine(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length > 0) ++good;
    at += std::max<std::size_t>(length, 1);
    if (length > 0) continue;
    ++bad;
    while (at < bytes.size() && is_continuation(bytes[at])) ++at;
  }
  if (bad == 0) return good == 0 ? Utf8::ascii : Utf8::valid;
  return good >= 20 * bad ? Utf8::nearly : Utf8::no;
}

/// The word after `charset=` or `encoding=` in `text` (lower case), without quotes.
std::string label_after(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t from = at + key.size();
    while (from < text.size() && is_space(text[from])) ++from;
    if (from >= text.size() || text[from] != '=') continue;
    ++from;
    while (from < text.size() && (is_space(text[from]) || text[from] == '"' || text[from] == '\'')) ++from;
    const std::size_t to = text.find_first_of(" \t\r\n\f\"';>/?,", from);
    return std::string(text.substr(from, to == std::string_view::npos ? to : to - from));
  }
  return {};
}

/// What the page itself declares: its XML declaration, else the first <meta> with a charset that is not
/// within a comment.
std::string declared_in(std::string_view bytes) {
  const std::string head = lowered(bytes.substr(0, prescan_bytes));
  const std::string_view text = head;
  if (text.starts_with("<?xml"))
    if (std::string label = label_after(text.substr(0, text.find('>')), "encoding"); !label.empty())
      return label;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (text.substr(at).starts_with("<!--")) {
      at = text.find("-->", at);
      if (at == std::string_view::npos) break;
    } else if (text.substr(at).starts_with("<meta")) {
      std::string label = label_after(text.substr(at, text.find('>', at) - at), "charset");
      if (!label.empty()) return label;
    }
  }
  return {};
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

std::optional<std::pair<std::string, std::size_t>> byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::pair{std::string(utf8_name), std::size_t{3}};
  if (bytes.starts_with("\xFF\xFE")) return std::pair{std::string("UTF-16LE"), std::size_t{2}};
  if (bytes.starts_with("\xFE\xFF")) return std::pair{std::string("UTF-16BE"), std::size_t{2}};
  return std::nullopt;
}

struct Declaration {
  std::string_view where;
  std::string label;
};

Decoded finish(Converted converted, std::string encoding, std::vector<std::string> doubts) {
  if (converted.damaged > 0)
    doubts.push_back("charset: " + std::to_string(converted.damaged) + " undecodable sequences in " +
                     encoding);
  return {std::move(converted.text), std::move(encoding), std::move(doubts)};
}

/// Whether bytes of this shape contradict a label: valid UTF-8 under another name, or UTF-8 that is none.
bool contradicts(Utf8 shape, const std::string& encoding) {
  if (shape == Utf8::ascii) return encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32");
  return (encoding == utf8_name) != (shape == Utf8::valid || shape == Utf8::nearly);
}

/// Tries the encodings in turn and keeps the one that damages least, the earlier of equals.
Decoded least_damaged(std::string_view bytes, const std::vector<std::string>& encodings,
                      std::vector<std::string> doubts) {
  Converted best;
  std::string best_name;
  for (const std::string& encoding : encodings) {
    Converted tried = convert(bytes, encoding);
    if (best_name.empty() || tried.damaged < best.damaged) {
      best = std::move(tried);
      best_name = encoding;
    }
    if (best.damaged == 0) break;
  }
  if (best_name != encodings.front())
    doubts.push_back("charset: not " + encodings.front() + ", read as " + best_name);
  return finish(std::move(best), std::move(best_name), std::move(doubts));
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view content_type) {
  if (const auto mark = byte_order_mark(bytes))
    return finish(convert(bytes.substr(mark->second), mark->first), mark->first, {});

  const Utf8 shape = examine(bytes);
  const bool is_utf8 = shape == Utf8::valid || shape == Utf8::nearly;
  const Declaration declarations[] = {
      {"the header", label_after(lowered(content_type), "charset")},
      {"the page", declared_in(bytes)},
  };
  std::vector<std::string> doubts, encodings;
  for (const auto& [where, label] : declarations) {
    if (label.empty()) continue;
    std::optional<std::string> encoding = encoding_of(label);
    const std::string said = "charset: " + std::string(where) + " says " + label;
    if (!encoding)
      doubts.push_back(said + ", which is no encoding known here");
    else if (contradicts(shape, *encoding))
      doubts.push_back(said + (is_utf8 ? ", but the bytes are UTF-8" : ", but the bytes are not"));
    else
      encodings.push_back(std::move(*encoding));
  }
  if (shape == Utf8::valid) return {std::string(bytes), std::string(utf8_name), std::move(doubts)};
  if (is_utf8) return finish(from_utf8(bytes), std::string(utf8_name), std::move(doubts));
  if (shape == Utf8::ascii && encodings.empty()) return {std::string(bytes), std::string(utf8_name), doubts};
  if (encodings.empty()) {
    if (auto guess = detected(bytes)) encodings.push_back(std::move(*guess));
    doubts.push_back("charset: guessed from the bytes");
  }
  // What is declared may still be wrong: GB18030 reads almost every Chinese page, windows-1252 the rest.
  encodings.emplace_back("GB18030");
  encodings.emplace_back("windows-1252");
  return least_damaged(bytes, encodings, std::move(doubts));
}

}  // namespace gazetted::parser
