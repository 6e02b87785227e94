#pragma once
// Who names which policy, as it lies in the store: a set by target, and the way back, which says half of the
// target's name: by that, and by who it is, the other half is found.

#include <string>
#include <vector>

#include "core/document.h"
#include "monitor/layout.h"

namespace gazetted::monitor {

struct StoredCitation {
  std::string target;  ///< set_name of its key
  PolicyNumber policy{};
  Relation relation = Relation::cites;
  friend bool operator==(const StoredCitation&, const StoredCitation&) = default;
};

/// Throws Damaged.
[[nodiscard]] Relation relation_of(char byte);

/// An item of `citing`. Throws Damaged.
[[nodiscard]] StoredCitation read_citation(std::string_view item);

/// All of a target whose name, or half of it, that is.
[[nodiscard]] std::vector<StoredCitation> citations_naming(const lmdb::Transaction& transaction,
                                                           const Databases& databases,
                                                           std::string_view target);
[[nodiscard]] std::vector<StoredCitation> citations_by(const lmdb::Transaction& transaction,
                                                       const Databases& databases, PolicyNumber policy);

void put_citation(lmdb::WriteTransaction& transaction, const Databases& databases,
                  const StoredCitation& citation);
/// Another that shares half of its name is to be put again.
void erase_citation(lmdb::WriteTransaction& transaction, const Databases& databases,
                    const StoredCitation& citation);

/// The way back of a citation.
[[nodiscard]] std::string way_back(const StoredCitation& citation);

}  // namespace gazetted::monitor
