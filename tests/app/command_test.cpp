// The program from outside: what each command prints, and its exit status.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "monitor/lmdb.h"
#include "tests/stories/gov_site.h"
#include "tests/support/http_site.h"
#include "tests/support/workspace.h"

namespace gazetted::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr auto list_path = "/zwgk/zcwj/index.html";
constexpr auto first_pass = "2026-03-06T10:00:00+08:00";
constexpr auto second_pass = "2026-03-06T12:00:00+08:00";

std::vector<std::string> field_of(const std::vector<Json>& lines, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& line : lines)
    values.push_back(line.at(name).is_string() ? line.at(name).get<std::string>() : line.at(name).dump());
  return values;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A store with four policies; the first has two versions, a fifth repeals the second.
class Commands : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    site = std::make_unique<HttpSite>();
    workspace = std::make_unique<Workspace>();
    workspace->watch("qingshi", site->url(list_path), "region = \"370100\"\n");
    all = decrees();
    serve();
    ASSERT_EQ(workspace->run({"run", "--once", "--now", first_pass}).status, 0);
    auto& clause = all[0].paragraphs[4];
    clause.replace(clause.find("75%"), 3, "100%");
    all.insert(
        all.begin(),
        {.path = "/zwgk/zcwj/t20260306_1007.html",
         .title = "青石市人民政府关于废止部分行政规范性文件的决定",
         .number = "青政发〔2026〕7号",
         .published = "2026-03-06",
         .paragraphs = {"各县（区）人民政府，市政府各部门、各直属机构：",
                        "经市政府研究，决定废止以下行政规范性文件：",
                        "一、《青石市人民政府关于印发青石市公共停车场管理办法的通知》（青政发〔2026〕2号）",
                        "本决定自公布之日起施行。", "青石市人民政府", "2026年3月6日"}});
    serve();
    ASSERT_EQ(workspace->run({"run", "--once", "--now", second_pass}).status, 0);
  }
  static void TearDownTestSuite() {
    workspace.reset();
    site.reset();
    all.clear();
  }

  static void serve() {
    for (const auto& decree : all) site->serve(decree.path, article_page(decree));
    site->serve(list_path, list_page(all));
  }

  static Outcome run(std::vector<std::string> arguments) { return workspace->run(std::move(arguments)); }
  static std::vector<Json> lines(std::vector<std::string> arguments) {
    return workspace->lines(std::move(arguments));
  }

  static inline std::unique_ptr<HttpSite> site;
  static inline std::unique_ptr<Workspace> workspace;
  static inline std::vector<Decree> all;
};

TEST_F(Commands, EventsAreFilteredBySequenceTypeAndSource) {
  const auto events = lines({"events"});
  ASSERT_EQ(events.size(), 7U);
  EXPECT_EQ(lines({"events", "--since", "4"}).size(), 3U);
  EXPECT_EQ(lines({"events", "--since", "7"}).size(), 0U);
  // As an event prints it: padded with zeros, and decimal all the same.
  EXPECT_EQ(lines({"events", "--since", "00000000000000000004"}).size(), 3U);
  EXPECT_EQ(lines({"events", "--since", "00000000000000000008"}).size(), 0U);
  EXPECT_EQ(lines({"events", "--type", "policy.baseline"}).size(), 4U);
  EXPECT_EQ(lines({"events", "--type", "policy.related"}).size(), 1U);
  EXPECT_EQ(lines({"events", "--source", "qingshi"}).size(), 7U);
  EXPECT_EQ(lines({"events", "--source", "elsewhere"}).size(), 0U);
  for (const auto& event : events) EXPECT_EQ(event.at("specversion"), "1.0");
}

TEST_F(Commands, PoliciesAreFiltered) {
  EXPECT_EQ(lines({"policies"}).size(), 5U);
  EXPECT_EQ(lines({"policies", "--region", "370000"}).size(), 5U);
  EXPECT_EQ(lines({"policies", "--region", "370100"}).size(), 5U);
  EXPECT_EQ(lines({"policies", "--region", "370200"}).size(), 0U);
  EXPECT_EQ(lines({"policies", "--issuer", "青石市"}).size(), 5U);
  EXPECT_EQ(lines({"policies", "--issuer", "黑石市"}).size(), 0U);
  EXPECT_EQ(lines({"policies", "--since", "2026-03-06"}).size(), 1U);
  EXPECT_EQ(lines({"policies", "--topic", "none-of-them"}).size(), 0U);
  EXPECT_THAT(field_of(lines({"policies", "--match", "农村饮水"}), "doc_number"),
              ElementsAre("青政发〔2026〕3号"));
  EXPECT_THAT(field_of(lines({"policies", "--in-force", "2026-06-01"}), "doc_number"),
              UnorderedElementsAre("青政发〔2026〕1号", "青政发〔2026〕3号", "青政发〔2026〕4号",
                                   "青政发〔2026〕7号"));
}

