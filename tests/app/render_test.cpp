// Pages that scripts make, in a real browser, against real HTTP on loopback.
#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "app/converter.h"
#include "app/render_transport.h"
#include "core/clock.h"
#include "crawler/crawler.h"
#include "crawler/curl_transport.h"
#include "tests/support/http_site.h"
#include "tests/support/workspace.h"

namespace gazetted::app {
namespace {

using namespace std::chrono_literals;
using test::HttpSite;
using testing::Test;

std::string page(const std::string& body) {
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>政策文件</title></head><body>" + body +
         "</body></html>";
}

std::string script(const std::string& code) { return "<script>" + code + "</script>"; }

/// Fills <ul id="list"> from what the address answers.
std::string filled_by(const std::string& request) {
  return page("<ul id=\"list\"></ul>" +
              script("fetch(" + request +
                     ").then(r => r.json()).then(rows => { document.getElementById('list').innerHTML = "
                     "rows.map(t => '<li><a href=\"/zc/' + t + '.html\">' + t + '</a></li>').join('') })"));
}

class Rendering : public Test {
 protected:
  void SetUp() override {
    if (!options.program) GTEST_SKIP() << "no Chromium is installed (chromium-headless-shell or chromium)";
    settings.retry_base = 10ms;
    settings.retry_cap = 20ms;
    options.bounds.time = 10s;
    source.id = SourceId("s");
    source.private_addresses = true;
    source.render = true;
  }
  Capture visit(const std::string& path, crawler::RobotsPolicy robots = crawler::RobotsPolicy::ignore) {
    Target target;
    target.url = site.url(path);
    return crawler::fetch_once(
        target, std::make_shared<Source>(source), settings, SystemClock{}, robots,
        std::make_unique<RenderTransport>(std::make_unique<crawler::CurlTransport>(settings), options));
  }
  static bool has(const Capture& capture, std::string_view words) {
    return capture.body.find(words) != std::string::npos;
  }

