#include "parser/list_finder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "parser/list_items.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr double min_score = 0.3;
constexpr int any_leap_year = 2000;  ///< to see that `02-29` is a date; the year is settled later

/// Depth of every node, and the path of tag names that leads to it.
struct Shape {
  std::uint32_t depth = 0;
  std::size_t path = 0;
};

std::vector<Shape> shapes_of(const HtmlTree& tree) {
  std::vector<Shape> shapes(tree.size());
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (node.is_text()) continue;
    const Shape& above = shapes[node.parent().index()];
    const std::size_t name = std::hash<std::string_view>{}(node.tag_name());
    shapes[i] = {above.depth + 1, above.path * 1'000'003 ^ name};
  }
  return shapes;
}

bool leads_somewhere(Node link) {
  const auto href = trim(link.attribute("href"));
  if (href.empty() || href.starts_with('#') || contains_any(href, {"{{", "${", "<?", "<%"})) return false;
  std::string scheme(href.substr(0, 11));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return !scheme.starts_with("javascript:") && !scheme.starts_with("mailto:") && !scheme.starts_with("tel:");
}

bool is_pager_word(std::string_view text) {
  return text.size() <= 24 &&
         !starting(text, {"上一页", "下一页", "上页", "下页", "首页", "尾页", "末页", "更多", "详情", "查看",
                          "阅读全文", "全文", "[详", "MORE", "more", "More"})
              .empty();
}

std::size_t title_length(Node link) {
  const std::string title = title_of(link);
  return is_pager_word(title) ? 0 : count_code_points(title);
}

/// One link, the repeated element that it stands in, and the parent of all those elements.
struct Place {
  Node link, root, container;
};

bool is_item_tag(GumboTag tag) {
  return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_ARTICLE;
}

/// Finds for each link of one path where its repetition begins.
class Grouping {
 public:
  explicit Grouping(const std::vector<Shape>& shapes) : shapes_(shapes) {}

  [[nodiscard]] std::vector<Place> places(const std::vector<Node>& links) const {
    std::vector<Place> places;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
      const std::uint32_t after = i + 1 < links.size() ? shared_depth(links[i], links[i + 1]) : 0;
      if (const auto place = place_of(links[i], std::max(before, after), links.size()))
        places.push_back(*place);
      before = after;
    }
    return places;
  }

 private:
  [[nodiscard]] std::uint32_t depth(Node node) const { return shapes_[node.index()].depth; }

  [[nodiscard]] std::uint32_t shared_depth(Node a, Node b) const {
    while (a != b) {
      const bool climb_both = depth(a) == depth(b);
      if (climb_both || depth(a) > depth(b)) a = a.parent();
      if (climb_both || depth(b) > depth(a)) b = b.parent();
    }
    return depth(a);
  }

  [[nodiscard]] std::optional<Place> place_of(Node link, std::uint32_t container_depth,
                                              std::size_t count) const {
    Node root = link;
    if (count == 1) {
      // Nothing repeats: only what is an entry by its tag may be one.
      while (root && !is_item_tag(root.tag())) root = root.parent();
      if (!root) return std::nullopt;
    } else {
      while (depth(root) > container_depth + 1) root = root.parent();
      // Several links in one <li> or <tr> are of one entry.
      if (const Node above = root.parent(); is_item_tag(above.tag())) root = above;
    }
    if (!root.parent()) return std::nullopt;
    return Place{link, root, root.parent()};
  }

  const std::vector<Shape>& shapes_;
};

/// Equal for containers that are one list cut into pieces: siblings of the same tag and class.
std::string piece_of(Node container) {
  const Node above = container.parent();
  return std::to_string(above ? above.index() : 0) + ' ' + std::string(container.tag_name()) + ' ' +
         std::string(container.attribute("class"));
}

