#pragma once
// Many transfers on one thread: a curl multi handle on epoll(7). What a wait costs goes by what happened, not
// by how many transfers are under way, as with curl_multi_perform.

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "core/clock.h"
#include "core/doorbell.h"

namespace gazetted::crawler {

/// For one thread, but for wake().
class CurlMulti {
 public:
  /// A transfer that ended, and how. Its handle is out of the multi handle already.
  struct Ended {
    CURL* easy = nullptr;
    CURLcode code = CURLE_OK;
  };

  /// Throws std::runtime_error where libcurl cannot be set up, std::system_error where no file may be opened.
  explicit CurlMulti(long idle_connections);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// Begins a transfer; `easy` must live until it ended or was removed. Throws std::runtime_error.
  void add(CURL* easy);
  void remove(CURL* easy);
  /// Waits until a transfer can go on, until `patience` is over or somebody wakes, and lets go on what can.
  [[nodiscard]] std::vector<Ended> poll(Duration patience);
  void wake() const { bell_.ring(); }  ///< any thread

 private:
  using Instant = std::chrono::steady_clock::time_point;

  void wait(Duration patience);
  void act(curl_socket_t socket, int events);
  [[nodiscard]] std::vector<Ended> take_ended();
  void watch(curl_socket_t socket, int what, bool watched);

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* watched) noexcept;
  static int on_timer(CURLM*, long milliseconds, void* self) noexcept;

  Doorbell bell_;
  int epoll_ = -1;
  std::optional<Instant> timer_;  ///< when libcurl wants to be called whatever happened
  CURLM* multi_ = nullptr;
};

}  // namespace gazetted::crawler
