#pragma once
// POLICY on the command line: an id, a document number in any bracket style, or a URL; and what the
// reading commands ask of a policy found.

#include <optional>
#include <string>
#include <vector>

#include "monitor/store.h"

namespace gazetted::app {

[[nodiscard]] std::optional<monitor::PolicyRecord> find_policy(const monitor::View& view,
                                                               const std::string& text);

/// As above; throws Exit where there is none.
[[nodiscard]] monitor::PolicyRecord require_policy(const monitor::View& view, const std::string& text);

/// The versions at the page where the policy stands first, oldest first, their texts filled in.
[[nodiscard]] std::vector<monitor::VersionRecord> versions_of(const monitor::View& view,
                                                              const monitor::PolicyRecord& policy);
/// Likewise at one of its places.
[[nodiscard]] std::vector<monitor::VersionRecord> versions_at(const monitor::View& view,
                                                              const monitor::PolicyRecord& policy,
                                                              const monitor::Place& place);

/// What a person calls it: its title, else what it calls itself, else its id.
[[nodiscard]] std::string display_title(const monitor::PolicyRecord& policy);

}  // namespace gazetted::app
