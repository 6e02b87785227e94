#include "tests/support/proxy.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gazetted::test {
namespace {

using By = Proxy::Asked::By;

/// A connection. What waits on it also ends with the proxy.
class Line {
 public:
  Line(int socket, std::stop_token stop) : socket_(socket), stop_(std::move(stop)) {}
  ~Line() {
    if (socket_ >= 0) ::close(socket_);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  [[nodiscard]] bool is_open() const { return socket_ >= 0; }
  [[nodiscard]] int socket() const { return socket_; }

  /// What has come, at least a byte; nothing once the other side has hung up.
  std::optional<std::string> receive(std::size_t most) {
    pollfd wait{socket_, POLLIN, 0};
    while (!stop_.stop_requested())
      if (::poll(&wait, 1, 20) > 0) {
        std::string bytes(most, '\0');
        const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (count <= 0) return std::nullopt;
        bytes.resize(static_cast<std::size_t>(count));
        return bytes;
      }
    return std::nullopt;
  }
  /// Exactly so many bytes, or fewer where the other side hangs up.
  std::string take(std::size_t count) {
    std::string bytes;
    while (bytes.size() < count)
      if (const auto more = receive(count - bytes.size()))
        bytes += *more;
      else
        break;
    return bytes;
  }
  /// All before `end`, which is taken too.
  std::string take_until(std::string_view end) {
    std::string bytes;
    while (!bytes.ends_with(end))
      if (const auto more = receive(1))
        bytes += *more;
      else
        return {};
    bytes.resize(bytes.size() - end.size());
    return bytes;
  }
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

 private:
  int socket_;
  std::stop_token stop_;
};

/// Until one of them hangs up.
void relay(Line& one, Line& other, const std::stop_token& stop) {
  static constexpr std::size_t block = 64 * 1024;
  std::array<pollfd, 2> wait{{{one.socket(), POLLIN, 0}, {other.socket(), POLLIN, 0}}};
  while (!stop.stop_requested()) {
    if (::poll(wait.data(), wait.size(), 20) <= 0) continue;
    for (const auto& [from, to, ready] :
         {std::tuple{&one, &other, wait[0].revents != 0}, std::tuple{&other, &one, wait[1].revents != 0}}) {
      if (!ready) continue;
      const auto bytes = from->receive(block);
      if (!bytes) return;
      to->send(*bytes);
    }
  }
}

std::string as_port(std::string_view bytes) {
  return std::to_string(256 * static_cast<std::uint8_t>(bytes[0]) + static_cast<std::uint8_t>(bytes[1]));
}

std::string as_address(int family, const std::string& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, bytes.data(), text.data(), text.size());
  return family == AF_INET6 ? '[' + std::string(text.data()) + ']' : std::string(text.data());
}

}  // namespace

struct Proxy::Server {
  Names names;
  int listener = -1;
  int port = 0;
  mutable std::mutex mutex;
  std::vector<Asked> asked;
  std::vector<std::jthread> clients;  ///< of the listening thread, until it has ended
  std::jthread thread;