/// A piece with a single link looks like an entry beside the other pieces; it is a container as they are.
std::vector<Place> with_lone_pieces(std::vector<Place> places) {
  std::unordered_set<std::string> pieces;
  for (const auto& place : places) pieces.insert(piece_of(place.container));
  for (auto& place : places) {
    if (place.root == place.link || !pieces.contains(piece_of(place.root))) continue;
    place.container = place.root;
    place.root = place.link;
    while (place.root.parent() != place.container) place.root = place.root.parent();
  }
  return places;
}

std::vector<std::vector<Place>> blocks_of(const std::vector<Place>& places) {
  std::vector<std::vector<Place>> blocks;
  std::map<std::string, std::size_t> known;
  for (const auto& place : places) {
    const auto [at, fresh] = known.try_emplace(piece_of(place.container), blocks.size());
    if (fresh) blocks.emplace_back();
    blocks[at->second].push_back(place);
  }
  return blocks;
}

/// A list of one entry repeats nothing: what frames the entry is then told by its tag alone.
std::vector<Place> narrowed(std::vector<Place> block) {
  if (block.size() != 1) return block;
  Place& place = block.front();
  for (Node node = place.link; node && node != place.root; node = node.parent())
    if (is_item_tag(node.tag())) place = {place.link, node, node.parent()};
  return block;
}

/// The node before which an entry certainly ends that is not framed by an element of its own.
std::uint32_t end_of(const std::vector<ItemSpan>& items, std::size_t i, Node container) {
  if (i + 1 < items.size() && items[i + 1].begin < container.end()) return items[i + 1].begin;
  Node last = container.first_child();
  for (Node next = last; next && next.index() <= items[i].link.index(); next = next.next_sibling())
    last = next;
  // The final entry has no successor to end it: its own date follows at once, a pager further on.
  for (int steps = 0; steps < 3 && last.next_sibling(); ++steps) last = last.next_sibling();
  return last.end();
}

/// Whether entries that have no element of their own print their dates in front.
bool dates_stand_before(const HtmlTree& tree, const std::vector<ItemSpan>& items, Node container) {
  const ItemSpan before{items.front().link, container.index() + 1, items.front().link.index()};
  const ItemSpan after{items.back().link, items.back().link.end(), items.back().end};
  return date_of(tree, before, any_leap_year).has_value() && !date_of(tree, after, any_leap_year).has_value();
}

std::vector<ItemSpan> spans_of(const HtmlTree& tree, const std::vector<Place>& block) {
  std::vector<ItemSpan> items;
  std::vector<Place> firsts;
  for (const auto& place : block) {
    if (!items.empty() && items.back().begin == place.root.index()) {
      if (title_length(place.link) > title_length(items.back().link)) items.back().link = place.link;
      continue;
    }
    items.push_back({place.link, place.root.index(), place.root.end()});
    firsts.push_back(place);
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!is_item_tag(firsts[i].root.tag())) items[i].end = end_of(items, i, firsts[i].container);
  if (items.size() > 1 && !is_item_tag(firsts.front().root.tag()) &&
      dates_stand_before(tree, items, firsts.front().container)) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i].begin = i == 0 ? firsts[i].container.index() + 1 : firsts[i - 1].root.end();
      items[i].end = firsts[i].root.end();
    }
  }
  return items;
}

/// Menus, footers, breadcrumbs and boxes of related matter, by the names their makers give them.
bool is_furniture(Node node) {
  const auto tag = node.tag();
  if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_ASIDE)
    return true;
  std::string names = std::string(node.attribute("class")) + ' ' + std::string(node.attribute("id"));
  std::transform(names.begin(), names.end(), names.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const auto name : split(names, {" ", "-", "_"}))
    if (!starting(name, {"nav", "menu", "submenu", "foot", "crumb", "breadcrumb", "popbox", "related", "xgjd",
                         "xgyd", "friend", "yqlj", "hotlist", "rank", "tuijian", "sidebar"})
             .empty())
      return true;
  return false;
}

