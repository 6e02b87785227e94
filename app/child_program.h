#pragma once
// Another program run on a file of its own, without a shell and within bounds, as what comes from outside
// demands.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/temporary_folder.h"

namespace gazetted::app {

struct ProgramBounds {
  std::chrono::seconds time{20};                ///< by the clock on the wall
  std::uint64_t memory = 512ULL * 1024 * 1024;  ///< bytes of address space
  std::uint64_t output = 64ULL * 1024 * 1024;   ///< bytes of each file that it writes
  std::chrono::milliseconds processor = time;   ///< of processor time
};

/// Where the program stands in the folders of `path` ("/usr/bin:/bin"); nothing where it is in none.
[[nodiscard]] std::optional<std::string> find_program(const std::string& name, const std::string& path);

/// Runs `command` (the program's path and its arguments) within `folder`, its home, with nothing on stdin;
/// what it prints is in the file "stdout" there. Kills it with all that it started when its time is over.
/// Fails with timed_out, with io where it cannot be started, with malformed where it does not end with 0.
/// Safe on several threads at once.
[[nodiscard]] Result<void> run_program(const std::vector<std::string>& command,
                                       const std::filesystem::path& folder, const ProgramBounds& bounds);

}  // namespace gazetted::app
