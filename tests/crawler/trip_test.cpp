// What a trip makes of its responses.
#include "crawler/trip.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

Capture capture_of(const Trip& trip) {
  Response response;
  response.status = 200;
  response.body = "text";
  return completed(to_capture(trip, std::move(response), {}, Duration{0}));
}

TEST(Trip, TakesTheDigestOfABodyWhereThereIsOneToCompareItWith) {
  Trip trip;
  EXPECT_FALSE(capture_of(trip).validators.body);
  EXPECT_FALSE(capture_of(trip).unchanged);

  trip.target.validators.body = Digest::of("other");
  EXPECT_EQ(capture_of(trip).validators.body, Digest::of("text"));
  EXPECT_FALSE(capture_of(trip).unchanged);

  trip.target.validators.body = Digest::of("text");
  EXPECT_TRUE(capture_of(trip).unchanged);
  EXPECT_EQ(capture_of(trip).body, "");
}

}  // namespace
}  // namespace gazetted::crawler
