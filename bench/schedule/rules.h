#pragma once
// The rules that are compared. Each has one free parameter, which is turned until it makes as many looks as
// all others; a larger one means fewer looks.

#include <memory>
#include <string>
#include <vector>

#include "bench/schedule/replay.h"

namespace gazetted::bench {

struct Contender {
  std::string name;
  double low, high;  ///< the parameter lies between
  /// A fresh rule that has learned nothing.
  std::function<Rule(double parameter)> made;
};

/// `looks` a day is what all are held to. The trace and span outlive them.
[[nodiscard]] std::vector<Contender> contenders(const Trace& trace, const Span& span, double looks);

}  // namespace gazetted::bench
