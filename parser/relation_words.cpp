#include "parser/relation_words.h"

#include <algorithm>

#include "parser/dates.h"
#include "parser/genre.h"
#include "parser/sentence.h"
#include "parser/time_span.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t window_bytes = 480;  ///< how far a sentence is read to either side

/// What is said right behind the mention, or behind the list that it stands in.
std::string_view words_behind(std::string_view after) {
  const auto comma = [&](std::size_t from) {
    return std::min(after.find("，", from), after.find(',', from));
  };
  auto end = comma(0);
  if (end == std::string_view::npos) return after;
  const auto next = trim(after.substr(end + (after[end] == ',' ? 1 : 3)));
  if (!starting(next, {"自", "同时", "从", "现", "并", "予以"}).empty()) end = comma(end + 1);
  return after.substr(0, end);
}

/// `word` stands within the last `max_bytes` of `before`.
bool ends_soon_after(std::string_view before, std::string_view word, std::size_t max_bytes) {
  const std::size_t length = std::min(before.size(), max_bytes + word.size());
  return contains(before.substr(before.size() - length), word);
}

/// 第三条、第五条废止: a part of the document, not all of it.
bool is_of_a_part(std::string_view behind) {
  behind = trim(behind);
  if (!behind.starts_with("第")) return false;
  const std::string_view article = behind.substr(0, 60);
  return contains_any(article, {"条", "款", "项", "章"});
}

bool is_repealed(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (is_of_a_part(behind)) return false;
  if (contains_any(behind, {"废止", "宣布失效", "停止执行", "不再执行", "自行失效", "即行失效", "终止执行",
                            "予以失效"}))
    return true;
  return ends_soon_after(context.before, "废止", 18) || ends_soon_after(context.before, "宣布失效", 18);
}

bool is_extended(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (contains(behind, "继续有效") || contains(behind, "有效期延长") || contains(behind, "继续执行"))
    return true;
  return contains(behind, "有效期") && (contains(behind, "延长") || contains(behind, "延续") ||
                                        ends_soon_after(context.before, "延长", 12));
}

/// 延长至2028年12月31日, 有效期由2023年6月30日延至2028年6月30日, 延长两年.
Term read_longer_term(std::string_view words) {
  Term term;
  for (const DateMatch& date : find_dates(words))
    if (!ending(trim(words.substr(0, date.begin)), {"至", "到"}).empty()) term.until = date.date;
  if (term.until) return term;
  for (const std::string_view verb : {"延长", "延续"}) {
    const auto at = find_word(words, verb);
    if (at == std::string_view::npos) continue;
    std::string_view rest = words.substr(at + verb.size());
    for (auto link = starting(rest, {"有效期", "期限", "期", "限", "为", "了"}); !link.empty();
         link = starting(rest, {"有效期", "期限", "期", "限", "为", "了"}))
      rest.remove_prefix(link.size());
    if (const auto span = read_time_span(rest); span && span->months > 0) term.longer_months = span->months;
  }
  return term;
}

/// 自2026年7月1日起废止: up to the day before.
Term read_term_before_repeal(std::string_view words) {
  for (const DateMatch& date : find_dates(words)) {
    const bool begins = !ending(trim(words.substr(0, date.begin)), {"自", "从", "于"}).empty();
    if (begins && contains_any(words.substr(date.end), {"废止", "失效", "停止执行", "不再执行"}))
      return {date.date.plus_days(-1), 0};
  }
  return {};
}

bool is_corrected(const Context& context) {
  const std::string_view behind = context.after;
  return contains_any(behind, {"更正为", "更正如下", "现更正", "予以更正", "勘误如下", "应更正"}) ||
         ends_soon_after(context.before, "更正", 6);
}

/// 根据…《…的决定》第二次修订: where a text tells how it came to be, what is named did not cause it.
bool is_of_its_history(const Context& context) {
  const std::string_view behind = trim(context.after);
  if (!starting(behind, {"修订", "修正"}).empty()) return true;
  return behind.starts_with("第") && contains_any(behind.substr(0, 24), {"次修订", "次修正", "次修改"});
}

bool is_amended(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (contains_any(behind, {"作如下修改", "作出修改", "作出如下修改", "进行修改", "予以修改", "进行修订",
                            "修改为", "作以下修改"})) {
    return true;
  }
  if (is_of_a_part(behind) &&
      (contains_any(behind, {"废止", "停止执行", "失效", "删去", "删除"}) ||
       ends_soon_after(context.before, "删去", 0) || ends_soon_after(context.before, "删除", 0)))
    return true;
  return ends_soon_after(context.before, "修改", 6) || ends_soon_after(context.before, "修正", 6);
}

bool is_forwarded(const Context& context) {
  return contains_any(words_behind(context.after), {"转发给", "转发你们", "转发如下"}) ||
         ends_soon_after(context.before, "转发", 6);
}

bool is_carried_out(const Context& context, std::string_view title) {
  // What was asked for or reported is answered, not carried out.
  if (!ending(title, {"请示", "报告", "来函", "建议"}).empty()) return false;
  return contains_any(context.before, {"根据", "按照", "依据", "依照", "遵照", "贯彻", "落实", "为执行",
                                       "为实施", "为规范执行"});
}

}  // namespace

std::string outside(std::string_view words, Titles titles) {
  std::string out;
  out.reserve(words.size());
  int depth = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::string_view rest = words.substr(at);
    // All marks begin with one of these bytes, and most characters with neither.
    const bool may_be_mark =
        rest.front() == '\xE3' || rest.front() == '\xEF' || rest.front() == '(' || rest.front() == ')';
    std::size_t length = 1;
    if (may_be_mark) {
      if (const auto open = starting(rest, {"《", "（", "("}); !open.empty()) {
        if (depth++ == 0 && titles == Titles::marked && open == title_open) out += title_open;
        length = open.size();
      } else if (const auto close = starting(rest, {"》", "）", ")"}); !close.empty()) {
        if (depth > 0) --depth;
        at += close.size();
        continue;
      }
    }
    if (depth == 0) out.append(rest.substr(0, length));
    at += length;
  }
  return out;
}

Context context_of(std::string_view text, const Mention& mention) {
  auto [before, after] = sentence_around(text, mention.begin, mention.end, window_bytes);
  if (!mention.number.empty() && !mention.title.empty()) {
    // The rest of the bracket that held the number.
    const auto close = std::min(after.find("）"), after.find(')'));
    const auto open = std::min(after.find("（"), after.find('('));
    if (close != std::string_view::npos && close < open)
      after.remove_prefix(close + (after[close] == ')' ? 1 : 3));
  }
  return {outside(before, Titles::dropped), outside(after, Titles::marked)};
}

Term read_term(Relation relation, std::string_view behind) {
  return relation == Relation::extends   ? read_longer_term(behind)
         : relation == Relation::repeals ? read_term_before_repeal(behind)
                                         : Term{};
}

Relation relation_of(const Context& context, const Mention& mention) {
  if (is_of_its_history(context)) return Relation::cites;
  if (is_extended(context)) return Relation::extends;
  if (is_repealed(context)) return Relation::repeals;
  if (is_corrected(context)) return Relation::corrects;
  if (is_amended(context)) return Relation::amends;
  if (contains(mention.title, "征求意见稿")) return Relation::finalises;
  if (is_forwarded(context)) return Relation::republishes;
  if (is_carried_out(context, mention.title)) return Relation::implements;
  return Relation::cites;
}

}  // namespace gazetted::parser
