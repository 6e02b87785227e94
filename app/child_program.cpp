#include "app/child_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

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

/// SIGPROF comes then, which says why; some time later SIGKILL, to one that does not listen.
bool limit_processor(std::chrono::milliseconds most) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(most);
  const std::chrono::microseconds rest = most - seconds;
  const itimerval timer{{0, 0}, {seconds.count(), rest.count()}};
  return setitimer(ITIMER_PROF, &timer, nullptr) == 0 &&
         limit(RLIMIT_CPU, static_cast<rlim_t>(seconds.count()) + 2);
}

/// Waits for the process of a handle (pidfd_open) to end, at most so long; whether it did.
bool has_ended(int handle, std::chrono::milliseconds most) {
  const auto deadline = Monotonic::now() + most;
  pollfd ended{handle, POLLIN, 0};
  int ready = 0;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Monotonic::now());
    ready = poll(&ended, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

/// What a child does between fork and exec: system calls only, for other threads' locks are held for ever.
[[noreturn]] void become(const std::vector<char*>& arguments, const std::vector<char*>& environment,
                         const char* folder, const ProgramBounds& bounds) {
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDWR);
  const bool ready = chdir(folder) == 0 && limit(RLIMIT_AS, bounds.memory) &&
                     limit_processor(bounds.processor) && limit(RLIMIT_FSIZE, bounds.output) &&
                     limit(RLIMIT_CORE, 0);
  const int out = open("stdout", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (!ready || nothing < 0 || out < 0 || dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(nothing, 2) < 0)
    _exit(not_started);
  close_range(3, ~0U, 0);
  execve(arguments.front(), arguments.data(), environment.data());
  _exit(not_started);
}

Result<void> outcome_of(int status, const std::string& program) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
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
  // Not by its name: the header of glibc 2.36 does not know C++.
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  const bool ended = handle >= 0 && has_ended(handle, bounds.time);
  if (handle >= 0) close(handle);
  kill(-child, SIGKILL);  // and what it may have left running
  int status = 0;
  waitpid(child, &status, 0);
  if (handle < 0) return failure(ErrorKind::io, program + " could not be waited for");
  return ended ? outcome_of(status, program) : failure(ErrorKind::timed_out, program + " took too long");
}

}  // namespace gazetted::app
