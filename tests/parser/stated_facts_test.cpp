// Pages in the manner of the system families, and what each of them states: the metadata block in all its
// shapes, the meta tags with their traps, the head and the foot of the text.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/parser/facts_of_page.h"

namespace gazetted::parser {
namespace {

struct Case {
  const char* name;
  std::string html;
  std::map<std::string, std::string> facts;
};

const std::string text = R"(<p>各县（区）人民政府，市政府各部门：</p>
<p>为进一步加强城市供水管理，保障供水安全，经市政府研究同意，现就有关事项通知如下，请认真贯彻执行。</p>
<p>一、提高认识。供水是城市运行的基础，各级各部门要把供水安全摆在重要位置，统筹规划，合理安排。</p>
<p>二、落实责任。供水企业要健全制度，定期检测水质，发现问题立即整改，并向主管部门报告有关情况。</p>)";

std::string page_of(const std::string& block, const std::string& body = text, const std::string& head = "") {
  return "<html><head><meta charset=\"utf-8\">" + head + "</head><body>" + block +
         "<div class=\"TRS_Editor\">" + body + "</div></body></html>";
}

Document read(const std::string& html, const char* address = "https://www.example.gov.cn/zw/content.html") {
  Input input;
  input.bytes = html;
  input.content_type = "text/html; charset=utf-8";
  input.url = Url::parse(address).value();
  input.kind = PageKind::article;
  const Parsed parsed = parse(input);
  EXPECT_FALSE(parsed.documents.empty()) << html;
  return parsed.documents.empty() ? Document{} : parsed.documents.front();
}

void expect(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const Document document = read(each.html);
    for (const auto& [name, value] : each.facts) EXPECT_EQ(fact(document, name), value) << name;
  }
}

const std::map<std::string, std::string> all_stated{{"index_number", "11370100004188/2024-00012"},
                                                    {"title", "济南市人民政府关于加强城市供水管理的通知"},
                                                    {"issuers", "济南市人民政府"},
                                                    {"doc_number", "济政发〔2024〕8号"},
                                                    {"signed", "2024-03-01"},
                                                    {"published", "2024-03-05"},
                                                    {"validity", "有效"},
                                                    {"genre", "通知"},
                                                    {"kind", "policy"},
                                                    {"region", "370100"}};

