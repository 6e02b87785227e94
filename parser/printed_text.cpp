#include "parser/printed_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "parser/page_text.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t edge_lines = 2;  ///< how many lines of a page's top and bottom may be furniture

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_word(char c) { return is_ascii(c) && std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// The text with its digits and white space taken out: what stays the same from page to page.
std::string frame_of(std::string_view printed) {
  const std::string text = squeezed(printed);
  std::string frame;
  for (const char c : text)
    if (!is_ascii(c) || (std::isdigit(static_cast<unsigned char>(c)) == 0 &&
                         std::isspace(static_cast<unsigned char>(c)) == 0))
      frame += c;
  return frame;
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `第 3 页 共 8 页`, `3/8`.
bool is_page_number(std::string_view text) {
  if (text.size() > 40 ||
      std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
    return false;
  std::string frame = frame_of(text);
  static constexpr std::array<std::string_view, 12> parts = {"第", "页", "共", "，", "—", "–",
                                                             "－", "―",  "·",  "-",  "/", ","};
  for (const auto part : parts)
    for (auto at = frame.find(part); at != std::string::npos; at = frame.find(part))
      frame.erase(at, part.size());
  return frame.empty();
}

/// A place at a page's edge, to the nearest two points, and the frame of what stands there.
using Mark = std::pair<long, std::string>;

Mark mark_of(const PrintedLine& line) { return {std::lround(line.top / 2), frame_of(line.text)}; }

/// Where a page's first and last lines stand, whatever the order in which they are read.
struct Edges {
  double upper = 0, lower = 0;
  [[nodiscard]] bool has(const PrintedLine& line) const { return line.top <= upper || line.top >= lower; }
};

Edges edges_of(const PrintedPage& page) {
  std::vector<double> tops;
  for (const auto& line : page.lines) tops.push_back(line.top);
  if (tops.size() <= 2 * edge_lines) return {1e9, 0};
  std::sort(tops.begin(), tops.end());
  return {tops[edge_lines - 1], tops[tops.size() - edge_lines]};
}

/// A page's first line in small type, high above the text and apart from it: what stands above every page,
/// also where there is but one.
const PrintedLine* small_head(const PrintedPage& page) {
  const PrintedLine *first = nullptr, *second = nullptr;
  std::vector<double> heights;
  for (const auto& line : page.lines) {
    heights.push_back(line.height());
    if (first == nullptr || line.top < first->top)
      second = std::exchange(first, &line);
    else if (second == nullptr || line.top < second->top)
      second = &line;
  }
  if (second == nullptr) return nullptr;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  const bool is_head = first->bottom < 0.08 * page.height && first->height() < 0.85 * *middle &&
                       second->top - first->bottom > 1.5 * first->height();
  return is_head ? first : nullptr;
}

std::map<Mark, std::size_t> count_marks(const std::vector<PrintedPage>& pages) {
  std::map<Mark, std::size_t> marks;
  for (const auto& page : pages) {
    const Edges edges = edges_of(page);
    for (const auto& line : page.lines)
      if (edges.has(line)) ++marks[mark_of(line)];
  }
  return marks;
}

/// Margins of a column of text and the usual height of its lines.
struct Column {
  double left = 0, right = 0, height = 0;
};

Column column_of(const std::vector<const PrintedLine*>& lines) {
  if (lines.empty()) return {};
  Column column{lines.front()->left, lines.front()->right, 0};
  std::vector<double> heights;
  for (const auto* line : lines) {
    column.left = std::min(column.left, line->left);
    column.right = std::max(column.right, line->right);
    heights.push_back(line->height());
  }
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  column.height = *middle;
  return column;
}

/// The columns of the pages, by page and number; one of few lines has the margins of the whole text.
std::map<std::pair<std::size_t, int>, Column> columns_of(const std::vector<PrintedPage>& pages) {
  constexpr std::size_t few = 6;
  std::vector<const PrintedLine*> all;
  std::map<std::pair<std::size_t, int>, std::vector<const PrintedLine*>> lines;
  for (std::size_t i = 0; i < pages.size(); ++i)
    for (const auto& line : pages[i].lines) {
      lines[{i, line.column}].push_back(&line);
      if (line.column == 0) all.push_back(&line);
    }
  const Column whole = column_of(all);
  std::map<std::pair<std::size_t, int>, Column> columns;
  for (const auto& [place, own] : lines)
    columns[place] = own.size() < few && place.second == 0 ? whole : column_of(own);
  return columns;
}

/// 第…条, 一、, （一）, 1. at the start of a line.
bool opens_item(std::string_view text) {
  static constexpr std::array<std::string_view, 3> openers = {"第", "（", "("};
  static constexpr std::array<std::string_view, 7> closers = {"条", "章", "节", "、", "）", ")", "．"};
  const auto head = text.substr(0, 24);
  const bool opener =
      std::any_of(openers.begin(), openers.end(), [&](auto part) { return head.starts_with(part); });
  static constexpr std::string_view numerals = "一二三四五六七八九十";
  bool numeral = !head.empty() && std::isdigit(static_cast<unsigned char>(head.front())) != 0;
  for (std::size_t i = 0; i < numerals.size(); i += 3)
    numeral = numeral || head.starts_with(numerals.substr(i, 3));
  if (!opener && !numeral) return false;
  return std::any_of(closers.begin(), closers.end(),
                     [&](auto part) { return head.find(part) != std::string_view::npos; }) ||
         (numeral && head.find(". ") != std::string_view::npos);
}

bool ends_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 8> ends = {"。", "；", "：", "！", "？", ".", ";", ":"};
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return text.ends_with(end); });
}

