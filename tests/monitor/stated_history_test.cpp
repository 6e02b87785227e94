// The wordings that the note below a title names.

#include "monitor/stated_history.h"

#include <gtest/gtest.h>

#include <string>

namespace gazetted::monitor {
namespace {

/// 1994-02-01 发布 国务院令第142号; 2013-12-07 第一次修订 《…》
std::string shown(std::string_view text) {
  std::string out;
  for (const auto& wording : read_stated_history(text)) {
    if (!out.empty()) out += "; ";
    out += wording.day->iso() + ' ' + wording.act;
    if (wording.title) out += " 《" + *wording.title + "》";
    if (wording.number) out += ' ' + *wording.number;
  }
  return out;
}

TEST(StatedHistory, NamesEachWordingAndTheActThatMadeIt) {
  EXPECT_EQ(
      shown(
          "某条例\n（1994年2月1日国务院令第142号发布　根据2013年12月7日《国务院关于修改部分行政法规的决定》"
          "第一次修订　根据2016年2月6日《国务院关于修改部分行政法规的决定》（国务院令第666号）第二次修订）\n"
          "第一条　为了规范某事，制定本条例。"),
      "1994-02-01 发布 国务院令第142号; 2013-12-07 第一次修订 《国务院关于修改部分行政法规的决定》; "
      "2016-02-06 第二次修订 《国务院关于修改部分行政法规的决定》 国务院令第666号");
  EXPECT_EQ(
      shown(
          "（二〇一〇年九月十七日某市第十三届人民代表大会常务委员会第二十一次会议通过，根据2018年5月24日某市"
          "第十五届人民代表大会常务委员会第四次会议《关于修改〈某条例〉的决定》修正）"),
      "2010-09-17 通过; 2018-05-24 修正 《关于修改〈某条例〉的决定》");
}

TEST(StatedHistory, IsNotReadOutOfTheText) {
  EXPECT_EQ(shown("某条例\n第一条　2013年12月7日修订的办法同时废止。"), "");
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown("（施行年份另行公布）"), "");
}

}  // namespace
}  // namespace gazetted::monitor
