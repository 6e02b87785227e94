// A site changes its clothes: what cannot be read any more is said, with what would read it.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

class RedesignStory : public Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    serve_all(all);
    EXPECT_EQ(pass().size(), 4U);
    clock.advance(std::chrono::hours{2});
  }
  /// A list whose entries are no links, which finding by itself passes over.
  [[nodiscard]] std::string scripted_list() const {
    std::string rows;
    for (const auto& decree : all)
      rows += "<div class=\"row\" data-url=\"" + decree.path + "\"><p class=\"t\">" + decree.title +
              "</p><i>" + decree.published + "</i></div>\n";
    return "<html><head><title>政策文件</title></head><body><div class=\"nav\"><ul><li><a "
           "href=\"/a\">首页</a></li>"
           "<li><a href=\"/b\">政务公开</a></li></ul></div><div id=\"main\">" +
           rows + "</div></body></html>";
  }

  std::vector<Decree> all = decrees();
};

TEST_F(RedesignStory, AListThatIsNotFoundAnyMoreIsToldWithRulesThatFindIt) {
  site.serve("/zwgk/zcwj/index.html", scripted_list());
  EXPECT_EQ(pass(), Told{"source.failing"});
  const auto reason =
      newest("source.failing").at("data").at("troubles").at(0).at("reason").get<std::string>();
  EXPECT_NE(reason.find("items = \"div#main > div.row\""), std::string::npos) << reason;
  EXPECT_NE(reason.find("4 of 4 known titles"), std::string::npos) << reason;
  clock.advance(std::chrono::hours{2});
  EXPECT_EQ(pass(), Told{});
  serve_all(all);
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

TEST_F(RedesignStory, AMessageInPlaceOfEveryPageIsBelievedOfNone) {
  const std::string message =
      "<html><head><title>青石市人民政府</title></head><body><h1>青石市人民政府</h1><div "
      "class=\"TRS_Editor\"><p>"
      "因机房搬迁，我们将于近期恢复开放，期间请移步政务服务大厅咨询。</p></div></body></html>";
  for (const auto& decree : all) site.serve(decree.path, message);
  for (int visit = 0; visit < 6; ++visit) {
    for (const auto& told : pass()) EXPECT_EQ(told, "source.failing");
    clock.advance(std::chrono::hours{2});
  }
  serve_all(all);
  EXPECT_EQ(pass(), Told{"source.recovered"});
}

}  // namespace
}  // namespace gazetted::test
