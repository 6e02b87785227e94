// What a host allows, as the crawl loop asks for it, and what is kept of it.

#include "crawler/host_book.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

using namespace std::chrono_literals;

const Timestamp noon = *parse_rfc3339("2026-03-06T12:00:00+08:00");

Frontier::Now at(Timestamp clock) { return {clock, Frontier::Instant{} + 1h + (clock - noon)}; }

Source source_of(const std::string& id) {
  Source source;
  source.id = SourceId(id);
  return source;
}

Response answer(int status, const std::string& address = "") {
  Response response;
  response.status = status;
  response.address = address;
  return response;
}

struct QuietCase {
  std::vector<QuietHours> quiet;
  const char *now, *until;
};

class Quiet : public testing::TestWithParam<QuietCase> {};

TEST_P(Quiet, EndsInTime) {
  auto source = source_of("a");
  source.quiet = GetParam().quiet;
  const auto until = quiet_until(source, *parse_rfc3339(GetParam().now));
  EXPECT_EQ(until ? to_rfc3339(*until) : "", GetParam().until);
}

const std::vector<QuietHours> night = {{22h, 6h}};
INSTANTIATE_TEST_SUITE_P(
    Hours, Quiet,
    testing::Values(QuietCase{night, "2026-03-06T21:59:59+08:00", ""},
                    QuietCase{night, "2026-03-06T22:00:00+08:00", "2026-03-06T22:00:00Z"},
                    QuietCase{night, "2026-03-07T05:59:59+08:00", "2026-03-06T22:00:00Z"},
                    QuietCase{night, "2026-03-07T06:00:00+08:00", ""},
                    QuietCase{{{12h, 13h}, {0h, 24h}}, "2026-03-06T12:30:00+08:00", "2026-03-06T05:00:00Z"},
                    QuietCase{{{20h, 24h}}, "2026-03-06T23:30:00+08:00", "2026-03-06T16:00:00Z"},
                    QuietCase{{}, "2026-03-06T23:30:00+08:00", ""}));

TEST(HostBook, ABudgetIsSpentUntilMidnightThere) {
  auto source = source_of("a");
  source.budget = 2;
  HostBook book;
  EXPECT_EQ(book.budget_allows(3, source, noon), noon);
  book.note_sent(3, "a.gov.cn", source, at(noon), 0ms);
  EXPECT_EQ(book.budget_allows(3, source, noon), noon);
  book.note_sent(3, "a.gov.cn", source, at(noon), 0ms);
  EXPECT_EQ(book.budget_allows(3, source, noon), noon + 12h);
  EXPECT_EQ(book.budget_allows(3, source, noon + 12h), noon + 12h);
  EXPECT_EQ(book.budget_allows(3, source_of("b"), noon), noon);
}

TEST(HostBook, HostsOfOneAddressAreAskedInTurn) {
  const auto source = source_of("a");
  HostBook book;
  const auto now = at(noon);
  for (const HostBook::HostId host : {1U, 2U}) {
    book.note_sent(host, "h" + std::to_string(host), source, now, 2s);
    book.note_answer(host, source, answer(200, "192.0.2.1"), now, 10ms, 2s);
  }
  book.note_sent(5, "h5", source, now, 2s);
  book.note_answer(5, source, answer(200, "192.0.2.5"), now, 10ms, 2s);
  EXPECT_EQ(book.address_free_at(1), now.tick + 2s);
  const auto later = at(noon + 1s);
  book.note_sent(2, "h2", source, later, 2s);
  EXPECT_EQ(book.address_free_at(1), later.tick + 2s);
  EXPECT_EQ(book.address_free_at(5), now.tick + 2s);
  EXPECT_EQ(book.note_hold(1, noon + 1h), std::vector<HostBook::HostId>{2});
  EXPECT_EQ(book.held_until(1), noon + 1h);
}

TEST(HostBook, ThroughAProxyAddressesSayNothing) {
  auto source = source_of("a");
  source.proxy = "http://127.0.0.1:3128";
  HostBook book;
  book.note_sent(1, "h1", source, at(noon), 2s);
  book.note_answer(1, source, answer(200, "127.0.0.1"), at(noon), 10ms, 2s);
  EXPECT_EQ(book.address_free_at(1), HostBook::Instant{});
  EXPECT_TRUE(book.note_hold(1, noon + 1h).empty());
}