TEST(MetadataBlock, IsReadInEveryShape) {
  const std::vector<std::pair<const char*, const char*>> pairs{
      {"索 引 号", "11370100004188/2024-00012"},
      {"标　　题", "济南市人民政府关于加强城市供水管理的通知"},
      {"发文机关", "济南市人民政府"},
      {"发文字号", "济政发〔2024〕8号"},
      {"成文日期", "2024年03月01日"},
      {"发布日期", "2024年03月05日"},
      {"有 效 性", "有效"}};
  struct Shape {
    const char* name;
    const char* open;
    const char* before;   ///< the label
    const char* between;  ///< label and value
    const char* after;
    const char* close;
  };
  const Shape shapes[] = {
      {"td b", "<table class='bd1'>", "<tr><td><b>", "：</b></td><td>", "</td></tr>", "</table>"},
      {"td div", "<table>", "<tr><td><div class='bolder'>", ":</div></td><td><div>", "</div></td></tr>",
       "</table>"},
      {"th td", "<table>", "<tr><th>", "</th><td>", "</td></tr>", "</table>"},
      {"one row of many cells", "<table><tr>", "<td>", "：</td><td>", "</td>", "</tr></table>"},
      {"dl dt dd", "<dl>", "<dt>", "：</dt><dd>", "</dd>", "</dl>"},
      {"dl dd label div", "<div class='meta-data'><dl>", "<dd><label>",
       "：</label><div class='display-block'>", "</div></dd>", "</dl></div>"},
      {"p strong text", "<div>", "<p><strong>", "</strong>：", "</p>", "</div>"},
      {"span colon", "<div class='xxgk'>", "<span>", "：", "</span>", "</div>"},
      {"span span", "<div class='xxgk'>", "<p><span>", "：</span><span>", "</span></p>", "</div>"},
      {"label and colon apart", "<div>", "<p><span>", "</span><span>：</span><span>", "</span></p>",
       "</div>"},
      {"ul li", "<ul>", "<li>", "：", "</li>", "</ul>"},
      {"ul li em", "<ul>", "<li><em>", "：</em>", "</li>", "</ul>"},
      {"ul li b span", "<ul>", "<li><b>", "</b><span>", "</span></li>", "</ul>"},
      {"ul li label i", "<ul>", "<li><i></i><label>", "：</label><span title='x'>", "</span></li>", "</ul>"},
      {"brackets", "<div>", "<p>【", "】", "</p>", "</div>"},
      {"div div", "<div class='info'>", "<div class='item'><div class='l'>", "</div><div class='r'>",
       "</div></div>", "</div>"},
      {"br lines", "<div class='info'>", "<b>", "：</b>", "<br/>", "</div>"},
      {"td with colon in its own span", "<table>", "<tr><td>", "<span>：</span></td><td>", "</td></tr>",
       "</table>"},
      {"label and value in one cell", "<table>", "<tr><td>", "：", "</td></tr>", "</table>"},
      {"value in a link", "<table>", "<tr><td>", "：</td><td><a href='#'>", "</a></td></tr>", "</table>"},
      {"h-elements", "<div>", "<h5>", "：</h5><p>", "</p>", "</div>"},
  };
  for (const Shape& shape : shapes) {
    SCOPED_TRACE(shape.name);
    std::string block = shape.open;
    for (const auto& [label, value] : pairs)
      block += std::string(shape.before) + label + shape.between + value + shape.after;
    const Document document = read(page_of(block + shape.close));
    for (const auto& [name, value] : all_stated) EXPECT_EQ(fact(document, name), value) << name;
  }
}

std::string block_of(const std::vector<std::pair<const char*, const char*>>& pairs) {
  std::string block = "<table class='xxgk'><tr><td>索引号：</td><td>000014349/2024-1</td></tr>";
  for (const auto& [label, value] : pairs)
    block += std::string("<tr><td>") + label + "：</td><td>" + value + "</td></tr>";
  return block + "</table>";
}

