#include "monitor/stated_history.h"

#include <algorithm>

#include "core/doc_number.h"
#include "monitor/carried.h"
#include "monitor/numeral.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

constexpr std::string_view title_open = "《", title_close = "》";
constexpr std::size_t verb_bytes = 6;  ///< of 修订, 公布 …

/// The numeral that ends before `end`, its value and where it begins.
struct Numeral {
  std::size_t begin = 0;
  std::optional<int> value;
};
Numeral numeral_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0) {
    const std::size_t last = last_code_point(text.substr(0, begin));
    if (numeral_value(code_point_at(text, last).value) < 0) break;
    begin = last;
  }
  return {begin, parse_numeral(text.substr(begin, end - begin))};
}

/// The first day in `text`: 2013年12月7日, 二〇一三年十二月七日.
std::optional<Date> first_day(std::string_view text) {
  constexpr std::string_view year_mark = "年", month_mark = "月", day_mark = "日";
  for (auto at = text.find(day_mark); at != text.npos; at = text.find(day_mark, at + day_mark.size())) {
    const Numeral day = numeral_before(text, at);
    if (!text.substr(0, day.begin).ends_with(month_mark)) continue;
    const Numeral month = numeral_before(text, day.begin - month_mark.size());
    if (!text.substr(0, month.begin).ends_with(year_mark)) continue;
    const Numeral year = numeral_before(text, month.begin - year_mark.size());
    if (!year.value || !month.value || !day.value) continue;
    if (const auto date = Date::of(*year.value, *month.value, *day.value)) return date;
  }
  return std::nullopt;
}

/// 第一次修订, 公布: the act that `text` ends with; "" where it ends with none.
std::string_view act_at_end(std::string_view text) {
  constexpr std::string_view ordinal = "第", times = "次";
  for (const std::string_view verb : {"修订", "修正", "修改", "公布", "发布", "通过", "批准"}) {
    if (!text.ends_with(verb)) continue;
    std::size_t begin = text.size() - verb.size();
    if (text.substr(0, begin).ends_with(times)) {
      const Numeral count = numeral_before(text, begin - times.size());
      if (text.substr(0, count.begin).ends_with(ordinal)) begin = count.begin - ordinal.size();
    }
    return text.substr(begin);
  }
  return "";
}

StatedWording read_wording(std::string_view words, std::string_view act) {
  StatedWording wording;
  wording.day = first_day(words);
  wording.act = act;
  if (const auto open = words.find(title_open); open != words.npos)
    if (const auto close = words.rfind(title_close); close != words.npos && close > open)
      wording.title = words.substr(open + title_open.size(), close - open - title_open.size());
  if (const auto numbers = doc_number::find_all(words); !numbers.empty())
    wording.number = numbers.front().number;
  return wording;
}

/// The words of a note up to each act that stands outside titles.
std::vector<StatedWording> read_note(std::string_view note) {
  std::vector<StatedWording> wordings;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < note.size();) {
    const std::string_view rest = note.substr(at);
    if (rest.starts_with(title_open)) ++depth;
    if (rest.starts_with(title_close)) --depth;
    at += code_point_at(note, at).bytes;
    if (depth > 0) continue;
    const std::string_view words = note.substr(begin, at - begin), act = act_at_end(words);
    const std::string_view next = note.substr(at, verb_bytes);
    const bool goes_on = !next.empty() && act_at_end(next) == next;  // 修订通过
    if (act.empty() || goes_on) continue;
    wordings.push_back(read_wording(words, act));
    begin = at;
  }
  std::erase_if(wordings, [](const StatedWording& wording) { return !wording.day; });
  return wordings;
}

}  // namespace

std::vector<StatedWording> read_stated_history(std::string_view text) {
  constexpr int lines_of_head = 12;
  for (int line = 0; line < lines_of_head && !text.empty(); ++line) {
    const std::string_view paragraph = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), paragraph.size() + 1));
    if (is_history_note(paragraph)) return read_note(trimmed(paragraph));
  }
  return {};
}

}  // namespace gazetted::monitor
