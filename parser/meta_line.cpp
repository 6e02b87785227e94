// Lines of date, source and counter, and other furniture, told from text.

#include <algorithm>
#include <array>
#include <vector>

#include "parser/dates.h"
#include "parser/heading.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using namespace std::string_view_literals;

enum class Says { date, source, other };

struct Key {
  std::string_view name;
  Says says;
};

/// Longer names before the shorter ones that they hold.
constexpr std::array keys{
    Key{"发布时间"sv, Says::date},   Key{"发布日期"sv, Says::date},   Key{"更新时间"sv, Says::date},
    Key{"发稿时间"sv, Says::date},   Key{"公开日期"sv, Says::date},   Key{"公开时间"sv, Says::date},
    Key{"发表时间"sv, Says::date},   Key{"发布于"sv, Says::date},     Key{"信息来源"sv, Says::source},
    Key{"文章来源"sv, Says::source}, Key{"稿件来源"sv, Says::source}, Key{"来源"sv, Says::source},
    Key{"稿源"sv, Says::source},     Key{"审核人"sv, Says::other},    Key{"审核"sv, Says::other},
    Key{"责任编辑"sv, Says::other},  Key{"编辑"sv, Says::other},      Key{"责编"sv, Says::other},
    Key{"作者"sv, Says::other},      Key{"撰稿"sv, Says::other},      Key{"访问次数"sv, Says::other},
    Key{"访问量"sv, Says::other},    Key{"浏览次数"sv, Says::other},  Key{"浏览量"sv, Says::other},
    Key{"浏览"sv, Says::other},      Key{"点击数"sv, Says::other},    Key{"点击率"sv, Says::other},
    Key{"点击量"sv, Says::other},    Key{"阅读次数"sv, Says::other},  Key{"阅读量"sv, Says::other},
    Key{"阅读"sv, Says::other},      Key{"字号"sv, Says::other},      Key{"字体"sv, Says::other},
    Key{"分享到"sv, Says::other},    Key{"信息提供"sv, Says::other}};

constexpr std::size_t max_line_characters = 160;
constexpr std::size_t max_source_characters = 30;

struct Pair {
  Says says;
  std::size_t begin, value;  ///< of the key and of its value
};

/// The keys with a colon in `line`, in order.
std::vector<Pair> find_pairs(std::string_view line) {
  std::vector<Pair> pairs;
  for (std::size_t colon = 0; colon < line.size(); ++colon) {
    const auto mark = starting(line.substr(colon), {":", "："});
    if (mark.empty()) continue;
    const std::string_view before = trim(line.substr(0, colon));
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const Key& each) { return before.ends_with(each.name); });
    if (key != keys.end())
      pairs.push_back({key->says, before.size() - key->name.size(), colon + mark.size()});
  }
  return pairs;
}

std::optional<std::string> read_source(std::string_view value) {
  for (const auto stop : {"【"sv, "["sv, "|"sv, "｜"sv, "{{"sv, "打印"sv, "分享"sv, "大 中 小"sv, "（"sv}) {
    value = value.substr(0, value.find(stop));
  }
  value = trim(value);
  if (value.empty() || count_code_points(value) > max_source_characters) return std::nullopt;
  if (!starting(value, {"无", "/", "-", "—"}).empty() && count_code_points(value) < 2) return std::nullopt;
  return collapse_spaces(value);
}

/// The name beside a bare date: letters only, no sentence.
bool is_bare_name(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++length) {
    const CodePoint point = code_point_at(text, at);
    const bool letter =
        is_han(point.value) || is_space(point.value) || (point.value < 128 && point.value > '9');
    if (!letter) return false;
    at += point.length;
  }
  return length <= max_source_characters;
}

struct DateAndName {
  std::optional<Date> date;
  std::string_view name;
  bool like_a_signature = false;  ///< 2019年11月14日 without a time of day
};

