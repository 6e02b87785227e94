#pragma once
// What is known of a page says most of what comes after it: the title of a document is the one that the list
// gave, a policy states what its document does. A record is written as what it says otherwise than its
// base (codec.h), and a base is made of what is never changed: a page as it became known, a version. Pure. A
// base must stay what it was for as long as stores of this schema are read: it copies, and asks nobody how a
// name is made or a title folded today.

#include "monitor/records.h"

namespace gazetted::monitor {

/// A page that was visited before it was put first, as it would have become known before.
[[nodiscard]] PageRecord before_its_visits(const PageRecord& page);

/// Of a page's state: the page as it became known, and its address where a visit ended.
[[nodiscard]] PageRecord state_base(PageRecord found);

/// Of a version at a page that became known so; its digests and its policy are its own.
[[nodiscard]] VersionRecord version_base(const PageRecord& page, int part, std::uint32_t number);

/// Of the policy that stands at the page in that version.
[[nodiscard]] PolicyRecord policy_base(const PolicyId& id, VersionRecord version);

/// The last success is mostly the last visit, which it then need not say: what is the last visit and what
/// never was change places. Its own inverse.
void fold_last_success(PageRecord& page);

}  // namespace gazetted::monitor
