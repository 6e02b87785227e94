#pragma once
// Addresses that count their pages in the query: ?page=2, ?pageNo=2, the paramJson of a unit build
// (Hanweb JPaaS), and startrecord=1&endrecord=45&perpage=15 (Hanweb's data proxy).

#include <optional>
#include <string_view>

#include "core/url.h"

namespace gazetted::parser {

/// How far a list goes, as it says itself.
struct ListExtent {
  int pages = 0;
  int page_size = 0;  ///< entries on one; 0 where it does not say
};

/// The address of the page after `page`. Nothing where its query does not count, or `page` is the last.
[[nodiscard]] std::optional<Url> next_by_query(const Url& page, const ListExtent& extent);

/// The number in a parameter of the query that counts pages.
[[nodiscard]] std::optional<int> page_in_query(const Url& page);

/// Whether `further` is `first` but for a parameter that counts pages, which `first` has not or has at its
/// start.
[[nodiscard]] bool is_page_of(const Url& further, const Url& first);

/// Whether some address in `bytes`, which are HTML, could be such a page of the address `first`.
[[nodiscard]] bool may_have_pages(std::string_view bytes, const Url& first);

/// The entries of one page that a data proxy is asked for; 0 where its query does not say.
[[nodiscard]] int records_in_query(const Url& page);

/// How many pages `records` make.
[[nodiscard]] constexpr int pages_of(int records, int page_size) {
  return page_size > 0 ? records / page_size + (records % page_size != 0 ? 1 : 0) : 0;
}

/// `text` as a whole is a number of at most a million.
[[nodiscard]] std::optional<int> small_number(std::string_view text);

}  // namespace gazetted::parser
