// Furniture paragraphs, recognised in their folded form. Every rule reads a whole line: what is left
// over after the known words decides, never what is found somewhere in a sentence.

#include <algorithm>
#include <optional>
#include <span>

#include "monitor/fold.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

using Names = std::span<const std::string_view>;

/// Longer lines are text; neighbours and related links carry a title of some length.
constexpr std::size_t longest_furniture = 600;  // bytes

/// A sentence longer than this is text, whatever its words.
constexpr std::size_t shortest_sentence = 100;  // bytes

/// Longer names before their own beginnings.
constexpr std::string_view counters[] = {
    "本文被浏览", "本页浏览次数", "页面浏览量", "文章点击数", "文章点击率", "累计访问量", "累计浏览",
    "累计访问",   "本页访问量",   "浏览次数",   "浏览人次",   "浏览量",     "浏览数",     "点击次数",
    "点击量",     "点击数",       "点击率",     "阅读次数",   "阅读人数",   "阅读量",     "阅读数",
    "访问次数",   "访问人数",     "访问量",     "已浏览",     "已阅读",     "访客数",     "人气值",
    "浏览",       "点击",         "阅读",       "访问",       "人气",       "Views",      "views",
    "Hits",       "hits",         "PV"};
constexpr std::string_view clocks[] = {"页面生成时间", "页面更新时间", "页面执行时间", "页面加载时间",
                                       "页面处理时间", "页面刷新时间", "本页生成时间", "网页生成时间",
                                       "系统生成时间", "生成时间",     "当前时间",     "当前日期",
                                       "系统时间",     "北京时间",     "今天是",       "今日是",
                                       "现在是",       "现在时间",     "Processedin"};
constexpr std::string_view bylines[] = {"来源",     "信息来源", "文章来源", "稿源",     "发布时间",
                                        "发布日期", "发布机构", "发表时间", "更新时间", "时间",
                                        "日期",     "作者",     "编辑",     "责任编辑", "字号",
                                        "字体",     "浏览次数", "点击数",   "阅读次数", "访问量"};
constexpr std::string_view neighbours[] = {"上一篇", "下一篇", "上一条", "下一条", "前一篇", "后一篇"};
constexpr std::string_view related[] = {"相关链接", "相关文章", "相关阅读", "相关新闻", "相关报道",
                                        "延伸阅读", "推荐阅读", "相关稿件", "相关推荐"};
constexpr std::string_view related_alone[] = {"相关信息", "相关解读", "热门推荐",
                                              "热门文章", "友情链接", "猜你喜欢"};
constexpr std::string_view cache_keys[] = {"t", "v", "ts", "_", "time", "timestamp", "rand", "r"};
constexpr std::string_view date_words[] = {
    "年", "月", "日",        "时",      "分", "秒", "星期", "周", "上午", "下午", "晚上", "农历", "公历",
    "一", "二", "三",        "四",      "五", "六", "七",   "八", "九",   "十",   "初",   "廿",   "卅",
    "正", "腊", "冬",        "闰",      "天", "号", "甲",   "乙", "丙",   "丁",   "戊",   "己",   "庚",
    "辛", "壬", "癸",        "子",      "丑", "寅", "卯",   "辰", "巳",   "午",   "未",   "申",   "酉",
    "戌", "亥", "second(s)", "seconds", "ms", "AM", "PM",   "T",  "Z",    "s"};
constexpr std::string_view tools[] = {"分享到",
                                      "分享至",
                                      "打印本页",
                                      "打印本文",
                                      "打印此页",
                                      "打印",
                                      "关闭窗口",
                                      "关闭本页",
                                      "关闭页面",
                                      "关闭",
                                      "返回顶部",
                                      "返回列表",
                                      "返回首页",
                                      "加入收藏",
                                      "我要收藏",
                                      "收藏本页",
                                      "我要纠错",
                                      "语音播报",
                                      "扫一扫在手机打开当前页",
                                      "扫一扫手机打开当前页",
                                      "扫一扫分享本页",
                                      "扫一扫分享",
                                      "用手机扫一扫",
                                      "微信扫一扫",
                                      "手机扫一扫",
                                      "复制链接",
                                      "字体大小",
                                      "字体",
                                      "字号",
                                      "视力保护色",
                                      "背景色"};
