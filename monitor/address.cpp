#include "monitor/address.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace gazetted::monitor {
namespace {

constexpr std::string_view tcp = "tcp://";
constexpr std::string_view ipc = "ipc://";

struct HostPort {
  std::string_view host, port;
};

std::optional<unsigned> number(std::string_view digits, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value > most) return std::nullopt;
  return value;
}

std::optional<HostPort> split_tcp(std::string_view address) {
  if (!address.starts_with(tcp)) return std::nullopt;
  const std::string_view rest = address.substr(tcp.size());
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const HostPort parts{rest.substr(0, colon), rest.substr(colon + 1)};
  const bool bracketed = parts.host.front() == '[' && parts.host.back() == ']';
  if (!bracketed && parts.host.find_first_of(":;/[] ") != std::string_view::npos) return std::nullopt;
  if (parts.port != "*" && !number(parts.port, 65535)) return std::nullopt;
  return parts;
}

bool is_loopback_ipv4(std::string_view host) {
  for (int octets = 0; octets < 4; ++octets) {
    const std::size_t dot = octets < 3 ? host.find('.') : host.size();
    if (dot == std::string_view::npos) return false;
    const auto octet = number(host.substr(0, dot), 255);
    if (!octet || (octets == 0 && *octet != 127)) return false;
    host.remove_prefix(octets < 3 ? dot + 1 : dot);
  }
  return true;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || is_loopback_ipv4(host);
}

bool is_ipc(std::string_view address) { return address.starts_with(ipc) && address.size() > ipc.size(); }

}  // namespace

bool is_local_address(std::string_view address) {
  if (is_ipc(address)) return true;
  const auto parts = split_tcp(address);
  return parts && is_loopback(parts->host);
}

Result<std::string> local_endpoint(std::string_view address) {
  if (is_ipc(address)) return std::string(address);
  const auto parts = split_tcp(address);
  if (!parts)
    return failure(ErrorKind::invalid_argument, "'" + std::string(address) +
                                                    "' is no address of a feed; expected tcp://HOST:PORT or "
                                                    "ipc://PATH");
  if (!is_loopback(parts->host))
    return failure(
        ErrorKind::forbidden_address,
        "'" + std::string(address) +
            "' can be reached from other machines, which needs encryption; use 127.0.0.1, [::1] or "
            "ipc://");
  const std::string host(parts->host == "localhost" ? "127.0.0.1" : parts->host);
  return std::string(tcp) + host + ":" + std::string(parts->port);
}

}  // namespace gazetted::monitor