/// `2018-05-29 10:00 某某网` or `某某网 2020.08.07`; nothing where there is more.
std::optional<DateAndName> read_date_and_name(std::string_view text) {
  text = trim(text);
  const auto dates = find_dates(text);
  if (dates.empty()) return DateAndName{std::nullopt, text, false};
  if (dates.size() > 1) return std::nullopt;
  const DateMatch& date = dates.front();
  const std::string_view before = trim(text.substr(0, date.begin));
  std::string_view after = text.substr(date.end);
  const auto clock = std::min(after.find_first_not_of(" :0123456789"), after.size());
  const bool timed = contains(after.substr(0, clock), ":");
  after = trim(timed ? after.substr(clock) : after);
  if (!before.empty() && !after.empty()) return std::nullopt;
  return DateAndName{date.date, before.empty() ? after : before, date.form == DateMatch::Form::han && !timed};
}

std::optional<MetaLine> read_labelled(std::string_view line, const std::vector<Pair>& pairs) {
  MetaLine meta;
  const auto head = trim(line.substr(0, pairs.front().begin));
  if (!head.empty() && starting(head, {"（", "(", "【", "["}).size() != head.size()) {
    const auto lead = read_date_and_name(head);
    if (!lead || !is_bare_name(lead->name) ||
        (!lead->date && count_code_points(head) > max_source_characters)) {
      return std::nullopt;
    }
    meta.date = lead->date;
    if (lead->date && !lead->name.empty()) meta.source = collapse_spaces(lead->name);
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t end = i + 1 < pairs.size() ? pairs[i + 1].begin : line.size();
    if (end < pairs[i].value) continue;
    const std::string_view value = trim(line.substr(pairs[i].value, end - pairs[i].value));
    if (count_code_points(value) > 60) return std::nullopt;
    if (pairs[i].says == Says::date && !meta.date) {
      const auto dates = find_dates(value);
      if (!dates.empty()) meta.date = dates.front().date;
    } else if (pairs[i].says == Says::source) {
      if (auto source = read_source(value)) meta.source = std::move(source);
    }
  }
  return meta;
}

}  // namespace

std::optional<MetaLine> read_meta_line(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.size() > 3 * max_line_characters || contains(line, "。")) return std::nullopt;
  const auto pairs = find_pairs(line);
  if (!pairs.empty()) return read_labelled(line, pairs);
  const auto bare = read_date_and_name(line);
  if (!bare || !bare->date || bare->like_a_signature || !is_bare_name(bare->name)) return std::nullopt;
  MetaLine meta{bare->date, std::nullopt, MetaLine::Kind::bare};
  if (!bare->name.empty()) meta.source = collapse_spaces(bare->name);
  return meta;
}

bool is_breadcrumb(std::string_view line) {
  if (line.size() > 300 || contains(line, "。")) return false;
  if (!starting(line, {"当前位置", "您的位置", "所在位置", "您所在的位置", "您现在的位置", "您当前的位置"})
           .empty())
    return true;
  std::size_t arrows = 0;
  for (const auto arrow : {">"sv, "＞"sv, "»"sv, "›"sv}) {
    for (auto at = line.find(arrow); at != std::string_view::npos; at = line.find(arrow, at + arrow.size()))
      ++arrows;
  }
  return arrows >= 2 || (arrows == 1 && line.starts_with("首页"));
}

bool is_unfilled_template(std::string_view line) {
  struct Marks {
    std::string_view open, close;
  };
  std::size_t inside = 0;
  for (const Marks& marks : {Marks{"{{", "}}"}, Marks{"<?", "?>"}, Marks{"${", "}"}}) {
    for (auto at = line.find(marks.open); at != std::string_view::npos; at = line.find(marks.open, at)) {
      const auto end = line.find(marks.close, at);
      if (end == std::string_view::npos) break;
      inside += end + marks.close.size() - at;
      at = end;
    }
  }
  if (inside == 0) return false;
  return line.size() - inside <= 60 && find_dates(line).empty();
}

}  // namespace gazetted::parser
