#pragma once
// The lines of an article that are not its text: before the body the title, the number, the line of date,
// source and counter; behind it the source, share and close buttons, the names of other columns. What
// they state is kept. Lines are trimmed and not empty.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/date.h"

namespace gazetted::parser {

/// 作者：… 来源：… 发布时间：2019-11-21 访问次数：, or a bare `2018-05-29 某某网`.
struct MetaLine {
  std::optional<Date> date;
  std::optional<std::string> source;
  enum class Kind { labelled, bare } kind = Kind::labelled;  ///< bare: to be trusted in a heading only
};

[[nodiscard]] std::optional<MetaLine> read_meta_line(std::string_view line);

/// 首页 > 政务公开 > 政策文件.
[[nodiscard]] bool is_breadcrumb(std::string_view line);

/// Nothing but a template that was never filled in: {{el.src}} 阅读: {{el.hitcount}}.
[[nodiscard]] bool is_unfilled_template(std::string_view line);

struct Heading {
  std::optional<std::string> title;         ///< as displayed, mended where it is broken over lines
  std::optional<std::string> quoted_title;  ///< 某意见 of the heading 《某意见》全文及解读
  std::optional<std::string> doc_number;
  bool doc_number_repaired = false;
  std::optional<Date> displayed;
  std::optional<std::string> source;
  std::optional<std::string> validity;  ///< of a banner: 全文废止, 【条款失效】, 时效性：现行有效
  std::size_t body_begin = 0;           ///< the first line of the text
};

/// What to make of a line that is none of a heading's: the text begins, or, where all lines stand above
/// the body, it is passed over.
enum class Strangers { begin_the_text, skipped };

/// Reads the heading that `lines` begin with. A title `known` from elsewhere is looked for first.
[[nodiscard]] Heading read_heading(std::span<const std::string> lines,
                                   const std::optional<std::string>& known,
                                   Strangers strangers = Strangers::begin_the_text);

struct Tail {
  std::size_t body_end = 0;  ///< behind the last line of the text
  std::optional<std::string> source;
  std::optional<Date> displayed;
  std::optional<std::string> original;  ///< the address of 原文链接：http…
};

[[nodiscard]] Tail read_tail(std::span<const std::string> lines);

/// The lines, one a paragraph, that a title was broken into: joined, where together they are one.
struct JoinedTitle {
  std::string title;
  std::size_t lines = 0;
};
[[nodiscard]] std::optional<JoinedTitle> join_title(std::span<const std::string> lines);

}  // namespace gazetted::parser
