#pragma once
// What pages are broken with, for tests that try many pages: pieces of markup that mean something else
// beside one another, a page to break, and seeded ways of breaking it.

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace gazetted::testing_html {

using std::string_view_literals::operator""sv;

/// Markup and characters that mean something else where they stand beside one another.
inline constexpr std::array pieces{
    "&amp;"sv,
    "&amp"sv,
    "&"sv,
    "&&"sv,
    "&#"sv,
    "&#x"sv,
    "&#x4e00;"sv,
    "&#20013"sv,
    "&#0;"sv,
    "&#x80;"sv,
    "&#xD800;"sv,
    "&#x110000;"sv,
    "&#99999999999;"sv,
    "&nbsp;"sv,
    "&nbsp"sv,
    "&notit;"sv,
    "&notin;"sv,
    "&ThickSpace;"sv,
    "&unknown;"sv,
    "&#xE000;"sv,
    "&#xF8FF;"sv,
    "&lt;p&gt;"sv,
    "&emsp;&emsp;"sv,
    "<"sv,
    "<<"sv,
    "< "sv,
    "</"sv,
    "</ "sv,
    "</>"sv,
    "<3"sv,
    "<!"sv,
    "<!-"sv,
    "<!--"sv,
    "<!-->"sv,
    "<!--->"sv,
    "-->"sv,
    "--!>"sv,
    "<!-- a -- b --!>"sv,
    "<!---->"sv,
    "<?php x ?>"sv,
    "<?"sv,
    "<![CDATA["sv,
    "]]>"sv,
    "<![CDATA[<b>甲</b>]]>"sv,
    "<!DOCTYPE html>"sv,
    "<!doctype>"sv,
    ">"sv,
    "\""sv,
    "'"sv,
    "="sv,
    "/"sv,
    "\0"sv,
    "\x01"sv,
    "\x0b"sv,
    "\f"sv,
    "\r"sv,
    "\r\n"sv,
    "\n"sv,
    "\n\n"sv,
    "\t"sv,
    " "sv,
    "  \n "sv,
    "\xef\xbf\xbd"sv,
    "\xef\xbb\xbf"sv,
    "\xef\xbf\xbf"sv,
    "\xc2\x85"sv,
    "\xc2\xa0"sv,
    "\xe3\x80\x80"sv,
    "\xff"sv,
    "\xe4\xb8"sv,
    "\xed\xa0\x80"sv,
    "\xf4\x90\x80\x80"sv,
    "\xc0\x80"sv,
    "\xee\x80\x80"sv,
    "\xee\x80\x81"sv,
    "\xef\xa3\xbf"sv,
    "\xf3\xb0\x80\x80"sv,
    "\xf4\x8f\xbf\xbd"sv,
    "各区县人民政府，市政府各部门："sv,
    "一"sv,
    "a"sv,
    "现将有关事项通知如下，请认真贯彻执行。"sv,
    "2026年1月1日"sv,
    "text that is long enough to be set aside by anybody who sets text aside "sv,
    "<script>"sv,
    "</script>"sv,
    "</script "sv,
    "<script>if(a<b)x='<!--<script>'</script>"sv,
    "<script><!--"sv,
    "<style>"sv,
    "</style>"sv,
    "<style>p{}</style>"sv,
    "<textarea>\n"sv,
    "<textarea>\n\n甲&amp;<b></textarea>"sv,
    "</textarea>"sv,
    "<title>"sv,
    "<title>甲&nbsp;<乙></title>"sv,
    "</title>"sv,
    "<xmp><b>&amp;</xmp>"sv,
    "<iframe>&lt;<p></iframe>"sv,
    "<noscript>"sv,
    "</noscript>"sv,
    "<noframes>"sv,
    "<plaintext>"sv,
    "<pre>\n"sv,
    "<pre>\r\n"sv,
    "<pre>\n\n"sv,
    "<pre>&#10;"sv,
    "<pre>\0\n"sv,
    "</pre>"sv,
    "<listing>\n"sv,
    "<table>"sv,
    "</table>"sv,
    "<tbody>"sv,
    "<tr>"sv,
    "</tr>"sv,
    "<td>"sv,
    "</td>"sv,
    "<th>"sv,
    "<caption>"sv,
    "<colgroup>"sv,
    "<col>"sv,
    "<table> 甲 <tr>乙<td>"sv,
    "<table>\n<tr>\n<td>"sv,
    "<table>\0甲"sv,
    "<select>"sv,
    "<option>"sv,
    "<optgroup>"sv,
    "</select>"sv,
    "<template>"sv,
    "</template>"sv,
    "<frameset>"sv,
    "<frame>"sv,
    "</frameset>"sv,
    "<html lang=zh>"sv,
    "</html>"sv,
    "<head>"sv,
    "</head>"sv,
    "<body class=c>"sv,
    "</body>"sv,
    "<p>"sv,
    "</p>"sv,
    "<div>"sv,
    "</div>"sv,
    "<br>"sv,
    "</br>"sv,
    "<img src=a>"sv,
    "<image>"sv,
    "<b>"sv,
    "</b>"sv,
    "<i>"sv,
    "</i>"sv,
    "<a href=x>"sv,
    "</a>"sv,
    "<nobr>"sv,
    "<font color=red>"sv,
    "</font>"sv,
    "<span style=\"a:b\">"sv,
    "</span>"sv,
    "<ul>"sv,
    "<li>"sv,
    "</ul>"sv,
    "<dd>"sv,
    "<dt>"sv,
    "<h1>"sv,
    "</h2>"sv,
    "<button>"sv,
    "<form>"sv,
    "</form>"sv,
    "<input>"sv,
    "<input type=hidden>"sv,
    "<isindex>"sv,
    "<svg>"sv,
    "</svg>"sv,
    "<svg><title>"sv,
    "<svg><desc>甲"sv,
    "<svg><foreignObject>"sv,
    "<svg viewBox=1 /><g/>"sv,
    "<math>"sv,
    "<mi>"sv,
    "</math>"sv,
    "<math><annotation-xml>"sv,
    "<o:p></o:p>"sv,
    "<ucapcontent>"sv,
    "</ucapcontent>"sv,
    "<X-Y Z=1>"sv,
    "<p title='"sv,
    "<p title=\""sv,
    "<p a=b a=c>"sv,
    "<p title=&amp;&lt=1>"sv,
    "<p title=甲&乙>"sv,
    "<p/>"sv,
    "<p =x>"sv,
    "<p\0q>"sv,
    "<p a\0=\0>"sv,
    "<meta name=a content=b>"sv,
    "<p title='甲乙丙丁戊己 庚辛&copy=壬癸&amp;子丑寅卯辰巳'>"sv,
    "<a href=\"/zwgk/zcfg/index.html?a=1&b=2&lt=3&notit;x&#x4e00;y\" title=\" text of more than a few characters\">"sv,
    "<font style='font-size: 12px; line-height: 2'>"sv,
    "<font style='font-size: 14px; line-height: 2'>"sv,
    "<input type='hidden' value='what is not to be seen by anybody'>"sv,
    "<math><annotation-xml encoding='application/xhtml+xml'>"sv,
    "<isindex prompt='say what you are looking for: '>"sv,
    "<p title='-->]]></p> and more of the same --!>'>"sv,
    "<div style=width:100px;height:200px;color:red>"sv,
    "&#xF0000;"sv,
    "<link rel=x>"sv,
    "<base href=/>"sv,
    "<ruby>甲<rp>(<rt>乙"sv,
    "<object>"sv,
    "<marquee>"sv,
    "<applet>"sv};

using Random = std::mt19937;

inline std::size_t below(Random& random, std::size_t limit) {
  return random() % limit;
}  // NOLINT: std's differ

inline std::string composed(Random& random) {
  std::string page;
  for (std::size_t left = 1 + below(random, 40); left > 0; --left)
    page += pieces[below(random, pieces.size())];
  return page;
}

/// The page with some places of it overwritten, doubled, taken out or cut off.
inline std::string mutated(std::string page, Random& random) {
  for (std::size_t left = 1 + below(random, 6); left > 0 && !page.empty(); --left) {
    const std::size_t at = below(random, page.size());
    const std::size_t length = below(random, 60);
    switch (below(random, 6)) {
      case 0: page.erase(at, length); break;
      case 1: page.insert(at, page.substr(below(random, page.size()), length)); break;
      case 2: page[at] = static_cast<char>(below(random, 256)); break;
      case 3: page.replace(at, length, pieces[below(random, pieces.size())]); break;
      case 4: page.resize(below(random, 8) == 0 ? at : page.size()); break;
      default: page.insert(at, pieces[below(random, pieces.size())]);
    }
  }
  return page;
}

/// A page as government sites have them, with every kind of text run in it.
inline const std::string article = R"(<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"><title>关于印发方案的通知 &raquo; 某市</title>
<meta name="ArticleTitle"content="关于印发&ldquo;方案&rdquo;的通知"><script>if (a < b && c) document.write("<p>x</p>");</script>
<style type="text/css">.a > .b { content: "<p>" }</style></head>
<body class="page"><!-- 版心 --><div id=nav><ul><li><a href="/?a=1&amp;b=2&c=3">首页</a><li><a href='../zc/'>政策</a></ul></div>
<table class=bd1 width="100%"><tr><td><b>索&nbsp;引&nbsp;号：</b><td>000014349/2026-00001<td>发文机关<td>某市人民政府
</table><h1>关于印发方案的通知</h1><div class="TRS_Editor"><p class=MsoNormal><span lang=EN-US>&nbsp;&nbsp;</span>各区县人民政府，
市政府各部门：<o:p></o:p></p><p>　　<font face="仿宋">现将《方案》印发给你们，请认真<b>贯彻</b>执行。A &lt; B，&yen;100&#160;&#x5143;</font>
<p>一、<strong>总体要求<p>二、</strong>重点任务<br/>（一）加强&mdash;&mdash;领导。<br>（二）落实责任。
<pre>
  一  二
</pre><table border=1>附表<tbody><tr><td>序号<td>内容<tr><td>1<td>甲</table><textarea rows=3>
留言</textarea><select><option>一<option selected>二</select><a href="P0201.pdf">附件：1.清单.pdf</a></div>
<script language="javascript">document.write('点击数：' + n + '<\/span>');</script><noscript><img src="c.gif"></noscript>
<div style="display:none">&copy; 2026 京ICP备&nbsp;1号</div></body></html>
)";

}  // namespace gazetted::testing_html
