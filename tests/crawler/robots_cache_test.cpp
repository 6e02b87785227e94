#include "crawler/robots_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::crawler {
namespace {

using std::chrono::hours;

const RobotsCache::Instant start{hours{1}};

std::string origin(std::size_t number) { return "https://h" + std::to_string(number) + ".gov.cn"; }

RobotsCache::Standing standing(hours lasts) { return {.rules = {}, .barred = {}, .until = start + lasts}; }

/// How many of the first `count` are known.
std::size_t known(const RobotsCache& cache, std::size_t count, RobotsCache::Instant now) {
  std::size_t known = 0;
  for (std::size_t number = 0; number < count; ++number) known += cache.find(origin(number), now) != nullptr;
  return known;
}

TEST(RobotsCache, WhatHasExpiredIsToBeFetchedAgain) {
  RobotsCache cache;
  cache.keep(origin(1), standing(hours{24}), start);
  EXPECT_NE(cache.find(origin(1), start + hours{23}), nullptr);
  EXPECT_EQ(cache.find(origin(1), start + hours{24}), nullptr);
  EXPECT_EQ(cache.find(origin(2), start), nullptr);
}

TEST(RobotsCache, OneOriginTooManyForgetsAFewOnly) {
  RobotsCache cache;
  for (std::size_t number = 0; number <= RobotsCache::most; ++number)
    cache.keep(origin(number), standing(hours{24}), start);
  EXPECT_LE(cache.size(), RobotsCache::most);
  EXPECT_GT(known(cache, RobotsCache::most, start), RobotsCache::most / 10 * 9);
  EXPECT_NE(cache.find(origin(RobotsCache::most), start), nullptr);
}

TEST(RobotsCache, WhatHasExpiredGoesFirst) {
  RobotsCache cache;
  const auto old = RobotsCache::most / 2;
  for (std::size_t number = 0; number < RobotsCache::most; ++number)
    cache.keep(origin(number), standing(hours{number < old ? 1 : 24}), start);
  const auto later = start + hours{2};
  cache.keep(origin(RobotsCache::most), standing(hours{24}), later);
  EXPECT_EQ(cache.size(), RobotsCache::most - old + 1);
  EXPECT_EQ(known(cache, RobotsCache::most, later), RobotsCache::most - old);
}

}  // namespace
}  // namespace gazetted::crawler
