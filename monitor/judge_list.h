#pragma once
// A list, feed or sitemap was read: its items become known pages, and the first complete pass over
// an entrance makes history of them.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// Whether the list brought anything not known before.
enum class ListNews { none, some };
ListNews judge_list(Scene& scene, const Parsed& parsed);

/// Titles by which the entrance of `scene` named its pages when they became known: some, the newest first.
[[nodiscard]] std::vector<std::string> known_titles(const Scene& scene);

/// Has the list on which the page of `scene` stood read through anew, all its pages, if that was not asked
/// since `since`: what is gone from here may stand elsewhere.
void ask_lists(Scene& scene, Timestamp since);
/// Whether that was done since, or there is no list.
[[nodiscard]] bool were_lists_read(const Scene& scene, Timestamp since);

/// A further page of the list cannot be had: the first pass does not wait for it for ever.
void give_up_list_page(Scene& scene);

}  // namespace gazetted::monitor
