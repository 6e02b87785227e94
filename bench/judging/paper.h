#pragma once
// A policy as its office means it, without any page: what the history writes, amends and repeals.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/judging/dice.h"
#include "core/date.h"

namespace gazetted::bench {

struct Enclosure {
  std::string title;  ///< with its extension
  std::string file;   ///< its name on the server
  std::vector<std::string> lines;
  int edition = 0;  ///< how often it was put up anew: other bytes, perhaps the same words
};

struct Paper {
  std::string title;
  std::string number;  ///< "" where it has none
  std::string issuer;
  std::string kind = "policy";  ///< or interpretation
  Date signed_on;
  Date published;
  std::string validity = "有效";
  std::string opening;               ///< addressee and first paragraph, one a line; never amended
  std::vector<std::string> clauses;  ///< without their numbers
  enum class Style { articles, sections, plain } style = Style::articles;
  std::vector<std::string> endings;  ///< 施行, 附注: lines between the clauses and the signature
  std::optional<Enclosure> enclosure;
};

/// A line of a body: its words, and the number before them, "" where there is none: 第六条.
struct Line {
  std::string number, words;
};
[[nodiscard]] std::vector<Line> numbered_lines(const Paper& paper);
/// The lines of its body as they stand on a page.
[[nodiscard]] std::vector<std::string> lines_of(const Paper& paper);

struct Office {
  std::string city;    ///< 青石
  std::string prefix;  ///< 青政发
};
[[nodiscard]] Office office(std::size_t index);

/// A new paper of that office. `serial` makes its title and number its own.
[[nodiscard]] Paper write_paper(Dice& dice, const Office& office, int serial, Date today);
/// The decision that repeals `repealed`, by title and number.
[[nodiscard]] Paper write_repeal(Dice& dice, const Office& office, int serial, Date today,
                                 const std::vector<const Paper*>& repealed);
/// 政策解读 of `paper`.
[[nodiscard]] Paper write_interpretation(Dice& dice, const Paper& paper, Date today);

/// What an amendment did, in a word, and the paper after it.
struct Amendment {
  std::string kind;
  Paper paper;
};
[[nodiscard]] Amendment amend(Dice& dice, const Paper& paper);

/// Prose of the language of decrees, of one sentence.
[[nodiscard]] std::string sentence(Dice& dice);

}  // namespace gazetted::bench
