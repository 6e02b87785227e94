#pragma once
// SIGINT, SIGTERM and SIGHUP as values: blocked in every thread, waited for by one.

#include <chrono>

namespace gazetted::app {

enum class Signal { none, stop, reload };

/// Blocks the signals in this thread and those started from it. Call before any thread is started.
void block_signals();

/// The next signal, or none after `patience`.
[[nodiscard]] Signal wait_for_signal(std::chrono::milliseconds patience);

}  // namespace gazetted::app
