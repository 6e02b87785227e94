#include "monitor/verdict.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/text.h"

namespace gazetted::monitor {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 16> names = {{
    {Verdict::good, "good"},
    {Verdict::unchanged, "unchanged"},
    {Verdict::failed, "failed"},
    {Verdict::gone, "gone"},
    {Verdict::soft_gone, "soft_gone"},
    {Verdict::relocated, "relocated"},
    {Verdict::blocked, "blocked"},
    {Verdict::login, "login"},
    {Verdict::maintenance, "maintenance"},
    {Verdict::truncated, "truncated"},
    {Verdict::empty, "empty"},
    {Verdict::shrunk, "shrunk"},
    {Verdict::all_over, "all_over"},
    {Verdict::unsettled, "unsettled"},
    {Verdict::unreadable, "unreadable"},
    {Verdict::redesign, "redesign"},
}};

// What pages say of themselves that are not the page asked for. Lower case; looked for only where
// the page holds too little text to be a document (see `is_slight`).
constexpr std::array<std::string_view, 24> block_phrases = {
    "访问被拒绝",      "拒绝访问",         "访问被阻断",       "已被拦截",       "请求被拦截",
    "安全拦截",        "安全验证",         "人机验证",         "验证码",         "访问过于频繁",
    "请求过于频繁",    "访问频率",         "网站防火墙",       "web应用防火墙",  "您的访问请求",
    "非法请求",        "请开启javascript", "请启用javascript", "浏览器安全检查", "access denied",
    "request blocked", "just a moment",    "forbidden",        "captcha"};
constexpr std::array<std::string_view, 11> gone_phrases = {
    "页面不存在", "页面未找到", "页面已删除", "找不到页面",     "找不到您要",   "无法找到",
    "信息不存在", "内容不存在", "已被删除",   "page not found", "404 not found"};
constexpr std::array<std::string_view, 7> maintenance_phrases = {
    "系统维护", "网站维护", "维护中", "正在维护", "升级改造", "暂停服务", "under maintenance"};
constexpr std::array<std::string_view, 4> login_phrases = {"用户登录", "请先登录", "统一身份认证",
                                                           "please log in"};

/// A page with fewer characters than this, and no document of its own, may be a message only.
constexpr std::uint64_t slight_chars = 600;
/// Likewise a body with fewer, whatever stands around it.
constexpr std::uint64_t message_chars = 150;
/// A text below this share of what it was has lost most of itself.
constexpr double shrunk_share = 0.4;
/// A text this short may legitimately be cut to anything.
constexpr std::uint64_t shrinkable_chars = 200;

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lowered;
}

template <class Phrases>
std::string_view find_phrase(const std::string& text, const Phrases& phrases) {
  for (const auto phrase : phrases)
    if (text.find(phrase) != std::string::npos) return phrase;
  return {};
}

std::uint64_t text_chars(const Parsed& parsed) {
  std::uint64_t count = 0;
  for (const auto& document : parsed.documents) count += count_characters(document.text);
  return count;
}

/// A page that carries what only an official document has is never taken for a message, whatever
/// words stand in it: a notice about 系统维护 is a notice.
bool has_official_marks(const Parsed& parsed) {
  return std::any_of(parsed.documents.begin(), parsed.documents.end(), [](const Document& document) {
    return document.doc_number || document.index_number || document.signed_on ||
           (document.kind == DocumentKind::policy && document.title && !document.issuers.empty());
  });
}

/// The body decides where there is one: a message may stand amid all of the site's navigation.
bool is_slight(const Parsed& parsed) {
  if (!parsed.items.empty() || has_official_marks(parsed)) return false;
  const auto read = text_chars(parsed) + count_characters(parsed.text);
  return std::max(parsed.signs.visible_chars, read) < slight_chars ||
         (!parsed.documents.empty() && read < message_chars);
}

Judgement of_status(const Capture& capture) {
  const std::string status = "HTTP " + std::to_string(capture.status);
  switch (capture.status) {
    case 404:
    case 410: return {Verdict::gone, status};
    case 401: return {Verdict::login, status};
    case 403:
    case 412:
    case 429:
    case 521: return {Verdict::blocked, status};
    default: break;
  }
  if (capture.status >= 400) return {Verdict::failed, status};
  // 202 with a body of scripts is a challenge of several site guards.
  if (capture.status == 202) return {Verdict::blocked, status + ": a challenge, not the page"};
  return {};
}

Judgement of_message(const Parsed& parsed) {
  if (!is_slight(parsed)) return {};
  std::string words = parsed.signs.title + '\n' + parsed.signs.excerpt;
  for (const auto& document : parsed.documents)
    words += '\n' + document.title.value_or("") + '\n' + document.text;
  words = lower(words);
  const auto said = [](Verdict verdict, std::string_view phrase) {
    return Judgement{verdict, "the page says “" + std::string(phrase) + "”"};
  };
  if (const auto phrase = find_phrase(words, block_phrases); !phrase.empty())
    return said(Verdict::blocked, phrase);
  if (const auto phrase = find_phrase(words, gone_phrases); !phrase.empty())
    return said(Verdict::soft_gone, phrase);
  if (const auto phrase = find_phrase(words, maintenance_phrases); !phrase.empty())
    return said(Verdict::maintenance, phrase);
  if (parsed.signs.has_password_field) return {Verdict::login, "a password is asked for"};
  if (const auto phrase = find_phrase(words, login_phrases); !phrase.empty())
    return said(Verdict::login, phrase);
  // Next to no words and a load of script: what a guard serves in place of the page.
  constexpr std::uint64_t challenge_script = 512;
  if (parsed.signs.visible_chars < 20 && parsed.signs.script_bytes > challenge_script &&
      parsed.documents.empty())
    return {Verdict::blocked, "scripts and no words: a challenge, or a page that needs JavaScript"};
  return {};
}

