#pragma once
// Days as Chinese pages write them: 2019年11月14日, 二〇一九年十一月十四日, 2019-11-21, 2020.08.07,
// 2019/1/4, and what an address says of its day. Only whole days count; 2019年5月 is none.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace gazetted::parser {

struct DateMatch {
  std::size_t begin = 0;  ///< bytes
  std::size_t end = 0;    ///< behind 日, or behind the last digit
  Date date;
  enum class Form { numeric, han } form = Form::numeric;  ///< han: written with 年 and 月
  bool repaired = false;  ///< 2019年1114: the one way to put 月 and 日 back
};

/// All days in a running text, in order. Damaged ones are passed over.
[[nodiscard]] std::vector<DateMatch> find_dates(std::string_view text);

/// `text` is a day, perhaps with a weekday or time of day behind it, and nothing else. Here damage is
/// mended where there is one way only.
[[nodiscard]] std::optional<DateMatch> read_date(std::string_view text);

/// `text` is a day or a month (2019年5月), in round brackets or bare, and nothing else.
[[nodiscard]] bool is_date_line(std::string_view text);

/// The day in an address: …/t20260716_1.html, /2019-02/15/, /art/2026/2/3/, /20260716/.
[[nodiscard]] std::optional<Date> date_of_address(std::string_view path);

}  // namespace gazetted::parser
