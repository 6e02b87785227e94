#include "parser/page_layout.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace gazetted::parser {
namespace {

constexpr double piece_gap = 1.2;  ///< in heights of the text: what parts a line into pieces
constexpr std::size_t min_column_rows = 4;
constexpr std::size_t max_columns = 4;  ///< side by side
constexpr double min_column_width = 8;  ///< in heights
constexpr int max_nesting = 4;          ///< columns within columns

/// Words of a line without a wide gap between them.
struct Piece {
  std::string text;
  double left = 0, right = 0;
};

/// What stands side by side.
struct Row {
  std::vector<PrintedWord> words;  ///< from left to right
  std::vector<Piece> pieces;
  double top = 0, bottom = 0;
};
using Rows = std::span<Row>;

bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// What stands between two words. For Chinese, set in full squares, only a gap of about half a square is a
/// space, and one of about a square the full space; justified lines spread their characters by less.
std::string_view blank_between(const PrintedWord& word, const PrintedWord& next) {
  const double gap = next.left - word.right;
  const double height = std::min(word.height(), next.height());
  if (beyond_ascii(word.text.back()) || beyond_ascii(next.text.front()))
    return gap > 0.75 * height ? "\u3000" : gap > 0.4 * height ? " " : "";
  return word.space_after || gap > 0.25 * height ? " " : "";
}

double median_height(const std::vector<PrintedWord>& words) {
  std::vector<double> heights;
  heights.reserve(words.size());
  for (const auto& word : words) heights.push_back(word.height());
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return std::max(*middle, 1e-3);
}

void cut_into_pieces(Row& row) {
  std::sort(row.words.begin(), row.words.end(), [](const auto& a, const auto& b) { return a.left < b.left; });
  for (std::size_t i = 0; i < row.words.size(); ++i) {
    const auto& word = row.words[i];
    const bool begins = i == 0 || word.left - row.pieces.back().right >
                                      piece_gap * std::max(word.height(), row.words[i - 1].height());
    if (begins) {
      row.pieces.push_back({word.text, word.left, word.right});
      continue;
    }
    auto& piece = row.pieces.back();
    piece.text += blank_between(row.words[i - 1], word);
    piece.text += word.text;
    piece.right = std::max(piece.right, word.right);
  }
}

/// Words into rows: what overlaps the row's tallest word by half stands beside it.
std::vector<Row> rows_of(std::vector<PrintedWord> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& a, const auto& b) { return a.top + a.bottom < b.top + b.bottom; });
  std::vector<Row> rows;
  double top = 0, bottom = 0;  // of the tallest
  for (auto& word : words) {
    const double shared = std::min(bottom, word.bottom) - std::max(top, word.top);
    const bool beside = !rows.empty() && shared > 0.5 * std::min(bottom - top, word.height());
    if (!beside) rows.emplace_back();
    Row& row = rows.back();
    row.top = beside ? std::min(row.top, word.top) : word.top;
    row.bottom = beside ? std::max(row.bottom, word.bottom) : word.bottom;
    if (!beside || word.height() > bottom - top) {
      top = word.top;
      bottom = word.bottom;
    }
    row.words.push_back(std::move(word));
  }
  for (auto& row : rows) cut_into_pieces(row);
  return rows;
}

// Columns

struct Gutter {
  double left = 0, right = 0;
  [[nodiscard]] double width() const { return right - left; }
};

/// What is left of `gutter` beside this row; nothing where the row runs across.
Gutter narrowed(Gutter gutter, const Row& row) {
  for (const auto& piece : row.pieces) {
    if (piece.right <= gutter.left || piece.left >= gutter.right) continue;
    // The piece reaches into it: from the left, from the right, or over it.
    const double middle = (gutter.left + gutter.right) / 2;
    if (piece.left < gutter.left || piece.right < middle) gutter.left = piece.right;
    if (piece.right > gutter.right || piece.left > middle) gutter.right = piece.left;
    if (gutter.width() <= 0) return {};
  }
  return gutter;
}

/// How a side of a gutter is filled.
struct Side {
  double left = 1e9, right = -1e9;
  std::size_t lines = 0, single = 0;
  std::vector<double> ends;
  void add(double from, double to, std::size_t pieces) {
    left = std::min(left, from);
    right = std::max(right, to);
    ends.push_back(to);
    ++lines;
    if (pieces == 1) ++single;
  }
  /// Running text: most of its lines are one piece and reach its edge.
  [[nodiscard]] bool is_text(double unit) const {
    if (lines < min_column_rows || right - left < min_column_width * unit) return false;
    const auto full =
        std::count_if(ends.begin(), ends.end(), [&](double end) { return end > right - 2 * unit; });
    return 5 * static_cast<std::size_t>(full) >= 3 * lines && 5 * single >= 4 * lines;
  }
};

