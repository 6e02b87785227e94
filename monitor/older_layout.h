#pragma once
// How the store lay in schemas 1 to 4, where that was otherwise: pages, policies and versions under digests
// of their addresses and ids, which all else named too. For upgrade.cpp.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/url.h"
#include "monitor/layout.h"

namespace gazetted::monitor::older {

inline constexpr const char* pages = "pages";        ///< text(url) → PageRecord
inline constexpr const char* policies = "policies";  ///< text(id) → PolicyRecord
inline constexpr const char* versions = "versions";  ///< text(url) ‖ part ‖ number → without its page
// Sets, from schema 3 on.
inline constexpr const char* turns = "turns";         ///< due ‖ text(url)
inline constexpr const char* names = "policy_names";  ///< name ‖ id; also of words, by bands of another kind
inline constexpr const char* citing = "citing";       ///< name of the target ‖ id ‖ relation
inline constexpr const char* cites = "cites";         ///< id ‖ name of the target ‖ relation
// Before: of records that say their key.
inline constexpr const char* name_records = "names";
inline constexpr const char* citation_records = "citations";
inline constexpr const char* visits = "visits";
inline constexpr const char* cited = "cited";

/// An id in a set took 11 bytes.
inline constexpr std::size_t id_size = 11;
[[nodiscard]] std::string set_id(const PolicyId& id);
[[nodiscard]] PolicyId read_set_id(std::string_view bytes);  ///< throws Damaged

[[nodiscard]] Key version_key(std::string_view page, int part, std::uint32_t number);

}  // namespace gazetted::monitor::older
