#include "monitor/first_sight.h"

#include <gtest/gtest.h>

#include "monitor/learned_noise.h"
#include "monitor/line_doubt.h"

namespace gazetted::monitor {
namespace {

const std::vector<ChangedLine> stamped = {stated_line("validity", "失效"),
                                          {ChangedLine::Side::after, 1, "【本文件已失效】"}};

Document document(const std::string& text, std::optional<std::string> validity) {
  Document document;
  document.title = "青石市老旧小区改造管理办法";
  document.text = text;
  document.validity = std::move(validity);
  return document;
}

TEST(FirstSight, ClaimsAreTakenOutAndNothingElse) {
  const auto open = without_claims(document("【本文件已失效】\n第一条　甲。\n第二条　乙。", "失效"), stamped);
  EXPECT_EQ(open.text, "第一条　甲。\n第二条　乙。");
  EXPECT_EQ(open.validity, std::nullopt);
  EXPECT_EQ(without_claims(document("第一条　甲。", "有效"), stamped), document("第一条　甲。", "有效"));
  const auto as_it_is = document("【本文件已失效】\n第一条　甲。", "失效");
  EXPECT_EQ(without_claims(as_it_is, {}), as_it_is);
}

TEST(FirstSight, AValidityReadOutOfALineGoesWithIt) {
  const auto open = without_claims(document("【本文件已失效】\n第一条　甲。", "失效"), {stamped[1]});
  EXPECT_EQ(open.validity, std::nullopt);
}

TEST(FirstSight, WhatIsStatedInItsPlaceSettlesWhatWasLeftOpen) {
  VersionRecord before;
  before.document = document("第一条　甲。", std::nullopt);
  before.left_open = stamped;
  const auto known = settled(before, document("第一条　乙。", "有效"));
  ASSERT_TRUE(known);
  EXPECT_EQ(*known, document("第一条　甲。", "有效")) << "the words are those that were known";
  EXPECT_FALSE(settled(before, document("第一条　甲。", "失效"))) << "what was doubted";
  EXPECT_FALSE(settled(before, document("第一条　甲。", std::nullopt)));
  before.left_open = {stamped[1]};
  EXPECT_FALSE(settled(before, document("第一条　甲。", "有效"))) << "a line was left open, and no field";
  before.left_open.clear();
  EXPECT_FALSE(settled(before, document("第一条　甲。", "有效")));
}

TEST(FirstSight, OnlyTheEdgesOfATextAreATemplates) {
  std::string text = "【本文件已失效】";
  for (int i = 1; i <= 20; ++i) text += "\n第" + std::to_string(i) + "条　内容。";
  text += "\n本办法自2026年5月1日起施行。";
  const auto lines = lines_at_edges(text, Noise({}, std::nullopt));
  ASSERT_EQ(lines.size(), 10U);
  EXPECT_EQ(lines.front(), (ChangedLine{ChangedLine::Side::after, 1, "【本文件已失效】"}));
  EXPECT_EQ(lines.back(), (ChangedLine{ChangedLine::Side::after, -1, "本办法自#年#月#日起施行。"}));
}

}  // namespace
}  // namespace gazetted::monitor
