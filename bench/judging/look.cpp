#include "bench/judging/look.h"

#include <iconv.h>

#include <stdexcept>
#include <string_view>

namespace gazetted::bench {
namespace {

using Words = std::string_view;

constexpr Words slogans[] = {"为人民服务，让群众满意", "优化营商环境，我们在行动", "学条例，守规矩，促发展",
                             "绿水青山就是金山银山",   "数据多跑路，群众少跑腿",   "诚信建设万里行"};
constexpr Words first_lines[] = {"欢迎关注本站政务新媒体，获取更多权威信息", "本站文件均以正式印发文本为准",
                                 "点击此处可切换至无障碍浏览模式"};
constexpr Words last_lines[] = {"政策咨询电话：12345（工作日9:00至17:00）",
                                "本页内容由市政府办公室负责解释与更新",
                                "如需查阅纸质文本请前往市档案馆政务公开查询点",
                                "欢迎对本文件执行情况进行满意度评价",
                                "责任编辑：@",
                                "本文标题：#"};
constexpr Words editors[] = {"王小明", "李静", "张建国", "赵敏", "陈思远", "刘洋", "周立"};

std::string paragraph(const std::string& words) { return "<p>　　" + words + "</p>\n"; }

std::string murmur(const Look& look, Dice& dice, const std::string& stamp) {
  const auto number = std::to_string(dice.between(10, 99999));
  switch (look.murmur) {
    case Look::Murmur::none: return "";
    case Look::Murmur::counter: return "浏览次数：" + number + "次";
    case Look::Murmur::readers: return "目前共有" + number + "位网友关注了这份文件";
    case Look::Murmur::sentence: return "截至目前，本页面已被访问" + number + "次，感谢您的关注。";
    case Look::Murmur::clock: return "本页面由发布系统于" + stamp + "自动生成";
    case Look::Murmur::visitors:
      return "当前在线" + number + "人，今日来访" + std::to_string(dice.between(10, 9999)) + "人";
    case Look::Murmur::countdown:
      return "系统编号QX-" + number + "，本次响应用时" + std::to_string(dice.between(3, 900)) + "毫秒";
    case Look::Murmur::slogan: return std::string(dice.one_of(slogans));
    case Look::Murmur::recommended:
      return "为您推荐：" + look.site + "关于" + std::string(dice.one_of(slogans)).substr(0, 12) +
             "有关工作的报道";
    case Look::Murmur::headlines: {
      std::string words = look.site + "办公室召开" + std::to_string(dice.between(1, 12)) + "月工作调度会";
      for (int i = 0; i < 2; ++i)
        words += "</p>\n<p>　　" + look.site + "关于" + std::string(dice.one_of(slogans)) + "的通报";
      return words;
    }
  }
  return "";
}

/// A template's line, with what it says of this paper in it.
std::string filled(std::string line, const Paper& paper) {
  if (const auto at = line.find('@'); at != std::string::npos)
    line.replace(at, 1, editors[paper.title.size() * 7 % std::size(editors)]);
  if (const auto at = line.find('#'); at != std::string::npos) line.replace(at, 1, paper.title);
  return line;
}

std::string body_html(const Look& look, const Paper& paper, Dice& dice, const std::string& stamp) {
  std::string html;
  const auto words = murmur(look, dice, stamp);
  const auto add_murmur = [&](Look::Place place) {
    if (!words.empty() && look.place == place) html += paragraph(words);
  };
  for (const auto& line : look.above) html += paragraph(filled(line, paper));
  add_murmur(Look::Place::head);
  const auto lines = lines_of(paper);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    html += paragraph(lines[i]);
    if (i == lines.size() / 2) add_murmur(Look::Place::within);
  }
  if (paper.enclosure)
    html +=
        "<p>附件：<a href=\"/files/" + paper.enclosure->file + "\">" + paper.enclosure->title + "</a></p>\n";
  add_murmur(Look::Place::foot);
  for (const auto& line : look.below) html += paragraph(filled(line, paper));
  return html;
}

std::string frame(const Look& look, const std::string& title, const std::string& meta,
                  const std::string& content, const Moment& moment) {
  Dice dice(moment.throws);
  const bool is_old = look.family == Look::Family::tables;
  return std::string(is_old ? "<html><head>" : "<!DOCTYPE html><html><head>") + "<meta charset=\"" +
         (look.charset == Look::Charset::utf8 ? "utf-8" : "gb2312") + "\"><title>" + title +
         "</title>\n<meta name=\"SiteName\" content=\"" + look.site + "\">\n" + meta +
         "</head><body><div class=\"header\"><a href=\"/\">首页</a> <a href=\"/zwgk/\">政务公开</a> "
         "<a href=\"/bsfw/\">办事服务</a> <a href=\"/hdjl/\">互动交流</a><span>" +
         look.banner + "</span></div>\n" +
         "<div class=\"crumb\">您的位置：<a href=\"/\">首页</a> &gt; <a "
         "href=\"/zwgk/\">政务公开</a></div>\n" +
         content + "<div class=\"footer\">主办：" + look.site + "办公室　访问量：" +
         std::to_string(dice.between(1000, 9999999)) + "　页面生成时间：" + moment.stamp +
         "</div><script src=\"/js/count.js?t=" + std::to_string(dice.between(1, 999999999)) +
         "\"></script></body></html>";
}

std::string meta_table(const Look& look, const Paper& paper, const std::string& name) {
  const auto cell = [](const std::string& label, const std::string& value) {
    return "<td><b>" + label + "</b></td><td>" + value + "</td>";
  };
  return "<table class=\"" + name + "\"><tr>" + cell("发文机关：", paper.issuer) +
         cell("成文日期：", paper.signed_on.iso()) + "</tr>\n<tr>" + cell("发文字号：", paper.number) +
         cell("发布日期：", paper.published.iso()) + "</tr>\n<tr>" + cell("标　　题：", paper.title) +
         cell("有 效 性：", look.validity.empty() ? paper.validity : look.validity) + "</tr></table>\n";
}

std::string neighbour(Dice& dice, const Look& look) {
  return "<div class=\"pages\">上一篇：<a href=\"/zwgk/" + std::to_string(dice.between(1, 999)) + ".html\">" +
         look.site + "关于" + std::string(dice.one_of(slogans)) + "的通报</a></div>\n";
}

}  // namespace

