#pragma once
// Pages that go on at further addresses: an article cut into several (t1.html, t1_1.html …; show?id=5,
// show?id=5&page=2 …).

#include <optional>
#include <string_view>

#include "core/url.h"
#include "parser/article_parts.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// Whether anything in `bytes` could be the address of a further page of the article at `page`: its own
/// name and a number, or its query and one. A search, no parse: what says no here is the rule.
[[nodiscard]] bool may_continue(std::string_view bytes, const Url& page);

/// The further page that `tree`, at the address `here`, leads to, of the article that begins at `first`.
/// What calls itself next and is not named after the first page is a neighbour.
[[nodiscard]] std::optional<Url> continuation_of(const HtmlTree& tree, const Url& first, const Url& here);

/// Whether two pages say that they are of one article.
[[nodiscard]] bool are_of_one_article(const ArticleParts& first, const ArticleParts& further);

/// Whether most of the further page stands on the first already: what is cut into pages there is something
/// else, as the comments on the article.
[[nodiscard]] bool repeats(const ArticleParts& first, const ArticleParts& further);

/// The paragraphs of `further` follow those of `first`; what each page repeats (the heading above its
/// text, lines of furniture below, the words of the pager) stands once. Attachments are united, the
/// metadata is that of the first page.
void join(ArticleParts& first, ArticleParts further);

}  // namespace gazetted::parser
