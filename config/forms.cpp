#include "config/forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <sstream>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace gazetted::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

/// As a message shows a value: short, on one line, whole code points.
std::string shown(const toml::node& node) {
  static constexpr std::size_t most = 60;
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  std::ostringstream out;
  node.visit([&out](const auto& value) {
    if constexpr (toml::is_string<decltype(value)>)
      out << '"' << value.get() << '"';
    else if constexpr (toml::is_value<decltype(value)>)
      out << value;
  });
  std::string text = out.str();
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{}) return std::nullopt;
  return value;
}

bool is_port(std::string_view text) {
  const auto port = number(text);
  return port && *port >= 1 && *port <= 65535;
}

struct HostAndPort {
  std::string_view host, port;
};

std::optional<HostAndPort> split_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || !is_port(text.substr(colon + 1))) return std::nullopt;
  auto host = text.substr(0, colon);
  const bool bracketed = host.front() == '[';
  if (bracketed != (host.back() == ']') || (!bracketed && host.find(':') != std::string_view::npos))
    return std::nullopt;
  if (has_control(host) || host.find_first_of(" /@?#") != std::string_view::npos) return std::nullopt;
  return HostAndPort{host, text.substr(colon + 1)};
}

/// 127.0.0.0/8, ::1 and the name that RFC 6761 (6.3) keeps for them.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  int parts = 0;
  while (true) {
    const auto dot = host.find('.');
    const auto part = number(host.substr(0, dot));
    if (!part || *part > 255 || (parts == 0 && *part != 127)) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    host.remove_prefix(dot + 1);
  }
}

bool is_token(std::string_view text) {  // RFC 9110, 5.6.2
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

/// A form of strings: `read` gives nothing for a string that is not of the form.
template <class V, class Reader>
Form<V> from_string(std::string expected, Reader read) {
  return [expected = std::move(expected), read](const toml::node& node) -> Read<V> {
    if (const auto found = node.value<std::string>())
      if (auto value = read(std::string_view(*found))) return V(std::move(*value));
    return tl::unexpected(mismatch(expected, node));
  };
}

template <class Check>
Form<std::string> string_where(std::string expected, Check holds) {
  return from_string<std::string>(std::move(expected), [holds](std::string_view found) {
    return holds(found) ? std::optional(std::string(found)) : std::nullopt;
  });
}

constexpr std::string_view duration_examples = R"("500ms", "2s", "10m", "1h" or "1d")";

std::optional<std::chrono::minutes> read_time_zone(std::string_view found) {
  if (found.size() != 6 || (found[0] != '+' && found[0] != '-') || found[3] != ':') return std::nullopt;
  const auto hours = number(found.substr(1, 2));
  const auto minutes = number(found.substr(4, 2));
  if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 14 * 60) return std::nullopt;
  const std::chrono::minutes offset{static_cast<int>(*hours * 60 + *minutes)};
  return found[0] == '-' ? -offset : offset;
}

/// Minutes since midnight of "06:00", up to 24:00.
std::optional<std::chrono::minutes> read_clock(std::string_view found) {
  if (found.size() != 5 || found[2] != ':') return std::nullopt;
  const auto hours = number(found.substr(0, 2));
  const auto minutes = number(found.substr(3, 2));
  if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) return std::nullopt;
  return std::chrono::minutes(static_cast<int>(*hours * 60 + *minutes));
}

std::optional<QuietHours> read_quiet_hours(std::string_view found) {
  const auto dash = found.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = read_clock(found.substr(0, dash)), until = read_clock(found.substr(dash + 1));
  if (!from || !until || *from == *until) return std::nullopt;
  return QuietHours{*from, *until};
}

std::optional<std::uint64_t> read_size(std::string_view found) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(found.data(), found.data() + found.size(), count);
  if (error != std::errc{} || count == 0) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(found.data() + found.size() - end));
  static constexpr std::array<std::string_view, 4> units = {"B", "KiB", "MiB", "GiB"};
  const auto* const known = std::find(units.begin(), units.end(), unit);
  if (known == units.end()) return std::nullopt;
  const auto shift = 10U * static_cast<unsigned>(known - units.begin());
  if (count > (std::numeric_limits<std::uint64_t>::max() >> shift)) return std::nullopt;
  return count << shift;
}

std::optional<Url> read_web_address(std::string_view found) {
  auto url = Url::parse(found);
  if (!url || url->is_file() || url->host().empty()) return std::nullopt;
  return *std::move(url);
}

