#include "parser/continuation.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <unordered_set>

#include "parser/list.h"
#include "parser/page_query.h"
#include "parser/pager.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t min_title = 4;  ///< code points; less is no title that two pages share

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// `/zc/t1.html` → `/zc/t1`; of a folder, as its index page is called.
std::string stem_of(const Url& page) {
  const auto path = page.path();
  if (path.ends_with('/')) return std::string(path) + "index";
  const auto slash = path.rfind('/');
  const auto point = path.rfind('.');
  return std::string(path.substr(0, point == std::string_view::npos || point < slash ? path.size() : point));
}

std::string_view name_of(std::string_view stem) { return stem.substr(stem.rfind('/') + 1); }

/// `_2`, `-2`: what a further page has behind the name of the first.
bool counts(std::string_view rest) {
  return rest.size() >= 2 && (rest[0] == '_' || rest[0] == '-') && is_digit(rest[1]);
}

bool continues(const Url& further, const Url& first, std::string_view stem) {
  if (is_page_of(further, first)) return true;
  const auto path = further.path();
  if (further.host() != first.host() || !path.starts_with(stem)) return false;
  auto rest = path.substr(stem.size());
  if (!counts(rest)) return false;
  rest.remove_prefix(1);
  while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
  return rest.empty() || rest.front() == '.';
}

std::string_view declared_title(const ArticleParts& parts) {
  for (const auto& [name, content] : parts.meta)
    if (name == "articletitle") return trim(content);
  return {};
}

/// A line of numbers and of 上一页, 下一页, 首页, 尾页, 共3页.
bool is_pager_line(std::string_view line) {
  if (line.size() > 200 || !contains_any(line, {"页", "1", "2"})) return false;
  const auto words = split(line, {" ", "|", "　", "\u00A0", "[", "]"});
  return !words.empty() && std::all_of(words.begin(), words.end(), [](std::string_view word) {
    if (word.size() <= 3 && std::all_of(word.begin(), word.end(), is_digit)) return true;
    return word.size() <= 24 && !ending(word, {"页", "页>", "页>>", "页»"}).empty();
  });
}

bool is_known(const std::vector<Paragraph>& body, std::size_t most, std::string_view text) {
  for (std::size_t i = 0; i < std::min(most, body.size()); ++i)
    if (body[i].text == text) return true;
  return false;
}

/// The lines that both pages end in are furniture of the page, and stay where the last one ends.
void drop_shared_end(std::vector<Paragraph>& body, const std::vector<Paragraph>& further) {
  std::size_t shared = 0;
  while (shared < std::min(body.size(), further.size()) &&
         body[body.size() - 1 - shared] == further[further.size() - 1 - shared])
    ++shared;
  body.resize(body.size() - shared);
}

}  // namespace

bool may_continue(std::string_view bytes, const Url& page) {
  if (may_have_pages(bytes, page)) return true;
  const std::string stem = stem_of(page);
  const auto name = name_of(stem);
  if (name.empty()) return false;
  for (auto at = bytes.find(name); at != std::string_view::npos; at = bytes.find(name, at + name.size())) {
    const auto rest = bytes.substr(at + name.size(), 2);
    if (counts(rest)) return true;
    // createPageHTML(3, 0, "t1", "html")
    if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'') &&
        contains(bytes.substr(at > 60 ? at - 60 : 0, std::min<std::size_t>(at, 60)), "createPageHTML"))
      return true;
  }
  return false;
}

std::optional<Url> continuation_of(const HtmlTree& tree, const Url& first, const Url& here) {
  if (!may_continue(tree.source(), first)) return std::nullopt;
  auto next = read_pager(tree, here, base_of(tree, here)).next;
  return next && continues(*next, first, stem_of(first)) ? next : std::nullopt;
}

bool are_of_one_article(const ArticleParts& first, const ArticleParts& further) {
  const auto share = [](std::string_view a, std::string_view b) {
    const auto shorter = a.size() < b.size() ? a : b;
    return count_code_points(shorter) >= min_title && contains(a, shorter) && contains(b, shorter);
  };
  // <title> may be the site's name on each of its pages: what is declared of the article goes first.
  const auto title = declared_title(first);
  const auto further_title = declared_title(further);
  if (!title.empty() && !further_title.empty()) return share(title, further_title);
  if (first.page_title.empty() && further.page_title.empty()) return true;
  return share(first.page_title, further.page_title);
}

bool repeats(const ArticleParts& first, const ArticleParts& further) {
  std::unordered_set<std::string_view> known;
  for (const auto& line : first.body) known.insert(line.text);
  std::size_t all = 0, again = 0;
  for (const auto& line : further.body) {
    all += line.text.size();
    if (known.contains(line.text)) again += line.text.size();
  }
  return again * 2 > all;
}

void join(ArticleParts& first, ArticleParts further) {
  constexpr std::size_t head = 8;  // lines that a page may repeat
  std::erase_if(first.body, [](const Paragraph& line) { return is_pager_line(line.text); });
  std::erase_if(further.body, [](const Paragraph& line) { return is_pager_line(line.text); });
  auto begin = further.body.begin();
  while (begin != further.body.end() &&
         (is_known(first.body, head, begin->text) ||
          std::find(first.heading.begin(), first.heading.end(), begin->text) != first.heading.end()))
    ++begin;
  further.body.erase(further.body.begin(), begin);
  drop_shared_end(first.body, further.body);
  std::move(further.body.begin(), further.body.end(), std::back_inserter(first.body));
  for (auto& attachment : further.attachments) {
    const bool known =
        std::any_of(first.attachments.begin(), first.attachments.end(), [&](const Attachment& one) {
          return attachment.url.empty() ? one.title == attachment.title : one.url == attachment.url;
        });
    if (!known) first.attachments.push_back(std::move(attachment));
  }
}

}  // namespace gazetted::parser
