#include "web/metrics.h"

#include <gtest/gtest.h>

namespace gazetted::web {
namespace {

TEST(Metrics, FamiliesStandTogetherWithHelpAndTypeOnce) {
  const std::vector<Metric> metrics{
      {.name = "fetches_total",
       .help = "fetches",
       .kind = Metric::Kind::counter,
       .value = 3,
       .labels = {{"source", "a"}}},
      {.name = "queue", .help = "waiting", .kind = Metric::Kind::gauge, .value = 0.5, .labels = {}},
      {.name = "fetches_total",
       .help = "fetches",
       .kind = Metric::Kind::counter,
       .value = 4,
       .labels = {{"source", "b"}, {"status", "200"}}},
  };
  EXPECT_EQ(to_prometheus(metrics),
            "# HELP fetches_total fetches\n"
            "# TYPE fetches_total counter\n"
            "fetches_total{source=\"a\"} 3\n"
            "fetches_total{source=\"b\",status=\"200\"} 4\n"
            "# HELP queue waiting\n"
            "# TYPE queue gauge\n"
            "queue 0.5\n");
}

TEST(Metrics, LabelsAreEscapedAndLargeCountsExact) {
  const std::vector<Metric> metrics{{.name = "n_total",
                                     .help = "",
                                     .kind = Metric::Kind::counter,
                                     .value = 1234567890123,
                                     .labels = {{"reason", "a \"b\"\\\n济南"}}}};
  const std::string text = to_prometheus(metrics);
  EXPECT_NE(text.find("n_total{reason=\"a \\\"b\\\"\\\\\\n济南\"} 1234567890123\n"), std::string::npos)
      << text;
}

TEST(Metrics, NoneIsEmpty) { EXPECT_EQ(to_prometheus({}), ""); }

}  // namespace
}  // namespace gazetted::web
