#pragma once
// Rules for the site file, proposed where a list is not found by itself, or hardly: from repeated elements
// that hold an address. What is proposed has been tried on the page and finds more than was found.

#include <optional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/source.h"
#include "parser/html_tree.h"
#include "parser/parse.h"

namespace gazetted::parser {

struct RuleProposal {
  std::optional<Url> url;            ///< to be watched instead, where a script fills the list from there
  PageKind kind = PageKind::list;    ///< list or json
  ListRules rules;                   ///< empty ones are found without
  std::size_t items = 0, dated = 0;  ///< what they find on the page; 0 where that was not tried
  bool is_template = false;          ///< the page shows nothing until its scripts have run
  std::string reason;
};

/// What to write into the site file for the entrance whose page `input` holds, of which `found` was read.
/// Nothing where it was read well: items, and dates beside most of them.
[[nodiscard]] std::optional<RuleProposal> propose_rules(const Input& input, const Parsed& found);

/// The entrance as lines of TOML, ready for the site file.
[[nodiscard]] std::vector<std::string> toml_of(const RuleProposal& proposal, const Url& entrance);

}  // namespace gazetted::parser
