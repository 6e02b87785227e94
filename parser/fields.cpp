#include "parser/fields.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

#include "core/doc_number.h"
#include "parser/attachment_names.h"
#include "parser/citations.h"
#include "parser/documents.h"
#include "parser/genre.h"
#include "parser/heading.h"
#include "parser/issuers.h"
#include "parser/kind.h"
#include "parser/page_facts.h"
#include "parser/regions.h"
#include "parser/signature.h"
#include "parser/utf8.h"
#include "parser/validity.h"

namespace gazetted::parser {
namespace {

using Lines = std::span<const std::string>;

template <class T>
void fill(std::optional<T>& field, const std::optional<T>& with) {
  if (!field) field = with;
}

/// Everything known around one document before its fields are read.
struct Surroundings {
  const PageFacts& page;
  const Heading& shared;  ///< outside the body, or above several documents
  bool alone;             ///< the page's title, number and issuers are this document's
};

std::string join_text(Lines lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (is_unfilled_template(line)) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::string language_of(std::string_view text) {
  constexpr std::size_t sample_bytes = 2000;
  std::size_t han = 0;
  std::size_t latin = 0;
  for (std::size_t at = 0; at < std::min(text.size(), sample_bytes);) {
    const CodePoint point = code_point_at(text, at);
    if (is_han(point.value)) ++han;
    if ((point.value | 0x20U) >= 'a' && (point.value | 0x20U) <= 'z') ++latin;
    at += point.length;
  }
  return han == 0 && latin >= 50 ? "en" : "zh";
}

/// A number in brackets at the end of a title belongs to the document, not to the title.
void take_number_from_title(Document& document) {
  if (!document.title) return;
  std::string& title = *document.title;
  const auto close = ending(title, {"）", ")", "】", "]"});
  if (close.empty()) return;
  const auto found = doc_number::find_all(title);
  if (found.empty() || found.back().end + close.size() != title.size()) return;
  const auto open = ending(std::string_view(title).substr(0, found.back().begin), {"（", "(", "【", "["});
  if (open.empty()) return;
  fill(document.doc_number, std::optional(found.back().number));
  title = std::string(trim(std::string_view(title).substr(0, found.back().begin - open.size())));
}

/// The title of what an order carries: 现公布《某条例》 in its first paragraph, and that title on a line.
std::optional<std::string> title_carried(Lines lines) {
  if (lines.size() < 2 ||
      !contains_any(lines.front(), {"现公布", "现予公布", "予以公布", "现予发布", "现发布"}))
    return std::nullopt;
  for (const std::string& line : lines.subspan(1, std::min<std::size_t>(lines.size() - 1, 12))) {
    if (genre_of_title(line) && contains(lines.front(), "《" + line + "》")) return line;
  }
  return std::nullopt;
}

/// The title above the text: a document's as it is displayed, else the page's headline.
std::optional<std::string> title_outside(const Surroundings& around) {
  const auto is_document = [](const std::optional<std::string>& title) {
    return title && genre_of_title(*title).has_value();
  };
  const auto& displayed = around.shared.title;
  return !is_document(displayed) && around.page.headline ? around.page.headline : displayed;
}

void read_title_and_number(Document& document, const Surroundings& around, const Heading& heading,
                           Lines body) {
  // Beside an interpretation the page's title is of both; what it quotes is the policy's.
  if (around.alone && !around.shared.quoted_title) document.title = around.page.title;
  fill(document.title, heading.quoted_title);
  fill(document.title, around.shared.quoted_title);
  if (around.alone) fill(document.title, title_outside(around));
  fill(document.title, heading.title);
  if (!document.title) document.title = title_carried(body);
  if (around.alone) fill(document.title, around.page.window_title);

  const auto take = [&](const std::optional<std::string>& number, bool repaired) {
    if (document.doc_number || !number) return;
    document.doc_number = number;
    if (repaired) document.repaired.emplace_back("doc_number");
  };
  if (around.alone) take(around.page.doc_number, around.page.doc_number_repaired);
  if (around.alone) take(around.shared.doc_number, around.shared.doc_number_repaired);
  take(heading.doc_number, heading.doc_number_repaired);
  take_number_from_title(document);
}

void read_signature_and_issuers(Document& document, const Surroundings& around, Lines body) {
  if (around.alone) document.issuers = around.page.issuers;
  if (document.issuers.empty() && document.title) document.issuers = issuers_of_title(*document.title);
  const auto signature = read_signature(body, document.issuers);
  bool repaired = false;
  if (around.alone && around.page.signed_on) {
    document.signed_on = around.page.signed_on;
    repaired = around.page.signed_repaired;
  } else if (signature) {
    document.signed_on = signature->date;
    repaired = signature->repaired;
  }
  if (repaired) document.repaired.emplace_back("signed");
  if (document.issuers.empty() && signature) document.issuers = signature->issuers;
  // An order is signed by a person.
  if (document.issuers.empty() && document.doc_number)
    document.issuers = issuers_of_number(*document.doc_number);
  document.dates.signed_on = document.signed_on;
}

void read_page_dates(Document& document, const Surroundings& around, const Heading& heading,
                     const Tail& tail) {
  const PageFacts& page = around.page;
  SeenDates& seen = document.dates;
  seen.url = page.address_date;
  seen.meta = page.meta_date ? page.meta_date : page.first_published;
  seen.displayed = heading.displayed;
  fill(seen.displayed, tail.displayed);
  fill(seen.displayed, around.shared.displayed);
  if (around.alone) seen.published = page.published;

  document.published = seen.published;
  fill(document.published, seen.displayed);
  fill(document.published, page.marked_day);
  fill(document.published, page.first_published);
  // PubDate alone may be the day of a regeneration; where the address says the same it is believed.
  if (!document.published && page.meta_date && page.meta_date == page.address_date)
    document.published = page.meta_date;
  // The address of an English page holds the day of its publication, by the custom of their systems.
  if (around.alone && document.language == "en") {
    fill(document.published, page.address_date);
    fill(document.published, page.updated_day);
  }
}

std::optional<std::string> region_of(const Document& document) {
  for (const std::string& issuer : document.issuers) {
    if (auto region = region_of_issuer(issuer)) return region;
  }
  if (!document.issuers.empty()) return std::nullopt;
  if (document.title) {
    if (auto region = region_of_issuer(*document.title)) return region;
  }
  if (document.original_source) {
    if (auto region = region_of_issuer(*document.original_source)) return region;
  }
  const auto own = find_self_reference(document.text);
  return own ? std::optional(own->region) : std::nullopt;
}

void describe_untitled(Document& document) {
  const auto name = self_name(document.text);
  if (!name) return;
  if (const auto genre = genre_of_title(*name)) fill(document.genre, genre);
  const auto own = find_self_reference(document.text);
  document.described = own ? own->place + *name : *name;
}

void read_genre(Document& document, const Surroundings& around) {
  if (around.alone && around.page.genre) document.genre = genre_of_title(*around.page.genre);
  if (!document.genre && document.title) document.genre = genre_of_title(*document.title);
  if (!document.title) describe_untitled(document);
  if (document.title) {
    document.is_draft = contains_any(*document.title, {"征求意见稿", "公开征求", "草案", "征求意见的"});
  }
}

void read_term(Document& document, const Surroundings& around) {
  const Validity validity = read_validity(document.text, {document.signed_on, document.published});
  if (around.alone) document.effective = around.page.effective;
  if (around.alone) document.expires = around.page.expires;
  fill(document.effective, validity.effective);
  fill(document.expires, validity.expires);
  document.effective_on_publication = !document.effective && validity.effective_on_publication;
}

Document read_document(const DocumentLines& part, const Surroundings& around) {
  Document document;
  auto known = around.alone ? around.page.title : std::nullopt;
  if (around.alone) fill(known, title_outside(around));
  const Heading heading = read_heading(part.lines, known);
  Lines body = part.lines.subspan(heading.body_begin);
  const Tail tail = read_tail(body);
  body = body.first(tail.body_end);
  document.text = join_text(body);
  document.language = language_of(document.text);

  document.original_source = tail.source;
  fill(document.original_source, heading.source);
  fill(document.original_source, around.shared.source);
  fill(document.original_source, around.page.source);
  read_page_dates(document, around, heading, tail);
  if (part.role == Role::interpretation) {
    document.kind = DocumentKind::interpretation;
    if (around.shared.quoted_title) document.described = "《" + *around.shared.quoted_title + "》解读";
    document.region = region_of(document);
    return document;
  }
  read_title_and_number(document, around, heading, body);
  read_signature_and_issuers(document, around, body);
  read_genre(document, around);
  read_term(document, around);
  document.region = region_of(document);
  document.kind = kind_of(document, around.page.column, document.text);
  if (part.role == Role::policy && document.title) document.kind = DocumentKind::policy;
  if (around.alone) {
    document.index_number = around.page.index_number;
    document.validity = around.page.validity;
    document.subjects = around.page.subjects;
    document.keywords = around.page.keywords;
    document.original_url = around.page.original_url;
  }
  for (std::string& name : named_attachments(body))
    document.attachments.emplace_back().title = std::move(name);
  return document;
}

bool is_copy(const Document& a, const Document& b) { return a.title == b.title && a.text == b.text; }

std::vector<Document> without_copies(std::vector<Document> documents) {
  std::vector<Document> kept;
  for (Document& each : documents) {
    const bool known =
        std::any_of(kept.begin(), kept.end(), [&](const Document& other) { return is_copy(each, other); });
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

}  // namespace

std::vector<Document> read_documents(const ArticleParts& parts, const Url& url) {
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
  std::vector<Document> documents;
  for (const DocumentLines& part : division.documents) {
    documents.push_back(read_document(part, {page, shared, alone || part.role == Role::policy}));
  }
  documents = without_copies(std::move(documents));
  std::stable_sort(documents.begin(), documents.end(), [](const Document& a, const Document& b) {
    return a.kind == DocumentKind::policy && b.kind == DocumentKind::interpretation;
  });
  read_all_citations(documents);
  give_attachments(documents, parts.attachments);
  for (std::size_t i = 0; i < documents.size(); ++i) documents[i].part = static_cast<int>(i) + 1;
  return documents;
}

}  // namespace gazetted::parser
