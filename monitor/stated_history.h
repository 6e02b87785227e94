#pragma once
// How a text came to be, as the note below its title tells it: （1994年2月1日国务院令第142号发布
// 根据2013年12月7日 《国务院关于修改部分行政法规的决定》第一次修订）.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace gazetted::monitor {

/// One wording that the note names: when, by what act, and what was done.
struct StatedWording {
  std::optional<Date> day;
  std::string act;                    ///< 公布, 通过, 第一次修订
  std::optional<std::string> number;  ///< of the order or decision
  std::optional<std::string> title;   ///< likewise
  friend bool operator==(const StatedWording&, const StatedWording&) = default;
};

/// In the order of the note; nothing where the text has none near its head.
[[nodiscard]] std::vector<StatedWording> read_stated_history(std::string_view text);

}  // namespace gazetted::monitor
