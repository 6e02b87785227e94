#pragma once
// The feed as it stands on the wire, and the few socket calls that both sides need.
//
//   PUB             [topic][sequence][event JSON]     [heartbeat][newest sequence][{}]
//   DEALER → ROUTER [replay][first sequence wanted][topic prefix]
//   ROUTER → DEALER [event][sequence][topic][event JSON] …  [end][newest sequence]
//                   [fresh][oldest kept]   [error][text]
//
// A sequence is 8 bytes, big-endian. There is no empty delimiter frame.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "core/ids.h"

namespace gazetted::monitor::wire {

inline constexpr std::string_view heartbeat = "heartbeat";
inline constexpr std::string_view replay = "replay";
inline constexpr std::string_view event = "event";
inline constexpr std::string_view end = "end";
inline constexpr std::string_view fresh = "fresh";
inline constexpr std::string_view error = "error";

[[nodiscard]] std::string encode(EventSeq sequence);
[[nodiscard]] std::optional<EventSeq> decode(std::string_view frame);

using Frames = std::vector<std::string>;

enum class Sent { yes, later, gone };
/// Sends one message, never waits: `later` where the peer's queue is full, `gone` where a ROUTER
/// knows no such peer. Throws zmq::error_t for what no peer can cause.
[[nodiscard]] Sent send(zmq::socket_t& socket, std::span<const std::string> frames);

/// The next message that is there, never waits. Frames beyond the eighth are counted, not kept.
[[nodiscard]] std::optional<Frames> receive(zmq::socket_t& socket);

/// Waits until one of `items` is ready, `patience` has passed or a signal came.
void wait(std::span<zmq::pollitem_t> items, std::chrono::milliseconds patience);

/// What every socket of the feed is set to: dead peers are noticed within a minute, closing never
/// hangs.
void harden(zmq::socket_t& socket, std::string_view endpoint);

}  // namespace gazetted::monitor::wire
