#include "core/clock.h"

namespace gazetted {
namespace {

Timestamp system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

SystemClock::SystemClock(Timestamp start) : shift_(start - system_now()) {}

Timestamp SystemClock::now() const { return system_now() + shift_; }

}  // namespace gazetted