TEST_F(Commands, APolicyIsFoundByItsNumberInAnyBracketsItsPageAndItsId) {
  const auto expected = lines({"show", "青政发〔2026〕1号"});
  ASSERT_EQ(expected.size(), 1U);
  const auto& shown = expected.front();
  EXPECT_EQ(shown.at("title"), all[1].title);
  EXPECT_EQ(shown.at("version").at("number"), 2);
  EXPECT_EQ(shown.at("published"), "2026-03-05");
  EXPECT_EQ(shown.at("signed"), "2026-03-02");
  for (const auto& name :
       {std::string("青政发[2026]1号"), std::string("青政发（2026）1号"), std::string("青政发【2026】1号"),
        site->url(all[1].path).str(), shown.at("id").get<std::string>()})
    EXPECT_EQ(lines({"show", name}), expected) << name;
}

TEST_F(Commands, ShowGivesAVersionOrTheOneOfATime) {
  const auto text_of = [](const std::vector<std::string>& which) {
    std::vector<std::string> arguments{"show", "青政发〔2026〕1号"};
    arguments.insert(arguments.end(), which.begin(), which.end());
    return lines(arguments).at(0).at("text").get<std::string>();
  };
  EXPECT_THAT(text_of({}), HasSubstr("100%"));
  EXPECT_THAT(text_of({"--version", "1"}), HasSubstr("75%"));
  EXPECT_THAT(text_of({"--version", "2"}), HasSubstr("100%"));
  EXPECT_THAT(text_of({"--at", "2026-03-06T11:00:00+08:00"}), HasSubstr("75%"));
  EXPECT_THAT(text_of({"--at", "2026-03-07T00:00:00Z"}), HasSubstr("100%"));
  EXPECT_EQ(run({"show", "青政发〔2026〕1号", "--version", "3"}).status, 1);
  EXPECT_EQ(run({"show", "青政发〔2026〕1号", "--at", "2026-01-01T00:00:00Z"}).status, 1);
  EXPECT_EQ(run({"show", "青政发〔2026〕1号", "--at", "yesterday"}).status, 2);
}

TEST_F(Commands, ShowPrintsTextAndMarkdown) {
  const auto text = run({"show", "青政发〔2026〕3号", "--format", "text"});
  EXPECT_EQ(text.status, 0);
  EXPECT_THAT(text.out, HasSubstr(all[3].title));
  EXPECT_THAT(text.out, HasSubstr("第三条　对符合条件的单位给予补助"));
  const auto markdown = run({"show", "青政发〔2026〕3号", "--format", "markdown"});
  EXPECT_EQ(markdown.status, 0);
  EXPECT_THAT(markdown.out, testing::StartsWith("# " + all[3].title));
}

TEST_F(Commands, HistoryHasALineAVersion) {
  const auto versions = lines({"history", "青政发〔2026〕1号"});
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_THAT(field_of(versions, "version"), ElementsAre("1", "2"));
  EXPECT_THAT(field_of(versions, "significance"), ElementsAre("null", "substantive"));
  EXPECT_EQ(versions[0].at("captured_at").get<std::string>().substr(0, 13), "2026-03-06T02");
}

TEST_F(Commands, DiffNamesTheClauseAndTheWords) {
  const auto json = lines({"diff", "青政发〔2026〕1号", "--format", "json"});
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0].at("hunks").at(0).at("where"), "第三条");
  EXPECT_EQ(lines({"diff", "青政发〔2026〕1号", "1", "2", "--format", "json"}), json);
  const auto text = run({"diff", "青政发〔2026〕1号"});
  EXPECT_THAT(text.out, HasSubstr("第三条"));
  EXPECT_THAT(text.out, HasSubstr("[-75"));
  EXPECT_THAT(text.out, HasSubstr("{+100"));
  const auto html = run({"diff", "青政发〔2026〕1号", "--format", "html"});
  EXPECT_THAT(html.out, HasSubstr("<del>75"));
  EXPECT_THAT(html.out, HasSubstr("<ins>100"));
  const auto single = run({"diff", "青政发〔2026〕3号"});
  EXPECT_EQ(single.status, 1);
  EXPECT_NE(single.err, "");
  EXPECT_EQ(run({"diff", "青政发〔2026〕1号", "1", "9"}).status, 1);
}

