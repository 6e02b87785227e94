#pragma once
// Whom to visit next. Targets wait in a queue for each host; hosts wait for their first target to
// fall due, then for their delay to pass, then in a line for their turn, so that no host keeps
// another from being served. All operations are O(log n).

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/capture.h"
#include "core/digest.h"
#include "crawler/interner.h"
#include "crawler/settings.h"

namespace gazetted::crawler {

/// The name of a host in an address, with its port where that is not the scheme's own.
[[nodiscard]] std::string_view authority(const Url& url);

class Frontier {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  using HostId = std::uint32_t;

  /// A pass visits a URL again at most this often where it is asked for as urgent.
  static constexpr int urgent_visits = 3;
  /// A due document is taken after at most this many entrances of its host in a row.
  static constexpr int entrances_in_a_row = 8;

  /// Both clocks at one moment: that of judgement for what is due, the monotonic for delays.
  struct Now {
    Timestamp clock;
    Instant tick;
    double speed = 1;  ///< of the clock: so many times as fast as ticks
  };
  struct Taken {
    Target target;
    HostId host = 0;
  };

  explicit Frontier(Mode mode) : mode_(mode) {}

  /// To be visited when due; replaces the target of this URL that is waiting. In Mode::once it is
  /// due already, and passed over where the URL has been taken before and is not urgent.
  void put(const Target& target);
  void forget(const Url& url);

  /// The next target, entrances of a host before its documents. Its host is busy from here on:
  /// nothing more is taken from it until release().
  [[nodiscard]] std::optional<Taken> take(Now now);
  void release(HostId host);

  /// The host of an address: its name and port; http and https on their own ports count as one.
  [[nodiscard]] HostId host(const Url& url);
  [[nodiscard]] HostId host_named(std::string_view authority);
  /// No request to `host` before `until`; never shortens a hold.
  void hold(HostId host, Instant until);
  [[nodiscard]] Instant free_at(HostId host) const { return hosts_[host].free_at; }

  /// How long take() will certainly give nothing, as far as is known now; at most `longest`.
  [[nodiscard]] Duration wait(Now now, Duration longest) const;
  [[nodiscard]] std::size_t size() const { return waiting_; }  ///< targets not taken yet

 private:
  /// What many targets do not have.
  struct Details {
    Url parent;
    Validators validators;
  };
  /// A target without what it shares with others.
  struct Entry {
    HostId host = 0;
    std::uint32_t source = 0, entrance = 0;  ///< interned
    int page = 1;
    PageKind kind = PageKind::any;
    bool is_entrance = false, urgent = false, again = false, queued = false;
    Timestamp due{};  ///< as told
    std::uint64_t order = 0;
    std::unique_ptr<const Details> details;  ///< null: all empty
  };
  using Entries = std::unordered_map<Url, Entry>;
  using Node = Entries::value_type;

  /// Due time first, then order of arrival.
  struct Place {
    Timestamp due{};
    std::uint64_t order = 0;
    Node* node = nullptr;
    friend bool operator<(const Place& a, const Place& b) {
      return std::pair(a.due, a.order) < std::pair(b.due, b.order);
    }
  };
  using Queue = std::set<Place>;

  enum class Stage {
    empty,    ///< no targets
    waiting,  ///< for the first target to fall due
    cooling,  ///< due, but held
    ready,    ///< in line
    busy      ///< taken from
  };
  struct Host {
    Queue entrances, documents;
    Instant free_at{};
    Stage stage = Stage::empty;
    Timestamp waits_for{};  ///< its key in by_due_
    int entrances_taken = 0;
  };

  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };

  [[nodiscard]] Timestamp rank(const Entry& entry) const;
  [[nodiscard]] Queue& queue_of(const Entry& entry);
  void enqueue(Node& node);
  void dequeue(Node& node);
  void settle(HostId id);  ///< a host that is not busy, cooling or ready goes where it belongs
  void advance(Now now);   ///< due hosts into line
  /// The queue whose first is next; null where nothing is due.
  [[nodiscard]] static Queue* pick(Host& host, Timestamp now);
  [[nodiscard]] Target to_target(const Url& url, const Entry& entry) const;

  Mode mode_;
  Entries entries_;
  std::unordered_map<Digest, int> taken_;  ///< in a pass: how often, by digest of the URL
  std::deque<Host> hosts_;
  std::unordered_map<std::string, HostId, NameHash, std::equal_to<>> host_ids_;
  Interner<std::string> sources_;
  Interner<Url> entrance_urls_;
  std::set<std::pair<Timestamp, HostId>> by_due_;
  std::set<std::pair<Instant, HostId>> by_free_;
  std::deque<HostId> ready_;
  std::uint64_t arrivals_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace gazetted::crawler
