#include "parser/list_items.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "parser/list_date.h"
#include "parser/page_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_date_text = 60;  ///< bytes; a longer element is no date
constexpr std::size_t min_dated = 5;       ///< fewer dates show no order
constexpr std::size_t max_pinned = 10;
constexpr std::size_t newer = 3;  ///< so many below a pinned item are newer than it
constexpr std::uint32_t max_item_nodes = 800;
constexpr std::size_t max_date_nodes = 24;  ///< of an element that splits its date over spans

/// The text nodes of a small element, a space between two; nothing where it is not small.
std::optional<std::string> small_text(Node element) {
  std::string text;
  std::size_t nodes = 0;
  for (const Node node : element.descendants()) {
    if (++nodes > max_date_nodes) return std::nullopt;
    if (!node.is_text()) continue;
    const auto part = trim(node.characters());
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
    if (text.size() > max_date_text) return std::nullopt;
  }
  return text;
}

bool is_silent(Node node) {
  const auto tag = node.tag();
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT;
}

bool has_link(Node node) {
  std::size_t seen = 0;
  for (const Node inner : node.descendants()) {
    if (inner.tag() == GUMBO_TAG_A) return true;
    if (++seen == max_item_nodes) return false;
  }
  return false;
}

/// Where looking into an entry stops: something larger is no entry, and is not searched again and again.
std::uint32_t end_of_search(const HtmlTree& tree, std::uint32_t begin, std::uint32_t end) {
  return std::min({end, tree.size(), begin + max_item_nodes});
}

/// A list inside an entry (解读, related documents) is another matter, with dates of its own.
bool is_nested_list(Node node, Node link) {
  const auto tag = node.tag();
  return (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) && !node.contains(link) && has_link(node);
}

bool holds_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a date can stand in [begin, end): most links of a page are in no list, and have no digit by them.
bool holds_digit(const HtmlTree& tree, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i < end_of_search(tree, begin, end); ++i)
    if (holds_digit(tree.node(i).characters())) return true;
  return false;
}

/// Calls `see(text)` for each small element and each text node of [begin, end) with a digit, outside
/// `skipped`; what `see` accepts is not gone into.
template <class F>
void for_each_text(const HtmlTree& tree, std::uint32_t begin, std::uint32_t end, Node skipped, Node link,
                   F see) {
  for (std::uint32_t i = begin; i < end_of_search(tree, begin, end);) {
    const Node node = tree.node(i);
    if (node.is_element() &&
        ((skipped && node == skipped) || is_silent(node) || is_nested_list(node, link))) {
      i = node.end();
      continue;
    }
    if (node.is_text()) {
      if (holds_digit(node.characters())) static_cast<void>(see(node.characters()));
    } else if (!skipped || !node.contains(skipped)) {
      const auto text = small_text(node);
      if (text && holds_digit(*text) && see(*text)) {
        i = node.end();
        continue;
      }
    }
    ++i;
  }
}

std::optional<Date> whole_date(const HtmlTree& tree, const ItemSpan& item, std::uint32_t begin,
                               std::uint32_t end, Node skipped, std::optional<int> year) {
  std::optional<Date> last;
  std::optional<Date> published;
  for_each_text(tree, begin, end, skipped, item.link, [&](std::string_view text) {
    const auto date = read_list_date(text, year);
    if (!date) return false;
    last = date;
    if (contains(text, "发布") || contains(text, "公开")) published = date;
    return true;
  });
  return published ? published : last;
}

std::optional<Date> date_within_text(const HtmlTree& tree, const ItemSpan& item) {
  std::optional<Date> first;
  for_each_text(tree, item.begin, item.end, item.link, item.link, [&](std::string_view text) {
    if (!first) first = find_list_date(text);
    return first.has_value();
  });
  return first;
}

bool is_cut(std::string_view text) { return !ending(text, {"…", "...", "。。。", "．．．"}).empty(); }

std::string_view without_cut(std::string_view text) {
  while (is_cut(text) || text.ends_with('.')) {
    const auto tail = ending(text, {"…", "。。。", "．．．", "."});
    text.remove_suffix(tail.size());
  }
  return trim(text);
}

/// Whether `declared` (title=) says more than what is shown.
bool says_more(std::string_view declared, const std::string& shown) {
  if (declared.empty() || declared.find('\n') != std::string_view::npos) return false;
  if (shown.empty()) return true;
  const std::string all = without_spaces(declared);
  const std::string seen = without_spaces(shown);
  // Cut short, or the title with a date or a summary behind it.
  if (is_cut(shown)) return all.starts_with(without_spaces(without_cut(shown)));
  return seen.size() != all.size() && count_code_points(all) >= 6 &&
         (seen.starts_with(all) || all.starts_with(seen));
}

