#include "parser/charset_label.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gazetted::parser {
namespace {

constexpr std::size_t prescan_bytes = 4096;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Encoding {
  std::string_view name;    ///< ICU's
  std::string_view labels;  ///< the standard's, each between spaces
};

// 4.2 of the standard. Beyond it: cp936 and ms936 of old servers, "gb-2312", and HZ, which the standard
// replaces altogether for the safety of browsers.
constexpr auto encodings = std::to_array<Encoding>({
    {"UTF-8", " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 "},
    {"GB18030",
     " gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 ms936 "
     "gb-2312 euc-cn gb18030-2000 windows-936 "},
    {"Big5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 big-5 big5hkscs cp950 "},
    {"HZ", " hz-gb-2312 "},
    {"UTF-16LE", " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
    {"UTF-16BE", " unicodefffe utf-16be "},
    {"windows-31j", " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis "},
    {"EUC-JP", " cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {"ISO-2022-JP", " csiso2022jp iso-2022-jp "},
    {"windows-949",
     " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949 "},
    {"windows-1252",
     " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
     "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined "},
    {"ISO-8859-2",
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    {"ISO-8859-3",
     " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {"ISO-8859-4",
     " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {"ISO-8859-5",
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 "},
    {"ISO-8859-6",
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    {"ISO-8859-7",
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek "},
    {"ISO-8859-8",
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical "},
    {"ISO-8859-10", " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"KOI8-R", " cskoi8r koi koi8 koi8-r koi8_r "},
    {"KOI8-U", " koi8-ru koi8-u "},
    {"macintosh", " csmacintosh mac macintosh x-mac-roman "},
    {"x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian "},
    {"IBM866", " 866 cp866 csibm866 ibm866 "},
    {"windows-874", " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"windows-1250", " cp1250 windows-1250 x-cp1250 "},
    {"windows-1251", " cp1251 windows-1251 x-cp1251 "},
    {"windows-1253", " cp1253 windows-1253 x-cp1253 "},
    {"windows-1254",
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
     "windows-1254 x-cp1254 "},
    {"windows-1255", " cp1255 windows-1255 x-cp1255 "},
    {"windows-1256", " cp1256 windows-1256 x-cp1256 "},
    {"windows-1257", " cp1257 windows-1257 x-cp1257 "},
    {"windows-1258", " cp1258 windows-1258 x-cp1258 "},
});

/// The word after `key=` in `text` (lower case), without quotes.
std::string label_after(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t from = at + key.size();
    while (from < text.size() && is_blank(text[from])) ++from;
    if (from >= text.size() || text[from] != '=') continue;
    ++from;
    while (from < text.size() && (is_blank(text[from]) || text[from] == '"' || text[from] == '\'')) ++from;
    const std::size_t to = text.find_first_of(" \t\r\n\f\"';>/?,", from);
    return std::string(text.substr(from, to == std::string_view::npos ? to : to - from));
  }
  return {};
}

struct Attribute {
  std::string_view name, value;
};

/// The attribute at the front of a tag's inside, taken off it (13.2.3.2, "get an attribute"); an empty name
/// at the end.
Attribute take_attribute(std::string_view& inside) {
  while (!inside.empty() && (is_blank(inside.front()) || inside.front() == '/')) inside.remove_prefix(1);
  Attribute attribute;
  const auto name_end =
      std::min(inside.find_first_of(" \t\r\n\f=/", inside.starts_with('=') ? 1 : 0), inside.size());
  attribute.name = inside.substr(0, name_end);
  inside.remove_prefix(name_end);
  while (!inside.empty() && is_blank(inside.front())) inside.remove_prefix(1);
  if (!inside.starts_with('=')) return attribute;
  inside.remove_prefix(1);
  while (!inside.empty() && is_blank(inside.front())) inside.remove_prefix(1);
  const bool quoted = inside.starts_with('"') || inside.starts_with('\'');
  const auto end = quoted ? inside.find(inside.front(), 1) : inside.find_first_of(" \t\r\n\f");
  const auto from = quoted ? 1 : 0;
  attribute.value = inside.substr(from, end == std::string_view::npos ? end : end - from);
  inside.remove_prefix(end == std::string_view::npos ? inside.size() : end + from);
  return attribute;
}

/// What a <meta> says; "" where it is about something else.
std::string label_of_meta(std::string_view inside) {
  std::string own, in_content;
  bool is_content_type = false;
  while (true) {
    const auto [name, value] = take_attribute(inside);
    if (name.empty()) break;
    if (name == "charset" && own.empty()) own = without_blanks(value);
    if (name == "http-equiv") is_content_type = without_blanks(value) == "content-type";
    if (name == "content") in_content = label_after(value, "charset");
  }
  if (!own.empty()) return own;
  return is_content_type ? in_content : std::string();
}

/// Where a tag that begins at the front ends: `>` outside of quotes.
std::size_t tag_end(std::string_view tag) {
  char quote = 0;
  for (std::size_t at = 0; at < tag.size(); ++at) {
    const char c = tag[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && (tag[at - 1] == '=' || is_blank(tag[at - 1]))) {
      quote = c;
    } else if (c == '>') {
      return at;
    }
  }
  // Quotes that do not match: the first `>` after all.
  return std::min(tag.find('>'), tag.size());
}

}  // namespace

std::optional<std::string> encoding_of(std::string_view label) {
  const std::string wanted = ' ' + lowered(without_blanks(label)) + ' ';
  if (wanted.size() < 3 || wanted.find(' ', 1) != wanted.size() - 1) return std::nullopt;
  const auto* const found = std::ranges::find_if(
      encodings, [&](const Encoding& each) { return each.labels.find(wanted) != std::string_view::npos; });
  if (found == encodings.end()) return std::nullopt;
  return std::string(found->name);
}

std::string charset_parameter(std::string_view content_type) {
  return label_after(lowered(content_type), "charset");
}

std::string declared_in(std::string_view page) {
  const std::string head = lowered(page.substr(0, prescan_bytes));
  const std::string_view text = head;
  if (text.starts_with("<?xml"))
    if (std::string label = label_after(text.substr(0, text.find('>')), "encoding"); !label.empty())
      return label;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = text.find("-->", at + 2);
      if (at == std::string_view::npos) break;
    } else if (rest.starts_with("<meta") && rest.size() > 5 && (is_blank(rest[5]) || rest[5] == '/')) {
      std::string label = label_of_meta(rest.substr(5, tag_end(rest) - 5));
      // The standard reads a page that calls itself UTF-16 in ASCII as UTF-8.
      if (label.starts_with("utf-16")) label = "utf-8";
      if (!label.empty()) return label;
    }
  }
  return {};
}

}  // namespace gazetted::parser
