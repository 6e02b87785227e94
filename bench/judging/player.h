#pragma once
// Plays a history to the program: its own reader, judge, store and schedule, with the sites' answers in
// place of a network and a clock that goes from hour to hour. Beside it, on the same answers, runs a
// watcher that knows nothing but whether the visible text of a page differs.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/judging/history.h"
#include "core/document_json.h"
#include "monitor/judge.h"
#include "monitor/store.h"

namespace gazetted::bench {

struct Told {
  std::string type, source, title;
  Url page;
  Timestamp at;
  Json data;
  std::vector<std::string> diary{};  ///< how that of its page ended then
};

/// That a server gave trouble in place of a page, which may be told of its source.
struct Troubled {
  std::string source;
  Timestamp at;
};

class Player {
 public:
  /// The store is made in `folder`, which must not exist and is removed at the end.
  Player(History& history, std::filesystem::path folder);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  void play();

  [[nodiscard]] const std::vector<Told>& told() const { return told_; }
  [[nodiscard]] const std::vector<Told>& watched() const { return watched_; }
  [[nodiscard]] const std::vector<Troubled>& troubles() const { return troubles_; }
  [[nodiscard]] std::size_t visits() const { return visits_; }
  /// What `why` says of a page, a line a visit.
  [[nodiscard]] std::vector<std::string> diary(const Url& page) const;

 private:
  void learn(const std::vector<Target>& targets, Timestamp now);
  [[nodiscard]] std::vector<Target> due(Timestamp now);
  [[nodiscard]] Capture visit(const Target& target, Timestamp now);
  void judge(const std::vector<Target>& targets, Timestamp now);
  void watch(const Capture& capture);
  void collect();

  History& history_;
  std::filesystem::path folder_;
  monitor::Store store_;
  monitor::Judge judge_;
  monitor::Preparer preparer_;
  std::map<std::string, Target> frontier_;
  std::map<std::string, std::string> texts_;  ///< what the watcher saw last, by address; "" where it is gone
  std::vector<Told> told_, watched_;
  std::vector<Troubled> troubles_;
  EventSeq seen_;
  std::size_t visits_ = 0;
};

}  // namespace gazetted::bench
