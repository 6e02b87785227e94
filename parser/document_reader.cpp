#include "parser/document_reader.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/doc_number.h"
#include "parser/attachment_names.h"
#include "parser/genre.h"
#include "parser/issuers.h"
#include "parser/kind.h"
#include "parser/regions.h"
#include "parser/signature.h"
#include "parser/utf8.h"
#include "parser/validity.h"

namespace gazetted::parser {
namespace {

using Lines = std::span<const std::string>;

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

/// What stands in brackets at the end of a title and is a number: it belongs to the document, not to the
/// title.
struct NumberedTitle {
  std::string title;
  DocNumberMatch number;
};

std::optional<NumberedTitle> number_in_title(std::string_view title) {
  const auto close = ending(title, {"）", ")", "】", "]"});
  if (close.empty()) return std::nullopt;
  auto found = doc_number::find_all(title);
  if (found.empty() || found.back().end + close.size() != title.size()) return std::nullopt;
  const auto open = ending(title.substr(0, found.back().begin), {"（", "(", "【", "["});
  if (open.empty()) return std::nullopt;
  std::string bare(trim(title.substr(0, found.back().begin - open.size())));
  return NumberedTitle{std::move(bare), std::move(found.back())};
}

class DocumentReader {
 public:
  DocumentReader(const DocumentLines& part, const Surroundings& around)
      : role_(part.role),
        around_(around),
        page_(around.page),
        alone_(around.alone),
        heading_(read_heading(part.lines, known_title(around))),
        body_(part.lines.subspan(heading_.body_begin)),
        tail_(read_tail(body_)) {
    body_ = body_.first(tail_.body_end);
  }

  ReadDocument read() {
    document_.text = join_text(body_);
    document_.language = language_of(document_.text);
    read_source();
    read_page_dates();
    if (role_ == Role::interpretation) {
      document_.kind = DocumentKind::interpretation;
      if (around_.shared.quoted_title) document_.described = "《" + *around_.shared.quoted_title + "》解读";
      read_region();
      return {std::move(document_), std::move(origins_)};
    }
    read_title();
    read_number();
    read_signature_and_issuers();
    read_genre();
    read_term();
    read_region();
    document_.kind = kind_of(document_, page_.column, document_.text);
    if (role_ == Role::policy && document_.title) document_.kind = DocumentKind::policy;
    if (alone_) take_stated();
    for (std::string& name : named_attachments(body_))
      document_.attachments.emplace_back().title = std::move(name);
    return {std::move(document_), std::move(origins_)};
  }

 private:
  static std::optional<std::string> known_title(const Surroundings& around) {
    if (!around.alone) return std::nullopt;
    return around.page.title ? around.page.title : title_outside(around);
  }

  void note(std::string_view field, std::string_view from) { origins_.push_back({field, std::string(from)}); }

  /// Fills `field`, which is called `name`, where nothing better did.
  template <class T>
  void take(std::optional<T>& field, const std::optional<T>& with, std::string_view name,
            std::string_view from) {
    if (field || !with) return;
    field = with;
    note(name, from);
  }

  void read_source() {
    auto& source = document_.original_source;
    take(source, tail_.source, "original_source", "line below the text");
    take(source, heading_.source, "original_source", "line below the title");
    take(source, around_.shared.source, "original_source", "heading");
    take(source, page_.source, "original_source", page_.origin_of("original_source"));
  }

  void read_page_dates() {
    SeenDates& seen = document_.dates;
    seen.url = page_.address_date;
    seen.meta = page_.meta_date ? page_.meta_date : page_.first_published;
    std::string_view displayed = "line below the title";
    seen.displayed = heading_.displayed;
    if (!seen.displayed) {
      seen.displayed = tail_.displayed ? tail_.displayed : around_.shared.displayed;
      displayed = tail_.displayed ? "line below the text" : "heading";
    }
    if (alone_) seen.published = page_.published;

    auto& published = document_.published;
    take(published, seen.published, "published", page_.origin_of("published"));
    take(published, seen.displayed, "published", displayed);
    take(published, page_.marked_day, "published", "day marked at the headline");
    take(published, page_.first_published, "published", "declared for machines");
    // PubDate alone may be the day of a regeneration; where the address says the same it is believed.
    if (page_.meta_date == page_.address_date)
      take(published, page_.meta_date, "published", "meta pubdate, as the address says");
    // The address of an English page holds the day of its publication, by the custom of their systems.
    if (alone_ && document_.language == "en") {
      take(published, page_.address_date, "published", "address");
      take(published, page_.updated_day, "published", "day of update at the headline");
    }
  }

  void read_title() {
    auto& title = document_.title;
    // Beside an interpretation the page's title is of both; what it quotes is the policy's.
    if (alone_ && !around_.shared.quoted_title) take(title, page_.title, "title", page_.origin_of("title"));
    take(title, heading_.quoted_title, "title", "quoted in the heading");
    take(title, around_.shared.quoted_title, "title", "quoted in the heading");
    if (alone_) take(title, title_outside(around_), "title", "heading");
    take(title, heading_.title, "title", "first lines of the text");
    if (!title) take(title, title_carried(body_), "title", "what the order carries");
    if (alone_) take(title, page_.window_title, "title", "<title>");
  }

