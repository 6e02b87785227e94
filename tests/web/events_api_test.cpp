#include "web/events_api.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/monitor/memory_log.h"

namespace gazetted::web {
namespace {

const std::string topic = "policy.published/jinan/370100";

TEST(EventsApi, ReadsItsQuery) {
  struct Case {
    std::optional<std::string> since, limit;
    std::uint64_t expected_since;
    std::size_t expected_limit;
  };
  const std::vector<Case> cases{{std::nullopt, std::nullopt, 0, 100},
                                {"0", "1", 0, 1},
                                {"18446744073709551615", "1000", ~0ULL, 1000},
                                {"7", "1001", 7, 1000},
                                {"007", "99999999999", 7, 1000}};
  for (const Case& c : cases) {
    const auto query = parse_query(c.since, c.limit);
    ASSERT_TRUE(query);
    EXPECT_EQ(query->since.value, c.expected_since);
    EXPECT_EQ(query->limit, c.expected_limit);
  }
  for (const char* wrong : {"", " 1", "1 ", "-1", "+1", "1.0", "0x1", "eins", "18446744073709551616", "一"}) {
    EXPECT_FALSE(parse_query(wrong, std::nullopt)) << wrong;
    EXPECT_FALSE(parse_query(std::nullopt, wrong)) << wrong;
  }
  EXPECT_FALSE(parse_query(std::nullopt, "0"));
}

TEST(EventsApi, APageHoldsWhatWasAskedFor) {
  monitor::MemoryLog log;
  EXPECT_EQ(events_page(log, {}), R"({"events":[],"newest":0})");
  for (int i = 0; i < 300; ++i) log.append(topic);
  for (const std::size_t limit : {1U, 63U, 64U, 65U, 128U, 290U, 291U, 1000U}) {
    const auto page = nlohmann::json::parse(events_page(log, {EventSeq{10}, limit}));
    ASSERT_EQ(page["events"].size(), std::min<std::size_t>(limit, 290));
    EXPECT_EQ(page["events"].front()["n"], 11);
    EXPECT_EQ(page["events"].back()["n"], 10 + page["events"].size());
    EXPECT_EQ(page["newest"], 300);
  }
  EXPECT_EQ(events_page(log, {EventSeq{300}, 10}), R"({"events":[],"newest":300})");
}

TEST(EventsApi, APageIsBoundedInBytes) {
  monitor::MemoryLog log;
  for (int i = 0; i < 40; ++i) log.append(topic, 1 << 20U);
  const std::string page = events_page(log, {});
  EXPECT_LT(page.size(), 18U << 20U);
  EXPECT_EQ(nlohmann::json::parse(page)["events"].size(), 16U);
}

TEST(EventsApi, AServerSentEvent) {
  monitor::StoredEvent event;
  event.sequence = EventSeq{42};
  event.type = "policy.amended";
  event.json = R"({"a":1})";
  EXPECT_EQ(server_sent(event), "id: 42\nevent: policy.amended\ndata: {\"a\":1}\n\n");
  event.json = "{\r\n}";
  EXPECT_EQ(server_sent(event), "id: 42\nevent: policy.amended\ndata: {\ndata: }\n\n");
}

}  // namespace
}  // namespace gazetted::web