bool stands_in_furniture(Node node) {
  for (; node && node.tag() != GUMBO_TAG_BODY; node = node.parent())
    if (is_furniture(node)) return true;
  return false;
}

/// Titles of documents are sentences; menus have words.
double worth_of_length(std::size_t characters) {
  if (characters < 6) return 0.02;
  if (characters < 10) return 0.3;
  return static_cast<double>(std::min<std::size_t>(characters, 40)) / 20;
}

/// Links in a list of their own within each entry: what is related to it.
bool are_nested(const HtmlTree& tree, const ItemSpan& item) {
  const Node root = tree.node(item.begin);
  for (Node node = item.link; node && node != root; node = node.parent())
    if (node.tag() == GUMBO_TAG_UL || node.tag() == GUMBO_TAG_OL) return root.contains(node);
  return false;
}

double score_of(const HtmlTree& tree, const std::vector<ItemSpan>& items) {
  double dated = 0;
  double undated = 0;
  std::size_t characters = 0;
  for (const auto& item : items) {
    const auto length = title_length(item.link);
    characters += length;
    (date_of(tree, item, any_leap_year) ? dated : undated) += worth_of_length(length);
  }
  if (dated == 0 && (items.size() < 3 || characters < 10 * items.size())) return 0;
  double score = dated + 0.05 * undated;
  if (stands_in_furniture(items.front().link)) score *= 0.1;
  if (are_nested(tree, items.front())) score *= 0.3;
  return score;
}

/// Two links may repeat in the same entries, the document and what explains it: the document comes first.
void put_leading_links_first(std::vector<ListBlock>& lists) {
  for (std::size_t i = 1; i < lists.size(); ++i) {
    const auto& best = lists.front().items;
    const auto& other = lists[i].items;
    if (lists[i].score < 0.4 * lists.front().score) return;
    std::size_t earlier = 0;
    for (std::size_t a = 0, b = 0; a < best.size() && b < other.size();) {
      if (best[a].begin == other[b].begin && other[b].link.index() < best[a].link.index()) ++earlier;
      const bool behind = best[a].begin <= other[b].begin;
      if (other[b].begin <= best[a].begin) ++b;
      if (behind) ++a;
    }
    if (earlier * 2 > best.size()) std::swap(lists.front(), lists[i]);
  }
}

}  // namespace

std::vector<ListBlock> find_lists(const HtmlTree& tree) {
  const auto shapes = shapes_of(tree);
  std::unordered_map<std::size_t, std::vector<Node>> by_path;
  for (const Node link : tree.elements(GUMBO_TAG_A))
    if (leads_somewhere(link)) by_path[shapes[link.index()].path].push_back(link);
  std::vector<ListBlock> found;
  const Grouping grouping(shapes);
  for (const auto& [path, links] : by_path) {
    for (auto& block : blocks_of(with_lone_pieces(grouping.places(links)))) {
      ListBlock list{spans_of(tree, narrowed(std::move(block))), 0};
      list.score = score_of(tree, list.items);
      if (list.score >= min_score) found.push_back(std::move(list));
    }
  }
  // Equal scores in document order, so that one page always gives one answer.
  std::sort(found.begin(), found.end(), [](const ListBlock& a, const ListBlock& b) {
    return a.score != b.score ? a.score > b.score : a.items.front().begin < b.items.front().begin;
  });
  put_leading_links_first(found);
  return found;
}

Node main_link(Node item) {
  Node best = item.tag() == GUMBO_TAG_A && leads_somewhere(item) ? item : Node{};
  std::size_t best_length = 0;
  for (const Node node : item.descendants()) {
    if (node.tag() != GUMBO_TAG_A || !leads_somewhere(node)) continue;
    const auto length = title_length(node);
    if (best && length <= best_length) continue;
    best = node;
    best_length = length;
  }
  return best;
}

}  // namespace gazetted::parser
