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

monitor::ParsedCapture seen(Capture capture, const std::string& text) {
  auto reading = std::make_shared<monitor::Reading>();
  reading->parsed.documents.emplace_back().text = text;
  return {std::move(capture), std::move(reading)};
}

std::optional<std::string> text_of(const std::optional<monitor::ParsedCapture>& seen) {
  return seen ? std::optional(seen->reading->parsed.documents.front().text) : std::nullopt;
}

TEST(RecentReadings, TheSameBytesAreReadOnce) {
  RecentReadings recent(1000);
  recent.keep(seen(page("1", "a"), "A"));
  recent.keep(seen(page("2", "b"), "B"));
  EXPECT_EQ(text_of(recent.take(page("2", "b"))), "B");
  EXPECT_EQ(text_of(recent.take(page("2", "b"))), std::nullopt);  // once
  EXPECT_EQ(text_of(recent.take(page("1", "a"))), "A");
}

TEST(RecentReadings, WhatMayReadOtherwiseIsReadAnew) {
  RecentReadings recent(1000);
  recent.keep(seen(page("1", "a"), "A"));
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
  recent.keep(seen(first, "A"));
  auto second = page("1", "a");
  second.body.clear();
  second.content_type.clear();
  second.status = 304;
  second.unchanged = second.target.again = true;
  second.captured_at = Timestamp{std::chrono::milliseconds{5}};
  const auto taken = recent.take(second);
  ASSERT_EQ(text_of(taken), "A");
  EXPECT_EQ(taken->capture.body, "a");
  EXPECT_EQ(taken->capture.status, 200);
  EXPECT_FALSE(taken->capture.unchanged);
  EXPECT_EQ(taken->capture.captured_at, second.captured_at);
  EXPECT_EQ(taken->capture.validators.last_modified, first.validators.last_modified);
  EXPECT_FALSE(recent.take(second));
}

TEST(RecentReadings, TheOldestMakeRoom) {
  RecentReadings recent(10);
  recent.keep(seen(page("1", "a"), "12345"));
  recent.keep(seen(page("2", "b"), "12345"));
  recent.keep(seen(page("3", "c"), "123456"));
  recent.keep(seen(page("4", "d"), "12345678901"));  // does not fit at all
  EXPECT_FALSE(recent.take(page("1", "a")));
  EXPECT_FALSE(recent.take(page("2", "b")));
  EXPECT_TRUE(recent.take(page("3", "c")));
  EXPECT_FALSE(recent.take(page("4", "d")));
}

}  // namespace
}  // namespace gazetted::app
