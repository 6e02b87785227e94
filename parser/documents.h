#pragma once
// How many documents a page holds: an interpretation beside its policy under headings of their own; a
// compilation in which title, text and line of date and source repeat, or in which each document has its own
// number below its title and a signature at its end.

#include <span>
#include <string>
#include <vector>

namespace gazetted::parser {

enum class Role { whole, policy, interpretation };

/// The lines of one document, heading and tail included. The spans reach into the page's lines.
struct DocumentLines {
  Role role = Role::whole;
  std::span<const std::string> lines;
};

struct PageDivision {
  std::span<const std::string> shared_heading;  ///< above the first document, spoken for all
  std::vector<DocumentLines> documents;         ///< at least one, in the page's order
};

[[nodiscard]] PageDivision divide(std::span<const std::string> lines);

}  // namespace gazetted::parser
