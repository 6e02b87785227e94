#include "app/recent_readings.h"

#include <gtest/gtest.h>

namespace gazetted::app {
namespace {

Capture page(const std::string& path, const std::string& body) {
  Capture capture;
  capture.target.url = *Url::parse("http://a.gov.cn/" + path);
  capture.final_url = capture.target.url;
  capture.status = 200;
  capture.content_type = "text/html";
  capture.body = body;
  capture.validators.body = Digest::of(body);
  return capture;
}

Reading reading_of(const std::string& text) {
  Reading reading;
  reading.parsed.documents.emplace_back().text = text;
  return reading;
}

std::optional<std::string> text_of(const std::optional<Seen>& seen) {
  return seen ? std::optional(seen->reading.parsed.documents.front().text) : std::nullopt;
}

TEST(RecentReadings, TheSameBytesAreReadOnce) {
  RecentReadings recent(1000);
  recent.keep(page("1", "a"), reading_of("A"));
  recent.keep(page("2", "b"), reading_of("B"));
  EXPECT_EQ(text_of(recent.take(page("2", "b"))), "B");
  EXPECT_EQ(text_of(recent.take(page("2", "b"))), std::nullopt);  // once
  EXPECT_EQ(text_of(recent.take(page("1", "a"))), "A");
}

TEST(RecentReadings, WhatMayReadOtherwiseIsReadAnew) {
  RecentReadings recent(1000);
  recent.keep(page("1", "a"), reading_of("A"));
  EXPECT_FALSE(recent.take(page("1", "b")));
  EXPECT_FALSE(recent.take(page("2", "a")));
  auto other = page("1", "a");
  other.content_type = "text/html; charset=gbk";
  EXPECT_FALSE(recent.take(other));
  other = page("1", "a");
  other.source = std::make_shared<const Source>();  // its rules were changed in between
  EXPECT_FALSE(recent.take(other));
  other = page("1", "a");
  other.unchanged = true;
  EXPECT_FALSE(recent.take(other));
  EXPECT_TRUE(recent.take(page("1", "a")));
}

TEST(RecentReadings, AServerMaySayThatItIsTheSame) {
  RecentReadings recent(1000);
  auto first = page("1", "a");
  first.validators.last_modified = "Fri, 27 Nov 2026 08:00:00 GMT";
  recent.keep(first, reading_of("A"));
  auto second = page("1", "a");
  second.body.clear();
  second.content_type.clear();
  second.status = 304;
  second.unchanged = second.target.again = true;
  second.captured_at = Timestamp{std::chrono::milliseconds{5}};
  const auto seen = recent.take(second);
  ASSERT_EQ(text_of(seen), "A");
  EXPECT_EQ(seen->capture.body, "a");
  EXPECT_EQ(seen->capture.status, 200);
  EXPECT_FALSE(seen->capture.unchanged);
  EXPECT_EQ(seen->capture.captured_at, second.captured_at);
  EXPECT_EQ(seen->capture.validators.last_modified, first.validators.last_modified);
  EXPECT_FALSE(recent.take(second));
}

TEST(RecentReadings, TheOldestMakeRoom) {
  RecentReadings recent(10);
  recent.keep(page("1", "a"), reading_of("12345"));
  recent.keep(page("2", "b"), reading_of("12345"));
  recent.keep(page("3", "c"), reading_of("123456"));
  recent.keep(page("4", "d"), reading_of("12345678901"));  // does not fit at all
  EXPECT_FALSE(recent.take(page("1", "a")));
  EXPECT_FALSE(recent.take(page("2", "b")));
  EXPECT_TRUE(recent.take(page("3", "c")));
  EXPECT_FALSE(recent.take(page("4", "d")));
}

}  // namespace
}  // namespace gazetted::app
