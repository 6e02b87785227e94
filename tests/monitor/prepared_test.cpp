// Work done ahead saves time and changes nothing, whatever is committed in between.

#include "monitor/prepared.h"

#include <gtest/gtest.h>

#include "monitor/judge.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

constexpr Timestamp first_day = Timestamp(std::chrono::milliseconds(1'780'000'000'000));

Capture capture_of(int page, const std::string& body, int hour) {
  Capture capture;
  auto source = std::make_shared<Source>();
  source->id = SourceId("qingshi");
  capture.source = source;
  capture.target.url = capture.final_url = url_of(page);
  capture.target.source = source->id;
  capture.target.kind = PageKind::article;
  capture.target.entrance = Url::parse("http://www.example.gov.cn/index.html").value();
  capture.status = 200;
  capture.body = body;
  capture.validators.body = Digest::of(body);
  capture.captured_at = first_day + std::chrono::hours(hour);
  return capture;
}

Parsed parsed_of(const std::string& number, const std::string& text) {
  Document document;
  document.kind = DocumentKind::policy;
  document.title = "青石市人民政府关于供水管理的通知" + number;
  document.issuers = {"青石市人民政府"};
  document.doc_number = "青政发〔2026〕" + number + "号";
  document.text = text;
  Parsed parsed;
  parsed.kind = PageKind::article;
  parsed.documents = {document};
  return parsed;
}

std::string wording(int edition) {
  std::string text = "各区人民政府：";
  for (int clause = 1; clause < 30; ++clause)
    text += "\n第" + std::to_string(clause) + "条　供水单位应当保障供水，检查周期为" +
            std::to_string(clause == edition ? 90 : 30) + "日。";
  return text;
}

struct Visit {
  Capture capture;
  Parsed parsed;
};

Visit visit(int page, int edition, int hour) {
  const std::string text = wording(edition);
  return {capture_of(page, "<html><body>" + text + "</body></html>", hour),
          parsed_of(std::to_string(page), text)};
}

const Judge& judge() {
  static const Judge judge({}, [](const PageRecord&, const Capture& capture, VisitOutcome) {
    return VisitPlan{capture.captured_at + std::chrono::hours(1), std::chrono::hours(1), "hourly"};
  });
  return judge;
}

void record(Store& store, const Visit& visit, const Prepared& prepared) {
  const auto written = store.write(
      [&](Batch& batch) { std::ignore = judge().judge(batch, visit.capture, visit.parsed, prepared); });
  ASSERT_TRUE(written) << written.error().message;
}

/// What subscribers are told of each event; ids are a store's own.
std::vector<std::string> told(const Store& store) {
  std::vector<std::string> events;
  store.read([&](const View& view) {
    for (const auto& event : view.events({}, 1000)) {
      const auto json = Json::parse(event.json);
      auto data = json.at("data");
      data["policy"].erase("id");
      events.push_back(event.type + " " + data.dump());
    }
  });
  return events;
}

/// Editions of one page, one after another: long enough for a key frame among the deltas.
std::vector<Visit> history() {
  std::vector<Visit> visits;
  for (int edition = 1; edition < 20; ++edition) visits.push_back(visit(1, edition, edition));
  return visits;
}

TEST(Prepared, ChangesNothingThatIsTold) {
  const StoreFolder plain_folder, prepared_folder;
  Store plain = open_store(plain_folder.path()), prepared = open_store(prepared_folder.path());
  Preparer preparer(prepared);
  int used = 0;
  for (const Visit& each : history()) {
    const Prepared ahead = preparer.prepare(each.capture, each.parsed);
    used += ahead.compared.empty() ? 0 : 1;
    EXPECT_EQ(ahead.packed.size(), 2U);
    for (int look = 0; look < 2; ++look) {  // what differs is looked at twice
      record(plain, each, {});
      record(prepared, each, ahead);
    }
  }
  EXPECT_EQ(used, 18);
  EXPECT_EQ(told(plain).size(), 19U);
  EXPECT_EQ(told(plain), told(prepared));
  EXPECT_TRUE(plain.verify().empty());
  EXPECT_TRUE(prepared.verify().empty());
}

TEST(Prepared, WhatWasOvertakenIsWorkedOutAnew) {
  const StoreFolder plain_folder, late_folder;
  Store plain = open_store(plain_folder.path()), late = open_store(late_folder.path());
  Preparer preparer(late);
  const auto visits = history();
  record(plain, visits[0], {});
  record(late, visits[0], {});
  std::vector<Prepared> prepared;  // all by the first edition
  for (const Visit& each : visits) prepared.push_back(preparer.prepare(each.capture, each.parsed));
  for (std::size_t i = 1; i < visits.size(); ++i) {
    record(plain, visits[i], {});
    record(late, visits[i], prepared[i]);
  }
  EXPECT_EQ(told(plain), told(late));
  EXPECT_TRUE(late.verify().empty());
}

/// A body packed as a first one, where the same words were kept as a delta by then.
TEST(Prepared, ChainsOfBodiesStayInOrder) {
  const StoreFolder folder;
  Store store = open_store(folder.path());
  Preparer preparer(store);
  const Visit twin = visit(2, 3, 5);
  const Prepared prepared = preparer.prepare(twin.capture, twin.parsed);
  for (int edition = 1; edition < 5; ++edition) record(store, visit(1, edition, edition), {});
  record(store, twin, prepared);
  EXPECT_TRUE(store.verify().empty());
}

TEST(Prepared, NothingForWhatHasNoDocuments) {
  const StoreFolder folder;
  Store store = open_store(folder.path());
  Preparer preparer(store);
  Parsed failed;
  failed.error = Error{ErrorKind::malformed, "no page"};
  const Prepared prepared = preparer.prepare(capture_of(1, "x", 1), failed);
  EXPECT_TRUE(prepared.texts.empty() && prepared.packed.empty() && prepared.unpacked.empty());
}

}  // namespace
}  // namespace gazetted::monitor
