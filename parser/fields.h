#pragma once
// From a page's parts to its documents: how many there are, and every stated fact of each.

#include <string>
#include <string_view>
#include <vector>

#include "parser/article_parts.h"

namespace gazetted::parser {

struct PageReading {
  std::vector<Document> documents;
  std::vector<std::string> signals;  ///< one a fact: `doc_number: metadata block 发文字号`
};

/// The documents on a page: usually one; an interpretation beside its policy, or a compilation of
/// policies, give several; copies of one document on one page count once. They stand in the page's
/// order, an interpretation after the policy that it goes with, and `part` counts them so. An order or
/// notice and what it carries are one. Attachments go to the document that names them, else to the
/// first. `url` is the page's address (its date pattern gives SeenDates::url);
/// `source_region` the GB/T 2260 code of its site, or "": it tells namesakes among issuers apart.
[[nodiscard]] PageReading read_documents(const ArticleParts& parts, const Url& url,
                                         std::string_view source_region = {});

/// The same for text without markup (.txt, PDF, DOCX): `lines` in reading order, blank ones too. A long
/// line in which runs of spaces stand for the ends of paragraphs is taken apart there.
[[nodiscard]] PageReading read_plain_text(const std::vector<std::string>& lines, const Url& url,
                                          std::string_view source_region = {});

}  // namespace gazetted::parser
