// What small files that unfold cost, read as the daemon reads them: PDF and archives in a child of the
// program. Each in a process of its own; seconds of processor and on the clock, the peak of memory of the
// larger of the two, and what is said of the file. Then what the child costs an ordinary PDF.
//
//   bombs PROGRAM [NAME…]    PROGRAM is gazetted; names, or parts of them, choose among the bombs

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "app/isolated.h"
#include "parser/parse.h"
#include "tests/support/file_bombs.h"

namespace {

using namespace gazetted;
using Clock = std::chrono::steady_clock;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}
double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

Parsed read(const std::string& bytes, std::string_view ending, const std::string& program) {
  parser::Input input;
  input.bytes = bytes;
  input.url = *Url::parse("http://www.example.gov.cn/zc/202601/P02026." + std::string(ending));
  return app::wants_isolation(input) ? app::parse_isolated(input, program) : parser::parse(input);
}

std::string said_of(const Parsed& parsed) {
  if (parsed.error) return parsed.error->message;
  std::size_t text = 0;
  for (const auto& document : parsed.documents) text += document.text.size();
  return "read: " + std::to_string(parsed.documents.size()) + " documents of " + std::to_string(text) +
         " bytes, " + std::to_string(parsed.items.size()) + " items" +
         (parsed.doubts.empty() ? "" : "; " + parsed.doubts.front());
}

struct Cost {
  double processor = 0, clock = 0, megabytes = 0;
};

/// Of reading in a process of its own, which prints what it says.
Cost cost_of(const std::string& bytes, std::string_view ending, const std::string& program) {
  const auto begin = Clock::now();
  std::fflush(stdout);
  malloc_trim(0);  // what this process holds would count for the child
  const pid_t child = fork();
  if (child == 0) {
    const std::string said = said_of(read(bytes, ending, program));
    std::printf("%.100s\n", said.c_str());
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0) std::printf("!! ended with status %d\n", status);
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), seconds_since(begin),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

/// Milliseconds of reading `pdf` in this process, and in a child.
void print_ordinary(const char* name, const std::string& pdf, const std::string& program) {
  parser::Input input;
  input.bytes = pdf;
  input.url = *Url::parse("http://www.example.gov.cn/zc/202601/P02026.pdf");
  constexpr int times = 20;
  std::vector<double> here, apart;
  for (int i = 0; i < times; ++i) {
    auto begin = Clock::now();
    std::ignore = parser::parse(input);
    here.push_back(1e3 * seconds_since(begin));
    begin = Clock::now();
    std::ignore = app::parse_isolated(input, program);
    apart.push_back(1e3 * seconds_since(begin));
  }
  std::ranges::sort(here);
  std::ranges::sort(apart);
  std::printf("%s: %.1f ms in the process (the first %.1f), %.1f in a child\n", name, here[times / 2],
              here.back(), apart[times / 2]);
}

std::string notice_of_pages(int pages) {
  std::vector<std::string> lines = {"云川市教育局关于清明节放假安排的通知", "各县（市、区）教育局："};
  for (int i = 0; i < 24 * pages - 2; ++i)
    lines.emplace_back("各级各部门要提高认识，加强领导，明确责任，抓好落实。");
  return testing_files::pdf_of_lines(lines);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string program = std::filesystem::absolute(argv[1]).string();
  const std::vector<std::string_view> chosen(argv + 2, argv + argc);
  std::vector<testing_files::FileBomb> bombs(std::begin(testing_files::file_bombs),
                                             std::end(testing_files::file_bombs));
  for (const auto& bomb : testing_files::pdf_bombs) bombs.push_back({bomb.name, "pdf", bomb.make});
  if (!chosen.empty())
    std::erase_if(bombs, [&](const auto& bomb) {
      return std::ranges::none_of(chosen,
                                  [&](std::string_view name) { return bomb.name.find(name) != name.npos; });
    });
  double slowest = 0, largest = 0;
  for (const auto& bomb : bombs) {
    const std::string bytes = bomb.make();
    const Cost cost = cost_of(bytes, bomb.ending, program);
    slowest = std::max(slowest, cost.processor);
    largest = std::max(largest, cost.megabytes);
    std::printf("  %5.2f s, %5.2f s, %4.0f MB, file of %zu KB: %.*s\n", cost.processor, cost.clock,
                cost.megabytes, bytes.size() / 1024, static_cast<int>(bomb.name.size()), bomb.name.data());
  }
  std::printf("slowest %.2f s, largest %.0f MB\n", slowest, largest);
  print_ordinary("a PDF of a page", notice_of_pages(1), program);
  print_ordinary("a PDF of twenty pages", notice_of_pages(20), program);
}