Look new_look(Dice& dice, const Office& office, std::size_t index) {
  Look look;
  look.family = static_cast<Look::Family>(index % 5);
  look.site = office.city + "市人民政府";
  look.murmur = static_cast<Look::Murmur>(dice.below(10));
  look.place = dice.happens(70)   ? Look::Place::foot
               : dice.happens(60) ? Look::Place::head
                                  : Look::Place::within;
  if (dice.happens(30)) look.above.emplace_back(dice.one_of(first_lines));
  if (dice.happens(40)) look.below.emplace_back(dice.one_of(last_lines));
  look.banner = std::string(dice.one_of(slogans));
  if (look.family == Look::Family::tables) look.charset = Look::Charset::gb18030;
  return look;
}

std::string article_html(const Look& look, const Paper& paper, const Moment& moment) {
  Dice dice(moment.throws);
  const auto body = body_html(look, paper, dice, moment.stamp);
  const auto hits = std::to_string(dice.between(1, 99999));
  const auto byline = "发布时间：" + paper.published.iso() + "　来源：" + look.site +
                      "办公室　浏览次数：<span>" + hits + "</span>";
  const bool explains = paper.kind == "interpretation";
  const std::string column = explains ? "政策解读" : "政策文件";
  const auto meta = "<meta name=\"ColumnName\" content=\"" + column +
                    "\">\n<meta name=\"ColumnType\" content=\"" + column +
                    "\">\n<meta name=\"ArticleTitle\" content=\"" + paper.title +
                    "\">\n<meta name=\"PubDate\" content=\"" + moment.stamp + "\">\n";
  const auto block = explains ? std::string() : meta_table(look, paper, "xxgk");
  switch (look.family) {
    case Look::Family::trs:
      return frame(look, paper.title + "_" + look.site, meta,
                   block + "<h1>" + paper.title + "</h1><div class=\"info\">" + byline +
                       "</div>\n<div class=\"TRS_Editor\">" + body + "</div>\n" + neighbour(dice, look),
                   moment);
    case Look::Family::ucap:
      return frame(look, paper.title,
                   meta + "<meta name=\"others\" content=\"页面生成时间 " + moment.stamp + "\">\n",
                   block + "<h1><ucaptitle>" + paper.title +
                       "</ucaptitle></h1><p class=\"sub\">发布时间：<publishtime>" + paper.published.iso() +
                       "</publishtime> 阅读：" + hits + "</p>\n<div id=\"zoom\"><ucapcontent>" + body +
                       "</ucapcontent></div>\n<div class=\"share\">分享到：微信 微博</div>\n",
                   moment);
    case Look::Family::hanweb:
      return frame(look, look.site + " " + column + " " + paper.title, meta,
                   block + "<div id=\"article\"><div class=\"title\"><h2>" + paper.title +
                       "</h2></div><div class=\"sm\">" + byline +
                       "</div>\n<div id=\"zoom\" class=\"bt-content\">" + body +
                       "</div></div>\n<div class=\"related\"><h3>相关链接</h3></div>" + neighbour(dice, look),
                   moment);
    case Look::Family::webplus:
      return frame(look, paper.title + "-" + look.site, "",
                   "<form name=\"_newscontent_fromname\"><h1>" + paper.title + "</h1><div>" + byline +
                       "</div>\n" + block + "<div id=\"vsb_content\"><div class=\"v_news_content\">" + body +
                       "</div></div></form>\n" + neighbour(dice, look),
                   moment);
    case Look::Family::tables:
      return frame(look, paper.title, "",
                   "<table width=900><tr><td align=center><b>" + paper.title + "</b></td></tr><tr><td>" +
                       byline + "</td></tr><tr><td>" + block + "</td></tr><tr><td class=\"content\">" + body +
                       "</td></tr></table>\n",
                   moment);
  }
  return "";
}

