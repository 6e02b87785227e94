#pragma once
// What a browser makes of a page that shows nothing as it is served, and what follows from that for the site
// file: the address that its script fills the list from, where that can be watched instead, else `render`.

#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "core/capture.h"
#include "core/clock.h"
#include "core/document.h"

namespace gazetted::app {

struct Trial {
  /// What a script of the page was told.
  struct Answer {
    Url url;
    bool posted = false;
    std::string body;
  };
  Capture capture;
  Parsed parsed;
  std::vector<Answer> answers;
};

/// One visit with a browser; nothing where none is installed.
[[nodiscard]] std::optional<Trial> try_rendering(const Target& target, const Source& source,
                                                 const config::Configuration& configuration,
                                                 const Clock& clock);

struct RenderAdvice {
  std::string reason;
  std::size_t items = 0, dated = 0;
  std::vector<std::string> toml{};
};

/// For an entrance whose list a browser shows; nothing where it shows none either.
[[nodiscard]] std::optional<RenderAdvice> advice_of(const Trial& trial, const Url& entrance);

}  // namespace gazetted::app
