#include "monitor/feed_wire.h"

#include <algorithm>
#include <cerrno>

namespace gazetted::monitor::wire {
namespace {

constexpr std::size_t sequence_bytes = 8;
constexpr std::size_t most_frames = 8;

/// Calls until no signal cut it short.
template <class Call>
auto uninterrupted(const Call& call) {
  for (;;) {
    try {
      return call();
    } catch (const zmq::error_t& failed) {
      if (failed.num() != EINTR) throw;
    }
  }
}

}  // namespace

std::string encode(EventSeq sequence) {
  std::string frame(sequence_bytes, '\0');
  for (std::size_t i = 0; i < sequence_bytes; ++i)
    frame[i] = static_cast<char>(sequence.value >> (8 * (sequence_bytes - 1 - i)) & 0xFFU);
  return frame;
}

std::optional<EventSeq> decode(std::string_view frame) {
  if (frame.size() != sequence_bytes) return std::nullopt;
  EventSeq sequence;
  for (const char byte : frame) sequence.value = sequence.value << 8U | static_cast<unsigned char>(byte);
  return sequence;
}

Sent send(zmq::socket_t& socket, std::span<const std::string> frames) {
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto flags = zmq::send_flags::dontwait |
                       (i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    try {
      // Only the first frame can be refused: a message that has begun is taken whole.
      if (!uninterrupted([&] { return socket.send(zmq::buffer(frames[i]), flags); })) return Sent::later;
    } catch (const zmq::error_t& failed) {
      if (failed.num() == EHOSTUNREACH) return Sent::gone;
      throw;
    }
  }
  return Sent::yes;
}

std::optional<Frames> receive(zmq::socket_t& socket) {
  Frames frames;
  zmq::message_t part;
  do {
    if (!uninterrupted([&] { return socket.recv(part, zmq::recv_flags::dontwait); })) return std::nullopt;
    if (frames.size() < most_frames)
      frames.push_back(part.to_string());
    else
      frames.resize(most_frames + 1);
  } while (part.more());
  return frames;
}

void wait(std::span<zmq::pollitem_t> items, std::chrono::milliseconds patience) {
  try {
    zmq::poll(items.data(), items.size(), std::max(patience, std::chrono::milliseconds{0}));
  } catch (const zmq::error_t& failed) {
    if (failed.num() != EINTR) throw;
  }
}

void harden(zmq::socket_t& socket, std::string_view endpoint) {
  // A peer whose queue is full reads no pings either: it is to be taken for slow, not for dead.
  constexpr int milliseconds_between_pings = 5000;
  constexpr int milliseconds_to_answer = 30'000;
  constexpr int milliseconds_to_linger = 500;
  socket.set(zmq::sockopt::heartbeat_ivl, milliseconds_between_pings);
  socket.set(zmq::sockopt::heartbeat_timeout, milliseconds_to_answer);
  socket.set(zmq::sockopt::linger, milliseconds_to_linger);
  if (endpoint.find('[') != std::string_view::npos) socket.set(zmq::sockopt::ipv6, 1);
}

}  // namespace gazetted::monitor::wire
