#pragma once
// Many transfers on one thread: curl multi handles, all on one epoll(7), so that a wait costs by what
// happened and not by how many transfers are under way, as with curl_multi_perform. Each is for some hundred
// hosts: libcurl (7.88) goes through all the connections that a multi handle keeps whenever a transfer leaves
// it.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <curl/curl.h>

#include "core/clock.h"
#include "core/doorbell.h"

namespace gazetted::crawler {

/// For one thread, but for wake().
class CurlMultis {
 public:
  /// A transfer that ended, and how. Its handle may be added again.
  struct Ended {
    CURL* easy = nullptr;
    CURLcode code = CURLE_OK;
  };

  /// Throws std::runtime_error where libcurl cannot be set up, std::system_error where no file may be opened.
  CurlMultis();
  ~CurlMultis();
  CurlMultis(const CurlMultis&) = delete;
  CurlMultis& operator=(const CurlMultis&) = delete;

  /// Begins a transfer from `host`, whose connections and addresses are kept together. `easy` must live until
  /// it ended or was removed. Throws std::runtime_error.
  void add(CURL* easy, std::string_view host);
  /// Nothing happens where it is not under way.
  void remove(CURL* easy, std::string_view host);
  /// Waits until a transfer can go on, until `patience` is over or somebody wakes, and lets go on what can.
  [[nodiscard]] std::vector<Ended> poll(Duration patience);
  void wake() const { bell_.ring(); }  ///< any thread

 private:
  class Multi;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  [[nodiscard]] Multi& multi_for(std::string_view host);
  /// What the multi handle at `place` waits for at a socket, one of CURL_POLL_….
  void watch(curl_socket_t socket, int what, std::uint32_t place);
  [[nodiscard]] Duration until_timer(Duration patience) const;

  Doorbell bell_;
  int epoll_ = -1;
  std::vector<bool> watched_;  ///< by socket: whether libcurl waits for it; others may still be in the epoll
  std::size_t most_multis_;
  std::vector<std::unique_ptr<Multi>> multis_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> places_;  ///< of hosts, in multis_
};

}  // namespace gazetted::crawler
