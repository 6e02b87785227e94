#pragma once
// Which policy a document is (ARCHITECTURE.md), and the keeping of what is known of each.

#include <optional>

#include "monitor/scene.h"

namespace gazetted::monitor {

/// The known policy that `document` states itself to be: by its number (its own, or one learned for
/// its title), else by title, issuer and date of signing, else by its words, a slip or two aside.
/// `prepared` may hold its fingerprint.
[[nodiscard]] std::optional<PolicyRecord> identify(const View& view, const Document& document,
                                                   const Prepared& prepared = {});

/// The policy is found by these words from now on.
void bind_words(const Scene& scene, const PolicyRecord& policy, const Document& document);

/// Whether `after`, found where `before` stood, is the same document in another wording.
[[nodiscard]] bool is_same_document(const Document& before, const Document& after);

/// A policy not known before, with the id that follows from what it states.
[[nodiscard]] PolicyRecord new_policy(const Scene& scene, const Document& document);

/// Takes over what `document` states: all of it where the page is the policy's first present place,
/// else only what was not known.
void take_over(const Scene& scene, PolicyRecord& policy, const Document& document);

/// Writes the policy, the names it is now found under, and its due dates.
void keep(const Scene& scene, PolicyRecord& policy);

/// The place of `policy` at a page; added, and present, if it was not there.
Place& place_at(PolicyRecord& policy, const Url& page, int part, Timestamp since);

/// Two policies are learned to be one: everything of the younger becomes the older's, and its names
/// lead there. Returns the older.
PolicyRecord join(const Scene& scene, PolicyRecord one, PolicyRecord other);

/// Numbers that `document` gives for the titles of others: learned, and given to the policies that
/// stand without one. Two policies learned to be one are joined, the younger into the older.
void learn_numbers(const Scene& scene, const PolicyRecord& citing, const Document& document);

}  // namespace gazetted::monitor
