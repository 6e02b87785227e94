#pragma once
// The seam between the crawl and the network: requests go in, responses come out later. An
// interface, so that tests can play the network.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/capture.h"

namespace gazetted::crawler {

/// The number of ErrorKinds: the size of a table by kind.
inline constexpr std::size_t error_kinds = static_cast<std::size_t>(ErrorKind::shut_down) + 1;

/// What a script of a page asks for, where that is more than a GET.
struct ScriptRequest {
  std::optional<std::string> posted;  ///< the body of a POST; nothing for a GET
  std::vector<std::pair<std::string, std::string>> headers;
};

/// One GET. Redirects are not followed here.
struct Request {
  std::uint32_t ticket = 0;  ///< given back with the response
  Url url;
  std::shared_ptr<const Source> source;  ///< headers, proxy, whether private addresses are allowed
  /// Whether the host may be asked now at the numeric address that was found for it. Called on the
  /// transport's thread, connected and before anything is sent; not where a proxy finds the address. Empty:
  /// it may.
  std::function<bool(const std::string&)> may_ask_at{};
  std::string etag;            ///< sent as If-None-Match; "" for none
  std::string last_modified;   ///< sent as If-Modified-Since; "" for none
  std::uint64_t max_body = 0;  ///< bytes, decoded; more is ErrorKind::too_large
  bool render = false;         ///< the body is to be what a browser makes of the page
  /// Whether robots.txt lets the scripts of a page to be rendered ask for an address of its origin. Called on
  /// the transport's thread while the request is under way.
  std::function<bool(const Url&)> may_ask{};
  std::optional<ScriptRequest> script{};
};

/// How it ended: an error, or an answer with what the crawl needs of its headers ("" where absent).
struct Response {
  std::uint32_t ticket = 0;
  std::optional<Error> error;
  int status = 0;  ///< also of an answer that broke off; 0 where none began
  std::string location, content_type, content_disposition, etag, last_modified;
  std::optional<Duration> retry_after;
  std::string address;       ///< that answered, numeric; "" where none did
  std::string body;          ///< decoded from its content coding
  int further_requests = 0;  ///< that were made for it besides its own: the scripts of a rendered page
  bool put_off = false;      ///< Request::may_ask_at did not allow it: nothing was sent
};

/// All but wake() belongs to one thread.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual void start(Request request) = 0;
  /// What has finished, after waiting at most `patience` for something to finish.
  [[nodiscard]] virtual std::vector<Response> poll(Duration patience) = 0;
  /// Ends a poll() under way, or the next one. Any thread.
  virtual void wake() = 0;
};

}  // namespace gazetted::crawler
