#include "parser/pager.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>

#include "parser/page_query.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

std::optional<int> whole_number(std::string_view text) {
  const auto number = small_number(text);
  return number && *number > 0 ? number : std::nullopt;
}

/// A link that could be a pager's, with what it says.
struct ShortLink {
  Node node;
  std::string bare;   ///< its text without white space
  std::string words;  ///< and without arrows
};

std::string without_arrows(std::string words) {
  for (const std::string_view arrow : {">", "›", "»", "＞", "<", "‹", "«", "→", "[", "]", "【", "】"})
    for (auto at = words.find(arrow); at != std::string::npos; at = words.find(arrow))
      words.erase(at, arrow.size());
  return words;
}

/// What a link without words says: an arrow has a title, or its picture has.
std::string_view said_by_picture(Node link) {
  if (const auto title = link.attribute("title"); !title.empty()) return title;
  for (const Node node : link.descendants())
    if (node.tag() == GUMBO_TAG_IMG)
      return node.attribute("alt").empty() ? node.attribute("title") : node.attribute("alt");
  return {};
}

/// A pager names its pages in a word or a number, not in a sentence.
std::vector<ShortLink> short_links(const HtmlTree& tree) {
  constexpr std::size_t longest = 64;
  std::vector<ShortLink> links;
  for (const Node link : tree.elements(GUMBO_TAG_A)) {
    std::size_t bytes = 0;
    for (const Node node : link.descendants())
      if (node.is_text()) bytes += trim(node.characters()).size();
    if (bytes > longest) continue;
    std::string bare = without_spaces(link.text());
    if (bare.empty()) bare = without_spaces(said_by_picture(link));
    std::string words = without_arrows(bare);
    links.push_back({link, std::move(bare), std::move(words)});
  }
  return links;
}

bool says_next(const ShortLink& link) {
  static constexpr std::array<std::string_view, 9> names = {"下一页", "下页", "后一页", "后页",    "下一頁",
                                                            "next",   "Next", "NEXT",   "NextPage"};
  if (!link.words.empty()) return std::find(names.begin(), names.end(), link.words) != names.end();
  return link.bare == ">" || link.bare == "›" || link.bare == "＞" || link.bare == "→";
}

bool says_last(const ShortLink& link) {
  static constexpr std::array<std::string_view, 6> names = {"尾页",   "末页", "最后一页",
                                                            "最后页", "last", "Last"};
  return std::find(names.begin(), names.end(), link.words) != names.end();
}

/// Where a link leads. A pager's script may keep the address in an attribute of its own, or in the
/// handler: `onclick="location.href='list_2.html'"`.
std::string_view address_of(Node link) {
  const auto href = trim(link.attribute("href"));
  if (!href.empty() && !href.starts_with('#') && !href.starts_with("javascript:")) return href;
  for (const std::string_view name : {"tagname", "data-href", "data-url"})
    if (const auto address = trim(link.attribute(name)); !address.empty()) return address;
  const auto handler = link.attribute("onclick");
  const auto open = contains(handler, "location") ? handler.find_first_of("'\"") : std::string_view::npos;
  if (open == std::string_view::npos) return {};
  const auto close = handler.find(handler[open], open + 1);
  return close == std::string_view::npos ? std::string_view{} : handler.substr(open + 1, close - open - 1);
}

/// The same, if it is another page of this site.
std::optional<Url> target_of(Node link, const Url& page, const Url& base) {
  const auto href = address_of(link);
  if (href.empty()) return std::nullopt;
  auto url = base.resolve(href);
  if (!url || url->host() != page.host() || *url == page) return std::nullopt;
  return *url;
}

/// `…/index_36.html` → 36: the parameter of the query that counts pages, else the last run of digits of the
/// file's name or of the query.
std::optional<int> number_in(const Url& url) {
  if (const auto page = page_in_query(url); page && *page > 0) return page;
  auto tail = url.path_and_query();
  if (const auto slash = tail.rfind('/'); slash != std::string_view::npos) tail.remove_prefix(slash);
  auto end = tail.size();
  while (end > 0 && std::isdigit(static_cast<unsigned char>(tail[end - 1])) == 0) --end;
  auto begin = end;
  while (begin > 0 && std::isdigit(static_cast<unsigned char>(tail[begin - 1])) != 0) --begin;
  return whole_number(tail.substr(begin, end - begin));
}

/// A link whose text is the number of a page: what the page is called, and what its address says.
struct NumberLink {
  int label = 0;
  Url url;
};

