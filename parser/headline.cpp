#include "parser/headline.h"

#include <algorithm>
#include <array>

#include "parser/english_dates.h"
#include "parser/furniture.h"
#include "parser/page_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t longest_title = 400;    // bytes
constexpr std::size_t shortest_skeleton = 8;  // bytes
constexpr std::size_t shortest_top = 10;

/// Letters and digits alone, ASCII in lower case: what stays the same however a title is set.
std::string skeleton(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      const auto lower = static_cast<char>(lead >= 'A' && lead <= 'Z' ? lead + 32 : lead);
      if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) out += lower;
      ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    const char32_t c = point.value;
    const bool mark = (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) ||
                      (c >= 0xFF00 && c < 0xFF10) || (c >= 0xFF1A && c < 0xFF21) || c == 0xFEFF;
    if (!mark) out.append(text, at, point.length);
    at += point.length;
  }
  return out;
}

/// How well a heading fits a name of the page, 0 for not at all. The site's name stands in the names too,
/// so a heading must be their beginning, or most of them.
std::size_t agreement(const std::string& heading, const std::string& name) {
  if (heading.size() < shortest_skeleton || name.size() < shortest_skeleton) return 0;
  if (name.starts_with(heading) || heading.starts_with(name)) return std::min(heading.size(), name.size());
  const bool most = heading.size() * 2 >= name.size() && name.find(heading) != std::string::npos;
  return most ? heading.size() : 0;
}

/// Whether a link leads to the site's entrance: "/", "./", "index.html", "http://host/".
bool leads_home(std::string_view href) {
  if (const std::size_t scheme = href.find("//"); scheme != std::string_view::npos) {
    href.remove_prefix(scheme + 2);
    href.remove_prefix(std::min(href.find('/'), href.size()));
  }
  while (href.starts_with('.') || href.starts_with('/')) href.remove_prefix(1);
  return href.empty() || href.starts_with("index.");
}

/// A logo: the heading links to the site's entrance, or stands in such a link.
bool is_logo(Node heading) {
  if (const Node above = heading.parent(); above && above.tag() == GUMBO_TAG_A)
    return leads_home(above.attribute("href"));
  for (const Node inner : heading.children())
    if (inner.tag() == GUMBO_TAG_A) return leads_home(inner.attribute("href"));
  return false;
}

/// The longer words and numbers of a title, ASCII in lower case.
std::vector<std::string> words_of(std::string_view title) {
  constexpr std::size_t shortest = 4;
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= title.size(); ++i) {
    const char c = i < title.size() ? title[i] : ' ';
    const auto lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')) {
      word += lower;
      continue;
    }
    if (word.size() >= shortest) words.push_back(std::move(word));
    word.clear();
  }
  return words;
}

/// Whether two titles say the same in other words: half of the words of either are in the other.
bool are_related(std::string_view heading, std::string_view title) {
  const std::vector<std::string> words = words_of(heading), others = words_of(title);
  const auto shared = std::ranges::count_if(
      words, [&](const std::string& word) { return std::ranges::find(others, word) != others.end(); });
  return shared >= 2 && static_cast<std::size_t>(shared) * 2 >= std::min(words.size(), others.size());
}

class HeadlineFinder {
 public:
  HeadlineFinder(const HtmlTree& tree, const PageStats& stats, std::uint32_t end, const StatedTitles& titles)
      : tree_(tree), stats_(stats), end_(std::min(end, tree.size())), titles_(titles) {
    sites_.push_back(skeleton(titles.site));
  }

  std::optional<Headline> find() {
    collect();
    for (const std::string& name : titles_.social) add_name(name);
    add_name(titles_.window);
    add_name(without_site(titles_.window, titles_.site));
    const Node element = confirmed();
    if (element && element.tag() == GUMBO_TAG_H1) return by(element, Headline::Ground::confirmed);
    if (const Node top = related_top()) return by(top, Headline::Ground::confirmed);
    if (element) return by(element, Headline::Ground::confirmed);
    if (const Node top = only_top()) return by(top, Headline::Ground::only_heading);
    for (const std::string& title : titles_.social)
      if (title.size() <= longest_title && !is_site(skeleton(title)))
        return Headline{without_site(title, titles_.site), {}, Headline::Ground::stated};
    std::string window = without_site(titles_.window, titles_.site);
    if (window.empty() || window.size() > longest_title || is_site(skeleton(window))) return std::nullopt;
    return Headline{std::move(window), {}, Headline::Ground::stated};
  }

 private:
  struct Candidate {
    Node element;
    std::string bones;
  };

  static Headline by(Node element, Headline::Ground ground) { return {element.text(), element, ground}; }

  bool is_site(const std::string& bones) const { return std::ranges::find(sites_, bones) != sites_.end(); }

  void add_name(const std::string& name) {
    if (name.empty() || name.size() > longest_title) return;
    if (std::string bones = skeleton(name); !bones.empty() && !is_site(bones))
      names_.push_back(std::move(bones));
  }

  void collect() {
    for (std::uint32_t i = tree_.body().index(); i < end_;) {
      const Node node = tree_.node(i);
      const GumboTag tag = node.tag();
      const bool aside = tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE;
      const bool heading = tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
      if (heading && stats_.of(node).text > 0 && stats_.of(node).text <= longest_title) {
        std::string bones = skeleton(node.text());
        if (is_logo(node))
          sites_.push_back(std::move(bones));
        else if (!bones.empty())
          headings_.push_back({node, std::move(bones)});
      }
      i = aside || heading ? node.end() : i + 1;
    }
  }

