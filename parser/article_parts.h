#pragma once
// An article page taken apart, before anything in it is understood: what the HTML, PDF, DOCX and
// plain-text readers hand to the reading of fields.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/document.h"

namespace gazetted::parser {

/// One paragraph as its author wrote it: no characters folded, none lost or glued at tags; outer
/// white space (also U+3000 and U+00A0) trimmed. A table row is one paragraph, its cells joined by
/// " | ".
struct Paragraph {
  enum class Kind { text, heading, row };
  Kind kind = Kind::text;
  std::string text;
  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

/// A pair out of a 信息公开 metadata block: 发文字号 → 国发〔2019〕5号. All white space (also inside)
/// and the closing colon are taken off the name; the value is trimmed.
struct Label {
  std::string name;
  std::string value;
  std::string link{};  ///< of the value's first <a>, as it stands; "" for none
  friend bool operator==(const Label&, const Label&) = default;
};

struct ArticleParts {
  std::string page_title;  ///< <title>
  std::vector<std::pair<std::string, std::string>>
      meta;                             ///< <meta name|property>, names lower case, in order
  std::vector<std::string> json_ld;     ///< raw scripts of application/ld+json
  std::vector<Label> labels;            ///< of every metadata block on the page
  std::vector<std::string> breadcrumb;  ///< 首页, 政务公开, 政策文件 …
  std::vector<std::string>
      heading;  ///< the article's own head outside the body container: h1, number, source and date line
  std::optional<std::string> headline;  ///< what the article is called where nothing else tells
  std::optional<Date> marked_day;       ///< of publication: of a <time> element, or beside the headline
  std::optional<Date> updated_day;      ///< the same, said to be of an update
  std::vector<Paragraph> body;          ///< the body container, nothing of the page's furniture in it
  std::vector<Attachment> attachments;  ///< linked from the article: url and title (and error); rest unset
  std::vector<std::string> signals;     ///< what was found by which rule or convention
  std::vector<std::string> doubts;
};

}  // namespace gazetted::parser
