#pragma once
// From when to when a text says that it holds: 自2018年6月14日起施行, 自公布之日起30日后施行, 有效期5年,
// 试行两年, 至2025年12月31日止. Only what a text says of itself counts, not what it tells of other documents.

#include <optional>
#include <string_view>

#include "core/date.h"

namespace gazetted::parser {

/// Days known from elsewhere, from which 之日起 and 有效期N年 count where no other day is named.
struct KnownDays {
  std::optional<Date> signed_on, published;
};

struct Validity {
  std::optional<Date> effective;
  bool effective_on_publication = false;  ///< 自公布之日起施行, the day itself unnamed
  std::optional<Date> expires;            ///< the last day in force
};

[[nodiscard]] Validity read_validity(std::string_view text, const KnownDays& known);

/// The last day on which a draft takes comments: 征求意见截止时间为2026年4月5日, 于2026年4月5日前反馈,
/// 自公布之日起30日内.
[[nodiscard]] std::optional<Date> read_comment_deadline(std::string_view text, const KnownDays& known);

}  // namespace gazetted::parser
