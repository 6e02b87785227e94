#include "parser/fields.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/doc_number.h"
#include "parser/citations.h"
#include "parser/document_reader.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

template <class T>
void fill(std::optional<T>& field, const std::optional<T>& with) {
  if (!field) field = with;
}

bool is_copy(const Document& a, const Document& b) { return a.title == b.title && a.text == b.text; }

std::vector<ReadDocument> without_copies(std::vector<ReadDocument> documents) {
  std::vector<ReadDocument> kept;
  for (ReadDocument& each : documents) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const ReadDocument& other) {
      return is_copy(each.document, other.document);
    });
    if (!known) kept.push_back(std::move(each));
  }
  return kept;
}

/// Another document of the page gives the number that a policy's own copy lacks:
/// 《某意见》（某政字〔2019〕8号）.
void learn_numbers(std::vector<Document>& documents) {
  struct Named {
    const Document* by;
    Citation citation;
  };
  std::unordered_map<std::string, Named> named;
  for (const Document& each : documents) {
    for (const Citation& citation : each.cites) {
      if (citation.doc_number && citation.title)
        named.emplace(title_key(*citation.title), Named{&each, citation});
    }
  }
  for (Document& each : documents) {
    if (each.kind != DocumentKind::policy || !each.title || each.doc_number) continue;
    const auto found = named.find(title_key(*each.title));
    if (found == named.end() || !is_same_title(*found->second.citation.title, *each.title)) continue;
    each.doc_number = found->second.citation.doc_number;
    const auto numbers = doc_number::find_all(found->second.by->text);
    const bool mended = std::any_of(numbers.begin(), numbers.end(), [&](const DocNumberMatch& number) {
      return number.repaired && number.number == *each.doc_number;
    });
    if (mended) each.repaired.insert(each.repaired.begin(), "doc_number");
  }
}

void read_all_citations(std::vector<Document>& documents) {
  for (Document& each : documents) {
    each.cites = read_citations(each.text, {each.doc_number, each.title, each.kind});
  }
  if (documents.size() > 1) learn_numbers(documents);
}

/// A linked attachment takes the place of a name without a link.
void give_attachments(std::vector<Document>& documents, const std::vector<Attachment>& linked) {
  for (const Attachment& attachment : linked) {
    const std::string_view name = std::string_view(attachment.title).substr(0, attachment.title.rfind('.'));
    const bool choice = documents.size() > 1 && !name.empty();
    const auto named = std::find_if(documents.begin(), documents.end(), [&](const Document& each) {
      return choice && contains(each.text, name);
    });
    auto& own = (named == documents.end() ? documents.front() : *named).attachments;
    std::erase_if(own, [&](const Attachment& each) {
      return each.url.empty() && !name.empty() &&
             (contains(each.title, name) || contains(attachment.title, each.title));
    });
    own.push_back(attachment);
  }
}

/// One signal a fact of the newest document; of the second document on with its part.
void add_signals(PageReading& reading, const std::vector<Origin>& origins) {
  const int part = reading.documents.back().part;
  for (const Origin& origin : origins) {
    std::string signal = part > 1 ? "part " + std::to_string(part) + " " : std::string();
    reading.signals.push_back(signal.append(origin.field).append(": ").append(origin.from));
  }
}

}  // namespace

PageReading read_documents(const ArticleParts& parts, const Url& url, std::string_view source_region) {
  const PageFacts page = read_page_facts(parts, url);
  std::vector<std::string> lines;
  lines.reserve(parts.body.size());
  for (const Paragraph& paragraph : parts.body) {
    if (!trim(paragraph.text).empty()) lines.emplace_back(trim(paragraph.text));
  }
  const PageDivision division = divide(lines);
  const bool alone = division.documents.size() == 1;

  Heading shared = read_heading(parts.heading, page.title, Strangers::skipped);
  if (!division.shared_heading.empty()) {
    Heading above = read_heading(division.shared_heading, page.title);
    fill(shared.title, above.title);
    fill(shared.quoted_title, above.quoted_title);
    fill(shared.displayed, above.displayed);
    fill(shared.source, above.source);
  }
  std::vector<ReadDocument> read;
  for (const DocumentLines& part : division.documents)
    read.push_back(read_document(part, {page, shared, alone || part.role == Role::policy, source_region}));
  read = without_copies(std::move(read));
  std::stable_sort(read.begin(), read.end(), [](const ReadDocument& a, const ReadDocument& b) {
    return a.document.kind == DocumentKind::policy && b.document.kind == DocumentKind::interpretation;
  });
  PageReading reading;
  for (ReadDocument& each : read) {
    reading.documents.push_back(std::move(each.document));
    reading.documents.back().part = static_cast<int>(reading.documents.size());
    add_signals(reading, each.origins);
  }
  read_all_citations(reading.documents);
  give_attachments(reading.documents, parts.attachments);
  return reading;
}

}  // namespace gazetted::parser
