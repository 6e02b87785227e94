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

/// What one place of the page states.
struct Stated {
  std::string_view value;
  std::string_view name;  ///< of its label or tag
  std::string_view link{};
};

/// The first label that bears one of `names` and says something.
std::optional<Stated> labelled(const ArticleParts& parts, Names names) {
  for (const std::string_view name : names) {
    for (const Label& label : parts.labels) {
      if (label.name == name && !is_blank(label.value))
        return Stated{trim(label.value), label.name, label.link};
    }
  }
  return std::nullopt;
}

std::optional<Stated> meta(const ArticleParts& parts, Names names) {
  for (const std::string_view name : names) {
    for (const auto& [key, value] : parts.meta) {
      if (key == name && !is_blank(value)) return Stated{trim(value), key};
    }
  }
  return std::nullopt;
}

std::optional<std::string> text_of(const std::optional<Stated>& stated) {
  if (!stated) return std::nullopt;
  return collapse_spaces(stated->value);
}

/// 2024年3月1日, 2024-03-01 10:00, and, where a label says that it is a day, 20240301.
std::optional<DateMatch> read_day(const std::optional<Stated>& stated) {
  if (!stated) return std::nullopt;
  if (auto date = read_date(stated->value)) return date;
  const std::string_view digits = stated->value;
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  std::string iso(digits);
  return read_date(iso.insert(6, "-").insert(4, "-"));
}

std::optional<Date> day_of(const std::optional<Stated>& stated) {
  const auto date = read_day(stated);
  return date ? std::optional(date->date) : std::nullopt;
}

std::vector<std::string> list_of(const std::optional<Stated>& stated,
                                 std::initializer_list<std::string_view> marks) {
  std::vector<std::string> items;
  if (!stated) return items;
  for (const std::string_view item : split(stated->value, marks)) items.push_back(collapse_spaces(item));
  return items;
}

