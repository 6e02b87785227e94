#pragma once
// The numbers that Word counts itself (ECMA-376 Part 1, 17.9): a reader sees 第一条 where the file has only
// a reference to a list.

#include <array>
#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace gazetted::parser {

class DocxNumbering {
 public:
  /// From the roots of numbering.xml and styles.xml; empty nodes where there is none.
  DocxNumbering(pugi::xml_node numbering, pugi::xml_node styles);

  struct Label {
    std::string text;      ///< "第一条", "（二）"; empty for a bullet
    bool unknown = false;  ///< the paragraph is numbered by what the file does not define
  };
  /// The label of the next paragraph, whose properties (pPr, may be empty) these are. It counts: to be
  /// called once a paragraph, in the order of the document.
  [[nodiscard]] Label next(pugi::xml_node properties);

 private:
  static constexpr std::size_t levels = 9;
  struct Level {
    int start = 1;
    int restart_after = -1;  ///< the level above which it begins anew; -1: any
    std::string format = "decimal";
    std::string text;  ///< with %1 … %9
    bool decimal_only = false;
  };
  struct List {
    std::array<Level, levels> level;
    std::string counters;  ///< lists of one abstract list count together
  };
  struct Counters {
    std::array<int, levels> value{};
    std::array<bool, levels> begun{};
  };
  struct Reference {
    std::string list;
    int level = 0;
  };

  void read_lists(pugi::xml_node numbering);
  void read_styles(pugi::xml_node styles);
  [[nodiscard]] Reference reference_of(pugi::xml_node properties) const;
  [[nodiscard]] std::string written(const List& list, const Counters& counters, std::size_t level) const;

  std::map<std::string, List, std::less<>> lists_;        ///< by numId
  std::map<std::string, Reference, std::less<>> styles_;  ///< of paragraph styles that number
  std::string default_style_;
  std::map<std::string, Counters, std::less<>> counters_;
};

}  // namespace gazetted::parser
