#include "tests/support/process.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <utility>

namespace gazetted::test {
namespace {

struct Pipe {
  // Closed in the child but for the ends that it is given: a second child must not hold them open.
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    reading = ends[0];
    writing = ends[1];
  }
  int reading, writing;
};

/// SIGINT and the like as a shell would leave them, whatever the test program does with its own.
class Attributes {
 public:
  Attributes() {
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_init(&value);
    ::posix_spawnattr_setsigmask(&value, &none);
    ::posix_spawnattr_setsigdefault(&value, &all);
    ::posix_spawnattr_setflags(&value, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&value); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  posix_spawnattr_t value{};
};

class Redirections {
 public:
  Redirections(int out, int err) {
    ::posix_spawn_file_actions_init(&value);
    ::posix_spawn_file_actions_addopen(&value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&value, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&value, err, STDERR_FILENO);
  }
  ~Redirections() { ::posix_spawn_file_actions_destroy(&value); }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;
  posix_spawn_file_actions_t value{};
};

}  // namespace

Process::Process(const std::vector<std::string>& command) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const Pipe out;
  const Pipe err;
  const Attributes attributes;
  const Redirections redirections(out.writing, err.writing);
  const int failed = ::posix_spawn(&id_, arguments.front(), &redirections.value, &attributes.value,
                                   arguments.data(), environ);
  ::close(out.writing);
  ::close(err.writing);
  out_ = std::jthread([this, pipe = out.reading] { collect(pipe, outcome_.out); });
  err_ = std::jthread([this, pipe = err.reading] { collect(pipe, outcome_.err); });
  if (failed != 0) throw std::runtime_error("cannot start " + command.front());
}

Process::~Process() {
  if (id_ <= 0) return;
  signal(SIGKILL);
  reap();
}

void Process::signal(int number) const {
  if (id_ > 0) ::kill(id_, number);
}

bool Process::has_printed(std::size_t lines, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return more_.wait_for(lock, patience, [&] {
    return static_cast<std::size_t>(std::count(outcome_.out.begin(), outcome_.out.end(), '\n')) >= lines;
  });
}

Outcome Process::wait(std::chrono::milliseconds patience) {
  {
    std::unique_lock lock(mutex_);
    if (!more_.wait_for(lock, patience, [this] { return open_pipes_ == 0; })) signal(SIGKILL);
  }
  reap();
  out_.join();
  err_.join();
  return std::move(outcome_);
}

void Process::collect(int pipe, std::string& into) {
  std::array<char, 64 * 1024> block{};
  for (;;) {
    const auto got = ::read(pipe, block.data(), block.size());
    if (got <= 0) break;
    const std::lock_guard lock(mutex_);
    into.append(block.data(), static_cast<std::size_t>(got));
    more_.notify_all();
  }
  ::close(pipe);
  const std::lock_guard lock(mutex_);
  --open_pipes_;
  more_.notify_all();
}

void Process::reap() {
  int status = 0;
  ::waitpid(std::exchange(id_, -1), &status, 0);
  const std::lock_guard lock(mutex_);
  outcome_.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, plain, size) != 0 || ::getsockname(socket, plain, &size) != 0)
    throw std::runtime_error("no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace gazetted::test
