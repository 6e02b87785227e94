#pragma once
// Expected failures as values. Absent is std::optional; a failure that a caller should handle is
// Result<T>; an exception means that this piece of work cannot go on and is caught at the entry of
// its thread or command.

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace gazetted {

/// Every way in which work can fail that a caller may tell apart. Closed on purpose: transfer and
/// HTTP codes are mapped to it in one place (crawler/transfer_error.h).
enum class ErrorKind {
  invalid_argument,   ///< the caller's input is not of the form asked for
  invalid_config,     ///< a configuration file is wrong
  not_found,          ///< the thing named does not exist
  unresolved,         ///< the host has no address
  refused,            ///< no connection could be made, or it broke
  timed_out,          ///< a deadline passed
  tls,                ///< certificate or handshake
  redirect_loop,      ///< more redirects than allowed
  too_large,          ///< a size limit was exceeded
  forbidden_address,  ///< a private or loopback address for a source that may not have one
  disallowed,         ///< robots.txt says no
  challenged,         ///< a guard of the site wants its script answered before it shows the page
  http_status,        ///< the server answered with an error status
  malformed,          ///< bytes that cannot be read as what they claim to be
  unsupported,        ///< a format or scheme that is not read here
  store_damaged,      ///< the store contradicts itself
  store_newer,        ///< the store was written by a newer schema
  no_space,           ///< the disk is full
  io,                 ///< another failure of the operating system
  shut_down,          ///< the work was given up because the program is ending
};

/// The kind as one word, as it stands in logs, metrics and `why`.
[[nodiscard]] std::string_view to_string(ErrorKind kind);

struct Error {
  ErrorKind kind;
  std::string message;  ///< what went wrong, where, and what to do next; one line

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return failure(ErrorKind::io, "…")` from a function that returns Result<T>.
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace gazetted
