#pragma once
// A source: one government site as configured, with all that reading and visiting it needs.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/ids.h"
#include "core/url.h"

namespace gazetted {

/// How a body is to be read; `any` leaves it to the parser.
enum class PageKind { any, list, feed, sitemap, json, article, attachment };

[[nodiscard]] std::string_view to_string(PageKind kind);
[[nodiscard]] std::optional<PageKind> parse_page_kind(std::string_view text);

/// CSS selectors for a list, each `selector` or `selector@attribute`; empty: found without rules.
struct ListRules {
  std::string items, link, title, date, next;
  friend bool operator==(const ListRules&, const ListRules&) = default;
};

struct ArticleRules {
  std::string body, title;
  std::vector<std::string> remove;
  std::optional<bool> render{};  ///< article pages in a browser; without it as the source says
  friend bool operator==(const ArticleRules&, const ArticleRules&) = default;
};

/// Where documents are discovered.
struct Entrance {
  Url url;
  PageKind kind = PageKind::any;
  int pages = 1;                 ///< list pages to follow, this one included
  ListRules rules{};             ///< for kind = json: paths into the answer
  std::optional<bool> render{};  ///< in a browser; without it as the source says
  friend bool operator==(const Entrance&, const Entrance&) = default;
};

/// `adaptive` where no duration is given.
struct Pace {
  std::optional<Duration> every;    ///< entrances
  std::optional<Duration> revisit;  ///< known documents
  Duration delay{2000};             ///< between two requests to one host
  friend bool operator==(const Pace&, const Pace&) = default;
};

/// Hours of the day in which a site is not asked, by its own clocks; where `until` is not after `from`, over
/// midnight.
struct QuietHours {
  std::chrono::minutes from{0}, until{0};
  friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// Files in PEM by which a source and this program know each other, "" for none.
struct Identity {
  std::string certificate;  ///< shown to the hosts of the entrances alone
  std::string key;          ///< of the certificate; "" where it stands in the same file
  std::string authorities;  ///< that sign the source's own, in place of the system's
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// Which addresses of a host are asked.
enum class AddressFamily { any, ipv4, ipv6 };

struct Source {
  SourceId id;
  std::string name;
  std::string region;  ///< GB/T 2260 code or ""
  bool private_addresses = false;
  std::vector<Entrance> entrances;
  ArticleRules article;
  Pace pace;
  std::vector<std::string> kinds{"policy"};  ///< document kinds that make events
  std::map<std::string, std::string> headers;
  std::string proxy;  ///< "" for none
  /// By `host:port`, the addresses in numbers (IPv6 in brackets) to be asked, whatever DNS says: one or more,
  /// the next where none answers at the one before.
  std::map<std::string, std::vector<std::string>> resolve;
  AddressFamily family = AddressFamily::any;
  Identity tls;
  bool render = false;  ///< entrances and articles in a browser: their scripts make what is read
  std::vector<QuietHours> quiet;
  std::optional<int> budget;  ///< requests a day to each of its hosts
  std::chrono::minutes time_zone = china_offset;
  friend bool operator==(const Source&, const Source&) = default;
};

/// A named interest: which policies carry the topic.
struct Topic {
  enum class Where { title, body, issuer };
  std::string name;
  std::vector<std::string> any, all, none;
  std::vector<Where> where;  ///< empty: title and body
  friend bool operator==(const Topic&, const Topic&) = default;
};

}  // namespace gazetted
