#pragma once
// What one policy does to another: amends, repeals, extends, interprets, corrects or finalises it. A
// relation to a policy not yet known waits in the store's citations and binds when it comes.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// All that a policy names, itself and in its attachments' lists; and, for a final text, its draft.
[[nodiscard]] std::vector<Citation> citations_of(const View& view, const PolicyRecord& citing);

/// Records all that `document` names, and tells each known policy it affects (policy.related).
void bind_relations(const Scene& scene, const PolicyRecord& citing, const Document& document);

/// The same for what the attachment that the scene is at lists, in the name of the decision it belongs to.
void bind_listed(Scene& scene, const std::vector<Citation>& listed);

/// Binds what waited for the policy `id`, which has come or has got a name.
void bind_waiting(const Scene& scene, const PolicyId& id);

}  // namespace gazetted::monitor
