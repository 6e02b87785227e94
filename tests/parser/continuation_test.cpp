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

TEST(Continuation, OddPagesTakeLinearTime) {
  std::string html;
  for (int i = 0; i < 50'000; ++i) html += "t20260731_15 ";
  EXPECT_FALSE(may_continue(html, first));
  EXPECT_TRUE(may_continue(html + "t20260731_15_1", first));
}

}  // namespace
}  // namespace gazetted::parser
