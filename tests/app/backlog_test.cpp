#include "app/backlog.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::app {
namespace {

using monitor::PageNumber;

Timestamp at(int second) { return Timestamp(std::chrono::seconds(second)); }
Url page_at(const std::string& origin, std::size_t number) {
  return *Url::parse(origin + "/" + std::to_string(number));
}

/// The numbers of all that may be taken.
std::string taken(Backlog& backlog, Timestamp until) {
  std::string numbers;
  while (const auto page = backlog.take(until))
    numbers += std::to_string(static_cast<std::uint32_t>(*page)) + ' ';
  return numbers;
}

/// So many hosts that each has room for the least number of documents.
void crowd(Backlog& backlog) {
  for (std::size_t host = 0; host * Backlog::held_at_least < Backlog::held_in_all; ++host)
    backlog.hold(page_at("http://h" + std::to_string(host) + ".gov.cn", 0));
}

TEST(Backlog, GivesWhatIsDueFirst) {
  Backlog backlog;
  backlog.wait("http://a.gov.cn", at(30), PageNumber{1});
  backlog.wait("http://b.gov.cn", at(10), PageNumber{2});
  backlog.wait("http://a.gov.cn", at(20), PageNumber{3});
  backlog.wait("http://a.gov.cn", Timestamp::min(), PageNumber{4});
  backlog.wait("http://b.gov.cn", at(60), PageNumber{5});
  EXPECT_EQ(backlog.waiting(), 5U);
  EXPECT_EQ(taken(backlog, at(30)), "4 2 3 ");
  EXPECT_EQ(taken(backlog, Timestamp::max()), "1 5 ");
  EXPECT_EQ(backlog.waiting(), 0U);
}

TEST(Backlog, AHostIsGivenNoMoreThanThereIsRoomFor) {
  Backlog backlog;
  crowd(backlog);
  const std::string full = "http://a.gov.cn", other = "http://b.gov.cn";
  for (std::size_t number = 0; number < Backlog::held_at_least; ++number) backlog.hold(page_at(full, number));
  EXPECT_FALSE(backlog.has_room(full, at(1)));
  backlog.wait(full, at(1), PageNumber{1});
  backlog.wait(other, at(2), PageNumber{2});
  EXPECT_EQ(taken(backlog, at(9)), "2 ");  // what waits for room keeps nobody else waiting
  backlog.release(page_at(full, 3));
  backlog.release(page_at(full, 3));
  EXPECT_TRUE(backlog.has_room(full, at(1)));
  EXPECT_FALSE(backlog.has_room(full, at(2)));  // it is the turn of the one that waits
  EXPECT_EQ(taken(backlog, at(9)), "1 ");
}

TEST(Backlog, HeldTwiceIsHeldOnce) {
  Backlog backlog;
  crowd(backlog);
  const std::string origin = "http://a.gov.cn";
  for (std::size_t time = 0; time < 2 * Backlog::held_at_least; ++time) backlog.hold(page_at(origin, 0));
  EXPECT_TRUE(backlog.is_held(page_at(origin, 0)));
  EXPECT_TRUE(backlog.has_room(origin, at(1)));
  backlog.release(page_at(origin, 0));
  EXPECT_FALSE(backlog.is_held(page_at(origin, 0)));
}

TEST(Backlog, FewHostsHaveMoreRoom) {
  Backlog backlog;
  const std::string origin = "http://a.gov.cn";
  std::size_t held = 0;
  for (; backlog.has_room(origin, at(1)); ++held) backlog.hold(page_at(origin, held));
  EXPECT_EQ(held, Backlog::held_at_most);
  backlog.wait(origin, at(1), PageNumber{1});
  EXPECT_EQ(taken(backlog, at(9)), "");
}

}  // namespace
}  // namespace gazetted::app