Side side_of(Rows rows, double from, double to) {
  Side side;
  for (const auto& row : rows) {
    const Piece* first = nullptr;
    const Piece* last = nullptr;
    std::size_t pieces = 0;
    for (const auto& piece : row.pieces) {
      if (piece.left < from || piece.right > to) continue;
      if (first == nullptr) first = &piece;
      last = &piece;
      ++pieces;
    }
    if (first != nullptr) side.add(first->left, last->right, pieces);
  }
  return side;
}

struct Band {
  std::size_t rows = 0;
  std::optional<double> cut;  ///< what lies left of it is the first column; nothing where there are none
};

/// The columns that begin at the first of `rows`. Where there are none, `rows` says for how many lines the
/// best gutter ran: among them, looking again at each would find the same.
Band columns_at(Rows rows, double unit) {
  const auto& pieces = rows.front().pieces;
  std::size_t longest = 1;
  if (pieces.size() > max_columns) return {longest, {}};
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    Gutter gutter{pieces[i].right, pieces[i + 1].left};
    std::size_t count = 1;
    for (; count < rows.size(); ++count) {
      const auto next = narrowed(gutter, rows[count]);
      if (next.width() < unit) break;
      gutter = next;
    }
    const double cut = (gutter.left + gutter.right) / 2;
    const Rows band = rows.first(count);
    if (count >= min_column_rows && side_of(band, -1e9, cut).is_text(unit) &&
        side_of(band, cut, 1e9).is_text(unit))
      return {count, cut};
    longest = std::max(longest, count);
  }
  return {longest, {}};
}

// Tables

bool aligned(const Piece& a, const Piece& b, double unit) {
  const double near = 0.6 * unit;
  return std::abs(a.left - b.left) < near || std::abs(a.right - b.right) < near ||
         std::abs(a.left + a.right - b.left - b.right) < 2 * near;
}

/// Whether two rows stand in one table: two pieces of the one below pieces of the other.
bool are_rows(const Row& a, const Row& b, double unit) {
  if (a.pieces.size() < 2 || b.pieces.size() < 2) return false;
  std::size_t found = 0;
  for (std::size_t i = 0, j = 0; i < a.pieces.size() && j < b.pieces.size();) {
    if (aligned(a.pieces[i], b.pieces[j], unit)) {
      ++found, ++i, ++j;
    } else if (a.pieces[i].right < b.pieces[j].right) {
      ++i;
    } else {
      ++j;
    }
  }
  return found >= 2;
}

/// Whether a line of one piece goes on with a cell of the row close above it.
bool continues(const Row& row, const Row& next, double unit) {
  if (next.pieces.size() != 1 || next.top - row.bottom > 0.35 * unit) return false;
  return std::any_of(row.pieces.begin(), row.pieces.end(), [&](const Piece& piece) {
    return std::abs(piece.left - next.pieces.front().left) < 0.6 * unit;
  });
}

/// How many of `rows` are one table: lines of several pieces, and within it lines of one.
std::size_t table_at(Rows rows, double unit) {
  if (rows.front().pieces.size() < 2) return 0;
  std::size_t end = 1;
  for (std::size_t at = 1; at < rows.size() && at < end + 2; ++at)
    if (are_rows(rows[end - 1], rows[at], unit) || (rows[at].pieces.size() > 2 && at == end)) end = at + 1;
  if (end == 1 && rows.front().pieces.size() < 3) return 0;
  while (end < rows.size() && continues(rows[end - 1], rows[end], unit)) ++end;
  return end;
}

/// Where the cells of a table's columns stand: the pieces of all rows laid over one another.
std::vector<Gutter> cells_of(Rows rows) {
  std::vector<Gutter> spans;
  for (const auto& row : rows)
    for (const auto& piece : row.pieces) spans.push_back({piece.left, piece.right});
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.left < b.left; });
  std::vector<Gutter> cells;
  for (const auto& span : spans) {
    if (cells.empty() || span.left > cells.back().right)
      cells.push_back(span);
    else
      cells.back().right = std::max(cells.back().right, span.right);
  }
  return cells;
}

