#pragma once
// How the crawler behaves towards the network, by the configuration.

#include "config/configuration.h"
#include "crawler/settings.h"

namespace gazetted::app {

[[nodiscard]] crawler::Settings crawl_settings(const config::Configuration& configuration);

}  // namespace gazetted::app
