#pragma once
// The events against the truth: which were right, which wrong, what was missed, and how late.

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "bench/judging/player.h"

namespace gazetted::bench {

struct Figures {
  std::size_t right = 0;    ///< events that tell something that happened
  std::size_t wrong = 0;    ///< events that do not
  std::size_t missed = 0;   ///< what happened and was not told
  std::vector<int> delays;  ///< in passes of an hour, of those that are right

  [[nodiscard]] double precision() const;  ///< 1 where nothing was told
  [[nodiscard]] double recall() const;     ///< 1 where there was nothing to tell
  Figures& operator+=(const Figures& other);
};

struct Score {
  std::map<std::string, Figures> types;
  std::size_t exact = 0;  ///< amendments whose hunks name the lines that changed, and no other
  std::size_t inexact = 0;
  std::vector<const Told*> wrong;
  std::vector<const Truth*> missed;
  std::vector<std::string> inexactly;  ///< the inexact ones, in words

  [[nodiscard]] Figures total() const;
};

/// How an event and a truth are found to be about the same.
enum class Subject { policy, page };
[[nodiscard]] Score score(const std::vector<Truth>& truths, const std::vector<Told>& told, Subject subject);
/// source.failing and source.recovered are right where a server of the source gave trouble before.
void score_sources(Score& score, const std::vector<Told>& told, const std::vector<Troubled>& troubles);

/// The table.
void print(std::ostream& out, const std::map<std::string, Figures>& types);

}  // namespace gazetted::bench
