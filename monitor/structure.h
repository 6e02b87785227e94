#pragma once
// The structure of a Chinese statute or official document, read from its numbering (label.h), its
// tables (table.h) and the texts that it carries (carried.h).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/label.h"

namespace gazetted::monitor {

/// Views the paragraph it was read from.
struct Clause {
  Level level = Level::paragraph;
  Ordinal number;         ///< of a 款, 段 or row without a number of its own its position from 1
  std::string label;      ///< "" for a paragraph; of a row the running number in its first cell, if any
  std::string_view text;  ///< without the label
  std::string_view raw;   ///< the whole paragraph
  /// Which of several numberings its label belongs to: that of an annex, a carried text or the list of
  /// contents; "" for the text's own.
  std::string numbering;
  std::string
      key;  ///< what it is called whatever it says: of a row (row_keys), 题注, 署名, 成文日期, 附注; else ""
  /// Index of the heading (编 章 节, 附件) it stands under, else nothing.
  std::optional<std::size_t> heading;
  /// Index of the article this clause belongs to (its own for the article's line), else nothing.
  std::optional<std::size_t> article;
  std::optional<std::size_t> table_head;  ///< of a row: index of the table's first row
  std::optional<std::size_t> parent;      ///< index of the clause it lies in
  int paragraphs = 0;  ///< that lie in it and have no number; of an article with its own line
};

/// The clauses of a text, one a paragraph, in order. Blank lines make none.
[[nodiscard]] std::vector<Clause> read_structure(const std::vector<std::string_view>& paragraphs);

/// 第三章 第十二条 第二款; 二、 （三） 2.; 第三条 表 行“甲”; 附件2 第一条; 《某办法》 题注
[[nodiscard]] std::string path_of(std::span<const Clause> clauses, std::size_t which);
/// The same for the clause with all below it: 第三章 第十二条, where the path adds 第一款.
[[nodiscard]] std::string scope_of(std::span<const Clause> clauses, std::size_t which);

}  // namespace gazetted::monitor
