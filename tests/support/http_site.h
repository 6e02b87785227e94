#pragma once
// A web site on loopback that a test writes, changes while it runs, and asks who came.
//
//   HttpSite site;
//   site.serve("/a.html", "<html>…", {.etag = "\"1\""});
//   … visit site.url("/a.html") …
//   EXPECT_EQ(site.hits("/a.html"), 1);

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/url.h"

namespace gazetted::test {

using Headers = std::map<std::string, std::string>;

/// What a page has besides its body.
struct PageOptions {
  std::string etag{};           ///< with its quotes; answers a matching If-None-Match with 304
  std::string last_modified{};  ///< answers an equal If-Modified-Since with 304
  std::string content_type = "text/html; charset=utf-8";
  Headers headers{};
  int status = 200;
};

/// A request as it came in.
struct SeenRequest {
  std::string host;    ///< of the Host header, without port
  std::string target;  ///< path and query
  Headers headers{};   ///< names in lower case
  std::chrono::steady_clock::time_point at;
  std::optional<std::string> posted{};  ///< the body of a POST
};

/// Every member may be called from any thread, also while requests come in. A path is looked for
/// with its query first, then without; one that nothing was said about is a 404.
class HttpSite {
 public:
  /// Each address of 127/8 serves as a host of its own; "0.0.0.0" answers on all of them.
  explicit HttpSite(const std::string& address = "127.0.0.1");
  ~HttpSite();
  HttpSite(const HttpSite&) = delete;
  HttpSite& operator=(const HttpSite&) = delete;

  [[nodiscard]] Url url(const std::string& path) const;
  /// The same page under another host name, for a site on "0.0.0.0".
  [[nodiscard]] Url url(const std::string& path, const std::string& host) const;
  [[nodiscard]] int port() const;

  void serve(const std::string& path, std::string body, PageOptions options = {});
  void redirect(const std::string& path, const std::string& location, int status = 302);
  void remove(const std::string& path);  ///< 404 from now on
  /// Answers with `status` until the page is served again.
  void fail(const std::string& path, int status, Headers headers = {});
  /// Answers the next `times` requests with `status`, then as before.
  void fail_times(const std::string& path, int times, int status, Headers headers = {});

  /// Misbehaviour. Each replaces what the path was.
  void truncate(const std::string& path, std::string body);   ///< promises twice as much, then hangs up
  void hang(const std::string& path);                         ///< never answers
  void drip(const std::string& path);                         ///< a byte a second, for ever
  void stream(const std::string& path, std::uint64_t bytes);  ///< so many bytes, of no stated length

  [[nodiscard]] int hits(const std::string& path) const;    ///< requests for this path and query
  [[nodiscard]] std::vector<SeenRequest> requests() const;  ///< all, oldest first
  [[nodiscard]] std::optional<SeenRequest> last(const std::string& path) const;
  void forget_requests();

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace gazetted::test