std::vector<NumberLink> number_links(const std::vector<ShortLink>& links, const Url& base) {
  std::vector<NumberLink> found;
  for (const ShortLink& link : links) {
    const auto label = whole_number(link.bare);
    const auto href = label ? address_of(link.node) : std::string_view{};
    if (href.empty()) continue;
    if (auto url = base.resolve(href)) found.push_back({*label, std::move(*url)});
  }
  return found;
}

/// How the labels of numbered links and their addresses count: up together, or the addresses down
/// (vsb: the newest page has no number, the second the highest, the last 1).
struct Counting {
  int step = 1;    ///< of the address where the label grows by one: 1 or -1
  int offset = 0;  ///< label = step * number + offset
  [[nodiscard]] int label_of(int number) const { return step * number + offset; }
  [[nodiscard]] int pages(int last_number) const { return step > 0 ? label_of(last_number) : offset - 1; }
};

bool are_beside(const Url& a, const Url& b) {
  return a.host() == b.host() &&
         a.path().substr(0, a.path().rfind('/')) == b.path().substr(0, b.path().rfind('/'));
}

/// Two links at least whose addresses count with their labels; nothing elsewhere: a bare number in a
/// link may be anything.
std::optional<Counting> counting_of(const std::vector<NumberLink>& links) {
  for (std::size_t i = 0; i + 1 < links.size(); ++i) {
    const auto here = number_in(links[i].url);
    const auto there = number_in(links[i + 1].url);
    if (!here || !there) continue;
    const int labels = links[i + 1].label - links[i].label;
    if (labels > 0 && labels == *there - *here) return Counting{1, links[i].label - *here};
    if (labels == 1 && *there - *here == -1 && are_beside(links[i].url, links[i + 1].url))
      return Counting{-1, links[i].label + *here};
  }
  return std::nullopt;
}

/// The digits that end (begin) `text`.
std::string_view digits_before(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
  return text.substr(begin);
}
std::string_view digits_after(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  return text.substr(0, end);
}

/// 共36页, 总页数：36, 第1/36页, 共171条 1/36: `text` is a pager's words, white space taken out.
std::optional<int> count_in(std::string_view text) {
  for (const std::string_view name : {"总页数", "共", "总"}) {
    for (auto at = find_word(text, name); at != std::string_view::npos; at = find_word(text, name, at + 1)) {
      auto rest = text.substr(at + name.size());
      while (!starting(rest, {"：", ":", "有"}).empty())
        rest.remove_prefix(starting(rest, {"：", ":", "有"}).size());
      const auto digits = digits_after(rest);
      const bool ends = name == "总页数" || rest.substr(digits.size()).starts_with("页");
      if (const auto count = ends ? whole_number(digits) : std::nullopt) return count;
    }
  }
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto current = whole_number(digits_before(text.substr(0, slash)));
  const auto count = whole_number(digits_after(text.substr(slash + 1)));
  const bool of_pages = contains_any(text, {"条", "页"});
  return current && count && of_pages && *current <= *count ? count : std::nullopt;
}

bool is_shown_text(Node node) {
  if (!node.is_text()) return false;
  const auto tag = node.parent().tag();
  return tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_STYLE;
}

std::optional<int> stated_count(const HtmlTree& tree) {
  constexpr std::size_t longest = 300;  // a pager is no paragraph
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (!is_shown_text(node) || node.characters().size() > longest) continue;
    const auto words = node.characters();
    const auto at = std::min({find_word(words, "共"), find_word(words, "总页数"), find_word(words, "第"),
                              find_word(words, "页次"), find_word(words, "当前")});
    if (at == std::string_view::npos) continue;
    std::string text = without_spaces(words.substr(at, 90));
    for (std::uint32_t k = i + 1; k < std::min(i + 8, tree.size()) && text.size() < 30; ++k)
      if (is_shown_text(tree.node(k))) text += without_spaces(tree.node(k).characters().substr(0, 60));
    if (const auto count = count_in(text)) return count;
  }
  return std::nullopt;
}

std::optional<Url> next_by_number(const std::vector<NumberLink>& numbers, const Counting& counting,
                                  const Url& page) {
  int current = 1;
  for (const auto& link : numbers)
    if (link.url == page) current = link.label;
  const auto stated = number_in(page);
  const bool is_one_of_them = std::any_of(numbers.begin(), numbers.end(),
                                          [&](const NumberLink& link) { return are_beside(page, link.url); });
  if (current == 1 && stated && is_one_of_them) {
    const int label = counting.label_of(*stated);
    if (label >= 1 && label <= numbers.back().label + 1) current = label;
  }
  for (const auto& link : numbers)
    if (link.label == current + 1 && link.url != page) return link.url;
  return std::nullopt;
}

