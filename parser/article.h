#pragma once
// An article page taken apart: the declared metadata, the 信息公开 block, the heading, the body and what is
// attached to it. Nothing is understood here; that is the reading of fields.

#include "core/source.h"
#include "core/url.h"
#include "parser/article_parts.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

/// Takes a page apart. `rules` (selectors of the site) come first, then what the content systems mark
/// their bodies with, then the general finding of text; the signals say which it was. A rule that is
/// no selector or finds nothing makes a doubt, and the next way is taken. `base` resolves links where
/// the page has no <base>.
[[nodiscard]] ArticleParts read_article(const HtmlTree& tree, const Url& base, const ArticleRules& rules);

}  // namespace gazetted::parser
