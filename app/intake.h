#pragma once
// Documents brought by hand rather than by the crawl: files, and addresses fetched once.

#include <memory>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "core/capture.h"
#include "core/clock.h"
#include "core/document.h"
#include "monitor/recorder.h"

namespace gazetted::app {

/// The bytes of a file as a capture; `url` empty for the file's own address.
[[nodiscard]] Result<Capture> capture_file(const std::string& path, const Url& url,
                                           std::shared_ptr<const Source> source, Timestamp now);

/// One visit to `url`, whatever robots.txt says: a person asked for it.
[[nodiscard]] Capture capture_url(const Url& url, PageKind kind, std::shared_ptr<const Source> source,
                                  const config::Configuration& configuration, const Clock& clock);

/// The configured source of that id; one without rules where `id` is none of them. May live on any
/// address.
[[nodiscard]] std::shared_ptr<const Source> source_by_hand(const config::Configuration& configuration,
                                                           const std::string& id);

/// Judges and commits captures outside a running pipeline.
[[nodiscard]] Result<void> record_by_hand(monitor::Store& store, const config::Configuration& configuration,
                                          const std::vector<monitor::ParsedCapture>& captures);

}  // namespace gazetted::app
