#pragma once
// An absolute URL, as libcurl's URL API reads and resolves it (RFC 3986).

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace gazetted {

class Url {
 public:
  Url() = default;  ///< empty; parse() never returns it

  /// Reads an absolute http, https or file URL. The fragment is dropped, the scheme and host are
  /// lower case, a default port is dropped, an empty path is `/`, spaces and bytes outside ASCII
  /// are percent-encoded.
  [[nodiscard]] static Result<Url> parse(std::string_view text);
  /// `file:` URL of a path, made absolute against the working directory.
  [[nodiscard]] static Url from_path(const std::string& path);
  /// `reference` (an href) against this address. Fails for javascript:, mailto:, data: … and for
  /// unfilled templates (`{{`, `${`, `<?`).
  [[nodiscard]] Result<Url> resolve(std::string_view reference) const;

  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] std::string_view scheme() const;
  [[nodiscard]] std::string_view host() const;    ///< without port; "" for file:
  [[nodiscard]] std::string_view origin() const;  ///< scheme://host[:port]
  [[nodiscard]] std::string_view path() const;    ///< from `/`, without the query
  [[nodiscard]] std::string_view query() const;   ///< without `?`; "" where there is none
  [[nodiscard]] std::string_view path_and_query() const;
  [[nodiscard]] bool is_file() const { return scheme() == "file"; }
  /// The path of a file: URL, percent-decoded.
  [[nodiscard]] std::string file_path() const;

  /// The address under which a page is known: session ids (`;jsessionid=…`, `/(S(…))/`, PHPSESSID=),
  /// `utm_…=` and cache busters (`?t=…`, `_=`, `random=`, `v=` of a lone number or stamp) folded away.
  [[nodiscard]] Url canonical() const;

  friend auto operator<=>(const Url&, const Url&) = default;

 private:
  std::string text_;
};

}  // namespace gazetted

template <>
struct std::hash<gazetted::Url> {
  std::size_t operator()(const gazetted::Url& url) const noexcept {
    return std::hash<std::string>{}(url.str());
  }
};
