#pragma once
// Chromium as a child of this program, spoken to in the DevTools protocol over a socket that only the two
// have: no port is opened. It has no network of its own; whatever its pages ask for comes over that socket.

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/date.h"
#include "core/result.h"
#include "core/temporary_folder.h"

namespace gazetted::browser {

using Json = nlohmann::json;

class Process {
 public:
  /// Chromium's own sandbox wants user namespaces, which containers and hardened services may not have.
  enum class Sandbox { on, off };

  struct Command {
    std::string program;
    std::string user_agent;
    Sandbox sandbox = Sandbox::on;
  };

  /// In a process group and with a profile of its own; as `nobody` where this program is root. Fails with io
  /// where no process can be made; whether it is a browser that answers shows later.
  [[nodiscard]] static Result<std::unique_ptr<Process>> start(const Command& command);

  /// Kills it with all that it started.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Never waits: what cannot be written now goes out with receive().
  void send(const Json& message);
  /// The messages that have come, after waiting at most `patience` for one or for `wake` to be readable.
  [[nodiscard]] std::vector<Json> receive(Duration patience, int wake);
  [[nodiscard]] bool has_ended() const { return ended_; }
  /// The last line that it wrote to stderr.
  [[nodiscard]] std::string last_words() const;

  /// A process of its group and the memory that it shares with no other, in bytes.
  struct Use {
    pid_t process = 0;
    std::uint64_t memory = 0;
  };
  [[nodiscard]] std::vector<Use> use() const;
  [[nodiscard]] pid_t id() const { return child_; }

 private:
  Process() = default;
  void flush();
  void read_all();
  [[nodiscard]] std::vector<Json> whole_messages();

  TemporaryFolder folder_;
  pid_t child_ = -1;
  int socket_ = -1;
  std::string out_;           ///< not yet written
  std::string in_;            ///< not yet a whole message
  std::size_t searched_ = 0;  ///< of in_, without an end of a message
  bool ended_ = false;
};

}  // namespace gazetted::browser
