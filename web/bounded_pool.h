#pragma once
// The threads that serve requests: a fixed number, with a short queue before them. Where that is full
// too, the accepting thread waits and further clients stand in the kernel's backlog.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <httplib.h>

namespace gazetted::web {

class BoundedPool final : public httplib::TaskQueue {
 public:
  BoundedPool(std::size_t threads, std::size_t queue);

  void enqueue(std::function<void()> job) override;
  /// Does what is queued and waits for it.
  void shutdown() override;

 private:
  void work();

  const std::size_t queue_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace gazetted::web