std::optional<Url> declared_next(const HtmlTree& tree, const Url& page, const Url& base) {
  for (const GumboTag tag : {GUMBO_TAG_LINK, GUMBO_TAG_A})
    for (const Node node : tree.elements(tag))
      if (node.attribute("rel") == "next")
        if (auto url = target_of(node, page, base)) return url;
  return std::nullopt;
}

Pager read_links(const HtmlTree& tree, const Url& page, const Url& base) {
  const auto links = short_links(tree);
  Pager pager;
  std::optional<int> last;
  for (const ShortLink& link : links) {
    if (!pager.next && says_next(link)) pager.next = target_of(link.node, page, base);
    if (says_last(link))
      if (const auto url = target_of(link.node, page, base)) last = number_in(*url);
  }
  if (pager.next) pager.signal = "pager: link to the next page";
  const auto numbers = number_links(links, base);
  const auto counting = counting_of(numbers);
  if (counting && !pager.next) {
    pager.next = next_by_number(numbers, *counting, page);
    if (pager.next) pager.signal = "pager: numbered links";
  }
  pager.pages = stated_count(tree);
  if (!pager.pages && counting && (last || counting->step < 0))
    pager.pages = counting->pages(last.value_or(1));
  if (!pager.pages && counting)
    pager.pages = std::max_element(numbers.begin(), numbers.end(), [](const auto& a, const auto& b) {
                    return a.label < b.label;
                  })->label;
  return pager;
}

/// Percent signs and pluses decoded, as `decodeURIComponent` does.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const auto digits = text.substr(i + 1, 2);
    const bool escape = text[i] == '%' && digits.size() == 2 &&
                        std::from_chars(digits.data(), digits.data() + 2, value, 16).ptr == digits.data() + 2;
    decoded += escape ? static_cast<char>(value) : text[i];
    if (escape) i += 2;
  }
  return decoded;
}

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648, 4, up to the first character that is no digit of it.
std::string base64_decoded(std::string_view text) {
  std::string decoded;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto value = base64_digits.find(c);
    if (value == std::string_view::npos) break;
    bits = (bits << 6U | static_cast<std::uint32_t>(value)) & 0xFFFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return decoded;
}

/// HTML that a script unpacks: percent-encoded, so that it begins with `%3C`, and then in base64.
std::string unpacked_html(std::string_view source) {
  for (const std::string_view mark : {"JTND", "JTNj"}) {
    const auto at = source.find(mark);
    if (at == std::string_view::npos) continue;
    if (std::string html = percent_decoded(base64_decoded(source.substr(at)));
        html.find("<a") != std::string::npos)
      return html;
  }
  return {};
}

Pager read_unpacked(const HtmlTree& tree, const Url& page, const Url& base) {
  std::string html = unpacked_html(tree.source());
  if (html.empty()) return {};
  const auto inner = HtmlTree::parse(std::move(html));
  if (!inner) return {};
  Pager pager = read_links(*inner, page, base);
  if (pager.next) pager.signal = "pager: base64";
  return pager;
}

/// `<div class="pagination" rows="24" count="48" pageno="2">`: a unit build's pager, drawn by a script.
std::optional<ListExtent> stated_extent(const HtmlTree& tree) {
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (node.is_text() || !node.find_attribute("rows")) continue;
    const auto rows = whole_number(trim(node.attribute("rows")));
    const auto count = whole_number(trim(node.attribute("count")));
    if (rows && count) return ListExtent{pages_of(*count, *rows), *rows};
  }
  return std::nullopt;
}

/// Where nothing leads on, the page's own address may count.
void count_on(Pager& pager, const HtmlTree& tree, const Url& page) {
  ListExtent extent;
  if (const auto stated = stated_extent(tree)) extent = *stated;
  if (!pager.pages && extent.pages > 0) pager.pages = extent.pages;
  if (pager.next || !pager.pages) return;
  extent.pages = *pager.pages;
  pager.next = next_by_query(page, extent);
  if (pager.next) pager.signal = "pager: counted in the address";
}

}  // namespace

Pager read_pager(const HtmlTree& tree, const Url& page, const Url& base) {
  for (const Node script : tree.elements(GUMBO_TAG_SCRIPT)) {
    if (!script.first_child()) continue;
    if (Pager pager = read_script_pager(script.first_child().characters(), base); pager.pages) return pager;
  }
  Pager pager = read_links(tree, page, base);
  if (!pager.next) {
    if (Pager unpacked = read_unpacked(tree, page, base); unpacked.next) pager = std::move(unpacked);
  }
  if (auto next = declared_next(tree, page, base)) {
    pager.next = std::move(next);
    pager.signal = "pager: rel=next";
  }
  count_on(pager, tree, page);
  return pager;
}

}  // namespace gazetted::parser
