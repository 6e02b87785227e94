#include "parser/continuation.h"

#include <gtest/gtest.h>

#include "parser/parse.h"

namespace gazetted::parser {
namespace {

const Url first = *Url::parse("http://www.example.gov.cn/zc/t20260731_15.html");

std::string page(const std::string& text, const std::string& pager,
                 const std::string& title = "关于印发青石镇供水管理办法的通知") {
  return "<html><head><title>" + title + "</title><meta name=ArticleTitle content=\"" + title +
         "\"></head><body><div class=nav><a href=/>首页</a></div><h1>" + title +
         "</h1><div class=info>发布时间：2026-07-31</div><div class=TRS_Editor>" + text +
         "</div><div class=page>" + pager +
         "</div><div class=footer>主办：青石镇人民政府</div></body></html>";
}

std::string paragraphs(int from, int to) {
  std::string html;
  for (int i = from; i <= to; ++i)
    html += "<p>第" + std::to_string(i) +
            "条　供水单位应当依照本办法的规定保证供水的水质、水量和水压，并接受主管部门的监督检查。</p>";
  return html;
}

TEST(Continuation, MayContinue) {
  struct Case {
    std::string_view bytes, path;
    bool may;
  };
  const Case cases[] = {{"<a href='t1_2.html'>", "/zc/t1.html", true},
                        {"<a href=\"/zc/t1-2.html\">", "/zc/t1.html", true},
                        {"createPageHTML(3, 0, \"t1\", \"html\")", "/zc/t1.html", true},
                        {"<a href='t1.html'>t1_x</a>", "/zc/t1.html", false},
                        {"share(\"t1\")", "/zc/t1.html", false},
                        {"<a href=index_1.html>", "/zc/", true},
                        {"<a href=index_1.html>", "/zc/t1.html", false},
                        {"<a href=\"?id=5&amp;page=2\">", "/show?id=5", true},
                        {"<a href='show?id=5&pageNo=2'>", "/zc/show?id=5", true},
                        {"<a href=/zc/t1.html?page=2>", "/zc/t1.html", true},
                        {"<a href='list?page=2'>", "/zc/show?id=5", false},
                        {"<a href='show?id=6'>", "/zc/show?id=5", false},
                        {"", "/zc/t1.html", false}};
  for (const auto& c : cases)
    EXPECT_EQ(may_continue(c.bytes, *Url::parse("http://h.cn" + std::string(c.path))), c.may) << c.bytes;
}

TEST(Continuation, LeadsOnlyToPagesOfTheSameName) {
  struct Case {
    std::string pager, next;
  };
  const Case cases[] = {
      {"<a href=t20260731_15_1.html>下一页</a>", "t20260731_15_1.html"},
      {"<span>1</span><a href=t20260731_15_2.html>2</a><a href=t20260731_15_3.html>3</a>",
       "t20260731_15_2.html"},
      {"<script>createPageHTML(3, 0, \"t20260731_15\", \"html\");</script>", "t20260731_15_1.html"},
      {"<a href=t20260731_16.html>下一页</a><i>t20260731_15_1</i>", ""},
      {"<a href=t20260731_15_1_附件.html>下一页</a>", ""},
      {"<a href='javascript:next()'>下一页</a>", ""},
      {"<a href=t20260730_14.html>下一篇</a>", ""}};
  for (const auto& c : cases) {
    const std::string html = page(paragraphs(1, 4), c.pager);
    Input input;
    input.bytes = html;
    input.url = first;
    const auto next = find_continuation(input);
    EXPECT_EQ(next ? next->str().substr(next->str().rfind('/') + 1) : "", c.next) << c.pager;
    EXPECT_EQ(parse(input).next, next) << c.pager;
  }
}

Parsed read_joined(const std::vector<std::string>& pages) {
  Input input;
  input.kind = PageKind::article;
  input.url = first;
  input.bytes = pages.front();
  for (std::size_t i = 1; i < pages.size(); ++i)
    input.further.push_back({pages[i], "text/html; charset=utf-8",
                             *first.resolve("t20260731_15_" + std::to_string(i) + ".html")});
  return parse(input);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

TEST(Continuation, TextsFollowOneAnotherAndNothingIsDoubled) {
  const std::string attachment = "<p>附件：<a href=a.pdf>申请表</a></p>";
  const auto parsed =
      read_joined({page(paragraphs(1, 5) + attachment, "<a href=t20260731_15_1.html>下一页</a>"),
                   page(paragraphs(6, 10),
                        "<a href=t20260731_15.html>上一页</a> 1 2 3 <a href=t20260731_15_2.html>下一页</a>"),
                   page(paragraphs(11, 12) + "<p>附件：<a href=a.pdf>申请表</a><a href=b.docx>说明</a></p>",
                        "<a href=t20260731_15_1.html>上一页</a>")});
  ASSERT_FALSE(parsed.error) << parsed.error->message;
  ASSERT_EQ(parsed.documents.size(), 1U);
  const auto& document = parsed.documents.front();
  EXPECT_EQ(document.title, "关于印发青石镇供水管理办法的通知");
  std::size_t before = 0;
  for (int i = 1; i <= 12; ++i) {
    const std::string article = "第" + std::to_string(i) + "条　";
    EXPECT_EQ(count(document.text, article), 1U) << article;
    EXPECT_GE(document.text.find(article), before);
    before = document.text.find(article);
  }
  EXPECT_EQ(count(document.text, "关于印发青石镇"), 0U) << document.text;
  EXPECT_EQ(count(document.text, "一页"), 0U) << document.text;
  EXPECT_EQ(document.attachments.size(), 2U);
  EXPECT_FALSE(parsed.next);
}

TEST(Continuation, AnotherPageInThePlaceOfAPartIsNotBelieved) {
  const auto start = page(paragraphs(1, 5), "<a href=t20260731_15_1.html>下一页</a>");
  for (const std::string& other :
       {std::string(
            "<html><head><title>访问被拒绝</title></head><body><p>您的访问请求已被拦截。</p></body></html>"),
        page(paragraphs(6, 9), "", "青石镇召开年度工作总结大会"), std::string("<html></html>")})
    EXPECT_TRUE(read_joined({start, other}).error) << other;
}

TEST(Continuation, AQueryThatCountsLeadsOn) {
  const Url show = *Url::parse("http://www.example.gov.cn/zc/show?id=5");
  const auto next_of = [&](const std::string& pager) {
    const std::string html = page(paragraphs(1, 4), pager);
    Input input;
    input.bytes = html;
    input.url = show;
    const auto next = find_continuation(input);
    return next ? next->query().data() : std::string();
  };
  EXPECT_EQ(next_of("<a href='show?id=5&amp;page=2'>下一页</a>"), "id=5&page=2");
  EXPECT_EQ(next_of("<span>1</span><a href='?page=2&id=5'>2</a><a href='?page=3&id=5'>3</a>"), "page=2&id=5");
  EXPECT_EQ(next_of("<a href='show?id=6&page=2'>下一页</a>"), "");
  EXPECT_EQ(next_of("<a href='show?id=6'>下一篇</a><a href='list?page=2'>列表</a>"), "");
}

TEST(Continuation, PagesOfTheQueryAreJoinedAndThoseOfCommentsAreNot) {
  const Url show = *Url::parse("http://www.example.gov.cn/zc/show?id=5");
  const auto pager = [](int to) { return "<a href='?id=5&amp;page=" + std::to_string(to) + "'>下一页</a>"; };
  const auto read = [&](const std::vector<std::string>& pages) {
    Input input;
    input.kind = PageKind::article;
    input.url = show;
    input.bytes = pages.front();
    for (std::size_t i = 1; i < pages.size(); ++i)
      input.further.push_back({pages[i], "", *show.resolve("?id=5&page=" + std::to_string(i + 1))});
    return std::pair(parse(input), find_continuation(input));
  };
  const std::string first_page = page(paragraphs(1, 4), pager(2));
  const auto [cut, cut_next] = read({first_page, page(paragraphs(5, 8), pager(3))});
  ASSERT_EQ(cut.documents.size(), 1U);
  EXPECT_NE(cut.documents[0].text.find("第8条"), std::string::npos);
  ASSERT_TRUE(cut.next);
  EXPECT_EQ(cut.next->query(), "id=5&page=3");
  EXPECT_EQ(cut_next, cut.next);
  const auto [whole, whole_next] = read({first_page, page(paragraphs(1, 4), "<p>好！</p>" + pager(3))});
  ASSERT_EQ(whole.documents.size(), 1U);
  EXPECT_EQ(whole.documents[0].text, read({first_page}).first.documents[0].text);
  EXPECT_FALSE(whole.next);
  EXPECT_FALSE(whole_next);
}

TEST(Continuation, OddPagesTakeLinearTime) {
  std::string html;
  for (int i = 0; i < 50'000; ++i) html += "t20260731_15 ";
  EXPECT_FALSE(may_continue(html, first));
  EXPECT_TRUE(may_continue(html + "t20260731_15_1", first));
}

}  // namespace
}  // namespace gazetted::parser