TEST(HostBook, ASlowHostIsSparedForAsLongAsItTakes) {
  const auto source = source_of("a");
  HostBook book;
  const auto answers_in = [&](Duration time) {
    book.note_answer(1, source, answer(200), at(noon), time, 0ms);
    return book.slowness(1);
  };
  EXPECT_EQ(book.slowness(1), 0ms);
  EXPECT_EQ(answers_in(900ms), 0ms);
  EXPECT_EQ(answers_in(4'900ms), 1'900ms);
  for (int i = 0; i < 100; ++i) (void)answers_in(200s);
  EXPECT_EQ(book.slowness(1), 60s);
}

TEST(HostBook, IsKeptAndTakenUp) {
  auto source = source_of("a");
  source.budget = 2;
  HostBook book;
  book.note_sent(1, "h1", source, at(noon), 2s);
  book.note_answer(1, source, answer(304, "192.0.2.1"), at(noon + 1s), 1'500ms, 2s);
  book.note_sent(1, "h1", source, at(noon + 4s), 2s);
  (void)book.note_hold(1, noon + 1h);
  auto notes = book.changed();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_TRUE(book.changed().empty());

  const auto record = unpacked_host(notes[0].record);
  ASSERT_EQ(record.days.size(), 1U);
  const auto& day = record.days.begin()->second;
  EXPECT_EQ(day.requests, 2U);
  EXPECT_EQ(day.unchanged, 1U);
  EXPECT_EQ(day.least_gap, 3s);
  EXPECT_EQ(record.sources, std::set{SourceId("a")});
  EXPECT_EQ(unpacked_host(packed(record)), record);

  HostBook next;
  next.take_up(7, "h1", notes[0].record, at(noon + 1min));
  EXPECT_EQ(next.budget_allows(7, source, noon + 1min), noon + 12h);
  EXPECT_EQ(next.held_until(7), noon + 1h);
  EXPECT_EQ(next.slowness(7), 1'500ms);
}

TEST(HostBook, APauseOutlivesTheProcess) {
  const auto source = source_of("a");
  HostBook book;
  book.note_sent(1, "h1", source, at(noon), 10s);
  book.note_answer(1, source, answer(200, "192.0.2.1"), at(noon), 1s, 10s);
  book.note_rest(1, noon, 10s);
  const auto notes = book.changed();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(unpacked_host(packed(unpacked_host(notes[0].record))), unpacked_host(notes[0].record));

  HostBook next;
  next.take_up(7, "h1", notes[0].record, at(noon + 4s));
  EXPECT_EQ(next.rest_left(7, noon + 4s), 6s);
  EXPECT_EQ(next.address_free_at(7), at(noon + 10s).tick) << "its neighbours wait as well";
  EXPECT_EQ(next.rest_left(7, noon + 10s), 0s);
  EXPECT_EQ(next.rest_left(7, noon - 24h), 10s) << "the clock was turned back";
  EXPECT_EQ(next.rest_left(8, noon), 0s) << "a host that was never asked";
}

TEST(HostRecord, GrowsByDaysUpToABound) {
  HostRecord kept, newer;
  const auto first = *Date::parse_iso("2026-01-01");
  for (int i = 0; i < 90; ++i) kept.days[first.plus_days(i)].requests = 1;
  newer.days[first.plus_days(89)].requests = 5;
  newer.days[first.plus_days(90)].requests = 7;
  newer.address = "192.0.2.9";
  const auto both = merged(newer, kept);
  EXPECT_EQ(both.address, "192.0.2.9");
  ASSERT_EQ(both.days.size(), 90U);
  EXPECT_EQ(both.days.begin()->first, first.plus_days(1));
  EXPECT_EQ(both.days.at(first.plus_days(89)).requests, 5U);
}

TEST(HostRecord, WhatCannotBeReadIsLeftOut) {
  EXPECT_EQ(unpacked_host("day x 1 2\nheld\nrest 5\n\xff\nanswers 7\nday 2026-03-06 1\n"),
            unpacked_host("held 0\nanswers 7\n"));
}

}  // namespace
}  // namespace gazetted::crawler
