#pragma once
// That one policy changes what another is worth: amends, repeals, extends or interprets it. A
// relation to a policy not yet known waits in the store's citations and binds when it comes.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// Records all that `document` names, and tells each known policy it affects (policy.related).
void bind_relations(const Scene& scene, const PolicyRecord& citing, const Document& document);

/// Binds what waited for the policy `id`, which has come or has got a name.
void bind_waiting(const Scene& scene, const PolicyId& id);

}  // namespace gazetted::monitor
