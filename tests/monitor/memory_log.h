#pragma once
// An event log in memory: the feed's truth without a store.

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "monitor/event_log.h"

namespace gazetted::monitor {

class MemoryLog final : public EventLog {
 public:
  /// Commits one event of this topic; `padding` bytes make it large.
  EventSeq append(const std::string& topic, std::size_t padding = 0) {
    const std::lock_guard lock(mutex_);
    StoredEvent event;
    event.sequence = newest_.next();
    event.type = topic.substr(0, topic.find('/'));
    event.topic = topic;
    event.json =
        R"({"n":)" + std::to_string(event.sequence.value) + R"(,"pad":")" + std::string(padding, 'x') + "\"}";
    events_.push_back(std::move(event));
    return newest_ = newest_.next();
  }
  /// Forgets all before `sequence`.
  void keep_from(EventSeq sequence) {
    const std::lock_guard lock(mutex_);
    std::erase_if(events_, [&](const StoredEvent& event) { return event.sequence < sequence; });
  }

  [[nodiscard]] std::vector<StoredEvent> after(EventSeq sequence, std::size_t limit) const override {
    const std::lock_guard lock(mutex_);
    const auto from = std::ranges::upper_bound(events_, sequence, {}, &StoredEvent::sequence);
    const auto count = std::min(limit, static_cast<std::size_t>(events_.end() - from));
    return {from, from + static_cast<std::ptrdiff_t>(count)};
  }
  [[nodiscard]] EventSeq newest() const override {
    const std::lock_guard lock(mutex_);
    return newest_;
  }
  [[nodiscard]] EventSeq oldest() const override {
    const std::lock_guard lock(mutex_);
    return events_.empty() ? EventSeq{0} : events_.front().sequence;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<StoredEvent> events_;
  EventSeq newest_;
};

}  // namespace gazetted::monitor
