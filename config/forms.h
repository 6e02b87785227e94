#pragma once
// The forms a value may take in a configuration file: what is expected, in words, and how it is
// read. A form knows nothing of keys, files or sections.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>
#include <tl/expected.hpp>

#include "core/date.h"
#include "core/source.h"

namespace gazetted::config {

/// A value, or what to say of it: "expected a whole number from 1 to 9, not "x"".
template <class V>
using Read = tl::expected<V, std::string>;

template <class V>
using Form = std::function<Read<V>(const toml::node&)>;

/// `expected …, not …`, the latter cut where it is long.
[[nodiscard]] std::string mismatch(std::string_view expected, const toml::node& found);

/// Text without control characters that is not empty.
[[nodiscard]] Form<std::string> text();
[[nodiscard]] Form<bool> flag();
[[nodiscard]] Form<int> whole_number(int least, int most);
[[nodiscard]] Form<std::filesystem::path> path();

enum class Zero { allowed, refused };
[[nodiscard]] Form<Duration> duration(Zero zero);
/// A duration over zero, or "adaptive": nothing.
[[nodiscard]] Form<std::optional<Duration>> pace();
/// "+08:00".
[[nodiscard]] Form<std::chrono::minutes> time_zone();
/// "22:00-06:00": hours of the day, over midnight where they end before they begin.
[[nodiscard]] Form<QuietHours> quiet_hours();
/// Bytes: 4096, "64KiB", "32MiB", "1GiB"; never zero.
[[nodiscard]] Form<std::uint64_t> size();

/// [a-z0-9_-]+, at most 64 characters; not `import` or `fetch`, under which the
/// commands of that name file.
[[nodiscard]] Form<SourceId> source_id();
/// GB/T 2260: six digits.
[[nodiscard]] Form<std::string> region_code();
/// An absolute http or https address.
[[nodiscard]] Form<Url> web_address();
/// A ZeroMQ endpoint, `tcp://address:port` on loopback or `ipc://path`. Any other address needs
/// CURVE, and is refused with that statement.
[[nodiscard]] Form<std::string> feed_address();
/// `address:port`, `[v6]:port`, or "" for off.
[[nodiscard]] Form<std::string> listen_address();
/// http, https, socks4, socks4a, socks5 or socks5h, `://host:port`.
[[nodiscard]] Form<std::string> proxy_address();
/// A list of "host:port:address,address…", as curl's --resolve takes them: by host and port, addresses in
/// numbers, IPv6 ones in brackets.
[[nodiscard]] Form<std::map<std::string, std::vector<std::string>>> resolved_hosts();
/// Fields of a request (RFC 9110, 5): names are tokens, values have no control characters.
[[nodiscard]] Form<std::map<std::string, std::string>> header_fields();

/// One of a closed set of words.
template <class V>
[[nodiscard]] Form<V> one_of(std::vector<std::pair<std::string, V>> words) {
  std::string expected;
  for (const auto& [word, value] : words) expected += (expected.empty() ? "\"" : ", \"") + word + '"';
  expected.insert(0, "one of ");
  return [words = std::move(words), expected = std::move(expected)](const toml::node& node) -> Read<V> {
    if (const auto found = node.value<std::string>())
      for (const auto& [word, value] : words)
        if (word == *found) return value;
    return tl::unexpected(mismatch(expected, node));
  };
}

/// What `form` reads, for a key that has no value of its own.
template <class V>
[[nodiscard]] Form<std::optional<V>> optionally(Form<V> form) {
  return [form = std::move(form)](const toml::node& node) -> Read<std::optional<V>> { return form(node); };
}

/// A list of what `form` reads; a single one may stand without brackets.
template <class V>
[[nodiscard]] Form<std::vector<V>> list_of(Form<V> form) {
  return [form = std::move(form)](const toml::node& node) -> Read<std::vector<V>> {
    std::vector<V> values;
    const auto* array = node.as_array();
    const std::size_t count = array == nullptr ? 1 : array->size();
    for (std::size_t i = 0; i < count; ++i) {
      auto value = form(array == nullptr ? node : *array->get(i));
      if (!value) return tl::unexpected(std::move(value.error()));
      values.push_back(std::move(*value));
    }
    return values;
  };
}

}  // namespace gazetted::config
