#pragma once
// A dry run of a source: its entrances and a few of the pages they lead to, what was found on each and by
// which signal, and what to write into the site file where that is not enough. Nothing is stored.

#include "config/configuration.h"
#include "core/source.h"

namespace gazetted::app {

/// On a terminal what a person needs to see whether reading works, in a pipe a JSON line a page. False
/// where an entrance, or an article of the sample, could not be read.
[[nodiscard]] bool check_source(const config::Configuration& configuration, const Source& source);

}  // namespace gazetted::app
