#include "config/known_keys.h"

namespace gazetted::config {
namespace {

Keys<Pace> pace_keys() {
  return {
      key("every", &Pace::every, pace()),
      key("revisit", &Pace::revisit, pace()),
      key("delay", &Pace::delay, duration(Zero::allowed)),
  };
}

Keys<Topic> topic_keys() {
  using Where = Topic::Where;
  return {
      key("name", &Topic::name, text(), Presence::required),
      key("any", &Topic::any, list_of(text())),
      key("all", &Topic::all, list_of(text())),
      key("none", &Topic::none, list_of(text())),
      key("where", &Topic::where,
          list_of(
              one_of<Where>({{"title", Where::title}, {"body", Where::body}, {"issuer", Where::issuer}}))),
  };
}

Form<std::optional<bool>> own_flag() {
  return [read = flag()](const toml::node& node) -> Read<std::optional<bool>> {
    return read(node).map([](bool value) { return std::optional(value); });
  };
}

/// CSS selectors; for kind = "json" paths into the answer.
Keys<ListRules> rule_keys() {
  return {
      key("items", &ListRules::items, text()), key("link", &ListRules::link, text()),
      key("title", &ListRules::title, text()), key("date", &ListRules::date, text()),
      key("next", &ListRules::next, text()),
  };
}

/// The same rules as [entrance.mapping] names them for a JSON list.
Keys<ListRules> mapping_keys() {
  return {
      key("items", &ListRules::items, text()), key("url", &ListRules::link, text()),
      key("title", &ListRules::title, text()), key("date", &ListRules::date, text()),
      key("next", &ListRules::next, text()),
  };
}

Keys<Entrance> entrance_keys() {
  Keys<Entrance> keys = {
      key("url", &Entrance::url, web_address(), Presence::required),
      key("kind", &Entrance::kind,
          one_of<PageKind>({{"list", PageKind::list},
                            {"feed", PageKind::feed},
                            {"sitemap", PageKind::sitemap},
                            {"json", PageKind::json},
                            {"article", PageKind::article}})),
      key("pages", &Entrance::pages, whole_number(1, 10'000)),
      key("render", &Entrance::render, own_flag()),
      table("mapping", &Entrance::rules, mapping_keys()),
  };
  for (auto& rule : rule_keys()) keys.push_back(within(&Entrance::rules, std::move(rule)));
  return keys;
}

Keys<ArticleRules> article_keys() {
  return {
      key("body", &ArticleRules::body, text()),
      key("title", &ArticleRules::title, text()),
      key("remove", &ArticleRules::remove, list_of(text())),
      key("render", &ArticleRules::render, own_flag()),
  };
}

Keys<Identity> tls_keys() {
  return {
      key("certificate", &Identity::certificate, text()),
      key("key", &Identity::key, text()),
      key("authorities", &Identity::authorities, text()),
  };
}

Form<SitePattern> site_pattern() {
  return [read = text()](const toml::node& node) -> Read<SitePattern> {
    return read(node).map([&node](std::string pattern) {
      return SitePattern{std::move(pattern), node.source()};
    });
  };
}

Keys<Configuration> configuration_keys() {
  using C = Configuration;
  return {
      group<C>("store", {key("path", &C::store_path, path())}),
      group<C>("feed",
               {
                   key("publish", &C::publish, feed_address()),
                   key("replay", &C::replay, feed_address()),
               }),
      group<C>("http", {key("listen", &C::http_listen, listen_address())}),
      group<C>("crawl",
               {
                   key("connections", &C::connections, whole_number(1, 10'000)),
                   key("timeout", &C::timeout, duration(Zero::refused)),
                   key("max_body", &C::max_body, size()),
                   key("max_html", &C::max_html, size()),
                   key("user_agent", &C::user_agent, text()),
               }),
      table("pace", &C::pace, pace_keys()),
      group<C>("judge",
               {
                   key("removal_checks", &C::removal_checks, whole_number(1, 1000)),
                   key("removal_after", &C::removal_after, duration(Zero::allowed)),
               }),
      tables("topic", &C::topics, topic_keys()),
  };
}

}  // namespace

const Keys<MainFile>& main_keys() {
  static const Keys<MainFile> keys = [] {
    Keys<MainFile> all = {key("sites", &MainFile::sites, list_of(site_pattern()))};
    for (auto& part : configuration_keys()) all.push_back(within(&MainFile::configuration, std::move(part)));
    return all;
  }();
  return keys;
}

const Keys<Source>& site_keys() {
  static const Keys<Source> keys = {
      key("id", &Source::id, source_id(), Presence::required),
      key("name", &Source::name, text()),
      key("region", &Source::region, region_code()),
      key("private_addresses", &Source::private_addresses, flag()),
      key("kinds", &Source::kinds,
          list_of(one_of<std::string>({{"policy", "policy"},
                                       {"interpretation", "interpretation"},
                                       {"news", "news"},
                                       {"other", "other"}}))),
      key("headers", &Source::headers, header_fields()),
      key("proxy", &Source::proxy, proxy_address()),
      key("resolve", &Source::resolve, resolved_hosts()),
      key("family", &Source::family,
          one_of<AddressFamily>(
              {{"any", AddressFamily::any}, {"ipv4", AddressFamily::ipv4}, {"ipv6", AddressFamily::ipv6}})),
      table("tls", &Source::tls, tls_keys()),
      key("render", &Source::render, flag()),
      key("time_zone", &Source::time_zone, time_zone()),
      key("quiet", &Source::quiet, list_of(quiet_hours())),
      key("budget", &Source::budget, optionally(whole_number(1, 1'000'000))),
      tables("entrance", &Source::entrances, entrance_keys(), Presence::required),
      table("article", &Source::article, article_keys()),
      table("pace", &Source::pace, pace_keys()),
  };
  return keys;
}

}  // namespace gazetted::config
