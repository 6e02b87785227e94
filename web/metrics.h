#pragma once
// Counters and gauges as Prometheus reads them (text exposition format 0.0.4).

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gazetted::web {

/// One sample. Samples of one name stand together and share kind and help, those of the first.
struct Metric {
  enum class Kind { counter, gauge };
  std::string name;  ///< [a-zA-Z_:][a-zA-Z0-9_:]*; a counter's ends in _total
  std::string help;
  Kind kind = Kind::gauge;
  double value = 0;
  std::vector<std::pair<std::string, std::string>> labels;
};

[[nodiscard]] std::string to_prometheus(std::span<const Metric> metrics);

}  // namespace gazetted::web
