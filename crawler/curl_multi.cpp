#include "crawler/curl_multi.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace gazetted::crawler {
namespace {

void check(CURLMcode code, const char* what) {
  if (code != CURLM_OK) throw std::runtime_error(std::string(what) + ": " + curl_multi_strerror(code));
}

epoll_event event_of(int file, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = file;
  return event;
}

}  // namespace

CurlMulti::CurlMulti(long idle_connections) : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  auto ring = event_of(bell_.fd(), EPOLLIN);
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK && epoll_ctl(epoll_, EPOLL_CTL_ADD, bell_.fd(), &ring) == 0)
    multi_ = curl_multi_init();
  if (multi_ == nullptr) {
    close(epoll_);
    throw std::runtime_error("libcurl cannot be set up");
  }
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, idle_connections);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

CurlMulti::~CurlMulti() {
  curl_multi_cleanup(multi_);
  close(epoll_);
}

void CurlMulti::add(CURL* easy) { check(curl_multi_add_handle(multi_, easy), "libcurl takes no request"); }

void CurlMulti::remove(CURL* easy) { curl_multi_remove_handle(multi_, easy); }

std::vector<CurlMulti::Ended> CurlMulti::poll(Duration patience) {
  wait(patience);
  return take_ended();
}

void CurlMulti::wait(Duration patience) {
  const auto now = std::chrono::steady_clock::now();
  if (timer_) patience = std::min(patience, std::chrono::ceil<Duration>(*timer_ - now));
  std::array<epoll_event, 64> events{};
  const int happened = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                  static_cast<int>(std::max(patience, Duration{0}).count()));
  for (int i = 0; i < happened; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd == bell_.fd()) {
      bell_.quiet();
      continue;
    }
    const auto has = [&](std::uint32_t which) { return (event.events & which) != 0; };
    act(event.data.fd, (has(EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) |
                           (has(EPOLLOUT) ? CURL_CSELECT_OUT : 0) | (has(EPOLLERR) ? CURL_CSELECT_ERR : 0));
  }
  if (timer_ && *timer_ <= std::chrono::steady_clock::now()) {
    timer_.reset();
    act(CURL_SOCKET_TIMEOUT, 0);
  }
}

void CurlMulti::act(curl_socket_t socket, int events) {
  int running = 0;
  check(curl_multi_socket_action(multi_, socket, events, &running), "libcurl cannot go on");
}

std::vector<CurlMulti::Ended> CurlMulti::take_ended() {
  std::vector<Ended> ended;
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    ended.push_back({message->easy_handle, message->data.result});  // `message` dies with the removal
    curl_multi_remove_handle(multi_, ended.back().easy);
  }
  return ended;
}

void CurlMulti::watch(curl_socket_t socket, int what, bool watched) {
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);  // fails where it is closed: then it is gone already
    curl_multi_assign(multi_, socket, nullptr);
    return;
  }
  auto event =
      event_of(socket, (what != CURL_POLL_OUT ? EPOLLIN : 0U) | (what != CURL_POLL_IN ? EPOLLOUT : 0U));
  // A file that was closed is watched no more, whatever was said of its number.
  if (!watched || epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event) != 0)
    epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  curl_multi_assign(multi_, socket, this);
}

int CurlMulti::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* watched) noexcept {
  static_cast<CurlMulti*>(self)->watch(socket, what, watched != nullptr);
  return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* self) noexcept {
  auto& timer = static_cast<CurlMulti*>(self)->timer_;
  if (milliseconds < 0)
    timer.reset();
  else
    timer = std::chrono::steady_clock::now() + std::chrono::milliseconds{milliseconds};
  return 0;
}

}  // namespace gazetted::crawler
