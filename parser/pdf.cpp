#include "parser/pdf.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "parser/page_layout.h"
#include "parser/pdf_streams.h"

namespace gazetted::parser {
namespace {

constexpr int max_pages = 2000;
constexpr std::uint64_t max_stream = 32 * 1024 * 1024;  ///< unpacked, of what is no picture
constexpr std::uint64_t max_streams = 128 * 1024 * 1024;
constexpr std::size_t max_text = 8 * 1024 * 1024;  ///< bytes; beyond it the rest is left out

/// Poppler tells of every flaw on stderr otherwise; what matters of it comes back as an Error.
void keep_quiet() {
  static const bool quiet = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  static_cast<void>(quiet);
}

std::string utf8_of(const poppler::ustring& text) {
  const auto bytes = text.to_utf8();
  std::string result;
  result.reserve(bytes.size());
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') result += c;
  return result;
}

/// A box as it reads: text set upwards or downwards is turned, so that its lines are lines.
PrintedWord word_of(const poppler::text_box& box, const poppler::rectf& page) {
  const auto place = box.bbox();
  PrintedWord word{utf8_of(box.text()), place.left(),   place.right(),
                   place.top(),         place.bottom(), box.has_space_after()};
  if (box.rotation() == 1) {
    word.left = place.top(), word.right = place.bottom();
    word.top = page.right() - place.right(), word.bottom = page.right() - place.left();
  } else if (box.rotation() == 3) {
    word.left = page.bottom() - place.bottom(), word.right = page.bottom() - place.top();
    word.top = place.left(), word.bottom = place.right();
  }
  return word;
}

PrintedPage read_page(const poppler::page& page) {
  const auto size = page.page_rect();
  std::array<std::vector<PrintedWord>, 4> turned;
  for (const auto& box : page.text_list()) {
    auto word = word_of(box, size);
    if (!word.text.empty()) turned[static_cast<std::size_t>(box.rotation()) % 4].push_back(std::move(word));
  }
  PrintedPage printed{{}, size.height(), false};
  int columns = 0;
  for (auto& words : turned) {
    for (auto& line : arrange(std::move(words))) {
      line.column += columns;
      printed.lines.push_back(std::move(line));
    }
    for (const auto& line : printed.lines) columns = std::max(columns, line.column + 1);
  }
  return printed;
}

Result<std::unique_ptr<poppler::document>> open(std::string_view bytes) {
  keep_quiet();
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return failure(ErrorKind::too_large, "a PDF of " + std::to_string(bytes.size()) + " bytes");
  if (unpacks_beyond(bytes, max_stream, max_streams))
    return failure(ErrorKind::too_large,
                   "a PDF whose pages unpack to more than " + std::to_string(max_streams) + " bytes");
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return failure(ErrorKind::malformed, "damaged PDF: it has no readable structure");
  if (document->is_locked()) return failure(ErrorKind::unsupported, "the PDF asks for a password");
  if (document->pages() <= 0) return failure(ErrorKind::malformed, "damaged PDF: it has no pages");
  return document;
}

std::size_t text_bytes(const PrintedPage& page) {
  std::size_t bytes = 0;
  for (const auto& line : page.lines) bytes += line.text.size();
  return bytes;
}

/// Whether there are pictures in the file: the dictionary of one stands in it in the clear, always.
bool has_images(std::string_view bytes) {
  for (auto at = bytes.find("/Subtype"); at != std::string_view::npos; at = bytes.find("/Subtype", at + 8)) {
    auto rest = bytes.substr(at + 8, 16);
    while (rest.starts_with(' ') || rest.starts_with('\n') || rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with("/Image")) return true;
  }
  return false;
}

}  // namespace

Result<TextLines> read_pdf(std::string_view bytes) {
  const auto document = open(bytes);
  if (!document) return tl::unexpected(document.error());
  std::vector<PrintedPage> pages;
  std::size_t total = 0;
  const int count = (*document)->pages();
  const bool images = has_images(bytes);
  for (int i = 0; i < std::min(count, max_pages) && total < max_text; ++i) {
    const std::unique_ptr<poppler::page> page((*document)->create_page(i));
    pages.push_back(page ? read_page(*page) : PrintedPage{});
    pages.back().has_images = images;
    total += text_bytes(pages.back());
  }
  const std::size_t read = pages.size();
  auto text = read_printed(std::move(pages));
  if (!text) return failure(text.error().kind, "PDF: " + text.error().message);
  if (read < static_cast<std::size_t>(count))
    text->doubts.push_back("only the first " + std::to_string(read) + " of " + std::to_string(count) +
                           " pages were read");
  return text;
}

}  // namespace gazetted::parser
