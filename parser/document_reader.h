#pragma once
// One document out of its lines and what stands around them: every stated fact, and where each was found.

#include <string>
#include <string_view>
#include <vector>

#include "parser/documents.h"
#include "parser/heading.h"
#include "parser/page_facts.h"

namespace gazetted::parser {

/// Everything known around one document before its fields are read.
struct Surroundings {
  const PageFacts& page;
  const Heading& shared;           ///< outside the body, or above several documents
  bool alone;                      ///< the page's title, number and issuers are this document's
  std::string_view source_region;  ///< GB/T 2260 code of the site as configured, or ""
};

struct ReadDocument {
  Document document;  ///< without `part`, citations and linked attachments
  std::vector<Origin> origins;
};

[[nodiscard]] ReadDocument read_document(const DocumentLines& part, const Surroundings& around);

}  // namespace gazetted::parser
