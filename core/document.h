#pragma once
// What the parser reads out of a capture: links of a list, and documents of an article page.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/digest.h"
#include "core/source.h"
#include "core/url.h"

namespace gazetted {

enum class DocumentKind { policy, interpretation, news, other };
enum class Relation {
  cites,
  implements,
  amends,
  repeals,
  extends,
  interprets,
  corrects,
  finalises,
  republishes
};

[[nodiscard]] std::string_view to_string(DocumentKind kind);
[[nodiscard]] std::string_view to_string(Relation relation);
[[nodiscard]] std::optional<DocumentKind> parse_document_kind(std::string_view text);
[[nodiscard]] std::optional<Relation> parse_relation(std::string_view text);

/// Another document that this one names: by number, by title, or both.
struct Citation {
  std::optional<std::string> doc_number;
  std::optional<std::string> title;
  Relation relation = Relation::cites;
  std::optional<Date> until{};  ///< what is extended, or repealed as of a day: its last day
  int longer_months = 0;        ///< of one that names no day: by how much
  friend bool operator==(const Citation&, const Citation&) = default;
};

struct Attachment {
  Url url;  ///< empty where it is named but not linked
  std::string title;
  std::optional<std::string> media_type;
  std::optional<std::uint64_t> bytes;
  std::optional<Digest> sha256;
  std::optional<std::uint64_t> text_chars;
  std::optional<std::string> error;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// Every date seen, by where it stood.
struct SeenDates {
  std::optional<Date> url, list, meta, displayed, signed_on, published;
  friend bool operator==(const SeenDates&, const SeenDates&) = default;
};

/// docs/manual.md. Absent is nullopt or empty, never a guess.
struct Document {
  DocumentKind kind = DocumentKind::other;
  int part = 1;  ///< from 1, in the page's order
  std::optional<std::string> title;
  std::optional<std::string> described;  ///< for an untitled text: what it calls itself, for display only
  std::vector<std::string> issuers;
  std::optional<std::string> doc_number, index_number, genre, region;
  std::vector<std::string> subjects, keywords;
  std::optional<Date> signed_on, published, effective, expires;
  bool effective_on_publication = false;  ///< 自公布之日起施行
  std::optional<std::string> validity;    ///< as the page states it: 有效, 失效, 废止 …
  SeenDates dates;
  std::optional<std::string> original_source;
  std::optional<Url> original_url;
  bool is_draft = false;
  std::optional<Date> comments_until;  ///< of a draft: the last day on which comments are taken
  std::vector<Citation> cites;
  std::vector<Attachment> attachments;
  std::vector<std::string> repaired;  ///< field names
  std::string text;                   ///< UTF-8, one paragraph a line, no trailing newline
  std::string language = "zh";
  friend bool operator==(const Document&, const Document&) = default;
};

/// The day a document takes effect: as stated, or, on publication, that of its publication. One put on the
/// site long after it was signed was published then, on paper, and takes effect as of its signing.
[[nodiscard]] std::optional<Date> day_of_effect(const Document& document);

struct ListItem {
  Url url;
  std::string title;
  std::optional<Date> date;
  bool pinned = false;
  std::optional<Timestamp> modified;  ///< sitemap lastmod, feed updated
  friend bool operator==(const ListItem&, const ListItem&) = default;
};

/// What a verdict on a capture is made from, besides its documents.
struct PageSigns {
  std::string title;                ///< <title>
  std::string excerpt;              ///< the first visible characters, at most 2,000 bytes
  std::uint64_t visible_chars = 0;  ///< code points of visible text
  std::uint64_t script_bytes = 0;
  bool has_password_field = false;
  bool ends_properly = true;  ///< false where an HTML page breaks off before </body> or </html>
};

/// All that was read out of one body.
struct Parsed {
  PageKind kind =
      PageKind::any;  ///< what it turned out to be: list, feed, sitemap, json, article, attachment
  std::vector<ListItem> items;
  std::optional<Url> next;    ///< next page of the list, or of the article where it was not joined
  std::optional<int> pages;   ///< how many pages the list says it has
  std::vector<Url> sitemaps;  ///< of a sitemap index
  std::optional<Url> data;    ///< what a script fills the list from, where the page itself has none
  std::vector<Document> documents;
  std::string text;             ///< of an attachment
  std::vector<Citation> cites;  ///< of an attachment: what it lists, `cites` where it says no more
  std::optional<Url> canonical_url;
  PageSigns signs;
  std::vector<std::string> signals;  ///< which convention or rule found what, for --check and `why`
  std::vector<std::string> doubts;   ///< charset that lies, guard reached, text of a scan missing …
  std::optional<Error> error;        ///< nothing could be read
};

}  // namespace gazetted
