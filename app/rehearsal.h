#pragma once
// What other rules, or a better parser, would make of the pages that are stored.

#include "config/configuration.h"
#include "monitor/reread.h"
#include "monitor/store.h"

namespace gazetted::app {

/// For the judge: by the rules of the site file.
[[nodiscard]] monitor::Reader make_reader(std::uint64_t max_html);

/// Reads the newest versions of the source's documents again and prints, a JSON line each, those that would
/// read otherwise: fields, and where the text differs. Nothing is stored. True where all could be read.
[[nodiscard]] bool rehearse(const monitor::View& view, const std::shared_ptr<const Source>& source,
                            const monitor::Reader& reader);

}  // namespace gazetted::app
