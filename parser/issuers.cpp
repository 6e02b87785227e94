#include "parser/issuers.h"

#include <algorithm>
#include <array>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_name_characters = 40;

bool ends_like_an_authority(std::string_view text) {
  return !ending(text, {"政府",   "国务院", "办公厅", "办公室", "委员会", "委",   "部",   "局",   "厅",
                        "院",     "署",     "会",     "行",     "中心",   "总社", "集团", "公司", "小组",
                        "指挥部", "处",     "组",     "馆",     "大学",   "学校", "站",   "总队", "支队",
                        "兵团",   "中央",   "台",     "开发区", "新区",   "园区", "联社", "团",   "社"})
              .empty();
}

/// 住房城乡建设部等部门, 市发展改革委等7部门: the first of them.
std::string_view without_others(std::string_view text) {
  if (ending(text, {"部门", "单位", "部委", "机关"}).empty()) return text;
  const auto at = text.rfind("等");
  return at == std::string_view::npos ? text : text.substr(0, at);
}

}  // namespace

bool is_organisation(std::string_view text) {
  text = trim(text);
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++length) {
    const CodePoint point = code_point_at(text, at);
    if (!is_han(point.value) && "（）()·"sv.find(text.substr(at, point.length)) == std::string_view::npos) {
      return false;
    }
    at += point.length;
  }
  return length >= 2 && length <= max_name_characters && ends_like_an_authority(text);
}

std::vector<std::string> organisations(std::string_view text) {
  std::vector<std::string> names;
  for (std::string_view each : split(text, {"、", "，", ",", "；", ";", " ", "\u3000", "\u00A0", "\t"})) {
    each = without_others(each);
    if (!is_organisation(each)) return {};
    names.emplace_back(each);
  }
  return names;
}

std::vector<std::string> issuers_of_title(std::string_view title) {
  constexpr std::array verbs{"关于"sv, "印发"sv, "转发"sv, "批转"sv, "发布"sv, "公布"sv, "修订"sv, "对"sv};
  // The authority ends where the first of these words follows a whole name.
  for (std::size_t from = 0; from < title.size();) {
    std::size_t at = std::string_view::npos;
    for (const auto verb : verbs) at = std::min(at, title.find(verb, from));
    if (at == std::string_view::npos || at > 3 * max_name_characters * 6) return {};
    if (auto names = organisations(title.substr(0, at)); !names.empty()) return names;
    from = at + 3;
  }
  return {};
}

std::vector<std::string> issuers_of_number(std::string_view doc_number) {
  for (const auto word : {"令"sv, "公告"sv, "通告"sv, "公报"sv}) {
    const auto at = doc_number.find(word);
    if (at != std::string_view::npos && is_organisation(doc_number.substr(0, at)))
      return {std::string(trim(doc_number.substr(0, at)))};
  }
  return {};
}

}  // namespace gazetted::parser
