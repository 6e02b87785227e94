#include "core/result.h"

namespace gazetted {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_argument: return "invalid_argument";
    case ErrorKind::invalid_config: return "invalid_config";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::unresolved: return "unresolved";
    case ErrorKind::refused: return "refused";
    case ErrorKind::timed_out: return "timed_out";
    case ErrorKind::tls: return "tls";
    case ErrorKind::redirect_loop: return "redirect_loop";
    case ErrorKind::too_large: return "too_large";
    case ErrorKind::forbidden_address: return "forbidden_address";
    case ErrorKind::disallowed: return "disallowed";
    case ErrorKind::challenged: return "challenged";
    case ErrorKind::http_status: return "http_status";
    case ErrorKind::malformed: return "malformed";
    case ErrorKind::unsupported: return "unsupported";
    case ErrorKind::store_damaged: return "store_damaged";
    case ErrorKind::store_newer: return "store_newer";
    case ErrorKind::no_space: return "no_space";
    case ErrorKind::io: return "io";
    case ErrorKind::shut_down: return "shut_down";
  }
  return "unknown";
}

}  // namespace gazetted
