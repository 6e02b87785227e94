#include "monitor/subscriber.h"

#include <algorithm>
#include <array>
#include <utility>

#include <zmq.hpp>

#include "core/doorbell.h"
#include "monitor/address.h"
#include "monitor/feed_wire.h"

namespace gazetted::monitor {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds longest_patience{600'000};
constexpr milliseconds longest_wait{1000};  // a wake-up that was lost costs no more than this
constexpr int first_reconnect = 100;        // milliseconds
constexpr int last_reconnect = 5000;
constexpr int queue = 1000;                        // messages of PUB kept while a replay runs
constexpr int replay_queue = 128;                  // answers kept while one is being delivered
constexpr std::int64_t longest_event = 256 << 20;  // bytes

/// What all prefixes begin with, so that one replay brings the events of each in order.
std::string common_beginning(const std::vector<std::string>& prefixes) {
  if (prefixes.empty()) return {};
  std::string_view common = prefixes.front();
  for (const std::string& prefix : prefixes) {
    const auto [end, other] = std::mismatch(common.begin(), common.end(), prefix.begin(), prefix.end());
    common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
  }
  return std::string(common);
}

Result<void> connect(zmq::socket_t& socket, const std::string& endpoint) {
  wire::harden(socket, endpoint);
  socket.set(zmq::sockopt::reconnect_ivl, first_reconnect);
  socket.set(zmq::sockopt::reconnect_ivl_max, last_reconnect);
  socket.set(zmq::sockopt::maxmsgsize, longest_event);
  socket.set(zmq::sockopt::linger, 0);
  try {
    socket.connect(endpoint);
  } catch (const zmq::error_t& failed) {
    return failure(ErrorKind::invalid_argument, "cannot subscribe at " + endpoint + ": " + failed.what());
  }
  return {};
}

}  // namespace

struct Subscriber::Impl {
  explicit Impl(SubscriberOptions given)
      : options(std::move(given)),
        common_prefix(common_beginning(options.prefixes)),
        checked(options.since),
        patience(options.patience) {}

  Result<void> open_replay();
  void ask();
  void await_news();
  void await_answers();
  void hear(wire::Frames message);
  void answer(wire::Frames message);
  void event(EventSeq sequence, std::string topic, std::string json);
  void ended(EventSeq newest);
  [[nodiscard]] bool wanted(std::string_view topic) const;
  void trouble(std::string_view text) const {
    if (notices.trouble) notices.trouble(text);
  }

  SubscriberOptions options;
  std::string common_prefix;
  Doorbell doorbell;
  zmq::context_t context;
  zmq::socket_t sub{context, zmq::socket_type::sub};
  zmq::socket_t dealer;
  std::stop_token stop;
  Deliver deliver;
  Notices notices;

