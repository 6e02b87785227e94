#pragma once
// robots.txt, read and asked (RFC 9309). Pure: fetching and caching it is the crawl's business.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace gazetted::crawler {

/// The rules of one robots.txt that concern one crawler.
class Robots {
 public:
  /// The bytes of a file that are read (2.5); the rest is ignored.
  static constexpr std::size_t limit = 500 * 1024;

  /// Without a rule everything is allowed (2.3.1.3: what a 4xx means).
  Robots() = default;

  /// Reads any bytes at all (2.2). Kept are the rules of all groups that name `product` (a product
  /// token, compared without case), or else of all groups for `*`.
  [[nodiscard]] static Robots parse(std::string_view text, std::string_view product);

  /// Whether `path_and_query` (from `/`) may be fetched: the longest matching rule decides, allow
  /// wins a tie, and /robots.txt itself is always allowed (2.2.2).
  [[nodiscard]] bool allows(std::string_view path_and_query) const;

  /// Crawl-delay: no part of the RFC, but widely written and meant.
  [[nodiscard]] std::optional<Duration> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    std::string pattern;  ///< normalised; `*` any bytes, a final `$` the end
    bool allow = false;
  };

  std::vector<Rule> rules_;  ///< longest pattern first, allow before disallow
  std::optional<Duration> crawl_delay_;
};

/// The product token with which a User-Agent begins: `gazetted` of "gazetted/0.1 (+…)".
[[nodiscard]] std::string_view product_token(std::string_view user_agent);

}  // namespace gazetted::crawler