/// Count only beside one of the tools.
constexpr std::string_view tool_options[] = {
    "新浪微博", "腾讯微博", "微信好友", "微信", "微博", "QQ空间", "QQ好友", "QQ",   "朋友圈",
    "人人网",   "豆瓣",     "抖音",     "特大", "大",   "中",     "小",     "默认", "超大",
    "收藏",     "下载",     "分享",     "转发", "点赞", "返回",   "T",      "A",    "更多",
    "纠错",     "白",       "绿",       "黄",   "蓝",   "红",     "灰"};

/// Reads a folded line from its head.
class Reader {
 public:
  explicit Reader(std::string_view line) : rest_(line) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  bool take_any(Names names) {
    return std::ranges::any_of(names, [this](std::string_view name) { return take(name); });
  }
  bool take_digits() {
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(end);
    return end > 0;
  }
  bool take_marks(std::string_view marks) {
    const std::size_t end = std::min(rest_.find_first_not_of(marks), rest_.size());
    rest_.remove_prefix(end);
    return end > 0;
  }
  bool take_brackets() {
    bool any = false;
    while (take_any(brackets)) any = true;
    return any;
  }

 private:
  static constexpr std::string_view brackets[] = {"(", ")", "[", "]", "【", "】", "〖", "〗", "|", "《", "》",
                                                  "<", ">", "/", ":", "·",  "。", "、", ",",  "+", "-",  "×"};
  std::string_view rest_;
};

bool is_date_like(Reader read) {
  while (!read.done())
    if (!read.take_digits() && !read.take_marks("-/:.,()~") && !read.take_any(date_words)) return false;
  return true;
}

/// 浏览次数:1024次, 阅读1024, (点击:0), 已有1024人浏览, 您是第1024位访问者.
bool is_counter(std::string_view line) {
  static constexpr std::string_view units[] = {"次", "人次", "人", "位", "+"};
  Reader read(line);
  read.take_brackets();
  if (Reader other = read; other.take("您是第") && other.take_digits())
    return other.take_any(units) && (other.take("访问者") || other.take("访客")) &&
           (other.take_brackets(), other.done());
  if (Reader other = read; (other.take("已有") || other.take("共有")) && other.take_digits())
    return other.take_any(units) && other.take_any(counters) && (other.take_brackets(), other.done());
  if (!read.take_any(counters)) return false;
  static constexpr std::string_view fillers[] = {"了", "本文", "本页"};
  read.take_any(fillers);
  const bool colon = read.take(":");
  read.take_brackets();
  const bool value = read.take_digits();
  if (value) read.take_marks("0123456789,");
  read.take_any(units);
  read.take_marks(".,-)]");
  read.take_brackets();
  return read.done() && (colon || value);
}

/// 来源:…发布时间:…浏览次数:1024: a line of bylines that ends in a counter.
bool is_byline_with_counter(std::string_view line) {
  constexpr std::size_t longest_byline = 300;
  Reader read(line);
  read.take_brackets();
  if (line.size() > longest_byline || !read.take_any(bylines) || !read.take(":")) return false;
  if (line.find("。") != line.npos || line.find(";") != line.npos) return false;
  return std::ranges::any_of(counters, [&](std::string_view counter) {
    const std::size_t at = line.find(counter);
    if (at == line.npos) return false;
    Reader tail(line.substr(at));
    tail.take(counter);
    if (!tail.take(":")) return false;
    tail.take_brackets();
    tail.take_digits();
    static constexpr std::string_view rest[] = {"次", "人次", "人", "字体", "字号",
                                                "大", "中",   "小", "打印", "关闭"};
    while (tail.take_any(rest) || tail.take_brackets()) continue;
    return tail.done();
  });
}

