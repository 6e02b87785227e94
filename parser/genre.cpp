#include "parser/genre.h"

#include <algorithm>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

std::string_view genre_at_end(std::string_view text) {
  return ending(text, {"通知", "意见", "办法", "条例", "决定", "公告", "通告", "通报", "方案", "规划",
                       "计划", "细则", "规定", "措施", "批复", "答复", "公报", "纲要", "目录", "规则",
                       "预案", "标准", "指南", "规程", "制度", "要点", "章程", "决议", "命令", "报告",
                       "请示", "纪要", "议案", "清单", "规范", "准则", "政策", "函",   "令"});
}

/// Where the bracket opens that closes at the end of `title`; 0 where none does. A bracket of another kind
/// may stand within: （某政发〔2024〕3号）.
std::size_t begin_of_last_bracket(std::string_view title) {
  struct Pair {
    std::string_view close, open, other_open;
  };
  for (const Pair& pair : {Pair{"）", "（", "("}, Pair{")", "(", "（"}, Pair{"〕", "〔", "["},
                           Pair{"】", "【", "["}, Pair{"]", "[", "〔"}}) {
    if (!title.ends_with(pair.close)) continue;
    const auto at = title.rfind(pair.open);
    const auto other = title.rfind(pair.other_open);
    if (at == std::string_view::npos) return other == std::string_view::npos ? 0 : other;
    return other == std::string_view::npos ? at : std::max(at, other);
  }
  return 0;
}

/// Without what follows the name itself: （试行）, 》, 全文.
std::string_view without_edition(std::string_view title) {
  while (true) {
    title = trim(title);
    if (const auto mark = ending(title, {"》", "”", "\"", "全文", "原文", "。"}); !mark.empty()) {
      title.remove_suffix(mark.size());
      continue;
    }
    const auto begin = begin_of_last_bracket(title);
    if (begin == 0) return title;
    title = title.substr(0, begin);
  }
}

}  // namespace

std::optional<std::string> genre_of_title(std::string_view title) {
  constexpr std::size_t telling_bytes = 300;
  if (title.size() > telling_bytes) title.remove_prefix(title.size() - telling_bytes);
  const auto genre = genre_at_end(without_edition(title));
  if (genre.empty()) return std::nullopt;
  return std::string(genre);
}

bool is_draft_title(std::string_view title) {
  return contains_any(title, {"征求意见稿", "公开征求", "草案", "送审稿", "讨论稿", "征求意见的", "征求《",
                              "征求对《", "征求社会"});
}

std::optional<std::string> self_name(std::string_view text) {
  constexpr std::string_view self = "本";
  for (auto at = find_word(text, self); at != std::string_view::npos;
       at = find_word(text, self, at + self.size())) {
    const std::string_view name = text.substr(at + self.size(), 48);
    std::size_t length = 0;
    for (auto word =
             starting(name, {"实施", "指导", "若干", "管理", "暂行", "行动", "工作", "总体", "专项", "发展"});
         !word.empty(); word = starting(name.substr(length), {"实施", "指导", "若干", "管理", "暂行", "行动",
                                                              "工作", "总体", "专项", "发展"})) {
      length += word.size();
    }
    const std::string_view noun = name.substr(length, 6);
    if (genre_at_end(noun).size() == noun.size() && !noun.empty()) {
      return std::string(name.substr(0, length + noun.size()));
    }
  }
  return std::nullopt;
}

}  // namespace gazetted::parser
