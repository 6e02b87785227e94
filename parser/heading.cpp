#include "parser/heading.h"

#include <algorithm>
#include <utility>

#include "core/doc_number.h"
#include "parser/citations.h"
#include "parser/dates.h"
#include "parser/genre.h"
#include "parser/issuers.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_title_lines = 6;
constexpr std::size_t max_title_characters = 150;
constexpr std::size_t max_heading_lines = 24;

bool is_numbered(std::string_view line) {
  if (!starting(line, {"（一", "(一", "第一", "附件", "附："}).empty()) return true;
  const CodePoint first = code_point_at(line, 0);
  const std::string_view after = line.substr(first.length);
  const bool numeral =
      std::u32string_view(U"一二三四五六七八九十").find(first.value) != std::u32string_view::npos;
  if (numeral && after.starts_with("、")) return true;
  return first.value >= '0' && first.value <= '9' && !starting(after, {".", "．", "、"}).empty();
}

/// It could be a title, or a piece of one.
bool is_title_like(std::string_view line) {
  return !line.empty() && line.size() <= 3 * max_title_characters && !is_numbered(line) &&
         ending(line, {"。", "；", ";", "：", ":", "，", ","}).empty() && !contains(line, "。");
}

bool is_addressee(std::string_view line) { return !ending(line, {"：", ":"}).empty(); }

std::string joined(std::span<const std::string> lines) {
  std::string all;
  for (const std::string& line : lines) all += trim(line);
  return all;
}

/// 《某意见》全文及解读: the lines it takes and what stands between the marks. 《某意见》解读, without
/// the text, is the title of the interpretation itself.
std::optional<JoinedTitle> read_quoted_title(std::span<const std::string> lines) {
  if (lines.empty() || !lines.front().starts_with("《")) return std::nullopt;
  for (std::size_t count = 1; count <= std::min(lines.size(), max_title_lines); ++count) {
    if (!is_title_like(lines[count - 1])) return std::nullopt;
    const std::string all = joined(lines.first(count));
    const auto close = all.rfind("》");
    if (close == std::string::npos) continue;
    const std::string_view open = "《";
    std::string_view behind = trim(std::string_view(all).substr(close + open.size()));
    if (!behind.empty() && !contains_any(behind, {"全文", "原文"})) return std::nullopt;
    for (auto word = starting(behind, {"全文", "政策", "及", "的", "解读", "原文", "和", "文件"});
         !word.empty(); word = starting(behind, {"全文", "政策", "及", "的", "解读", "原文", "和", "文件"})) {
      behind.remove_prefix(word.size());
    }
    std::string title = all.substr(open.size(), close - open.size());
    if (!behind.empty() || !genre_of_title(title)) return std::nullopt;
    return JoinedTitle{std::move(title), count};
  }
  return std::nullopt;
}

/// The lines at the front that together are the title known from elsewhere.
std::size_t lines_of_known_title(std::span<const std::string> lines, std::string_view known) {
  for (std::size_t count = 1; count <= std::min(lines.size(), max_title_lines); ++count) {
    if (!is_title_like(lines[count - 1])) return 0;
    if (is_same_title(joined(lines.first(count)), known)) return count;
  }
  return 0;
}

/// 某某市人民政府文件: the red head of a printed document.
bool is_letterhead(std::string_view line) {
  constexpr std::string_view paper = "文件";
  return line.ends_with(paper) && is_organisation(line.substr(0, line.size() - paper.size()));
}

/// 中华人民共和国国务院令, 国家税务总局公告, alone on its line.
bool is_order_head(std::string_view line) {
  const auto order = ending(line, {"令", "公告", "通告"});
  return !order.empty() && !organisations(line.substr(0, line.size() - order.size())).empty();
}

