#pragma once
// From a page's parts to its documents: how many there are, and every stated fact of each.

#include <string>
#include <vector>

#include "parser/article_parts.h"

namespace gazetted::parser {

/// The documents on a page: usually one; an interpretation beside its policy, or a compilation of
/// policies, give several; copies of one document on one page count once. They stand in the page's
/// order, an interpretation after the policy that it goes with, and `part` counts them so. An order or
/// notice and what it carries are one. Attachments go to the document that names them, else to the
/// first. `url` is the page's address (its date pattern gives SeenDates::url).
[[nodiscard]] std::vector<Document> read_documents(const ArticleParts& parts, const Url& url);

/// The same for text without markup (.txt, PDF, DOCX): `lines` in reading order, blank ones too. A long
/// line in which runs of spaces stand for the ends of paragraphs is taken apart there.
[[nodiscard]] std::vector<Document> read_plain_text(const std::vector<std::string>& lines, const Url& url);

}  // namespace gazetted::parser
