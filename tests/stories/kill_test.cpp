// kill -9 in the midst of a pass, again and again: nothing is lost, told twice or damaged.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "tests/stories/gov_site.h"
#include "tests/support/http_site.h"
#include "tests/support/workspace.h"

namespace gazetted::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int policies_at_first = 150;
constexpr int kills = 20;
constexpr auto list_path = "/zwgk/zcwj/index.html";

std::string number_of(int serial) { return "青政发〔2026〕" + std::to_string(serial) + "号"; }

std::string title_of(int serial) {
  static const std::vector<std::string> places{"城关", "河东", "龙泉", "北塘",
                                               "新安", "南屏", "白塔", "东湖"};
  static const std::vector<std::string> matters{
      "老旧小区改造", "公共停车场建设", "农村饮水安全", "企业技术改造", "城市内涝治理",
      "校外托管服务", "社区食堂运营",   "河道采砂",     "夜间施工噪声", "古树名木保护"};
  const auto at = static_cast<std::size_t>(serial);
  return "青石市人民政府关于印发" + places[at / matters.size() % places.size()] + "片区" +
         matters[at % matters.size()] + "管理办法（" + std::to_string(serial / 80 + 1) + "类）的通知";
}

/// Its words are its own, by its number; every ninth implements the one before the last.
Decree decree(int serial) {
  const auto figure = std::to_string(serial % 60 + 20);
  const std::string basis = serial > 2 && serial % 9 == 0
                                ? "根据《" + title_of(serial - 2) + "》（" + number_of(serial - 2) + "）"
                                : "根据有关法律法规";
  return {.path = "/zwgk/zcwj/t20260305_" + std::to_string(1000 + serial) + ".html",
          .title = title_of(serial),
          .number = number_of(serial),
          .paragraphs = {
              "各县（区）人民政府，市政府各部门、各直属机构：",
              "为加强管理工作，" + basis + "，结合本市实际，现将有关事项通知如下。",
              "第一条　本办法适用于本市第" + std::to_string(serial) + "号区域内的有关活动及其监督管理。",
              "第二条　有关活动应当遵循公开、公平、公正的原则，接受社会监督，保障各方合法权益。",
              "第三条　对符合条件的单位给予补助，补助比例为核定费用的" + figure + "%。",
              "第四条　申请单位应当于每年6月30日前提交材料，主管部门应当在15个工作日内作出决定。",
              "青石市人民政府", "2026年3月2日"}};
}

Decree repeal(int serial, const std::vector<int>& ended) {
  Decree result = decree(serial);
  result.title = "青石市人民政府关于废止部分行政规范性文件的决定（第" + std::to_string(serial) + "次）";
  result.paragraphs = {"各县（区）人民政府，市政府各部门、各直属机构：",
                       "经市政府研究，决定废止以下行政规范性文件："};
  for (const int one : ended)
    result.paragraphs.push_back(std::to_string(result.paragraphs.size() - 1) + ".《" + title_of(one) +
                                "》（" + number_of(one) + "）");
  result.paragraphs.insert(result.paragraphs.end(),
                           {"本决定自公布之日起施行。", "青石市人民政府", "2026年3月2日"});
  return result;
}

class SlowKillStory : public testing::Test {
 protected:
  void SetUp() override {
    for (int serial = 1; serial <= policies_at_first; ++serial) all.push_back(decree(serial));
    serve_all();
    for (const auto* workspace : {&killed, &undisturbed}) workspace->watch("qingshi", site.url(list_path));
  }

  void serve_all() {
    for (const auto& one : all) site.serve(one.path, article_page(one));
    site.serve(list_path, list_page(all));
  }

  /// Amends, publishes, repeals and takes down.
  void change_site() {
    for (std::size_t i = 0; i < 30; ++i) {
      auto& clause = all[i * 4].paragraphs[4];
      clause.insert(clause.find("。"), "，每个单位每年不超过20万元");
    }
    site.remove(all[5].path);
    site.remove(all[77].path);
    all.erase(all.begin() + 77);
    all.erase(all.begin() + 5);
    for (int serial = policies_at_first + 1; serial <= policies_at_first + 20; ++serial)
      all.insert(all.begin(), decree(serial));
    all.insert(all.begin(), repeal(201, {3, 11, 155}));
    all.insert(all.begin(), repeal(202, {20, 160}));
    serve_all();
  }

