#pragma once
// One visit under way: a target, and how far the crawl has come with it. A trip fetches robots.txt
// where that is not known, follows redirects, tries again, and ends in exactly one capture.

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "core/capture.h"
#include "crawler/frontier.h"
#include "crawler/settings.h"
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
  int attempt = 1;               ///< of the request under way
  std::optional<Capture> begun;  ///< of a page that goes on at a further address: what came so far
  Instant sent{};                ///< the request under way

  [[nodiscard]] const Url& requested() const { return stage == Stage::robots ? robots_url : url; }
};

[[nodiscard]] bool is_redirect(const Response& response);

/// Moves the trip on to where the page's redirect leads; fails where it leads nowhere, in a circle
/// or on and on.
[[nodiscard]] Result<void> follow(Trip& trip, const Response& response, int max_redirects);

/// Makes the trip go on to a further address of its page, of which `begun` has come.
void go_on(Trip& trip, Capture begun, Url further);

/// What the first response of a trip has brought. What failed keeps the validators it had. `now` is by the
/// clock of judgement.
[[nodiscard]] Capture to_capture(const Trip& trip, Response response, Timestamp now, Duration elapsed);

/// The address at which the page of `capture` goes on, and which is fetched too.
[[nodiscard]] std::optional<Url> further_address(const Capture& capture, const Settings& settings);

/// `begun` with what came from a further address, `url`. One that may not be visited, or was never there, is
/// the end of the page; any other that could not be had makes the visit fail.
[[nodiscard]] Capture extended(Capture begun, const Url& url, Response response);

/// The capture of a page that has come to its end, with the validators of all its bodies: their digest where
/// there is one of last time. A 304, or bodies with that digest, is `unchanged`.
[[nodiscard]] Capture completed(Capture capture);

}  // namespace gazetted::crawler
