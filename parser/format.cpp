#include "parser/format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "parser/charset.h"
#include "parser/gzip.h"
#include "parser/zip_container.h"

namespace gazetted::parser {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t sniffed = 4096;  ///< bytes looked at before it is said that there is no markup

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv);
}

/// An archive by the entry that its kind cannot do without; nothing for a damaged one.
std::optional<Format> zip_kind(std::string_view bytes) {
  const auto archive = ZipContainer::open(bytes);
  if (!archive) return std::nullopt;
  if (archive->contains("word/document.xml")) return Format::docx;
  if (archive->contains("xl/workbook.xml")) return Format::xlsx;
  if (archive->contains("ppt/presentation.xml")) return Format::pptx;
  if (archive->contains("OFD.xml")) return Format::ofd;
  if (!archive->contains("[Content_Types].xml")) return Format::zip;
  // The main part may have another name; the folder of all parts does not.
  for (const std::string_view name : archive->names()) {
    if (name.starts_with("word/")) return Format::docx;
    if (name.starts_with("xl/")) return Format::xlsx;
    if (name.starts_with("ppt/")) return Format::pptx;
  }
  return Format::zip;
}

/// The part of `bytes` at `at`, empty where they end before it.
std::string_view at(std::string_view bytes, std::size_t position, std::size_t count) {
  return position < bytes.size() ? bytes.substr(position, count) : std::string_view{};
}

/// Some servers put white space or a warning before a PDF; its readers allow for 1,024 bytes.
bool is_pdf(std::string_view bytes) {
  const auto head = bytes.substr(0, 1024);
  const auto mark = head.find("%PDF-");
  return mark != std::string_view::npos && head.substr(0, mark).find('<') == std::string_view::npos;
}

std::optional<Format> by_magic(std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, Format>, 12> magics = {{
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Format::ole},
      {"{\\rtf"sv, Format::rtf},
      {"\x89PNG\r\n"sv, Format::image},
      {"\xFF\xD8\xFF"sv, Format::image},
      {"GIF89a"sv, Format::image},
      {"GIF87a"sv, Format::image},
      {"II*\0"sv, Format::image},
      {"MM\0*"sv, Format::image},
      {"Rar!\x1A"sv, Format::zip},
      {"7z\xBC\xAF\x27\x1C"sv, Format::zip},
      {"FLV\x01"sv, Format::media},
      {"\x1A\x45\xDF\xA3"sv, Format::media},
  }};
  if (is_pdf(bytes)) return Format::pdf;
  if (is_gzip(bytes)) return Format::gzip;
  for (const auto& [magic, format] : magics)
    if (bytes.starts_with(magic)) return format;
  if (at(bytes, 4, 4) == "ftyp") return Format::media;
  if (bytes.starts_with("RIFF")) {
    if (at(bytes, 8, 4) == "WEBP") return Format::image;
    if (at(bytes, 8, 4) == "AVI " || at(bytes, 8, 4) == "WAVE") return Format::media;
  }
  if (bytes.starts_with("BM") && at(bytes, 6, 4) == "\0\0\0\0"sv) return Format::image;
  return is_zip(bytes) ? zip_kind(bytes) : std::nullopt;
}

/// Past a byte order mark, declarations, comments and server directives: `<` of the first element,
/// or what stands there instead.
std::string_view first_element(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> passed = {
      {{"<!--", "-->"}, {"<?", ">"}, {"<%", "%>"}, {"<!", ">"}}};
  while (true) {
    text = skip_space(text);
    const auto* const found =
        std::find_if(passed.begin(), passed.end(), [&](const auto& p) { return text.starts_with(p.first); });
    if (found == passed.end()) return text;
    const auto end = text.find(found->second, found->first.size());
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + found->second.size());
  }
}

std::string element_name(std::string_view text) {
  if (!text.starts_with('<')) return {};
  text.remove_prefix(1);
  const auto end = text.find_first_of(" \t\r\n\f/>");
  return lower(text.substr(0, std::min<std::size_t>(end, 32)));
}

/// The format that an XML root element stands for.
std::optional<Format> by_root(std::string_view name) {
  const auto colon = name.find(':');
  const auto local = colon == std::string_view::npos ? name : name.substr(colon + 1);
  if (local == "rss" || local == "feed" || local == "rdf") return Format::feed;
  if (local == "urlset" || local == "sitemapindex") return Format::sitemap;
  if (local == "datastore") return Format::xml;
  static constexpr std::array<std::string_view, 14> html = {"html", "head",  "body",   "div",  "table",
                                                            "meta", "title", "link",   "p",    "ul",
                                                            "a",    "span",  "script", "style"};
  if (std::find(html.begin(), html.end(), local) != html.end()) return Format::html;
  return std::nullopt;
}

std::string_view media_type(std::string_view content_type) {
  content_type = skip_space(content_type.substr(0, content_type.find(';')));
  while (!content_type.empty() && is_space(content_type.back())) content_type.remove_suffix(1);
  return content_type;
}

