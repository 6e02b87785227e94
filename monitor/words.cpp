#include "monitor/words.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

#include "monitor/numeral.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

// Bytes: of one text, and of all that one cutter cuts.
constexpr std::size_t longest_by_dictionary = 128UL << 10U;
constexpr std::size_t most_by_dictionary = 1UL << 20U;

/// Units that make a figure of a number. Longer ones before their own beginnings.
constexpr std::string_view units[] = {
    "个工作日", "个百分点", "平方公里", "平方米", "立方米", "个自然日", "工作日", "百分点", "个小时", "个月",
    "个亿",     "亿美元",   "万美元",   "亿元",   "万元",   "千元",     "百元",   "美元",   "欧元",   "元",
    "角",       "小时",     "分钟",     "周岁",   "年度",   "年",       "月份",   "月",     "日",     "天",
    "周",       "岁",       "号",       "倍",     "成",     "％",       "%",      "‰",      "℃",      "公里",
    "公斤",     "千克",     "千米",     "千瓦",   "万吨",   "吨",       "米",     "亩",     "公顷",   "万人",
    "人",       "万户",     "户",       "家",     "辆",     "台",       "件",     "个",     "名",     "次",
    "项",       "级",       "类",       "批",     "所",     "度",       "KB",     "MB",     "GB",     "TB",
    "kg",       "km",       "kW",       "MW"};

std::size_t take_any(std::string_view text, std::span<const std::string_view> wanted) {
  for (const std::string_view one : wanted)
    if (text.starts_with(one)) return one.size();
  return 0;
}

/// How many bytes at the head of `text` are digits of one kind, with 万 and 亿 behind them.
std::size_t take_number(std::string_view text) {
  constexpr std::size_t longest_number = 60;  // bytes
  const bool arabic = is_arabic(code_point_at(text, 0).value);
  std::size_t at = 0;
  while (at < std::min(text.size(), longest_number)) {
    const CodePoint next = code_point_at(text, at);
    const bool mark = arabic && (next.value == U'.' || next.value == U',') &&
                      is_arabic(code_point_at(text, at + next.bytes).value);
    const bool myriad = next.value == U'万' || next.value == U'亿';
    const bool digit = numeral_value(next.value) >= 0 && is_arabic(next.value) == arabic;
    if (!(digit || (at > 0 && (mark || myriad)))) break;
    at += next.bytes;
  }
  return at;
}

/// Ends at which a figure at the head of `text` may stop, the longest last; empty where there is none.
std::vector<std::size_t> figure_ends(std::string_view text) {
  constexpr std::string_view percent = "百分之", permille = "千分之";
  constexpr int most_parts = 6;  // 2024年1月1日12时30分
  std::size_t at = 0;
  std::vector<std::size_t> ends;
  for (const std::string_view prefix : {percent, permille})
    if (text.starts_with(prefix) && take_number(text.substr(prefix.size())) > 0)
      return {prefix.size() + take_number(text.substr(prefix.size()))};
  const bool arabic = is_arabic(code_point_at(text, 0).value);
  for (int part = 0; part < most_parts; ++part) {
    const std::size_t number = take_number(text.substr(at));
    if (number == 0) break;
    at += number;
    if (arabic) ends.push_back(at);
    const std::size_t unit = take_any(text.substr(at), units);
    if (unit == 0) break;
    at += unit;
    ends.push_back(at);
  }
  return ends;
}

/// How many bytes at the head of `text` name a unit of a law: 第十二条, 第3款.
std::size_t take_reference(std::string_view text) {
  constexpr std::string_view mark = "第";
  static constexpr std::string_view kinds[] = {"条", "款", "项", "章", "节", "编"};
  if (!text.starts_with(mark)) return 0;
  const std::size_t number = take_number(text.substr(mark.size()));
  if (number == 0) return 0;
  const std::size_t kind = take_any(text.substr(mark.size() + number), kinds);
  return kind == 0 ? 0 : mark.size() + number + kind;
}

bool is_separator(char32_t c) {
  return c == U'\n' || c == U'。' || c == U'；' || c == U'，' || c == U'、' || c == U'：' || c == U'|';
}

/// Positions at which a text may be cut without a dictionary.
std::vector<std::size_t> coarse_boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    at += next.bytes;
    if (is_separator(next.value) || at == text.size()) boundaries.push_back(at);
  }
  return boundaries;
}

/// Whether a figure may end here though the dictionary sees a longer word (30日内, 3年后).
bool continues_figure(std::string_view rest) {
  static constexpr std::string_view particles[] = {"内", "前", "后", "起", "以", "止",
                                                   "之", "的", "至", "底", "初"};
  return take_any(rest, particles) > 0;
}

/// Joins the pieces of each figure or reference. Both end where a word ends, so that 3日 in 3日期 is none.
std::vector<std::string_view> join_figures(std::string_view text, std::span<const std::size_t> boundaries) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (auto next = boundaries.begin(); next != boundaries.end(); ++next) {
    if (*next <= begin) continue;
    std::size_t end = *next;
    std::vector<std::size_t> lengths = figure_ends(text.substr(begin));
    if (const std::size_t length = take_reference(text.substr(begin)); length > 0) lengths.push_back(length);
    for (const std::size_t length : lengths)
      if (std::ranges::binary_search(next, boundaries.end(), begin + length) ||
          (length > 0 && continues_figure(text.substr(begin + length))))
        end = begin + length;
    pieces.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

}  // namespace

struct Words::Impl {
  std::unique_ptr<icu::BreakIterator> breaks;
  UText utext = UTEXT_INITIALIZER;
  std::size_t left = most_by_dictionary;

  /// Making one costs as much as cutting a paragraph: those done with are kept for the next.
  static std::vector<std::unique_ptr<icu::BreakIterator>>& spares() {
    thread_local std::vector<std::unique_ptr<icu::BreakIterator>> kept;
    return kept;
  }

  Impl() {
    if (!spares().empty()) {
      breaks = std::move(spares().back());
      spares().pop_back();
      return;
    }
    UErrorCode status = U_ZERO_ERROR;
    breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU word breaks: ") + u_errorName(status));
  }
  ~Impl() {
    utext_close(&utext);
    spares().push_back(std::move(breaks));
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] std::vector<std::size_t> boundaries(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
    breaks->setText(&utext, status);
    if (U_FAILURE(status)) return coarse_boundaries(text);
    std::vector<std::size_t> ends;
    breaks->first();
    for (int32_t end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next())
      ends.push_back(static_cast<std::size_t>(end));
    return ends;
  }
};

Words::Words() : impl_(std::make_unique<Impl>()) {}
Words::~Words() = default;
Words::Words(Words&&) noexcept = default;
Words& Words::operator=(Words&&) noexcept = default;

std::vector<std::string_view> Words::cut(std::string_view text) {
  if (text.empty()) return {};
  const bool fits = text.size() <= std::min(longest_by_dictionary, impl_->left);
  if (fits) impl_->left -= text.size();
  std::vector<std::size_t> ends = fits ? impl_->boundaries(text) : coarse_boundaries(text);
  if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
  return join_figures(text, ends);
}

bool is_figure(std::string_view piece) {
  const auto ends = figure_ends(piece);
  return !ends.empty() && ends.back() == piece.size();
}

}  // namespace gazetted::monitor
