#include "parser/furniture.h"

#include <algorithm>
#include <array>
#include <string>

#include "parser/page_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Words = std::string_view;

// Words within class and id, sorted. Of `whole` the word must be all, of `begins` its beginning; no entry
// of `begins` begins another, so that one binary search finds it.
constexpr auto whole = std::to_array<Words>(
    {"ad",      "ads",      "aside",    "bbs",  "bdshare", "btn", "buttons", "byline", "crumb",
     "ewm",     "fenxiang", "fontsize", "foot", "hits",    "hot", "login",   "menu",   "nav",
     "navbar",  "pager",    "prev",     "qr",   "rank",    "rec", "search",  "tags",   "tj",
     "toolbar", "tools",    "xg",       "xgxw", "xgyd",    "zan"});
constexpr auto begins = std::to_array<Words>(
    {"advert", "authorbio",  "banner",   "breadcrumb", "comment", "cookie",     "copyright",  "disqus",
     "footer", "friendlink", "guanggao", "jiathis",    "modal",   "navigation", "newsletter", "pagination",
     "popup",  "promo",      "qrcode",   "recommend",  "related", "share",      "sharing",    "sidebar",
     "social", "sponsor",    "subscri",  "taboola",    "toplink", "xiangguan"});
constexpr auto of_article =
    std::to_array<Words>({"artibody", "artical", "article", "body", "content", "detail", "entry", "maintext",
                          "news", "post", "story", "text", "wenzhang", "zhengwen"});
static_assert(std::ranges::is_sorted(whole) && std::ranges::is_sorted(begins) &&
              std::ranges::is_sorted(of_article));

// Beginnings of lines; brackets and white space before them do not count.
constexpr auto openings = std::to_array<Words>({"上一篇",
                                                "下一篇",
                                                "上一条",
                                                "下一条",
                                                "责任编辑",
                                                "责编：",
                                                "编辑：",
                                                "扫一扫",
                                                "分享到",
                                                "分享至",
                                                "打印本页",
                                                "打印此页",
                                                "关闭窗口",
                                                "关闭本页",
                                                "返回顶部",
                                                "返回首页",
                                                "浏览次数",
                                                "阅读次数",
                                                "点击次数",
                                                "访问次数",
                                                "点击数",
                                                "浏览量",
                                                "阅读量",
                                                "访问量",
                                                "字体：",
                                                "字号：",
                                                "字体大小",
                                                "字体显示",
                                                "【字体",
                                                "【字号",
                                                "版权所有",
                                                "版权声明",
                                                "免责声明",
                                                "免責聲明",
                                                "版權所有",
                                                "責任編輯",
                                                "您是第",
                                                "用微信扫",
                                                "微信扫",
                                                "手机扫",
                                                "主办单位：",
                                                "承办单位：",
                                                "技术支持：",
                                                "网站标识码",
                                                "文章来源：互联网",
                                                "我要评论",
                                                "发表评论",
                                                "网友评论",
                                                "来源网址",
                                                "【纠错】",
                                                "我要纠错",
                                                "收藏本",
                                                "加入收藏",
                                                "复制链接",
                                                "相关附件下载",
                                                "Share this",
                                                "Advertisement",
                                                "Copyright ©",
                                                "All rights reserved"});
// Words of which a whole line may consist.
constexpr auto pieces = std::to_array<Words>(
    {"打印本页", "打印此页", "打印",   "关闭窗口", "关闭本页", "关闭",       "返回顶部", "返回列表", "返回",
     "收藏",     "纠错",     "分享到", "分享",     "字体",     "字号",       "大小",     "大",       "中",
     "小",       "放大",     "缩小",   "微信",     "微博",     "新浪",       "腾讯",     "QQ空间",   "朋友圈",
     "人人网",   "更多",     "评论",   "推荐",     "顶部",     "视力保护色", "默认",     "：",       ":",
     "|",        "【",       "】",     "[",        "]",        "(",          ")",        "（",       "）",
     "/",        "·",        "-",      "+",        "A",        ">",          "<"});
constexpr auto announcements = std::to_array<Words>(
    {"相关链接",     "相关阅读",    "相关报道",  "相关新闻",          "相关稿件",
     "相关文章",     "相关信息",    "相关文档",  "相关解读",          "相关政策",
     "关联稿件",     "相關新聞",    "延伸閱讀",  "延伸阅读",          "推荐阅读",
     "热门推荐",     "精彩推荐",    "更多阅读",  "往期回顾",          "猜你喜欢",
     "您可能感兴趣", "热点新闻",    "Related",   "You may also like", "You might also like",
     "More from",    "Recommended", "Read more", "Read next",         "See also"});

constexpr std::size_t longest_furniture = 240;  // bytes of a line; prose may begin with any words

std::string_view without_ornaments(std::string_view line) {
  line = trimmed(line);
  for (bool again = true; again;) {
    again = false;
    for (const Words ornament : {"【", "[", "［", "■", "●", "◆", "·", "|", "*", "-", ">", "»"})
      if (line.starts_with(ornament)) {
        line = trimmed(line.substr(ornament.size()));
        again = true;
      }
  }
  return line;
}