TEST(MetadataBlock, KnowsSynonyms) {
  const struct {
    const char* label;
    const char* value;
    const char* fact;
    const char* read;
  } cases[] = {
      {"发文机构", "某市财政局", "issuers", "某市财政局"},
      {"发布机构", "某市财政局", "issuers", "某市财政局"},
      {"制发机关", "某市财政局", "issuers", "某市财政局"},
      {"公开责任部门", "某市财政局", "issuers", "某市财政局"},
      {"发文单位", "某市财政局、某市税务局", "issuers", "某市财政局; 某市税务局"},
      {"发文机关", "某市财政局 某市税务局", "issuers", "某市财政局; 某市税务局"},
      {"发文机关", "某市财政局等3部门", "issuers", "某市财政局"},
      {"发文机关", "无", "issuers", "null"},
      {"文号", "某财发〔2024〕3号", "doc_number", "某财发〔2024〕3号"},
      {"文 号", "某财发[2024]3号", "doc_number", "某财发〔2024〕3号"},
      {"公文文号", "某财发（2024）3号", "doc_number", "某财发〔2024〕3号"},
      {"文件编号", "某财发〔2024〕3号", "doc_number", "某财发〔2024〕3号"},
      {"文件字号", "某财发〔2024〕3号", "doc_number", "某财发〔2024〕3号"},
      {"字号", "大 中 小", "doc_number", "null"},
      {"发文号", "某财发〔2024〕3号", "doc_number", "某财发〔2024〕3号"},
      {"文号", "无", "doc_number", "null"},
      {"文号", "　", "doc_number", "null"},
      {"文号", "无文号", "doc_number", "null"},
      {"文号", "/", "doc_number", "null"},
      {"文号", "2024年第3号公告", "doc_number", "2024年第3号公告"},
      {"成文时间", "2024-03-01", "signed", "2024-03-01"},
      {"生成日期", "2024/3/1", "signed", "2024-03-01"},
      {"发文日期", "2024.03.01", "signed", "2024-03-01"},
      {"发文时间", "2024年3月1日", "signed", "2024-03-01"},
      {"印发日期", "2024-03-01 00:00:00", "signed", "2024-03-01"},
      {"签署日期", "2024年3月1日", "signed", "2024-03-01"},
      {"签发日期", "2024年3月1日", "signed", "2024-03-01"},
      {"制定日期", "2024年3月1日", "signed", "2024-03-01"},
      {"成文日期", "2024年3月", "signed", "null"},
      {"成文日期", "0000-00-00", "signed", "null"},
      {"成文日期", "20240301", "signed", "2024-03-01"},
      {"发布时间", "2024-03-05 17:32", "published", "2024-03-05"},
      {"公开日期", "2024-03-05", "published", "2024-03-05"},
      {"公布日期", "2024-03-05", "published", "2024-03-05"},
      {"发布日期", "2024-03-05 至 2024-04-05", "published", "null"},
      {"有效性", "有效", "validity", "有效"},
      {"公文时效", "现行有效", "validity", "现行有效"},
      {"时效性", "已废止", "validity", "已废止"},
      {"时效", "失效", "validity", "失效"},
      {"效力状态", "全文废止", "validity", "全文废止"},
      {"效力", "条款失效", "validity", "条款失效"},
      {"文件状态", "有效", "validity", "有效"},
      {"是否有效", "是", "validity", "是"},
      {"文件有效性", "有效", "validity", "有效"},
      {"有效性", "-", "validity", "null"},
      {"主题分类", "财政、金融、审计\\税务", "subjects", "财政、金融、审计\\税务"},
      {"信息分类", "市政府文件;通知", "subjects", "市政府文件; 通知"},
      {"所属主题", "财政", "subjects", "财政"},
      {"主题词", "财政　税收 通知", "keywords", "财政; 税收; 通知"},
      {"关键词", "财政,税收", "keywords", "财政; 税收"},
      {"体裁分类", "通知", "genre", "通知"},
      {"公文种类", "意见", "genre", "意见"},
      {"施行日期", "2024-04-01", "effective", "2024-04-01"},
      {"实施日期", "2024年4月1日", "effective", "2024-04-01"},
      {"生效日期", "2024年4月1日", "effective", "2024-04-01"},
      {"生效时间", "2024年4月1日", "effective", "2024-04-01"},
      {"失效日期", "2029-03-31", "expires", "2029-03-31"},
      {"废止日期", "2029-03-31", "expires", "2029-03-31"},
      {"有效期", "2029-03-31", "expires", "2029-03-31"},
      {"有效期至", "2029年3月31日", "expires", "2029-03-31"},
      {"有效期限", "长期有效", "expires", "null"},
      {"有效期", "5年", "expires", "null"},
      {"名　　称", "关于某事的公告", "title", "关于某事的公告"},
      {"信息名称", "关于某事的公告", "title", "关于某事的公告"},
      {"索取号", "AB/1", "index_number", "000014349/2024-1"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(fact(read(page_of(block_of({{each.label, each.value}}))), each.fact), each.read)
        << each.label << "：" << each.value;
}

TEST(MetadataBlock, PassesOverWhatIsCommentedOutOrElsewhere) {
  expect({
      {"a row in a comment",
       page_of(block_of({}) + "<!-- <table><tr><td>文号：</td><td>某发〔2001〕1号</td></tr></table> -->"),
       {{"doc_number", "null"}, {"index_number", "000014349/2024-1"}}},
      {"a row in a comment inside the table",
       page_of("<table><tr><td>索引号：</td><td>A/1</td></tr><!--<tr><td>成文日期：</td><td>2001-01-01</td></"
               "tr>--></table>"),
       {{"signed", "null"}, {"index_number", "A/1"}}},
      {"a hidden row",
       page_of("<table><tr><td>索引号：</td><td>A/1</td></tr><tr "
               "style='display:none'><td>文号：</td><td>某发〔2001〕1号</td></tr></table>"),
       {{"doc_number", "null"}}},
      {"a search form",
       page_of(
           "<form><label>文号：</label><input value='某发〔2001〕1号'><label>标题：</label><input></form>"),
       {{"doc_number", "null"}, {"title", "null"}}},
      {"an empty value does not take the next label",
       page_of("<table><tr><td>索引号：</td><td>A/1</td><td>文号：</td></tr><tr><td>发布机构：</"
               "td><td>某市财政局</td></tr></table>"),
       {{"doc_number", "null"}, {"issuers", "某市财政局"}}},
      {"an empty cell stays empty",
       page_of("<table><tr><td>索引号：</td><td>A/1</td></tr><tr><td>成文日期：</td><td></td><td>发布日期：</"
               "td><td>2024-03-05</td></tr></table>"),
       {{"signed", "null"}, {"published", "2024-03-05"}}},
      {"neighbours of other pages",
       page_of(block_of({}), text + "<p>原文链接</p>", "") +
           "<div class='related'><ul><li><a href='1.html'>关于另一事的通知 某发〔2020〕5号</a> "
           "2020-01-01</li><li><a href='2.html'>关于又一事的通知</a> 2020-02-01</li></ul></div>",
       {{"doc_number", "null"}, {"published", "null"}, {"signed", "null"}}},
      {"a template not filled in",
       page_of("<table><tr><td>索引号：</td><td>{{item.syh}}</td></tr><tr><td>文号：</td><td><?=el.wh?></"
               "td></tr></table>"),
       {{"doc_number", "null"}, {"index_number", "null"}}},
  });
}

TEST(MetadataBlock, GivesTheOriginal) {
  expect({
      {"a link",
       page_of(block_of({{"原文链接", "<a href='http://www.other.gov.cn/a.html'>点击查看</a>"}})),
       {{"original_url", "http://www.other.gov.cn/a.html"}}},
      {"an address",
       page_of(block_of({{"原文链接", "http://www.other.gov.cn/a.html"}})),
       {{"original_url", "http://www.other.gov.cn/a.html"}}},
      {"a source with a link",
       page_of("<h1>关于某事的通知</h1><div class='info'><span>发布时间：2024-03-05</span> <span>来源：<a "
               "href='http://www.other.gov.cn/b.html'>某省人民政府</a></span></div>"),
       {{"original_url", "http://www.other.gov.cn/b.html"},
        {"original_source", "某省人民政府"},
        {"published", "2024-03-05"}}},
      {"a source without",
       page_of("<h1>关于某事的通知</h1><div class='info'><span>来源：某省人民政府</span></div>"),
       {{"original_url", "null"}, {"original_source", "某省人民政府"}}},
      {"words are no address", page_of(block_of({{"原文链接", "无"}})), {{"original_url", "null"}}},
      {"nor is a word that could be a path",
       page_of(block_of({{"原文链接", "点击查看"}})),
       {{"original_url", "null"}}},
      {"nor a script",
       page_of(block_of({{"原文链接", "<a href='javascript:void(0)'>查看</a>"}})),
       {{"original_url", "null"}}},
  });
}

std::string meta(const char* name, const char* content) {
  return std::string("<meta name=\"") + name + "\" content=\"" + content + "\">";
}

TEST(MetaTags, AreBelievedAsFarAsTheyGo) {
  const auto headed = [](const std::string& head, const std::string& block = "") {
    return page_of(block, text, head);
  };
  expect({
      {"title",
       headed(meta("ArticleTitle", "某市人民政府关于某事的通知")),
       {{"title", "某市人民政府关于某事的通知"}, {"issuers", "某市人民政府"}}},
      {"glued attributes",
       headed("<meta name=\"ArticleTitle\"content=\"关于某事的通知\" />"),
       {{"title", "关于某事的通知"}}},
      {"single quotes, odd case",
       headed("<META NAME='articletitle' CONTENT='关于某事的通知'>"),
       {{"title", "关于某事的通知"}}},
      {"an empty title", headed(meta("ArticleTitle", "")), {{"title", "null"}}},
      {"the second of two",
       headed(meta("ArticleTitle", "") + meta("ArticleTitle", "关于某事的通知")),
       {{"title", "关于某事的通知"}}},
      {"cut short", headed(meta("ArticleTitle", "某市人民政府关于加强城…")), {{"title", "null"}}},
      {"PubDate alone",
       headed(meta("PubDate", "2024-03-05 10:00")),
       {{"dates.meta", "2024-03-05"}, {"published", "null"}}},
      {"PubDate with seconds",
       headed(meta("PubDate", "2024-03-05 10:00:01")),
       {{"dates.meta", "2024-03-05"}}},
      {"PubDate as generation time",
       headed(meta("PubDate", "2024-03-05 10:00:01") + meta("others", "页面生成时间 2024-03-05 10:00:01")),
       {{"dates.meta", "null"}, {"published", "null"}}},
      {"displayed before PubDate",
       headed(meta("PubDate", "2024-08-06 09:11"),
              "<h1>关于某事的通知</h1><div>发布时间：2024-08-05 20:40</div>"),
       {{"dates.meta", "2024-08-06"}, {"dates.displayed", "2024-08-05"}, {"published", "2024-08-05"}}},
      {"block before PubDate",
       headed(meta("PubDate", "2021-04-07"), block_of({{"发布日期", "2016-02-01"}})),
       {{"published", "2016-02-01"}, {"dates.meta", "2021-04-07"}}},
      {"first published",
       headed(meta("firstpublishedtime", "2024-03-05-17:00:00")),
       {{"published", "2024-03-05"}}},
      {"source", headed(meta("ContentSource", "某市财政局")), {{"original_source", "某市财政局"}}},
      {"no source", headed(meta("ContentSource", "")), {{"original_source", "null"}}},
      {"keywords", headed(meta("Keywords", "供水;安全")), {{"keywords", "供水; 安全"}}},
      {"no keywords", headed(meta("Keywords", "")), {{"keywords", "null"}}},
      {"column of policies",
       headed(meta("ColumnType", "政策文件") + meta("ArticleTitle", "某市供水价格方案")),
       {{"kind", "policy"}}},
      {"column of interpretations",
       headed(meta("ColumnType", "政策解读") + meta("ArticleTitle", "关于某事的问答")),
       {{"kind", "interpretation"}}},
  });
}

TEST(MetaTags, TellWhereAPageBelongs) {
  const std::string block = block_of({{"发文机关", "朝阳区人民政府"}});
  expect({
      {"a site of Changchun", page_of(block, text, meta("SiteIDCode", "2201040001")), {{"region", "220104"}}},
      {"a site of Beijing", page_of(block, text, meta("SiteIDCode", "1101050002")), {{"region", "110105"}}},
      {"a ministry's", page_of(block, text, meta("SiteIDCode", "bm07000001")), {{"region", "null"}}},
      {"no code", page_of(block, text, meta("SiteIDCode", "N000008661")), {{"region", "null"}}},
      {"the site's name",
       page_of(block, text, meta("SiteName", "北京市朝阳区人民政府")),
       {{"region", "110105"}}},
      {"another place's", page_of(block, text, meta("SiteName", "济南市人民政府")), {{"region", "null"}}},
      {"the title",
       page_of(block_of({{"发文机关", "朝阳区人民政府"}, {"标题", "长春市朝阳区人民政府关于某事的通知"}})),
       {{"region", "220104"}}},
      {"the text",
       page_of(block, text + "<p>北京市朝阳区供水条例另有规定的从其规定。</p>"),
       {{"region", "110105"}}},
      {"no issuer, no guess",
       page_of(block_of({{"标题", "关于某事的通知"}}), text, meta("SiteIDCode", "3701000001")),
       {{"region", "null"}}},
  });
}

}  // namespace
}  // namespace gazetted::parser
