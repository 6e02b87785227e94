// What a policy names and who names it, as a tree; also for one that is itself not in the store.

#include <algorithm>
#include <map>
#include <set>

#include "app/commands.h"
#include "app/policy_lookup.h"
#include "app/session.h"
#include "core/doc_number.h"
#include "monitor/keys.h"

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

class Tree {
 public:
  explicit Tree(const monitor::View& view) : view_(view) {}

  void print_cited(const monitor::PolicyRecord& policy) const {
    for (const auto& citation : policy.document.cites) {
      std::optional<monitor::PolicyRecord> target;
      for (const auto& key : monitor::target_keys(citation))
        if (const auto id = view_.named(key); id && !target) target = view_.policy(*id);
      print(1, std::string(to_string(citation.relation)) + ' ' +
                   (target ? described(*target) : described(citation)));
    }
  }

  /// Who names any of `keys`, and who names those, down to a depth.
  void print_citing(const std::vector<std::string>& keys, int depth) {
    std::map<PolicyId, std::set<Relation>> citing;
    for (const auto& key : keys)
      for (const auto& cited : view_.citing(key)) citing[cited.policy].insert(cited.relation);
    for (const auto& [id, relations] : citing) {
      const auto policy = view_.policy(id);
      if (!policy) continue;
      std::string how;
      for (const auto relation : relations) how += (how.empty() ? "" : ", ") + std::string(passive(relation));
      print(depth, how + ' ' + described(*policy));
      if (depth < deepest && seen_.insert(policy->id).second) print_citing(policy->names, depth + 1);
    }
  }

  static void print(int depth, const std::string& text) {
    print_text(std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + '\n');
  }

 private:
  const monitor::View& view_;
  std::set<PolicyId> seen_;
};

}  // namespace

int lineage(const ConfigOption& config, const std::string& text) {
  const auto store = open_store(load_configuration(config), monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    Tree tree(view);
    if (const auto policy = find_policy(view, text)) {
      Tree::print(0, described(*policy));
      tree.print_cited(*policy);
      tree.print_citing(policy->names, 1);
      return;
    }
    const auto number = doc_number::read(text);
    const auto key = number ? monitor::number_key(text) : monitor::title_key(text);
    if (view.citing(key).empty())
      throw Exit{exit_partly, "no policy is known as " + text + ", and none that is known names it"};
    Tree::print(0, (number ? number->number : text) + "  (not in the store)");
    tree.print_citing({key}, 1);
  });
  return exit_done;
}

}  // namespace gazetted::app
