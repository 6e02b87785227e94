#include "crawler/curl_multis.h"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace gazetted::crawler {
namespace {

using Monotonic = std::chrono::steady_clock;

constexpr std::size_t hosts_of_multi = 256;
/// A new connection costs a site and us more than a request: one is kept for each host.
constexpr long idle_connections = hosts_of_multi;
/// For ten thousand hosts and some; more of them share.
constexpr std::size_t most_multis = 48;
constexpr long name_seconds = 300;
constexpr std::chrono::seconds sweep_of_names{30};

constexpr std::uint32_t bell = 0xFFFF'FFFF;  ///< in the place of a multi

/// As many as leave half of the files that may be open for the rest of the process.
std::size_t multis_allowed() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 1;
  return std::clamp<std::size_t>(files.rlim_cur / 2 / idle_connections, 1, most_multis);
}

void check(CURLMcode code, const char* what) {
  if (code != CURLM_OK) throw std::runtime_error(std::string(what) + ": " + curl_multi_strerror(code));
}

epoll_event event_of(std::uint32_t place, int file, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = std::uint64_t{place} << 32U | static_cast<std::uint32_t>(file);
  return event;
}

}  // namespace

/// One multi handle, with when it wants to be called.
class CurlMultis::Multi {
 public:
  Multi(CurlMultis& all, std::uint32_t place) : all_(all), place_(place), handle_(curl_multi_init()) {
    if (handle_ == nullptr) throw std::runtime_error("libcurl cannot be set up");
    curl_multi_setopt(handle_, CURLMOPT_MAXCONNECTS, idle_connections);
    curl_multi_setopt(handle_, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
    curl_multi_setopt(handle_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(handle_, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
    curl_multi_setopt(handle_, CURLMOPT_TIMERDATA, this);
  }
  ~Multi() { curl_multi_cleanup(handle_); }
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  void add(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, age_of_names());
    check(curl_multi_add_handle(handle_, easy), "libcurl takes no request");
  }
  void remove(CURL* easy) { curl_multi_remove_handle(handle_, easy); }

  void act(curl_socket_t socket, std::uint32_t events) {
    const auto has = [events](std::uint32_t which) { return (events & which) != 0; };
    act(socket, (has(EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) | (has(EPOLLOUT) ? CURL_CSELECT_OUT : 0) |
                    (has(EPOLLERR) ? CURL_CSELECT_ERR : 0));
  }
  void act_on_timer(Monotonic::time_point now) {
    if (!timer_ || *timer_ > now) return;
    timer_.reset();
    act(CURL_SOCKET_TIMEOUT, 0);
  }
  [[nodiscard]] std::optional<Monotonic::time_point> timer() const { return timer_; }

  void take_ended(std::vector<Ended>& all) {
    if (!std::exchange(acted_, false)) return;
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(handle_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      all.push_back({message->easy_handle, message->data.result});  // `message` dies with the removal
      remove(all.back().easy);
    }
  }

 private:
  void act(curl_socket_t socket, int events) {
    int running = 0;
    acted_ = true;
    check(curl_multi_socket_action(handle_, socket, events, &running), "libcurl cannot go on");
  }

  /// How old an address from DNS may be for the next transfer. libcurl goes through all that it remembers
  /// after each one that sets an age, so only one in a while does.
  [[nodiscard]] long age_of_names() {
    const auto now = Monotonic::now();
    if (now - names_swept_ < sweep_of_names) return -1;  // any
    names_swept_ = now;
    return name_seconds;
  }

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept {
    const auto& multi = *static_cast<Multi*>(self);
    multi.all_.watch(socket, what, multi.place_);
    return 0;
  }
  static int on_timer(CURLM*, long milliseconds, void* self) noexcept {
    auto& timer = static_cast<Multi*>(self)->timer_;
    if (milliseconds < 0)
      timer.reset();
    else
      timer = Monotonic::now() + std::chrono::milliseconds{milliseconds};
    return 0;
  }

  CurlMultis& all_;
  std::uint32_t place_;
  bool acted_ = false;  ///< since what ended was taken
  std::optional<Monotonic::time_point> timer_;
  Monotonic::time_point names_swept_{};
  CURLM* handle_;
};

CurlMultis::CurlMultis() : epoll_(epoll_create1(EPOLL_CLOEXEC)), most_multis_(multis_allowed()) {
  if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  auto ring = event_of(bell, bell_.fd(), EPOLLIN);
  if (ready == CURLE_OK && epoll_ctl(epoll_, EPOLL_CTL_ADD, bell_.fd(), &ring) == 0) return;
  close(epoll_);
  throw std::runtime_error("libcurl cannot be set up");
}

CurlMultis::~CurlMultis() {
  multis_.clear();
  close(epoll_);
}

CurlMultis::Multi& CurlMultis::multi_for(std::string_view host) {
  if (const auto found = places_.find(host); found != places_.end()) return *multis_[found->second];
  const auto place = static_cast<std::uint32_t>(places_.size() / hosts_of_multi % most_multis_);
  if (place == multis_.size()) multis_.push_back(std::make_unique<Multi>(*this, place));
  places_.emplace(host, place);
  return *multis_[place];
}

void CurlMultis::add(CURL* easy, std::string_view host) { multi_for(host).add(easy); }

void CurlMultis::remove(CURL* easy, std::string_view host) { multi_for(host).remove(easy); }

void CurlMultis::watch(curl_socket_t socket, int what, std::uint32_t place) {
  const auto number = static_cast<std::size_t>(socket);
  if (watched_.size() <= number) watched_.resize(number + 1);
  watched_[number] = what != CURL_POLL_REMOVE;
  // libcurl lets go of a connection after each request and takes it up for the next: it is taken out when
  // something happens to it in between.
  if (what == CURL_POLL_REMOVE) return;
  auto event = event_of(place, socket,
                        (what != CURL_POLL_OUT ? EPOLLIN : 0U) | (what != CURL_POLL_IN ? EPOLLOUT : 0U));
  // A file that was closed is in no epoll any more, whatever was said of its number.
  if (epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event) != 0) epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
}

Duration CurlMultis::until_timer(Duration patience) const {
  const auto now = Monotonic::now();
  for (const auto& multi : multis_)
    if (const auto timer = multi->timer())
      patience = std::min(patience, std::chrono::ceil<Duration>(*timer - now));
  return std::max(patience, Duration{0});
}

std::vector<CurlMultis::Ended> CurlMultis::poll(Duration patience) {
  std::array<epoll_event, 64> events{};
  const int happened = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                  static_cast<int>(until_timer(patience).count()));
  for (int i = 0; i < happened; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    const auto place = static_cast<std::uint32_t>(event.data.u64 >> 32U);
    const auto socket = static_cast<curl_socket_t>(event.data.u64 & 0xFFFF'FFFFU);
    if (place == bell)
      bell_.quiet();
    else if (watched_[static_cast<std::size_t>(socket)])
      multis_[place]->act(socket, event.events);
    else
      epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);
  }
  const auto now = Monotonic::now();
  std::vector<Ended> ended;
  for (const auto& multi : multis_) {
    multi->act_on_timer(now);
    multi->take_ended(ended);
  }
  return ended;
}

}  // namespace gazetted::crawler