/// On some systems PubDate is the time at which the page was generated, and another tag says so.
bool is_time_of_generation(const ArticleParts& parts, std::string_view date) {
  return std::any_of(parts.meta.begin(), parts.meta.end(), [&](const auto& each) {
    return contains(each.second, "页面生成时间") && contains(each.second, date);
  });
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

/// The six digits that a local site's 网站标识码 (ten digits) begins with; ministries have bm…
std::string region_of_site(std::string_view code) {
  const bool local = code.size() == 10 && code.find_first_not_of("0123456789") == std::string_view::npos &&
                     code.front() >= '1' && code.front() <= '8';
  return local ? std::string(code.substr(0, 6)) : std::string();
}

/// A link of the value, or the address that it is; words such as 点击查看 are none.
std::optional<Url> address_in(const Stated& stated, const Url& page) {
  const bool written_out = !starting(stated.value, {"http://", "https://", "//"}).empty();
  const std::string_view address = written_out ? stated.value : stated.link;
  if (address.empty() || address.starts_with('#')) return std::nullopt;
  auto url = page.resolve(address);
  if (!url || url->is_file()) return std::nullopt;
  return *std::move(url);
}

class Reader {
 public:
  Reader(const ArticleParts& parts, const Url& url) : parts_(parts), url_(url) {}

  PageFacts read() {
    read_block();
    read_days();
    read_declarations();
    read_source();
    read_site();
    return std::move(facts_);
  }

 private:
  std::optional<Stated> block(std::string_view field, Names names) {
    auto stated = labelled(parts_, names);
    if (stated) facts_.origins.push_back({field, "metadata block " + std::string(stated->name)});
    return stated;
  }

  std::optional<Stated> tag(std::string_view field, Names names) {
    auto stated = meta(parts_, names);
    if (stated) facts_.origins.push_back({field, "meta " + std::string(stated->name)});
    return stated;
  }

  void read_block() {
    read_title();
    read_number(block("doc_number", {"发文字号", "文号", "公文文号", "发文号", "文件字号", "文件编号",
                                     "文件号", "发文文号"}));
    facts_.index_number = text_of(block("index_number", {"索引号", "信息索引", "信息索引号", "索取号"}));
    facts_.genre = text_of(block("genre", {"体裁分类", "体裁", "文种", "公文种类"}));
    facts_.validity =
        text_of(block("validity", {"有效性", "时效性", "公文时效", "文件时效", "时效状态", "时效", "效力状态",
                                   "效力", "文件状态", "文件有效性", "信息有效性", "是否有效"}));
    read_issuers();
    facts_.subjects = list_of(block("subjects", {"主题分类", "信息分类", "组配分类", "公开类目", "所属主题"}),
                              {";", "；", "|"});
    facts_.keywords = list_of(block("keywords", {"主题词", "关键词", "关键字"}),
                              {" ", "\u3000", "\u00A0", ";", "；", ",", "，"});
    if (facts_.keywords.empty())
      facts_.keywords = list_of(tag("keywords", {"keywords"}), {" ", "\u3000", ";", "；", ",", "，"});
    facts_.has_block = facts_.index_number || !facts_.issuers.empty();
  }

  void read_title() {
    constexpr std::size_t max_title_bytes = 1000;
    facts_.window_title = window_title_of(parts_.page_title);
    auto title = text_of(block("title", {"标题", "名称", "文件名称", "公文名称", "信息名称", "文件标题"}));
    if (!title || title->size() > max_title_bytes) {
      title = text_of(tag("title", {"articletitle"}));
      const bool cut_short = title && (title->ends_with("…") || title->ends_with("..."));
      if (cut_short || (title && title->size() > max_title_bytes)) title.reset();
    }
    facts_.title = std::move(title);
  }

  void read_number(const std::optional<Stated>& stated) {
    if (!stated) return;
    if (auto number = doc_number::read(stated->value)) {
      facts_.doc_number = std::move(number->number);
      facts_.doc_number_repaired = number->repaired;
    } else if (contains(stated->value, "号") && !contains(stated->value, "无") &&
               count_code_points(stated->value) <= 40) {
      facts_.doc_number = collapse_spaces(stated->value);  // of a form not known, yet stated to be the number
    }
  }

  void read_issuers() {
    const auto stated =
        block("issuers", {"发文机关", "发文机构", "发文单位", "制发机关", "制发单位", "制定机关", "发布机构",
                          "发布机关", "发布单位", "公开主体", "公开责任部门", "公开单位", "公开机构"});
    if (!stated) return;
    facts_.issuers = organisations(stated->value);
    if (facts_.issuers.empty()) facts_.issuers = list_of(stated, {"、", "；", ";", " ", "\u3000", "\u00A0"});
  }

  void read_days() {
    const auto signed_on =
        read_day(block("signed", {"成文日期", "成文时间", "签署日期", "签发日期", "制定日期", "生成日期",
                                  "发文日期", "发文时间", "印发日期", "印发时间"}));
    if (signed_on) {
      facts_.signed_on = signed_on->date;
      facts_.signed_repaired = signed_on->repaired;
    }
    facts_.published =
        day_of(block("published", {"发布日期", "公开日期", "发布时间", "公布日期", "公开时间"}));
    facts_.effective =
        day_of(block("effective", {"施行日期", "实施日期", "生效日期", "生效时间", "实施时间"}));
    facts_.expires = day_of(
        block("expires", {"有效期至", "失效日期", "失效时间", "废止日期", "废止时间", "有效期限", "有效期"}));
    facts_.address_date = date_of_address(url_.path());
  }

  void read_declarations() {
    const Declared declared = read_json_ld(parts_.json_ld);
    facts_.headline = parts_.headline ? parts_.headline : declared.headline;
    facts_.first_published = day_of(meta(parts_, {"firstpublishedtime", "article:published_time"}));
    if (!facts_.first_published) facts_.first_published = declared.published;
    if (!facts_.first_published)
      if (const auto date =
              meta(parts_, {"datepublished", "og:published_time", "parsely-pub-date", "sailthru.date",
                            "citation_publication_date", "dc.date", "dc.date.issued", "dcterms.date",
                            "dcterms.created", "dcterms.issued", "article.published", "publish_date",
                            "publish-date", "date"}))
        facts_.first_published = first_day(date->value);
    facts_.marked_day = parts_.marked_day ? parts_.marked_day : day_in_english(parts_);
    facts_.updated_day = parts_.updated_day;
    if (const auto date = meta(parts_, {"pubdate", "publishdate"});
        date && !is_time_of_generation(parts_, date->value))
      facts_.meta_date = day_of(date);
  }

  void read_source() {
    const auto named = block("original_source", {"来源", "信息来源", "文章来源", "稿件来源"});
    facts_.source = text_of(named);
    if (!facts_.source) facts_.source = text_of(tag("original_source", {"contentsource"}));
    if (const auto linked = block("original_url", {"原文链接", "原文地址", "来源链接"}))
      facts_.original_url = address_in(*linked, url_);
    if (facts_.original_url || !named) return;
    // A source's name may lead to the page there, or only to the front door of its site.
    auto address = address_in(*named, url_);
    if (!address || address->path().size() < 2) return;
    facts_.original_url = std::move(address);
    facts_.origins.push_back({"original_url", "metadata block " + std::string(named->name)});
  }

  void read_site() {
    if (const auto code = meta(parts_, {"siteidcode"})) facts_.site_region = region_of_site(code->value);
    if (const auto name = meta(parts_, {"sitename"})) facts_.site_name = std::string(name->value);
    for (const std::string_view name : {"columntype", "columnname"}) {
      if (const auto value = meta(parts_, {name})) facts_.column.append(value->value).append(" ");
    }
    for (const std::string& crumb : parts_.breadcrumb) facts_.column.append(crumb).append(" ");
  }

  const ArticleParts& parts_;
  const Url& url_;
  PageFacts facts_;
};

}  // namespace

std::string_view PageFacts::origin_of(std::string_view field) const {
  // The last one: what the block says in vain is looked for in the tags.
  const auto found = std::find_if(origins.rbegin(), origins.rend(),
                                  [&](const Origin& origin) { return origin.field == field; });
  return found == origins.rend() ? std::string_view{} : std::string_view(found->from);
}

PageFacts read_page_facts(const ArticleParts& parts, const Url& url) { return Reader(parts, url).read(); }

}  // namespace gazetted::parser
