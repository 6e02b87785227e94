#pragma once
// Text without markup, as the readers of office files, printed pages and plain text hand it on.

#include <string>
#include <vector>

namespace gazetted::parser {

struct TextLines {
  std::vector<std::string> lines;      ///< UTF-8, one paragraph each, in reading order; none is empty
  std::vector<std::string> doubts;     ///< what may be missing from them
  std::vector<std::string> signals{};  ///< what else the file says of itself
};

}  // namespace gazetted::parser