  int connect(By by, const std::string& target) {
    {
      const std::lock_guard lock(mutex);
      asked.push_back({by, target});
    }
    const auto colon = target.rfind(':');
    const auto host = target.substr(0, colon);
    const auto known = names.find(host);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(target.substr(colon + 1))));
    if (::inet_pton(AF_INET, (known == names.end() ? host : known->second).c_str(), &address.sin_addr) != 1)
      return -1;
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    ::close(socket);
    return -1;
  }

  void serve_http(Line& client, const std::string& begun, const std::stop_token& stop) {
    const auto head = begun + client.take_until("\r\n\r\n");
    const auto space = head.find(' '), end = head.find("\r\n");
    if (space == std::string::npos || end == std::string::npos) return;
    const auto method = head.substr(0, space);
    auto target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
    std::string passed_on;
    if (method != "CONNECT") {
      target.erase(0, std::string_view("http://").size());
      const auto path = target.find('/');
      passed_on = method + ' ' + target.substr(path) + " HTTP/1.1\r\nConnection: close" + head.substr(end) +
                  "\r\n\r\n";
      target.erase(path);
      if (target.find(':') == std::string::npos) target += ":80";
    }
    Line site(connect(method == "CONNECT" ? By::connect : By::http, target), stop);
    if (!site.is_open()) return client.send("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    if (passed_on.empty())
      client.send("HTTP/1.1 200 Connection established\r\n\r\n");
    else
      site.send(passed_on);
    relay(client, site, stop);
  }

  void serve_socks4(Line& client, const std::stop_token& stop) {
    const auto request = client.take(7);  // a command, a port, an address
    if (request.size() < 7) return;
    client.take_until(std::string_view("\0", 1));  // a user
    const bool is_named = request.substr(3, 3) == std::string(3, '\0');
    const auto host =
        is_named ? client.take_until(std::string_view("\0", 1)) : as_address(AF_INET, request.substr(3));
    Line site(connect(is_named ? By::socks4a : By::socks4, host + ':' + as_port(request.substr(1))), stop);
    client.send(std::string("\0", 1) + (site.is_open() ? '\x5a' : '\x5b') + std::string(6, '\0'));
    if (site.is_open()) relay(client, site, stop);
  }

  void serve_socks5(Line& client, const std::stop_token& stop) {
    const auto methods = client.take(1);
    if (methods.empty()) return;
    client.take(static_cast<std::uint8_t>(methods[0]));
    client.send(std::string("\x05\0", 2));
    const auto request = client.take(4);  // a version, a command, nothing, a kind of address
    if (request.size() < 4) return;
    const bool is_named = request[3] == 3;
    std::string host;
    if (is_named)
      host = client.take(static_cast<std::uint8_t>(client.take(1).at(0)));
    else
      host = request[3] == 1 ? as_address(AF_INET, client.take(4)) : as_address(AF_INET6, client.take(16));
    const auto at = client.take(2);
    if (at.size() < 2) return;
    Line site(connect(is_named ? By::socks5h : By::socks5, host + ':' + as_port(at)), stop);
    client.send(std::string("\x05", 1) + (site.is_open() ? '\0' : '\x04') + std::string("\0\x01", 2) +
                std::string(6, '\0'));
    if (site.is_open()) relay(client, site, stop);
  }

  void run(const std::stop_token& stop) {
    pollfd wait{listener, POLLIN, 0};
    while (!stop.stop_requested()) {
      if (::poll(&wait, 1, 20) <= 0) continue;
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      clients.emplace_back([this, socket, stop] {
        Line client(socket, stop);
        const auto begun = client.take(1);
        if (begun == "\x04")
          serve_socks4(client, stop);
        else if (begun == "\x05")
          serve_socks5(client, stop);
        else if (!begun.empty())
          serve_http(client, begun, stop);
      });
    }
    clients.clear();
  }
};

Proxy::Proxy(Names names) : server_(std::make_unique<Server>()) {
  Server& server = *server_;
  server.names = std::move(names);
  server.listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (server.listener < 0 || ::bind(server.listener, generic, size) != 0 ||
      ::listen(server.listener, 64) != 0 || ::getsockname(server.listener, generic, &size) != 0)
    throw std::runtime_error("no port for a proxy");
  server.port = ntohs(address.sin_port);
  server.thread = std::jthread([&server](const std::stop_token& stop) { server.run(stop); });
}

Proxy::~Proxy() {
  server_->thread.request_stop();
  server_->thread.join();
  ::close(server_->listener);
}

std::string Proxy::url(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(server_->port);
}

std::vector<Proxy::Asked> Proxy::asked() const {
  const std::lock_guard lock(server_->mutex);
  return server_->asked;
}

}  // namespace gazetted::test
