#pragma once
// The reader's proposal of rules for a page that shows nothing any more, as the judge asks for it.

#include <cstdint>

#include "monitor/judge.h"

namespace gazetted::app {

[[nodiscard]] monitor::Proposer make_proposer(std::uint64_t max_html);

}  // namespace gazetted::app