bool consists_of_pieces(std::string_view line) {
  line = trimmed(line);
  if (line.empty()) return false;
  // Nearly every line begins with another character, and is not gone through.
  const std::string_view first = line.substr(0, code_point_at(line, 0).length);
  if (std::ranges::none_of(pieces, [&](Words p) { return p.starts_with(first); })) return false;
  const std::string text = squeezed(line);
  std::string_view rest = text;
  bool word = false;
  while (!rest.empty()) {
    const auto piece = std::ranges::find_if(pieces, [&](Words p) { return rest.starts_with(p); });
    if (piece == pieces.end()) return false;
    word = word || piece->size() > 3;
    rest.remove_prefix(piece->size());
  }
  return word;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

Role role_of_word(std::string_view word) {
  if (std::ranges::binary_search(whole, word)) return Role::furniture;
  const auto after = std::ranges::upper_bound(begins, word);
  if (after != begins.begin() && word.starts_with(*std::prev(after))) return Role::furniture;
  return std::ranges::binary_search(of_article, word) ? Role::article : Role::unknown;
}

/// A box of a sidebar is a `widget`, by itself or with its kind behind it (widget_recent_entries); builders
/// of pages call each piece of a page one, behind their own name (elementor-widget-text-editor).
bool is_widget(std::string_view name, std::size_t word_end, std::string_view word) {
  return word.starts_with("widget") && (word_end == word.size() || name[word_end - word.size() - 1] <= ' ');
}

/// Splits at what is no letter and where camelCase humps begin. One word of furniture decides.
Role role_of_name(std::string_view name) {
  Role role = Role::unknown;
  std::string word;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const char c = i < name.size() ? name[i] : ' ';
    const bool upper = c >= 'A' && c <= 'Z';
    const bool hump = upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!is_word_character(c) || hump) && !word.empty()) {
      const Role said = is_widget(name, i, word) ? Role::furniture : role_of_word(word);
      if (said == Role::furniture) return said;
      if (said != Role::unknown) role = said;
      word.clear();
    }
    if (is_word_character(c)) word += upper ? static_cast<char>(c + 32) : c;
  }
  return role;
}

}  // namespace

Role role_of(Node element) {
  switch (element.tag()) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM: return Role::furniture;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML: return Role::unknown;
    default: break;
  }
  const Role by_class = role_of_name(element.attribute("class"));
  if (by_class == Role::furniture) return by_class;
  const Role by_id = role_of_name(element.attribute("id"));
  if (by_id != Role::unknown) return by_id;
  if (by_class != Role::unknown) return by_class;
  const bool main = element.tag() == GUMBO_TAG_ARTICLE || element.tag() == GUMBO_TAG_MAIN;
  return main ? Role::article : Role::unknown;
}

bool is_furniture_line(std::string_view line) {
  if (line.size() > longest_furniture) return false;
  const std::string_view text = without_ornaments(line);
  return std::ranges::any_of(openings, [&](Words w) { return text.starts_with(w); }) ||
         consists_of_pieces(line);
}

bool announces_links(std::string_view line) {
  const std::string_view text = without_ornaments(line);
  return text.size() <= 60 &&
         std::ranges::any_of(announcements, [&](Words w) { return text.starts_with(w); });
}

bool invites(std::string_view line) {
  constexpr std::size_t longest = 600, longest_notice = 120;  // bytes
  if (line.size() > longest) return false;
  // Where somebody may be followed, the call to do so, and the speaker; each in both scripts of Chinese.
  constexpr auto places = std::to_array<Words>(
      {"facebook", "twitter",    "instagram", "youtube", "linkedin", "pinterest", "telegram",
       "whatsapp", "newsletter", "微博",      "微信",    "公众号",   "公眾號",    "视频号",
       "抖音",     "粉絲",       "粉丝",      "專頁",    "客户端",   "客戶端"});
  constexpr auto calls =
      std::to_array<Words>({"follow", "like", "subscribe", "sign up", "join", "关注", "關注", "订阅", "訂閱",
                            "点赞", "讚", "扫码", "掃碼", "扫描", "下载", "下載", "分享"});
  constexpr auto speakers = std::to_array<Words>({" us ", " us.", " us!", " our ", " me ", "我们", "我們",
                                                  "本站", "本网", "本網", "本报", "本報", "欢迎", "歡迎"});
  const std::string text = lowered(line);
  const auto holds = [&](const auto& words) {
    return std::ranges::any_of(words, [&](Words w) { return text.find(w) != Words::npos; });
  };
  if (holds(places) && holds(calls) && holds(speakers)) return true;
  constexpr auto leave = std::to_array<Words>({"未经授权", "未經授權", "未经许可", "未經許可"});
  constexpr auto reprint =
      std::to_array<Words>({"不得转载", "不得轉載", "严禁转载", "禁止转载", "請勿轉載", "请勿转载"});
  return line.size() <= longest_notice && holds(leave) && holds(reprint);
}

}  // namespace gazetted::parser