  std::optional<EventSeq> checked;  ///< all that is wanted up to here was delivered
  bool replaying = false;
  milliseconds patience;
  steady_clock::time_point deadline;  ///< of the replay under way
};

Result<Subscriber> Subscriber::open(SubscriberOptions options) {
  for (std::string* address : {&options.publish, &options.replay}) {
    auto endpoint = local_endpoint(*address);
    if (!endpoint) return tl::unexpected(endpoint.error());
    *address = std::move(*endpoint);
  }
  if (options.prefixes.empty()) options.prefixes.emplace_back();

  auto impl = std::make_unique<Impl>(std::move(options));
  impl->sub.set(zmq::sockopt::rcvhwm, queue);
  impl->sub.set(zmq::sockopt::subscribe, wire::heartbeat);
  for (const std::string& prefix : impl->options.prefixes) impl->sub.set(zmq::sockopt::subscribe, prefix);
  if (auto connected = connect(impl->sub, impl->options.publish); !connected)
    return tl::unexpected(connected.error());
  if (auto connected = impl->open_replay(); !connected) return tl::unexpected(connected.error());
  return Subscriber(std::move(impl));
}

Subscriber::Subscriber(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Subscriber::Subscriber(Subscriber&&) noexcept = default;
Subscriber& Subscriber::operator=(Subscriber&&) noexcept = default;
Subscriber::~Subscriber() = default;

void Subscriber::run(std::stop_token stop, const Deliver& deliver, const Notices& notices) {
  impl_->stop = stop;
  impl_->deliver = deliver;
  impl_->notices = notices;
  impl_->doorbell.quiet();
  const std::stop_callback wake(stop, [this] { impl_->doorbell.ring(); });
  if (impl_->checked) impl_->ask();
  while (!stop.stop_requested()) impl_->replaying ? impl_->await_answers() : impl_->await_news();
}

/// A fresh socket, so that late answers to an earlier request are not taken for those to the next.
Result<void> Subscriber::Impl::open_replay() {
  dealer = zmq::socket_t(context, zmq::socket_type::dealer);
  dealer.set(zmq::sockopt::rcvhwm, replay_queue);
  return connect(dealer, options.replay);
}

void Subscriber::Impl::ask() {
  const std::array<std::string, 3> request{std::string(wire::replay), wire::encode(checked->next()),
                                           common_prefix};
  // A request that is not even taken is one that is not answered: the deadline sees to both.
  (void)wire::send(dealer, request);
  replaying = true;
  deadline = steady_clock::now() + patience;
}

void Subscriber::Impl::await_news() {
  std::array<zmq::pollitem_t, 2> items{
      {{nullptr, doorbell.fd(), ZMQ_POLLIN, 0}, {sub.handle(), 0, ZMQ_POLLIN, 0}}};
  wire::wait(items, longest_wait);
  while (!replaying && !stop.stop_requested()) {
    auto message = wire::receive(sub);
    if (!message) return;
    hear(std::move(*message));
  }
}

void Subscriber::Impl::hear(wire::Frames message) {
  if (message.size() != 3) return;
  const auto sequence = wire::decode(message[1]);
  if (!sequence) return;
  const bool beat = message[0] == wire::heartbeat;
  if (!beat && *sequence == EventSeq{0}) return;
  // What comes first decides where a subscriber without `since` starts.
  if (!checked) checked = beat ? *sequence : EventSeq{sequence->value - 1};
  if (*sequence <= *checked) return;
  if (beat || *sequence != checked->next()) return ask();
  event(*sequence, std::move(message[0]), std::move(message[2]));
}

void Subscriber::Impl::await_answers() {
  std::array<zmq::pollitem_t, 2> items{
      {{nullptr, doorbell.fd(), ZMQ_POLLIN, 0}, {dealer.handle(), 0, ZMQ_POLLIN, 0}}};
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  wire::wait(items, std::min(left, longest_wait));
  while (replaying && !stop.stop_requested()) {
    auto message = wire::receive(dealer);
    if (!message) break;
    answer(std::move(*message));
  }
  if (!replaying || steady_clock::now() < deadline) return;
  trouble("no answer to a request for a replay from " + std::to_string(checked->next().value) +
          "; asking again");
  // Longer each time: looking through a long log for a rare topic may be why it was silent.
  patience = std::min(2 * patience, longest_patience);
  if (const auto opened = open_replay(); !opened) trouble(opened.error().message);
  ask();
}

void Subscriber::Impl::answer(wire::Frames message) {
  const std::string& word = message.front();
  if (word == wire::error) return trouble("replay refused: " + (message.size() > 1 ? message[1] : ""));
  const auto sequence = message.size() > 1 ? wire::decode(message[1]) : std::nullopt;
  if (!sequence) return;
  if (word == wire::end) return ended(*sequence);
  if (word == wire::fresh) {
    if (*sequence <= checked->next()) return;
    checked = EventSeq{sequence->value - 1};
    if (notices.fresh) notices.fresh(*sequence);
  } else if (word == wire::event && message.size() == 4 && *sequence > *checked) {
    event(*sequence, std::move(message[2]), std::move(message[3]));
  }
  deadline = steady_clock::now() + patience;
}

void Subscriber::Impl::ended(EventSeq newest) {
  checked = std::max(*checked, newest);
  replaying = false;
  patience = options.patience;
}

void Subscriber::Impl::event(EventSeq sequence, std::string topic, std::string json) {
  if (wanted(topic)) deliver({sequence, std::move(topic), std::move(json)});
  checked = sequence;
}

bool Subscriber::Impl::wanted(std::string_view topic) const {
  return std::ranges::any_of(options.prefixes,
                             [&](const std::string& prefix) { return topic.starts_with(prefix); });
}

}  // namespace gazetted::monitor