/// The name as a Url has it.
std::optional<std::string> read_host_name(std::string_view found) {
  const auto is_of_a_name = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
           c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  if (found.empty() || found.front() == '-' || !std::all_of(found.begin(), found.end(), is_of_a_name))
    return std::nullopt;
  const auto url = Url::parse("http://" + std::string(found) + "/");
  if (!url) return std::nullopt;
  return std::string(url->host());
}

std::optional<std::string> read_numeric_address(std::string_view found) {
  if (found.starts_with('[') && found.ends_with(']')) found = found.substr(1, found.size() - 2);
  const std::string text(found);
  in6_addr bytes{};
  if (text.find('\0') != std::string::npos) return std::nullopt;
  if (inet_pton(AF_INET, text.c_str(), &bytes) == 1) return text;
  if (inet_pton(AF_INET6, text.c_str(), &bytes) == 1) return '[' + text + ']';
  return std::nullopt;
}

using ResolvedHost = std::pair<std::string, std::vector<std::string>>;

std::optional<ResolvedHost> read_resolved_host(std::string_view found) {
  const auto first = found.find(':'), second = found.find(':', first == found.npos ? first : first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto host = read_host_name(found.substr(0, first));
  const auto port = number(found.substr(first + 1, second - first - 1));
  if (!host || !port || *port < 1 || *port > 65535) return std::nullopt;
  std::vector<std::string> addresses;
  for (auto at = second; at != std::string_view::npos;) {
    const auto comma = found.find(',', at + 1);
    auto address = read_numeric_address(found.substr(at + 1, comma == found.npos ? comma : comma - at - 1));
    if (!address || std::ranges::find(addresses, *address) != addresses.end()) return std::nullopt;
    addresses.push_back(*std::move(address));
    at = comma;
  }
  return ResolvedHost{*host + ':' + std::to_string(*port), std::move(addresses)};
}

}  // namespace

std::string mismatch(std::string_view expected, const toml::node& found) {
  return "expected " + std::string(expected) + ", not " + shown(found);
}

Form<std::string> text() {
  return string_where("a text", [](std::string_view found) { return !found.empty() && !has_control(found); });
}

Form<bool> flag() {
  return [](const toml::node& node) -> Read<bool> {
    if (const auto* found = node.as_boolean()) return found->get();
    return tl::unexpected(mismatch("true or false", node));
  };
}

Form<int> whole_number(int least, int most) {
  return [least, most](const toml::node& node) -> Read<int> {
    if (const auto* found = node.as_integer())
      if (found->get() >= least && found->get() <= most) return static_cast<int>(found->get());
    return tl::unexpected(
        mismatch("a whole number from " + std::to_string(least) + " to " + std::to_string(most), node));
  };
}

Form<std::filesystem::path> path() {
  return from_string<std::filesystem::path>(
      "a path", [](std::string_view found) -> std::optional<std::filesystem::path> {
        if (found.empty() || has_control(found)) return std::nullopt;
        return std::filesystem::path(found);
      });
}

Form<Duration> duration(Zero zero) {
  const std::string over = zero == Zero::refused ? " over zero" : "";
  return from_string<Duration>("a duration" + over + " such as " + std::string(duration_examples),
                               [zero](std::string_view found) {
                                 auto value = parse_duration(found);
                                 if (value && zero == Zero::refused && value->count() == 0) value.reset();
                                 return value;
                               });
}

Form<std::optional<Duration>> pace() {
  using Adaptive = std::optional<Duration>;
  return from_string<Adaptive>(
      "\"adaptive\" or a duration over zero such as " + std::string(duration_examples),
      [](std::string_view found) -> std::optional<Adaptive> {
        if (found == "adaptive") return Adaptive();
        const auto value = parse_duration(found);
        if (!value || value->count() == 0) return std::nullopt;
        return Adaptive(value);
      });
}

Form<std::chrono::minutes> time_zone() {
  return from_string<std::chrono::minutes>("an offset from UTC such as \"+08:00\"", read_time_zone);
}

Form<QuietHours> quiet_hours() {
  return from_string<QuietHours>("hours of the day such as \"22:00-06:00\"", read_quiet_hours);
}

