#pragma once
// A policy as a page of the content systems that government sites run on, each with what such pages have
// around the text: ways, blocks of metadata, counters, share bars, neighbours, lists, copies, scripts.

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "tests/parser/policy_markup.h"

namespace gazetted::testing_policies {

struct Page {
  std::string html, url;
};

struct Family {
  std::string_view name;
  Page (*page)(const Policy&);
  bool states_block;   ///< index number, subject and validity stand on the page
  bool files_in_text;  ///< the editor has put the files behind the text, as lines of it
};

inline std::string pair_list(const Policy& policy, std::string_view before, std::string_view between,
                             std::string_view after) {
  std::string out;
  const auto pair = [&](std::string_view name, std::string_view value) {
    out +=
        std::string(before) + std::string(name) + std::string(between) + escaped(value) + std::string(after);
  };
  std::string issuers;
  for (const std::string& issuer : policy.issuers) issuers += (issuers.empty() ? "" : "、") + issuer;
  pair("索 引 号：", policy.index_number);
  pair("主题分类：", policy.subject);
  pair("发文机关：", issuers);
  pair("成文日期：", in_words(policy.signed_on));
  pair("标　　题：", policy.title);
  pair("发文字号：", policy.doc_number.value_or(""));
  pair("发布日期：", policy.published.iso());
  if (policy.validity) pair("有 效 性：", *policy.validity);
  return out;
}

inline std::string head(const Policy& policy, std::string_view charset, std::string_view site,
                        std::string_view more) {
  return "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + std::string(charset) +
         "\" />\n<title>" + escaped(policy.title) + "</title>\n<meta name=\"SiteName\" content=\"" +
         std::string(site) +
         "\" />\n<meta name=\"ColumnName\" content=\"政策文件\" />\n<meta name=\"ArticleTitle\" content=\"" +
         escaped(policy.title) + "\" />\n" + std::string(more) +
         "<link rel=\"stylesheet\" href=\"/css/style.css?t=20260309\"/>\n<style type=\"text/css\">\n.w { "
         "width: 1200px } .w > "
         "p { margin: 0 }\n</style>\n<script type=\"text/javascript\" src=\"/js/jquery.min.js\"></script>\n";
}

inline const std::string navigation = R"(<ul class="nav"><li><a href="/index.html">首页</a></li>
<li><a href="/zwgk/index.html">政务公开</a></li><li><a href="/zwfw/index.html">政务服务</a></li>
<li><a href="/hdjl/index.html">互动交流</a></li><li><a href="/sjkf/index.html">数据开放</a></li></ul>
)";

inline const std::string sidebar = R"(<div class="side"><h3>最新文件</h3><ul>
<li><a href="../202603/t20260301_101.html">云川市人民政府关于2026年度重点建设项目的通知</a><span>2026-03-01</span></li>
<li><a href="../202602/t20260226_102.html">云川市人民政府办公室关于调整市级议事协调机构的通知</a><span>2026-02-26</span></li>
<li><a href="../202602/t20260211_103.html">关于印发《云川市绿色建筑发展规划》的通知（云政发〔2026〕2号）</a><span>2026-02-11</span></li>
<li><a href="../202601/t20260119_104.html">云川市人民政府关于表扬先进集体的通报</a><span>2026-01-19</span></li></ul></div>
)";

inline const std::string neighbours =
    R"(<div class="pn"><p>上一篇：<a href="t20260308_98.html">云川市人民政府关于公布行政许可事项清单的通知</a></p>
<p>下一篇：<a href="t20260310_99.html">云川市人民政府办公室关于做好春耕备耕工作的通知</a></p></div>
)";

inline const std::string interpretations =
    R"(<div class="xgjd"><h4>相关解读</h4><ul><li><a href="/zwgk/zcjd/t20260309_201.html">一图读懂政策要点</a></li>
<li><a href="/zwgk/zcjd/t20260309_202.html">有关负责人就文件答记者问</a></li></ul></div>
)";

inline const std::string footer =
    R"(<div class="footer"><p><a href="/gywm/">关于我们</a> | <a href="/wzdt/">网站地图</a> | <a href="/lxwm/">联系我们</a></p>
<p>主办：云川市人民政府办公室　承办：云川市大数据局　网站标识码：9999000001</p>
<p><a href="https://beian.miit.gov.cn/">云ICP备05000001号-1</a>　<img src="/images/ga.png"/>云公网安备 99010002000001号</p></div>
<script>var _hmt = _hmt || []; if (1 < 2 && document) { document.write("<img src='/c.gif'>"); }</script>
)";

