#include "parser/page_choice.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "parser/heading.h"
#include "parser/page_text.h"
#include "parser/signature.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t tested_titles = 40;
constexpr std::size_t tested_bytes = 200'000;

struct Weighed {
  std::size_t own = 0;  ///< characters of the body that are not the list's own entries
  bool apart = false;   ///< the body is other text than the list's, and as much
};

/// The finder of bodies may well have taken the list for the body.
Weighed weigh(const ListPage& list, const ArticleParts& article) {
  const std::size_t tested = std::min(tested_titles, list.items.size());
  std::string body;
  std::size_t characters = 0;
  for (const auto& paragraph : article.body) {
    characters += count_characters(paragraph.text);
    if (tested > 0 && body.size() < tested_bytes) body += without_spaces(paragraph.text);
  }
  std::size_t met = 0;
  for (std::size_t i = 0; i < tested; ++i)
    if (contains(body, without_spaces(list.items[i].title))) ++met;
  std::size_t of_list = 0;
  for (const auto& item : list.items) of_list += count_characters(item.title) + (item.date ? 10 : 0);
  if (met * 2 < tested || tested == 0)
    return {characters, met * 10 <= tested && characters * 4 > of_list * 3};
  return {characters > of_list ? characters - of_list : 0, false};
}

bool declares(const ArticleParts& article, std::string_view name) {
  return std::any_of(article.meta.begin(), article.meta.end(),
                     [&](const auto& meta) { return meta.first == name && !trim(meta.second).empty(); });
}

std::size_t dated(const ListPage& list) {
  return static_cast<std::size_t>(std::count_if(list.items.begin(), list.items.end(),
                                                [](const auto& item) { return item.date.has_value(); }));
}

int votes_for_list(const ListPage& list, const ArticleParts& article, const Url& page) {
  int votes = 0;
  if (dated(list) >= 3) votes += 2;
  if (dated(list) >= 8) ++votes;
  if (list.items.size() >= 8) ++votes;
  if (list.next || list.pages || list.data) ++votes;
  const auto path = page.path();
  if (path.ends_with('/') || contains_any(path, {"/index", "/list"})) ++votes;
  if (declares(article, "columnname") && !declares(article, "articletitle")) ++votes;
  return votes;
}

/// The names and the day that an official text ends with. What a list ends with is signed by nobody.
bool is_signed(const ArticleParts& article) {
  constexpr std::size_t last = 12;
  std::vector<std::string> lines;
  for (const auto& paragraph : std::span(article.body).last(std::min(last, article.body.size())))
    lines.push_back(paragraph.text);
  const auto signature = read_signature(lines, {});
  return signature && !signature->issuers.empty();
}

/// 发布时间：… 来源：… below a title.
bool has_meta_line(const ArticleParts& article) {
  return std::any_of(article.heading.begin(), article.heading.end(), [](const std::string& line) {
    const auto meta = read_meta_line(line);
    return meta && meta->kind == MetaLine::Kind::labelled;
  });
}

/// Lists may print such a block for each of their entries.
bool has_one_metadata_block(const ArticleParts& article) {
  return article.labels.size() >= 3 && article.labels.size() <= 15;
}

/// A path with each run of digits as `#`: what the addresses of one kind of page share.
std::string form_of(std::string_view path) {
  std::string form;
  for (const char c : path)
    if (c < '0' || c > '9')
      form += c;
    else if (!form.ends_with('#'))
      form += '#';
  return form;
}

/// The page's own address is numbered like those of the list's items: it is one of them, and the list stands
/// beside it.
bool is_one_of_items(const ListPage& list, const Url& page) {
  constexpr std::size_t few = 3;
  const std::string form = form_of(page.path());
  if (!contains(form, "#") || list.items.size() < few) return false;
  const auto alike = std::count_if(list.items.begin(), list.items.end(),
                                   [&](const auto& item) { return form_of(item.url.path()) == form; });
  return static_cast<std::size_t>(alike) * 2 > list.items.size();
}

int votes_for_article(const Weighed& body, const ArticleParts& article) {
  int votes = 0;
  if (body.own >= 100) ++votes;
  if (body.own >= 300) votes += 2;
  if (body.own >= 1500) votes += 2;
  if (body.own >= 100 && body.apart) votes += 2;
  if (declares(article, "articletitle")) votes += 3;
  if (has_one_metadata_block(article)) ++votes;
  if (is_signed(article)) votes += 4;
  if (has_meta_line(article)) ++votes;
  return votes;
}

}  // namespace

bool is_plainly_article(const ArticleParts& article, PageKind expected) {
  return expected == PageKind::article && !article.body.empty() &&
         (declares(article, "articletitle") || has_one_metadata_block(article));
}

PageChoice choose_page(const ListPage& list, const ArticleParts& article, const Url& page,
                       PageKind expected) {
  const Weighed body = weigh(list, article);
  const bool may_be_list = !list.items.empty() || list.data;
  const int for_list = may_be_list ? votes_for_list(list, article, page) : 0;
  const bool is_item = expected != PageKind::list && is_one_of_items(list, page);
  const int for_article = votes_for_article(body, article) + (is_item ? 5 : 0);
  const int margin = expected == PageKind::article ? 4 : 0;
  const bool is_list = for_list > for_article + margin;
  return {is_list ? PageKind::list : PageKind::article,
          std::string("page: taken for ") + (is_list ? "a list" : "an article") + " (list " +
              std::to_string(for_list) + ", article " + std::to_string(for_article) + ")"};
}

}  // namespace gazetted::parser
