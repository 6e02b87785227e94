#include "parser/list_source.h"

#include <algorithm>
#include <array>
#include <vector>

#include "parser/page_query.h"
#include "parser/page_text.h"
#include "parser/script_text.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t max_requests = 60;     ///< of the page's scripts that are looked at
constexpr std::size_t max_script = 100'000;  ///< bytes; a larger one is a library

/// RFC 3986, 2.3: all but the unreserved characters.
std::string escaped(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (byte < 0x80 && std::isalnum(byte) != 0) || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      result += c;
    } else {
      result += '%';
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    }
  }
  return result;
}

std::optional<Url> with_query(const Url& base, const std::string& address, const Parameters& parameters) {
  std::string text = address;
  char mark = address.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    text += mark + escaped(name) + '=' + escaped(value);
    mark = '&';
  }
  auto url = base.resolve(text);
  return url ? std::optional(*std::move(url)) : std::nullopt;
}

/// `<script url="/…/build/unit" querydata="{'webId':'1','pageId':'2'}">`, on whichever element.
std::optional<ListSource> from_unit_build(const HtmlTree& tree, const Url& base) {
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (node.is_text()) continue;
    const auto query = node.find_attribute("querydata");
    if (!query) continue;
    const auto address = trim(node.attribute("url"));
    const auto parameters = members_of(trim(*query));
    if (address.empty() || parameters.empty()) continue;
    if (auto url = with_query(base, std::string(address), parameters))
      return ListSource{std::move(*url), "unit build"};
  }
  return std::nullopt;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-';
  });
}

/// `<ul data="datasource:<id>" preview="ds_">` is filled from ds_<id>.json beside the page.
std::optional<ListSource> from_attribute(const HtmlTree& tree, const Url& base) {
  static constexpr std::string_view mark = "datasource:";
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const Node node = tree.node(i);
    if (node.is_text() || !node.attribute("data").starts_with(mark)) continue;
    const auto inside = node.descendants();
    if (std::any_of(inside.begin(), inside.end(), [](Node inner) { return inner.tag() == GUMBO_TAG_A; }))
      continue;  // filled already
    const auto id = trim(node.attribute("data").substr(mark.size()));
    const auto prefix = node.find_attribute("preview").value_or("ds_");
    if (!is_word(id) || !(prefix.empty() || is_word(prefix))) continue;
    if (auto url = base.resolve(std::string(prefix) + std::string(id) + ".json"))
      return ListSource{*std::move(url), "data source in an attribute"};
  }
  return std::nullopt;
}

/// What follows `name` and a colon in a script.
std::string_view option(std::string_view script, std::string_view name) {
  const auto at = script.find(name);
  if (at == std::string_view::npos) return {};
  auto rest = trim(script.substr(at + name.size()));
  if (rest.starts_with('\'') || rest.starts_with('"')) rest = trim(rest.substr(1));
  return rest.starts_with(':') ? trim(rest.substr(1)) : std::string_view{};
}

int number_option(std::string_view script, std::string_view name, int otherwise) {
  const auto literal = literal_at(option(script, name));
  return literal ? small_number(literal->value).value_or(otherwise) : otherwise;
}

/// `.jpage({proxyUrl:'…/dataproxy.jsp', perPage:15, groupSize:3, ajaxParam:{columnid:1, unitid:2}})`.
std::optional<ListSource> from_pager_options(std::string_view script, const Url& base) {
  const auto proxy = literal_at(option(script, "proxyUrl"));
  if (!proxy || proxy->value.empty()) return std::nullopt;
  const int per_page = number_option(script, "perPage", 15);
  const int group = std::clamp(number_option(script, "groupSize", 3), 1, 10);
  Parameters parameters = {{"startrecord", "1"},
                           {"endrecord", std::to_string(per_page * group)},
                           {"perpage", std::to_string(per_page)}};
  for (auto& member : members_of(option(script, "ajaxParam"))) parameters.push_back(std::move(member));
  if (auto url = with_query(base, proxy->value, parameters))
    return ListSource{std::move(*url), "options of a pager"};
  return std::nullopt;
}

