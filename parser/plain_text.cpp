// Text without markup: where its paragraphs end.

#include <string_view>
#include <utility>

#include "parser/fields.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// Beyond this length a line holds more than one paragraph if runs of spaces stand in it; a shorter one
/// may be a signature or a heading spaced out.
constexpr std::size_t min_flattened_characters = 200;

/// The pieces between runs of two or more spaces.
std::vector<std::string_view> split_at_space_runs(std::string_view line) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  std::size_t run_begin = 0;
  std::size_t run = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = code_point_at(line, at);
    if (is_space(point.value)) {
      if (run++ == 0) run_begin = at;
    } else {
      if (run >= 2) {
        pieces.push_back(line.substr(begin, run_begin - begin));
        begin = at;
      }
      run = 0;
    }
    at += point.length;
  }
  pieces.push_back(line.substr(begin));
  return pieces;
}

}  // namespace

PageReading read_plain_text(const std::vector<std::string>& lines, const Url& url,
                            std::string_view source_region) {
  ArticleParts parts;
  const auto add = [&](std::string_view paragraph) {
    paragraph = trim(paragraph);
    if (!paragraph.empty()) parts.body.push_back({Paragraph::Kind::text, std::string(paragraph)});
  };
  for (const std::string& line : lines) {
    if (line.size() <= min_flattened_characters || count_code_points(line) <= min_flattened_characters) {
      add(line);
    } else {
      for (const std::string_view piece : split_at_space_runs(line)) add(piece);
    }
  }
  return read_documents(parts, url, source_region);
}

}  // namespace gazetted::parser
