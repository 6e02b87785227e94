#pragma once
// 文种: what kind of document a title or a text says it is (通知, 意见, 办法 …; 党政机关公文处理工作条例,
// 第八条, and the kinds that regulations and plans add).

#include <optional>
#include <string>
#include <string_view>

namespace gazetted::parser {

/// The word a title ends with, editions in brackets aside: …的指导意见（试行） → 意见.
[[nodiscard]] std::optional<std::string> genre_of_title(std::string_view title);

/// The title is of a draft: 某办法（征求意见稿）, 关于公开征求…意见的公告.
[[nodiscard]] bool is_draft_title(std::string_view title);

/// What an untitled text calls itself: 本实施意见 → 实施意见.
[[nodiscard]] std::optional<std::string> self_name(std::string_view text);

}  // namespace gazetted::parser
