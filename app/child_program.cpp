#include "app/child_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <thread>

namespace gazetted::app {
namespace {

namespace fs = std::filesystem;
using Monotonic = std::chrono::steady_clock;

constexpr int not_started = 127;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool limit(decltype(RLIMIT_AS) resource, rlim_t most) {
  const rlimit bound{most, most};
  return setrlimit(resource, &bound) == 0;
}

/// At the soft limit comes SIGXCPU, which says why; at the hard one SIGKILL.
bool limit_processor(rlim_t seconds) {
  const rlimit bound{seconds, seconds + 1};
  return setrlimit(RLIMIT_CPU, &bound) == 0;
}

/// What a child does between fork and exec: system calls only, for other threads' locks are held for ever.
[[noreturn]] void become(const std::vector<char*>& arguments, const std::vector<char*>& environment,
                         const char* folder, const ProgramBounds& bounds) {
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDWR);
  const bool ready = chdir(folder) == 0 && limit(RLIMIT_AS, bounds.memory) &&
                     limit_processor(static_cast<rlim_t>(bounds.processor.count())) &&
                     limit(RLIMIT_FSIZE, bounds.output) && limit(RLIMIT_CORE, 0);
  const int out = open("stdout", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (!ready || nothing < 0 || out < 0 || dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(nothing, 2) < 0)
    _exit(not_started);
  close_range(3, ~0U, 0);
  execve(arguments.front(), arguments.data(), environment.data());
  _exit(not_started);
}

Result<void> outcome_of(int status, const std::string& program) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    return failure(ErrorKind::timed_out, program + " took too long");
  if (WIFEXITED(status) && WEXITSTATUS(status) == not_started)
    return failure(ErrorKind::io, program + " could not be started");
  return failure(ErrorKind::malformed, program + " could not read the file");
}

}  // namespace

std::optional<std::string> find_program(const std::string& name, const std::string& path) {
  std::string_view rest = path;
  while (!rest.empty()) {
    const auto folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    const std::string file = std::string(folder) + '/' + name;
    if (folder.starts_with('/') && access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

Result<void> run_program(const std::vector<std::string>& command, const fs::path& folder,
                         const ProgramBounds& bounds) {
  auto arguments = command;
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + folder.string(),
                                          "TMPDIR=" + folder.string()};
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  const std::string program = fs::path(command.front()).filename().string();
  const pid_t child = fork();
  if (child < 0) return failure(ErrorKind::io, program + " could not be started: " + std::strerror(errno));
  if (child == 0) become(argument_pointers, environment_pointers, folder.c_str(), bounds);
  setpgid(child, child);  // whichever of the two is first
  const auto deadline = Monotonic::now() + bounds.time;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (Monotonic::now() >= deadline) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return failure(ErrorKind::timed_out, program + " took too long");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  kill(-child, SIGKILL);  // what it may have left running
  return outcome_of(status, program);
}

}  // namespace gazetted::app