  static std::vector<std::string> pass_at(const std::string& now) { return {"run", "--once", "--now", now}; }

  /// One pass from its beginning to its end; how long it took.
  static std::chrono::milliseconds whole_pass(const Workspace& workspace, const std::string& now) {
    const auto begin = steady_clock::now();
    const auto outcome = workspace.run(pass_at(now));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin);
  }

  /// Passes broken off at any moment between 5 ms and the time of a whole one.
  void killed_passes(const std::string& now, std::chrono::milliseconds longest) {
    for (int round = 0; round < kills; ++round) {
      Process pass(killed.command(pass_at(now)));
      std::uniform_int_distribution<long> moment(5, std::max(6L, static_cast<long>(longest.count())));
      std::this_thread::sleep_for(std::chrono::milliseconds{moment(random)});
      pass.signal(SIGKILL);
      const auto outcome = pass.wait();
      broken_off += outcome.status == -SIGKILL ? 1 : 0;
      EXPECT_TRUE(outcome.status == -SIGKILL || outcome.status == 0) << outcome.err;
    }
  }

  static void expect_whole(const Workspace& workspace) {
    const auto verified = workspace.run({"verify"});
    EXPECT_EQ(verified.status, 0) << verified.err;
    EXPECT_EQ(verified.out, "");
    std::uint64_t expected = 0;
    for (const auto& event : workspace.lines({"events"}))
      ASSERT_EQ(std::stoull(event.at("sequence").get<std::string>()), ++expected);
  }

  /// How often each thing was told: "<type> <number>".
  static std::map<std::string, int> told(const Workspace& workspace) {
    std::map<std::string, int> count;
    for (const auto& event : workspace.lines({"events"})) {
      const auto number = event.value("/data/policy/doc_number"_json_pointer, Json(nullptr));
      ++count[event.at("type").get<std::string>() + ' ' +
              (number.is_string() ? number.get<std::string>() : "")];
    }
    return count;
  }

  /// What is known of each policy: its status and its pages.
  static std::map<std::string, std::string> known(const Workspace& workspace) {
    std::map<std::string, std::string> known;
    for (const auto& policy : workspace.lines({"policies"}))
      known[policy.at("doc_number").dump()] = policy.at("status").dump() + policy.at("pages").dump();
    return known;
  }

  void expect_the_same() const {
    expect_whole(killed);
    expect_whole(undisturbed);
    EXPECT_EQ(told(killed), told(undisturbed));
    EXPECT_EQ(known(killed), known(undisturbed));
  }

  static int count_of(const std::map<std::string, int>& told, const std::string& type) {
    int count = 0;
    for (const auto& [what, times] : told)
      if (what.starts_with(type + ' ')) count += times;
    return count;
  }

  HttpSite site;
  Workspace killed, undisturbed;
  std::vector<Decree> all;
  std::mt19937 random{20260306};
  int broken_off = 0;
};

TEST_F(SlowKillStory, PassesKilledAtAnyMomentTellNoMoreAndNoLess) {
  const auto first = whole_pass(undisturbed, "2026-03-06T10:00:00+08:00");
  killed_passes("2026-03-06T10:00:00+08:00", first);
  whole_pass(killed, "2026-03-06T10:00:00+08:00");
  expect_the_same();
  EXPECT_EQ(count_of(told(killed), "policy.baseline"), policies_at_first);

  change_site();
  const auto second = whole_pass(undisturbed, "2026-03-06T12:00:00+08:00");
  killed_passes("2026-03-06T12:00:00+08:00", second);
  whole_pass(killed, "2026-03-06T12:00:00+08:00");
  expect_the_same();
  const auto changed = told(killed);
  EXPECT_EQ(count_of(changed, "policy.published"), 22);
  EXPECT_EQ(count_of(changed, "policy.amended"), 30);
  EXPECT_EQ(count_of(changed, "policy.related"), 5);
  EXPECT_EQ(count_of(changed, "policy.withdrawn"), 0);

  for (const auto* now : {"2026-03-07T13:00:00+08:00", "2026-03-08T14:00:00+08:00"}) {
    whole_pass(undisturbed, now);
    whole_pass(killed, now);
  }
  expect_the_same();
  EXPECT_EQ(count_of(told(killed), "policy.withdrawn"), 2);
  EXPECT_GE(broken_off, kills) << "most passes ended before they were killed";
}

}  // namespace
}  // namespace gazetted::test
