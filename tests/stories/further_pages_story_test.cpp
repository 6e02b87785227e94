// A policy that its site spreads over several addresses is one policy, and each of them is watched. A list
// that a script fills is a list.

#include "tests/stories/story.h"

namespace gazetted::test {
namespace {

using Told = std::vector<std::string>;

class FurtherPagesStory : public Story {
 protected:
  /// Serves `decree` cut into pages of three paragraphs each: t1.html, t1_1.html, t1_2.html …
  void serve_cut(const Decree& decree) {
    constexpr std::size_t of_one = 3;
    const std::size_t pages = (decree.paragraphs.size() + of_one - 1) / of_one;
    const auto path = [&](std::size_t page) {
      auto made = decree.path;
      if (page > 0) made.insert(made.rfind('.'), "_" + std::to_string(page));
      return made;
    };
    for (std::size_t page = 0; page < pages; ++page) {
      Decree part = decree;
      const auto begin = decree.paragraphs.begin() + static_cast<std::ptrdiff_t>(page * of_one);
      part.paragraphs.assign(begin, std::min(begin + of_one, decree.paragraphs.end()));
      std::string html = article_page(part);
      std::string pager = "<div class=\"fy\"><span>" + std::to_string(page + 1) + "</span> ";
      if (page + 1 < pages) pager += "<a href=\"" + path(page + 1) + "\">下一页</a>";
      html.insert(html.find("<div class=\"pages\">"), pager + "</div>\n");
      site.serve(path(page), html, {.etag = "\"" + Digest::of(html).hex() + "\""});
    }
  }

  [[nodiscard]] std::string text_of(const std::string& number) const {
    std::string text;
    const auto store = open();
    store.read([&](const monitor::View& view) {
      view.each_page([&](const monitor::PageRecord& page) {
        if (page.url.str().find(number) == std::string::npos || page.parts.empty())
          return monitor::View::Walk::on;
        const auto version = view.version(page.url, 1, page.parts.front().versions);
        if (version)
          if (const auto body = view.body(version->text_sha256)) text = *body;
        return monitor::View::Walk::on;
      });
    });
    return text;
  }
};

TEST_F(FurtherPagesStory, OnePolicyAndAChangeOnItsSecondPageIsToldWordForWord) {
  auto all = decrees();
  all.resize(1);
  serve_all(all);
  serve_cut(all.front());
  EXPECT_EQ(pass(), Told{"policy.baseline 青政发〔2026〕1号"});
  std::string whole;
  for (const auto& paragraph : all.front().paragraphs) whole += (whole.empty() ? "" : "\n") + paragraph;
  EXPECT_EQ(text_of("t20260305_1001"), whole);

  clock.advance(std::chrono::hours{1});
  EXPECT_EQ(pass(), Told{});

  clock.advance(std::chrono::hours{1});
  all.front().paragraphs[4].replace(all.front().paragraphs[4].find("75%"), 3, "80%");
  serve_cut(all.front());
  EXPECT_EQ(pass(), Told{"policy.amended 青政发〔2026〕1号"});
  const auto change = newest("policy.amended").at("data").at("change");
  EXPECT_EQ(change.at("significance"), "substantive");
  ASSERT_EQ(change.at("hunks").size(), 1U);
  EXPECT_EQ(change.at("hunks")[0].at("where"), "第三条");
  EXPECT_EQ(pass(), Told{});
}

TEST_F(FurtherPagesStory, APartThatCannotBeHadOrIsBlockedTellsNothing) {
  auto all = decrees();
  all.resize(1);
  serve_all(all);
  serve_cut(all.front());
  EXPECT_EQ(pass().size(), 1U);
  clock.advance(std::chrono::hours{1});
  site.serve("/zwgk/zcwj/t20260305_1001_1.html", block_page());
  EXPECT_EQ(pass(), Told{});
  clock.advance(std::chrono::hours{1});
  site.remove("/zwgk/zcwj/t20260305_1001_2.html");
  EXPECT_EQ(pass(), Told{});
}

TEST_F(FurtherPagesStory, AListThatAScriptFillsIsReadFromWhereItIsFilledFrom) {
  auto all = decrees();
  serve_all(all);
  site.serve(
      "/zwgk/zcwj/index.html",
      R"(<!DOCTYPE html><html><head><meta charset="utf-8"><title>政策文件_青石市人民政府</title></head><body>
<h2>政策文件</h2><ul id="list"></ul><script>$.getJSON("./list.json", function (rows) { draw(rows); });</script></body></html>)");
  Json rows = Json::array();
  for (const auto& decree : all)
    rows.push_back({{"title", decree.title}, {"url", decree.path}, {"date", decree.published}});
  site.serve("/zwgk/zcwj/list.json", rows.dump(), {.content_type = "application/json"});
  EXPECT_EQ(pass().size(), all.size());
  clock.advance(std::chrono::hours{1});
  EXPECT_EQ(pass(), Told{});
}

}  // namespace
}  // namespace gazetted::test
