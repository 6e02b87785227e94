#pragma once
// The addresses of the feed. Until it is encrypted it may only be reached from this machine.

#include <string>
#include <string_view>

#include "core/result.h"

namespace gazetted::monitor {

/// True for ipc://PATH and for tcp://HOST:PORT where HOST is loopback: localhost (RFC 6761, 6.3),
/// 127.0.0.0/8 (RFC 1122, 3.2.1.3) or [::1] (RFC 4291, 2.5.3). The port is a number or, to bind,
/// `*` for any free one. inproc:// is no address of a feed: it ends at its own program.
[[nodiscard]] bool is_local_address(std::string_view address);

/// The address as ZeroMQ takes it (it binds no names). Fails with invalid_argument for what is no
/// address, forbidden_address for one that is not local.
[[nodiscard]] Result<std::string> local_endpoint(std::string_view address);

}  // namespace gazetted::monitor