TEST_F(Commands, LineageNamesBothSides) {
  const auto repealed = run({"lineage", "青政发〔2026〕2号"});
  EXPECT_EQ(repealed.status, 0);
  EXPECT_THAT(repealed.out, HasSubstr("repealed by " + all[0].title));
  const auto repealing = run({"lineage", "青政发〔2026〕7号"});
  EXPECT_THAT(repealing.out, HasSubstr("repeals " + all[2].title));
}

TEST_F(Commands, WhyTellsEveryVisit) {
  const auto diary = lines({"why", site->url(all[1].path).str()});
  ASSERT_GE(diary.size(), 3U);
  EXPECT_EQ(diary.front().at("status"), 200);
  EXPECT_EQ(diary.back().at("url"), site->url(all[1].path).str());
  EXPECT_EQ(diary.back().at("documents").at(0).at("versions"), 2);
  EXPECT_THAT(diary.back().at("next_visit_reason").get<std::string>(), HasSubstr("configured"));
  EXPECT_EQ(run({"why", site->url("/never.html").str()}).status, 1);
  EXPECT_EQ(run({"why", "no address"}).status, 2);
}

TEST_F(Commands, AnUnknownPolicyIsNamed) {
  for (const auto* command : {"show", "history", "diff", "lineage"}) {
    const auto outcome = run({command, "青政发〔1999〕1号"});
    EXPECT_EQ(outcome.status, 1) << command;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("青政发〔1999〕1号"));
  }
}

TEST_F(Commands, ACheckProposesRulesWhereReadingFails) {
  const std::string path = "/zwgk/rules/index.html";
  std::string rows;
  for (const auto& decree : all)
    rows += "<div class=row><h5>" + decree.title + "</h5><a href=\"" + decree.path + "\">查看</a><i>" +
            decree.published + "</i></div>";
  site->serve(path, "<html><body><div id=main>" + rows + "</div></body></html>");
  Workspace other;
  other.watch("rules", site->url(path), "");
  const auto before = other.run({"sources", "rules", "--check"});
  EXPECT_EQ(before.status, 1) << before.out;
  const auto proposal = Json::parse(before.out.substr(0, before.out.find('\n'))).at("proposal");
  ASSERT_FALSE(proposal.is_null()) << before.out;
  EXPECT_EQ(proposal.at("items"), all.size());
  std::string file = "id = \"rules\"\nprivate_addresses = true\n[pace]\ndelay = \"0s\"\n";
  for (const auto& line : proposal.at("toml")) file += line.get<std::string>() + '\n';
  other.write("sites/rules.toml", file);
  const auto after = other.run({"sources", "rules", "--check"});
  EXPECT_EQ(after.status, 0) << after.out << after.err;
  EXPECT_TRUE(Json::parse(after.out.substr(0, after.out.find('\n'))).at("proposal").is_null());
}

