#include "bench/judging/site.h"

#include <algorithm>
#include <functional>

namespace gazetted::bench {
namespace {

constexpr std::size_t rows_of_page = 15;

std::string message(const std::string& title, const std::string& words) {
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" +
         title + "</h1><p>" + words + "</p></body></html>";
}

std::string missing_page(const Look& look) {
  return message("页面未找到", "抱歉，您要访问的页面不存在或已被删除。请返回" + look.site + "首页。");
}

Answer troubled(const Look& look, Trouble trouble) {
  Answer answer;
  answer.trouble = trouble;
  answer.content_type = "text/html; charset=utf-8";
  const std::string script = "<script>var $_ts=window['$_ts']||{};" + std::string(900, 'x') + "</script>";
  switch (trouble) {
    case Trouble::refused:
      answer.status = 403;
      answer.body = message("403 Forbidden", "nginx");
      break;
    case Trouble::challenged:
      answer.status = 412;
      answer.body = "<html><head>" + script + "</head><body></body></html>";
      break;
    case Trouble::scripted:
      answer.status = 202;
      answer.body = "<html><head>" + script + "</head><body></body></html>";
      break;
    case Trouble::jammed:
      answer.status = 521;
      answer.body = "<script>document.cookie='a=1';</script>";
      break;
    case Trouble::firewall:
      answer.body =
          message("访问被阻断", "由于您的访问请求存在异常，已被网站防火墙拦截，请完成安全验证后再试。");
      break;
    case Trouble::login:
      answer.status = 302;
      answer.location = "/sso/login.html";
      break;
    case Trouble::works:
      answer.body = message(look.site, "本站正在进行系统维护，暂停服务，由此带来的不便敬请谅解。");
      break;
    case Trouble::unavailable:
      answer.status = 503;
      answer.body = message("503", "Service Temporarily Unavailable");
      break;
    case Trouble::broken:
      answer.status = 500;
      answer.body = message("500", "Internal Server Error");
      break;
    case Trouble::silent: answer.status = 0; break;
    case Trouble::notice:
      answer.body = message(look.site, "因机房搬迁，我们将于近期恢复开放，期间请移步政务服务大厅咨询。");
      break;
    case Trouble::empty: break;
    case Trouble::soft_missing: answer.body = missing_page(look); break;
    case Trouble::missing:
      answer.status = 404;
      answer.body = missing_page(look);
      break;
    case Trouble::none:
    case Trouble::half:
    case Trouble::recoded: break;
  }
  return answer;
}

Moment moment_of(const Site& site, const std::string& path, Timestamp now) {
  auto stamp = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now));
  stamp[10] = ' ';
  stamp.resize(19);
  return {stamp, mixed(site.seed, std::hash<std::string>{}(path),
                       static_cast<std::uint64_t>(now.time_since_epoch().count()))};
}

std::vector<Row> rows_of(const Site& site) {
  std::vector<Row> rows;
  for (auto each = site.papers.rbegin(); each != site.papers.rend(); ++each)
    if (each->stands) rows.push_back({each->path, each->paper.title, each->paper.published.iso()});
  return rows;
}

/// The list, with the habits of lists: old items pinned on top, rows out of order.
std::optional<std::string> list_page(const Site& site, const std::string& path, const Moment& moment,
                                     Timestamp now) {
  const std::string stem = "/zwgk/zcwj/index";
  if (!path.starts_with(stem)) return std::nullopt;
  auto rows = rows_of(site);
  const auto pages = (rows.size() + rows_of_page - 1) / rows_of_page;
  std::size_t page = 1;
  if (path.size() > stem.size() && path[stem.size()] == '_') {
    page = static_cast<std::size_t>(std::atoi(path.c_str() + stem.size() + 1));
    if (site.look.family != Look::Family::ucap) ++page;
  }
  if (page > std::max<std::size_t>(1, pages)) return std::nullopt;
  const bool is_whole = site.look.family == Look::Family::hanweb;  // all records stand in the page
  const auto begin = is_whole ? 0 : (page - 1) * rows_of_page;
  const auto end = is_whole ? rows.size() : std::min(rows.size(), begin + rows_of_page);
  std::vector<Row> shown(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                         rows.begin() + static_cast<std::ptrdiff_t>(end));
  Dice dice(moment.throws);
  if (page == 1 && dice.happens(30) && !rows.empty()) shown.insert(shown.begin(), rows.back());
  if (dice.happens(20) && shown.size() > 3) std::swap(shown[1], shown[shown.size() - 1]);
  // A list that comes short, with a proper end; only once all is known, for nobody can know what it held.
  if (now - site.begins > std::chrono::hours{72} && dice.happens(3) && shown.size() > 3)
    shown.resize(3 + dice.below(shown.size() - 3));
  return is_whole ? list_html(site.look, shown, 1, 1, moment)
                  : list_html(site.look, shown, static_cast<int>(page), static_cast<int>(pages), moment);
}

std::string enclosure_bytes(const Enclosure& enclosure) {
  // Put up anew, a file has other bytes: its line ends, its mark, its trailing blanks.
  std::string bytes = enclosure.edition % 3 == 1 ? "\xEF\xBB\xBF" : "";
  for (const auto& line : enclosure.lines)
    bytes += line + (enclosure.edition % 2 == 0 ? "\n" : "\r\n") +
             std::string(enclosure.edition % 4 == 3 ? 1 : 0, '\n');
  return bytes;
}

