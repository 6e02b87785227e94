#include "parser/pdf.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "parser/pdf_layout.h"

namespace gazetted::parser {
namespace {

constexpr int max_pages = 2000;
constexpr std::size_t max_text = 16 * 1024 * 1024;  ///< bytes; beyond it the rest is left out

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

bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// A space stands between two boxes where the printer left one: for Chinese, set in full squares, only
/// a gap of about half a square is one; justified lines spread their characters by less.
bool has_space_between(const PrintedLine& line, double gap, bool stated, std::string_view next) {
  const bool squares = beyond_ascii(line.text.back()) || beyond_ascii(next.front());
  if (squares) return gap > 0.4 * line.height();
  return stated || gap > 0.25 * line.height();
}

/// Boxes into lines: a box beside the last one, and to its right, belongs to its line.
class LineBuilder {
 public:
  void add(const poppler::text_box& box) {
    const auto text = utf8_of(box.text());
    if (text.empty()) return;
    const auto place = box.bbox();
    if (lines_.empty() || !beside(place)) {
      lines_.push_back({text, place.left(), place.right(), place.top(), place.bottom()});
    } else {
      auto& line = lines_.back();
      if (has_space_between(line, place.left() - line.right, spaced_, text)) line.text += ' ';
      line.text += text;
      line.right = place.right();
      line.top = std::min(line.top, place.top());
      line.bottom = std::max(line.bottom, place.bottom());
    }
    spaced_ = box.has_space_after();
  }

  [[nodiscard]] std::vector<PrintedLine> take() { return std::move(lines_); }

 private:
  [[nodiscard]] bool beside(const poppler::rectf& place) const {
    const auto& line = lines_.back();
    const double shared = std::min(line.bottom, place.bottom()) - std::max(line.top, place.top());
    const double height = std::min(line.height(), place.height());
    return shared > 0.5 * height && place.left() >= line.right - 0.5 * height;
  }

  std::vector<PrintedLine> lines_;
  bool spaced_ = false;
};

PrintedPage read_page(const poppler::page& page) {
  LineBuilder builder;
  for (const auto& box : page.text_list()) builder.add(box);
  return {builder.take(), page.page_rect().height()};
}

Result<std::unique_ptr<poppler::document>> open(std::string_view bytes) {
  keep_quiet();
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return failure(ErrorKind::too_large, "a PDF of " + std::to_string(bytes.size()) + " bytes");
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

}  // namespace

Result<TextLines> read_pdf(std::string_view bytes) {
  const auto document = open(bytes);
  if (!document) return tl::unexpected(document.error());
  TextLines text;
  std::vector<PrintedPage> pages;
  std::size_t total = 0;
  int empty = 0;
  const int count = (*document)->pages();
  for (int i = 0; i < std::min(count, max_pages) && total < max_text; ++i) {
    const std::unique_ptr<poppler::page> page((*document)->create_page(i));
    pages.push_back(page ? read_page(*page) : PrintedPage{});
    total += text_bytes(pages.back());
    if (pages.back().lines.empty()) ++empty;
  }
  if (static_cast<int>(pages.size()) < count)
    text.doubts.push_back("only the first " + std::to_string(pages.size()) + " of " + std::to_string(count) +
                          " pages were read");
  if (empty > 0)
    text.doubts.push_back("scanned pages without text: " + std::to_string(empty) + " of " +
                          std::to_string(pages.size()));
  text.lines = heal_paragraphs(without_running_heads(std::move(pages)));
  return text;
}

}  // namespace gazetted::parser
