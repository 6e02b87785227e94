#pragma once
// Dates as lists print them beside their titles: 2026-07-31, 2026/7/31, 2026.07.31, 2026年7月31日,
// 07-31 under a year known otherwise, `31` over `2026-07`. Running text and its dates of signing are
// another matter.

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/url.h"

namespace gazetted::parser {

/// `text` as a whole is a date: nothing else in it but a label (发布时间：), brackets and a time of day.
/// A month and day alone need `year`.
[[nodiscard]] std::optional<Date> read_list_date(std::string_view text, std::optional<int> year);

/// The first complete date anywhere in `text`.
[[nodiscard]] std::optional<Date> find_list_date(std::string_view text);

/// A title that carries its date at an end (`关于…的通知 [2026-07-31]`), taken apart. Dates in 年月日 are
/// words of a title and stay.
struct DatedTitle {
  std::string title;
  std::optional<Date> date;
};
[[nodiscard]] DatedTitle split_dated_title(std::string_view title);

/// The year in an address: /2026/7/31/, /202607/, t20260731.
[[nodiscard]] std::optional<int> year_of(const Url& url);

}  // namespace gazetted::parser
