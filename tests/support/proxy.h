#pragma once
// A proxy on loopback that really passes on what it is given, and tells what it was asked for. It speaks HTTP
// (whole addresses and CONNECT), SOCKS 4, 4a and 5, told apart by how a client begins.

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gazetted::test {

class Proxy {
 public:
  /// How it was asked, and for which `host:port`.
  struct Asked {
    enum class By { http, connect, socks4, socks4a, socks5, socks5h };
    By by{};
    std::string target;
    friend bool operator==(const Asked&, const Asked&) = default;
  };

  /// Hosts that it alone knows, and their addresses. Any other that is no address has none.
  using Names = std::map<std::string, std::string>;

  explicit Proxy(Names names = {});
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  /// As a source names it: `scheme` is http, socks5h …
  [[nodiscard]] std::string url(const std::string& scheme) const;
  [[nodiscard]] std::vector<Asked> asked() const;  ///< oldest first

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace gazetted::test
