#pragma once
// A text set on pages as an office prints it: 22 lines of 28 squares, a paragraph's first line set in by
// two, a row of a table in equal columns. What the writers of paginated files share.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::testing_files {

inline std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t value = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i)
      value = value << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    out += value;
    at += length;
  }
  return out;
}

/// The cells of a line of text that stands for a row of a table (`甲 | 乙`), or the line alone.
inline std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const auto bar = line.find(" | ");
    cells.emplace_back(line.substr(0, bar));
    if (bar == std::string_view::npos) return cells;
    line.remove_prefix(bar + 3);
  }
}

/// Some characters side by side. Millimetres from the page's upper left corner; `top` is that of the
/// squares.
struct SetText {
  double left = 0, top = 0, size = 0;
  std::u32string text;
  double spread = 0;  ///< squares laid between two Chinese characters
};
using SetPage = std::vector<SetText>;

enum class Digits { half, full };  ///< whether an ASCII character takes half a square or a whole one

class Typesetter {
 public:
  explicit Typesetter(Digits digits) : narrow_(digits == Digits::half ? 0.5 : 1.0) {}

  static constexpr double page_width = 210, page_height = 297, left = 28, top = 37, size = 5.6, pitch = 10;
  static constexpr std::size_t squares = 28, lines_a_page = 22;

  [[nodiscard]] double width(char32_t c) const { return c < 0x80 ? narrow_ : 1.0; }
  [[nodiscard]] double width(std::u32string_view text) const {
    double sum = 0;
    for (const char32_t c : text) sum += width(c);
    return sum;
  }

  [[nodiscard]] std::vector<SetPage> set(const std::vector<std::string>& lines) {
    pages_.assign(1, {});
    line_ = 0;
    for (const auto& line : lines) {
      const auto cells = cells_of(line);
      if (cells.size() > 1)
        row(cells);
      else
        paragraph(code_points(line));
    }
    for (std::size_t i = 0; i < pages_.size(); ++i)
      pages_[i].push_back({100, 272, 4.2, code_points("— " + std::to_string(i + 1) + " —"), 0});
    return std::move(pages_);
  }

 private:
  void put(double at, double font, std::u32string text) {
    pages_.back().push_back({at, top + pitch * static_cast<double>(line_), font, std::move(text), 0});
  }

  void next_line() {
    if (++line_ < lines_a_page) return;
    line_ = 0;
    pages_.emplace_back();
  }

  /// No word or number is broken, and no line begins or ends in a space.
  static bool may_break(char32_t before, char32_t after) {
    if (before == ' ' || after == ' ') return false;
    return before >= 0x80 || after >= 0x80;
  }

  void paragraph(std::u32string text) {
    double indent = 2;
    while (!text.empty()) {
      double used = indent;
      std::size_t end = 0;
      while (end < text.size() && used + width(text[end]) <= static_cast<double>(squares))
        used += width(text[end++]);
      std::size_t cut = end;
      while (cut > 1 && cut < text.size() && !may_break(text[cut - 1], text[cut])) --cut;
      if (cut <= 1 && text.size() > end) cut = end;
      put(left + indent * size, size, text.substr(0, cut));
      text.erase(0, cut);
      indent = 0;
      next_line();
    }
  }

  void row(const std::vector<std::string>& cells) {
    const double column = static_cast<double>(squares) * size / static_cast<double>(cells.size());
    double longest = 1;
    for (const auto& cell : cells) longest = std::max(longest, width(code_points(cell)) + 2);
    const double font = std::min(size, column / longest);
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].empty()) put(left + column * static_cast<double>(i), font, code_points(cells[i]));
    next_line();
  }

  double narrow_;
  std::vector<SetPage> pages_;
  std::size_t line_ = 0;
};

}  // namespace gazetted::testing_files
