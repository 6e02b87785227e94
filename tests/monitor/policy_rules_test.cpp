// The pure rules about policies: keys, status, due dates, topics, changes.

#include <gtest/gtest.h>

#include "monitor/change.h"
#include "monitor/event_data.h"
#include "monitor/keys.h"
#include "monitor/status.h"
#include "monitor/topics.h"

namespace gazetted::monitor {
namespace {

PolicyRecord policy_with(const Document& document) {
  PolicyRecord policy;
  policy.id = PolicyId("p1");
  policy.document = document;
  return policy;
}

Document dated(std::optional<Date> effective, std::optional<Date> expires) {
  Document document;
  document.signed_on = Date::of(2026, 3, 2);
  document.effective = effective;
  document.expires = expires;
  return document;
}

TEST(Keys, TwoSpellingsOfOneNumberHaveOneKey) {
  for (const auto* spelling :
       {"鲁政字[2019]84号", "鲁政字（2019）84号", "鲁政字【2019】84号", "鲁政字〔2019〕 084 号"})
    EXPECT_EQ(number_key(spelling), number_key("鲁政字〔2019〕84号")) << spelling;
  EXPECT_NE(number_key("鲁政字〔2019〕84号"), number_key("鲁政字〔2019〕8号"));
}

TEST(Keys, TitlesAreFolded) {
  EXPECT_EQ(title_key("关于印发《青石市供水办法（2020—2022年）》的通知"),
            title_key("关于印发 青石市供水办法(2020—2022年) 的通知"));
  EXPECT_FALSE(is_telling_title("《实施意见》"));
  EXPECT_TRUE(is_telling_title("青石市人民政府关于供水的通知"));
}

TEST(Keys, AnOrderThatDoesNotSayWhoseIsItsIssuers) {
  const auto of = [](const char* number, const char* issuer) {
    Document document;
    document.doc_number = number;
    if (*issuer != 0) document.issuers = {issuer};
    return number_key(document);
  };
  EXPECT_NE(of("2026年第45号令", "国家发展和改革委员会"), of("2026年第45号令", "商务部"));
  EXPECT_EQ(of("2026年第45号令", "商务部"), number_key("商务部令2026年第45号"));
  EXPECT_EQ(of("商务部2026年第45号令", ""), number_key("商务部令二〇二六年第45号"));
  EXPECT_NE(of("市政府令第3号", "青石市人民政府"), of("市政府令第3号", "黑石市人民政府"));
  EXPECT_EQ(of("市政府令第3号", "青石市人民政府"), number_key("青石市人民政府令第3号"));
  EXPECT_FALSE(of("2026年第45号令", ""));
  EXPECT_FALSE(number_key("2026年第45号公告"));
  EXPECT_EQ(number_key("国务院令第707号"), number_key("国令第707号"));
  EXPECT_NE(number_key("国令第707号"), number_key("国令第708号"));
}

TEST(Keys, ADraftAndItsFinalTextAreAboutTheSame) {
  const auto key = draft_key("青石市公共停车场管理办法（征求意见稿）");
  ASSERT_TRUE(key);
  for (const auto* title :
       {"关于公开征求《青石市公共停车场管理办法（征求意见稿）》意见的公告",
        "青石市人民政府关于印发《青石市公共停车场管理办法》的通知",
        "青石市人民政府关于印发青石市公共停车场管理办法的通知", "青石市公共停车场管理办法",
        "青石市公共停车场管理办法(草案送审稿)", "关于《青石市公共停车场管理办法（草案）》公开征求意见的通知"})
    EXPECT_EQ(draft_key(title), key) << title;
  for (const auto* title :
       {"关于废止《青石市公共停车场管理办法》的决定", "关于贯彻落实《青石市公共停车场管理办法》的通知",
        "青石市公共停车场管理办法（试行）"})
    EXPECT_NE(draft_key(title), key) << title;
  EXPECT_FALSE(draft_key("实施意见（征求意见稿）"));
}

TEST(Keys, AStatementNeedsAllThree) {
  Document document;
  document.title = "青石市人民政府关于供水的通知";
  document.issuers = {"青石市人民政府"};
  EXPECT_FALSE(statement_key(document));
  document.signed_on = Date::of(2026, 3, 2);
  EXPECT_TRUE(statement_key(document));
}

TEST(Status, ByDate) {
  const auto policy = policy_with(dated(Date::of(2026, 4, 1), Date::of(2026, 12, 31)));
  const std::pair<const char*, const char*> cases[] = {{"2026-03-31", "pending"},
                                                       {"2026-04-01", "in_force"},
                                                       {"2026-12-31", "in_force"},
                                                       {"2027-01-01", "expired"}};
  for (const auto& [day, status] : cases) EXPECT_EQ(status_of(policy, *Date::parse_iso(day)), status) << day;
  EXPECT_EQ(status_of(policy_with({}), *Date::of(2026, 1, 1)), "unknown");
}

/// One put on the site long after it was signed is told with the day on which `fetch` says it took effect.
TEST(Status, OnPublicationIsTheSameDayInEventsAndDocuments) {
  Document document;
  document.effective_on_publication = true;
  document.signed_on = Date::of(2005, 3, 1);
  for (const auto published : {Date::of(2005, 3, 9), Date::of(2018, 12, 3)}) {
    document.published = published;
    const auto told = policy_json(policy_with(document), *Date::of(2026, 6, 1)).at("effective");
    EXPECT_EQ(told, to_json(document).at("effective")) << told;
  }
  EXPECT_EQ(status_of(policy_with(document), *Date::of(2010, 1, 1)), "in_force");
}

TEST(Status, ByWhatOthersDoToIt) {
  const Date today = *Date::of(2026, 6, 1);
  auto policy = policy_with(dated(std::nullopt, std::nullopt));
  EXPECT_EQ(status_of(policy, today), "in_force");
  policy.affected.push_back({Relation::amends, PolicyId("p2"), true});
  EXPECT_EQ(status_of(policy, today), "amended");
  policy.affected.push_back({Relation::repeals, PolicyId("p3"), true});
  EXPECT_EQ(status_of(policy, today), "repealed");
  policy.withdrawn = true;
  EXPECT_EQ(status_of(policy, today), "withdrawn");
}

TEST(Status, AnActHoldsFromTheDayOnWhichItTakesEffect) {
  auto policy = policy_with(dated(std::nullopt, Date::of(2027, 12, 31)));
  policy.affected = {{Relation::repeals, PolicyId("p2"), true, Date::of(2026, 7, 1)}};
  EXPECT_EQ(status_of(policy, *Date::of(2026, 6, 30)), "in_force");
  EXPECT_EQ(status_of(policy, *Date::of(2026, 7, 1)), "repealed");
  EXPECT_TRUE(due_dates_of(policy).empty()) << "what is repealed before does not expire";
}

TEST(Status, AnExtensionMovesTheLastDay) {
  auto policy = policy_with(dated(std::nullopt, Date::of(2026, 12, 31)));
  policy.affected = {{Relation::extends, PolicyId("p2"), true, std::nullopt, Date::of(2028, 12, 31)}};
  EXPECT_EQ(status_of(policy, *Date::of(2027, 6, 1)), "in_force");
  EXPECT_EQ(status_of(policy, *Date::of(2029, 1, 1)), "expired");
  const auto dates = due_dates_of(policy);
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(dates[0].day.iso(), "2028-12-01");
  EXPECT_EQ(dates[1].day.iso(), "2029-01-01");
  policy.affected.front().until.reset();
  EXPECT_TRUE(due_dates_of(policy).empty()) << "extended, and to when is not said";
  EXPECT_EQ(status_of(policy, *Date::of(2029, 1, 1)), "in_force");
  policy.affected.front().since = Date::of(2026, 6, 1);
  EXPECT_EQ(status_of(policy, *Date::of(2027, 1, 1)), "expired") << "said to hold still, while it did";
  policy.affected.front().since = Date::of(2027, 6, 1);
  EXPECT_EQ(status_of(policy, *Date::of(2027, 7, 1)), "in_force");
}

TEST(DueDates, OfADraftAreThoseOfItsComments) {
  auto draft = policy_with(dated(Date::of(2026, 8, 1), Date::of(2031, 7, 31)));
  draft.document.is_draft = true;
  draft.document.comments_until = Date::of(2026, 4, 5);
  const auto dates = due_dates_of(draft);
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(dates[0].day.iso(), "2026-03-06");
  EXPECT_EQ(dates[1].day.iso(), "2026-04-06");
  EXPECT_EQ(status_of(draft, *Date::of(2026, 5, 1)), "draft");
}

TEST(DueDates, OfAPolicyInForce) {
  const auto dates = due_dates_of(policy_with(dated(Date::of(2026, 4, 1), Date::of(2026, 12, 31))));
  ASSERT_EQ(dates.size(), 3U);
  EXPECT_EQ(dates[0].day.iso(), "2026-04-01");
  EXPECT_EQ(dates[1].day.iso(), "2026-12-01");
  EXPECT_EQ(dates[2].day.iso(), "2027-01-01");
}

TEST(DueDates, DraftsAndTheRepealedHaveNone) {
  auto draft = policy_with(dated(Date::of(2026, 4, 1), std::nullopt));
  draft.document.is_draft = true;
  EXPECT_TRUE(due_dates_of(draft).empty());
  auto repealed = policy_with(dated(Date::of(2026, 4, 1), std::nullopt));
  repealed.affected.push_back({Relation::repeals, PolicyId("p3"), true});
  EXPECT_TRUE(due_dates_of(repealed).empty());
}

TEST(Topics, AnyAllNoneAndWhere) {
  Document document;
  document.title = "关于发展人工智能的意见";
  document.text = "支持智能算力中心建设。";
  document.issuers = {"青石市科技局"};
  const std::vector<Topic> topics = {{"ai", {"人工智能", "大模型"}, {}, {}, {}},
                                     {"both", {}, {"人工智能", "算力"}, {}, {}},
                                     {"not", {"人工智能"}, {}, {"算力"}, {}},
                                     {"title", {"算力"}, {}, {}, {Topic::Where::title}},
                                     {"issuer", {"科技局"}, {}, {}, {Topic::Where::issuer}}};
  EXPECT_EQ(topics_of(document, topics), (std::vector<std::string>{"ai", "both", "issuer"}));
}

Document worded(const std::string& text) {
  Document document;
  document.title = "青石市供水办法";
  document.text = text;
  return document;
}

TEST(Change, NothingThatCounts) {
  const auto before = worded("第一条　为了加强供水管理。\n浏览次数：12");
  EXPECT_FALSE(change_between(before, worded("第一条  为了加强供水管理。\n浏览次数：345")));
  auto restated = before;
  restated.published = Date::of(2026, 3, 5);
  restated.dates.meta = Date::of(2026, 3, 6);
  EXPECT_FALSE(change_between(before, restated));
  auto numbered = before;
  numbered.doc_number = "青政发〔2026〕1号";
  EXPECT_FALSE(change_between(numbered, before)) << "no longer stated is no change";
}

TEST(Change, ItsSignificance) {
  const auto before = worded("第一条　补助比例为75%。");
  EXPECT_EQ(change_between(before, worded("第一条　补助比例为100%。"))->significance, "substantive");
  EXPECT_EQ(change_between(before, worded("第一条　补助比例为75%；"))->significance, "editorial");
  auto stated = before;
  stated.validity = "废止";
  EXPECT_EQ(change_between(before, stated)->significance, "metadata");
  auto attached = before;
  attached.attachments.emplace_back().title = "附件1";
  EXPECT_EQ(change_between(before, attached)->significance, "attachment");
}

}  // namespace
}  // namespace gazetted::monitor
