#include "app/output.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

namespace gazetted::app {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

bool is_row(std::string_view line) { return line.find(" | ") != std::string_view::npos; }

/// How many columns a terminal gives the text (Unicode UAX #11).
std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i, length, c);
    const auto east_asian = c < 0 ? U_EA_NEUTRAL : u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

}  // namespace

std::optional<Format> parse_format(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, Format>, 4> formats = {
      {{"json", Format::json},
       {"markdown", Format::markdown},
       {"text", Format::text},
       {"html", Format::html}}};
  for (const auto& [name, format] : formats)
    if (name == text) return format;
  return std::nullopt;
}

void print_line(const Json& json) {
  print_text(json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n');
}

void print_text(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void complain(std::string_view message) {
  std::fprintf(stderr, "gazetted: %.*s\n", static_cast<int>(message.size()), message.data());
}

bool on_terminal() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

Json document_json(const Document& document, const Provenance& provenance) {
  Json json = {{"url", text_or_null(provenance.url)},
               {"final_url", text_or_null(provenance.final_url)},
               {"canonical_url", text_or_null(provenance.canonical_url)},
               {"source", text_or_null(provenance.source)}};
  const Json fields = to_json(document);
  for (const auto& [key, value] : fields.items()) {
    // `effective` says the one; the other is a display name, given where policies are shown.
    if (key == "effective_on_publication" || key == "described") continue;
    json[key] = value;
    if (key == "text") json["text_sha256"] = Digest::of(document.text).hex();
  }
  return json;
}

Json list_json(const Parsed& parsed) {
  Json items = Json::array();
  for (const auto& item : parsed.items) items.push_back(to_json(item));
  return {{"kind", "list"},
          {"items", std::move(items)},
          {"next", or_null(parsed.next)},
          {"pages", or_null(parsed.pages)}};
}

std::string markdown_of(const Document& document) {
  std::string markdown;
  const auto title = document.title ? document.title : document.described;
  if (title) markdown += "# " + *title + "\n\n";
  const auto fact = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) markdown += "- " + std::string(name) + ": " + value + '\n';
  };
  fact("发文字号", document.doc_number.value_or(""));
  fact("发文机关", joined(document.issuers, " "));
  fact("成文日期", document.signed_on ? document.signed_on->iso() : "");
  fact("发布日期", document.published ? document.published->iso() : "");
  if (!markdown.empty() && !markdown.ends_with("\n\n")) markdown += '\n';
  bool in_table = false;
  for (const auto line : lines_of(document.text)) {
    if (!is_row(line)) {
      if (in_table) markdown += '\n';
      in_table = false;
      markdown += std::string(line) + "\n\n";
      continue;
    }
    markdown += "| " + std::string(line) + " |\n";
    if (!in_table) {
      std::size_t cells = 1;
      for (auto at = line.find(" | "); at != std::string_view::npos; at = line.find(" | ", at + 3)) ++cells;
      for (std::size_t i = 0; i < cells; ++i) markdown += "|---";
      markdown += "|\n";
    }
    in_table = true;
  }
  return markdown;
}

std::string text_of(const Document& document) {
  std::string text;
  const auto title = document.title ? document.title : document.described;
  if (title) text += *title + '\n';
  if (document.doc_number) text += *document.doc_number + '\n';
  if (!text.empty()) text += '\n';
  return text + document.text + '\n';
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (widths.size() <= column) widths.resize(column + 1);
      widths[column] = std::max(widths[column], display_width(row[column]));
    }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      line += row[column];
      if (column + 1 < row.size()) line.append(widths[column] - display_width(row[column]) + 2, ' ');
    }
    text += line + '\n';
  }
  return text;
}

}  // namespace gazetted::app