Answer page(const Site& site, const std::string& path, Timestamp now) {
  Answer answer;
  const auto moment = moment_of(site, path, now);
  if (path == "/sso/login.html") {
    answer.body =
        "<html><head><title>统一身份认证</title></head><body><form>用户登录<input name=u><input "
        "type=\"password\" name=p></form></body></html>";
    answer.content_type = "text/html; charset=utf-8";
    return answer;
  }
  if (auto list = list_page(site, path, moment, now)) {
    auto bytes = sent(*list, site.look.charset);
    answer.body = std::move(bytes.bytes);
    answer.content_type = std::move(bytes.content_type);
    return answer;
  }
  for (const auto& each : site.papers) {
    if (each.paper.enclosure && path == "/files/" + each.paper.enclosure->file) {
      answer.body = enclosure_bytes(*each.paper.enclosure);
      answer.content_type = "text/plain; charset=utf-8";
      return answer;
    }
    if (each.path != path) continue;
    if (!each.stands) return troubled(site.look, Trouble::missing);
    const bool is_stale = each.stale && now < each.stale_until && Dice(moment.throws).happens(50);
    auto bytes =
        sent(article_html(site.look_at(now), is_stale ? *each.stale : each.paper, moment), site.look.charset);
    answer.body = std::move(bytes.bytes);
    answer.content_type = std::move(bytes.content_type);
    return answer;
  }
  if (const auto old = site.moved.find(path); old != site.moved.end()) {
    switch (site.old_address) {
      case Site::OldAddress::missing: return troubled(site.look, Trouble::missing);
      case Site::OldAddress::soft_missing: return troubled(site.look, Trouble::soft_missing);
      case Site::OldAddress::moved: answer.location = old->second; break;
      case Site::OldAddress::front_page: answer.location = "/index.html"; break;
    }
    answer.status = 301;
    answer.permanent = true;
    return answer;
  }
  if (path == "/index.html") {
    answer.body = list_html(site.look, {}, 1, 1, moment);
    answer.content_type = "text/html; charset=utf-8";
    return answer;
  }
  return troubled(site.look, Trouble::missing);
}

Trouble glitch(const Site& site, const std::string& path, Timestamp now) {
  Dice dice(mixed(site.seed + 7, std::hash<std::string>{}(path),
                  static_cast<std::uint64_t>(now.time_since_epoch().count())));
  if (dice.below(1000) >= static_cast<std::size_t>(site.glitches)) return Trouble::none;
  return static_cast<Trouble>(
      dice.between(static_cast<int>(Trouble::refused), static_cast<int>(Trouble::recoded)));
}

}  // namespace

bool is_trouble_of_source(Trouble trouble) { return trouble != Trouble::none && trouble != Trouble::recoded; }

std::string Site::host() const { return "http://www.site" + std::to_string(index) + ".gov.cn"; }

std::string Site::path_of(const Paper& paper, int number) const {
  const auto day = paper.published.iso();
  const auto month = day.substr(0, 4) + day.substr(5, 2);
  const auto key = std::to_string(100000 + designs * 20000 + number);
  const std::string section = designs % 2 == 0 ? "/zwgk" : "/gongkai" + std::to_string(designs);
  switch (look.family) {
    case Look::Family::trs:
      return section + "/zcwj/" + month + "/t" + month + day.substr(8, 2) + "_" + key + ".html";
    case Look::Family::ucap:
      return section + "/c100" + std::to_string(designs) + "/" + month + "/" + key + "abcdef.shtml";
    case Look::Family::hanweb:
      return section + "/art/" + day.substr(0, 4) + "/" + std::to_string(paper.published.month()) + "/" +
             std::to_string(paper.published.day()) + "/art_26644_" + key + ".html";
    case Look::Family::webplus: return section + "/info/1002/" + key + ".htm";
    case Look::Family::tables: return section + "/show.asp?id=" + key;
  }
  return "";
}

Answer answer(const Site& site, const std::string& path, Timestamp now) {
  Trouble trouble =
      site.outage != Trouble::none && now < site.outage_until ? site.outage : glitch(site, path, now);
  if (path == "/sso/login.html") trouble = Trouble::none;
  if (trouble == Trouble::none || trouble == Trouble::half || trouble == Trouble::recoded) {
    auto answered = page(site, path, now);
    if (answered.status != 200 || trouble == Trouble::none) return answered;
    answered.trouble = trouble;
    if (trouble == Trouble::half) {
      // Cut between two elements or within one, never within a character: a server that gave up.
      auto cut = answered.body.size() *
                 static_cast<std::size_t>(30 + mixed(site.seed, std::hash<std::string>{}(path)) % 50) / 100;
      if (const auto end = answered.body.rfind('>', cut); end != std::string::npos) cut = end + 1;
      answered.body.resize(cut);
    } else if (site.look.charset == Look::Charset::utf8 && path.find("/files/") == std::string::npos) {
      answered.body = sent(answered.body, Look::Charset::gb18030).bytes;
      answered.content_type = "text/html; charset=gb2312";
    }
    return answered;
  }
  return troubled(site.look, trouble);
}

}  // namespace gazetted::bench