  Node confirmed() const {
    Node found;
    std::size_t best = 0;
    for (const Candidate& each : headings_) {
      std::size_t fit = 0;
      for (const std::string& name : names_) fit = std::max(fit, agreement(each.bones, name));
      if (each.element.tag() == GUMBO_TAG_H1) fit *= 2;
      if (fit <= best || is_site(each.bones)) continue;
      best = fit;
      found = each.element;
    }
    return found;
  }

  /// An <h1> that says much less than the page's title names a column or the kind of page; one that says much
  /// more is no title.
  bool may_be_top(const Candidate& each) const {
    if (each.element.tag() != GUMBO_TAG_H1 || is_site(each.bones) || each.bones.size() < shortest_top)
      return false;
    const std::size_t name = names_.empty() ? 0 : names_.back().size();
    return each.bones.size() * 3 >= name * 2 && (name == 0 || each.bones.size() <= name * 2);
  }

  Node related_top() const {
    const std::string window = without_site(titles_.window, titles_.site);
    for (const Candidate& each : headings_)
      if (may_be_top(each) && are_related(each.element.text(), window)) return each.element;
    return {};
  }

  Node only_top() const {
    Node top;
    for (const Candidate& each : headings_) {
      if (!may_be_top(each)) continue;
      if (top) return {};
      top = each.element;
    }
    return top;
  }

  const HtmlTree& tree_;
  const PageStats& stats_;
  std::uint32_t end_;
  const StatedTitles& titles_;
  std::vector<std::string> sites_, names_;  ///< skeletons
  std::vector<Candidate> headings_;
};

constexpr std::array<std::string_view, 10> separators{" | ",  "_",   " - ", " – ", " — ",
                                                      " :: ", " » ", "|",   "｜",  "——"};

}  // namespace

std::string without_site(const std::string& window, const std::string& site) {
  std::string rest = collapse_spaces(window);
  const std::string site_bones = skeleton(site);
  for (const std::string_view mark : separators) {
    const std::size_t at = rest.find(mark);
    if (at == std::string::npos) continue;
    const std::string front(trim(std::string_view(rest).substr(0, at)));
    const std::string bones = skeleton(front);
    // The site before the article: 某网 | 标题.
    const bool is_site = bones.empty() || (!site_bones.empty() && bones == site_bones);
    rest = is_site ? std::string(trim(std::string_view(rest).substr(at + mark.size()))) : front;
  }
  // 标题-某网: without spaces only before a name without Latin letters, for well-known is one word.
  const std::size_t least = rest.size() / 2;
  for (std::size_t at = rest.rfind('-'); at != std::string::npos && at >= least; at = rest.rfind('-')) {
    const std::string_view behind = std::string_view(rest).substr(at + 1);
    const bool name =
        std::ranges::all_of(behind, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (!name) break;
    rest = std::string(trim(std::string_view(rest).substr(0, at)));
  }
  return rest;
}

std::optional<Headline> find_headline(const HtmlTree& tree, const PageStats& stats, std::uint32_t end,
                                      const StatedTitles& titles) {
  return HeadlineFinder(tree, stats, end, titles).find();
}

namespace {

/// Days that a page marks, by how they are meant.
class DaysSeen {
 public:
  void add(Date day, std::string_view said) {
    if (!updated_ && says_update(said))
      updated_ = day;
    else if (!published_ && contains_any(said, {"datePublished", "ublished", "osted"}))
      published_ = day;
    else if (!plain_ && !says_update(said))
      plain_ = day;
  }
  [[nodiscard]] MarkedDays take() const { return {published_ ? published_ : plain_, updated_}; }

 private:
  static bool says_update(std::string_view said) {
    return contains_any(said, {"pdated", "odified", "eviewed"});
  }
  std::optional<Date> published_, plain_, updated_;
};

constexpr std::uint32_t around_headline = 80;  // nodes
constexpr std::size_t longest_date_line = 80;  // bytes

}  // namespace

MarkedDays find_marked_days(const HtmlTree& tree, const PageStats& stats, Node headline, std::uint32_t end) {
  DaysSeen days;
  std::string_view before;  // the text before, which may say what a day is
  for (std::uint32_t i = tree.body().index(); i < std::min(end, tree.size());) {
    const Node node = tree.node(i);
    const GumboTag tag = node.tag();
    const bool beside =
        headline && i + around_headline > headline.index() && i < headline.end() + around_headline;
    if (node.is_text()) {
      const std::string_view text = trim(node.characters());
      if (beside && !text.empty() && text.size() <= longest_date_line)
        if (const auto day = find_english_date(text)) days.add(*day, std::string(before) + std::string(text));
      if (!text.empty()) before = text.substr(0, longest_date_line);
    } else if (tag == GUMBO_TAG_TIME || node.find_attribute("itemprop")) {
      const std::string_view role = node.attribute("itemprop");
      std::optional<Date> day;
      if (tag == GUMBO_TAG_TIME || role == "datePublished" || role == "dateModified")
        day = first_day(node.find_attribute("datetime").value_or(node.attribute("content")));
      if (day) days.add(*day, std::string(role).append(node.attribute("class")).append(before));
    }
    i = tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE ||
                (stats.is_invisible(node) && tag != GUMBO_TAG_META)
            ? node.end()
            : i + 1;
  }
  return days.take();
}

}  // namespace gazetted::parser
