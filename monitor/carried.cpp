#include "monitor/carried.h"

#include <algorithm>

#include "monitor/numeral.h"
#include "monitor/table.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

bool contains_any(std::string_view text, std::span<const std::string_view> wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view one) { return text.find(one) != text.npos; });
}

/// 2024年3月1日, 二〇二四年三月一日: the date that ends what goes before a carried text.
bool is_date_line(std::string_view line) {
  constexpr std::size_t longest_date = 60;  // bytes
  line = trimmed(line);
  if (line.size() > longest_date || !line.ends_with("日")) return false;
  bool year = false, month = false;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint next = code_point_at(line, at);
    at += next.bytes;
    year = year || next.value == U'年';
    month = month || (year && next.value == U'月');
    if (next.value != U'年' && next.value != U'月' && next.value != U'日' && !is_space(next.value) &&
        numeral_value(next.value) < 0)
      return false;
  }
  return month;
}

bool is_title(std::string_view line) {
  constexpr std::size_t longest_title = 180;  // bytes
  static constexpr std::string_view sentence_marks[] = {"。", "；", "：", ":"};
  return line.size() <= longest_title && !line.ends_with("，") && !is_row(line) && !is_date_line(line) &&
         !contains_any(line, sentence_marks);
}

bool is_bracketed(std::string_view line) {
  line = trimmed(line);
  return (line.starts_with("（") && line.ends_with("）")) || (line.starts_with('(') && line.ends_with(')'));
}

/// Follows the numbers of a text and sees where they begin anew.
class Numbers {
 public:
  Numbers(std::span<const std::string_view> lines, std::span<const std::optional<Label>> labels)
      : lines_(lines), labels_(labels) {}

  [[nodiscard]] std::vector<std::size_t> titles() && {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (labels_[i])
        number(i, *labels_[i]);
      else if (is_date_line(lines_[i]))
        signed_at_ = i;
    }
    return std::move(titles_);
  }

 private:
  void number(std::size_t line, const Label& label) {
    const bool first = label.number == Ordinal{1, 0};
    if (label.level == Level::annex) {
      *this = Numbers(lines_, labels_, std::move(titles_));
    } else if (label.level <= Level::section) {
      if (first && articles_ && !within_later_heading_) begin_anew(line);
      if (first && !begin_) begin_ = line;
      within_later_heading_ = within_later_heading_ || label.number.value > 1;
    } else if (label.level == Level::article) {
      if (first && articles_ && !within_later_heading_) begin_anew(line);
      if (first && !begin_) begin_ = line;
      articles_ = true;
      within_later_heading_ = false;
    } else if (label.level == Level::ordinal && !articles_) {
      if (first && ordinals_ && signed_at_) begin_after_signature(line);
      ordinals_ = true;
      signed_at_.reset();
    }
  }

  void begin_anew(std::size_t line) {
    const auto title = title_above(line);
    if (!title) return;
    if (begin_ && !titled_)
      if (const auto first = title_above(*begin_)) titles_.push_back(*first);
    tell(*title, line);
  }

  void begin_after_signature(std::size_t line) {
    for (std::size_t i = *signed_at_ + 1; i < line; ++i)
      if (!labels_[i] && !is_bracketed(lines_[i]) && is_title(lines_[i])) return tell(i, line);
  }

  void tell(std::size_t title, std::size_t line) {
    *this = Numbers(lines_, labels_, std::move(titles_));
    titles_.push_back(title);
    titled_ = true;
    begin_ = line;
  }

  /// The title right above, over a note and a list of contents.
  [[nodiscard]] std::optional<std::size_t> title_above(std::size_t line) const {
    while (line-- > 0) {
      if (labels_[line] && labels_[line]->level > Level::section) return std::nullopt;
      if (labels_[line] || is_bracketed(lines_[line]) || is_contents_heading(lines_[line])) continue;
      return is_title(lines_[line]) ? std::optional(line) : std::nullopt;
    }
    return std::nullopt;
  }

  Numbers(std::span<const std::string_view> lines, std::span<const std::optional<Label>> labels,
          std::vector<std::size_t> titles)
      : lines_(lines), labels_(labels), titles_(std::move(titles)) {}

  std::span<const std::string_view> lines_;
  std::span<const std::optional<Label>> labels_;
  std::vector<std::size_t> titles_;
  // Of the text that the line is in:
  std::optional<std::size_t> begin_;      ///< its first number
  std::optional<std::size_t> signed_at_;  ///< a date since the last 一、
  bool titled_ = false;
  bool articles_ = false;
  bool ordinals_ = false;
  bool within_later_heading_ = false;  ///< since the last article: 第二章 may count its articles from 1
};

}  // namespace

std::vector<std::size_t> carried_titles(std::span<const std::string_view> lines,
                                        std::span<const std::optional<Label>> labels) {
  return Numbers(lines, labels).titles();
}

std::vector<Closing> closing_lines(std::span<const std::string_view> lines,
                                   std::span<const std::optional<Label>> labels) {
  constexpr std::size_t most_issuers = 20;
  std::vector<Closing> closing(lines.size(), Closing::none);
  bool said_anything = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool dated = said_anything && !labels[i] && is_date_line(lines[i]);
    said_anything = said_anything || lines[i].find("。") != std::string::npos;
    const bool below = i > 0 && (closing[i - 1] == Closing::date || closing[i - 1] == Closing::note);
    if (below && !labels[i] && is_bracketed(lines[i])) closing[i] = Closing::note;
    if (!dated) continue;
    closing[i] = Closing::date;
    for (std::size_t n = 1; n <= std::min(i, most_issuers); ++n) {
      const std::size_t above = i - n;
      if (labels[above] || closing[above] != Closing::none || !is_title(lines[above])) break;
      closing[above] = Closing::signature;
    }
  }
  return closing;
}

bool is_history_note(std::string_view line) {
  static constexpr std::string_view acts[] = {"通过", "公布", "修订", "修正", "发布", "批准", "施行"};
  return is_bracketed(line) && contains_any(line, acts) && line.find("年") != line.npos;
}

bool is_contents_heading(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with("目") || !line.ends_with("录")) return false;
  return trimmed(line.substr(3, line.size() - 6)).empty();
}

}  // namespace gazetted::monitor
