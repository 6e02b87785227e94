#include "monitor/verdict.h"

#include <gtest/gtest.h>

namespace gazetted::monitor {
namespace {

const Url page = *Url::parse("http://www.example.gov.cn/zcwj/t1.html");

std::string chinese(std::size_t characters) {
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) text += "政";
  return text;
}

Capture answered(int status) {
  Capture capture;
  capture.target.url = capture.final_url = page;
  capture.target.kind = PageKind::article;
  capture.status = status;
  return capture;
}

Parsed article(const std::string& text, const std::string& title = "关于供水的通知") {
  Parsed parsed;
  parsed.kind = PageKind::article;
  Document document;
  document.title = title;
  document.text = text;
  parsed.documents.push_back(document);
  parsed.signs.excerpt = text.substr(0, 1800);
  parsed.signs.visible_chars = text.size() / 3;
  return parsed;
}

Before read_before(std::uint64_t characters) {
  return {.text_chars = characters, .items = 0, .final_url = page};
}

TEST(Verdict, OfStatus) {
  const std::pair<int, Verdict> cases[] = {
      {200, Verdict::good},    {404, Verdict::gone},    {410, Verdict::gone},    {401, Verdict::login},
      {403, Verdict::blocked}, {412, Verdict::blocked}, {521, Verdict::blocked}, {202, Verdict::blocked},
      {500, Verdict::failed},  {503, Verdict::failed}};
  for (const auto& [status, verdict] : cases)
    EXPECT_EQ(judge_capture(answered(status), article(chinese(900)), {}).verdict, verdict) << status;
}

TEST(Verdict, OfMessagesInPlaceOfThePage) {
  const std::pair<const char*, Verdict> cases[] = {{"您的访问请求已被拦截", Verdict::blocked},
                                                   {"请完成安全验证", Verdict::blocked},
                                                   {"您访问的页面不存在", Verdict::soft_gone},
                                                   {"网站维护中，暂停服务", Verdict::maintenance},
                                                   {"请先登录", Verdict::login}};
  for (const auto& [text, verdict] : cases)
    EXPECT_EQ(judge_capture(answered(200), article(text, "提示"), read_before(900)).verdict, verdict) << text;
}

TEST(Verdict, AMessageAmidAllOfTheNavigation) {
  auto parsed = article("您访问的页面不存在或已被删除。", "提示");
  parsed.signs.visible_chars = 4000;
  EXPECT_EQ(judge_capture(answered(200), parsed, read_before(900)).verdict, Verdict::soft_gone);
}

TEST(Verdict, ANoticeAboutSuchThingsIsANotice) {
  auto parsed = article("因系统维护，网上办事大厅暂停服务两日，用户登录后须重新输入验证码。");
  parsed.documents.front().doc_number = "青政办发〔2026〕3号";
  EXPECT_EQ(judge_capture(answered(200), parsed, {}).verdict, Verdict::good);
}

TEST(Verdict, OfTextThatWent) {
  EXPECT_EQ(judge_capture(answered(200), article(chinese(300)), read_before(1000)).verdict, Verdict::shrunk);
  EXPECT_EQ(judge_capture(answered(200), article(chinese(500)), read_before(1000)).verdict, Verdict::good);
  EXPECT_EQ(judge_capture(answered(200), article(""), read_before(1000)).verdict, Verdict::empty);
  auto broken = article(chinese(300));
  broken.signs.ends_properly = false;
  EXPECT_EQ(judge_capture(answered(200), broken, read_before(1000)).verdict, Verdict::truncated);
  // A short text may be cut to anything.
  EXPECT_EQ(judge_capture(answered(200), article(chinese(160)), read_before(180)).verdict, Verdict::good);
}

TEST(Verdict, OfAListThatTurnedEmpty) {
  Parsed list;
  list.kind = PageKind::list;
  list.signs.visible_chars = 2000;
  EXPECT_EQ(judge_capture(answered(200), list, {.items = 20, .final_url = page}).verdict, Verdict::empty);
  list.sitemaps.push_back(page);
  EXPECT_EQ(judge_capture(answered(200), list, {.items = 20, .final_url = page}).verdict, Verdict::good);
}

TEST(Verdict, OfRedirects) {
  auto capture = answered(200);
  capture.final_url = *Url::parse("http://www.example.gov.cn/gongkai/1.html");
  EXPECT_EQ(judge_capture(capture, article(chinese(900)), read_before(900)).verdict, Verdict::good);
  capture.moved_permanently = true;
  EXPECT_EQ(judge_capture(capture, article(chinese(900)), read_before(900)).verdict, Verdict::relocated);
  capture.unchanged = true;
  EXPECT_EQ(judge_capture(capture, {}, read_before(900)).verdict, Verdict::relocated);
  // It always led there.
  EXPECT_EQ(judge_capture(capture, {}, {.text_chars = 900, .final_url = capture.final_url}).verdict,
            Verdict::unchanged);
  auto home = answered(200);
  home.final_url = *Url::parse("http://www.example.gov.cn/");
  EXPECT_EQ(judge_capture(home, article(chinese(900)), read_before(900)).verdict, Verdict::soft_gone);
  auto secure = answered(200);
  secure.final_url = *Url::parse("https://www.example.gov.cn/zcwj/t1.html");
  secure.moved_permanently = true;
  EXPECT_EQ(judge_capture(secure, article(chinese(900)), read_before(900)).verdict, Verdict::good);
}

TEST(Verdict, OfAWebPageInPlaceOfAFile) {
  const auto judged = [](const char* address, const char* type, const char* type_before) {
    auto capture = answered(200);
    capture.target.kind = PageKind::attachment;
    capture.target.url = capture.final_url = *Url::parse(address);
    capture.content_type = type;
    Parsed parsed;
    parsed.kind = PageKind::attachment;
    parsed.text = chinese(200);
    if (std::string_view(type).starts_with("text/html")) parsed.signs.visible_chars = 200;
    Before before;
    before.media_type = type_before;
    return judge_capture(capture, parsed, before).verdict;
  };
  const auto* file = "http://www.example.gov.cn/zcwj/P1.pdf";
  const auto* script = "http://www.example.gov.cn/down.jsp?id=1";
  const auto* html = "text/html; charset=utf-8";
  EXPECT_EQ(judged(file, html, "application/pdf"), Verdict::unreadable);
  EXPECT_EQ(judged(file, html, ""), Verdict::unreadable);
  EXPECT_EQ(judged(script, html, "application/msword"), Verdict::unreadable);
  EXPECT_EQ(judged(script, html, ""), Verdict::good) << "it may be one";
  EXPECT_EQ(judged(script, html, "text/html"), Verdict::good) << "it always was one";
  EXPECT_EQ(judged(file, "application/pdf", "application/pdf"), Verdict::good);
}

TEST(Verdict, EachHasAName) {
  for (int verdict = 0; verdict <= static_cast<int>(Verdict::unreadable); ++verdict)
    EXPECT_FALSE(to_string(static_cast<Verdict>(verdict)).empty()) << verdict;
}

}  // namespace
}  // namespace gazetted::monitor
