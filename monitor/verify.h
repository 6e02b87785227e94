#pragma once
// Reads a whole store and proves that it is whole.

#include <vector>

#include "monitor/layout.h"
#include "monitor/store.h"

namespace gazetted::monitor {

[[nodiscard]] std::vector<Damage> verify(const lmdb::Transaction& transaction, const Databases& databases);

}  // namespace gazetted::monitor