TEST_F(Commands, SourcesTellTheirHealthAndCheckTheirEntrances) {
  const auto health = lines({"sources"});
  ASSERT_EQ(health.size(), 1U);
  EXPECT_EQ(health[0].at("source"), "qingshi");
  EXPECT_EQ(health[0].at("state"), "working");
  EXPECT_EQ(lines({"sources", "qingshi"}), health);
  const auto check = lines({"sources", "qingshi", "--check"});
  ASSERT_EQ(check.size(), 4U);  // the list, and three of its pages
  EXPECT_EQ(check[0].at("items").size(), 5U);
  EXPECT_EQ(check[0].at("items")[0].at("date"), all[0].published);
  EXPECT_EQ(check[0].at("pages"), 1);
  EXPECT_TRUE(check[0].at("proposal").is_null());
  EXPECT_FALSE(check[0].at("signals").empty());
  EXPECT_EQ(check[1].at("documents")[0].at("doc_number"), all[0].number);
  EXPECT_EQ(check[1].at("documents")[0].at("text").at("first"), all[0].paragraphs.front());
  EXPECT_EQ(check[1].at("documents")[0].at("text").at("last"), all[0].paragraphs.back());
  EXPECT_EQ(check[3].at("documents")[0].at("doc_number"), all.back().number);
  EXPECT_TRUE(check[3].at("failure").is_null());
  EXPECT_EQ(run({"sources", "nowhere"}).status, 2);
  EXPECT_EQ(run({"sources", "qingshi", "--acknowledge"}).status, 0);
  EXPECT_EQ(run({"sources", "--acknowledge"}).status, 2);
  EXPECT_EQ(run({"sources", "qingshi", "--acknowledge", "--rehearse"}).status, 2);
  EXPECT_TRUE(lines({"sources", "qingshi", "--rehearse"}).empty()) << "the rules are those of the pass";
}

