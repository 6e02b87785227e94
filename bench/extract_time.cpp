// How long finding the article takes: the pages of a folder in memory, read one after another on one core.
// Prints pages, bytes, CPU seconds for reading them whole, and for building gumbo's trees of the same text
// alone.

#include <algorithm>
#include <cstdio>
#include <ctime>

#include <gumbo.h>

#include "bench/pages.h"
#include "parser/charset.h"
#include "parser/parse.h"

namespace {

using namespace gazetted;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The best of three goes, for machines are noisy.
template <class Work>
double time_of(Work work) {
  double best = 1e9;
  for (int go = 0; go < 3; ++go) {
    const double begin = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - begin);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  auto pages = bench::read_pages(argv[1]);
  std::erase_if(pages, [](const std::string& page) { return page.starts_with('{'); });  // gold.jsonl
  std::size_t bytes = 0;
  for (const auto& page : pages) bytes += page.size();

  const auto url = Url::parse("http://www.example.com/news/page.html").value();
  const double whole = time_of([&] {
    for (const auto& page : pages) {
      parser::Input input;
      input.bytes = page;
      input.url = url;
      input.kind = PageKind::article;
      static_cast<void>(parser::parse(input));
    }
  });

  std::vector<std::string> texts;
  for (const auto& page : pages) texts.push_back(parser::decode(page, "").text);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // keeping them takes time, and nobody asks for them
  const double trees = time_of([&] {
    for (const auto& text : texts)
      gumbo_destroy_output(&options, gumbo_parse_with_options(&options, text.data(), text.size()));
  });
  std::printf("%zu %zu %.4f %.4f\n", pages.size(), bytes, whole, trees);
  return 0;
}
