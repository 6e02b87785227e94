#pragma once
// The clock of judgement: what day it is for verdicts, time events and due times. Delays, retries
// and time-outs run on std::chrono::steady_clock instead and are not seen here.

#include <atomic>
#include <chrono>

#include "core/date.h"

namespace gazetted {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;  ///< any thread
  /// How many times as fast as steady_clock it runs: who waits for a time by it waits so much shorter.
  [[nodiscard]] virtual double speed() const { return 1; }
};

/// The system's clock; with `--now` it starts at the instant given and runs on from there.
class SystemClock final : public Clock {
 public:
  SystemClock() = default;
  explicit SystemClock(Timestamp start);
  [[nodiscard]] Timestamp now() const override;

 private:
  Duration shift_{0};
};

/// From the instant given on so many times as fast as time passes: weeks of a daemon within minutes.
class FastClock final : public Clock {
 public:
  FastClock(Timestamp start, double speed) : start_(start), speed_(speed) {}
  [[nodiscard]] Timestamp now() const override;
  [[nodiscard]] double speed() const override { return speed_; }

 private:
  std::chrono::steady_clock::time_point made_ = std::chrono::steady_clock::now();
  Timestamp start_;
  double speed_;
};

/// A clock that stands still until a test turns it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start) : now_(start.time_since_epoch().count()) {}
  [[nodiscard]] Timestamp now() const override { return Timestamp{Duration{now_.load()}}; }
  void set(Timestamp time) { now_ = time.time_since_epoch().count(); }
  void advance(Duration by) { now_ += by.count(); }

 private:
  std::atomic<Duration::rep> now_;
};

}  // namespace gazetted
