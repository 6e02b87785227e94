#pragma once
// Where the script of an empty list takes its entries from: the parameters of a unit build (Hanweb
// JPaaS), the options of its older pager, a data source named in an attribute (Xinhua), the address that
// a script asks for. Only what can be told without running anything.

#include <optional>
#include <string>
#include <string_view>

#include "core/url.h"
#include "parser/html_tree.h"

namespace gazetted::parser {

struct ListSource {
  enum class Certainty { told, guessed };  ///< whether the page says so, or a script merely asks there
  Url url;
  std::string signal;
  Certainty certainty = Certainty::told;
};

/// `page` is the address of the page itself, `base` resolves what stands in it.
[[nodiscard]] std::optional<ListSource> find_list_source(const HtmlTree& tree, const Url& page,
                                                         const Url& base);

/// Whether anything in `bytes` could name such a place: a search, no parse.
[[nodiscard]] bool may_be_filled(std::string_view bytes);

}  // namespace gazetted::parser
