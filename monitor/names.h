#pragma once
// Under what a policy is found: a set of items, each the first bytes of a name, the policy's number, and what
// the name is to it. An id made of a digest is found by its own first bytes; it is mostly that of the
// policy's first key (policies.cpp), and then both are one item. By its words it is found in another set:
// each band of a fingerprint with the policy's number.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "monitor/fingerprint.h"
#include "monitor/layout.h"

namespace gazetted::monitor {

/// What a name is to a policy. Bits: it may be both.
enum class NameIs : std::uint8_t { id = 1, key = 2 };

struct NameItem {
  std::string name;  ///< name_size bytes
  PolicyNumber policy{};
  std::uint8_t is = 0;
  [[nodiscard]] bool has(NameIs what) const { return (is & static_cast<std::uint8_t>(what)) != 0; }
};
inline constexpr std::size_t name_item_size = name_size + number_size;
inline constexpr std::uint32_t most_policies = 1U << 30U;      ///< numbers are below it
[[nodiscard]] NameItem read_name_item(std::string_view item);  ///< throws Damaged

/// The name by which the policy with that id is found, or another whose id begins as this one.
[[nodiscard]] std::string name_of_id(const PolicyId& id);

/// All of which `name` is that, by number; of keys one at most.
[[nodiscard]] std::vector<PolicyNumber> policies_named(const lmdb::Transaction& transaction,
                                                       const Databases& databases, std::string_view name,
                                                       NameIs what);

/// A key leads to no other policy any more; an id may.
void bind_name(lmdb::WriteTransaction& transaction, const Databases& databases, std::string_view name,
               PolicyNumber policy, NameIs what);

inline constexpr std::size_t word_item_size = sizeof(Fingerprint::value_type) + number_size;

struct AlikePolicy {
  PolicyNumber policy{};
  unsigned bands = 0;  ///< in common
};
/// A few that have most bands in common with `words`, most first.
[[nodiscard]] std::vector<AlikePolicy> policies_alike(const lmdb::Transaction& transaction,
                                                      const Databases& databases, const Fingerprint& words);

/// But for bands that so many have already that they tell nothing more.
void bind_words(lmdb::WriteTransaction& transaction, const Databases& databases, const Fingerprint& words,
                PolicyNumber policy);

}  // namespace gazetted::monitor
