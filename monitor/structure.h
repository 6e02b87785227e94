#pragma once
// The structure of a Chinese statute or official document, read from its numbering:
// 编 章 节 条 款 项 目 of the law, 一、（一）1.（1）① of notices and plans (GB/T 9704-2012, 7.3.3).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted::monitor {

/// From the widest to the narrowest; a clause lies within the nearest wider one before it.
enum class Level : std::uint8_t {
  annex,      ///< 附件2, alone on its line
  part,       ///< 第一编, 第一部分
  chapter,    ///< 第一章
  section,    ///< 第一节
  article,    ///< 第一条, 第1条, 第一条之二
  ordinal,    ///< 一、
  item,       ///< （一）
  point,      ///< 1.
  subpoint,   ///< （1）
  circled,    ///< ①
  paragraph,  ///< without a number: 款 of an article, 段 elsewhere
  row,        ///< of a table: cells parted by " | "
};

/// The number of a clause; `inserted` counts 之一, 之二.
struct Ordinal {
  int value = 0;
  int inserted = 0;
  friend auto operator<=>(const Ordinal&, const Ordinal&) = default;
};

/// A number at the head of a line.
struct Label {
  Level level = Level::paragraph;
  Ordinal number;
  std::size_t end = 0;  ///< bytes of the line that are the label and the space around it
  std::string text;     ///< the label itself without any white space: 第十二条, （一）, 1.
};

struct Clause {
  Level level = Level::paragraph;
  Ordinal number;     ///< of a 款, 段 or row without a number of its own its position from 1
  std::string label;  ///< "" for a paragraph; of a row the running number in its first cell, if any
  std::string text;   ///< without the label
  std::string raw;    ///< the whole paragraph
  std::string path;   ///< 第三章 第十二条 第二款; 二、 （三） 2.; 第三条 表 行“甲”
  std::string scope;  ///< the same for the clause with all below it: 第三章 第十二条, where path adds 第一款
  /// Index of the article this clause belongs to (its own for the article's line), else nothing.
  std::optional<std::size_t> article;
  std::optional<std::size_t> table_head;  ///< of a row: index of the table's first row
};

/// The label at the head of `line`, if it has one. References (第三条第二款规定的…) and figures
/// (1.5万元) are none.
[[nodiscard]] std::optional<Label> read_label(std::string_view line);

/// The clauses of a text, one a paragraph, in order. Blank lines make none.
[[nodiscard]] std::vector<Clause> read_structure(const std::vector<std::string>& paragraphs);

/// The cells of a table row, trimmed; a line without " | " is one cell.
[[nodiscard]] std::vector<std::string> cells(std::string_view row);
/// What a row is called: its first cell, or the second where the first is but a running number.
[[nodiscard]] std::string row_key(std::string_view row);

}  // namespace gazetted::monitor