bool same_address(const Url& a, const Url& b) {
  // The same page over http and https is one address.
  const auto tail = [](const Url& url) { return url.str().substr(url.scheme().size()); };
  return tail(a.canonical()) == tail(b.canonical());
}

Judgement of_redirect(const Capture& capture, const Parsed& parsed, const Before& before) {
  if (capture.final_url.empty() || before.final_url.empty() ||
      same_address(capture.final_url, before.final_url) ||
      same_address(capture.final_url, capture.target.url))
    return {};
  // A list that is read is a list that is there, wherever its address leads.
  if (before.items > 0 && (capture.unchanged || !parsed.items.empty() || !parsed.sitemaps.empty())) return {};
  // A page that was there and now leads to the front door is a page that is gone.
  const auto path = capture.final_url.path();
  if (path == "/" || path == "/index.html" || path == "/index.htm" || path == "/index.shtml")
    return {Verdict::soft_gone, "redirected to the front page"};
  // A redirect for now says nothing of tomorrow: what it brought is judged as if it stood here.
  if (!capture.moved_permanently) return {};
  return {Verdict::relocated, "redirected for good to " + capture.final_url.str()};
}

/// Less than there was, or the first that is seen, and no end: the rest may be missing. What is read once
/// only, a file or a page asked for by hand, is taken as it is.
bool breaks_off(const Capture& capture, const Parsed& parsed, const Before& before) {
  const Target& target = capture.target;
  if (parsed.signs.ends_properly || target.entrance.empty() || target.url.is_file()) return false;
  if (before.final_url.empty()) return true;
  if (target.is_entrance() || parsed.documents.empty()) return false;
  std::size_t attachments = 0;
  for (const auto& document : parsed.documents) attachments += document.attachments.size();
  return before.text_chars > text_chars(parsed) || before.attachments > attachments;
}

/// Whether a page is named as no web page is: not by `.doc` alone, for some of those are web pages inside.
bool is_named_as_file(const Url& url) {
  constexpr std::array<std::string_view, 14> endings = {".pdf", ".doc",  ".docx", ".xls", ".xlsx",
                                                        ".ppt", ".pptx", ".wps",  ".ofd", ".txt",
                                                        ".rtf", ".zip",  ".rar",  ".7z"};
  const auto path = lower(url.path());
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

/// A server that has no file at hand may send a page instead, with any words on it.
bool is_page_for_file(const Capture& capture, const Parsed& parsed, const Before& before) {
  const auto is_page = [](std::string_view media_type) { return media_type.starts_with("text/html"); };
  if (capture.target.kind != PageKind::attachment || parsed.signs.visible_chars == 0 ||
      !is_page(capture.content_type))
    return false;
  return before.media_type.empty() ? is_named_as_file(capture.target.url) : !is_page(before.media_type);
}

Judgement of_content(const Parsed& parsed, const Before& before) {
  const auto now = text_chars(parsed) + count_characters(parsed.text);
  if (before.items > 0 && parsed.items.empty() && parsed.sitemaps.empty())
    return {Verdict::empty, "a list of " + std::to_string(before.items) + " items turned empty"};
  if (before.text_chars > 0 && now == 0) return {Verdict::empty, "no text where there was one"};
  if (before.text_chars > shrinkable_chars &&
      static_cast<double>(now) < shrunk_share * static_cast<double>(before.text_chars)) {
    const auto counts = std::to_string(before.text_chars) + " characters became " + std::to_string(now);
    if (!parsed.signs.ends_properly) return {Verdict::truncated, counts + " and the page breaks off"};
    return {Verdict::shrunk, counts};
  }
  return {};
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  for (const auto& [value, name] : names)
    if (value == verdict) return name;
  return "";
}

bool means_absent(Verdict verdict) {
  return verdict == Verdict::gone || verdict == Verdict::soft_gone || verdict == Verdict::relocated;
}

bool means_doubt(Verdict verdict) {
  return verdict == Verdict::truncated || verdict == Verdict::empty || verdict == Verdict::shrunk ||
         verdict == Verdict::all_over || verdict == Verdict::unsettled;
}

bool means_trouble(Verdict verdict) {
  return verdict == Verdict::all_over || verdict == Verdict::blocked || verdict == Verdict::login ||
         verdict == Verdict::maintenance;
}

Judgement judge_capture(const Capture& capture, const Parsed& parsed, const Before& before) {
  const auto is_telling = [](const Judgement& judgement) { return judgement.verdict != Verdict::good; };
  if (auto judgement = of_status(capture); is_telling(judgement)) return judgement;
  if (capture.error && capture.error->kind == ErrorKind::challenged)
    return {Verdict::blocked, capture.error->message};
  if (capture.error) return {Verdict::failed, capture.error->message};
  if (!capture.unchanged)
    if (auto judgement = of_message(parsed); is_telling(judgement)) return judgement;
  // Before all else that a 200 says: the same bytes at another address are no longer here.
  if (auto judgement = of_redirect(capture, parsed, before); is_telling(judgement)) return judgement;
  if (capture.unchanged) return {Verdict::unchanged, capture.status == 304 ? "HTTP 304" : "the same bytes"};
  // An attachment in a format that is not read is an attachment all the same.
  if (parsed.error && capture.target.kind != PageKind::attachment)
    return {Verdict::unreadable, parsed.error->message};
  if (is_page_for_file(capture, parsed, before))
    return {Verdict::unreadable, "a web page in place of the file"};
  if (auto judgement = of_content(parsed, before); is_telling(judgement)) return judgement;
  if (breaks_off(capture, parsed, before)) return {Verdict::truncated, "the page breaks off"};
  return {};
}

}  // namespace gazetted::monitor
