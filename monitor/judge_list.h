#pragma once
// A list, feed or sitemap was read: its items become known pages, and the first complete pass over
// an entrance makes history of them.

#include "monitor/scene.h"

namespace gazetted::monitor {

/// Whether the list brought anything not known before.
enum class ListNews { none, some };
ListNews judge_list(Scene& scene, const Parsed& parsed);

/// Titles by which the entrance of `scene` named its pages when it was last read; some of them.
[[nodiscard]] std::vector<std::string> known_titles(const Scene& scene);

/// A further page of the list cannot be had: the first pass does not wait for it for ever.
void give_up_list_page(Scene& scene);

}  // namespace gazetted::monitor
