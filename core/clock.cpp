#include "core/clock.h"

namespace gazetted {
namespace {

Timestamp system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

SystemClock::SystemClock(Timestamp start) : shift_(start - system_now()) {}

Timestamp SystemClock::now() const { return system_now() + shift_; }

Timestamp FastClock::now() const {
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - made_;
  return start_ + Duration{static_cast<Duration::rep>(passed.count() * speed_)};
}

}  // namespace gazetted
