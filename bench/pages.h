#pragma once
// What the parse benchmarks have in common: the files of a folder in memory, and as many threads as
// there are cores that go through them.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace gazetted::bench {

inline std::vector<std::string> read_pages(const std::filesystem::path& folder) {
  std::vector<std::string> pages;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "index.html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

/// Calls `work` for every page on all cores and prints pages a second.
template <class Work>
int time_pages(int argc, char** argv, Work work) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  const auto pages = read_pages(argv[1]);
  if (pages.empty()) {
    std::fprintf(stderr, "%s: no pages in %s\n", argv[0], argv[1]);
    return 1;
  }
  std::atomic<std::size_t> next{0};
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back([&] {
      for (auto page = next++; page < pages.size(); page = next++) work(pages[page]);
    });
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  std::printf("%.0f\n", static_cast<double>(pages.size()) / elapsed.count());
  return 0;
}

}  // namespace gazetted::bench
