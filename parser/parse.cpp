#include "parser/parse.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "parser/archive.h"
#include "parser/article.h"
#include "parser/charset.h"
#include "parser/citations.h"
#include "parser/continuation.h"
#include "parser/docx.h"
#include "parser/feed.h"
#include "parser/fields.h"
#include "parser/format.h"
#include "parser/gzip.h"
#include "parser/json_feed.h"
#include "parser/json_list.h"
#include "parser/list.h"
#include "parser/list_source.h"
#include "parser/ofd.h"
#include "parser/ole.h"
#include "parser/page_choice.h"
#include "parser/page_query.h"
#include "parser/page_signs.h"
#include "parser/pager.h"
#include "parser/pdf.h"
#include "parser/pptx.h"
#include "parser/rtf.h"
#include "parser/sitemap.h"
#include "parser/utf8.h"
#include "parser/xhtml.h"
#include "parser/xls.h"
#include "parser/xlsx.h"
#include "parser/zip_container.h"

namespace gazetted::parser {
namespace {

constexpr std::uint64_t max_unpacked =
    64 * 1024 * 1024;                 ///< of a gzip body or an archive; the sitemap protocol allows 50 MB
constexpr int max_archive_depth = 2;  ///< an archive in an archive

Parsed failed(Error error) {
  Parsed parsed;
  parsed.error = std::move(error);
  return parsed;
}

void append(std::vector<std::string>& to, std::vector<std::string> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void take(Parsed& parsed, ListPage list, PageKind kind) {
  parsed.kind = kind;
  parsed.items = std::move(list.items);
  parsed.next = std::move(list.next);
  parsed.pages = list.pages;
  parsed.sitemaps = std::move(list.sitemaps);
  parsed.data = std::move(list.data);
  append(parsed.signals, std::move(list.signals));
  append(parsed.doubts, std::move(list.doubts));
}

void take(Parsed& parsed, PageReading reading) {
  parsed.documents = std::move(reading.documents);
  append(parsed.signals, std::move(reading.signals));
}

Parsed from_list(Result<ListPage> list, PageKind kind) {
  if (!list) return failed(std::move(list.error()));
  Parsed parsed;
  take(parsed, *std::move(list), kind);
  return parsed;
}

std::string joined(const std::vector<Paragraph>& paragraphs) {
  std::string text;
  for (const auto& paragraph : paragraphs) {
    if (!text.empty()) text += '\n';
    text += paragraph.text;
  }
  return text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::optional<Url> canonical_of(const HtmlTree& tree, const Url& base) {
  for (const Node link : tree.elements(GUMBO_TAG_LINK)) {
    const auto href = trim(link.attribute("href"));
    if (link.attribute("rel") != "canonical" || href.empty()) continue;
    if (auto url = base.resolve(href)) return *std::move(url);
  }
  return std::nullopt;
}

Result<HtmlTree> tree_of(std::string text, const Input& input) {
  // Decoding makes a byte into three at most.
  HtmlLimits limits;
  limits.bytes = input.max_html * 3;
  return HtmlTree::parse(std::move(text), limits);
}

/// Joins what came from the article's further addresses, and gives the one at which it goes on still.
/// Fails where one is no part of it: then nothing of the page is believed.
Result<std::optional<Url>> take_further(ArticleParts& parts, const HtmlTree& tree, const Input& input) {
  auto next = continuation_of(tree, input.url, input.url);
  for (const auto& further : input.further) {
    const auto number = std::to_string(&further - input.further.data() + 2);
    if (further.bytes.size() > input.max_html)
      return failure(ErrorKind::too_large, "page " + number + " of the article: too large");
    const auto inner = tree_of(decode(further.bytes, further.content_type).text, input);
    if (!inner) return tl::unexpected(inner.error());
    ArticleParts more = read_article(*inner, further.url, input.article);
    if (more.body.empty() || !are_of_one_article(parts, more))
      return failure(ErrorKind::malformed, "page " + number + " of the article is another page");
    if (repeats(parts, more)) return std::nullopt;
    join(parts, std::move(more));
    next = continuation_of(*inner, input.url, further.url);
  }
  if (!input.further.empty())
    parts.signals.push_back("joined: " + std::to_string(input.further.size() + 1) + " pages");
  return next;
}

void take_article(Parsed& parsed, ArticleParts parts, const HtmlTree& tree, const Input& input) {
  auto next = take_further(parts, tree, input);
  if (!next) {
    parsed = failed(std::move(next.error()));
    return;
  }
  parsed.kind = input.kind == PageKind::attachment ? PageKind::attachment : PageKind::article;
  take(parsed, read_documents(parts, input.url, input.region));
  if (parsed.kind == PageKind::attachment) parsed.text = joined(parts.body);
  parsed.next = std::move(*next);
  append(parsed.signals, std::move(parts.signals));
  append(parsed.doubts, std::move(parts.doubts));
}

/// A list that its script fills, from what was fetched for it.
ListPage filled(ListPage list, const Input& input) {
  if (!list.data || !list.items.empty() || input.further.empty()) return list;
  Input inner = input;
  inner.bytes = input.further.front().bytes;
  inner.content_type = input.further.front().content_type;
  inner.content_disposition = {};
  inner.url = input.further.front().url;
  inner.kind = PageKind::json;
  inner.list = {};
  inner.further.clear();
  Parsed data = parse(inner);
  if (data.items.empty()) {
    list.doubts.push_back("what a script fills the list from holds no list");
    return list;
  }
  list.items = std::move(data.items);
  list.next = std::move(data.next);
  list.pages = data.pages;
  append(list.signals, std::move(data.signals));
  append(list.doubts, std::move(data.doubts));
  return list;
}

/// A page at an address that promised something else: a data service may answer in HTML, a feed or
/// sitemap does not.
void take_unexpected(Parsed& parsed, const HtmlTree& tree, const Input& input) {
  if (input.kind == PageKind::json) take(parsed, read_list(tree, input.url, {}), PageKind::json);
  parsed.kind = input.kind;
  parsed.doubts.push_back(std::string(to_string(input.kind)) + " expected, an HTML page came");
}

void take_page(Parsed& parsed, const HtmlTree& tree, const Input& input) {
  switch (input.kind) {
    case PageKind::list:
      return take(parsed, filled(read_list(tree, input.url, input.list), input), PageKind::list);
    case PageKind::attachment:
      return take_article(parsed, read_article(tree, input.url, input.article), tree, input);
    case PageKind::feed:
    case PageKind::sitemap:
    case PageKind::json: return take_unexpected(parsed, tree, input);
    case PageKind::any:
    case PageKind::article: break;
  }
  ArticleParts parts = read_article(tree, input.url, input.article);
  if (is_plainly_article(parts, input.kind)) return take_article(parsed, std::move(parts), tree, input);
  ListPage list = read_list(tree, input.url, input.list);
  const PageChoice choice = choose_page(list, parts, input.url, input.kind);
  parsed.signals.push_back(choice.reason);
  if (choice.kind == PageKind::list) return take(parsed, filled(std::move(list), input), PageKind::list);
  take_article(parsed, std::move(parts), tree, input);
}

/// A browser reads such a page as XML, whatever stands in it.
bool is_xhtml(const Input& input) { return input.content_type.starts_with("application/xhtml+xml"); }

Parsed read_html(const Input& input) {
  if (input.bytes.size() > input.max_html)
    return failed({ErrorKind::too_large, "an HTML page of " + std::to_string(input.bytes.size()) +
                                             " bytes; at most " + std::to_string(input.max_html) +
                                             " are read"});
  Decoded decoded = decode(input.bytes, input.content_type);
  if (is_xhtml(input)) decoded.text = html_of_xhtml(decoded.text);
  const auto tree = tree_of(std::move(decoded.text), input);
  if (!tree) return failed(tree.error());
  Parsed parsed;
  parsed.signals.push_back("charset: " + decoded.encoding);
  parsed.doubts = std::move(decoded.doubts);
  parsed.signs = read_signs(*tree, tree->source());
  parsed.canonical_url = canonical_of(*tree, base_of(*tree, input.url));
  take_page(parsed, *tree, input);
  return parsed;
}

Parsed from_lines(TextLines text, const Input& input) {
  std::size_t bytes = 0;
  for (const auto& line : text.lines) bytes += line.size();
  if (bytes > most_text || text.lines.size() > most_lines) return failed(too_much_text());
  Parsed parsed;
  parsed.kind = input.kind == PageKind::attachment ? PageKind::attachment : PageKind::article;
  take(parsed, read_plain_text(text.lines, input.url, input.region));
  if (parsed.kind == PageKind::attachment) parsed.text = joined(text.lines);
  parsed.doubts = std::move(text.doubts);
  parsed.signals = std::move(text.signals);
  return parsed;
}

Parsed from_lines(Result<TextLines> text, const Input& input) {
  return text ? from_lines(*std::move(text), input) : failed(std::move(text.error()));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
  return lines;
}

Parsed read_text(const Input& input) {
  const bool is_sitemap = input.kind == PageKind::sitemap;
  if (!is_sitemap && input.bytes.size() > most_text) return failed(too_much_text());
  Decoded decoded = decode(input.bytes, input.content_type);
  if (is_sitemap) return from_list(read_text_sitemap(decoded.text, input.url), PageKind::sitemap);
  if (std::count(decoded.text.begin(), decoded.text.end(), '\n') > static_cast<std::ptrdiff_t>(most_lines))
    return failed(too_much_text());
  Parsed parsed = from_lines(TextLines{lines_of(decoded.text), {}}, input);
  append(parsed.doubts, std::move(decoded.doubts));
  parsed.signals.push_back("charset: " + decoded.encoding);
  return parsed;
}

Parsed read_json(const Input& input) {
  const Decoded decoded = decode(input.bytes, input.content_type);
  if (is_json_feed(decoded.text)) return from_list(read_json_feed(decoded.text, input.url), PageKind::feed);
  const ListRules rules = input.kind == PageKind::json ? input.list : ListRules{};
  auto list = read_json_list(decoded.text, input.url, rules);
  if (!list) return failed(std::move(list.error()));
  if (list->page.items.empty() && !list->html.empty()) {
    auto html = read_list_fragment(list->html, input.url, {});
    if (html && !html->items.empty()) {
      html->signals.insert(html->signals.begin(), "json: a list as HTML");
      return from_list(std::move(html), PageKind::json);
    }
  }
  return from_list(std::move(list->page), PageKind::json);
}

/// What a reader may still do within the body that it was given.
struct Depth {
  int archives = 0;
};

Parsed read_as(Format format, const Input& input, Depth depth);

Parsed read_gzip(const Input& input, Depth depth) {
  const auto unpacked = gunzip(input.bytes, max_unpacked);
  if (!unpacked) return failed(unpacked.error());
  Input inner = input;
  inner.bytes = *unpacked;
  inner.content_type = {};
  const Format format = detect_format(inner.bytes, {}, {}, input.url);
  if (format == Format::gzip) return failed({ErrorKind::unsupported, "gzip within gzip is not read"});
  return read_as(format, inner, depth);
}

/// A file of an archive, by its bytes and the ending of its name.
Parsed read_entry(const ArchiveEntry& entry, const Input& input, Depth depth) {
  Input inner = input;
  inner.bytes = entry.bytes;
  inner.content_type = {};
  inner.content_disposition = {};
  inner.kind = PageKind::attachment;
  const std::string name = "filename=\"" + entry.name + '"';
  if (trim(inner.bytes).empty()) return failed({ErrorKind::malformed, "the file is empty"});
  return read_as(detect_format(inner.bytes, {}, name, Url{}), inner, {depth.archives + 1});
}

/// What the archive within an archive would unpack to counts like what was unpacked already.
std::uint64_t unpacked_size(const ArchiveEntry& entry) {
  if (!entry.bytes.starts_with("PK")) return entry.bytes.size();
  const auto archive = ZipContainer::open(entry.bytes);
  return entry.bytes.size() + (archive ? std::min(archive->claimed_bytes(), 2 * max_unpacked) : 0);
}

/// The documents of all files one after another; as an attachment their texts, each below its name.
Parsed read_archive(const Input& input, Depth depth) {
  if (depth.archives >= max_archive_depth)
    return failed({ErrorKind::unsupported, "an archive within archives is not read"});
  auto files = unpack(input.bytes, max_unpacked);
  if (!files) return failed(std::move(files.error()));
  Parsed parsed;
  parsed.kind = input.kind == PageKind::attachment ? PageKind::attachment : PageKind::article;
  parsed.doubts = std::move(files->doubts);
  std::uint64_t left = 2 * max_unpacked;
  std::size_t read = 0;
  for (const auto& entry : files->entries) {
    const auto size = unpacked_size(entry);
    Parsed file = size > left ? failed({ErrorKind::too_large, "the archive unpacks to too much"})
                              : read_entry(entry, input, depth);
    left -= std::min(size, left);
    if (file.error) {
      parsed.doubts.push_back(entry.name + " is not read: " + file.error->message);
      continue;
    }
    ++read;
    for (auto& doubt : file.doubts) parsed.doubts.push_back(entry.name + ": " + doubt);
    if (!parsed.text.empty()) parsed.text += '\n';
    parsed.text += entry.name + '\n' + file.text;
    for (auto& document : file.documents) {
      document.part = static_cast<int>(parsed.documents.size()) + 1;
      parsed.documents.push_back(std::move(document));
    }
  }
  if (read == 0)
    return failed({ErrorKind::unsupported, "no file in the archive is read" +
                                               (parsed.doubts.empty() ? "" : ": " + parsed.doubts.front())});
  parsed.signals.push_back("archive: " + std::to_string(read) + " of " +
                           std::to_string(files->entries.size()) + " files read");
  if (parsed.kind != PageKind::attachment) parsed.text.clear();
  return parsed;
}

/// Word and PowerPoint of 97–2003 are read by other programs, before the bytes come here; here is said what
/// is missing.
Error unread_ole(std::string_view bytes) {
  switch (ole_kind(bytes)) {
    case OleKind::encrypted:
      return {ErrorKind::unsupported, "the office file is encrypted: it asks for a password"};
    case OleKind::word:
      return {ErrorKind::unsupported,
              "a legacy Word file; install libreoffice, antiword or catdoc to have it read"};
    case OleKind::old_spreadsheet:
      return {ErrorKind::unsupported, "an Excel file of before 1997; install libreoffice to have it read"};
    case OleKind::presentation:
      return {ErrorKind::unsupported,
              "a legacy PowerPoint file; install libreoffice or catdoc to have it read"};
    case OleKind::spreadsheet:
    case OleKind::other: break;
  }
  return {ErrorKind::unsupported, "not a format that is read: " + std::string(to_string(Format::ole))};
}

Parsed read_as(Format format, const Input& input, Depth depth) {
  const auto text = [&] { return decode(input.bytes, input.content_type).text; };
  switch (format) {
    case Format::html: return read_html(input);
    case Format::feed: return from_list(read_feed(text(), input.url), PageKind::feed);
    case Format::sitemap: return from_list(read_sitemap(text(), input.url), PageKind::sitemap);
    case Format::xml: return from_list(read_datastore_list(text(), input.url, input.list), PageKind::list);
    case Format::json: return read_json(input);
    case Format::plain_text: return read_text(input);
    case Format::gzip: return read_gzip(input, depth);
    case Format::pdf: return from_lines(read_pdf(input.bytes), input);
    case Format::docx: return from_lines(read_docx(input.bytes), input);
    case Format::xlsx: return from_lines(read_xlsx(input.bytes), input);
    case Format::pptx: return from_lines(read_pptx(input.bytes), input);
    case Format::ofd: return from_lines(read_ofd(input.bytes), input);
    case Format::rtf: return from_lines(read_rtf(input.bytes), input);
    case Format::ole:
      if (ole_kind(input.bytes) == OleKind::spreadsheet) return from_lines(read_xls(input.bytes), input);
      return failed(unread_ole(input.bytes));
    case Format::zip: return read_archive(input, depth);
    case Format::image:
    case Format::media:
    case Format::unknown: break;
  }
  return failed({ErrorKind::unsupported, "not a format that is read: " + std::string(to_string(format))});
}

}  // namespace

Parsed parse(const Input& input) {
  if (trim(input.bytes).empty()) return failed({ErrorKind::malformed, "the body is empty"});
  // Whatever a library throws on a page ends with this page.
  try {
    Parsed parsed = read_as(
        detect_format(input.bytes, input.content_type, input.content_disposition, input.url), input, {});
    if (input.kind == PageKind::attachment) parsed.cites = read_listed(parsed.text);
    return parsed;
  } catch (const std::exception& error) {
    return failed({ErrorKind::malformed, std::string("cannot be read: ") + error.what()});
  }
}

std::optional<Url> find_continuation(const Input& input) {
  try {
    const bool may_be_article = input.kind == PageKind::any || input.kind == PageKind::article;
    const bool may_be_list = input.kind == PageKind::any || input.kind == PageKind::list;
    if (!input.further.empty()) {
      const auto& last = input.further.back();
      if (!may_be_article || !may_continue(last.bytes, input.url)) return std::nullopt;
      // What counts in its query may be something else on the page: only reading it all tells.
      if (is_page_of(last.url, input.url)) return parse(input).next;
      const auto tree = tree_of(decode(last.bytes, last.content_type).text, input);
      return tree ? continuation_of(*tree, input.url, last.url) : std::nullopt;
    }
    const bool cut = may_be_article && may_continue(input.bytes, input.url);
    const bool filled = may_be_list && may_be_filled(input.bytes);
    if (!cut && !filled) return std::nullopt;
    const Parsed parsed = parse(input);
    if (parsed.kind == PageKind::article && cut) return parsed.next;
    const bool is_empty = parsed.kind == PageKind::list && parsed.items.empty();
    return filled && is_empty ? parsed.data : std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;  // the page is read without it, and tells what is wrong
  }
}

}  // namespace gazetted::parser
