// The digest of what a visit brought.
#include "core/capture.h"

#include <gtest/gtest.h>

namespace gazetted {
namespace {

Capture brought(int status) {
  Capture capture;
  capture.status = status;
  capture.body = "one";
  return capture;
}

TEST(WithDigest, NamesAllBodies) {
  auto capture = brought(200);
  EXPECT_EQ(with_digest(capture).validators.body, Digest::of("one"));
  capture.further.push_back({Url::parse("https://a.gov.cn/1_2.html").value(), "text/html", "two"});
  EXPECT_EQ(with_digest(capture).validators.body, Digest::of("onetwo"));
}

TEST(WithDigest, TakesNoneTwice) {
  auto capture = brought(200);
  capture.validators.body = Digest::of("other");
  EXPECT_EQ(with_digest(capture).validators.body, Digest::of("other"));
}

TEST(WithDigest, NamesNoPageOfAnError) {
  EXPECT_FALSE(with_digest(brought(404)).validators.body);
  EXPECT_FALSE(with_digest(brought(304)).validators.body);
  auto capture = brought(200);
  capture.error = Error{ErrorKind::timed_out, "https://a.gov.cn/: no answer"};
  EXPECT_FALSE(with_digest(capture).validators.body);
}

}  // namespace
}  // namespace gazetted