inline std::string file_links(const Policy& policy, std::string_view folder, std::string_view before,
                              std::string_view after) {
  std::string out;
  for (const File& file : policy.files)
    out += std::string(before) + "<a href=\"" + std::string(folder) + file.name + "\">" + file.title +
           "</a>" + std::string(after);
  return out;
}

/// TRS WCM: a table of metadata, TRS_Editor with Word's markup, a counter filled by a script.
inline Page trs(const Policy& policy) {
  const std::string month = policy.published.iso().substr(0, 4) + policy.published.iso().substr(5, 2);
  std::string html = "<!DOCTYPE html>\n<html>\n<head>\n" +
                     head(policy, "utf-8", "云川市人民政府",
                          "<meta name=\"PubDate\" content=\"" + policy.published.iso() + " 09:30\" />\n") +
                     "</head>\n<body>\n<div class=\"top\">" + navigation +
                     "</div><div class=\"w crumb\">当前位置：<a href=\"../../../\">首页</a>&gt;<a "
                     "href=\"../../\">政务公开</a>&gt;<a "
                     "href=\"../\">政策文件</a></div>\n<div class=\"w main\"><table class=\"xxgk_table\" "
                     "width=\"100%\"><tbody>\n";
  html +=
      replaced(pair_list(policy, "<tr><th>", "</th><td>", "</td></tr>\n"), "索 引 号", "索&nbsp;引&nbsp;号");
  html += "</tbody></table>\n<h1 class=\"tit\">" + escaped(policy.title) +
          "</h1>\n<div class=\"info\"><span>发布时间：" + policy.published.iso() +
          " 09:30</span><span>来源：云川市人民政府办公室</span><span>浏览量：<script "
          "src=\"/stat/count.js\"></script>次</span>"
          "<span>字号：[<a href=\"javascript:doZoom(18)\">大</a> <a href=\"javascript:doZoom(16)\">中</a> <a "
          "href=\"javascript:doZoom(14)\">小</a>]</span></div>\n<div class=\"text\" id=\"zoom\"><div "
          "class=\"TRS_Editor\"><style "
          "type=\"text/css\">.TRS_Editor P{line-height:2;}</style>\n" +
          heading_html(policy, Manner::word) + body_html(policy.body, Manner::word) + "</div></div>\n";
  if (!policy.files.empty())
    html += "<div class=\"fj\"><h5>附件下载：</h5><ul>" + file_links(policy, "./", "<li>", "</li>\n") +
            "</ul></div>\n";
  html +=
      "<div class=\"bdsharebuttonbox\" data-tag=\"share_1\">分享到：<a class=\"bds_weixin\" "
      "data-cmd=\"weixin\">微信</a><a "
      "class=\"bds_tsina\" data-cmd=\"tsina\">微博</a></div>\n" +
      interpretations + neighbours + "</div>\n" + sidebar + footer + "</body>\n</html>\n";
  return {html, "http://www.yunchuan.example.gov.cn/zwgk/zcwj/" + month + "/t" +
                    replaced(policy.published.iso(), "-", "") + "_1401234.html"};
}

