#include "parser/page_facts.h"

#include <algorithm>
#include <initializer_list>

#include "core/doc_number.h"
#include "parser/dates.h"
#include "parser/declared.h"
#include "parser/english_dates.h"
#include "parser/genre.h"
#include "parser/issuers.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Names = std::initializer_list<std::string_view>;

bool is_blank(std::string_view value) {
  value = trim(value);
  if (value.empty()) return true;
  for (const std::string_view nothing :
       {"无", "暂无", "-", "--", "—", "——", "/", "\\", "null", "undefined", "空"}) {
    if (value == nothing) return true;
  }
  return contains(value, "{{") || contains(value, "<?=");
}

/// The value of the first label that bears one of `names` and says something.
std::optional<std::string_view> labelled(const ArticleParts& parts, Names names) {
  for (const std::string_view name : names) {
    for (const Label& label : parts.labels) {
      if (label.name == name && !is_blank(label.value)) return trim(label.value);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> meta(const ArticleParts& parts, Names names) {
  for (const std::string_view name : names) {
    for (const auto& [key, value] : parts.meta) {
      if (key == name && !is_blank(value)) return trim(value);
    }
  }
  return std::nullopt;
}

std::optional<std::string> text_of(std::optional<std::string_view> value) {
  if (!value) return std::nullopt;
  return collapse_spaces(*value);
}

std::optional<Date> day_of(std::optional<std::string_view> value) {
  if (!value) return std::nullopt;
  const auto date = read_date(*value);
  return date ? std::optional(date->date) : std::nullopt;
}

std::vector<std::string> list_of(std::optional<std::string_view> value,
                                 std::initializer_list<std::string_view> marks) {
  std::vector<std::string> items;
  if (!value) return items;
  for (const std::string_view item : split(*value, marks)) items.push_back(collapse_spaces(item));
  return items;
}

void read_number(PageFacts& facts, std::optional<std::string_view> value) {
  if (!value) return;
  if (auto number = doc_number::read(*value)) {
    facts.doc_number = std::move(number->number);
    facts.doc_number_repaired = number->repaired;
  } else if (contains(*value, "号") && count_code_points(*value) <= 40) {
    facts.doc_number = collapse_spaces(*value);  // of a form not known, yet stated to be the number
  }
}

/// On some systems PubDate is the time at which the page was generated, and another tag says so.
bool is_time_of_generation(const ArticleParts& parts, std::string_view date) {
  return std::any_of(parts.meta.begin(), parts.meta.end(), [&](const auto& each) {
    return contains(each.second, "页面生成时间") && contains(each.second, date);
  });
}

std::optional<std::string> title_of(const ArticleParts& parts) {
  constexpr std::size_t max_title_bytes = 1000;
  auto title = text_of(labelled(parts, {"标题", "名称", "文件名称", "公文名称", "信息名称", "文件标题"}));
  if (title && title->size() <= max_title_bytes) return title;
  title = text_of(meta(parts, {"articletitle"}));
  if (!title || title->size() > max_title_bytes) return std::nullopt;
  const bool cut_short = title->ends_with("…") || title->ends_with("...");
  return cut_short ? std::nullopt : title;
}

/// <title> holds the document's title, then the names of column and site.
std::optional<std::string> window_title_of(std::string_view page_title) {
  for (const std::string_view mark : {"_", "-", "|", "—"}) {
    const auto at = page_title.find(mark);
    if (at != std::string_view::npos && genre_of_title(page_title.substr(0, at)))
      page_title = page_title.substr(0, at);
  }
  return genre_of_title(page_title) ? std::optional(collapse_spaces(page_title)) : std::nullopt;
}

/// December 12, 2025, among the lines of the head and the first ones of the body.
std::optional<Date> day_in_english(const ArticleParts& parts) {
  constexpr std::size_t longest = 60, first_lines = 8;
  const auto look = [&](std::string_view line) -> std::optional<Date> {
    if (line.size() > longest || contains_any(line, {"pdated", "odified", "eviewed"})) return std::nullopt;
    return find_english_date(line);
  };
  for (const std::string& line : parts.heading)
    if (const auto date = look(line)) return date;
  for (std::size_t i = 0; i < std::min(first_lines, parts.body.size()); ++i)
    if (const auto date = look(parts.body[i].text)) return date;
  return std::nullopt;
}

std::vector<std::string> issuers_of(const ArticleParts& parts) {
  const auto value = labelled(parts, {"发文机关", "发文机构", "发文单位", "制发机关", "发布机构", "发布机关",
                                      "发布单位", "公开主体"});
  if (!value) return {};
  auto names = organisations(*value);
  return names.empty() ? list_of(value, {"、", "；", ";", " ", "\u3000", "\u00A0"}) : names;
}

}  // namespace

PageFacts read_page_facts(const ArticleParts& parts, const Url& url) {
  PageFacts facts;
  facts.title = title_of(parts);
  facts.window_title = window_title_of(parts.page_title);
  read_number(facts, labelled(parts, {"发文字号", "文号", "公文文号", "文件编号", "文件号", "发文文号"}));
  facts.index_number = text_of(labelled(parts, {"索引号", "信息索引", "信息索引号", "索取号"}));
  facts.genre = text_of(labelled(parts, {"体裁分类", "体裁", "文种", "公文种类"}));
  facts.validity =
      text_of(labelled(parts, {"有效性", "时效性", "公文时效", "效力状态", "是否有效", "时效状态"}));
  facts.issuers = issuers_of(parts);
  facts.subjects =
      list_of(labelled(parts, {"主题分类", "信息分类", "组配分类", "公开类目"}), {";", "；", "|"});
  facts.keywords = list_of(labelled(parts, {"主题词", "关键词", "关键字"}),
                           {" ", "\u3000", "\u00A0", ";", "；", ",", "，"});
  if (facts.keywords.empty())
    facts.keywords = list_of(meta(parts, {"keywords"}), {" ", "\u3000", ";", "；", ",", "，"});

  if (const auto value =
          labelled(parts, {"成文日期", "生成日期", "发文日期", "印发日期", "成文时间", "发文时间"})) {
    if (const auto date = read_date(*value)) {
      facts.signed_on = date->date;
      facts.signed_repaired = date->repaired;
    }
  }
  facts.published = day_of(labelled(parts, {"发布日期", "公开日期", "发布时间", "公布日期", "公开时间"}));
  facts.effective = day_of(labelled(parts, {"施行日期", "实施日期", "生效日期", "生效时间", "实施时间"}));
  facts.expires = day_of(labelled(parts, {"有效期至", "失效日期", "失效时间", "有效期限", "有效期"}));
  facts.has_block = facts.index_number || !facts.issuers.empty();

  const Declared declared = read_json_ld(parts.json_ld);
  facts.headline = parts.headline ? parts.headline : declared.headline;
  facts.first_published = day_of(meta(parts, {"firstpublishedtime", "article:published_time"}));
  if (!facts.first_published) facts.first_published = declared.published;
  if (!facts.first_published)
    if (const auto date = meta(parts, {"datepublished", "og:published_time", "parsely-pub-date",
                                       "sailthru.date", "citation_publication_date", "dc.date",
                                       "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued",
                                       "article.published", "publish_date", "publish-date", "date"}))
      facts.first_published = first_day(*date);
  facts.marked_day = parts.marked_day ? parts.marked_day : day_in_english(parts);
  facts.updated_day = parts.updated_day;
  if (const auto date = meta(parts, {"pubdate", "publishdate"});
      date && !is_time_of_generation(parts, *date)) {
    facts.meta_date = day_of(date);
  }
  facts.source = text_of(labelled(parts, {"来源", "信息来源", "文章来源"}));
  if (!facts.source) facts.source = text_of(meta(parts, {"contentsource"}));
  if (const auto link = labelled(parts, {"原文链接", "原文地址", "来源链接"})) {
    if (auto original = url.resolve(*link)) facts.original_url = std::move(*original);
  }
  facts.address_date = date_of_address(url.path());
  for (const std::string_view name : {"columntype", "columnname"}) {
    if (const auto value = meta(parts, {name})) facts.column.append(*value).append(" ");
  }
  for (const std::string& crumb : parts.breadcrumb) facts.column.append(crumb).append(" ");
  return facts;
}

}  // namespace gazetted::parser
