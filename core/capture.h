#pragma once
// What is to be fetched, and what a fetch brought.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "core/source.h"

namespace gazetted {

/// What makes the next request conditional (RFC 9110, 13) and an unchanged 200 recognisable.
struct Validators {
  std::string etag;
  std::string last_modified;
  std::optional<Digest> body;  ///< of the last bodies, decoded from their transfer coding
  friend bool operator==(const Validators&, const Validators&) = default;
};

/// A page that is due, or will be.
struct Target {
  Url url;  ///< canonical
  SourceId source;
  PageKind kind = PageKind::any;
  Url entrance;  ///< through which it was discovered; its own url for an entrance
  Url parent;    ///< of an attachment: its article; of a further list page: its first page
  int page = 1;  ///< of a list: the how-manieth page of its entrance
  Validators validators;
  Timestamp due{};      ///< by the clock of judgement
  bool urgent = false;  ///< visit now, also if visited already in this pass
  /// A second look at what was seen a moment ago: the validators are of that look, and what it brought may
  /// still be at hand.
  bool again = false;

  [[nodiscard]] bool is_entrance() const { return url == entrance; }
};

/// A further address of a page that is spread over several.
struct FurtherBody {
  Url url;  ///< after redirects
  std::string content_type;
  std::string body;
};

/// What one visit brought. A 304, or a 200 with the bytes of last time, is `unchanged` and carries
/// no body.
struct Capture {
  Target target;
  std::shared_ptr<const Source> source;  ///< as configured when the visit began
  Url final_url;                         ///< after redirects
  bool moved_permanently = false;        ///< every redirect on the way was a 301 or 308
  int status = 0;                        ///< 0 where no answer came
  std::string content_type;              ///< the header's value
  std::string content_disposition;
  Validators validators;  ///< for the next visit
  std::string body;
  /// The rest of a page that goes on at other addresses, in its order. `validators.body` is then the
  /// digest of all bodies, and there are no others: the next visit asks for everything again.
  std::vector<FurtherBody> further;
  bool unchanged = false;
  Timestamp captured_at{};
  Duration elapsed{0};
  std::optional<Error> error;           ///< after all retries; a 404 is a status, no error
  std::optional<Duration> retry_after;  ///< as the server asked
};

/// Whether `target` is to be read as a browser shows it, once its scripts have run. Feeds, sitemaps, JSON and
/// attachments never are.
[[nodiscard]] bool wants_rendering(const Source& source, const Target& target);

/// All the bytes of a visit, one body after another: what `validators.body` is the digest of.
[[nodiscard]] std::string whole_body(const Capture& capture);

/// `capture` with the digest of what it brought, where that was not taken yet.
[[nodiscard]] Capture with_digest(Capture capture);

}  // namespace gazetted
