#pragma once
// What an answer says of the host that gave it. Pure functions.

#include "crawler/transport.h"

namespace gazetted::crawler {

/// Whether the same request may fare better a moment later.
[[nodiscard]] bool failed_in_passing(const Response& response);

/// No answer, one that does not end, or the wish to be left alone: other pages of the host will
/// fare no better, as they may after a broken page.
[[nodiscard]] bool is_silent(const Response& response);

}  // namespace gazetted::crawler