  HttpSite site;
  Source source;
  crawler::Settings settings;
  RenderTransport::Options options{.program = find_browser(program_path()),
                                   .user_agent = settings.user_agent};
};

TEST_F(Rendering, AListIsFilledByItsScript) {
  site.serve("/list.html", filled_by("'/api/list?page=1'"), {.etag = "\"1\""});
  site.serve("/api/list?page=1", R"(["甲","乙"])", {.content_type = "application/json"});
  const auto capture = visit("/list.html");
  ASSERT_FALSE(capture.error) << capture.error->message;
  EXPECT_EQ(capture.status, 200);
  EXPECT_TRUE(has(capture, "<li><a href=\"/zc/甲.html\">甲</a></li>"));
  EXPECT_EQ(capture.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(capture.validators.etag, "") << "it tells of the page as it was served";
  EXPECT_EQ(capture.validators.body, Digest::of(capture.body));
  // One who asks, whoever the script thinks it runs in.
  EXPECT_EQ(site.last("/api/list?page=1")->headers.at("user-agent"), settings.user_agent);
}

TEST_F(Rendering, TheSamePageGivesTheSameBytes) {
  site.serve("/list.html", filled_by("'/api'"));
  site.serve("/api", R"(["甲"])", {.content_type = "application/json"});
  EXPECT_EQ(visit("/list.html").validators.body, visit("/list.html").validators.body);
}

TEST_F(Rendering, AScriptMayPostAndWait) {
  site.serve("/list.html", page("<ul id=\"list\"></ul><script src=\"/lib.js\"></script>"));
  site.serve("/lib.js", R"(window.onload = () => setTimeout(() => {
      const request = new XMLHttpRequest();
      request.open('POST', '/search');
      request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
      request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
      request.onload = () => { document.getElementById('list').textContent = request.responseText };
      request.send('page=1&q=%E6%94%BF');
    }, 3000))",
             {.content_type = "text/javascript"});
  site.serve("/search", "关于印发的通知", {.content_type = "text/plain; charset=utf-8"});
  const auto begun = std::chrono::steady_clock::now();
  const auto capture = visit("/list.html");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s) << "its clock is not ours";
  EXPECT_TRUE(has(capture, "<ul id=\"list\">关于印发的通知</ul>"));
  const auto seen = site.last("/search");
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->posted, "page=1&q=%E6%94%BF");
  EXPECT_EQ(seen->headers.at("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(seen->headers.at("x-requested-with"), "XMLHttpRequest");
}

TEST_F(Rendering, OnlyWhatIsReadIsAskedFor) {
  HttpSite other("127.0.0.2");
  other.serve("/x.js", "document.title = 'strange'");
  site.serve("/a.html",
             page("<p id=p></p><link rel=stylesheet href=/s.css><img src=/i.png><video src=/v.mp4></video>"
                  "<script src=\"" +
                  other.url("/x.js").str() +
                  "\"></script>"
                  "<script src=/cms/hits/count.js></script><script src=/app.js></script>"
                  "<iframe src=/frame/list.html></iframe>"));
  site.serve(
      "/app.js",
      "document.getElementById('p').textContent = navigator.userAgent; fetch('/x', {method: 'DELETE'})");
  site.serve("/frame/list.html", "<a href=\"1.html\">框架内</a>");
  const auto capture = visit("/a.html");
  EXPECT_TRUE(has(capture, "<p id=\"p\">gazetted/")) << capture.body;
  EXPECT_TRUE(has(capture, "<a href=\"" + site.url("/frame/1.html").str() + "\">框架内</a>"));
  std::vector<std::string> asked;
  for (const auto& request : site.requests()) asked.push_back(request.target);
  std::sort(asked.begin(), asked.end());
  EXPECT_EQ(asked, (std::vector<std::string>{"/a.html", "/app.js", "/frame/list.html"}));
  EXPECT_TRUE(other.requests().empty());
}

TEST_F(Rendering, RobotsHoldsForScripts) {
  site.serve("/robots.txt", "User-agent: *\nDisallow: /api/\n", {.content_type = "text/plain"});
  site.serve("/list.html", filled_by("'/api/list'"));
  site.serve("/api/list", R"(["甲"])", {.content_type = "application/json"});
  EXPECT_FALSE(has(visit("/list.html", crawler::RobotsPolicy::obey), "甲"));
  EXPECT_EQ(site.hits("/api/list"), 0);
}

TEST_F(Rendering, CookiesAreNeitherSentNorKept) {
  site.serve("/a.html",
             page(script("document.cookie = 'seen=1'; fetch('/api').then(r => r.text()).then(t => {"
                         "document.body.append(t + document.cookie)})")),
             {.headers = {{"Set-Cookie", "session=1"}}});
  site.serve("/api", "answer");
  std::ignore = visit("/a.html");
  EXPECT_FALSE(site.last("/api")->headers.contains("cookie"));
}

TEST_F(Rendering, WhatIsNoPageIsLeftAsItIs) {
  site.serve("/a.pdf", "%PDF-1.4", {.etag = "\"1\"", .content_type = "application/pdf"});
  EXPECT_EQ(visit("/a.pdf").body, "%PDF-1.4");
  EXPECT_EQ(visit("/a.pdf").validators.etag, "\"1\"");
  site.fail("/gone.html", 404);
  EXPECT_EQ(visit("/gone.html").status, 404);
  site.redirect("/old.html", "/new.html", 301);
  site.serve("/new.html", page(script("document.body.append('来了')")));
  const auto moved = visit("/old.html");
  EXPECT_EQ(moved.final_url, site.url("/new.html"));
  EXPECT_TRUE(moved.moved_permanently);
  EXPECT_TRUE(has(moved, "来了"));
}

TEST_F(Rendering, AScriptMayLeadElsewhere) {
  site.serve("/index.html", page(script("location.replace('list_1.html')")));
  site.serve("/list_1.html", page("到了"));
  const auto capture = visit("/index.html");
  EXPECT_EQ(capture.final_url, site.url("/list_1.html"));
  EXPECT_FALSE(capture.moved_permanently);
  EXPECT_TRUE(has(capture, "到了"));
}

TEST_F(Rendering, AChallengeIsReportedAndNotAnswered) {
  // It lays down a cookie and loads the page anew.
  site.serve("/a.html", page(script("document.cookie = 'pass=' + (7 * 6); location.reload()")));
  // It works out where to go.
  site.serve("/b.html", page(script("location.href = '/b' + '.html?token=' + (40 + 2)")));
  for (const std::string path : {"/a.html", "/b.html"}) {
    const auto capture = visit(path);
    ASSERT_TRUE(capture.error) << path;
    EXPECT_EQ(capture.error->kind, ErrorKind::challenged) << capture.error->message;
    EXPECT_EQ(site.hits(path), 1);
  }
  EXPECT_EQ(site.hits("/b.html?token=42"), 0);
}

TEST_F(Rendering, EndlessScriptsEnd) {
  options.bounds.time = 2s;
  settings.attempts = 1;
  site.serve("/busy.html", page("<p>前</p>" + script("while (true);")));
  const auto busy = visit("/busy.html");
  ASSERT_TRUE(busy.error);
  EXPECT_EQ(busy.error->kind, ErrorKind::timed_out);
  // One that goes on and on beside its page does not keep it.
  site.serve("/ticker.html",
             page("<p id=p></p>" + script("let n = 0; setInterval(() => { p.textContent = ++n }, 10)")));
  EXPECT_FALSE(visit("/ticker.html").error);
  options.bounds.time = 20s;  // for all that it may ask for, on a busy machine
  site.serve("/poll.html", page("<p>稳定</p>" + script("setInterval(() => fetch('/now'), 100)")));
  site.serve("/now", "1");
  EXPECT_TRUE(has(visit("/poll.html"), "稳定"));
  EXPECT_LE(site.hits("/now"), options.bounds.requests);
}

TEST_F(Rendering, ManyPagesShareABrowserAndNoneSpoilsAnother) {
  options.bounds.time = 3s;
  settings.attempts = 1;
  site.serve("/busy.html", page(script("for (;;);")));
  for (int i = 0; i < 6; ++i)
    site.serve("/p" + std::to_string(i) + ".html",
               page(script("document.body.append('第' + " + std::to_string(i) + " + '页')")));
  RenderTransport transport(std::make_unique<crawler::CurlTransport>(settings), options);
  const auto local = std::make_shared<Source>(source);
  std::uint32_t ticket = 0;
  for (const std::string name : {"p0", "busy", "p1", "p2", "p3", "p4", "p5"}) {
    crawler::Request request;
    request.ticket = ticket++;
    request.url = site.url("/" + name + ".html");
    request.source = local;
    request.max_body = 1 << 20;
    request.render = true;
    request.may_ask = [](const Url&) { return true; };
    transport.start(std::move(request));
  }
  std::map<std::uint32_t, crawler::Response> done;
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (done.size() < ticket && std::chrono::steady_clock::now() < deadline)
    for (auto& response : transport.poll(100ms)) done[response.ticket] = std::move(response);
  ASSERT_EQ(done.size(), ticket);
  EXPECT_TRUE(done[1].error);
  for (const std::uint32_t well : {0U, 2U, 3U, 4U, 5U, 6U})
    EXPECT_FALSE(done[well].error) << well << ' ' << done[well].error->message;
  EXPECT_NE(done[6].body.find("第5页"), std::string::npos);
}

TEST_F(Rendering, WindowsDialogsAndDownloadsDoNotStopIt) {
  site.serve("/a.html", page(script("window.open('/other.html'); alert('欢迎'); const yes = confirm('?');"
                                    "const link = document.createElement('a'); link.href = '/file.zip';"
                                    "link.download = 'file.zip'; link.click(); print();"
                                    "document.body.append('正文' + yes)")));
  site.serve("/other.html", page("x"));
  site.serve("/file.zip", "PK", {.content_type = "application/zip"});
  const auto capture = visit("/a.html");
  ASSERT_FALSE(capture.error) << capture.error->message;
  EXPECT_TRUE(has(capture, "正文false")) << capture.body;
  EXPECT_EQ(site.hits("/other.html"), 0);
}

TEST_F(Rendering, WhatGrowsWithoutBoundIsAnError) {
  settings.attempts = 1;
  options.bounds.html = 100'000;
  site.serve("/large.html", page(script("document.body.append('大'.repeat(200000))")));
  const auto large = visit("/large.html");
  ASSERT_TRUE(large.error);
  EXPECT_EQ(large.error->kind, ErrorKind::too_large);
  options.bounds.memory = 400U << 20U;
  site.serve("/greedy.html",
             page(script("const all = []; setInterval(() => {"
                         "for (let i = 0; i < 40; ++i) all.push(new Uint8Array(1 << 20).fill(1)) }, 1)")));
  const auto greedy = visit("/greedy.html");
  ASSERT_TRUE(greedy.error);
  EXPECT_EQ(greedy.error->kind, ErrorKind::too_large) << greedy.error->message;
}

TEST_F(Rendering, WhatScriptsAskForInVainFailsThePage) {
  settings.attempts = 1;
  site.serve("/list.html", filled_by("'/api'"));
  site.fail("/api", 503);
  const auto capture = visit("/list.html");
  ASSERT_TRUE(capture.error);
  EXPECT_NE(capture.error->message.find("/api"), std::string::npos) << capture.error->message;
  site.fail("/api", 404);  // that is an answer
  EXPECT_FALSE(visit("/list.html").error);
}

TEST_F(Rendering, ScriptsAreKeptForTheNextPageAndRequestsAreCounted) {
  site.serve("/a.html", page("<script src=/lib.js></script>"));
  site.serve("/b.html", page("<script src=/lib.js></script>" + script("fetch('/api')")));
  site.serve("/lib.js", "1", {.content_type = "text/javascript"});
  site.serve("/api", "1");
  RenderTransport transport(std::make_unique<crawler::CurlTransport>(settings), options);
  const auto further = [&](const std::string& path) {
    crawler::Request request;
    request.url = site.url(path);
    request.source = std::make_shared<Source>(source);
    request.max_body = 1 << 20;
    request.render = true;
    request.may_ask = [](const Url&) { return true; };
    transport.start(std::move(request));
    for (int i = 0; i < 200; ++i)
      for (auto& response : transport.poll(100ms)) return response.further_requests;
    return -1;
  };
  EXPECT_EQ(further("/a.html"), 1);
  EXPECT_EQ(further("/b.html"), 1);
  EXPECT_EQ(site.hits("/lib.js"), 1);
}

/// The program itself, from a list and articles that scripts fill to events, and to a challenge.
TEST_F(Rendering, APassOverASiteOfScripts) {
  site.serve("/list.html", page("<ul class=\"list\"></ul>" +
                                script("fetch('/api').then(r => r.json()).then(rows => {"
                                       "document.querySelector('.list').innerHTML = rows.map(row => `<li><a "
                                       "href=\"/zc/${row.id}.html\">${row.title}</"
                                       "a><span>2026-11-2${row.id}</span></li>`).join('')})")));
  std::string rows;
  for (const std::string id : {"1", "2", "3", "4"}) {
    const std::string title = "示例市人民政府关于印发第" + id + "号示例办法的通知";
    rows += (rows.empty() ? "" : ",") + std::string(R"({"id":)") + id + R"(,"title":")" + title + "\"}";
    site.serve(
        "/zc/" + id + ".html",
        page("<div class=\"article\"></div>" +
             script(
                 "document.querySelector('.article').innerHTML = '<h1>" + title + "</h1><p>示政发〔2026〕" +
                 id +
                 "号</p><div "
                 "class=\"content\"><p>各区县人民政府，市政府各部门：</p><p>现将《示例办法》印发给你们，"
                 "请认真贯彻执行。本办法自2026年12月1日起施行，由市司法局负责解释。</p><p>示例市人民政府</p>"
                 "<p>2026年11月20日</p></div>'")));
  }
  site.serve("/api", "[" + rows + "]", {.content_type = "application/json"});
  const test::Workspace workspace;
  workspace.watch("s", site.url("/list.html"), "render = true\n");
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 0);
  const auto events = workspace.lines({"events"});
  ASSERT_EQ(events.size(), 4U);
  std::set<std::string> numbers;
  for (const auto& event : events) {
    EXPECT_EQ(event.at("type"), "policy.baseline");
    numbers.insert(event.at("data").at("policy").at("doc_number").get<std::string>());
  }
  EXPECT_EQ(numbers, (std::set<std::string>{"示政发〔2026〕1号", "示政发〔2026〕2号", "示政发〔2026〕3号",
                                            "示政发〔2026〕4号"}));

  site.serve("/list.html", page(script("document.cookie = 'pass=1'; location.reload()")));
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 1);
  const auto why = workspace.lines({"why", site.url("/list.html").str()});
  EXPECT_EQ(why.at(why.size() - 2).at("verdict"), "blocked") << why.at(why.size() - 2).dump();
  const auto later = workspace.lines({"events", "--since", "4"});
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].at("type"), "source.failing");
}

