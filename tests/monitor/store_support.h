#pragma once
// What the tests of the store have in common.

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "core/temporary_folder.h"
#include "monitor/store.h"

namespace gazetted::monitor {

using StoreFolder = TemporaryFolder;

/// Fails the test where the store cannot be opened.
inline Store open_store(const std::filesystem::path& folder, StoreOptions options = {}) {
  auto store = Store::open(folder, options);
  if (!store) throw std::runtime_error(store.error().message);
  return std::move(*store);
}

inline void must_write(Store& store, const Facts& facts) {
  const auto written = store.write([&](Batch& batch) { batch.apply(facts); });
  ASSERT_TRUE(written) << written.error().message;
}

inline Url url_of(int number) {
  return Url::parse("http://www.example.gov.cn/art/2024/5/12/art_26644_" + std::to_string(number) + ".html")
      .value();
}

inline Timestamp instant(std::int64_t milliseconds) { return Timestamp(Duration(milliseconds)); }

/// A page as a month of visits leaves it.
inline PageRecord page_of(int number) {
  PageRecord page;
  page.url = url_of(number);
  page.source = SourceId("example");
  page.kind = PageKind::article;
  page.entrance = Url::parse("http://www.example.gov.cn/col/col26644/index.html").value();
  page.parent = page.entrance;
  page.list_title = "关于进一步加强城市供水管理工作的通知";
  page.list_date = Date::of(2024, 5, 12);
  page.validators = {"\"5f3-61a\"", "Sun, 12 May 2024 08:00:00 GMT", Digest::of(std::to_string(number))};
  page.first_seen = instant(1'715'500'000'000);
  page.last_visit = instant(1'717'500'000'000);
  page.last_success = page.last_visit;
  page.final_url = page.url;
  page.due = instant(1'717'600'000'000);
  page.rhythm = {std::string("\x01\xff\0\x80", 4)};
  page.due_reason = "changed 0 times in 24 visits";
  page.parts = {{1, PolicyId("p" + std::to_string(number)), DocumentKind::policy, 1}};
  page.diary = {{page.first_seen, page.first_seen, 1, 200, "good", {"title from <meta>", "body by #zoom"}},
                {instant(1'715'600'000'000), page.last_visit, 23, 304, "unchanged", {}}};
  return page;
}

}  // namespace gazetted::monitor
