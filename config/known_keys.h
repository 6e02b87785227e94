#pragma once
// Every key that a configuration may have, in one place: known_keys.cpp reads as a table of them.

#include <string>
#include <vector>

#include "config/keys.h"

namespace gazetted::config {

/// A pattern of site files as written, and where.
struct SitePattern {
  std::string text;
  toml::source_region where;
};

/// What the main file says.
struct MainFile {
  Configuration configuration;  ///< without sources
  std::vector<SitePattern> sites;
};

[[nodiscard]] const Keys<MainFile>& main_keys();  ///< of gazetted.toml
[[nodiscard]] const Keys<Source>& site_keys();    ///< of sites/*.toml

}  // namespace gazetted::config