std::optional<Format> by_type(std::string_view content_type) {
  const std::string type = lower(media_type(content_type));
  if (type == "text/html" || type == "application/xhtml+xml") return Format::html;
  if (type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml")
    return Format::feed;
  if (type.ends_with("/json") || type.ends_with("+json")) return Format::json;
  if (type.ends_with("/xml") || type.ends_with("+xml")) return Format::xml;
  if (type == "application/pdf") return Format::pdf;
  if (type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document") return Format::docx;
  if (type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") return Format::xlsx;
  if (type == "application/vnd.openxmlformats-officedocument.presentationml.presentation")
    return Format::pptx;
  if (type == "application/ofd") return Format::ofd;
  if (type == "application/msword" || type == "application/vnd.ms-excel" ||
      type == "application/vnd.ms-powerpoint" || type == "application/vnd.ms-works")
    return Format::ole;
  if (type == "application/rtf" || type == "text/rtf") return Format::rtf;
  if (type == "application/zip") return Format::zip;
  if (type.starts_with("image/")) return Format::image;
  if (type.starts_with("video/") || type.starts_with("audio/")) return Format::media;
  return std::nullopt;
}

std::optional<Format> by_ending(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Format>, 28> endings = {{
      {".htm", Format::html},       {".html", Format::html},  {".shtml", Format::html},
      {".jsp", Format::html},       {".xhtml", Format::html}, {".pdf", Format::pdf},
      {".docx", Format::docx},      {".xlsx", Format::xlsx},  {".pptx", Format::pptx},
      {".ofd", Format::ofd},        {".doc", Format::ole},    {".xls", Format::ole},
      {".ppt", Format::ole},        {".wps", Format::ole},    {".zip", Format::zip},
      {".rar", Format::zip},        {".rtf", Format::rtf},    {".7z", Format::zip},
      {".et", Format::ole},         {".dps", Format::ole},    {".json", Format::json},
      {".rss", Format::feed},       {".atom", Format::feed},  {".xml", Format::xml},
      {".txt", Format::plain_text}, {".jpg", Format::image},  {".png", Format::image},
      {".mp4", Format::media},
  }};
  const std::string small = lower(name);
  for (const auto& [ending, format] : endings)
    if (small.ends_with(ending)) return format;
  return std::nullopt;
}

/// `attachment; filename="通知.docx"` (RFC 6266): the name's ending is enough here.
std::string_view file_name(std::string_view disposition) {
  const auto at = lower(disposition).find("filename");
  if (at == std::string::npos) return {};
  auto name = disposition.substr(at);
  name = name.substr(0, name.find(';'));
  while (!name.empty() && (name.back() == '"' || is_space(name.back()))) name.remove_suffix(1);
  return name;
}

std::optional<Format> declared(std::string_view type, std::string_view disposition, const Url& url) {
  if (const auto format = by_type(type)) return format;
  if (const auto format = by_ending(file_name(disposition))) return format;
  return by_ending(url.path());
}

bool is_binary(Format format) {
  return format != Format::html && format != Format::feed && format != Format::sitemap &&
         format != Format::xml && format != Format::json && format != Format::plain_text;
}

/// NUL bytes stand in no text but UTF-16.
bool looks_binary(std::string_view bytes) {
  return bytes.substr(0, sniffed).find('\0') != std::string_view::npos;
}

/// `{"…}`, `[{…]` and the like: what no page and no prose begins and ends with.
bool looks_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = skip_space(text);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  if (text.size() < 2) return false;
  const char open = text.front();
  const char close = text.back();
  text = skip_space(text.substr(1));
  if (open == '{' && close == '}') return text.front() == '"' || text.front() == '}';
  return open == '[' && close == ']' && (text.front() == '{' || text.front() == '[' || text.front() == '"');
}

/// A tag anywhere near the start: an opening `<` with a letter behind it and a `>` further on.
bool has_markup(std::string_view text) {
  text = text.substr(0, sniffed);
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (std::isalpha(static_cast<unsigned char>(next)) != 0 && text.find('>', at) != std::string_view::npos)
      return true;
  }
  return false;
}

Format text_format(std::string_view bytes, std::optional<Format> claim) {
  const auto start = first_element(bytes);
  if (const auto root = by_root(element_name(start))) {
    if (*root != Format::html || claim != Format::plain_text) return *root;
  }
  if (looks_json(bytes)) return Format::json;
  if (claim && !is_binary(*claim)) {
    const bool broken_promise = (*claim == Format::feed || *claim == Format::xml) && !start.starts_with('<');
    if (!broken_promise) return *claim;
  }
  if (bytes.starts_with("<?xml")) return Format::xml;
  return has_markup(bytes) ? Format::html : Format::plain_text;
}

}  // namespace

std::string_view to_string(Format format) {
  switch (format) {
    case Format::html: return "HTML";
    case Format::feed: return "feed";
    case Format::sitemap: return "sitemap";
    case Format::xml: return "XML";
    case Format::json: return "JSON";
    case Format::plain_text: return "plain text";
    case Format::gzip: return "gzip";
    case Format::pdf: return "PDF";
    case Format::docx: return "DOCX";
    case Format::xlsx: return "XLSX";
    case Format::pptx: return "PPTX";
    case Format::ofd: return "OFD";
    case Format::ole: return "Word 97-2003 (or another OLE file)";
    case Format::rtf: return "RTF";
    case Format::zip: return "archive";
    case Format::image: return "image";
    case Format::media: return "sound or video";
    case Format::unknown: return "binary data of no known format";
  }
  return "unknown";
}

Format detect_format(std::string_view bytes, std::string_view content_type,
                     std::string_view content_disposition, const Url& url) {
  if (const auto format = by_magic(bytes)) return *format;
  const auto claim = declared(content_type, content_disposition, url);
  if (is_zip(bytes)) return claim && is_binary(*claim) ? *claim : Format::zip;
  // Of UTF-16 the ends say as much as the whole; the last bytes are those of its last characters.
  if (wide_encoding(bytes)) {
    constexpr std::size_t tail = 64;
    std::string text = decode(bytes.substr(0, sniffed), {}).text;
    if (bytes.size() > sniffed)
      text += to_utf8(bytes.substr((bytes.size() - tail) / 2 * 2), *wide_encoding(bytes));
    return text_format(text, claim);
  }
  if (looks_binary(bytes)) return claim && is_binary(*claim) ? *claim : Format::unknown;
  return text_format(bytes, claim);
}

}  // namespace gazetted::parser
