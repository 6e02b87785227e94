#pragma once
// The form in which an event is told: CloudEvents 1.0, structured JSON (docs/manual.md).

#include <string>
#include <string_view>

#include "monitor/records.h"

namespace gazetted::monitor {

/// <type>/<source>/<region>, with `-` for an unknown region.
[[nodiscard]] std::string topic_of(const Event& event);

/// The event in one line. `data` goes in as it is.
[[nodiscard]] std::string cloud_event(std::string_view store_id, EventSeq sequence, const Event& event);

/// The link of the chain that `json` adds to `previous`; the chain begins with a digest of zeros.
[[nodiscard]] Digest chained(const Digest& previous, EventSeq sequence, std::string_view json);

}  // namespace gazetted::monitor
