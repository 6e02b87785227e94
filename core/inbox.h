#pragma once
// A thread's letter box: many may post, its owner takes. The only way in which threads meet.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace gazetted {

template <class Message>
class Inbox {
 public:
  /// `wake` is called after each post, outside the lock, for an owner that waits elsewhere (in
  /// epoll_wait, say) and not in wait().
  explicit Inbox(std::function<void()> wake = {}) : wake_(std::move(wake)) {}

  /// False once the box is closed: the message was not taken.
  bool post(Message message) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      messages_.push_back(std::move(message));
    }
    arrived_.notify_one();
    if (wake_) wake_();
    return true;
  }

  /// No more posts; what is inside can still be taken.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    arrived_.notify_all();
    if (wake_) wake_();
  }

  /// The next message; waits for it. Nothing once the box is closed and empty.
  [[nodiscard]] std::optional<Message> wait() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return closed_ || !messages_.empty(); });
    return take(lock);
  }

  /// As wait(), but nothing also when `patience` has run out.
  [[nodiscard]] std::optional<Message> wait_for(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [this] { return closed_ || !messages_.empty(); });
    return take(lock);
  }

  /// All that is there now, at most `most`; never waits.
  [[nodiscard]] std::vector<Message> drain(std::size_t most = static_cast<std::size_t>(-1)) {
    const std::lock_guard lock(mutex_);
    std::vector<Message> taken;
    while (!messages_.empty() && taken.size() < most) {
      taken.push_back(std::move(messages_.front()));
      messages_.pop_front();
    }
    return taken;
  }

  /// Closed and empty: nothing will ever come again.
  [[nodiscard]] bool finished() const {
    const std::lock_guard lock(mutex_);
    return closed_ && messages_.empty();
  }

  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return messages_.size();
  }

 private:
  std::optional<Message> take(const std::unique_lock<std::mutex>&) {
    if (messages_.empty()) return std::nullopt;
    std::optional<Message> message(std::move(messages_.front()));
    messages_.pop_front();
    return message;
  }

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Message> messages_;
  std::function<void()> wake_;
  bool closed_ = false;
};

}  // namespace gazetted
