#pragma once
// The crawler's rule of when to look again, as the judge asks for it.

#include "monitor/judge.h"

namespace gazetted::app {

[[nodiscard]] monitor::Planner make_planner();

}  // namespace gazetted::app
