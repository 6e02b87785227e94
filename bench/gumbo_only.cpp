// What gumbo alone does with the pages: the yardstick of the changed pass.

#include <gumbo.h>

#include "bench/pages.h"

int main(int argc, char** argv) {
  return gazetted::bench::time_pages(argc, argv, [](const std::string& page) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    gumbo_destroy_output(&options, gumbo_parse_with_options(&options, page.data(), page.size()));
  });
}
