#pragma once
// The further families of policy_pages.h, and the table of all.

#include <array>
#include <string>

#include "tests/parser/policy_pages.h"

namespace gazetted::testing_policies {

/// Hanweb JPaaS: spans of metadata, con_title, con_time, con_con; templates left unfilled.
inline Page jpaas(const Policy& policy) {
  std::string html =
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
      "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html><head>\n" +
      head(policy, "utf-8", "云川市门户", "") + "</head><body>\n<div class=\"head\">" + navigation +
      "</div><div class=\"mnav\"><span><a href=\"/index.html\">首页</a> > <a "
      "href=\"/zwgk/index.html\">政务公开</a> > <a "
      "href=\"/zwgk/wj/index.html\">文件发布</a></span></div>\n<div class=\"cmain\"><div "
      "class=\"xxgk_info\"><ul>\n";
  html += pair_list(policy, "<li><span class=\"mc\">", "</span><span class=\"nr\">", "</span></li>\n");
  html += "</ul></div><div class=\"ctitle\"><h1 id=\"con_title\">" + escaped(policy.title) +
          "</h1></div>\n<div class=\"cinfo center\"><span id=\"con_time\">发布时间：" +
          policy.published.iso() +
          " 20:40</span> <span>来源：{{el.source}}</span><span>阅读：{{el.hitcount}}</span></div>\n<div "
          "class=\"ccontent\" id=\"con_con\" "
          "style=\"font-size:16px;\">\n" +
          body_html(policy.body, Manner::paragraphs) + "</div>\n";
  if (!policy.files.empty())
    html += "<div id=\"files\"><p>附件：</p>" + file_links(policy, "/cms_files/filemanager/", "<p>", "</p>") +
            "</div>\n";
  html +=
      "<div id=\"ewmzs\"></div><div class=\"article_fd\"><div class=\"share\">分享：<a "
      "href=\"#\">微信</a></div><a "
      "href=\"javascript:window.scrollTo(0,0);\">【返回顶部】</a><a "
      "href=\"javascript:window.close();\">【关闭窗口】</a><a "
      "href=\"javascript:window.print()\">【打印本页】</a></div></div>\n" +
      footer + "</body></html>";
  return {html,
          "https://www.yunchuan.example.gov.cn/zwgk/wj/art/2026/art_ef24128ee7304a63b6777d7023631e94.html"};
}

/// Guangdong's gkmlpt: a table of four columns, a hidden copy for small screens.
inline Page gkmlpt(const Policy& policy) {
  std::string html = "<!DOCTYPE html><html lang=\"zh-CN\"><head>\n" +
                     head(policy, "utf-8", "云川市政务公开",
                          "<meta name=\"ArticleId\" content=\"4567890\">\n<meta name=\"PubDate\" content=\"" +
                              policy.published.iso() + " 17:12:00\">\n") +
                     "</head><body>\n<div class=\"mobile\" style=\"display:none\"><h2>" +
                     escaped(policy.title) + "</h2>\n" + body_html(policy.body, Manner::divisions) +
                     "</div>\n<div class=\"header\">" + navigation +
                     "</div><div class=\"location\">当前位置： <a href=\"/\">首页</a> &gt; <a "
                     "href=\"/gkmlpt/index\">政府信息公开目录</a> "
                     "&gt; <a href=\"/gkmlpt/policy\">规范性文件</a></div>\n<div class=\"main\"><div "
                     "class=\"classify\"><table "
                     "width=\"100%\"><tbody>\n";
  const std::string pairs = pair_list(policy, "<td class=\"label\">", "</td><td><span>", "</span></td>\n");
  // Two pairs a row.
  std::size_t cells = 0, from = 0;
  for (std::size_t at = 0; (at = pairs.find("<td class", from)) != std::string::npos;) {
    std::size_t to = pairs.find("<td class", at + 1);
    if (to == std::string::npos) to = pairs.size();
    html += (cells % 2 == 0 ? "<tr>" : "") + pairs.substr(at, to - at) + (cells % 2 == 1 ? "</tr>\n" : "");
    from = to;
    ++cells;
  }
  html +=
      std::string(cells % 2 == 1 ? "</tr>" : "") +
      "</tbody></table></div>\n<h1 class=\"title document-number\">" + escaped(policy.title) +
      "</h1>\n<div class=\"date-row\"><span class=\"ly\">来源：本网</span><span class=\"date\">发布日期：" +
      policy.published.iso() +
      "</span><span>浏览次数：<i id=\"hits\">-</i></span><span>【字体：<a>大</a> <a>中</a> "
      "<a>小</a>】</span></div>\n"
      "<div class=\"article-content\">\n" +
      heading_html(policy, Manner::divisions) + body_html(policy.body, Manner::divisions) +
      file_links(policy, "/attachment/0/551/", "<p><a class=\"nfw-cms-attachment\"></a>", "</p>\n") +
      "</div>\n<div class=\"share\"><span>分享到：</span><a title=\"分享到微信\"></a></div>\n" +
      interpretations + "</div>\n" + footer + "</body></html>\n";
  return {html, "http://www.yunchuan.example.gov.cn/gkmlpt/content/4/4567/post_4567890.html"};
}

/// 博达 vsb (WebPlus): no block of metadata; the number stands below the title, files below the text.
inline Page vsb(const Policy& policy) {
  std::string html =
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\">\n<HTML><HEAD>\n" +
      head(policy, "UTF-8", "云川市", "<META Name=\"keywords\" Content=\"云川市,政策文件\" />\n") +
      "<!--Announced by Visual SiteBuilder 9-->\n<link rel=\"stylesheet\" "
      "href=\"/_sitegray/_sitegray_d.css\" />\n</HEAD>"
      "<BODY><div class=\"head\">" +
      navigation +
      "</div>\n<div class=\"ny_right\"><div class=\"dqwz\">当前位置： <a href=\"../index.htm\">首页</a> >> "
      "<a "
      "href=\"../zcwj.htm\">政策文件</a> >> 正文</div>\n<script language=\"javascript\" "
      "src=\"/system/resource/js/dynclicks.js\"></script><form name=\"_newscontent_fromname\">\n<div "
      "class=\"content-title\"><h3>" +
      escaped(policy.title) + "</h3><i>发布时间：" + in_words(policy.published) +
      " 点击数：<script>_showDynClicks(\"wbnews\", 1234567890, 3456)</script></i></div>\n<div "
      "class=\"content-con\" "
      "id=\"vsb_content\"><div class=\"v_news_content\">\n";
  for (const std::string& line : policy.number_lines) html += block_html(centred(line), Manner::paragraphs);
  html += body_html(policy.body, Manner::paragraphs) + "</div></div>\n<div id=\"div_vote_id\"></div>\n";
  if (!policy.files.empty()) {
    html += "<UL style=\"list-style-type:none;\">";
    for (const File& file : policy.files)
      html +=
          "<li>附件【<a "
          "href=\"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1234567890&wbfileid=" +
          file.name + "\" target=\"_blank\">" + file.title +
          "</a>】已下载<span id=\"nattach1\">12</span>次</li>";
    html += "</UL>\n";
  }
  html +=
      "<p>上一条：<a href=\"3455.htm\">云川市人民政府关于公布行政许可事项清单的通知</a></p><p>下一条：<a "
      "href=\"3457.htm\">云川市人民政府办公室关于做好春耕备耕工作的通知</a></p>\n<p align=right>【<a "
      "href=\"javascript:window.opener=null;window.close();\">关闭</a>】</p></form></div>\n" +
      sidebar + footer + "</BODY></HTML>\n";
  return {html, "http://www.yunchuan.example.gov.cn/info/1002/3456.htm"};
}

/// The manner of gov.cn's library: tables in tables, the text with its whole heading in UCAP-CONTENT.
inline Page central(const Policy& policy) {
  std::string html =
      "<html><head>\n" +
      head(policy, "gb2312", "中国政府网",
           "<meta name=\"lanmu\" content=\"政策\">\n<meta name=\"firstpublishedtime\" content=\"" +
               policy.published.iso() + "-17:00:14\">\n") +
      "</head><body>\n<div class=\"header\">" + navigation +
      "</div><div class=\"BreadcrumbNav\"><a href=\"/\">首页</a> > <a href=\"/zhengce/\">政策</a> > <a "
      "href=\"/zhengce/wjk/\">政府文件</a></div>\n<div class=\"wrap\" style=\"font-family:宋体\"><table "
      "width=\"930\" "
      "style=\"border:1px solid #999999;\"><tbody><tr><td><table width=\"860\" class=\"bd1\"><tbody>\n";
  html += pair_list(policy, "<tr><td width=\"70\"><b>", "</b></td>\n<td width=\"360\" colspan=\"3\">",
                    "</td></tr>\n");
  html +=
      "</tbody></table><table width=\"860\" class=\"bd1\"><tbody><tr><td width=\"70\"><b>主 题 "
      "词：</b></td><td></td></tr></tbody>"
      "</table></td></tr></tbody></table><br>\n<table width=\"930\"><tbody><tr><td width=\"675\" "
      "valign=\"top\"><table "
      "width=\"674\"><tbody><tr><td><br><table width=\"650\"><tbody><tr><td class=\"b12c\" "
      "id=\"UCAP-CONTENT\">" +
      heading_html(policy, Manner::word) + body_html(policy.body, Manner::word) +
      file_links(policy, "./", "<p>", "</p>\n") +
      "</td></tr></tbody></table></td></tr></tbody></table></td>\n<td width=\"255\" valign=\"top\">" +
      sidebar +
      "</td></tr></tbody></table></div>\n<div "
      "class=\"pages-print\">【我要纠错】<span>打印</span><span>关闭</span></div>\n" +
      footer + "</body></html>\n";
  return {html, "http://www.central.example.gov.cn/zhengce/content/" + policy.published.iso().substr(0, 7) +
                    "/" + policy.published.iso().substr(8) + "/content_5365945.htm"};
}

/// siteserver, Epoint and their like: everything a <div>, pairs as paragraphs, Word's text pasted in.
inline Page plain(const Policy& policy) {
  std::string html =
      "<!doctype html>\n<html><head>\n" +
      head(policy, "utf-8", "云川市北岭县人民政府",
           "<meta name=\"PubDate\" content=\"" + policy.published.iso() + " 11:20:09\">\n") +
      "</head><body><div class=\"top\">" + navigation +
      "</div><div class=\"ewb-location\"><span>您的位置：</span><a href=\"/\">首页</a><span>&gt;</span><a "
      "href=\"/zfxxgk\">政府信息公开</a><span>&gt;</span><span>政策文件</span></div>\n<div "
      "class=\"ewb-article\"><div "
      "class=\"ewb-article-info\">\n";
  html += pair_list(policy, "<p><strong>", "</strong><span>", "</span></p>\n");
  html += "</div>\n<h3 class=\"ewb-article-tt\">" + escaped(policy.title) +
          "</h3><div class=\"ewb-article-sources\"><p>【信息时间： " + policy.published.iso() +
          "　　阅读次数：<span id=\"infohits\">35</span>】【<a href=\"#\">我要打印</a>】【<a "
          "href=\"javascript:window.close()\">关闭</a>】</p></div>\n<div class=\"news-article-para\" "
          "id=\"infocontent\">\n" +
          heading_html(policy, Manner::word) + body_html(policy.body, Manner::word) + "</div>\n";
  if (!policy.files.empty())
    html +=
        "<div class=\"attach\"><p>附件：" + file_links(policy, "/EpointFile/", "", "<br>") + "</p></div>\n";
  html += "<div class=\"ewm\"><p>扫一扫在手机打开当前页</p></div>\n" + neighbours +
          "</div>\n<ul class=\"news\">" + "<li><a href=\"/cms/www/1.html\"><?=el.link?></a></li></ul>" +
          sidebar + footer + "</body></html>\n";
  return {html, "http://www.beiling.example.gov.cn/zfxxgk/003001/" +
                    replaced(policy.published.iso(), "-", "") + "/6f9619ff-8b86-d011-b42d-00cf4fc964ff.html"};
}

inline constexpr auto families = std::to_array<Family>({{"trs", trs, true, false},
                                                        {"ucap", ucap, true, false},
                                                        {"jcms", jcms, true, false},
                                                        {"jpaas", jpaas, true, false},
                                                        {"gkmlpt", gkmlpt, true, true},
                                                        {"vsb", vsb, false, false},
                                                        {"central", central, true, true},
                                                        {"plain", plain, true, false}});

}  // namespace gazetted::testing_policies
