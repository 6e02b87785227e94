#pragma once
// Pages as a browser shows them, once their scripts have run. The browser sees the bytes that it is given and
// has no network: what a page's scripts ask for is an event, answered by whoever minds the manners of the
// crawl. Its clock is virtual: a page that waits three seconds is not waited for, one that waits for an
// answer is. Cookies are neither sent nor kept, and a page is not left: where its script goes is told, not
// followed.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "core/url.h"

namespace gazetted::browser {

/// What one page may take, and all together.
struct Bounds {
  Duration time{30'000};                 ///< from the page's start to its end, with what it asks for
  Duration budget{5'000};                ///< of its own clock
  std::uint64_t html = 4ULL << 20U;      ///< bytes of the page as it stands in the end
  std::uint64_t memory = 768ULL << 20U;  ///< bytes, of all the browser's processes
  int requests = 40;                     ///< of one page's scripts
  std::size_t tabs = 2;                  ///< pages at once
  int pages = 200;                       ///< until the browser is started anew
  Duration idle{60'000};                 ///< without a page, after which it is ended
};

/// A page to be shown, with the bytes that its address was answered with.
struct Page {
  std::uint64_t id = 0;
  Url url;
  std::string content_type;
  std::string body;
};

/// A script of page `page` wants this. Each is answered by one Brought.
struct Wanted {
  enum class Kind { script, data, frame };
  std::uint64_t page = 0;
  std::uint64_t id = 0;
  Kind kind = Kind::data;
  std::string url;
  std::string method;
  std::vector<std::pair<std::string, std::string>> headers;  ///< as the script set them, without cookies
  std::string posted;
};

struct Brought {
  std::uint64_t page = 0;
  std::uint64_t id = 0;
  int status = 0;  ///< 0: it is not to be had
  std::string content_type{}, location{}, body{};
};

/// How a page ended: an error, or its HTML, or that its script goes to another address before it rests.
struct Rendered {
  std::uint64_t page = 0;
  std::optional<Error> error;
  std::string html;
  std::string goes_to;
};

using Event = std::variant<Wanted, Rendered>;

/// All but the constructor's functions runs on threads of its own choice; every member may be called from
/// any.
class Renderer {
 public:
  struct Surroundings {
    std::function<void()> wake{};                   ///< called when take() has something
    std::function<void(const std::string&)> say{};  ///< of the browser itself: to the log
  };

  /// `program` is started with the first page.
  Renderer(std::string program, std::string user_agent, Bounds bounds, Surroundings surroundings);
  ~Renderer();

  void render(Page page);
  void bring(Brought brought);
  [[nodiscard]] std::vector<Event> take();  ///< never waits

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace gazetted::browser
