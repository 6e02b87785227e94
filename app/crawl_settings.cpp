#include "app/crawl_settings.h"

#include "app/reader_pool.h"

namespace gazetted::app {

crawler::Settings crawl_settings(const config::Configuration& configuration) {
  crawler::Settings settings;
  settings.connections = configuration.connections;
  settings.timeout = configuration.timeout;
  settings.max_body = configuration.max_body;
  settings.user_agent = configuration.user_agent;
  settings.goes_on = [max_html = configuration.max_html](const Capture& capture) {
    return continuation_of(capture, max_html);
  };
  return settings;
}

}  // namespace gazetted::app