/// 全文废止, 【条款失效】, 时效性：现行有效: a line by itself, what it says of the document.
std::optional<std::string> read_banner(std::string_view line) {
  constexpr std::size_t longest = 60;
  if (line.size() > longest) return std::nullopt;
  const auto name = starting(line, {"时效性", "有效性", "文件时效", "公文时效", "效力状态", "状态"});
  if (!name.empty()) {
    line = trim(line.substr(name.size()));
    const auto colon = starting(line, {"：", ":"});
    if (colon.empty()) return std::nullopt;
    line = trim(line.substr(colon.size()));
  }
  if (const auto open = starting(line, {"【", "[", "（", "("}); !open.empty())
    line.remove_prefix(open.size());
  if (const auto close = ending(line, {"】", "]", "）", ")"}); !close.empty())
    line.remove_suffix(close.size());
  for (const std::string_view state :
       {"全文废止", "全文失效", "全文有效", "条款失效", "条款废止", "部分失效", "部分废止", "部分有效",
        "现行有效", "尚未生效", "尚未施行", "已被修改", "已修改", "已废止", "已失效", "失效", "废止", "有效"})
    if (line == state) return std::string(line);
  return std::nullopt;
}

/// Reads one line after the other until the text begins.
class HeadingReader {
 public:
  HeadingReader(std::span<const std::string> lines, const std::optional<std::string>& known,
                Strangers strangers)
      : lines_(lines), known_(known), strangers_(strangers) {}

  Heading read() {
    const std::size_t limit = std::min(lines_.size(), max_heading_lines);
    while (at_ < limit &&
           (take_furniture() || take_number() || take_title() || take_date() || skip_stranger())) {
    }
    heading_.body_begin = at_;
    return std::move(heading_);
  }

 private:
  [[nodiscard]] const std::string& line() const { return lines_[at_]; }
  [[nodiscard]] std::span<const std::string> rest() const { return lines_.subspan(at_); }

  bool take_furniture() {
    if (is_breadcrumb(line()) || is_unfilled_template(line()) || is_letterhead(line())) {
      ++at_;
      return true;
    }
    if (auto banner = read_banner(line())) {
      if (!heading_.validity) heading_.validity = std::move(banner);
      ++at_;
      return true;
    }
    auto meta = read_meta_line(line());
    if (!meta) return false;
    if (!heading_.displayed) heading_.displayed = meta->date;
    if (!heading_.source) heading_.source = std::move(meta->source);
    ++at_;
    return true;
  }

  bool take_number() {
    std::size_t count = 1;
    auto number = doc_number::read(line());
    if (!number && is_order_head(line())) {
      count = 2;
      if (rest().size() > 1) number = doc_number::read(line() + lines_[at_ + 1]);
      if (!number) return false;
    }
    if (!number) return false;
    if (!heading_.doc_number) {
      heading_.doc_number = std::move(number->number);
      heading_.doc_number_repaired = number->repaired;
    }
    at_ += count;
    return true;
  }

  bool take_title() {
    if (auto quoted = read_quoted_title(rest())) {
      if (rest().size() == quoted->lines) return false;
      heading_.quoted_title = std::move(quoted->title);
      at_ += quoted->lines;
      return true;
    }
    if (known_) {
      if (const std::size_t count = lines_of_known_title(rest(), *known_); count != 0) {
        at_ += count;
        titled_ = true;
        return true;
      }
    }
    if (titled_ || heading_.title) return take_repeated_title();
    if (auto title = join_title(rest()); title && fits_as_title(*title)) {
      at_ += title->lines;
      heading_.title = std::move(title->title);
      return true;
    }
    return take_news_title();
  }

  /// Where another title is known, one in the text is the heading only with a number or an addressee
  /// behind it.
  [[nodiscard]] bool fits_as_title(const JoinedTitle& title) const {
    if (!known_) return true;
    const auto behind = rest().subspan(title.lines);
    return !behind.empty() && (is_addressee(behind.front()) || doc_number::read(behind.front()));
  }

  bool take_repeated_title() {
    if (!heading_.title) return false;
    const std::size_t count = lines_of_known_title(rest(), *heading_.title);
    at_ += count;
    return count != 0;
  }

  /// A title that is no document's stands above a line of date and source.
  bool take_news_title() {
    if (known_ || rest().size() < 2 || !is_title_like(line()) || !read_meta_line(lines_[at_ + 1]))
      return false;
    heading_.title = collapse_spaces(line());
    ++at_;
    return true;
  }

