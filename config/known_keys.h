#pragma once
// Every key that a configuration may have, in one place: known_keys.cpp reads as a table of them.

#include <string>
#include <vector>

#include "config/keys.h"

namespace gazetted::config {

/// What the main file says.
struct MainFile {
  Configuration configuration;     ///< without sources
  std::vector<std::string> sites;  ///< patterns of site files, as written
};

[[nodiscard]] const Keys<MainFile>& main_keys();  ///< of gazetted.toml
[[nodiscard]] const Keys<Source>& site_keys();    ///< of sites/*.toml

}  // namespace gazetted::config
