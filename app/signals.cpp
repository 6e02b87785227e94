#include "app/signals.h"

#include <csignal>
#include <ctime>

namespace gazetted::app {
namespace {

sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

void block_signals() {
  const sigset_t set = handled_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A reader of stdout that went away is a failed write, not a death; a file grown to its limit too.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

Signal wait_for_signal(std::chrono::milliseconds patience) {
  const sigset_t set = handled_signals();
  timespec timeout{};
  timeout.tv_sec = static_cast<std::time_t>(patience.count() / 1000);
  timeout.tv_nsec = static_cast<long>(patience.count() % 1000) * 1'000'000L;
  const int signal = sigtimedwait(&set, nullptr, &timeout);
  if (signal == SIGHUP) return Signal::reload;
  return signal > 0 ? Signal::stop : Signal::none;
}

}  // namespace gazetted::app
