#include "parser/time_span.h"

#include "parser/utf8.h"

namespace gazetted::parser {

std::optional<TimeSpan> read_time_span(std::string_view text) {
  constexpr std::u32string_view numerals = U"一二三四五六七八九十";
  std::size_t at = 0;
  int number = 0;
  for (CodePoint point = code_point_at(text, at); point.length != 0; point = code_point_at(text, at)) {
    if (point.value >= '0' && point.value <= '9') {
      number = number * 10 + static_cast<int>(point.value - '0');
    } else if (point.value == U'两') {
      number = 2;
    } else if (point.value == U'十') {
      number = number == 0 ? 10 : number * 10;
    } else if (const auto digit = numerals.find(point.value); digit != std::u32string_view::npos) {
      number = number >= 10 ? number + static_cast<int>(digit) + 1 : static_cast<int>(digit) + 1;
    } else if (point.value != ' ') {
      break;
    }
    if (number > 1000) return std::nullopt;
    at += point.length;
  }
  if (number == 0) return std::nullopt;
  const std::string_view unit = starting(text.substr(at), {"年", "个月", "月", "日", "天", "个工作日"});
  if (unit.empty()) return std::nullopt;
  TimeSpan span;
  span.end = at + unit.size();
  if (unit == "年") {
    span.months = number * 12;
  } else if (unit == "个月") {
    span.months = number;
  } else if (unit == "日" || unit == "天") {
    span.days = number;
  } else {
    return std::nullopt;
  }
  return span;
}

}  // namespace gazetted::parser
