#pragma once
// Which of the configured interests a document carries.

#include <string>
#include <vector>

#include "monitor/store.h"

namespace gazetted::monitor {

/// Names of the topics that match, in the order of the configuration. Words are compared folded.
[[nodiscard]] std::vector<std::string> topics_of(const Document& document, const std::vector<Topic>& topics);

/// Those that a known policy carries in its newest wording, as the topics are configured now.
[[nodiscard]] std::vector<std::string> current_topics(const View& view, const PolicyRecord& policy,
                                                      const std::vector<Topic>& topics);

}  // namespace gazetted::monitor
