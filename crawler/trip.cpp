#include "crawler/trip.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crawler/transfer_error.h"

namespace gazetted::crawler {
namespace {

bool is_conditional(const Target& target) {
  return !target.validators.etag.empty() || !target.validators.last_modified.empty();
}

void take_validators(Capture& capture, Response& response) {
  if (!response.etag.empty()) capture.validators.etag = std::move(response.etag);
  if (!response.last_modified.empty()) capture.validators.last_modified = std::move(response.last_modified);
}

void take_body(Capture& capture, Response& response) {
  capture.validators = {};
  take_validators(capture, response);
  capture.body = std::move(response.body);
}

/// Says whether the bodies are those of last time. Their digest takes as long as all else that is done for a
/// page here: where there is none of last time it is left to who reads them.
Capture compared(Capture capture) {
  if (!capture.target.validators.body) return capture;
  capture = with_digest(std::move(capture));
  capture.unchanged = capture.validators.body == capture.target.validators.body;
  return capture;
}

Capture failed(Capture capture, Error error) {
  capture.error = std::move(error);
  capture.validators = capture.target.validators;
  capture.body.clear();
  capture.further.clear();
  return capture;
}

}  // namespace

bool is_redirect(const Response& response) {
  const int status = response.status;
  return !response.error && !response.location.empty() &&
         (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
}

Result<void> follow(Trip& trip, const Response& response, int max_redirects) {
  auto next = trip.url.resolve(response.location);
  if (!next) {
    next.error().message = trip.url.str() + ": redirects to an unusable address: " + next.error().message;
    return tl::unexpected(std::move(next.error()));
  }
  const bool permanent = response.status == 301 || response.status == 308;
  trip.moved_permanently = permanent && (trip.passed.empty() || trip.moved_permanently);
  trip.passed.push_back(std::exchange(trip.url, std::move(*next)));
  if (trip.url.is_file())
    return failure(ErrorKind::unsupported, trip.passed.back().str() + ": redirects to a file: address");
  if (std::find(trip.passed.begin(), trip.passed.end(), trip.url) != trip.passed.end())
    return failure(ErrorKind::redirect_loop, trip.target.url.str() + ": redirects in a circle through " +
                                                 trip.url.str() +
                                                 "; open it in a browser to see what it wants");
  if (trip.passed.size() > static_cast<std::size_t>(max_redirects))
    return failure(ErrorKind::redirect_loop, trip.target.url.str() + ": more than " +
                                                 std::to_string(max_redirects) + " redirects, last to " +
                                                 trip.url.str());
  return {};
}

void go_on(Trip& trip, Capture begun, Url further) {
  trip.begun = std::move(begun);
  trip.url = std::move(further);
  trip.passed.clear();
  trip.attempt = 1;
  trip.robots_url = {};
  trip.robots_redirects = 0;
}

Capture to_capture(const Trip& trip, Response response, Timestamp now, Duration elapsed) {
  Capture capture;
  capture.target = trip.target;
  capture.source = trip.source;
  capture.final_url = trip.url;
  capture.moved_permanently = trip.moved_permanently;
  capture.status = response.status;
  capture.content_type = std::move(response.content_type);
  capture.content_disposition = std::move(response.content_disposition);
  capture.validators = capture.target.validators;
  capture.captured_at = now;
  capture.elapsed = elapsed;
  capture.retry_after = response.retry_after;
  capture.error = std::move(response.error);
  if (capture.error) return capture;

  if (capture.status == 304 && is_conditional(capture.target)) {
    take_validators(capture, response);
    capture.unchanged = true;
  } else if (capture.status >= 200 && capture.status < 300) {
    take_body(capture, response);
    capture = compared(std::move(capture));
  } else {
    capture.body = std::move(response.body);  // of an error page: it may tell a block from a fault
    if (is_error_status(capture.status) || capture.status < 400)
      capture.error = status_error(capture.status, capture.final_url);
  }
  return capture;
}

std::optional<Url> further_address(const Capture& capture, const Settings& settings) {
  if (!settings.goes_on || capture.error || capture.unchanged || capture.status < 200 ||
      capture.status >= 300 || capture.further.size() >= settings.max_further)
    return std::nullopt;
  auto next = settings.goes_on(capture);
  if (!next || next->host() != capture.final_url.host() || *next == capture.final_url ||
      *next == capture.target.url)
    return std::nullopt;
  const bool known = std::any_of(capture.further.begin(), capture.further.end(),
                                 [&](const FurtherBody& further) { return further.url == *next; });
  return known ? std::nullopt : next;
}

Capture extended(Capture begun, const Url& url, Response response) {
  begun.retry_after = response.retry_after;
  if (response.error && response.error->kind == ErrorKind::disallowed) return begun;
  if (response.error) return failed(std::move(begun), std::move(*response.error));
  if (response.status >= 200 && response.status < 300) {
    begun.further.push_back({url, std::move(response.content_type), std::move(response.body)});
    return begun;
  }
  // A dead link from the start ends the page; a part that was there once and is not there now does not.
  const bool gone = response.status == 404 || response.status == 410;
  if (gone && !begun.target.validators.body) return begun;
  return failed(std::move(begun), status_error(response.status, url));
}

Capture completed(Capture capture) {
  if (!capture.further.empty()) {
    capture.validators = {};
    capture = compared(std::move(capture));
  }
  if (capture.unchanged) {
    capture.body.clear();
    capture.further.clear();
  }
  return capture;
}

}  // namespace gazetted::crawler