std::string row_text(Rows lines, const std::vector<Gutter>& cells) {
  std::vector<std::string> texts(cells.size());
  for (const auto& line : lines)
    for (const auto& piece : line.pieces) {
      const auto cell = std::upper_bound(cells.begin(), cells.end(), piece.left,
                                         [](double left, const Gutter& each) { return left < each.left; });
      auto& text = texts[static_cast<std::size_t>(cell - cells.begin()) - 1];
      if (!text.empty() && !(beyond_ascii(text.back()) && beyond_ascii(piece.text.front()))) text += ' ';
      text += piece.text;
    }
  std::string joined = texts.front();
  for (std::size_t i = 1; i < texts.size(); ++i) joined += " | " + texts[i];
  return joined;
}

/// The lines of each row of a table: where the gaps between lines are of two kinds, the narrow ones lie
/// within a row.
std::vector<Rows> table_rows(Rows rows, double unit) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < rows.size(); ++i) gaps.push_back(rows[i].top - rows[i - 1].bottom);
  const double narrow = gaps.empty() ? 0 : *std::min_element(gaps.begin(), gaps.end());
  const double wide = gaps.empty() ? 0 : *std::max_element(gaps.begin(), gaps.end());
  const double limit = wide - narrow > 0.4 * unit && narrow < 0.6 * unit ? (narrow + wide) / 2 : -1e9;
  std::vector<Rows> found;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= rows.size(); ++i) {
    if (i < rows.size() && rows[i].top - rows[i - 1].bottom < limit) continue;
    found.push_back(rows.subspan(begin, i - begin));
    begin = i;
  }
  return found;
}

class Arranger {
 public:
  explicit Arranger(double unit) : unit_(unit) {}

  void block(std::vector<PrintedWord> words, int depth) {
    auto rows = rows_of(std::move(words));
    Rows rest(rows);
    columns_from_.resize(static_cast<std::size_t>(depth) + 1);
    columns_from_.back() = rest.size();
    while (!rest.empty()) rest = rest.subspan(step(rest, depth));
  }

  std::vector<PrintedLine> take() { return std::move(lines_); }

 private:
  /// Reads what begins at the first of `rows` and says how many rows that were.
  std::size_t step(Rows rows, int depth) {
    auto& from = columns_from_[static_cast<std::size_t>(depth)];
    if (depth < max_nesting && rows.front().pieces.size() > 1 && rows.size() <= from) {
      const Band band = columns_at(rows, unit_);
      if (band.cut) {
        columns(rows.first(band.rows), *band.cut, depth);
        return band.rows;
      }
      from = rows.size() - std::max<std::size_t>(1, band.rows / 2);
    }
    if (const std::size_t count = table_at(rows, unit_); count > 0) {
      table(rows.first(count));
      return count;
    }
    line(rows.front());
    return 1;
  }

  void columns(Rows rows, double cut, int depth) {
    std::vector<PrintedWord> left, right;
    for (auto& row : rows)
      for (auto& word : row.words) (word.left < cut ? left : right).push_back(std::move(word));
    const int around = column_;
    for (auto* side : {&left, &right}) {
      column_ = ++columns_;
      block(std::move(*side), depth + 1);
    }
    column_ = around;
  }

  void table(Rows rows) {
    const auto cells = cells_of(rows);
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, row.pieces.size());
    if (cells.size() < widest) return loose_table(rows);
    for (const Rows lines : table_rows(rows, unit_)) add(lines, row_text(lines, cells), true);
  }

  /// Rows whose cells lie across one another's columns: each by itself.
  void loose_table(Rows rows) {
    for (auto& row : rows) {
      std::string text = row.pieces.front().text;
      for (std::size_t i = 1; i < row.pieces.size(); ++i) text += " | " + row.pieces[i].text;
      add({&row, 1}, std::move(text), row.pieces.size() > 1);
    }
  }

  void line(Row& row) {
    std::string text = row.pieces.front().text;
    for (std::size_t i = 1; i < row.pieces.size(); ++i) text += ' ' + row.pieces[i].text;
    add({&row, 1}, std::move(text), false);
  }

  void add(Rows rows, std::string text, bool is_row) {
    PrintedLine line{std::move(text), 1e9, -1e9, rows.front().top, rows.back().bottom, column_, is_row};
    for (const auto& row : rows) {
      line.left = std::min(line.left, row.pieces.front().left);
      line.right = std::max(line.right, row.pieces.back().right);
    }
    lines_.push_back(std::move(line));
  }

  double unit_;
  std::vector<std::size_t>
      columns_from_;  ///< by depth: columns are looked for at this many rows from the end
  int column_ = 0, columns_ = 0;
  std::vector<PrintedLine> lines_;
};

}  // namespace

std::vector<PrintedLine> arrange(std::vector<PrintedWord> words) {
  if (words.empty()) return {};
  Arranger arranger(median_height(words));
  arranger.block(std::move(words), 0);
  return arranger.take();
}

}  // namespace gazetted::parser
