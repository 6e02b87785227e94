#pragma once
// A small government site in the manner of a TRS system, for the stories: a list page and article
// pages with 网页标签, a metadata table, a body container, and furniture that changes with each look.

#include <string>
#include <vector>

#include "tests/support/http_site.h"

namespace gazetted::test {

struct Decree {
  std::string path;
  std::string title;
  std::string number;
  std::string issuer = "青石市人民政府";
  std::string signed_on = "2026年3月2日";
  std::string published = "2026-03-05";
  std::vector<std::string> paragraphs;
};

/// What changes on a page from look to look, and means nothing.
struct Furniture {
  int hits = 17;
  std::string generated = "2026-03-05 09:00:00";
  std::string neighbour = "青石市人民政府关于表彰先进集体的通报";
};

[[nodiscard]] inline std::string article_page(const Decree& decree, const Furniture& furniture = {}) {
  std::string body;
  for (const auto& paragraph : decree.paragraphs) body += "<p>　　" + paragraph + "</p>\n";
  return R"(<!DOCTYPE html><html><head><meta charset="utf-8">
<title>)" +
         decree.title + R"(_青石市人民政府</title>
<meta name="SiteName" content="青石市人民政府"><meta name="ColumnName" content="政策文件">
<meta name="ColumnType" content="政策文件">
<meta name="ArticleTitle" content=")" +
         decree.title + R"(">
<meta name="PubDate" content=")" +
         furniture.generated + R"("><meta name="others" content="页面生成时间 )" + furniture.generated + R"(">
</head><body>
<div class="header"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/bsfw/">办事服务</a></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/zcwj/">政策文件</a></div>
<table class="xxgk"><tr><td><b>索&nbsp;引&nbsp;号：</b></td><td>QS000/2026-00017</td><td><b>发文机关：</b></td><td>)" +
         decree.issuer + R"(</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">)" +
         decree.title + R"(</td></tr>
<tr><td><b>发文字号：</b></td><td>)" +
         decree.number + R"(</td><td><b>成文日期：</b></td><td>)" + decree.signed_on +
         R"(</td></tr>
<tr><td><b>发布日期：</b></td><td>)" +
         decree.published + R"(</td><td><b>有效性：</b></td><td>有效</td></tr></table>
<h1>)" + decree.title +
         R"(</h1>
<div class="info">发布时间：)" +
         decree.published + R"(　来源：市政府办公室　浏览次数：<span id="hits">)" +
         std::to_string(furniture.hits) + R"(</span></div>
<div class="TRS_Editor">
)" + body +
         R"(</div>
<div class="pages">上一篇：<a href="/zwgk/zcwj/prev.html">)" +
         furniture.neighbour + R"(</a></div>
<div class="footer">主办：青石市人民政府办公室　备案号：青ICP备00000001号　网站标识码：3799000001</div>
</body></html>)";
}

[[nodiscard]] inline std::string list_page(const std::vector<Decree>& decrees) {
  std::string items;
  for (const auto& decree : decrees)
    items += "<li><a href=\"" + decree.path + "\" title=\"" + decree.title + "\">" + decree.title +
             "</a><span>" + decree.published + "</span></li>\n";
  return R"(<!DOCTYPE html><html><head><meta charset="utf-8"><title>政策文件_青石市人民政府</title>
<meta name="ColumnName" content="政策文件"></head><body>
<div class="header"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/bsfw/">办事服务</a></div>
<div class="main"><h2>政策文件</h2><ul class="list">
)" + items +
         R"(</ul><script>createPageHTML(1,0,"index","html");</script></div>
<div class="footer">主办：青石市人民政府办公室　网站标识码：3799000001</div></body></html>)";
}

[[nodiscard]] inline std::string block_page() {
  return R"(<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问被拒绝</title></head><body>
<h1>访问被拒绝</h1><p>您的访问请求存在安全风险，已被网站防火墙拦截。请完成安全验证后继续访问。</p>
<p>事件编号：7d1f00a2c4</p></body></html>)";
}

/// Six decrees, each long enough to be one.
[[nodiscard]] inline std::vector<Decree> decrees() {
  const auto texts = [](const std::string& subject, const std::string& rate) {
    return std::vector<std::string>{
        "各县（区）人民政府，市政府各部门、各直属机构：",
        "为加强" + subject + "工作，根据有关法律法规，结合本市实际，现将有关事项通知如下。",
        "第一条　本办法适用于本市行政区域内的" + subject + "及其监督管理活动。",
        "第二条　" + subject + "应当遵循公开、公平、公正的原则，接受社会监督，保障各方合法权益。",
        "第三条　对符合条件的单位给予补助，补助比例为核定费用的" + rate + "，每个单位每年不超过20万元。",
        "第四条　市主管部门负责" + subject + "的组织实施，县（区）主管部门负责本辖区内的具体工作。",
        "第五条　申请单位应当于每年6月30日前提交申请材料，主管部门应当自受理之日起15个工作日内作出决定。",
        "第六条　弄虚作假骗取补助的，由主管部门责令退回，并依法追究责任。",
        "青石市人民政府",
        "2026年3月2日",
        "（此件公开发布）"};
  };
  return {
      {.path = "/zwgk/zcwj/t20260305_1001.html",
       .title = "青石市人民政府关于印发青石市老旧小区改造管理办法的通知",
       .number = "青政发〔2026〕1号",
       .paragraphs = texts("老旧小区改造", "75%")},
      {.path = "/zwgk/zcwj/t20260305_1002.html",
       .title = "青石市人民政府关于印发青石市公共停车场管理办法的通知",
       .number = "青政发〔2026〕2号",
       .paragraphs = texts("公共停车场建设", "60%")},
      {.path = "/zwgk/zcwj/t20260305_1003.html",
       .title = "青石市人民政府关于印发青石市农村饮水安全管理办法的通知",
       .number = "青政发〔2026〕3号",
       .paragraphs = texts("农村饮水安全", "50%")},
      {.path = "/zwgk/zcwj/t20260305_1004.html",
       .title = "青石市人民政府关于印发青石市企业技术改造补助办法的通知",
       .number = "青政发〔2026〕4号",
       .paragraphs = texts("企业技术改造", "30%")},
  };
}

}  // namespace gazetted::test
