#pragma once
// The reader's one door: the bytes of a page in, links and documents out. Pure: no clock, network,
// store or log; the same input always gives the same answer. Nothing that a page contains makes it
// throw, recurse without bound or run longer than linear in its size.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace gazetted::parser {

/// What came from a further address of a page that goes on there.
struct FurtherInput {
  std::string_view bytes;
  std::string_view content_type;
  Url url;
};

struct Input {
  std::string_view bytes;                    ///< decoded from transfer coding
  std::string_view content_type;             ///< the Content-Type header's value; "" where there is none
  std::string_view content_disposition;      ///< likewise
  std::vector<FurtherInput> further;         ///< joined with the page, in this order
  Url url;                                   ///< after redirects: what relative links are resolved against
  PageKind kind = PageKind::any;             ///< what the caller expects; `any` lets the page decide
  ListRules list;                            ///< rules of the entrance, empty for none
  ArticleRules article;                      ///< rules of the site, empty for none
  std::string_view region;                   ///< GB/T 2260 code of the site as configured, or ""
  std::uint64_t max_html = 4 * 1024 * 1024;  ///< beyond it: Parsed::error too_large, not a parse
};

/// Reads `input`. A body that cannot be read gives Parsed::error with all else empty; a page that
/// is neither list nor article gives what was found (perhaps nothing) and its signs.
[[nodiscard]] Parsed parse(const Input& input);

/// Where the page goes on beyond what `input` holds: the next part of an article that is cut into several,
/// or what a script fills an empty list from. A page that does not go on is seldom parsed to know it.
[[nodiscard]] std::optional<Url> find_continuation(const Input& input);

}  // namespace gazetted::parser
