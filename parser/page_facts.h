#pragma once
// What a page states about its document outside the text: in the 信息公开 metadata block, in <meta> tags
// (国办发〔2017〕47号, annex on page design) and in its address. The block is believed before the tags.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/article_parts.h"

namespace gazetted::parser {

/// Where a fact was found: {"doc_number", "metadata block 发文字号"}.
struct Origin {
  std::string_view field;  ///< as the document's JSON calls it; a literal
  std::string from;
};

struct PageFacts {
  std::optional<std::string> title, doc_number, index_number, genre, validity, source;
  bool doc_number_repaired = false;
  bool signed_repaired = false;
  std::optional<std::string> window_title;  ///< of <title>, the site's name taken off; the last resort
  std::optional<std::string> headline;      ///< what the article is called where no document is stated
  std::vector<std::string> issuers, subjects, keywords;
  std::optional<Date> signed_on, published, effective, expires;  ///< as labelled
  std::optional<Date> first_published;  ///< firstpublishedtime, article:published_time, datePublished
  std::optional<Date> meta_date;        ///< PubDate; absent where the page gives it as its time of generation
  std::optional<Date> marked_day, updated_day;  ///< of <time> elements and English lines by the headline
  std::optional<Date> address_date;
  std::optional<Url> original_url;
  std::string column;       ///< ColumnType, ColumnName and breadcrumb: what kind of page it is
  bool has_block = false;   ///< there is a metadata block of a document
  std::string site_region;  ///< GB/T 2260 code out of SiteIDCode, or ""
  std::string site_name;    ///< SiteName, or ""
  std::vector<Origin> origins;

  [[nodiscard]] std::string_view origin_of(std::string_view field) const;  ///< "" where nothing is stated
};

[[nodiscard]] PageFacts read_page_facts(const ArticleParts& parts, const Url& url);

}  // namespace gazetted::parser
