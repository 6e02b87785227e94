#pragma once
// Lists as JSON: the answers of search and column services, and JSON Feed 1.1. Which key means what is
// said by the entrance's rules, else seen from the values.

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/source.h"
#include "parser/list_page.h"

namespace gazetted::parser {

struct JsonList {
  ListPage page;
  std::string html;  ///< where no array of objects is a list: the answer's largest string with links in it
};

/// `text` is UTF-8; a call around it (JSONP) is taken off. The rules are dotted paths (`data.results`,
/// `0` for the first of an array): `items` and `next` from the top, the others from an item; `link` may
/// be a template, `/policy/{infoid}.html`. Fails with malformed for what is no JSON, with too_large
/// beyond a depth of 100 or two million values.
[[nodiscard]] Result<JsonList> read_json_list(std::string_view text, const Url& base, const ListRules& rules);

}  // namespace gazetted::parser
