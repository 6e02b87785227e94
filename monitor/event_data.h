#pragma once
// The `data` of each event (docs/manual.md). Every key stands in every event; what does not apply is
// null, so that a consumer reads one shape.

#include <optional>
#include <string>

#include "monitor/change.h"
#include "monitor/records.h"

namespace gazetted::monitor {

/// `data.policy`, as it is on `today`.
[[nodiscard]] Json policy_json(const PolicyRecord& policy, Date today);

struct PolicyEvent {
  std::string type;  ///< policy.…
  const PolicyRecord& policy;
  const PageRecord* page = nullptr;  ///< where it was seen
  const VersionRecord* version = nullptr;
  const VersionRecord* previous = nullptr;
  const Change* change = nullptr;
  std::optional<Affected> related = std::nullopt;
  enum class Timing { current, late } timing = Timing::current;
};

struct EventContext {
  SourceId source;
  Timestamp now;
  Date today;  ///< in the source's time zone
};

[[nodiscard]] Event make_event(const PolicyEvent& event, const EventContext& context);

/// What is wrong with a source, or is left of it.
struct SourceTrouble {
  const SourceRecord& source;
  const std::map<std::string, std::string>& reasons;  ///< by address
  std::optional<Timestamp> since;
};

/// source.failing, source.silent and source.recovered.
[[nodiscard]] Event make_source_event(const std::string& type, const SourceTrouble& trouble, Timestamp now);

}  // namespace gazetted::monitor
