#include "monitor/publisher.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <utility>

#include <zmq.hpp>

#include "core/doorbell.h"
#include "monitor/address.h"
#include "monitor/feed_wire.h"
#include "monitor/replay_server.h"

namespace gazetted::monitor {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t chunk = 256;   // events published before replays get their turn
constexpr int publish_queue = 1000;  // messages kept for a subscriber before PUB drops
constexpr int replay_queue = 128;    // messages in flight to a replay client
constexpr std::int64_t longest_request = 64 << 10;
constexpr milliseconds between_offers{1};  // to a replay client whose queue is full

Result<void> bind(zmq::socket_t& socket, const std::string& endpoint) {
  wire::harden(socket, endpoint);
  try {
    socket.bind(endpoint);
  } catch (const zmq::error_t& failed) {
    if (failed.num() == EADDRINUSE)
      return failure(ErrorKind::io,
                     "the feed cannot be opened: " + endpoint + " is in use by another program");
    const auto kind = failed.num() == EINVAL ? ErrorKind::invalid_argument : ErrorKind::io;
    return failure(kind, "the feed cannot be opened at " + endpoint + ": " + failed.what());
  }
  return {};
}

}  // namespace

struct Publisher::Impl {
  Impl(const EventLog& events, PublisherOptions given)
      : log(events), options(std::move(given)), told(events.newest()) {}

  bool publish_new();
  void beat();
  void count();
  [[nodiscard]] milliseconds pause(ReplayServer::Next next, steady_clock::time_point next_beat) const;

  const EventLog& log;
  PublisherOptions options;  ///< the addresses as bound
  Doorbell doorbell;
  zmq::context_t context;
  zmq::socket_t pub{context, zmq::socket_type::pub};
  std::optional<ReplayServer> replays;
  EventSeq told;  ///< the last event published, or the newest at the opening

  // Written by the thread that runs, read by any.
  std::atomic<std::uint64_t> published = 0, replayed = 0, finished = 0, refused = 0, dropped = 0;
};

Result<Publisher> Publisher::open(const EventLog& log, PublisherOptions options) {
  const auto publish = local_endpoint(options.publish);
  if (!publish) return tl::unexpected(publish.error());
  const auto replay = local_endpoint(options.replay);
  if (!replay) return tl::unexpected(replay.error());

  auto impl = std::make_unique<Impl>(log, std::move(options));
  impl->pub.set(zmq::sockopt::sndhwm, publish_queue);
  impl->pub.set(zmq::sockopt::maxmsgsize, longest_request);
  if (auto bound = bind(impl->pub, *publish); !bound) return tl::unexpected(bound.error());

  zmq::socket_t router(impl->context, zmq::socket_type::router);
  router.set(zmq::sockopt::router_mandatory, 1);
  router.set(zmq::sockopt::sndhwm, replay_queue);
  router.set(zmq::sockopt::maxmsgsize, longest_request);
  if (auto bound = bind(router, *replay); !bound) return tl::unexpected(bound.error());
  impl->options.publish = impl->pub.get(zmq::sockopt::last_endpoint);
  impl->options.replay = router.get(zmq::sockopt::last_endpoint);
  impl->replays.emplace(std::move(router), log, impl->options.patience);
  return Publisher(std::move(impl));
}

Publisher::Publisher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Publisher::Publisher(Publisher&&) noexcept = default;
Publisher& Publisher::operator=(Publisher&&) noexcept = default;
Publisher::~Publisher() = default;

void Publisher::notify() { impl_->doorbell.ring(); }

void Publisher::run(std::stop_token stop) {
  const std::stop_callback wake(stop, [this] { notify(); });
  std::array<zmq::pollitem_t, 2> items{{{nullptr, impl_->doorbell.fd(), ZMQ_POLLIN, 0},
                                        {impl_->replays->socket().handle(), 0, ZMQ_POLLIN, 0}}};
  auto next_beat = steady_clock::now();
  while (!stop.stop_requested()) {
    impl_->doorbell.quiet();
    const bool more = impl_->publish_new();
    if (const auto now = steady_clock::now(); now >= next_beat) {
      impl_->beat();
      next_beat = now + impl_->options.heartbeat;
    }
    impl_->replays->receive();
    const auto next = more ? ReplayServer::Next::at_once : ReplayServer::Next::on_request;
    const auto pause = impl_->pause(std::max(next, impl_->replays->serve()), next_beat);
    impl_->count();
    wire::wait(items, pause);
  }
  while (impl_->publish_new()) continue;
}

const std::string& Publisher::publish_address() const { return impl_->options.publish; }
const std::string& Publisher::replay_address() const { return impl_->options.replay; }

FeedCounts Publisher::counts() const {
  return {impl_->published, impl_->replayed, impl_->finished, impl_->refused, impl_->dropped};
}

/// One chunk of what was committed since; true where there may be more.
bool Publisher::Impl::publish_new() {
  auto events = log.after(told, chunk);
  for (StoredEvent& event : events) {
    const std::array<std::string, 3> frames{std::move(event.topic), wire::encode(event.sequence),
                                            std::move(event.json)};
    (void)wire::send(pub, frames);  // PUB takes all; what it drops for one subscriber, a replay brings
    told = event.sequence;
    ++published;
  }
  return events.size() == chunk;
}

/// Carries what was told, not what is newest in the log: a subscriber should not ask for a replay of
/// what is about to come anyway.
void Publisher::Impl::beat() {
  const std::array<std::string, 3> frames{std::string(wire::heartbeat), wire::encode(told), "{}"};
  (void)wire::send(pub, frames);
}

void Publisher::Impl::count() {
  const ReplayCounts& counts = replays->counts();
  replayed = counts.events;
  finished = counts.finished;
  refused = counts.refused;
  dropped = counts.dropped;
}

milliseconds Publisher::Impl::pause(ReplayServer::Next next, steady_clock::time_point next_beat) const {
  if (next == ReplayServer::Next::at_once) return milliseconds{0};
  if (next == ReplayServer::Next::soon) return between_offers;
  const auto to_beat = std::chrono::ceil<milliseconds>(next_beat - steady_clock::now());
  return std::clamp(to_beat, milliseconds{0}, options.look);
}

}  // namespace gazetted::monitor
