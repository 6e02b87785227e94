#include "core/url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <memory>
#include <optional>

#include <curl/curl.h>

namespace gazetted {
namespace {

struct CurlUrlDeleter {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using CurlUrl = std::unique_ptr<CURLU, CurlUrlDeleter>;

struct CurlStringDeleter {
  void operator()(char* text) const { curl_free(text); }
};
using CurlString = std::unique_ptr<char, CurlStringDeleter>;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// An href as the WHATWG URL standard takes it: trimmed, without line breaks and tabs inside.
std::string tidy(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string tidied;
  tidied.reserve(text.size());
  for (const char c : text)
    if (c != '\n' && c != '\r' && c != '\t') tidied += c;
  if (const auto hash = tidied.find('#'); hash != std::string::npos) tidied.erase(hash);
  return tidied;
}

CurlString get(CURLU* handle, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return nullptr;
  return CurlString(text);
}

void lower_case(std::string& text, std::size_t end) {
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

/// Percent-encodes what may not stand in a URL as it is, and nothing that already is encoded.
std::string encode_strays(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
        std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0) {
      // %e6 and %E6 are one byte (RFC 3986, 6.2.2.1).
      encoded += c;
      for (const char digit : text.substr(i + 1, 2))
        encoded += static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
      i += 2;
    } else if (byte <= 0x20 || byte >= 0x7f || c == '"' || c == '<' || c == '>') {
      encoded += '%';
      encoded += digits[byte >> 4U];
      encoded += digits[byte & 15U];
    } else {
      encoded += c;
    }
  }
  return encoded;
}

Result<std::string> normalise(CURLU* handle, std::string_view original) {
  const auto scheme = get(handle, CURLUPART_SCHEME);
  const std::string_view name = scheme ? scheme.get() : "";
  if (name != "http" && name != "https" && name != "file")
    return failure(ErrorKind::unsupported,
                   "only http, https and file addresses are read, not " + std::string(original));
  const auto whole = get(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (!whole) return failure(ErrorKind::invalid_argument, "not a URL: " + std::string(original));
  std::string text = encode_strays(whole.get());
  const auto authority = text.find("://") + 3;
  const auto host_end = text.find_first_of("/?", authority);
  lower_case(text, host_end == std::string::npos ? text.size() : host_end);
  return text;
}

// Most links of a page are plain: letters, digits and the marks that stand for themselves. Those need no
// parser of URLs, which would take longer than the rest of reading the page.

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Stands for itself in a path and a query (RFC 3986, 3.3 and 3.4).
bool is_plain(char c) {
  static constexpr auto plain = [] {
    std::array<bool, 256> set{};
    for (const char mark : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                            "-._~!$&'()*+,;=:@/"))
      set[static_cast<unsigned char>(mark)] = true;
    return set;
  }();
  return plain[static_cast<unsigned char>(c)];
}

bool has_dot_segments(std::string_view path) {
  return path.find("/.") != std::string_view::npos &&
         (path.find("/./") != std::string_view::npos || path.find("/../") != std::string_view::npos ||
          path.ends_with("/.") || path.ends_with("/.."));
}

/// A path from its first `/`, and a query, in which nothing is to be changed.
bool is_plain_path(std::string_view text) {
  const auto mark = std::min(text.find('?'), text.size());
  const auto query = text.substr(std::min(mark + 1, text.size()));
  return text.starts_with('/') &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), is_plain) &&
         std::all_of(query.begin(), query.end(), is_plain) && (mark == text.size() || !query.empty()) &&
         !has_dot_segments(text.substr(0, mark));
}

/// Four numbers of 0 … 255 without leading zeros.
bool is_dotted_quad(std::string_view host) {
  int numbers = 0;
  for (bool more = true; more; ++numbers) {
    const auto dot = host.find('.');
    const auto number = host.substr(0, dot);
    const bool is_number =
        !number.empty() && number.size() <= 3 && (number.size() == 1 || number[0] != '0') &&
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || (number.size() == 3 && number > "255")) return false;
    more = dot != std::string_view::npos;
    host.remove_prefix(more ? dot + 1 : host.size());
  }
  return numbers == 4;
}

