#include "web/bounded_pool.h"

#include <utility>

namespace gazetted::web {

BoundedPool::BoundedPool(std::size_t threads, std::size_t queue) : queue_(queue) {
  threads_.reserve(threads);
  while (threads_.size() < threads) threads_.emplace_back([this] { work(); });
}

void BoundedPool::enqueue(std::function<void()> job) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return jobs_.size() < queue_; });
    jobs_.push_back(std::move(job));
  }
  changed_.notify_all();
}

void BoundedPool::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

void BoundedPool::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    changed_.notify_all();
    try {
      job();
    } catch (...) {
      // One request came to nothing; no exception crosses a thread.
    }
  }
}

}  // namespace gazetted::web