TEST_F(Commands, TheStoreIsWhole) {
  const auto outcome = run({"verify"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

TEST_F(Commands, FetchReadsAPageAndAListWithoutStoring) {
  const auto page = lines({"fetch", site->url(all[0].path).str()});
  ASSERT_EQ(page.size(), 1U);
  EXPECT_EQ(page[0].at("kind"), "policy");
  EXPECT_EQ(page[0].at("doc_number"), all[0].number);
  EXPECT_EQ(page[0].at("cites").at(0).at("relation"), "repeals");
  const auto list = lines({"fetch", site->url(list_path).str()});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("kind"), "list");
  EXPECT_EQ(list[0].at("items").size(), 5U);
  EXPECT_EQ(lines({"events"}).size(), 7U);
}

TEST(FetchCommand, ReadsFilesInTheirOrderUnderTheAddressGiven) {
  const Workspace workspace;
  const auto all = decrees();
  const auto first = workspace.write("a.html", article_page(all[0]));
  const auto second = workspace.write("b.html", article_page(all[1]));
  EXPECT_THAT(field_of(workspace.lines({"fetch", second, first}), "doc_number"),
              ElementsAre(all[1].number, all[0].number));
  EXPECT_THAT(field_of(workspace.lines({"fetch", first}), "url"), ElementsAre("file://" + first));
  const std::string address = "https://www.example.gov.cn/zwgk/zcwj/t20260305_1001.html";
  EXPECT_THAT(field_of(workspace.lines({"fetch", first, "--url", address}), "url"), ElementsAre(address));
  EXPECT_EQ(workspace.run({"fetch", first, second, "--url", address}).status, 2);
  EXPECT_EQ(workspace.run({"fetch", first, "--url", "no address"}).status, 2);
  EXPECT_THAT(workspace.run({"fetch", first, "--format", "text"}).out, HasSubstr("第三条　"));
  EXPECT_THAT(
      workspace.lines({"fetch", first, "--format", "markdown"}).at(0).at("markdown").get<std::string>(),
      HasSubstr("第三条"));
  const auto partly = workspace.run({"fetch", "/no/such/file.html", first});
  EXPECT_EQ(partly.status, 1);
  EXPECT_EQ(lines_in(partly.out), 1U);
  EXPECT_THAT(partly.err, HasSubstr("/no/such/file.html"));
}

TEST(FetchCommand, KeepsWhatItReadOnlyWhenAsked) {
  const Workspace workspace;
  const auto file = workspace.write("a.html", article_page(decrees().front()));
  EXPECT_EQ(workspace.run({"fetch", file}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(workspace.path("store")));
  EXPECT_EQ(workspace.run({"fetch", file, "--store"}).status, 0);
  EXPECT_THAT(field_of(workspace.lines({"policies"}), "doc_number"), ElementsAre("青政发〔2026〕1号"));
}

TEST(ImportCommand, TakesFilesAndFoldersAsABaseline) {
  const Workspace workspace;
  const auto all = decrees();
  const auto single = workspace.write("single.html", article_page(all[0]));
  for (std::size_t i = 1; i < all.size(); ++i)
    workspace.write("archive/" + std::to_string(i) + "/page.html", article_page(all[i]));
  const auto imported = workspace.run({"import", single, workspace.path("archive").string()});
  EXPECT_EQ(imported.status, 0) << imported.err;
  EXPECT_THAT(field_of(workspace.lines({"events"}), "type"),
              testing::AllOf(testing::SizeIs(4), testing::Each("policy.baseline")));
  EXPECT_THAT(field_of(workspace.lines({"events"}), "source"), testing::Each("/sources/import"));
  // Again is nothing new.
  EXPECT_EQ(workspace.run({"import", single, workspace.path("archive").string()}).status, 0);
  EXPECT_EQ(workspace.lines({"events"}).size(), 4U);
  EXPECT_EQ(workspace.run({"verify"}).status, 0);
}

/// A policy of `issuer` that carries out what is named before it.
Decree carrying_out(const std::string& issuer, const std::string& number, const std::string& above) {
  return {.path = "",
          .title = issuer + "关于加强噪声污染防治工作的实施意见",
          .number = number,
          .issuer = issuer,
          .paragraphs = {"各有关单位：",
                         (above.empty() ? std::string("为加强噪声污染防治") : "根据" + above + "要求") +
                             "，结合实际，现就加强噪声污染防治工作提出以下意见。",
                         "一、落实防治责任。各级各部门应当加强协作，依法查处违法行为，保护群众合法权益。",
                         "二、加强监督检查。对噪声扰民的行为及时予以制止，并向社会公开处理结果。"}};
}

TEST(LineageCommand, ShowsACascadeFromEitherEnd) {
  const Workspace workspace;
  const Decree state = carrying_out("国务院", "国发〔2025〕3号", ""),
               province = carrying_out("山东省人民政府", "鲁政发〔2025〕5号",
                                       "《" + state.title + "》（国发〔2025〕3号）"),
               city = carrying_out("济南市人民政府", "济政发〔2025〕7号", "鲁政发〔2025〕5号"),
               zone = carrying_out("济南高新技术产业开发区管理委员会", "济高管发〔2025〕9号",
                                   "济政发〔2025〕7号");
  std::vector<std::string> arguments{"import"};
  // The lowest first: what it carries out is waited for.
  for (const auto& decree : {zone, city, province, state})
    arguments.push_back(workspace.write(std::to_string(arguments.size()) + ".html", article_page(decree)));
  ASSERT_EQ(workspace.run(arguments).status, 0);
  const auto outline = [&](const std::string& number) {
    std::vector<std::string> lines;
    std::istringstream out(workspace.run({"lineage", number}).out);
    for (std::string line; std::getline(out, line);) {
      const auto open = line.find("（"), text = line.find_first_not_of(' ');
      lines.push_back(line.substr(0, line.find(' ', text)) + line.substr(open, line.find("）") - open));
    }
    return lines;
  };
  EXPECT_THAT(outline("国发〔2025〕3号"),
              ElementsAre(testing::_, HasSubstr("  implemented（鲁政发〔2025〕5号"),
                          HasSubstr("    implemented（济政发〔2025〕7号"),
                          HasSubstr("      implemented（济高管发〔2025〕9号")));
  EXPECT_THAT(outline("济高管发〔2025〕9号"),
              ElementsAre(testing::_, HasSubstr("  implements（济政发〔2025〕7号"),
                          HasSubstr("    implements（鲁政发〔2025〕5号"),
                          HasSubstr("      implements（国发〔2025〕3号")));
}

TEST(LineageCommand, NamesTheWordingsThatANoteStates) {
  const Workspace workspace;
  auto regulation = carrying_out("青石市人民政府", "青政发〔2016〕6号", "");
  regulation.title = "青石市城市噪声污染防治管理办法";
  regulation.paragraphs.insert(
      regulation.paragraphs.begin(),
      "（2010年2月1日青石市人民政府令第14号公布　根据2016年2月6日《青石市人民政府关于修改部分规章的"
      "决定》第一次修订）");
  ASSERT_EQ(workspace.run({"import", workspace.write("a.html", article_page(regulation))}).status, 0);
  const auto out = workspace.run({"lineage", "青政发〔2016〕6号"}).out;
  EXPECT_THAT(out, HasSubstr("  2010-02-01 公布 青石市人民政府令第14号\n"));
  EXPECT_THAT(out, HasSubstr("  2016-02-06 第一次修订 《青石市人民政府关于修改部分规章的决定》\n"));
}

TEST(ImportCommand, WhatCannotBeReadIsNamedAndTheRestIsDone) {
  const Workspace workspace;
  const auto good = workspace.write("good.html", article_page(decrees().front()));
  const auto broken = workspace.write("broken.pdf", "%PDF-1.7\nnothing of it");
  const auto outcome = workspace.run({"import", broken, "/no/such/file.html", good});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr(broken));
  EXPECT_THAT(outcome.err, HasSubstr("/no/such/file.html"));
  EXPECT_EQ(workspace.lines({"events"}).size(), 1U);
}

TEST(WrongUsage, IsStatusTwoWithAWordOnStderr) {
  const Workspace workspace;
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"observe"},
      {"run", "--twice"},
      {"run", "--once", "--now", "noon"},
      {"fetch"},
      {"fetch", "a.html", "--format", "docx"},
      {"fetch", "a.html", "--site", "nowhere"},
      {"events", "--since", "first"},
      {"events", "--since", "-1"},
      {"events", "--since", "0x2"},
      {"events", "--since", "99999999999999999999"},
      {"policies", "--since", "2026"},
      {"policies", "--in-force", "2026-02-30"},
      {"show"},
      {"show", "a", "--version", "newest"},
      {"diff"},
      {"why"},
      {"import"},
      {"subscribe", "--since", "-1"},
      {"sources", "nowhere"},
  };
  for (const auto& arguments : wrong) {
    const auto outcome = Process(workspace.command(arguments)).wait(std::chrono::seconds{10});
    EXPECT_EQ(outcome.status, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(outcome.out, "") << testing::PrintToString(arguments);
    EXPECT_NE(outcome.err, "") << testing::PrintToString(arguments);
  }
}

TEST(Help, EveryCommandExplainsItselfWithAnExample) {
  for (const auto* command : {"run", "fetch", "subscribe", "events", "sources", "policies", "show", "history",
                              "diff", "lineage", "why", "import", "verify"}) {
    const auto outcome = run_process({GAZETTED_BINARY, command, "--help"});
    EXPECT_EQ(outcome.status, 0) << command;
    EXPECT_THAT(outcome.out, HasSubstr(std::string("Example: gazetted ") + command));
  }
}

TEST(FaultyConfiguration, IsStatusTwoWithEveryFaultAtItsPlace) {
  const Workspace workspace;
  workspace.write("gazetted.toml",
                  "sites = [\"sites/*.toml\"]\n[store]\npath = 7\n[crawl]\nconections = 3\n");
  workspace.write("sites/a.toml", "id = \"a\"\n\n[[entrance]]\nurl = \"no address\"\n");
  for (const auto* command : {"run", "events", "verify", "sources"}) {
    const auto outcome = workspace.run({command});
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_THAT(outcome.err, HasSubstr("gazetted.toml:3:8: "));
    EXPECT_THAT(outcome.err, HasSubstr("gazetted.toml:5:1: "));
    EXPECT_THAT(outcome.err, HasSubstr("connections"));
    EXPECT_THAT(outcome.err, HasSubstr("a.toml:4:7: "));
  }
  EXPECT_EQ(run_process({GAZETTED_BINARY, "events", "-c", "/no/such.toml"}).status, 2);
}

TEST(StoreOfANewerSchema, IsStatusThreeAndLeftAlone) {
  const Workspace workspace;
  const auto file = workspace.write("a.html", article_page(decrees().front()));
  ASSERT_EQ(workspace.run({"import", file}).status, 0);
  {
    monitor::lmdb::Environment environment(workspace.path("store"), {});
    monitor::lmdb::WriteTransaction transaction(environment);
    transaction.put(transaction.find_database("meta").value(), "schema", "4711");
    transaction.commit();
  }
  for (const auto* command : {"events", "verify", "policies"}) EXPECT_EQ(workspace.run({command}).status, 3);
  EXPECT_EQ(workspace.run({"run", "--once"}).status, 3);
  const auto outcome = workspace.run({"import", file});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("4711"));
}

TEST(DamagedStore, IsStatusThree) {
  const Workspace workspace;
  workspace.write("store/data.mdb", std::string(100'000, 'g'));
  for (const auto* command : {"events", "verify", "policies"}) {
    const auto outcome = workspace.run({command});
    EXPECT_EQ(outcome.status, 3) << command << outcome.err;
    EXPECT_NE(outcome.err, "");
  }
}

}  // namespace
}  // namespace gazetted::test