/// 页面生成时间:2026-08-06 09:11:02, 今天是2026年8月6日星期四, Processed in 0.012 second(s).
bool is_clock(std::string_view line) {
  static constexpr std::string_view greetings[] = {"欢迎您", "欢迎访问", "您好", "你好"};
  Reader read(line);
  read.take_any(greetings);
  read.take_marks(",!");
  if (!read.take_any(clocks)) return false;
  read.take(":");
  return is_date_like(read);
}

/// A label whose value was never filled in.
bool is_empty_label(std::string_view line) {
  Reader read(line);
  return read.take_any(bylines) && read.take(":") && read.done();
}

/// ?t=20262528042547, v=1.0.3.
bool is_cache_buster(std::string_view line) {
  Reader read(line);
  const bool query = read.take("?") || read.take("&");
  if (!read.take_any(cache_keys) || !read.take("=")) return false;
  const bool digits = read.take_digits();
  read.take_marks("0123456789.");
  return digits && read.done() && (query || line.size() >= 10);
}

/// 上一篇:…, 下一条>>, 上一篇没有了.
bool is_neighbour(std::string_view line) {
  Reader read(line);
  read.take_brackets();
  if (!read.take_any(neighbours)) return false;
  static constexpr std::string_view values[] = {":", "没有", "无", ">", "<", "\"", "]", "】", "暂无"};
  return read.done() || read.take_any(values) || is_neighbour(read.rest());
}

bool is_related(std::string_view line) {
  Reader read(line);
  read.take_brackets();
  if (read.take_any(related_alone)) return read.take_brackets(), read.done();
  if (!read.take_any(related)) return false;
  return read.done() || read.take(":") || (read.take_brackets(), read.done());
}

/// 【打印】【关闭】, 分享到:微信微博, 字体:大中小. A tool's bare name needs brackets or company.
bool is_toolbar(std::string_view line) {
  Reader read(line);
  int named = 0, options = 0;
  bool bracketed = false;
  while (!read.done()) {
    if (read.take_brackets())
      bracketed = true;
    else if (read.take_any(tools))
      ++named;
    else if (read.take_any(tool_options))
      ++options;
    else
      return false;
  }
  constexpr std::size_t telling = 12;  // bytes; 关闭 alone may be text, 关闭窗口 is not
  return named > 0 && (bracketed || named + options > 1 || line.size() >= telling);
}

/// -3-, 第3页, 第3页共10页, 共10页第3页, Page3of10; 上一页123下一页.
bool is_page_number(std::string_view line) {
  static constexpr std::string_view words[] = {"第",   "共", "页", "上一页", "下一页", "首页", "尾页", "末页",
                                               "Page", "of", "/",  ",",      "当前",   "转到", "跳转"};
  Reader read(line);
  if (read.take("-")) return read.take_digits() && read.take("-") && read.done();
  bool page = false, digits = false;
  while (!read.done()) {
    page = page || read.rest().starts_with("页") || read.rest().starts_with("Page") ||
           read.rest().starts_with("上一页") || read.rest().starts_with("下一页");
    if (read.take_digits())
      digits = true;
    else if (!read.take_any(words))
      return false;
  }
  return page && digits;
}

bool is_furniture(std::string_view folded) {
  return is_counter(folded) || is_byline_with_counter(folded) || is_clock(folded) || is_empty_label(folded) ||
         is_cache_buster(folded) || is_neighbour(folded) || is_related(folded) || is_toolbar(folded) ||
         is_page_number(folded);
}

}  // namespace

bool is_noise(std::string_view paragraph) {
  paragraph = trimmed(paragraph);
  if (paragraph.size() > longest_furniture) return false;
  if (paragraph.size() > shortest_sentence && (paragraph.ends_with("。") || paragraph.ends_with("；")))
    return false;
  const std::string folded = fold(paragraph);
  return folded.empty() || is_furniture(folded);
}

std::vector<std::string_view> comparable(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  each_line(text, [&](std::string_view line) {
    if (!is_noise(line)) paragraphs.push_back(trimmed(line));
  });
  return paragraphs;
}

}  // namespace gazetted::monitor