/// Rows of a service, without addresses, and a script that draws them; `request` is how it asks.
void serve_drawn_list(HttpSite& site, const std::string& path, const std::string& request) {
  std::string rows;
  for (const std::string id : {"71", "72", "73", "74"})
    rows += (rows.empty() ? "" : ",") + std::string(R"({"docId":)") + id +
            R"(,"docTitle":"示例市人民政府关于印发第)" + id + R"(号示例办法的通知","pubDate":"2026-11-20"})";
  site.serve("/service/find", R"({"result":{"docs":[)" + rows + "]}}", {.content_type = "application/json"});
  site.serve(path,
             page("<ul class=\"list\"></ul>" +
                  script("const where = ['service', 'find'].join('/');" + request +
                         ".then(r => r.json()).then(all => { document.querySelector('.list').innerHTML = "
                         "all.result.docs.map(d => `<li><a href=\"/zc/${d.docId}.html\">${d.docTitle}</a>"
                         "<span>${d.pubDate}</span></li>`).join('') })")));
}

TEST_F(Rendering, ACheckFindsWhatAScriptAsksAndElseProposesABrowser) {
  serve_drawn_list(site, "/get.html", "fetch('/' + where + '?page=1')");
  serve_drawn_list(site, "/post.html", "fetch('/' + where, {method: 'POST', body: 'page=1'})");
  const test::Workspace workspace;
  const auto proposal_for = [&](const std::string& path) {
    workspace.watch("s", site.url(path));
    const auto outcome = workspace.run({"sources", "s", "--check"});
    EXPECT_EQ(outcome.status, 1) << outcome.out;
    EXPECT_NE(outcome.out.find("proposal\":{"), std::string::npos) << outcome.out;
    return Json::parse(outcome.out.substr(0, outcome.out.find('\n'))).at("proposal");
  };
  const auto get = proposal_for("/get.html");
  EXPECT_EQ(get.at("toml"), Json({"[[entrance]]", "url = \"" + site.url("/service/find?page=1").str() + "\"",
                                  "kind = \"json\"", "[entrance.mapping]", "items = \"result.docs\"",
                                  "url = \"/zc/{docId}.html\""}))
      << get.dump();
  EXPECT_EQ(get.at("items"), 4);
  const auto post = proposal_for("/post.html");
  EXPECT_EQ(post.at("toml"),
            Json({"[[entrance]]", "url = \"" + site.url("/post.html").str() + "\"", "render = true"}));
  EXPECT_NE(post.at("reason").get<std::string>().find("POST"), std::string::npos);

  // What was proposed works; the articles want a browser too, and that is said.
  for (const std::string id : {"71", "72", "73", "74"})
    site.serve("/zc/" + id + ".html",
               page("<div id=app></div>" +
                    script("document.getElementById('app').innerHTML = '<h1>示例市人民政府关于印发第" + id +
                           "号示例办法的通知</h1><div class=\"content\"><p>现将《示例办法》印发给你们，"
                           "请认真贯彻执行。</p><p>示例市人民政府</p><p>2026年11月20日</p></div>'")));
  std::string file = "id = \"s\"\nprivate_addresses = true\n[pace]\ndelay = \"0s\"\n";
  for (const auto& line : get.at("toml")) file += line.get<std::string>() + '\n';
  workspace.write("sites/s.toml", file);
  const auto pages = test::Workspace::json_lines(workspace.run({"sources", "s", "--check"}).out);
  ASSERT_EQ(pages.size(), 4U);
  EXPECT_EQ(pages[0].at("items").size(), 4U);
  EXPECT_EQ(pages[0].at("items")[0].at("date"), "2026-11-20");
  EXPECT_TRUE(pages[0].at("proposal").is_null());
  ASSERT_FALSE(pages[1].at("proposal").is_null()) << pages[1].dump();
  EXPECT_EQ(pages[1].at("proposal").at("toml"), Json({"[article]", "render = true"}));
}

