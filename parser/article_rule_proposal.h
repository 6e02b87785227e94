#pragma once
// Rules for the site file by which a page gives a document that is known: where the rules there are find
// nothing any more. What is proposed has been tried on the page.

#include <optional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/source.h"
#include "parser/parse.h"

namespace gazetted::parser {

/// Selectors under which the page that `input` holds gives the text of `known`, and its title where it has
/// one and an element of its own for it. Nothing where the page does not hold the text, or no selector
/// gives it alone.
[[nodiscard]] std::optional<ArticleRules> propose_article_rules(const Input& input, const Document& known);

/// Ready for the site file.
[[nodiscard]] std::vector<std::string> toml_of(const ArticleRules& rules);

}  // namespace gazetted::parser
