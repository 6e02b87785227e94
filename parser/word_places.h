#pragma once
// Where each of several words stands in a text, found in one pass over it. Looking for one word after the
// other costs a pass each, and bytes of Chinese characters are no rare ones to skip to.

#include <bitset>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gazetted::parser {

/// Words of Chinese text, each beginning with a character of three bytes (Han, 《, full-width). They are
/// looked for at the beginnings of characters. Keeps the views: give it literals.
class WordSet {
 public:
  explicit WordSet(std::vector<std::string_view> words);

 private:
  friend class WordPlaces;
  struct Word {
    std::size_t first;  ///< its first character
    std::string_view rest;
    std::size_t index;  ///< in words_
  };
  static constexpr std::size_t characters = 1U << 16U;  ///< of three bytes: the Basic Multilingual Plane
  std::vector<std::string_view> words_;
  std::vector<Word> parts_;        ///< the same words, by their first characters
  std::bitset<characters> first_;  ///< what one of them begins with
};

class WordPlaces {
 public:
  /// `words` must outlive it.
  WordPlaces(const WordSet& words, std::string_view text);

  /// Where `word`, which is one of the set's, begins, from the front of the text to its end.
  [[nodiscard]] std::span<const std::size_t> of(std::string_view word) const;

 private:
  const WordSet& words_;
  std::vector<std::vector<std::size_t>> places_;  ///< of each word
};

}  // namespace gazetted::parser
