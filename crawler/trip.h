#pragma once
// One visit under way: a target, and how far the crawl has come with it. A trip fetches robots.txt
// where that is not known, follows redirects, tries again, and ends in exactly one capture.

#include <chrono>
#include <memory>
#include <vector>

#include "core/capture.h"
#include "crawler/frontier.h"
#include "crawler/transport.h"

namespace gazetted::crawler {

struct Trip {
  using Instant = Frontier::Instant;
  enum class Stage { robots, page };

  Target target;
  std::shared_ptr<const Source> source;
  Frontier::HostId host = 0;  ///< the target's; busy until the trip ends

  Stage stage = Stage::page;  ///< of the request under way
  Url url;                    ///< of the page, after the redirects so far
  std::vector<Url> passed;    ///< the addresses that redirected, from the target's on
  bool moved_permanently = false;
  Url robots_url;  ///< of robots.txt, after its own redirects
  int robots_redirects = 0;
  int attempt = 1;  ///< of the request under way
  Instant sent{};   ///< the request under way

  [[nodiscard]] const Url& requested() const { return stage == Stage::robots ? robots_url : url; }
};

[[nodiscard]] bool is_redirect(const Response& response);

/// Moves the trip on to where the page's redirect leads; fails where it leads nowhere, in a circle
/// or on and on.
[[nodiscard]] Result<void> follow(Trip& trip, const Response& response, int max_redirects);

/// A trip's capture. A 304, or a body with the digest of last time, is `unchanged`; what failed
/// keeps the validators it had. `now` is by the clock of judgement.
[[nodiscard]] Capture to_capture(Trip trip, Response response, Timestamp now, Duration elapsed);

}  // namespace gazetted::crawler
