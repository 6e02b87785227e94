#include "web/metrics.h"

#include <map>
#include <sstream>

#include <prometheus/text_serializer.h>

namespace gazetted::web {
namespace {

prometheus::MetricFamily family_of(const Metric& metric) {
  prometheus::MetricFamily family;
  family.name = metric.name;
  family.help = metric.help;
  family.type =
      metric.kind == Metric::Kind::counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
  return family;
}

prometheus::ClientMetric sample_of(const Metric& metric) {
  prometheus::ClientMetric sample;
  for (const auto& [name, value] : metric.labels) sample.label.push_back({name, value});
  sample.counter.value = metric.value;
  sample.gauge.value = metric.value;
  return sample;
}

}  // namespace

std::string to_prometheus(std::span<const Metric> metrics) {
  std::vector<prometheus::MetricFamily> families;
  std::map<std::string, std::size_t> places;
  for (const Metric& metric : metrics) {
    const auto [place, is_new] = places.try_emplace(metric.name, families.size());
    if (is_new) families.push_back(family_of(metric));
    families[place->second].metric.push_back(sample_of(metric));
  }
  std::ostringstream out;
  out.imbue(std::locale::classic());
  prometheus::TextSerializer{}.Serialize(out, families);
  return out.str();
}

}  // namespace gazetted::web