  bool take_date() {
    const bool below_a_title = titled_ || heading_.title || heading_.quoted_title;
    if (!below_a_title || rest().size() < 2 || line().ends_with("）") || line().ends_with(")") ||
        !is_date_line(line())) {
      return false;
    }
    ++at_;
    return true;
  }

  /// Above the body the first line that could be a title is one.
  bool skip_stranger() {
    if (strangers_ == Strangers::begin_the_text) return false;
    if (!known_ && !heading_.title && is_title_like(line())) heading_.title = collapse_spaces(line());
    ++at_;
    return true;
  }

  std::span<const std::string> lines_;
  const std::optional<std::string>& known_;
  Strangers strangers_;
  Heading heading_;
  std::size_t at_ = 0;
  bool titled_ = false;
};

bool is_tail_furniture(std::string_view line) {
  if (line.size() > 120) return false;
  if (is_unfilled_template(line)) return true;
  for (const std::string_view word :
       {"×",        "X",        "x",        "观点",     "推荐阅读", "相关阅读", "相关链接", "相关文章",
        "相关新闻", "相关稿件", "延伸阅读", "热点推荐", "打印",     "关闭",     "打印本页", "关闭窗口",
        "返回顶部", "返回",     "分享",     "分享到",   "分享到：", "收藏"}) {
    if (line == word) return true;
  }
  const std::string bare = without_spaces(line);
  if (!starting(bare, {"扫一扫", "上一篇", "下一篇", "【打印", "【关闭", "[打印", "[关闭", "【返回顶部",
                       "【字体", "分享到"})
           .empty())
    return true;
  return false;
}

/// 原文链接：https://…
std::optional<std::string> read_original(std::string_view line) {
  const auto key = starting(line, {"原文链接", "原文地址", "原文网址", "来源链接", "阅读原文"});
  if (key.empty()) return std::nullopt;
  line = trim(line.substr(key.size()));
  const auto colon = starting(line, {"：", ":"});
  const std::string_view address = trim(line.substr(colon.size()));
  if (starting(address, {"http://", "https://"}).empty() || contains(address, " ")) return std::nullopt;
  return std::string(address);
}

/// 来源某某网: the colon was lost.
std::optional<std::string> read_glued_source(std::string_view line) {
  constexpr std::string_view key = "来源";
  if (!line.starts_with(key)) return std::nullopt;
  const std::string_view name = trim(line.substr(key.size()));
  const std::size_t length = count_code_points(name);
  if (length < 2 || length > 20 || !ending(name, {"。", "；", "，", "：", ":"}).empty() ||
      contains(name, "，") || contains(name, "于")) {
    return std::nullopt;
  }
  return std::string(name);
}

}  // namespace

std::optional<JoinedTitle> join_title(std::span<const std::string> lines) {
  std::string all;
  for (std::size_t count = 1; count <= std::min(lines.size(), max_title_lines); ++count) {
    const std::string& line = lines[count - 1];
    if (!is_title_like(line) || read_meta_line(line)) return std::nullopt;
    all += line;
    if (count_code_points(all) > max_title_characters) return std::nullopt;
    const bool goes_on = count < lines.size() && lines[count].starts_with("的");
    if (goes_on || !genre_of_title(all) || count_code_points(all) < 6) continue;
    return JoinedTitle{collapse_spaces(all), count};
  }
  return std::nullopt;
}

Heading read_heading(std::span<const std::string> lines, const std::optional<std::string>& known,
                     Strangers strangers) {
  return HeadingReader(lines, known, strangers).read();
}

Tail read_tail(std::span<const std::string> lines) {
  Tail tail;
  std::size_t end = lines.size();
  for (; end > 0; --end) {
    const std::string& line = lines[end - 1];
    if (is_tail_furniture(line)) continue;
    if (auto meta = read_meta_line(line); meta && meta->kind == MetaLine::Kind::labelled) {
      if (meta->source) tail.source = std::move(meta->source);
      if (meta->date) tail.displayed = meta->date;
      continue;
    }
    if (auto original = read_original(line)) {
      tail.original = std::move(original);
      continue;
    }
    auto source = read_glued_source(line);
    if (!source) break;
    tail.source = std::move(source);
  }
  tail.body_end = end;
  return tail;
}

}  // namespace gazetted::parser
