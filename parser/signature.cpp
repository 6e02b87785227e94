#include "parser/signature.h"

#include <algorithm>

#include "parser/dates.h"
#include "parser/issuers.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_line_bytes = 180;
constexpr std::size_t max_signers = 20;
/// 附注 and the like may stand behind a lone day that ends a text.
constexpr std::size_t max_lines_behind = 2;

bool is_person(std::string_view line) {
  return line.size() <= 60 &&
         !starting(line, {"总理", "主席", "省长", "市长", "县长", "区长", "州长", "部长", "主任", "局长",
                          "署长", "行长", "厅长", "院长", "检察长", "会长"})
              .empty();
}

/// The names of one line, which may be spaced out (济 南 市) or stand in brackets.
std::vector<std::string> signers_in(std::string_view line) {
  line = trim(line);
  const auto open = starting(line, {"（", "("});
  const auto close = ending(line, {"）", ")"});
  if (!open.empty() && !close.empty() && line.size() > open.size() + close.size())
    line = line.substr(open.size(), line.size() - open.size() - close.size());
  auto names = organisations(line);
  if (!names.empty()) return names;
  const auto pieces = split(line, {" ", "\u3000", "\u00A0"});
  const bool spaced_out =
      pieces.size() > 3 && std::all_of(pieces.begin(), pieces.end(),
                                       [](std::string_view piece) { return count_code_points(piece) == 1; });
  return spaced_out ? organisations(without_spaces(line)) : names;
}

/// The names in the lines above, the topmost first.
std::vector<std::string> signers_above(std::span<const std::string> lines) {
  std::vector<std::string> names;
  while (!lines.empty() && names.size() < max_signers && lines.back().size() <= max_line_bytes) {
    auto above = signers_in(lines.back());
    if (above.empty()) break;
    names.insert(names.begin(), above.begin(), above.end());
    lines = lines.first(lines.size() - 1);
  }
  return names;
}

/// The signature whose day stands in line `at`.
std::optional<Signature> signature_at(std::span<const std::string> lines, std::size_t at) {
  const std::string& line = lines[at];
  if (line.size() > max_line_bytes) return std::nullopt;
  if (const auto date = read_date(line)) {
    return Signature{signers_above(lines.first(at)), date->date, date->repaired};
  }
  const auto dates = find_dates(line);
  if (dates.size() != 1 || dates.front().end != line.size()) return std::nullopt;
  auto names = organisations(std::string_view(line).substr(0, dates.front().begin));
  if (names.empty()) return std::nullopt;
  return Signature{std::move(names), dates.front().date};
}

}  // namespace

std::optional<Signature> read_signature(std::span<const std::string> lines,
                                        std::span<const std::string> issuers) {
  std::optional<Signature> signed_by_others;
  std::optional<Signature> lone;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    auto signature = signature_at(lines, at);
    if (!signature) continue;
    const bool own =
        std::any_of(signature->issuers.begin(), signature->issuers.end(), [&](const std::string& name) {
          return std::find(issuers.begin(), issuers.end(), name) != issuers.end();
        });
    if (own) return signature;
    const bool by_person = at > 0 && is_person(lines[at - 1]);
    if (!signature->issuers.empty() || by_person) {
      if (!signed_by_others) signed_by_others = std::move(signature);
    } else if (lines.size() - at - 1 <= max_lines_behind) {
      lone = std::move(signature);
    }
  }
  return signed_by_others ? signed_by_others : lone;
}

}  // namespace gazetted::parser
