#pragma once
// One site as it stands at a moment, and what it answers: its papers in its look, its lists, what became
// of its old addresses, and all that goes wrong with a server without anything having happened.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/judging/look.h"
#include "core/capture.h"

namespace gazetted::bench {

/// What a visit can meet instead of the page.
enum class Trouble {
  none,
  refused,
  challenged,
  scripted,
  jammed,
  firewall,
  login,
  works,
  unavailable,
  broken,
  silent,  ///< also one that drips: what does not end in time is an error, whatever came
  notice,  ///< a message in words of its own, in place of every page
  empty,
  half,
  soft_missing,
  missing,
  recoded
};
/// Whether the source cannot be blamed for being told to be in trouble.
[[nodiscard]] bool is_trouble_of_source(Trouble trouble);

/// A paper on its page.
struct Standing {
  Paper paper;
  std::string path;
  bool stands = true;
  std::optional<Timestamp> returns;  ///< when it is to stand again
  std::optional<Paper> former;       ///< its wording before the last amendment
  std::optional<Paper> stale;        ///< an old copy that some of the servers still hold …
  Timestamp stale_until{};           ///< … until then
  Timestamp rests_until{};           ///< nothing happens to it before
  bool is_plain = true;              ///< may be amended, repealed, removed
  bool is_dated = false;             ///< carries days that make events of their own
  bool is_copied = false;            ///< stands on several sites
  bool is_repealed = false;
  int moves = 0;
};

struct Site {
  enum class OldAddress { missing, soft_missing, moved, front_page };

  std::size_t index = 0;
  std::uint64_t seed = 0;
  Timestamp begins{};
  Office office;
  Look look;
  std::optional<Look> mistaken;  ///< a template with a mistake in it, that is shown …
  Timestamp mistaken_until{};    ///< … until then
  std::shared_ptr<const Source> source;
  std::vector<Standing> papers;
  std::map<std::string, std::string> moved;  ///< old path → new
  OldAddress old_address = OldAddress::missing;
  int designs = 0;  ///< how often it was redesigned
  int serial = 0;
  Trouble outage = Trouble::none;
  Timestamp outage_until{};
  int glitches = 5;               ///< in a thousand visits
  bool sends_validators = false;  ///< of pages that do not murmur
  Timestamp rests_until{};        ///< nothing happens before
  std::optional<Timestamp> redesign;

  [[nodiscard]] std::string host() const;
  [[nodiscard]] const Look& look_at(Timestamp now) const {
    return mistaken && now < mistaken_until ? *mistaken : look;
  }
  [[nodiscard]] std::string path_of(const Paper& paper, int number) const;
};

struct Answer {
  int status = 200;
  std::string body, content_type, etag;
  std::string location;  ///< of a redirect
  bool permanent = false;
  Trouble trouble = Trouble::none;
};

/// What `site` answers to a request for `path` at `now`.
[[nodiscard]] Answer answer(const Site& site, const std::string& path, Timestamp now);

}  // namespace gazetted::bench
