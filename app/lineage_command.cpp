// What a policy names and who names it, as a tree; also for one that is itself not in the store.

#include <algorithm>
#include <map>
#include <set>

#include "app/commands.h"
#include "app/policy_lookup.h"
#include "app/session.h"
#include "core/doc_number.h"
#include "monitor/keys.h"
#include "monitor/relations.h"
#include "monitor/stated_history.h"

namespace gazetted::app {
namespace {

constexpr int deepest = 5;

std::string_view passive(Relation relation) {
  switch (relation) {
    case Relation::cites: return "cited by";
    case Relation::implements: return "implemented by";
    case Relation::amends: return "amended by";
    case Relation::repeals: return "repealed by";
    case Relation::extends: return "extended by";
    case Relation::interprets: return "interpreted by";
    case Relation::corrects: return "corrected by";
    case Relation::finalises: return "finalised by";
    case Relation::republishes: return "republished by";
  }
  return "named by";
}

std::string described(const monitor::PolicyRecord& policy) {
  std::string text = display_title(policy);
  if (policy.document.doc_number) text += "（" + *policy.document.doc_number + "）";
  return text + "  [" + policy.id.str() + "]";
}

std::string described(const Citation& citation) {
  std::string text = citation.title ? "《" + *citation.title + "》" : "";
  if (citation.doc_number) text += citation.title ? "（" + *citation.doc_number + "）" : *citation.doc_number;
  return text;
}

/// From the state down to the county, as a cascade runs.
int level_of(const monitor::PolicyRecord& policy) {
  const auto& region = policy.document.region;
  if (!region) return 0;
  return region->ends_with("0000") ? 1 : region->ends_with("00") ? 2 : 3;
}

class Tree {
 public:
  explicit Tree(const monitor::View& view) : view_(view) {}

  /// The wordings that the text's own note names, and the acts that made them, where those are known.
  void print_history(const monitor::PolicyRecord& policy) const {
    const auto versions = versions_of(view_, policy);
    if (versions.empty()) return;
    for (const auto& wording : monitor::read_stated_history(versions.back().document.text)) {
      const Citation act{wording.number, wording.title};
      std::string line = wording.day->iso() + ' ' + wording.act;
      if (const auto by = find(act); by && by->document.signed_on == wording.day)
        line += ' ' + described(*by);
      else if (act.title || act.doc_number)
        line += ' ' + described(act);
      print(1, line);
    }
  }

  /// What `policy` names; where it carries something out also what that carries out, up to the top.
  void print_cited(const monitor::PolicyRecord& policy, int depth) {
    for (const auto& citation : monitor::citations_of(view_, policy)) {
      const auto target = find(citation);
      if (citation.relation == Relation::finalises && !(target && target->document.is_draft)) continue;
      print(depth, std::string(to_string(citation.relation)) + ' ' +
                       (target ? described(*target) : described(citation)));
      const bool goes_up = citation.relation == Relation::implements && target;
      if (goes_up && depth < deepest && above_.insert(target->id).second) print_cited(*target, depth + 1);
    }
  }

  /// Who names any of `keys`, and who names those, down to a depth.
  void print_citing(const std::vector<std::string>& keys, int depth) {
    std::map<PolicyId, std::set<Relation>> citing;
    for (const auto& key : keys)
      for (const auto& cited : view_.citing(key)) citing[cited.policy].insert(cited.relation);
    std::vector<std::pair<monitor::PolicyRecord, std::string>> lines;
    for (const auto& [id, relations] : citing) {
      auto policy = view_.policy(id);
      if (!policy) continue;
      std::string how;
      for (const auto relation : relations) how += (how.empty() ? "" : ", ") + std::string(passive(relation));
      lines.emplace_back(*std::move(policy), std::move(how));
    }
    std::ranges::stable_sort(lines, {}, [](const auto& line) {
      return std::pair(level_of(line.first), line.first.document.signed_on);
    });
    for (const auto& [policy, how] : lines) {
      print(depth, how + ' ' + described(policy));
      if (depth < deepest && below_.insert(policy.id).second) print_citing(policy.names, depth + 1);
    }
  }

  static void print(int depth, const std::string& text) {
    print_text(std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + '\n');
  }

 private:
  [[nodiscard]] std::optional<monitor::PolicyRecord> find(const Citation& citation) const {
    for (const auto& key : monitor::target_keys(citation))
      if (const auto id = view_.named(key)) return view_.policy(*id);
    return std::nullopt;
  }

  const monitor::View& view_;
  std::set<PolicyId> above_, below_;  ///< whose own lines were printed
};

}  // namespace

int lineage(const ConfigOption& config, const std::string& text) {
  const auto store = open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    Tree tree(view);
    if (const auto policy = find_policy(view, text)) {
      Tree::print(0, described(*policy));
      tree.print_history(*policy);
      tree.print_cited(*policy, 1);
      tree.print_citing(policy->names, 1);
      return;
    }
    const auto number = doc_number::read(text);
    const auto key = number ? monitor::number_key(text).value_or(std::string()) : monitor::title_key(text);
    if (view.citing(key).empty())
      throw Exit{exit_partly, "no policy is known as " + text + ", and none that is known names it"};
    Tree::print(0, (number ? number->number : text) + "  (not in the store)");
    tree.print_citing({key}, 1);
  });
  return exit_done;
}

}  // namespace gazetted::app