TEST(RenderRules, WithoutABrowserItSaysWhatToInstall) {
  HttpSite site;
  site.serve("/a.html", page("x"));
  Source source;
  source.private_addresses = true;
  source.render = true;
  const crawler::Settings settings;
  Target target;
  target.url = site.url("/a.html");
  const auto capture = crawler::fetch_once(
      target, std::make_shared<Source>(source), settings, SystemClock{}, crawler::RobotsPolicy::ignore,
      std::make_unique<RenderTransport>(std::make_unique<crawler::CurlTransport>(settings),
                                        RenderTransport::Options{}));
  ASSERT_TRUE(capture.error);
  EXPECT_EQ(capture.error->kind, ErrorKind::unsupported);
  EXPECT_NE(capture.error->message.find("chromium-headless-shell"), std::string::npos);
  EXPECT_EQ(site.hits("/a.html"), 0);
}

TEST(RenderRules, WhichAddressesStandInAPage) {
  const auto target = [](const char* address) {
    return Url::parse(std::string("http://a.example") + address).value();
  };
  EXPECT_TRUE(is_written_out("location.href='list_1.html'", target("/zc/list_1.html")));
  EXPECT_TRUE(is_written_out("location='/zc/'", target("/zc/")));
  EXPECT_TRUE(is_written_out("content=\"0;url=show?id=1&amp;p=2\"", target("/show?id=1&p=2")));
  EXPECT_TRUE(is_written_out("location='/'", target("/")));
  EXPECT_FALSE(is_written_out("location='/b'+'.html?t='+42", target("/b.html?t=42")));
  EXPECT_FALSE(is_written_out("go(42)", target("/")));
}

