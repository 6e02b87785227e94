#include "parser/word_places.h"

#include <algorithm>

namespace gazetted::parser {
namespace {

constexpr std::size_t bytes = 3;  // of a first character

bool begins_three(unsigned char lead) { return lead >= 0xE0 && lead < 0xF0; }

/// The code point of three bytes; any number below 65,536 for three bytes that are none.
std::size_t three(const char* at) {
  const auto byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
  return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

}  // namespace

WordSet::WordSet(std::vector<std::string_view> words) : words_(std::move(words)) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    parts_.push_back({three(words_[i].data()), words_[i].substr(bytes), i});
    first_.set(parts_.back().first);
  }
  std::ranges::stable_sort(parts_, {}, &Word::first);
}

WordPlaces::WordPlaces(const WordSet& words, std::string_view text)
    : words_(words), places_(words.words_.size()) {
  for (std::size_t at = 0; at + bytes <= text.size();) {
    if (!begins_three(static_cast<unsigned char>(text[at]))) {
      ++at;
      continue;
    }
    if (const std::size_t character = three(text.data() + at); words.first_[character]) {
      const std::string_view rest = text.substr(at + bytes);
      for (const auto& word : std::ranges::equal_range(words.parts_, character, {}, &WordSet::Word::first))
        if (rest.starts_with(word.rest)) places_[word.index].push_back(at);
    }
    at += bytes;
  }
}

std::span<const std::size_t> WordPlaces::of(std::string_view word) const {
  return places_[static_cast<std::size_t>(std::ranges::find(words_.words_, word) - words_.words_.begin())];
}

}  // namespace gazetted::parser