/// Of a link that frames a whole entry, the element that its maker calls the title.
std::string framed_title(Node link) {
  for (const Node node : link.descendants()) {
    if (node.is_text()) continue;
    const auto tag = node.tag();
    const auto name = node.attribute("class");
    const bool heading = tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 ||
                         tag == GUMBO_TAG_H4 || tag == GUMBO_TAG_H5;
    if (!heading && !contains_any(name, {"title", "Title", "tit", "bt"})) continue;
    if (auto text = node.text(); count_code_points(text) >= 4) return text;
  }
  return {};
}

std::string_view without_bullet(std::string_view text) {
  while (true) {
    text = trim(text);
    const auto mark = starting(
        text, {"·", "•",  "▪",      "■",        "◆",        "●",      "★",        "○",    "▲",     "»",  "＞",
               ">", "・", "[置顶]", "【置顶】", "（置顶）", "(置顶)", "［置顶］", "置顶", "[NEW]", "NEW"});
    if (mark.empty()) return text;
    text.remove_prefix(mark.size());
  }
}

bool names_top(std::string_view class_names) {
  static constexpr std::array<std::string_view, 9> names = {"top",     "istop",  "is-top", "is_top", "zd",
                                                            "zhiding", "sticky", "pinned", "totop"};
  for (const auto name : split(class_names, {" ", "\t", "\n"}))
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  return false;
}

/// 置顶 in words, in a class or as a picture.
bool is_marked_pinned(const HtmlTree& tree, const ItemSpan& item) {
  for (std::uint32_t i = item.begin; i < end_of_search(tree, item.begin, item.end); ++i) {
    const Node node = tree.node(i);
    if (node.is_text()) {
      const auto text = trim(node.characters());
      if (!starting(text, {"置顶", "[置顶]", "【置顶】", "（置顶）", "(置顶)", "［置顶］"}).empty())
        return true;
      continue;
    }
    if (names_top(node.attribute("class"))) return true;
    if (node.tag() == GUMBO_TAG_IMG && (contains_any(node.attribute("src"), {"zhiding", "/top.", "istop"}) ||
                                        contains(node.attribute("alt"), "置顶")))
      return true;
  }
  return false;
}

/// An address without the name of a folder's index page.
std::string_view without_index(const Url& url) {
  std::string_view text = url.str();
  const auto name = text.rfind('/') + 1;
  const bool is_index = text.substr(name).starts_with("index.") && text.find('?') == std::string_view::npos;
  return is_index ? text.substr(0, name) : text;
}

}  // namespace

std::string title_of(Node link) {
  std::string shown = link.text();
  const std::string declared = collapse_spaces(link.attribute("title"));
  std::string title = says_more(declared, shown) ? declared : std::string{};
  if (title.empty() && !link.first_child()) title = declared;
  if (title.empty()) title = framed_title(link);
  if (title.empty()) title = shown;
  return std::string(without_bullet(split_dated_title(without_bullet(title)).title));
}

std::optional<Date> date_of(const HtmlTree& tree, const ItemSpan& item, std::optional<int> year) {
  const std::uint32_t link = item.link.index();
  if (!holds_digit(tree, item.begin, item.end) && !holds_digit(tree, link, item.link.end()))
    return std::nullopt;
  if (const auto date = whole_date(tree, item, item.begin, item.end, item.link, year)) return date;
  if (const auto date = date_within_text(tree, item)) return date;
  if (const auto date = whole_date(tree, item, link + 1, item.link.end(), {}, year)) return date;
  return split_dated_title(item.link.text()).date;
}

std::optional<ListItem> read_item(const HtmlTree& tree, const ItemSpan& item, const Url& base) {
  const auto href = trim(item.link.attribute("href"));
  if (href.empty() || href.starts_with('#')) return std::nullopt;
  auto url = base.resolve(href);
  if (!url || without_index(*url) == without_index(base)) return std::nullopt;
  ListItem entry;
  entry.title = title_of(item.link);
  entry.date = date_of(tree, item, year_of(*url));
  entry.pinned = is_marked_pinned(tree, item);
  entry.url = std::move(*url);
  return entry;
}

std::vector<ListItem> with_pins(std::vector<ListItem> items) {
  std::vector<std::size_t> dated;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].date) dated.push_back(i);
  if (dated.size() < min_dated) return items;
  const auto date = [&](std::size_t i) { return *items[dated[i]].date; };
  const std::size_t limit = std::min(max_pinned, dated.size() - newer);
  std::size_t head = 0;  // how many stand above the list proper
  for (std::size_t i = 1; i <= limit; ++i)
    if (date(i - 1) < date(i)) head = i;
  if (head == 0) return items;
  std::size_t slips = 0;
  for (std::size_t i = head + 1; i < dated.size(); ++i)
    if (date(i - 1) < date(i)) ++slips;
  if (slips > dated.size() / 10) return items;
  // An editor's slip by a day is older than its neighbour only.
  for (std::size_t i = 0; i < head; ++i)
    if (date(i) >= date(head + newer - 1)) return items;
  for (std::size_t i = 0; i < head; ++i) items[dated[i]].pinned = true;
  return items;
}

}  // namespace gazetted::parser
