#pragma once
// The network through libcurl: easy handles that are set up once and used again.

#include <memory>
#include <vector>

#include "crawler/curl_multis.h"
#include "crawler/settings.h"
#include "crawler/transport.h"

namespace gazetted::crawler {

/// HTTP/1.1, HTTP/2 over TLS, every content coding that the library has. Connections are kept for
/// the next request to their host. Whether an address may be spoken to is decided by the peer's
/// address itself, when a connection is opened and again when one is used, so that neither DNS nor
/// a redirect gets round it; through a proxy, which resolves names itself, by the address in the URL
/// or that which the source gives for its host. Such an address holds for its source alone.
class CurlTransport final : public Transport {
 public:
  /// Throws std::runtime_error where libcurl cannot be set up.
  explicit CurlTransport(const Settings& settings);
  ~CurlTransport() override;

  void start(Request request) override;
  [[nodiscard]] std::vector<Response> poll(Duration patience) override;
  void wake() override;

 private:
  struct Channel;  ///< an easy handle and the request on it
  [[nodiscard]] Channel& idle_channel();

  Settings settings_;
  CurlMultis multis_;
  std::vector<std::unique_ptr<Channel>> channels_;
  std::vector<Channel*> idle_;
  std::vector<Response> failed_;  ///< at start(); handed out by the next poll()
};

}  // namespace gazetted::crawler
