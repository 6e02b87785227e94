#pragma once
// How a site dresses its papers: pages in the manner of the known system families, with furniture that
// changes with each look and template lines that stand inside the body's own container.

#include <string>
#include <vector>

#include "bench/judging/paper.h"

namespace gazetted::bench {

struct Look {
  /// 拓尔思 TRS, 开普 ucap, 大汉 Hanweb, 博达 WebPlus, and tables of the days before any of them.
  enum class Family { trs, ucap, hanweb, webplus, tables } family = Family::trs;
  std::string site;                ///< 青石市人民政府
  std::vector<std::string> above;  ///< lines of the template within the body's container
  std::vector<std::string> below;  ///< likewise
  /// What murmurs within the body's container: another at each look.
  enum class Murmur {
    none,
    counter,
    readers,
    sentence,
    visitors,
    countdown,
    clock,
    slogan,
    recommended,
    headlines
  } murmur = Murmur::none;
  /// Where: the last is amid the words themselves.
  enum class Place { head, foot, within } place = Place::foot;
  std::string banner;    ///< a line of the page's frame, outside the body
  std::string validity;  ///< what it wrongly says of every paper; "" where each has its own
  enum class Charset { utf8, gb18030 } charset = Charset::utf8;
};

/// One site's look; `index` lets the families take turns.
[[nodiscard]] Look new_look(Dice& dice, const Office& office, std::size_t index);

/// The page of `paper`, as sent at `moment`: the second of the day that its generator prints.
struct Moment {
  std::string stamp;     ///< 2026-03-05 09:00:00
  std::uint64_t throws;  ///< seeds all that murmurs
};
[[nodiscard]] std::string article_html(const Look& look, const Paper& paper, const Moment& moment);

struct Row {
  std::string path, title, day;
};
/// Page `page` of `pages` of the list.
[[nodiscard]] std::string list_html(const Look& look, const std::vector<Row>& rows, int page, int pages,
                                    const Moment& moment);

/// Bytes and header by the look's character set.
struct Sent {
  std::string bytes, content_type;
};
[[nodiscard]] Sent sent(const std::string& utf8, Look::Charset charset);

}  // namespace gazetted::bench
