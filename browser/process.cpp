#include "browser/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

namespace gazetted::browser {
namespace {

namespace fs = std::filesystem;

constexpr int not_started = 127;
constexpr uid_t nobody = 65534;
/// A message beyond this is none that was asked for.
constexpr std::size_t longest_message = 256U << 20U;

std::vector<std::string> arguments_of(const Process::Command& command, const fs::path& folder) {
  std::vector<std::string> arguments = {
      command.program,
      "--headless",
      "--remote-debugging-pipe",
      "--user-data-dir=" + (folder / "profile").string(),
      "--user-agent=" + command.user_agent,
      // Pages are strangers' programs: nothing of theirs becomes machine code, which also lets the browser
      // run under MemoryDenyWriteExecute. Their heap is bounded.
      "--js-flags=--jitless --max-old-space-size=256",
      // Every request of a page is answered by this program. What would get past that finds no network.
      "--proxy-server=socks5://127.0.0.1:1",
      "--proxy-bypass-list=<-loopback>",
      "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
      "--disable-features=HttpsUpgrades,DialMediaRouteProvider,OptimizationHints,Translate",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-extensions",
      "--disable-sync",
      "--disable-breakpad",
      "--disable-crash-reporter",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--disable-notifications",
      "--disable-speech-api",
      "--mute-audio",
      "--no-default-browser-check",
      "--no-first-run",
      "--no-pings",
      "--blink-settings=imagesEnabled=false",
      "--lang=zh-CN",
  };
  if (command.sandbox == Process::Sandbox::off) arguments.emplace_back("--no-sandbox");
  arguments.emplace_back("about:blank");
  return arguments;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What the child does between fork and exec: system calls only, for other threads' locks are held for ever.
[[noreturn]] void become(const std::vector<char*>& arguments, const std::vector<char*>& environment,
                         const char* folder, int socket) {
  setpgid(0, 0);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const int nothing = open("/dev/null", O_RDWR);
  const bool moved = chdir(folder) == 0;
  const int words = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int high = fcntl(socket, F_DUPFD, 10);
  if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0))
    _exit(not_started);
  if (!moved || nothing < 0 || words < 0 || high < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 ||
      dup2(words, 2) < 0 || dup2(high, 3) < 0 || dup2(high, 4) < 0)
    _exit(not_started);
  close_range(5, ~0U, 0);
  execve(arguments.front(), arguments.data(), environment.data());
  _exit(not_started);
}

/// The process group of /proc/PID/stat; the name in it may hold anything, brackets too.
std::optional<pid_t> group_of(const fs::path& process) {
  std::ifstream file(process / "stat");
  std::string line;
  std::getline(file, line);
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(name_end + 1));
  char state = 0;
  pid_t parent = 0, group = 0;
  if (!(fields >> state >> parent >> group)) return std::nullopt;
  return group;
}

std::uint64_t memory_of(const fs::path& process) {
  std::ifstream file(process / "statm");
  std::uint64_t size = 0, resident = 0, shared = 0;
  if (!(file >> size >> resident >> shared)) return 0;
  return (resident - std::min(shared, resident)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const Command& command) {
  std::unique_ptr<Process> process(new Process);
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
    return failure(ErrorKind::io, std::string("the browser could not be started: ") + std::strerror(errno));
  const fs::path folder = process->folder_.path();
  if (geteuid() == 0 && chown(folder.c_str(), nobody, nobody) != 0)
    return failure(ErrorKind::io, folder.string() + ": " + std::strerror(errno));
  auto arguments = arguments_of(command, folder);
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=Asia/Shanghai",
                                          "HOME=" + folder.string(), "TMPDIR=" + folder.string()};
  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  const pid_t child = fork();
  if (child == 0) {
    fcntl(ends[1], F_SETFL, 0);  // the browser's end waits
    become(argument_pointers, environment_pointers, folder.c_str(), ends[1]);
  }
  const int reason = errno;
  close(ends[1]);
  process->socket_ = ends[0];
  if (child < 0)
    return failure(ErrorKind::io, std::string("the browser could not be started: ") + std::strerror(reason));
  setpgid(child, child);  // whichever of the two is first
  process->child_ = child;
  return process;
}

Process::~Process() {
  if (socket_ >= 0) close(socket_);
  if (child_ <= 0) return;
  kill(-child_, SIGKILL);
  int status = 0;
  while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
}

void Process::send(const Json& message) {
  out_ += message.dump(-1, ' ', false, Json::error_handler_t::replace);
  out_ += '\0';
  flush();
}

void Process::flush() {
  std::size_t written = 0;
  while (!ended_ && written < out_.size()) {
    const ssize_t sent = ::send(socket_, out_.data() + written, out_.size() - written, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) break;
    if (sent <= 0) {
      ended_ = true;
      break;
    }
    written += static_cast<std::size_t>(sent);
  }
  out_.erase(0, written);
}

void Process::read_all() {
  char buffer[64 * 1024];
  while (!ended_) {
    const ssize_t came = recv(socket_, buffer, sizeof buffer, 0);
    if (came < 0 && errno == EINTR) continue;
    if (came < 0 && errno == EAGAIN) return;
    if (came <= 0 || in_.size() > longest_message)
      ended_ = true;
    else
      in_.append(buffer, static_cast<std::size_t>(came));
  }
}

std::vector<Json> Process::whole_messages() {
  std::vector<Json> messages;
  std::size_t begin = 0;
  for (auto end = in_.find('\0', searched_); end != std::string::npos; end = in_.find('\0', begin)) {
    auto message = Json::parse(in_.begin() + static_cast<std::ptrdiff_t>(begin),
                               in_.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    if (message.is_object()) messages.push_back(std::move(message));
    begin = end + 1;
  }
  in_.erase(0, begin);
  searched_ = in_.size();
  return messages;
}

std::vector<Json> Process::receive(Duration patience, int wake) {
  pollfd waiting[2] = {{socket_, static_cast<short>(out_.empty() ? POLLIN : POLLIN | POLLOUT), 0},
                       {wake, POLLIN, 0}};
  if (!ended_) poll(waiting, 2, static_cast<int>(patience.count()));
  flush();
  read_all();
  return whole_messages();
}

std::string Process::last_words() const {
  std::ifstream file(folder_.path() / "stderr");
  std::string line, last;
  while (std::getline(file, line))
    if (!line.empty()) last = line;
  return last.substr(0, 300);
}

std::vector<Process::Use> Process::use() const {
  std::vector<Use> all;
  std::error_code error;
  for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    pid_t process = 0;
    const auto [rest, fault] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (fault != std::errc{} || rest != name.data() + name.size()) continue;
    if (group_of(entry->path()) == child_) all.push_back({process, memory_of(entry->path())});
  }
  return all;
}

}  // namespace gazetted::browser
