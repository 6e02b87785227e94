#pragma once
// What the hosts of a source were asked, day by day: the account that can be shown to those who run the site.

#include "core/source.h"
#include "monitor/store.h"

namespace gazetted::app {

/// Prints it: a table on a terminal, JSON lines elsewhere.
void show_ledger(const monitor::View& view, const Source& source);

}  // namespace gazetted::app
