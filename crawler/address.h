#pragma once
// Which network addresses the public internet is made of. A page, a redirect or a DNS answer must
// not lead the crawler into the network it runs in.

#include <string_view>

#include <sys/socket.h>

namespace gazetted::crawler {

/// False for loopback, private, link-local, shared, multicast, documentation and other addresses
/// that are not globally reachable (IANA special-purpose registries, RFC 6890), for IPv6 forms
/// that carry such an IPv4 address, and for any other family.
[[nodiscard]] bool is_public(const sockaddr& address);
/// The same for an address in numbers, with or without `[]`; false for anything else.
[[nodiscard]] bool is_public(std::string_view numeric);
/// Whether `host` is an address in numbers, as inet_pton reads it, with or without `[]`.
[[nodiscard]] bool is_numeric(std::string_view host);

}  // namespace gazetted::crawler
