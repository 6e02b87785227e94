#include "crawler/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace gazetted::crawler {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Network {
  std::array<std::uint8_t, 16> prefix;
  unsigned bits;
};

/// IANA IPv4 Special-Purpose Address Registry: all that is not globally reachable.
constexpr std::array<Network, 15> special_v4 = {{
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // shared, carrier-grade NAT
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // 6to4 relay, deprecated
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
}};

/// Global unicast of IPv6 is 2000::/3; these parts of it are special.
constexpr std::array<Network, 3> special_v6 = {{
    {{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff, 0x00}, 20},        // documentation
}};

bool is_within(Bytes address, const Network& network) {
  const unsigned whole = network.bits / 8;
  if (!std::equal(network.prefix.begin(), network.prefix.begin() + whole, address.begin())) return false;
  const unsigned rest = network.bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
  return (address[whole] & mask) == (network.prefix[whole] & mask);
}

bool is_public_v4(Bytes address) {
  return std::none_of(special_v4.begin(), special_v4.end(),
                      [&](const Network& network) { return is_within(address, network); });
}

bool is_public_v6(Bytes address) {
  static constexpr Network mapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
  static constexpr Network nat64{{0x00, 0x64, 0xff, 0x9b}, 96};
  static constexpr Network six_to_four{{0x20, 0x02}, 16};
  static constexpr Network global{{0x20}, 3};
  if (is_within(address, mapped) || is_within(address, nat64)) return is_public_v4(address.subspan(12));
  if (is_within(address, six_to_four)) return is_public_v4(address.subspan(2, 4));
  return is_within(address, global) &&
         std::none_of(special_v6.begin(), special_v6.end(),
                      [&](const Network& network) { return is_within(address, network); });
}

/// 4 or 16 bytes, or nothing where the text is no address.
struct Numeric {
  std::array<std::uint8_t, 16> bytes{};
  bool v6 = false;
};

std::optional<Numeric> parse(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string terminated(text.substr(0, text.find('%')));
  Numeric numeric;
  if (inet_pton(AF_INET, terminated.c_str(), numeric.bytes.data()) == 1) return numeric;
  numeric.v6 = true;
  if (inet_pton(AF_INET6, terminated.c_str(), numeric.bytes.data()) == 1) return numeric;
  return std::nullopt;
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    return is_public_v4(Bytes(reinterpret_cast<const std::uint8_t*>(&v4.sin_addr), 4));
  }
  if (address.sa_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    return is_public_v6(Bytes(v6.sin6_addr.s6_addr, 16));
  }
  return false;
}

bool is_public(std::string_view numeric) {
  const auto address = parse(numeric);
  if (!address) return false;
  return address->v6 ? is_public_v6(address->bytes) : is_public_v4(Bytes(address->bytes).first(4));
}

bool is_numeric(std::string_view host) { return parse(host).has_value(); }

}  // namespace gazetted::crawler