/// A name of at least two labels in lower case, the last one with a letter first, so that it is no number; or
/// an IPv4 address as it is written.
bool is_plain_host(std::string_view host) {
  if (is_dotted_quad(host)) return true;
  const auto last = host.rfind('.');
  if (last == std::string_view::npos || last + 1 == host.size() || host.size() > 253) return false;
  if (host[last + 1] < 'a' || host[last + 1] > 'z' || host.front() == '.') return false;
  return host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(), [](char c) { return is_lower(c) || c == '-' || c == '.'; });
}

/// `:8080`: of four digits or more, so that it is no scheme's own.
bool is_plain_port(std::string_view port) {
  const bool is_short = port.size() == 5;
  return port[0] == ':' && (is_short || (port.size() == 6 && port <= ":65535")) && port[1] != '0' &&
         std::all_of(port.begin() + 1, port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `https://host/path`, to be taken as it stands.
bool is_plain_address(std::string_view text) {
  const std::size_t authority = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
  if (authority == 0) return false;
  const auto path = text.find('/', authority);
  if (path == std::string_view::npos || !is_plain_path(text.substr(path))) return false;
  const auto host = text.substr(authority, path - authority);
  const auto colon = std::min(host.find(':'), host.size());
  return is_plain_host(host.substr(0, colon)) && (colon == host.size() || is_plain_port(host.substr(colon)));
}

/// A plain reference against a normal address (RFC 3986, 5.2); nothing where it is not plain.
std::optional<std::string> resolve_plain(const Url& base, std::string_view reference) {
  if (reference.empty() || base.is_file()) return std::nullopt;
  if (reference.starts_with("http")) {
    if (is_plain_address(reference)) return std::string(reference);
  } else if (reference.starts_with("//")) {
    std::string address = std::string(base.scheme()) + ':' + std::string(reference);
    return is_plain_address(address) ? std::optional(std::move(address)) : std::nullopt;
  }
  // A colon before the first slash ends the name of a scheme.
  const auto head = reference.substr(0, reference.find_first_of("/?"));
  if (head.find(':') != std::string_view::npos) return std::nullopt;
  std::string path;
  if (reference.front() == '?') {
    path = base.path();
  } else if (reference.front() != '/') {
    std::string_view folder = base.path().substr(0, base.path().rfind('/'));
    while (reference.starts_with("./") || reference.starts_with("../")) {
      if (reference[1] == '.') folder = folder.substr(0, std::min(folder.rfind('/'), folder.size()));
      reference.remove_prefix(reference.find('/') + 1);
    }
    path.append(folder) += '/';
  }
  path += reference;
  if (!is_plain_path(path)) return std::nullopt;
  return std::string(base.origin()) + path;
}

/// Query parameters that change from visit to visit and never select a document.
bool is_noise_parameter(std::string_view parameter) {
  const auto equals = parameter.find('=');
  const auto name = parameter.substr(0, equals);
  const auto value = equals == std::string_view::npos ? std::string_view{} : parameter.substr(equals + 1);
  static constexpr std::array<std::string_view, 7> sessions = {
      "jsessionid", "phpsessid", "sessionid", "session_id", "sid_", "cfid", "cftoken"};
  std::string lower(name);
  lower_case(lower, lower.size());
  if (std::find(sessions.begin(), sessions.end(), lower) != sessions.end() || lower.starts_with("utm_") ||
      lower.starts_with("aspsessionid"))
    return true;
  static constexpr std::array<std::string_view, 10> busters = {
      "t", "_", "v", "ts", "rnd", "rand", "random", "timestamp", "nocache", "cachebuster"};
  if (std::find(busters.begin(), busters.end(), lower) == busters.end()) return false;
  // Only what looks like a stamp, or a random number: a short `t=3` may well select a page.
  return (value.size() >= 8 || (value.size() > 2 && value.starts_with("0."))) &&
         std::all_of(value.begin(), value.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0 || c == '.'; });
}

/// `/x.do;jsessionid=1A2B` (Java), `/(S(3jx1))/x.aspx` (ASP.NET without cookies).
std::string without_session(std::string_view path) {
  std::string kept(path);
  std::string lower(path);
  lower_case(lower, lower.size());
  if (const auto session = lower.find(";jsessionid="); session != std::string::npos) kept.erase(session);
  if (const auto session = kept.find("/(S("); session != std::string::npos)
    if (const auto end = kept.find("))/", session); end != std::string::npos)
      kept.erase(session, end + 2 - session);
  return kept;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
  if (is_plain_address(text)) {
    Url url;
    url.text_ = text;
    return url;
  }
  const CurlUrl handle(curl_url());
  const std::string tidied = tidy(text);
  if (curl_url_set(handle.get(), CURLUPART_URL, tidied.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) !=
      CURLUE_OK)
    return failure(ErrorKind::invalid_argument, "not an absolute URL: " + std::string(text));
  auto normal = normalise(handle.get(), text);
  if (!normal) return tl::unexpected(std::move(normal.error()));
  Url url;
  url.text_ = std::move(*normal);
  return url;
}

Url Url::from_path(const std::string& path) {
  Url url;
  std::string absolute = std::filesystem::absolute(path).lexically_normal().string();
  std::string encoded = "file://";
  for (const char c : absolute) {
    // `%`, `?` and `#` are part of a file's name, not of a URL's grammar.
    if (c == '%')
      encoded += "%25";
    else if (c == '?')
      encoded += "%3F";
    else if (c == '#')
      encoded += "%23";
    else
      encoded += c;
  }
  url.text_ = encode_strays(encoded);
  return url;
}

Result<Url> Url::resolve(std::string_view reference) const {
  for (const std::string_view marker : {"{{", "${", "<?", "<%"})
    if (reference.find(marker) != std::string_view::npos)
      return failure(ErrorKind::invalid_argument, "an unfilled template: " + std::string(reference));
  const std::string tidied = tidy(reference);
  if (tidied.empty()) return *this;
  if (auto plain = resolve_plain(*this, tidied)) {
    Url url;
    url.text_ = *std::move(plain);
    return url;
  }
  const CurlUrl handle(curl_url());
  if (curl_url_set(handle.get(), CURLUPART_URL, text_.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
      curl_url_set(handle.get(), CURLUPART_URL, tidied.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) !=
          CURLUE_OK)
    return failure(ErrorKind::invalid_argument, "not a reference to an address: " + std::string(reference));
  auto normal = normalise(handle.get(), reference);
  if (!normal) return tl::unexpected(std::move(normal.error()));
  Url url;
  url.text_ = std::move(*normal);
  return url;
}

std::string_view Url::scheme() const {
  return std::string_view(text_).substr(0, std::min(text_.find(':'), text_.size()));
}

std::string_view Url::origin() const {
  const auto authority = text_.find("://");
  if (authority == std::string::npos) return {};
  const auto end = text_.find_first_of("/?", authority + 3);
  return std::string_view(text_).substr(0, end);
}

std::string_view Url::host() const {
  auto authority = origin();
  if (authority.empty()) return {};
  authority.remove_prefix(authority.find("://") + 3);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return authority.substr(0, colon);
}

std::string_view Url::path_and_query() const { return std::string_view(text_).substr(origin().size()); }

std::string_view Url::path() const {
  const auto both = path_and_query();
  return both.substr(0, both.find('?'));
}

std::string_view Url::query() const {
  const auto both = path_and_query();
  const auto mark = both.find('?');
  return mark == std::string_view::npos ? std::string_view{} : both.substr(mark + 1);
}

std::string Url::file_path() const {
  const auto encoded = path();
  int length = 0;
  const CurlString decoded(
      curl_easy_unescape(nullptr, encoded.data(), static_cast<int>(encoded.size()), &length));
  return decoded ? std::string(decoded.get(), static_cast<std::size_t>(length)) : std::string(encoded);
}

Url Url::canonical() const {
  std::string kept;
  auto rest = query();
  while (!rest.empty()) {
    const auto parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), parameter.size() + 1));
    if (parameter.empty() || is_noise_parameter(parameter)) continue;
    kept += kept.empty() ? '?' : '&';
    kept += parameter;
  }
  Url url;
  url.text_ = std::string(origin()) + without_session(path()) + kept;
  return url;
}

}  // namespace gazetted