TEST(RenderRules, WhichPagesAreRendered) {
  const auto url = [](const char* address) { return Url::parse(address).value(); };
  Source source;
  Entrance list, other;
  list.url = url("http://a.example/list.html");
  list.render = true;
  other.url = url("http://a.example/other.html");
  source.entrances = {list, other};
  const auto wants = [&](const char* address, const char* entrance, PageKind kind) {
    Target target;
    target.url = url(address);
    target.entrance = url(entrance);
    target.kind = kind;
    return wants_rendering(source, target);
  };
  EXPECT_TRUE(wants("http://a.example/list.html", "http://a.example/list.html", PageKind::any));
  EXPECT_TRUE(wants("http://a.example/list_1.html", "http://a.example/list.html", PageKind::list));
  EXPECT_FALSE(wants("http://a.example/1.html", "http://a.example/list.html", PageKind::article));
  EXPECT_FALSE(wants("http://a.example/other.html", "http://a.example/other.html", PageKind::list));
  source.article.render = true;
  EXPECT_TRUE(wants("http://a.example/1.html", "http://a.example/other.html", PageKind::article));
  EXPECT_FALSE(wants("http://a.example/1.pdf", "http://a.example/other.html", PageKind::attachment));
  source.article.render = false;
  source.render = true;
  EXPECT_TRUE(wants("http://a.example/other.html", "http://a.example/other.html", PageKind::list));
  EXPECT_FALSE(wants("http://a.example/1.html", "http://a.example/other.html", PageKind::article));
  EXPECT_FALSE(wants("http://a.example/list.json", "http://a.example/list.json", PageKind::json));
}

}  // namespace
}  // namespace gazetted::app