/// The catalogues of Guangdong: their script asks for the articles of all categories by its site's number.
std::optional<ListSource> from_catalogue(std::string_view script, const Url& page) {
  static constexpr std::string_view folder = "/gkmlpt";
  const auto at = page.str().find(folder);
  if (at == std::string::npos) return std::nullopt;
  const auto site = literal_at(option(script, "SID"));
  if (!site || !small_number(site->value)) return std::nullopt;
  auto url = Url::parse(page.str().substr(0, at) + "/gkmlpt/api/all/0?page=1&sid=" + site->value);
  return url ? std::optional(ListSource{*std::move(url), "catalogue of a site"}) : std::nullopt;
}

/// How much an address that a script asks for sounds like that of a list; 0: not at all.
int likeness(std::string_view address) {
  const std::string low = lowered(address);
  if (contains_any(low, {"hit", "click", "count", "visit", "stat/", "login", "captcha", "weather", "menu",
                         "user", "token", "comment", "log/", "tongji", "advert", "{{", "${", "<"}))
    return 0;
  const auto path = std::string_view(low).substr(0, low.find('?'));
  if (!ending(path, {".js", ".css", ".html", ".htm", ".shtml", ".png", ".jpg", ".gif", ".svg"}).empty())
    return 0;
  int score = 0;
  if (path.ends_with(".json")) score += 3;
  if (contains_any(low, {"_isjson=true", "datatype=json", "format=json"})) score += 3;
  if (contains_any(low, {"list", "query", "search", "article", "news", "channel", "column", "policy",
                         "infopage", "getdoc", "catalog"}))
    score += 2;
  if (contains_any(low, {"/api/", "page"})) ++score;
  return score;
}

/// Whether a request that names its address at `at` is no GET.
bool is_posted(std::string_view script, std::size_t at) {
  const std::string options = lowered(script.substr(at, 300));
  return contains_any(std::string_view(options).substr(0, options.find("});")), {"'post'", "\"post\""});
}

/// The addresses that a script asks for with GET: the best one.
std::optional<ListSource> from_requests(std::string_view script, const Url& base, std::size_t& looked_at) {
  static constexpr std::array<std::string_view, 7> marks = {"url",   "getJSON", "fetch", ".get",
                                                            ".open", "load",    "ajax"};
  std::optional<ListSource> best;
  int best_score = 2;
  for (const auto mark : marks) {
    for (auto at = script.find(mark); at != std::string_view::npos && looked_at < max_requests;
         at = script.find(mark, at + mark.size())) {
      ++looked_at;
      auto rest = trim(script.substr(at + mark.size(), 600));
      if (rest.empty() || (rest.front() != ':' && rest.front() != '=' && rest.front() != '(')) continue;
      rest = trim(rest.substr(1));
      if (mark == ".open") {
        const auto method = literal_at(rest);
        if (!method || lowered(method->value) != "get") continue;
        rest = trim(rest.substr(method->length));
        if (!rest.starts_with(',')) continue;
        rest.remove_prefix(1);
      }
      const auto address = value_of(rest, script);
      if (!address || (address->find('/') == std::string::npos && !address->ends_with(".json"))) continue;
      const int score = likeness(*address);
      if (score <= best_score || is_posted(script, at)) continue;
      auto url = base.resolve(*address);
      if (!url) continue;
      best = ListSource{*std::move(url), "address in a script", ListSource::Certainty::guessed};
      best_score = score;
    }
  }
  return best;
}

}  // namespace

bool may_be_filled(std::string_view bytes) {
  static constexpr std::array<std::string_view, 8> marks = {
      "querydata", "queryData", "datasource:", "proxyUrl", "gkmlpt", ".json", "_isJson", "/api/"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return bytes.find(mark) != std::string_view::npos; });
}

std::optional<ListSource> find_list_source(const HtmlTree& tree, const Url& page, const Url& base) {
  if (auto found = from_unit_build(tree, base)) return found;
  if (auto found = from_attribute(tree, base)) return found;
  std::size_t looked_at = 0;
  std::optional<ListSource> asked;
  for (const Node node : tree.elements(GUMBO_TAG_SCRIPT)) {
    if (!node.first_child()) continue;
    const auto script = node.first_child().characters();
    if (auto found = from_pager_options(script, base)) return found;
    if (auto found = from_catalogue(script, page)) return found;
    if (!asked && script.size() <= max_script) asked = from_requests(script, base, looked_at);
  }
  return asked;
}

}  // namespace gazetted::parser