  void read_number() {
    const auto number = [&](const std::optional<std::string>& found, bool repaired, std::string_view from) {
      if (document_.doc_number || !found) return;
      take(document_.doc_number, found, "doc_number", from);
      if (repaired) document_.repaired.emplace_back("doc_number");
    };
    if (alone_) {
      number(page_.doc_number, page_.doc_number_repaired, page_.origin_of("doc_number"));
      number(around_.shared.doc_number, around_.shared.doc_number_repaired, "heading");
    }
    number(heading_.doc_number, heading_.doc_number_repaired, "line below the title");
    if (!document_.title) return;
    if (auto numbered = number_in_title(*document_.title)) {
      document_.title = std::move(numbered->title);
      number(numbered->number.number, numbered->number.repaired, "title");
    }
  }

  void read_signature_and_issuers() {
    auto& issuers = document_.issuers;
    const auto named = [&](std::vector<std::string> names, std::string_view from) {
      if (!issuers.empty() || names.empty()) return;
      issuers = std::move(names);
      note("issuers", from);
    };
    if (alone_) named(page_.issuers, page_.origin_of("issuers"));
    if (document_.title) named(issuers_of_title(*document_.title), "title");
    const auto signature = read_signature(body_, issuers);
    if (alone_ && page_.signed_on) {
      take(document_.signed_on, page_.signed_on, "signed", page_.origin_of("signed"));
      if (page_.signed_repaired) document_.repaired.emplace_back("signed");
    } else if (signature) {
      take(document_.signed_on, std::optional(signature->date), "signed", "signature");
      if (signature->repaired) document_.repaired.emplace_back("signed");
    }
    if (signature) named(signature->issuers, "signature");
    // An order is signed by a person.
    if (document_.doc_number) named(issuers_of_number(*document_.doc_number), "doc_number");
    document_.dates.signed_on = document_.signed_on;
  }

  void read_genre() {
    auto& genre = document_.genre;
    if (alone_ && page_.genre) take(genre, genre_of_title(*page_.genre), "genre", page_.origin_of("genre"));
    if (document_.title) take(genre, genre_of_title(*document_.title), "genre", "title");
    if (!document_.title) describe_untitled();
    if (document_.title) document_.is_draft = is_draft_title(*document_.title);
  }

  void describe_untitled() {
    const auto name = self_name(document_.text);
    if (!name) return;
    take(document_.genre, genre_of_title(*name), "genre", "what the text calls itself");
    const auto own = find_self_reference(document_.text, whereabouts());
    document_.described = own ? own->place + *name : *name;
  }

  void read_term() {
    const Validity validity = read_validity(document_.text, {document_.signed_on, document_.published});
    if (alone_) {
      take(document_.effective, page_.effective, "effective", page_.origin_of("effective"));
      take(document_.expires, page_.expires, "expires", page_.origin_of("expires"));
    }
    take(document_.effective, validity.effective, "effective", "text");
    take(document_.expires, validity.expires, "expires", "text");
    document_.effective_on_publication = !document_.effective && validity.effective_on_publication;
    if (document_.effective_on_publication) note("effective", "text, on publication");
    if (document_.is_draft)
      document_.comments_until =
          read_comment_deadline(document_.text, {document_.signed_on, document_.published});
  }

  /// What the page says of the place it belongs to; asked for where a name alone does not tell.
  [[nodiscard]] Whereabouts whereabouts() {
    if (regions_.empty()) {
      const auto add = [&](std::optional<std::string> region) {
        if (region && !region->empty()) regions_.push_back(*std::move(region));
      };
      for (const std::string& issuer : document_.issuers) add(region_of_issuer(issuer));
      if (document_.title) add(region_of_issuer(*document_.title));
      add(page_.site_region);
      add(region_of_issuer(page_.site_name));
      if (document_.original_source) add(region_of_issuer(*document_.original_source));
      add(std::string(around_.source_region));
    }
    return {regions_, document_.text};
  }

  void read_region() {
    const auto own = [&](const std::optional<std::string>& name, std::string_view from) {
      if (name && !document_.region)
        take(document_.region, region_of_issuer(*name, whereabouts()), "region", from);
    };
    for (const std::string& issuer : document_.issuers) own(issuer, "issuer " + issuer);
    if (!document_.issuers.empty()) return;
    own(document_.title, "title");
    own(document_.original_source, "original_source");
    if (document_.region) return;
    if (const auto self = find_self_reference(document_.text, whereabouts()))
      take(document_.region, std::optional(self->region), "region", "text: 结合" + self->place + "实际");
  }

  void take_stated() {
    take(document_.index_number, page_.index_number, "index_number", page_.origin_of("index_number"));
    take(document_.validity, page_.validity, "validity", page_.origin_of("validity"));
    take(document_.validity, around_.shared.validity, "validity", "banner in the heading");
    take(document_.validity, heading_.validity, "validity", "banner above the text");
    take(document_.original_url, page_.original_url, "original_url", page_.origin_of("original_url"));
    if (tail_.original) {
      if (auto original = Url::parse(*tail_.original))
        take(document_.original_url, std::optional(*std::move(original)), "original_url",
             "line below the text");
    }
    document_.subjects = page_.subjects;
    if (!page_.subjects.empty()) note("subjects", page_.origin_of("subjects"));
    document_.keywords = page_.keywords;
    if (!page_.keywords.empty()) note("keywords", page_.origin_of("keywords"));
  }

  const Role role_;
  const Surroundings& around_;
  const PageFacts& page_;
  const bool alone_;
  const Heading heading_;
  Lines body_;
  const Tail tail_;
  Document document_;
  std::vector<Origin> origins_;
  std::vector<std::string> regions_;  ///< codes the page is known to belong to
};

}  // namespace

ReadDocument read_document(const DocumentLines& part, const Surroundings& around) {
  return DocumentReader(part, around).read();
}

}  // namespace gazetted::parser
