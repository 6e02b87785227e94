#pragma once
// Very many hosts on loopback, served by one thread: each address of 127/8 is a host. The server takes its
// time over each answer, so that requests side by side would meet, and writes down who came when.

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gazetted::test {

struct Visit {
  using Instant = std::chrono::steady_clock::time_point;
  std::string host, path;
  Instant came{};    ///< read to its end
  Instant over{};    ///< just before the answer was sent, or when the client was found to have hung up
  bool cut = false;  ///< the client hung up
  int beside = 0;    ///< requests of the same host that were open when it came
};

class PoliteServer {
 public:
  /// What is sent for a host and a path, from the status line on; called on the server's thread.
  using Answer = std::function<std::string(const std::string& host, const std::string& path)>;

  PoliteServer(std::chrono::milliseconds takes, Answer answer) : takes_(takes), answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 1024) != 0 ||
        ::getsockname(listener_, generic, &size) != 0)
      throw std::runtime_error("no port to serve on");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~PoliteServer() {
    thread_.request_stop();
    thread_.join();
    for (const auto& [socket, client] : clients_) ::close(socket);
    ::close(listener_);
  }
  PoliteServer(const PoliteServer&) = delete;
  PoliteServer& operator=(const PoliteServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// In the order in which they came. One that is open has no end yet.
  [[nodiscard]] std::vector<Visit> visits() const {
    const std::lock_guard lock(mutex_);
    return visits_;
  }
  [[nodiscard]] std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return visits_.size();
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Client {
    std::string read{};
    std::size_t visit = none;  ///< that is open
  };

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
      for (const auto& [socket, client] : clients_) sockets.push_back({socket, POLLIN, 0});
      ::poll(sockets.data(), sockets.size(), 2);
      for (const auto& socket : sockets) {
        if (socket.revents == 0) continue;
        if (socket.fd != listener_)
          read_from(socket.fd);
        else if (const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); client >= 0)
          clients_.emplace(client, Client{});
      }
      answer_due();
    }
  }

  void read_from(int socket) {
    Client& client = clients_.at(socket);
    char bytes[4096];
    const auto count = ::recv(socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count > 0) {
      client.read.append(bytes, static_cast<std::size_t>(count));
      if (client.read.ends_with("\r\n\r\n")) begin(client);
      return;
    }
    if (client.visit != none) end(client).cut = true;
    ::close(socket);
    clients_.erase(socket);
  }

  void begin(Client& client) {
    const std::string& head = client.read;
    const auto path_at = head.find(' ') + 1, host_at = head.find("Host: ") + 6;
    Visit visit{.host = head.substr(host_at, head.find_first_of(":\r", host_at) - host_at),
                .path = head.substr(path_at, head.find(' ', path_at) - path_at),
                .came = std::chrono::steady_clock::now()};
    client.read.clear();
    visit.beside = open_[visit.host]++;
    const std::lock_guard lock(mutex_);
    client.visit = visits_.size();
    visits_.push_back(std::move(visit));
  }

  Visit& end(Client& client) {
    const std::lock_guard lock(mutex_);
    Visit& visit = visits_[std::exchange(client.visit, none)];
    visit.over = std::chrono::steady_clock::now();
    --open_[visit.host];
    return visit;
  }

  void answer_due() {
    const auto now = std::chrono::steady_clock::now();
    for (auto& [socket, client] : clients_) {
      if (client.visit == none || now - visits_[client.visit].came < takes_) continue;
      const Visit& visit = end(client);
      const auto answer = answer_(visit.host, visit.path);
      (void)!::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);  // short: it goes out at once
    }
  }

  const std::chrono::milliseconds takes_;
  const Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::map<int, Client> clients_;
  std::map<std::string, int> open_;  ///< requests, by host
  mutable std::mutex mutex_;         ///< guards visits_, which the thread alone changes
  std::vector<Visit> visits_;
  std::jthread thread_;
};

}  // namespace gazetted::test
