#pragma once
// Is a page a list of documents, or a document? Many pages are a bit of both: lists have introductions,
// articles have boxes of further news.

#include "core/source.h"
#include "parser/article_parts.h"
#include "parser/list_page.h"

namespace gazetted::parser {

struct PageChoice {
  PageKind kind = PageKind::article;  ///< list or article
  std::string reason;                 ///< for the signals
};

/// Whether a page expected to be an article says by itself that it is one: no list need be looked for.
[[nodiscard]] bool is_plainly_article(const ArticleParts& article, PageKind expected);

/// Judges by what was read either way. `expected` is list, article or any; an expected article is taken
/// for a list only where hardly anything but links is on it.
[[nodiscard]] PageChoice choose_page(const ListPage& list, const ArticleParts& article, const Url& page,
                                     PageKind expected);

}  // namespace gazetted::parser
