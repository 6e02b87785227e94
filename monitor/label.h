#pragma once
// The number at the head of a line: 编 章 节 条 of the law, 一、（一）1.（1）① of notices and plans
// (GB/T 9704-2012, 7.3.3).

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazetted::monitor {

/// From the widest to the narrowest; a clause lies within the nearest wider one before it.
enum class Level : std::uint8_t {
  carried,    ///< the title of a text that this one carries (carried.h)
  annex,      ///< 附件2, 附表1, 附录, alone on its line
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

/// The label at the head of `line`, if it has one. References (第三条第二款规定的…) and figures
/// (1.5万元) are none.
[[nodiscard]] std::optional<Label> read_label(std::string_view line);

}  // namespace gazetted::monitor