/// ucap: a definition list of metadata, elements of its own, PubDate the time of generation.
inline Page ucap(const Policy& policy) {
  std::string html = "<!DOCTYPE html>\n<html>\n<head>\n" +
                     head(policy, "utf-8", "云川市人民政府",
                          "<meta name=\"PubDate\" content=\"2026-08-01 10:00:43\">\n<meta name=\"others\" "
                          "content=\"页面生成时间 2026-08-01 "
                          "10:00:43\">\n") +
                     "</head>\n<body>\n<div class=\"header\"><span id=\"date\">2026年11月2日 星期一</span>" +
                     navigation +
                     "</div>\n<div class=\"xxgk-crumb\"><h2>您当前所在位置：<a "
                     "href=\"/index.shtml\">首页</a>&gt;<a href=\"/zwgk.shtml\">政务公开</a>&gt;"
                     "<a href=\"/wj.shtml\"><span>政府文件</span></a></h2></div>\n<div class=\"xxgk-detail "
                     "clearfix\"><div class=\"meta-data\"><dl "
                     "class=\"clearfix\">\n";
  html += pair_list(policy, "<dd class=\"addWidth\"><label><font>",
                    "</font></label><div class=\"display-block\">\n", "\n</div></dd>\n");
  html +=
      "</dl></div>\n<h1 class=\"article-title\"><ucaptitle>" + escaped(policy.title) +
      "</ucaptitle></h1>\n<div class=\"article-attr\"><span>发布时间：<publishtime>" +
      policy.published.iso() +
      " 15:02</publishtime></span><span class=\"llcs\">访问量：<b id=\"view\">4859</b></span><span>字体：<i "
      "id=\"f-add\">大</i> "
      "<i id=\"f-dec\">小</i></span></div>\n<div class=\"article-content\" id=\"zoomcon\"><ucapcontent>\n" +
      body_html(policy.body, Manner::paragraphs) + "</ucapcontent></div>\n";
  if (!policy.files.empty())
    html += "<div class=\"article-files\"><h3>相关附件：</h3><ul>" +
            file_links(policy, "/files/", "<li>", "</li>") + "</ul></div>\n";
  html +=
      "<div class=\"article-reldocuments\"><h3><span>关联稿件：</span></h3><ul "
      "class=\"common_newslist\"><li><a "
      "href=\"/jd/1.shtml\">政策解读：文件出台背景</a></li></ul></div>\n<dl "
      "class=\"article-ewm\"><dt>扫一扫在手机打开当前页</dt></dl>"
      "<div class=\"bt\"><a href=\"javascript:window.print()\">打印</a><a "
      "href=\"javascript:window.close()\">关闭</a></div>\n" +
      neighbours + "</div>\n" + footer + "</body></html>\n";
  return {html,
          "https://www.yunchuan.example.gov.cn/ycsrmzf/zfwj/202603/9c059bf058ef4db8b3c8f920e22186fe.shtml"};
}

/// Hanweb jcms: tables for layout, lines ended by <br>, comments that name the fields.
inline Page jcms(const Policy& policy) {
  std::string html = "<html>\n<head>\n" +
                     head(policy, "gb2312", "青湖省人民政府",
                          "<meta name=\"pubdate\" content=\"" + policy.published.iso() + " 08:00:00\">\n") +
                     "</head>\n<body>\n<table width=1000 align=center><tr><td>" + navigation +
                     "</td></tr><tr><td>当前位置：<a href=\"/\">首页</a> &gt;&gt; <a "
                     "href=\"/col/col12/index.html\">规范性文件</a></td></tr>"
                     "</table>\n<table class=\"xxgk\" width=1000 align=center>\n";
  html += pair_list(policy, "<tr><td class=\"bt\" width=120>", "</td><td>", "</td></tr>\n");
  html +=
      "</table>\n<table id=\"article\" width=1000 align=center><tr><td "
      "class=\"title\"><!--<$[标题名称(html)]>begin-->" +
      escaped(policy.title) + "<!--<$[标题名称(html)]>end--></td></tr>\n<tr><td align=center>发布日期：" +
      policy.published.iso() +
      "&nbsp;&nbsp;浏览次数：<script language=\"javascript\" "
      "src=\"/module/visitcount/articlehits.jsp?colid=12\"></script>&nbsp;"
      "&nbsp;字号：[ <a href=\"javascript:doZoom(16)\">大</a> <a href=\"javascript:doZoom(14)\">中</a> <a "
      "href=\"javascript:doZoom(12)\">小</a> ]</td></tr>\n<tr><td class=\"bt_content\"><div "
      "id=\"zoom\"><!--ZJEG_RSS.content.begin-->"
      "<div class=\"bt_content\">\n" +
      heading_html(policy, Manner::breaks) + body_html(policy.body, Manner::breaks) +
      "</div><!--ZJEG_RSS.content.end--></div></td></tr>\n" +
      file_links(policy, "/attach/0/", "<tr><td><img src=\"/images/icon_doc.gif\" border=0>",
                 "</td></tr>\n") +
      "<tr><td align=right>【<a "
      "href=\"javascript:window.print()\">打印本页</a>】"
      "【<a href=\"javascript:window.close()\">关闭窗口</a>】</td></tr></table>\n" +
      neighbours + footer + "</body>\n</html>\n";
  return {html, "http://www.qinghu.example.gov.cn/art/" + std::to_string(policy.published.year()) + "/" +
                    std::to_string(policy.published.month()) + "/" + std::to_string(policy.published.day()) +
                    "/art_12_34567.html"};
}

}  // namespace gazetted::testing_policies
