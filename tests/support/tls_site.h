#pragma once
// A site on loopback that speaks TLS and wants to know who asks: its authority, which also signs the
// certificates of its visitors, is made anew for each.

#include <filesystem>
#include <memory>
#include <string>

#include "core/url.h"

namespace gazetted::test {

class TlsSite {
 public:
  /// Serves `body` at every path, under the name localhost, to those that show a certificate.
  explicit TlsSite(std::string body);
  ~TlsSite();
  TlsSite(const TlsSite&) = delete;
  TlsSite& operator=(const TlsSite&) = delete;

  [[nodiscard]] Url url(const std::string& path) const;
  // In PEM.
  [[nodiscard]] std::filesystem::path authority() const;  ///< who signed the site's certificate
  [[nodiscard]] std::filesystem::path visitor() const;    ///< a certificate to be shown, with its key

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace gazetted::test
