#pragma once
// Which of the configured interests a document carries.

#include <string>
#include <vector>

#include "core/document.h"

namespace gazetted::monitor {

/// Names of the topics that match, in the order of the configuration. Words are compared folded.
[[nodiscard]] std::vector<std::string> topics_of(const Document& document, const std::vector<Topic>& topics);

}  // namespace gazetted::monitor
