// What the worst pages cost: each kind of tests/parser/hostile_pages.h as large as a page may be, read in a
// process of its own. Seconds of processor at a quarter of the size and at the whole, and the peak of memory
// of both (a whole one may be refused for its elements); what grows with the square of the size shows a ratio
// of sixteen. Names, or parts of them, choose among the kinds.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/parser/hostile_pages.h"

namespace {

using namespace gazetted;
using testing_hostile::Hostile;

constexpr std::size_t whole = 4 * 1024 * 1024 - 4096;  // of max_html

struct Cost {
  double seconds = 0;
  double megabytes = 0;
};

/// Of reading `page` in a process of its own.
Cost cost_of(const std::string& page, PageKind kind) {
  const pid_t child = fork();
  if (child == 0) {
    parser::Input input;
    input.bytes = page;
    input.kind = kind;
    input.url = *Url::parse("http://www.example.gov.cn/zc/202601/t20260101_1.html");
    std::ignore = parser::parse(input);
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0) std::printf("!! ended with status %d\n", status);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> chosen(argv + 1, argv + argc);
  std::vector<Hostile> pages(testing_hostile::markup.begin(), testing_hostile::markup.end());
  for (const auto& units :
       {std::vector(testing_hostile::words.begin(), testing_hostile::words.end()),
        std::vector(testing_hostile::line_starts.begin(), testing_hostile::line_starts.end())})
    for (const std::string_view unit : units)
      pages.push_back({unit, testing_hostile::article, unit, testing_hostile::article_end});
  std::printf("%8s %8s %6s %6s\n", "s, 1/4", "s, 4 MiB", "ratio", "MB");
  if (!chosen.empty())
    std::erase_if(pages, [&](const Hostile& page) {
      return std::ranges::none_of(
          chosen, [&](std::string_view name) { return page.name.find(name) != page.name.npos; });
    });
  double slowest = 0, largest = 0;
  for (const Hostile& page : pages)
    for (const PageKind kind : {PageKind::article, PageKind::list}) {
      const Cost quarter = cost_of(page.page(whole / 4), kind);
      const Cost all = cost_of(page.page(whole), kind);
      const double megabytes = std::max(quarter.megabytes, all.megabytes);
      slowest = std::max({slowest, quarter.seconds, all.seconds});
      largest = std::max(largest, megabytes);
      std::printf("%8.2f %8.2f %6.1f %6.0f  %s%s\n", quarter.seconds, all.seconds,
                  all.seconds / std::max(quarter.seconds, 0.01), megabytes,
                  std::string(page.name.substr(0, page.name.find('\n'))).c_str(),
                  kind == PageKind::list ? ", as a list" : "");
    }
  std::printf("slowest %.2f s, largest %.0f MB\n", slowest, largest);
}
