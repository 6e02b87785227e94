// The same policy printed again: without its number, under a shorter title, with slips.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

class CopiesStory : public Story {
 protected:
  /// The first decree as another column prints it again.
  static Decree reprint() {
    auto copy = decrees().front();
    copy.path = "/zwgk/zhuanti/t20260306_2001.html";
    copy.title = "青石市老旧小区改造管理办法";
    copy.number.clear();
    copy.issuer.clear();
    return copy;
  }
  Told pass_with(const Decree& copy) {
    auto all = decrees();
    serve_all(all);
    EXPECT_EQ(pass().size(), 4U);
    clock.advance(std::chrono::hours{2});
    all.push_back(copy);
    serve_all(all);
    return pass();
  }
};

TEST_F(CopiesStory, AReprintWithASlipIsTheSamePolicy) {
  auto copy = reprint();
  copy.paragraphs.insert(copy.paragraphs.begin() + 5, copy.paragraphs[4]);
  EXPECT_EQ(pass_with(copy), Told{"policy.republished 青政发〔2026〕1号"});
}

TEST_F(CopiesStory, AnotherPolicyInNearlyTheSameWordsIsAnother) {
  auto other = reprint();
  other.title = "青石市既有住宅加装电梯管理办法";
  for (auto& paragraph : other.paragraphs)
    if (const auto at = paragraph.find("老旧小区改造"); at != std::string::npos)
      paragraph.replace(at, std::string("老旧小区改造").size(), "既有住宅加装电梯");
  EXPECT_EQ(pass_with(other), Told{"policy.published 青石市既有住宅加装电梯管理办法"});
}

TEST_F(CopiesStory, TheSameWordsUnderAnotherNumberAreAnother) {
  auto other = reprint();
  other.number = "青政发〔2026〕9号";
  EXPECT_EQ(pass_with(other), Told{"policy.published 青政发〔2026〕9号"});
}

}  // namespace
}  // namespace gazetted::test
