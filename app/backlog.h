#pragma once
// Documents that are due before long, in eight bytes each, and how many of each host the crawler holds: so
// many as keep it busy. Hosts are served by what is due first. All operations are O(log n). Pure.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/url.h"
#include "monitor/page_number.h"

namespace gazetted::app {

class Backlog {
 public:
  /// Documents that the crawler holds, about, and the least and most of them of one host.
  static constexpr std::size_t held_in_all = 32'768, held_at_least = 4, held_at_most = 1'024;

  Backlog() = default;
  Backlog(Backlog&&) = default;  // hosts are known by where they are: no copies
  Backlog& operator=(Backlog&&) = default;
  ~Backlog() = default;

  void wait(std::string_view origin, Timestamp due, monitor::PageNumber page);
  /// The one that is due first of those due before `until` whose host has room. It waits no more.
  [[nodiscard]] std::optional<monitor::PageNumber> take(Timestamp until);
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

  /// The crawler holds the document from now on, or does no more. Once more is as good as once. One that it
  /// may have to put off for long takes nobody's room.
  enum class Takes : bool { no_room, room };
  void hold(const Url& url, Takes takes = Takes::room);
  void release(const Url& url);
  [[nodiscard]] bool is_held(const Url& url) const { return held_.contains(url); }
  /// Whether the host has room for one that is due then: none that waits is due before it.
  [[nodiscard]] bool has_room(std::string_view origin, Timestamp due) const;

 private:
  struct Wait {
    std::uint32_t second = 0;
    monitor::PageNumber page{};
    friend auto operator<=>(const Wait&, const Wait&) = default;
  };
  struct Host {
    std::vector<Wait> waits{};  ///< a heap, the first on top
    std::size_t held = 0;
    std::optional<std::uint32_t> place{};  ///< in line_
  };

  [[nodiscard]] Host& host_of(std::string_view origin);
  [[nodiscard]] std::size_t room() const;
  void settle(Host& host);  ///< into line where it belongs

  std::unordered_map<std::string, Host> hosts_;     ///< by origin
  std::set<std::pair<std::uint32_t, Host*>> line_;  ///< those that have room and documents that wait
  std::unordered_map<Url, std::pair<Host*, Takes>> held_;
  std::size_t waiting_ = 0;
};

}  // namespace gazetted::app
