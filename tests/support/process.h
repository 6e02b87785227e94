#pragma once
// Another program, run and watched by a test: what it prints, how it ends, and when it is killed.

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gazetted::test {

/// How a program ended, and all it printed.
struct Outcome {
  int status = 0;  ///< exit status; minus the signal that ended it
  std::string out, err;
};

/// A program under way. One that is still running at the end of the object is killed.
class Process {
 public:
  /// `command` begins with the path of the program. stdin is empty, stdout and stderr are pipes.
  /// Throws where it cannot be started.
  explicit Process(const std::vector<std::string>& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;
  /// Waits until so many lines stand on stdout; false where they do not come in time.
  [[nodiscard]] bool has_printed(std::size_t lines, std::chrono::milliseconds patience);
  /// Waits for the end; a program that does not end in time is killed (status -9).
  [[nodiscard]] Outcome wait(std::chrono::milliseconds patience = std::chrono::minutes{1});

 private:
  void collect(int pipe, std::string& into);
  void reap();

  pid_t id_ = -1;
  std::mutex mutex_;
  std::condition_variable more_;
  Outcome outcome_;
  int open_pipes_ = 2;
  std::jthread out_, err_;
};

[[nodiscard]] inline Outcome run_process(const std::vector<std::string>& command) {
  return Process(command).wait();
}

/// A TCP port of 127.0.0.1 that nobody listens on at the moment.
[[nodiscard]] int free_port();

}  // namespace gazetted::test