struct Placed {
  const PrintedLine* line = nullptr;
  Column column;
  std::size_t page = 0;
};

/// How much of a line the first word of `text` takes that no printer breaks.
double first_word(std::string_view text, double height) {
  std::size_t letters = 0;
  while (letters < text.size() && is_ascii(text[letters]) && text[letters] != ' ') ++letters;
  return std::min<double>(static_cast<double>(letters), 40) * height * 0.5;
}

bool runs_on(const Placed& line, const Placed& next) {
  if (line.line->is_row || next.line->is_row) return false;
  const double unit = std::max(line.column.height, 1e-3);
  const double missing = line.column.right - line.line->right;
  if (missing > 2 * unit && missing > first_word(next.line->text, unit) + unit) return false;
  // What begins in the right half stands by itself: a signature, its day.
  if (line.line->left > (line.column.left + line.column.right) / 2) return false;
  if (next.line->left > next.column.left + unit) return false;
  if (std::abs(line.line->height() - next.line->height()) > 0.3 * unit) return false;
  const bool below = line.page == next.page && line.line->column == next.line->column;
  if (below && next.line->top - line.line->bottom > 2.2 * unit) return false;
  return !(ends_sentence(line.line->text) && opens_item(next.line->text));
}

/// The second line put behind the first as its script joins words.
void join(std::string& paragraph, std::string_view next) {
  if (!paragraph.empty() && !next.empty()) {
    const bool hyphenated = paragraph.back() == '-' && paragraph.size() > 1 &&
                            std::islower(static_cast<unsigned char>(paragraph[paragraph.size() - 2])) != 0 &&
                            std::islower(static_cast<unsigned char>(next.front())) != 0;
    if (hyphenated)
      paragraph.pop_back();
    else if (is_ascii(paragraph.back()) && is_ascii(next.front()) &&
             (is_word(next.front()) || next.front() == '('))
      paragraph += ' ';
  }
  paragraph += next;
}

/// "pages 1–3, 7 of 9 are", "page 1 is".
std::string pages_named(const std::vector<std::size_t>& pages, std::size_t count) {
  constexpr std::size_t max_named = 8;
  std::string text = pages.size() == 1 ? "page " : "pages ";
  std::size_t named = 0;
  for (std::size_t i = 0; i < pages.size();) {
    std::size_t end = i;
    while (end + 1 < pages.size() && pages[end + 1] == pages[end] + 1) ++end;
    if (named > 0) text += ", ";
    if (++named > max_named) {
      text += "…";
      break;
    }
    text += std::to_string(pages[i]);
    if (end > i) text += "–" + std::to_string(pages[end]);
    i = end + 1;
  }
  if (pages.size() < count) text += " of " + std::to_string(count);
  return text + (pages.size() == 1 ? " is" : " are");
}

}  // namespace

std::vector<PrintedPage> without_running_heads(std::vector<PrintedPage> pages) {
  const auto marks = count_marks(pages);
  const std::size_t enough = std::max<std::size_t>(2, (pages.size() + 2) / 3);
  for (auto& page : pages) {
    std::vector<PrintedLine> kept;
    const Edges edges = edges_of(page);
    const PrintedLine* head = small_head(page);
    for (auto& line : page.lines) {
      if (&line == head) continue;
      const bool edge = edges.has(line);
      const bool outer = line.bottom < page.height * 0.12 || line.top > page.height * 0.85;
      if (edge && outer && is_page_number(line.text)) continue;
      if (edge && outer && marks.at(mark_of(line)) >= enough) continue;
      kept.push_back(std::move(line));
    }
    page.lines = std::move(kept);
  }
  return pages;
}

std::vector<std::string> heal_paragraphs(const std::vector<PrintedPage>& pages) {
  const auto columns = columns_of(pages);
  std::vector<std::string> paragraphs;
  Placed last;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const auto& line : pages[i].lines) {
      const auto text = trimmed(line.text);
      if (text.empty()) continue;
      const Placed placed{&line, columns.at({i, line.column}), i};
      if (last.line != nullptr && runs_on(last, placed))
        join(paragraphs.back(), text);
      else
        paragraphs.emplace_back(text);
      last = placed;
    }
  }
  return paragraphs;
}

Result<TextLines> read_printed(std::vector<PrintedPage> pages) {
  std::vector<std::size_t> empty;
  bool images = true;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i].lines.empty()) continue;
    empty.push_back(i + 1);
    images = images && pages[i].has_images;
  }
  TextLines text;
  if (!empty.empty()) {
    const std::string flaw =
        pages_named(empty, pages.size()) + (images ? " images without text" : " without text");
    if (empty.size() == pages.size()) return failure(ErrorKind::unsupported, flaw);
    text.doubts.push_back(flaw);
  }
  text.lines = heal_paragraphs(without_running_heads(std::move(pages)));
  return text;
}

}  // namespace gazetted::parser
