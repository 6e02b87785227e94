#include "parser/pager.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>

#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr int max_pages = 1'000'000;

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > max_pages)
    return std::nullopt;
  return value;
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

/// Where a link leads, if to another page of this site.
std::optional<Url> target_of(Node link, const Url& page, const Url& base) {
  const auto href = trim(link.attribute("href"));
  if (href.empty() || href.starts_with('#')) return std::nullopt;
  auto url = base.resolve(href);
  if (!url || url->host() != page.host() || *url == page) return std::nullopt;
  return *url;
}

/// `…/index_36.html` → 36: the last run of digits of the file's name or of the query.
std::optional<int> number_in(const Url& url) {
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
    const auto href = trim(link.node.attribute("href"));
    if (!label || href.empty() || href.starts_with('#')) continue;
    if (auto url = base.resolve(href)) found.push_back({*label, std::move(*url)});
  }
  return found;
}

/// Two links at least whose addresses count with their labels, and by how much less; nothing elsewhere:
/// a bare number in a link may be anything.
std::optional<int> offset_of(const std::vector<NumberLink>& links) {
  for (std::size_t i = 0; i + 1 < links.size(); ++i) {
    const auto here = number_in(links[i].url);
    const auto there = number_in(links[i + 1].url);
    if (here && there && links[i + 1].label - links[i].label == *there - *here && *there > *here)
      return links[i + 1].label - *there;
  }
  return std::nullopt;
}

/// 共36页, 共 <em>36</em> 页: from `text`, which begins with 共, white space taken out.
std::optional<int> count_after(std::string_view text) {
  const auto end = text.find("页");
  if (!text.starts_with("共") || end == std::string_view::npos) return std::nullopt;
  return whole_number(text.substr(3, end - 3));
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
    const bool may_state = is_shown_text(node) && node.characters().size() <= longest;
    const auto at = may_state ? node.characters().rfind("共") : std::string_view::npos;
    if (at == std::string_view::npos) continue;
    std::string text = without_spaces(node.characters().substr(at, 60));
    for (std::uint32_t k = i + 1; k < std::min(i + 8, tree.size()) && text.size() < 30; ++k)
      if (is_shown_text(tree.node(k))) text += without_spaces(tree.node(k).characters().substr(0, 60));
    if (const auto count = count_after(text)) return count;
  }
  return std::nullopt;
}

std::optional<Url> next_by_number(const std::vector<NumberLink>& numbers, int offset, const Url& page) {
  int current = 1;
  for (const auto& link : numbers)
    if (link.url == page) current = link.label;
  const auto stated = number_in(page);
  if (current == 1 && stated && *stated + offset <= numbers.back().label + 1) current = *stated + offset;
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
  const auto offset = offset_of(numbers);
  if (offset && !pager.next) {
    pager.next = next_by_number(numbers, *offset, page);
    if (pager.next) pager.signal = "pager: numbered links";
  }
  pager.pages = stated_count(tree);
  if (!pager.pages && offset && last) pager.pages = *last + *offset;
  if (!pager.pages && offset && !last)
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
  return pager;
}

}  // namespace gazetted::parser