std::string list_html(const Look& look, const std::vector<Row>& rows, int page, int pages,
                      const Moment& moment) {
  std::string items;
  const bool is_datastore = look.family == Look::Family::hanweb;
  for (const auto& row : rows) {
    const auto item = "<li><a href=\"" + row.path + "\" title=\"" + row.title + "\">" + row.title +
                      "</a><span>" + row.day + "</span></li>";
    items += is_datastore ? "<record><![CDATA[" + item + "]]></record>\n" : item + "\n";
  }
  std::string pager;
  if (look.family == Look::Family::ucap)
    pager = "<script>createPageHTML('page_div'," + std::to_string(pages) + "," + std::to_string(page) +
            ",'index','shtml'," + std::to_string(rows.size()) + ");</script>";
  else if (look.family != Look::Family::hanweb)
    pager = "<script>createPageHTML(" + std::to_string(pages) + "," + std::to_string(page - 1) +
            ",\"index\",\"html\");</script>";
  const auto list = is_datastore ? "<div id=\"1001\"><script type=\"text/xml\"><datastore><recordset>" +
                                       items + "</recordset></datastore></script></div>"
                                 : "<ul class=\"list\">\n" + items + "</ul>" + pager;
  return frame(look, "政策文件_" + look.site, "<meta name=\"ColumnName\" content=\"政策文件\">\n",
               "<div class=\"main\"><h2>政策文件</h2>" + list + "</div>\n", moment);
}

Sent sent(const std::string& utf8, Look::Charset charset) {
  if (charset == Look::Charset::utf8) return {utf8, "text/html; charset=utf-8"};
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("no GB18030 in iconv");
  std::string bytes(utf8.size() * 2, '\0');
  std::string source = utf8;
  char* from = source.data();
  char* to = bytes.data();
  std::size_t left = source.size();
  std::size_t room = bytes.size();
  const auto failed = iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (failed) throw std::runtime_error("text that GB18030 does not take");
  bytes.resize(bytes.size() - room);
  return {std::move(bytes), "text/html"};
}

}  // namespace gazetted::bench