Form<std::uint64_t> size() {
  return [](const toml::node& node) -> Read<std::uint64_t> {
    if (const auto* bytes = node.as_integer(); bytes != nullptr && bytes->get() > 0)
      return static_cast<std::uint64_t>(bytes->get());
    if (const auto* found = node.as_string())
      if (const auto value = read_size(found->get())) return *value;
    return tl::unexpected(mismatch(R"(a size such as 4096, "64KiB", "32MiB" or "1GiB")", node));
  };
}

Form<SourceId> source_id() {
  return from_string<SourceId>(
      "an id of a-z, 0-9, _ and -, at most 64 characters, not \"import\" or \"fetch\"",
      [](std::string_view found) -> std::optional<SourceId> {
        const auto fits = [](char c) {
          return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
        };
        if (found.empty() || found.size() > 64 || found == "import" || found == "fetch" ||
            !std::all_of(found.begin(), found.end(), fits))
          return std::nullopt;
        return SourceId(std::string(found));
      });
}

Form<std::string> region_code() {
  return string_where(
      "a region code of six digits (GB/T 2260) such as \"370100\"", [](std::string_view found) {
        return found.size() == 6 && std::all_of(found.begin(), found.end(), is_digit) && found.front() != '0';
      });
}

Form<Url> web_address() { return from_string<Url>("an absolute http or https address", read_web_address); }

Form<std::string> feed_address() {
  return [](const toml::node& node) -> Read<std::string> {
    static constexpr std::string_view tcp = "tcp://";
    static constexpr std::string_view ipc = "ipc://";
    const auto found = node.value<std::string>().value_or("");
    if (found.starts_with(ipc) && found.size() > ipc.size() && !has_control(found)) return found;
    if (found.starts_with(tcp)) {
      if (const auto address = split_address(std::string_view(found).substr(tcp.size()))) {
        if (is_loopback(address->host)) return found;
        return tl::unexpected("\"" + std::string(address->host) +
                              "\" is not a loopback address: CURVE encryption is required for it, and is not "
                              "available yet; expected an address such as \"tcp://127.0.0.1:7700\"");
      }
    }
    return tl::unexpected(mismatch("an endpoint such as \"tcp://127.0.0.1:7700\"", node));
  };
}

Form<std::string> listen_address() {
  return string_where("an address and port such as \"127.0.0.1:7780\", or \"\" for off",
                      [](std::string_view found) { return found.empty() || split_address(found); });
}

Form<std::string> proxy_address() {
  return string_where("a proxy such as \"http://127.0.0.1:3128\" or \"socks5h://127.0.0.1:1080\"",
                      [](std::string_view found) {
                        static constexpr std::array<std::string_view, 6> schemes = {
                            "http://", "https://", "socks4://", "socks4a://", "socks5://", "socks5h://"};
                        return std::any_of(schemes.begin(), schemes.end(), [found](std::string_view scheme) {
                          return found.starts_with(scheme) &&
                                 split_address(found.substr(scheme.size())).has_value();
                        });
                      });
}

Form<std::map<std::string, std::vector<std::string>>> resolved_hosts() {
  using Addresses = std::map<std::string, std::vector<std::string>>;
  const auto list =
      list_of(from_string<ResolvedHost>("a host, its port and addresses in numbers, each once, such as "
                                        "\"www.example.org:443:192.0.2.1,192.0.2.2\"",
                                        read_resolved_host));
  return [list](const toml::node& node) -> Read<Addresses> {
    auto hosts = list(node);
    if (!hosts) return tl::unexpected(std::move(hosts.error()));
    Addresses addresses;
    for (auto& [host, given] : *hosts)
      if (!addresses.try_emplace(host, std::move(given)).second)
        return tl::unexpected("expected the addresses of \"" + host +
                              "\" in one text, with commas between them");
    return addresses;
  };
}

Form<std::map<std::string, std::string>> header_fields() {
  using Fields = std::map<std::string, std::string>;
  return [](const toml::node& node) -> Read<Fields> {
    const auto* table = node.as_table();
    if (table == nullptr) return tl::unexpected(mismatch("a table such as { Referer = \"http://…\" }", node));
    Fields fields;
    for (const auto& [name, value] : *table) {
      const auto* found = value.as_string();
      if (!is_token(name.str()))
        return tl::unexpected("\"" + std::string(name.str()) +
                              "\" is no name of a header field (RFC 9110, 5.6.2)");
      if (found == nullptr || has_control(found->get()))
        return tl::unexpected(std::string(name.str()) + ": " + mismatch("a text of one line", value));
      fields.emplace(name.str(), found->get());
    }
    return fields;
  };
}

}  // namespace gazetted::config
